### error-<code>: qué falló y qué puede hacer la persona (RFC 9457; regla 11).

error-message_too_long = Su mensaje es muy largo. Escriba menos de 4,000 caracteres, o mándelo en dos partes.
error-message_empty = Su mensaje está vacío. Escriba algo o elija un botón.
error-choice_unknown = Aquí no se conoce ese botón. Vuelva a cargar la página y elija otra vez.
error-choice_stale = Esa pregunta ya pasó. Conteste la última pregunta, o escriba qué quiere cambiar.
error-choice_and_text = Mande un mensaje o una opción, no las dos cosas.
error-client_id_invalid = No se pudo leer el mensaje. Vuelva a cargar la página y mándelo otra vez.
error-client_id_reused = Este mensaje ya se mandó con otras palabras. Vuelva a cargar la página y mándelo otra vez.
error-conversation_not_found = No se encuentra este chat en este aparato. Abra un chat nuevo.
error-conversation_closed = Este chat está cerrado. Abra un chat nuevo.
error-not_found = Esa página no existe. Revise la dirección o vaya a la página de inicio.
error-forbidden_origin = La solicitud vino de otro sitio. Abra el chat aquí y pruebe otra vez.
error-csrf_failed = Esta página ya es muy vieja para enviar. Vuelva a cargarla y pruebe otra vez.
error-body_too_large = Es demasiado para mandar de una vez. Mande menos.
error-body_malformed = No se pudo leer la solicitud. Vuelva a cargar la página y pruebe otra vez.
error-field_unknown = La solicitud tiene un campo que aquí no se conoce. Revísela y pruebe otra vez.
error-field_missing = Falta algo en la solicitud. Revísela y pruebe otra vez.
error-field_invalid = Algo en la solicitud no es válido. Revísela y pruebe otra vez.
error-media_type_unsupported = La solicitud tiene un formato que aquí no se puede leer. Mande JSON.
error-method_not_allowed = Eso no se puede hacer en esta dirección. Regrese y pruebe otra vez.
error-rate_limited = Mandó mucho en poco tiempo. Espere { $seconds_count ->
        [one] { $seconds_count } segundo
       *[other] { $seconds_count } segundos
    } y pruebe otra vez.
error-unavailable = El servicio no puede contestar ahora. Pruebe en unos minutos, o llame a TAS al { -tas-phone }.
error-internal = Algo falló de nuestro lado. Pruebe otra vez, o llame a TAS al { -tas-phone }.
error-unauthorized = Para ver este chat hay que abrirlo otra vez. Empiece en la página del chat.
error-language_unknown = Ese idioma no se ofrece aquí. Elija inglés o español.
error-time_zone_unknown = No se conoce esa zona horaria. Mande un nombre como America/New_York.
error-after_invalid = El punto para continuar no es válido. Vuelva a cargar la página.
error-header_invalid = La solicitud tiene un encabezado que no se puede leer. Vuelva a cargar la página y pruebe otra vez.
