### error-<code>: qué falló y qué puede hacer la persona (RFC 9457; regla 11).
### Los códigos son los de channels/problems.py; los textos no llevan valores: nada de lo enviado se repite.

## No se pudo leer lo que se mandó

error-bad_request = No se pudo leer la solicitud. Vuelva a cargar la página y pruebe otra vez.
error-host_unknown = Este servicio no responde en esa dirección. Revise la dirección y pruebe otra vez.
error-body_malformed = No se pudo leer lo que se mandó. Vuelva a cargar la página y pruebe otra vez.
error-body_invalid = Falta algo en la solicitud, o algo no es válido. Vuelva a cargar la página y pruebe otra vez.
error-query_invalid = Una parte de la dirección no es válida. Vuelva a cargar la página y pruebe otra vez.
error-content_type_unsupported = Lo que se mandó tiene un formato que aquí no se puede leer. Vuelva a cargar la página y pruebe otra vez.
error-range_invalid = Esa parte del archivo no existe. Cargue otra vez el archivo completo.
error-expectation_failed = La solicitud pide algo que este servicio no puede hacer. Vuelva a cargar la página y pruebe otra vez.
error-headers_too_large = La solicitud lleva demasiados datos. Borre las cookies de este sitio y pruebe otra vez.
error-body_too_large = Es demasiado para mandar de una vez. Mande menos.
error-request_timeout = El envío tardó demasiado. Revise su conexión y pruebe otra vez.

## Quién puede mandarlo, y adónde

error-credentials_missing = Este chat no se puede abrir sin su clave. Empiece en la página del chat.
error-origin_refused = La solicitud vino de otro sitio. Abra el chat aquí y pruebe otra vez.
error-csrf_failed = Esta página ya es muy vieja para enviar. Vuelva a cargarla y pruebe otra vez.
error-not_found = Aquí no se encuentra esta página o este chat. Revise la dirección, o abra un chat nuevo.
error-method_not_allowed = Eso no se puede hacer en esta dirección. Regrese y pruebe otra vez.

## Mensajes y opciones

error-message_empty = Su mensaje está vacío. Escriba algo o elija un botón.
error-message_too_long = Su mensaje es muy largo. Escriba menos de 4,000 caracteres, o mándelo en dos partes.
error-client_id_reused = Este mensaje ya se mandó con otras palabras. Vuelva a cargar la página y mándelo otra vez.
error-conversation_closed = Este chat está cerrado. Abra un chat nuevo.
error-choice_unknown = Aquí no se conoce ese botón. Vuelva a cargar la página y elija otra vez.
error-choice_stale = Esa pregunta ya pasó. Conteste la última pregunta, o escriba qué quiere cambiar.

## Demasiado de una vez

error-too_many_requests = Fue mucho en poco tiempo. Espere un minuto y pruebe otra vez.
error-too_many_messages = Mandó muchos mensajes en poco tiempo. Espere un minuto y mándelo otra vez.
error-too_many_conversations = Desde aquí se abrieron muchos chats en poco tiempo. Espere unos minutos, o siga en un chat ya abierto.
error-too_many_streams = Este chat está abierto en demasiadas ventanas. Cierre algunas y vuelva a cargar esta.

## Falla nuestra

error-internal = Algo falló de nuestro lado. Pruebe otra vez, o llame a TAS al { -tas-phone }.
error-unavailable = El servicio no puede contestar ahora. Pruebe en unos minutos, o llame a TAS al { -tas-phone }.
