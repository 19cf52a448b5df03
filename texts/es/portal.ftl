### Las páginas de quienes iniciaron sesión (channels/portal).

## En cada página

page-portal-title = Mi caso en TAS
page-portal-home = Inicio
page-portal-whose-own = Su propio caso
page-portal-whose-client = El caso de { $name }
page-portal-client = un cliente
page-portal-case-number = Caso { $number }
page-portal-period = Formulario { $form }, { $period }
page-portal-switch = Elegir otro cliente
page-portal-back-to-case = Volver al caso

## Inicio

page-portal-heading = Lo que pide su atención
page-portal-first = Vea esto primero
page-portal-first-nothing = Ahora no hay nada pendiente de usted.
page-portal-due = Por favor, envíelo hasta el { $due_on }.
page-portal-due-passed = El plazo era el { $due_on }. Todavía puede enviarlo.
page-portal-open-own = Su propio caso
page-portal-open-of = El caso de { $name }
page-portal-open-case = Abrir el caso
page-portal-own = Mis casos
page-portal-clients = Personas a quienes ayudo
page-portal-clients-lead = Usted ve el caso de un cliente solo hasta donde lo permite el formulario que firmó.
page-portal-clients-none = Usted no puede ver el caso de nadie más. Si cree que debería, llame a TAS al { -tas-phone }.
page-portal-none = Aquí todavía no hay ningún caso
page-portal-none-lead = No encontramos ningún caso que usted pueda ver. Abajo puede empezar un chat. O llame a TAS al { -tas-phone }, { -tas-hours }.
page-portal-chats = Mis chats
page-portal-chat-of = Chat del { $chatted_on }
page-portal-chat-no-case = Sin caso
page-portal-chat-new-lead = ¿Se trata de un problema nuevo? Pregunte al asistente.
page-portal-chat-new = Empezar un chat nuevo
page-portal-waiting = Usted quería seguir con su chat después de iniciar sesión.
page-portal-continue-look = Seguir con él
page-portal-switch-lead = Va a abrir el caso de otro cliente. Cada cliente tiene sus propias páginas y sus propios chats.

## Un caso

page-portal-case-own = Su caso
page-portal-case-of = El caso de { $name }
page-portal-about = Este caso trata de:
page-portal-may-act = Un formulario firmado le permite ver este caso y actuar en él.
page-portal-may-see = Un formulario firmado le permite ver partes de este caso. Aquí no puede actuar en él.
page-portal-until = Termina el { $until_on }.
page-portal-status = Cómo va el caso
page-portal-step-received = TAS tiene la solicitud
page-portal-step-accepted = TAS toma el caso
page-portal-step-assigned = Se nombra a un defensor
page-portal-step-working = El defensor trabaja en el caso
page-portal-step-resolved = El problema está resuelto
page-portal-step-done = hecho
page-portal-step-now = ahora
page-portal-step-ahead = falta
page-portal-papers = Papeles que pidió TAS
page-portal-papers-how = Cómo enviar papeles
page-portal-advocate = A quién llamar
page-portal-ask = Preguntar sobre este caso
page-portal-ask-lead = Un asistente automático contesta con lo que dice el caso. Le muestra lo que usted puede ver y no decide nada.
page-portal-ask-begin = Empezar un chat sobre este caso
page-portal-history = Qué ha pasado
page-portal-more = Más sobre este caso
page-portal-deadlines = Los plazos de las cartas del IRS siguen corriendo. Por favor, no los deje pasar.

## Papeles y mensajes

page-portal-papers-call = Llame primero y pregunte a qué dirección o número de fax enviarlos. El número está abajo. También puede llamar a TAS al { -tas-phone }.
page-portal-papers-copy = Envíe copias y guarde los originales.
page-portal-papers-mark = Escriba el número del caso en cada hoja.
page-portal-papers-keep = Guarde el recibo del correo o del fax.
page-portal-papers-late = ¿Necesita más tiempo? Llame antes de que pase el plazo y pídalo.
page-portal-messages = Mensajes

## Quiénes pueden actuar

page-portal-people = Quiénes pueden actuar por mí
page-portal-people-lead = Estas personas tienen un formulario que usted firmó. Solo pueden ver o hacer lo que dice aquí.
page-portal-people-none = No hay nadie nombrado para este caso.
page-portal-people-state-in_force = Este formulario vale ahora.
page-portal-people-state-not_yet = Este formulario todavía no vale.
page-portal-people-state-ended = Este formulario ya venció.
page-portal-people-state-revoked = Este formulario fue anulado.
page-portal-people-form = Formulario { $form }.
page-portal-people-acts = Esta persona puede ver el caso y actuar por usted.
page-portal-people-reads = Esta persona puede ver partes del caso, pero no actuar.
page-portal-people-nothing = Aquí no le permite a esta persona ver nada de este caso.
page-portal-people-for = Para el Formulario { $form } y estos períodos:
page-portal-people-from = Desde el { $from_on }.
page-portal-people-revoked = Anulado el { $revoked_on }.
page-portal-people-until-revoked = Vale hasta que se anule.
page-portal-people-end = Cómo terminarlo
page-portal-people-end-2848 = Formulario 2848: escriba "REVOKE" arriba en la página 1 de una copia. Debajo, firme y ponga la fecha. Envíelo al IRS por correo o fax.
page-portal-people-end-8821 = Formulario 8821: haga lo mismo con una copia de ese formulario. Si no tiene copia, escriba una carta. Diga quién ya no puede ver qué, y fírmela.
page-portal-people-end-here = No se puede terminar en esta página. Avise también a su defensor, para que TAS lo sepa enseguida.
page-portal-people-spouse = En una declaración conjunta, cada cónyuge nombra a su propia gente. Usted no ve la del otro.

## Cómo le contacta TAS

page-portal-contact = Cómo le contacta TAS
page-portal-contact-lead = Esto es lo que TAS tiene para este caso. Por favor, cambie lo que no esté bien.
page-portal-contact-telephone = Número de teléfono
page-portal-contact-mailing_address = Dirección postal
page-portal-contact-email = Correo electrónico
page-portal-contact-empty = No se dio
page-portal-contact-check = Revisar el cambio
page-portal-contact-confirm = ¿Está bien así?
page-portal-contact-yes = Sí, guardarlo
page-portal-contact-no = No, cambiarlo
page-portal-contact-changed = Listo. TAS ya lo tiene.
page-portal-contact-irs = Esto lo cambia solo para este caso de TAS. Para dar una dirección nueva al IRS, envíe el Formulario 8822.
page-portal-contact-safe = ¿Hay horas en las que no es seguro llamarle?
page-portal-contact-invalid-telephone = Eso no parece un número de teléfono. Por favor, escríbalo con el código de área, como 202-555-0100.
page-portal-contact-invalid-mailing_address = Esa dirección es muy larga o tiene signos que no podemos guardar. Por favor, escríbala más corta.
page-portal-contact-invalid-email = Eso no parece un correo electrónico. Por favor, revíselo.
page-portal-contact-invalid-all = Por favor, dé al menos una forma de contactarle.

## Preferencias

page-portal-preferences = Lo que prefiero
page-portal-preferences-language = Idioma
page-portal-preferences-channel = La forma segura de contactarme
page-portal-preferences-channel-hint = Elija la que solo usted ve u oye.
page-portal-preferences-channel-portal = Solo aquí, cuando inicio sesión
page-portal-preferences-channel-telephone = Por teléfono
page-portal-preferences-channel-mail = Por correo postal
page-portal-preferences-hours = Cuándo es seguro llamarme
page-portal-preferences-hours-hint = Si no elige nada, sirve cualquier hora del día.
page-portal-preferences-hours-morning = Por la mañana
page-portal-preferences-hours-afternoon = Por la tarde
page-portal-preferences-hours-evening = Por la noche
page-portal-preferences-keep = Guardar esto
page-portal-preferences-changed = Listo. Ya está guardado.
page-portal-preferences-private = No lo ve nadie que actúe por usted, y tampoco ningún cónyuge.
