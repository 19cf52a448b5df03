### Correos electrónicos que avisan que algo espera (casework/notices), y la página donde se eligen.
### Un correo nunca dice de qué se trata: ni una palabra de impuestos, de un caso, de una persona o de un empleado.

## Asuntos

mail-subject-message_waits = Tiene un mensaje nuevo
mail-subject-document_rejected = Revise un documento que envió
mail-subject-receipt = Llegó lo que usted envió
mail-subject-daily = Hay algo nuevo para usted

## Qué hay de nuevo

mail-message_waits = Tiene un mensaje nuevo de { $agency }.
mail-document_rejected = Usted envió un documento a { $agency }. No pudimos recibirlo. Inicie sesión para ver por qué y qué puede hacer.
mail-receipt = Llegó lo que usted envió a { $agency }.
mail-daily-message_waits = { $waiting_count ->
    [one] Tiene { $waiting_count } mensaje nuevo de { $agency }.
   *[other] Tiene { $waiting_count } mensajes nuevos de { $agency }.
}
mail-daily-document_rejected = { $waiting_count ->
    [one] No pudimos recibir { $waiting_count } documento que usted envió a { $agency }. Inicie sesión para ver por qué.
   *[other] No pudimos recibir { $waiting_count } documentos que usted envió a { $agency }. Inicie sesión para ver por qué.
}

## En todos los correos

mail-sign-in = Inicie sesión aquí:
mail-private = Para cuidar su privacidad, este correo no dice de qué se trata.
mail-phishing = Nunca pedimos datos por correo electrónico, así que no envíe ninguno.
mail-stop = ¿Quiere recibir menos correos como este, o ninguno? Inicie sesión y abra «Lo que prefiero».
mail-no-reply = Nadie lee las respuestas a este correo.

## La página de preferencias

page-portal-preferences-mail = Correo electrónico cuando haya algo nuevo
page-portal-preferences-mail-hint = El correo solo dice que hay algo nuevo para usted aquí. Elíjalo solo si nadie más lee su correo electrónico.
page-portal-preferences-mail-to = Llega a { $address }. Es la dirección con la que usted inicia sesión.
page-portal-preferences-mail-at_once = Enseguida, por cada mensaje
page-portal-preferences-mail-daily = Una vez al día, por la mañana
page-portal-preferences-mail-none = Ningún correo electrónico
page-portal-preferences-mail-receipts = Avisarme también cuando llegue lo que yo envié
page-portal-preferences-mail-keep = Guardar esto para el correo
page-portal-preferences-mail-changed = Listo. Ya está guardado para el correo.
page-portal-preferences-mail-ended = Listo. Ya no le llegan correos. Si el correo también es seguro para usted, elíjalo abajo.
page-portal-preferences-mail-unsafe = No recibirá correos electrónicos hasta que los elija aquí. Elíjalos solo si es seguro para usted.
page-portal-preferences-mail-no-address = No podemos enviarle correos electrónicos. Su inicio de sesión no nos dio una dirección de correo comprobada.
page-portal-mail-tells = Cuando haya un mensaje para usted, le enviamos un correo a { $address }. No dice de qué se trata.
page-portal-mail-change = Cambiar esto o desactivarlo
