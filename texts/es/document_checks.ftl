### Por qué no se acepta un documento y qué se puede hacer (casework/documents/checking.py). Lo lee quien lo envió, junto al documento.
### document-verdict-<código>: los códigos son los de names.py, kinds.py, checking.py y adapters/inspector/port.py.

## Su nombre

document-verdict-name_extension = No podemos aceptar este archivo. Una parte de su nombre es una terminación de programas, como «exe» o «com». Si es una carta o una foto, cámbiele el nombre y envíelo otra vez.
document-verdict-name_disguised = No podemos aceptar este archivo. Su nombre tiene signos ocultos. Por favor, cámbiele el nombre y envíelo otra vez.
document-verdict-name_missing = Este archivo no tiene nombre. Por favor, póngale un nombre y envíelo otra vez.

## Qué es

document-verdict-empty = Este archivo está vacío. Por favor, revíselo en su aparato y envíelo otra vez.
document-verdict-type_not_accepted = No podemos abrir este tipo de archivo. Por favor, envíelo como archivo PDF o como foto.
document-verdict-type_mismatch = El final de su nombre no va con lo que hay en este archivo. Por favor, guárdelo otra vez como archivo PDF o como foto, y envíe ese.
document-verdict-damaged = Este archivo no se puede leer hasta el final. Puede estar dañado. Por favor, guárdelo otra vez o tome otra foto, y envíe eso.
document-verdict-not_readable = No pudimos leer este archivo. Por favor, envíelo como archivo PDF o como foto.
document-verdict-broken = No pudimos guardar bien este archivo. Lo sentimos. Por favor, envíelo otra vez.
document-verdict-image_too_large = Esta imagen es demasiado grande. Por favor, tome una foto más pequeña o envíe la hoja como archivo PDF.

## Qué tiene dentro

document-verdict-executable = No aceptamos programas. Este archivo es un programa o tiene uno dentro. Por favor, envíe solo cartas, papeles y fotos.
document-verdict-macros = Este archivo tiene macros dentro. Son programas pequeños. Por favor, imprímalo como archivo PDF y envíe ese.
document-verdict-active_content = Este archivo haría algo por sí solo al abrirse. Por favor, imprímalo como archivo PDF y envíe ese.
document-verdict-several_formats = Hay otra cosa oculta en este archivo. Por favor, tome otra foto o imprímalo como archivo PDF, y envíe eso.
document-verdict-archive_unsafe = Este archivo está comprimido de un modo que no podemos aceptar. Por favor, envíe uno por uno los archivos que tiene dentro.
document-verdict-archive_too_large = Este archivo es demasiado grande para revisarlo. Por favor, envíe sus partes una por una.
document-verdict-infected = Encontramos algo dañino en este archivo, así que nadie aquí lo va a abrir. Su aparato puede tener un virus. Por favor, revise primero su aparato. Luego envíe otra copia.

## Lo que no podemos revisar

document-verdict-encrypted = Este archivo tiene una clave y no lo podemos revisar. Por favor, mándelo sin la clave. O espere: un empleado puede decidir si lo abre.
document-verdict-not_scanned = No pudimos revisar todo este archivo, porque es muy grande. Por favor, envíelo en partes más pequeñas. O espere: un empleado puede decidir abrirlo.

## En cada página de una demostración que no revisa nada

page-scanner-skipped = Esto es una demostración. Aquí no se revisa si los documentos tienen virus. No abra lo que no conozca.
