### Cómo comunicarse sin peligro con quien escribe de violencia en su casa (casework/conversations/safe_contact.py).
### La última línea de cada pregunta aparece otra vez sobre sus botones.

notice-safe-contact =
    Si alguien de TAS se ocupa de su chat, verá lo que elija aquí. No tiene que contestar.
    ¿Cómo puede TAS comunicarse con usted sin peligro?
notice-safe-device =
    Gracias. Queda guardado con su chat.
    ¿Otra persona puede ver este teléfono o computadora?
notice-safe-contact-kept = Gracias. Quien se ocupe de su chat lo verá.
notice-safe-contact-skipped = Está bien. No tiene que contestar.

do-contact_none = No se comuniquen conmigo
do-contact_here = Solo escríbanme aquí
do-contact_call = Llámenme, sin dejar mensaje ni decir quién llama
do-contact_voicemail = Llámenme. Un mensaje de voz es seguro, pero sin decir quién llama
do-contact_any = Es seguro llamar, dejar mensaje, decir quién llama y mandar cartas
do-contact_skip = Prefiero no decirlo
do-contact_change = Elegir cómo TAS puede comunicarse conmigo
do-device_mine = Solo yo lo veo
do-device_shared = Otra persona puede verlo
