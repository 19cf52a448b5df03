### Documentos que llegan y que salen. error-<code> se dice como en errors.ftl.

error-upload_header_invalid = No se puede leer algo de este envío. Vuelva a cargar la página y elija el archivo otra vez.
error-upload_version_unknown = Esta página es demasiado antigua para enviar archivos. Vuelva a cargarla e inténtelo de nuevo.
error-upload_offset_mismatch = De este archivo ha llegado otra parte de la que indica esta página. El envío sigue desde ahí.
error-upload_busy = Este archivo se está enviando desde otra ventana o aparato. Espere un momento e inténtelo de nuevo.
error-upload_too_long = Llegó más de lo que el archivo debía tener. Elija el archivo otra vez.
error-upload_checksum_mismatch = Una parte del archivo se dañó en el camino. Envíela otra vez.
error-upload_checksum_too_long = Fue demasiado de una vez, o llegó muy despacio, para revisarlo en una sola parte. Envíelo en partes más pequeñas.
error-document_reused = Este envío se empezó antes con otro archivo. Elija el archivo otra vez.
error-document_too_long = Este archivo es demasiado grande para enviarlo aquí. Envíe uno más pequeño, o envíelo en partes.
error-documents_waiting = Tiene aquí muchos archivos que todavía no ha enviado. Envíe o quite algunos primero.
error-document_name_refused = Aquí no se puede enviar un archivo de este tipo. Envíelo como PDF o como imagen.
error-document_not_found = No se encuentra este archivo. Vuelva a la página donde lo vio.
error-document_gone = Este archivo ya no está aquí. Si todavía tiene que enviarlo, elíjalo otra vez.
error-document_not_clean = Este archivo no se puede abrir. Todavía se está revisando, o no pasó la revisión.
error-document_not_ready = No se puede enviar un archivo con este mensaje. Espere a que lleguen todos los archivos, o quite el que falló.
error-range_not_satisfiable = El archivo es más corto que lo que se pidió. Vuelva a cargarlo desde el principio.
error-document_broken = Este archivo no se puede abrir porque se dañó aquí. Llame a TAS al { -tas-phone }.
