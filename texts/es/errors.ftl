### error-<code>: qué falló y qué puede hacer la persona (RFC 9457; regla 11).
### Los códigos son los de channels/problems.py. Nada de lo enviado se repite.

## No se pudo leer lo que se mandó

error-header_invalid = No se pudo leer la solicitud. Vuelva a cargar la página y pruebe otra vez.
error-header_too_large = La solicitud lleva demasiados datos. Borre las cookies de este sitio y pruebe otra vez.
error-host_unknown = Este servicio no responde en esa dirección. Revise la dirección y pruebe otra vez.
error-body_malformed = No se pudo leer lo que se mandó. Vuelva a cargar la página y pruebe otra vez.
error-body_too_large = Es demasiado para mandar de una vez. Mande menos.
error-media_type_unsupported = Lo que se mandó tiene un formato que aquí no se puede leer. Vuelva a cargar la página y pruebe otra vez.
error-request_timeout = El envío tardó demasiado. Revise su conexión y pruebe otra vez.

## Algo no está como debe

error-field_unknown = Una parte de la solicitud no se conoce aquí. Vuelva a cargar la página y pruebe otra vez.
error-field_missing = Falta una parte de la solicitud. Vuelva a cargar la página y pruebe otra vez.
error-field_invalid = Una parte de la solicitud no es válida. Vuelva a cargar la página y pruebe otra vez.
error-client_id_invalid = El mensaje no tiene una marca propia válida. Vuelva a cargar la página y mándelo otra vez.
error-after_invalid = El punto para continuar no es válido. Vuelva a cargar la página.
error-language_unknown = Ese idioma no se ofrece aquí. Elija inglés o español.
error-time_zone_unknown = No se conoce esa zona horaria. Use un nombre como America/New_York.

## Quién puede mandarlo, y adónde

error-unauthorized = Este chat no se puede abrir sin su clave. Empiece en la página del chat.
error-forbidden_origin = La solicitud vino de otro sitio. Abra el chat aquí y pruebe otra vez.
error-csrf_failed = Esta página ya es muy vieja para enviar. Vuelva a cargarla y pruebe otra vez.
error-not_found = No se encuentra esta página. Revise la dirección, o vaya a la página de inicio.
error-conversation_not_found = No se encuentra este chat en este aparato. Abra un chat nuevo.
error-conversation_not_found-desk = Este chat no está o no es suyo. Regrese a sus chats y a la fila.
error-method_not_allowed = Eso no se puede hacer en esta dirección. Regrese y pruebe otra vez.

## Mensajes y opciones

error-message_empty = Su mensaje está vacío. Escriba algo o elija un botón.
error-message_too_long = Su mensaje es muy largo. Escriba menos de 4,000 caracteres, o mándelo en dos partes.
error-client_id_reused = Este mensaje ya se mandó con otras palabras. Vuelva a cargar la página y mándelo otra vez.
error-conversation_closed = Este chat está cerrado. Abra un chat nuevo.
error-choice_unknown = Aquí no se conoce ese botón. Vuelva a cargar la página y elija otra vez.
error-choice_stale = Esa pregunta ya pasó. Conteste la última pregunta, o escriba qué quiere cambiar.
error-result_not_ready = Todavía no hay un resultado. Siga primero con el chat. Después puede guardarlo o imprimirlo.
error-choice_and_text = Mande un mensaje o una opción, no las dos cosas.

## Demasiado de una vez

error-rate_limited = Fue mucho en poco tiempo. Espere { $seconds_count ->
        [one] { $seconds_count } segundo
       *[other] { $seconds_count } segundos
    } y pruebe otra vez.

## Falla nuestra

error-internal = Algo falló de nuestro lado. Pruebe otra vez, o llame a TAS al { -tas-phone }.
error-unavailable = El servicio no puede contestar ahora. Pruebe en unos minutos, o llame a TAS al { -tas-phone }.

## Casos

error-matter_not_found = No se encuentra este caso. Vuelva a sus casos o llame a TAS al { -tas-phone }.
error-act_refused = Eso no se puede hacer en este caso desde aquí. Llame a TAS al { -tas-phone }.
error-contact_invalid = Estos datos no se pueden usar. Mire otra vez el teléfono, la dirección y el correo electrónico.
error-cases_unavailable = Ahora no se pueden ver los datos del caso. No se ha perdido nada. Inténtelo más tarde o llame a TAS al { -tas-phone }.

## En el puesto de atención

error-callback_held = Un colega está llamando a esta persona ahora. Elija otra llamada o vuelva más tarde.
error-callback_changed = La persona cambió esta llamada después. Léala otra vez antes de seguir.
error-chat_taken = Un colega ya tiene este chat. La lista se puso al día.
error-chat_not_yours = Este chat ya no es suyo. Lo que escribió queda guardado como borrador.
error-reply_stale = La persona escribió algo después. Léalo primero; su borrador está guardado.
error-agent_not_on_duty = Ese colega no recibe chats en este momento. Elija a otro, o una habilidad.
error-agent_stepped_aside = Ese colega no puede tomar este chat. Elija a otro, o una habilidad.
error-stepped_aside = Usted se apartó del chat de esta persona. Pida a un colega que lo abra.
error-agent_needs_skill = Ese colega no está asignado a personas que iniciaron sesión. Elija a otro, o una habilidad.
error-skill_not_on_duty = Ahora nadie más de turno tiene esta habilidad. Marque la casilla para pasar el chat de todos modos.
error-fact_unknown = Ese valor no es uno de los que puede tener este dato.
error-name_invalid = Use un nombre de letras, con 40 como máximo.
error-skill_unknown = No existe esa habilidad. Elija una de la lista.
error-transfer_target_missing = Elija quién sigue con este chat.
error-wrap_up_unknown = Elija uno de los motivos de cierre.
error-chat_needs_skill = Usted no está asignado a personas que iniciaron sesión. Por favor, deje este chat a un colega.
error-whisper_refused = Solo un supervisor puede enviar un mensaje privado. Por favor, escriba una nota.
error-reply_has_gaps = Todavía falta algo por llenar en su texto. Por favor, complételo o quítelo.
error-expected_seq_invalid = Lo que usted ha visto de este chat no coincide con él. Por favor, vuelva a cargar la página; su borrador se guarda.
