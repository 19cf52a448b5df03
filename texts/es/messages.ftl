### Mensajes seguros: las páginas de las personas y del personal (channels/portal/messages.py, channels/desk/messages.py).

## Listas e hilos

page-message-lead = Aquí usted y su defensor pueden escribirse. Nadie más puede leerlo por el camino.
page-message-write = Escribir un mensaje
page-message-draft-waits = Tiene un borrador pendiente.
page-message-none = Todavía no hay mensajes.
page-message-with = Con:
page-message-last = Último: { $name },
page-message-count = { $messages_count ->
    [one] 1 mensaje
   *[other] { $messages_count } mensajes
}
page-message-unread = { $unread_count ->
    [one] 1 nuevo
   *[other] { $unread_count } nuevos
}
page-message-new = Nuevo
page-message-back = Todos los mensajes de este caso
page-message-back-thread = Volver a los mensajes
page-message-you = Usted
page-message-of-tas = TAS
page-message-read-by = Lo leyó { $name }:
page-message-not-read = Todavía no leído
page-message-no-longer = (ya no puede leer esto)
page-message-as-taxpayer = el contribuyente
page-message-as-representative = actúa por el contribuyente
page-message-as-consent = con permiso del contribuyente
page-message-forwarded = { $name } envió esto a { $to }.
page-message-reassigned = { $name } pasó esto a { $to } para que conteste.
page-message-asks = Por favor, envíe estos papeles:

## Escribir

page-message-goes-to = Su mensaje llega a { $name }, la persona encargada de su caso.
page-message-goes-to-team = Su mensaje llega al equipo de TAS. Este caso todavía no tiene un defensor.
page-message-to = Para
page-message-subject = ¿De qué se trata? (asunto)
page-message-text = Su mensaje
page-message-answer = Su respuesta
page-message-answer-heading = Contestar
page-message-send = Enviar
page-message-draft-keep = Guardar como borrador
page-message-draft-kept = Su borrador está guardado. Puede seguir después, en cualquier aparato.
page-message-draft-here = Este es el borrador que guardó.
page-message-code = ¿Tiene el código de un empleado de TAS?
page-message-code-lead = Con el código, su mensaje llega a esa persona. Para escribir a su defensor no hace falta ninguno.
page-message-not-urgent = Si algo es urgente, no espere la respuesta aquí. Llame a TAS al { -tas-phone }, { -tas-hours }.
page-message-draft-saved = Borrador guardado.
page-message-draft-unsaved = El borrador todavía no está guardado. Por favor, revise su conexión.

## Documentos

page-message-document-for = ¿Para qué es?
page-message-document-these = Los archivos que agrega ahora
page-message-document-for-none = No es un papel que se pidió
page-message-document-uploading = todavía no llegó completo
page-message-document-quarantined = se está revisando
page-message-document-clean = revisado
page-message-document-released = no se pudo revisar, el personal de TAS permitió abrirlo
page-message-document-rejected = no se puede abrir sin riesgo, envíelo de otra forma
page-message-document-rejected-theirs = no se puede abrir de forma segura
page-message-document-unscannable-theirs = no se pudo revisar
page-message-document-unscannable = no se puede revisar, el personal lo verá
page-message-document-erased = fue borrado

## Pedir papeles

page-message-ask = Pedir papeles
page-message-ask-lead = La persona los ve con su fecha en la página del caso. Cada uno se marca cuando llega.
page-message-ask-paper = Papel { $number }
page-message-ask-none = Ningún papel
page-message-ask-due = Hasta el
page-message-ready = Texto preparado
page-message-ready-en = Inglés
page-message-ready-es = Español
page-message-ready-put = Ponerlo
page-asked-missing = todavía no llegó.
page-asked-received = llegó.
page-asked-clean = llegó y fue revisado.
page-asked-rejected = llegó, pero no se puede abrir sin riesgo. Se pide otra vez.
page-asked-due = El plazo es el { $due_on }
page-asked-withdraw = Ya no pedirlo
page-listed-first = Aquí solo están los primeros. Los demás aparecen cuando estos se resuelven.
page-listed-newer-threads = Mensajes más recientes
page-listed-older-threads = Mensajes más antiguos
page-listed-newer-chats = Documentos más recientes
page-listed-older-chats = Documentos más antiguos
page-from-chats = Documentos de los chats sobre este caso
page-from-chats-inbound = Llegó en un chat
page-from-chats-outbound = Lo envió TAS en un chat
page-from-chats-unopened = Sin abrir

## El recibo

page-message-sent = Su mensaje fue enviado
page-message-receipt-see = Ver el recibo
page-message-receipt-lead = Este es su recibo. Se guarda con el mensaje.
page-message-receipt-reference = Número de referencia
page-message-receipt-when = Enviado
page-message-receipt-to = Para
page-message-receipt-what = Lo que envió
page-message-receipt-answer = { $days_count ->
    [one] Por lo general, le contestan en 1 día hábil.
   *[other] Por lo general, le contestan en { $days_count } días hábiles.
}
page-message-receipt-deadlines = Esto no cambia ningún plazo. Los plazos de las cartas del IRS siguen corriendo.
page-message-receipt-print = Puede imprimir esta página y guardarla.
page-message-team = el equipo de TAS
page-message-advocate = La persona encargada de su caso
page-message-away = { $name } no está hasta el { $until_on }. Mientras tanto, { $reader } lee su mensaje y lo contesta.
page-message-away-team = { $name } no está hasta el { $until_on }. Otra persona de TAS lee su mensaje y lo contesta.

## Cómo llegar

page-portal-messages-open = Leer y escribir mensajes
page-portal-messages-new = { $unread_count ->
    [one] Tiene 1 mensaje nuevo.
   *[other] Tiene { $unread_count } mensajes nuevos.
}
page-portal-papers-send = Enviar papeles aquí
page-portal-papers-send-lead = Puede enviar papeles de forma segura con un mensaje. Escriba unas palabras y agregue los papeles.
page-portal-papers-other = Otras formas de enviarlos

## El buzón del personal

page-place-messages = Mensajes
page-inbox = Mensajes
page-inbox-mine = Para leer y contestar
page-inbox-none = No hay nada pendiente.
page-inbox-papers = Documentos por abrir
page-inbox-papers-lead = Llegaron en chats sobre sus casos. Nadie que trabaja en el caso los abrió todavía.
page-inbox-papers-came = Llegó en un chat
page-inbox-papers-decide = Nadie pudo ver lo que hay dentro. Decida si lo deja pasar
page-inbox-papers-late = Estos documentos llegaron en chats. Nadie que trabaja en el caso los abrió a tiempo.
page-inbox-cases = Escribir en un caso
page-inbox-waits = Espera desde
page-inbox-by = hay que contestar a más tardar el { $by_on }
page-inbox-late = había que contestar a más tardar el { $by_on }
page-inbox-at-once = hay que contestar ya
page-inbox-late-all = Esperan demasiado
page-inbox-late-none = Nada espera demasiado.
page-inbox-reader = Debe contestar { $name }.
page-inbox-nobody = No hay nadie que pueda contestar esto.
page-inbox-instead = En lugar de { $name }, que no está.
page-inbox-forwarded = Alguien del equipo se lo envió.
page-inbox-away = Fuera del { $from_on } al { $until_on }. Hace el trabajo: { $name }.
page-inbox-away-set = Avisar que no estará
page-inbox-away-change = Cambiar
page-inbox-back = Todos sus mensajes
page-case-messages = Mensajes: { $name }
page-pass-on = Enviarlo a alguien del equipo
page-pass-on-lead = Solo aparece quien puede ver este caso. Las personas no ven su nota.
page-pass-on-to = Para
page-pass-on-note = Nota para esa persona
page-pass-on-send = Enviarlo
page-pass-on-give = Pasarlo para que conteste
page-add-person = Agregar a alguien
page-add-person-who = Quién
page-add-person-do = Agregar

## Ausencias

page-absence = Ausencia
page-absence-lead = Mientras usted no está, otra persona del equipo recibe sus mensajes. A quien le escribe se le avisa.
page-absence-who = Quién no está
page-absence-from = Primer día
page-absence-until = Último día
page-absence-substitute = Quién hace el trabajo
page-absence-keep = Guardar esto
page-absence-end = Ya volví
page-absence-end-other = Ya volvió
page-absence-all = Quién no está hoy
page-absence-one = no está hasta el { $until_on }. Hace el trabajo: { $name }.

## Permisos

page-consents = Otras personas que pueden participar
page-consents-lead = Quien no está en el caso solo puede participar en los mensajes con un permiso firmado por el contribuyente.
page-consents-mine = Otras personas que pueden leer y escribir mensajes
page-consents-mine-lead = Usted firmó que estas personas pueden participar. Solo ven los mensajes a los que se agregaron, y nada más de su caso.
page-consent-new = Anotar un permiso
page-consent-new-lead = Por favor, tenga a la vista el papel firmado mientras llena esto.
page-consent-name = Nombre
page-consent-number = Número de Seguro Social o ITIN
page-consent-number-hint = No se guarda. Solo sirve para reconocer a la persona cuando inicie sesión.
page-consent-paper = El papel
page-consent-paper-signed_letter = Carta firmada
page-consent-paper-form_8821 = Formulario 8821
page-consent-paper-form_2848 = Formulario 2848
page-consent-paper-form_911 = Formulario 911
page-consent-paper-signed_at_office = Firmado en una oficina de TAS
page-consent-given-label = Firmado el
page-consent-given = Firmado el { $given_on }.
page-consent-until-label = Termina el (déjelo vacío si no tiene fin)
page-consent-until-ended = Vale hasta que se termine.
page-consent-recorded = Lo anotó { $name },
page-consent-record = Anotarlo
page-consent-end = Terminarlo ahora
page-consent-over = Ya terminó.

## Lo que no se puede hacer así

error-thread_not_found = No se encuentra este mensaje. Vuelva a los mensajes del caso.
error-subject_missing = Por favor, diga en pocas palabras de qué se trata.
error-subject_too_long = El asunto es muy largo. Use hasta 120 letras.
error-text_missing = Todavía no hay nada que enviar. Escriba algo o agregue un documento.
error-text_too_long = Su mensaje es muy largo. Envíelo en dos partes.
error-note_too_long = La nota es muy larga. Por favor, acórtela.
error-addressee_missing = Por favor, elija para quién es el mensaje.
error-addressee_unknown = Esta persona ahora no puede recibir mensajes sobre este caso. Elija otra vez.
error-employee_code_unknown = Este código no sirve. Revíselo o déjelo vacío. Así el mensaje llega a su defensor.
error-code_elsewhere = La persona de este código no trabaja en este caso. Deje el código vacío. Así el mensaje llega a su defensor.
error-ask_invalid = Un papel o su fecha no está bien. La fecha no puede ser anterior a hoy.
error-asked_unknown = Este papel ya no se pide. Por favor, elija otra vez.
error-employee_may_not_see = Esa persona no puede ver el caso. Por favor, elija otra vez.
error-absence_days = Los días no están bien. El último no puede ser antes del primero ni antes de hoy.
error-absence_substitute = Por favor, elija a alguien que atienda a personas.
error-consent_name = Por favor, dé el nombre como está en el papel.
error-consent_number = Eso no es un número de Seguro Social ni un ITIN. Tiene nueve cifras.
error-consent_paper = Por favor, elija qué papel es.
error-consent_days = Los días no están bien. No puede estar firmado después de hoy ni terminar antes de hoy.
error-consent_on_case = Es un contribuyente del caso. No se puede anotar un permiso para esa persona.
