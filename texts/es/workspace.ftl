### El espacio de trabajo de los defensores (channels/desk). Para el personal: claro y breve.

page-work-heading = Espacio de trabajo
page-work-nothing = Su función no atiende chats ni abre casos. Mantiene el servicio en marcha con los comandos en sus servidores.
page-work-skip-lists = Ir a los chats
page-work-skip-reply = Ir al cuadro de respuesta
page-work-skip-transcript = Ir al chat
page-work-lists = Mis chats y la fila
page-work-back = Volver al espacio de trabajo
page-work-back-to-chat = Volver al chat
page-work-cancel = Cancelar

## De turno

page-work-status-available = Está atendiendo chats.
page-work-status-away = No recibe chats nuevos.
page-work-status-missed = Usted no tomó un chat que se le ofreció. No recibirá chats nuevos hasta que presione «Atender chats».
page-work-status-off = Está fuera de turno.
page-work-room = Lugar para { $room_count } de { $capacity_count }
page-work-duty-available = Atender chats
page-work-duty-away = Sin chats nuevos
page-work-duty-off = Salir de turno
page-work-on-duty = { $agents_count ->
    [one] { $agents_count } defensor atiende chats ahora.
   *[other] { $agents_count } defensores atienden chats ahora.
}

## Las listas

page-work-offers = Le ofrecen
page-work-until = Quedan { $seconds_count } segundos para tomarlo
page-work-claim = Tomarlo
page-work-decline = Pasar
page-work-step-aside = Conozco a esta persona
page-work-step-aside-hint = Entonces el chat pasa enseguida a un colega y no se le muestra más. Se anota que usted se apartó, y nada más.
page-work-not-your-language = No es uno de sus idiomas
page-work-off-heading = { $chats_count ->
        [one] Todavía tiene un chat
       *[other] Todavía tiene { $chats_count } chats
    }
page-work-off-lead = Si sale de turno ahora, pasan al principio de la fila. A las personas se les dice que usted tuvo que irse. Puede pasarlos a otra persona con una nota, cerrarlos, o no recibir chats nuevos hasta terminar.
page-work-off-anyway = Salir de turno de todos modos
page-work-out-lead = Si cierra la sesión ahora, pasan al principio de la fila. A las personas se les dice que usted tuvo que irse. Puede pasarlos a otra persona con una nota, o cerrarlos, y después cerrar la sesión.
page-work-out-anyway = Cerrar la sesión de todos modos
page-work-language-heading = ¿Tomar el chat { $tag }?
page-work-language-lead = La persona escribe en { $spoken }, que no es uno de sus idiomas.
page-work-language-interpreter = Si lo toma, tenga listo a un intérprete, o a alguien a su lado que lo hable. Una traducción automática no basta.
page-work-language-take = Tomarlo de todos modos
page-work-mine = Mis chats ({ $chats_count })
page-work-mine-none = Ahora no tiene chats.
page-work-queue = En la fila ({ $waiting_count })
page-work-queue-none = Nadie espera.
page-work-chat = Chat { $tag }
page-work-waited = { $minutes_count ->
    [0] Espera desde hace menos de un minuto.
    [one] Espera desde hace { $minutes_count } minuto.
   *[other] Espera desde hace { $minutes_count } minutos.
}
page-work-taken-by = Lo tiene { $name }.

## Marcas

page-work-emergency = Emergencia
page-work-urgency-today = Hoy
page-work-urgency-this_week = Esta semana
page-work-urgency-soon = Pronto
page-work-language-en = Inglés
page-work-language-es = Español
page-work-signed-in = Con sesión
page-work-reopened = Volvió
page-work-front = Primero en la fila
page-work-unread = { $unread_count ->
    [one] { $unread_count } nuevo
   *[other] { $unread_count } nuevos
}
page-work-owes-agent = Debe una respuesta
page-work-owes-person = Le toca escribir a la persona
page-work-here = Está leyendo
page-work-not-here = No está ahora
page-work-state-kept = Aún no está: se le guarda el turno
page-work-state-paused = En pausa: sin palabras hace rato
page-work-state-away = No está: responda por escrito
page-work-state-offered = Se le ofrece a alguien
page-work-state-closed = Este chat ha terminado.

page-work-topic-collection = cobro
page-work-topic-refund = reembolso
page-work-topic-identity = robo de identidad
page-work-topic-examination = auditoría
page-work-topic-business = negocio

page-work-reason-asked = Pidió una persona.
page-work-reason-emergency = Puede estar en peligro.
page-work-reason-not_understood = No se le entendió dos veces.
page-work-reason-in_court = Está en un tribunal.
page-work-reason-refund_scheme = Fraude con reembolsos.
page-work-reason-congressional = Del Congreso.
page-work-reason-assistant_unavailable = El asistente no respondía.
page-work-reason-case_question = Pregunta por su caso.
page-work-reason-reopened = Volvió a un chat cerrado.

## El chat

page-work-transcript = Lo que se dijo
page-work-earlier = Lo que se dijo antes de iniciar sesión
page-work-from-you = Persona
page-work-from-assistant = Asistente
page-work-from-agent = Defensor
page-work-from-system = Aviso
page-work-note = Nota. Solo la ve el personal.
page-work-whisper = De un supervisor. Solo la ve el personal.
page-work-missed = Nuevo: aún no lo había visto.
page-work-typing = La persona escribe
page-work-offered-lead = Le ofrecen este chat. Si quiere, léalo primero.
page-work-read-only = Puede leer este chat, pero no escribir en él.

page-work-canned = Buscar un texto listo
page-work-canned-find = Buscar
page-work-canned-found = Textos listos
page-work-canned-none = Ningún texto tiene esas palabras.
page-work-reply = Su respuesta. La persona la lee.
page-work-reply-hint = Envíe con Ctrl y Enter. Escriba / al inicio para buscar un texto listo.
page-work-send = Enviar respuesta
page-work-draft = Guardar como borrador
page-work-transfer = Pasar a otro
page-work-close = Terminar el chat
page-work-note-new = Nota. Solo la ve el personal.
page-work-note-hint = Nunca se le muestra a la persona.
page-work-note-keep = Guardar nota

## Al lado

page-work-facts = Lo que se sabe
page-work-facts-none = Todavía nada.
page-work-facts-more = Agregar lo que aún no se dijo
page-work-fact-correct = Corregir
page-work-fact-value = Respuesta correcta
page-work-fact-or = O, en lugar de una fecha
page-work-fact-keep = Guardar esta respuesta
page-work-result = Resultado probable
page-work-result-criteria = Criterios de TAS: { $criteria }
page-work-result-none = Sin criterios de TAS
page-work-facts-result = Con estos datos:
page-work-case = Su caso
page-work-case-none = Aquí no hay un caso que usted pueda ver.
page-work-case-public = Sin sesión: aquí no se muestra ningún caso ni se puede buscar.

## Pasar el chat

page-work-transfer-heading = Pasar el chat { $tag }
page-work-transfer-to-person = A alguien de turno
page-work-transfer-nobody = Nadie más atiende chats ahora.
page-work-transfer-to-skill = A quien esté libre y tenga una de estas habilidades
page-work-transfer-not-on-duty = (ahora nadie de turno la indica)
page-work-transfer-anyway = { $minutes_count ->
    [one] Pasarlo de todos modos. Después de un minuto lo puede tomar cualquiera.
   *[other] Pasarlo de todos modos. Después de { $minutes_count } minutos lo puede tomar cualquiera.
}
page-work-transfer-to-assistant = De vuelta al asistente
page-work-transfer-assistant = Sigue el asistente
page-work-transfer-assistant-hint = (solo si ahora nadie está en peligro)
page-work-transfer-note = Una nota para quien siga
page-work-skill-language-en = Escribe en inglés
page-work-skill-language-es = Escribe en español
page-work-skill-topic-collection = Cobro
page-work-skill-topic-refund = Reembolsos
page-work-skill-topic-identity = Robo de identidad
page-work-skill-topic-examination = Auditorías
page-work-skill-topic-business = Impuestos de negocios

## Terminarlo

page-work-close-heading = Terminar el chat { $tag }
page-work-close-why = ¿Cómo terminó este chat?
page-work-close-next = Siguiente
page-work-close-lead = Es lo último que lee la persona. Escríbalo en su idioma:
page-work-close-what = Qué sigue
page-work-close-who = Quién lo hace
page-work-close-by = Para cuándo, si hay un día
page-work-close-look = Verlo una vez más
page-work-close-last = Esto es lo que leerá la persona
page-work-close-change = Cambiarlo
page-work-close-send = Enviar y terminar el chat

page-work-wrap-form_911 = Lo pedirá por escrito (Formulario 911)
page-work-wrap-case_answered = Se respondió una pregunta sobre su caso
page-work-wrap-referred = Se le indicó otro lugar de ayuda
page-work-wrap-irs_first = Primero le pregunta al IRS
page-work-wrap-papers_expected = Va a enviar papeles
page-work-wrap-callback_arranged = Quedó pedida una llamada
page-work-wrap-left_the_chat = Dejó el chat
page-work-wrap-no_tax_matter = No es sobre impuestos federales
page-work-wrap-emergency_helped = Una emergencia: se dieron líneas de ayuda

## Lo que es usual después de un chat así, en el idioma de la persona; el defensor lo cambia

closing-what-form_911 = Llene el Formulario 911 y envíelo a TAS por fax o por correo.
closing-who-form_911 = Lo hace usted. TAS lo revisa cuando llega.
closing-what-case_answered = Su caso sigue como lo leyó aquí.
closing-who-case_answered = Su defensor trabaja en él.
closing-what-referred = Pregunte en la oficina que se nombró en este chat.
closing-who-referred = Lo hace usted.
closing-what-irs_first = Primero pregúntele al IRS, como lo leyó aquí. Si eso no ayuda, vuelva a TAS.
closing-who-irs_first = Lo hace usted.
closing-what-papers_expected = Envíe los papeles que se nombraron en este chat.
closing-who-papers_expected = Lo hace usted. Luego sigue su defensor.
closing-what-callback_arranged = Usted pidió una llamada. Sus horas quedan anotadas, pero no se puede prometer un día ni una hora.
closing-who-callback_arranged = Quienes hacen las llamadas de este chat.
closing-what-left_the_chat = No tuvimos noticias de usted, así que este chat termina por ahora. Puede seguirlo aquí.
closing-who-left_the_chat = Usted escribe cuando pueda.
closing-what-no_tax_matter = TAS solo ayuda con impuestos federales. Llame al 211 para hallar ayuda cerca de usted.
closing-who-no_tax_matter = Lo hace usted.
closing-what-emergency_helped = Si está en peligro, llame al 911. Para hablar con alguien a toda hora, llame al 988 y oprima 2. O mande AYUDA por texto al 988.
closing-who-emergency_helped = Usted, o alguien de su confianza.

## Ajustes

page-work-settings = Mi nombre y mis alarmas
page-work-name = El nombre que ven las personas
page-work-name-hint = Solo letras, 40 como máximo. Basta el nombre de pila.
page-work-name-keep = Guardar este nombre
page-work-alarms = Alarmas en este aparato
page-work-alarm-sound = Un sonido cuando hay algo nuevo
page-work-alarm-title = Un número en la pestaña
page-work-keys-on = Teclas sin Ctrl, como el signo de interrogación
page-work-keys = Teclas
page-work-key-send = Enviar la respuesta (en Mac: Cmd)
page-work-key-canned = En el cuadro de respuesta vacío: buscar un texto listo y poner el primero
page-work-key-switch = Abrir uno de sus chats
page-work-key-reply = Al cuadro de respuesta
page-work-key-note = Al cuadro de notas
page-work-key-offer = Al primer chat que le ofrecen
page-work-key-help = Mostrar esta lista

## Estados

page-work-word-not-sent = Aún no se envió. Lo que escribió sigue en el cuadro.
page-work-word-sending = Enviando
page-work-word-sent = Enviado
page-work-word-new-message = Mensaje nuevo de la persona
page-work-word-long-wait = Alguien lleva cinco minutos o más en la fila.
page-work-word-new-offer = Le ofrecen un chat
page-work-word-new-note = Nota nueva
page-work-word-noted = Nota guardada
page-work-word-gaps = Falta completar:
page-work-word-still-search = No se envió: esto todavía busca un texto listo. Elija uno o quite la barra (/).
page-work-word-draft-kept = Borrador guardado
page-work-word-draft-not-kept = El borrador aún no se guardó
page-work-word-gone = Este chat ya no es suyo. Lo que escribió sigue en el cuadro.
page-work-word-stale = La persona escribió mientras tanto. Léalo y envíe de nuevo.
page-work-frame = Su turno y los mensajes nuevos
page-work-frame-news = Hay algo nuevo en este chat: verlo
page-work-frame-offers = Le ofrecen un chat
page-work-frame-others = Mensajes nuevos en sus otros chats
page-work-lost = Este chat siguió en otro lado
page-work-lost-lead = Ya no es suyo.
page-work-lost-typed = Lo que escribió. No se envió.
