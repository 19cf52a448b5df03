### Con qué lee el chat o habla por teléfono cada persona (casework/conversations/access_needs.py).

notice-needs-asked = ¿Qué debe saber el defensor? Lo verá junto con su chat.
notice-needs-screen_reader = Gracias. El defensor verá que usted usa un lector de pantalla.
notice-needs-relay = Gracias. El defensor verá que usted usa un servicio de relevo o TTY para las llamadas.
notice-needs-both = Gracias. El defensor verá que usted usa un lector de pantalla, y un servicio de relevo o TTY para las llamadas.
notice-needs-none = Ya no vale. El defensor no lo verá.

do-needs = Decir al defensor cómo oye o lee usted, o cómo comunicarse
do-needs_screen_reader = Uso un lector de pantalla
do-needs_relay = Uso un servicio de relevo o TTY para las llamadas
do-needs_none = Borrar eso
