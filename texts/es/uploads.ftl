### Agregar archivos a un mensaje, y la carta fotografiada con un teléfono (channels/documents).

## El cuadro

page-uploads-add = Agregar archivos
page-uploads-hint = Cartas, formularios, talones de pago o fotos. En un mensaje caben { $files } archivos, { $most } en total.
page-uploads-plain = Si aquí se corta la conexión, hay que empezar de nuevo. Con JavaScript activado, la subida sigue donde quedó.
page-uploads-plain-location = De los archivos JPEG y PNG se borra dónde y cuándo tomó la foto. Otros, como los HEIC, lo conservan.
page-uploads-live-location = De los archivos JPEG, PNG y HEIC se borra dónde y cuándo tomó la foto. Otros, como los TIFF, lo conservan.
page-uploads-waiting = Ya subidos, pero sin enviar
page-uploads-elsewhere = Subidos para este caso, pero no en este mensaje
page-uploads-elsewhere-hint = Estos archivos van con este mensaje solo si usted los elige aquí.
page-uploads-untick = Desmarque su casilla para no enviarlo.
page-uploads-drop = Suelte los archivos aquí, o bien:
page-uploads-choose = Elegir archivos
page-uploads-photograph = Fotografiar una carta
page-uploads-list = Sus archivos
page-uploads-start = Subir ahora

## Un archivo

page-uploads-pause = Pausar
page-uploads-resume = Seguir
page-uploads-retry = Intentar otra vez
page-uploads-choose-again = Elegirlo otra vez
page-uploads-remove = Quitar
page-uploads-look = Verlo
page-uploads-progress = Subido hasta ahora

## Estados de un archivo

page-uploads-word-asks = Aún sin subir
page-uploads-word-waits = Espera su turno
page-uploads-word-going = Subiendo: { $percent } %
page-uploads-word-paused = En pausa en el { $percent } %
page-uploads-word-cut = Se cortó la conexión. La subida sigue sola.
page-uploads-word-again = Quedó en el { $percent } %. Elija el mismo archivo otra vez para seguir.
page-uploads-word-making = Se hace un solo documento con las páginas
page-uploads-word-checking = Subido. Estamos revisando si tiene virus.
page-uploads-word-slow = Subido. La revisión tarda un poco. Ya puede enviar su mensaje.
page-uploads-word-ready = Revisado y listo para enviar
page-uploads-word-held = Subido. No podemos ver dentro de este archivo. Una persona tiene que decidir si se puede abrir.

## Lo que sale mal

page-uploads-word-failed = No se pudo subir este archivo. Intente otra vez. Si sigue fallando, llámenos.
page-uploads-word-refused = No se puede recibir este archivo. Quítelo y pruebe con un PDF o una foto.
page-uploads-word-unreadable = Este archivo ya no se puede leer. Quítelo y luego elíjalo otra vez.
page-uploads-word-signed-out = Su sesión terminó. Inicie sesión de nuevo y luego elija «Intentar otra vez».
page-uploads-word-too-big = Este archivo es muy grande: { $size }. En un mensaje caben { $most }.
page-uploads-word-too-much = Con este archivo serían { $size }. En un mensaje caben { $most }. Envíelo en un segundo mensaje.
page-uploads-word-too-many = En un mensaje caben { $files } archivos. Envíe este en un segundo mensaje.
page-uploads-word-blocked = No se pueden enviar archivos que terminan en { $part }, porque pueden hacer daño. Envíelo como PDF o como foto.
page-uploads-word-same = Usted ya eligió este archivo: { $name }
page-uploads-word-folder = No se pueden agregar carpetas. Abra la carpeta y elija los archivos que tiene.
page-uploads-word-unfinished = Hay archivos que aún no se han subido. Espere o quítelos, y luego envíe.
page-uploads-word-trouble-several = Algunos de sus archivos no se pueden enviar. Quítelos o inténtelo otra vez, y luego envíe.
page-uploads-word-trouble = Uno de sus archivos no se puede enviar. Quítelo o inténtelo otra vez, y luego envíe.
page-uploads-word-letter-open = Su carta aún no está agregada. Elija «Agregar esta carta» o quite las fotos, y luego envíe.

## Sumas

page-uploads-word-total = Archivos: { $files }. En total: { $size }.
page-uploads-word-metered = Estos archivos son { $size }. Con un plan de teléfono, eso puede costarle.

## Se lee en voz alta para quien no lo ve

page-uploads-word-said-added = Agregado: { $name }
page-uploads-word-said-progress = { $name }: { $percent } %
page-uploads-word-said-done = Subido: { $name }
page-uploads-word-said-ready = Listo para enviar: { $name }
page-uploads-word-said-cut = Se cortó la conexión. La subida sigue sola: { $name }
page-uploads-word-said-removed = Quitado: { $name }
page-uploads-word-said-moved = La página { $before } ahora es la página { $page } de { $pages }.
page-uploads-word-said-turned = La página { $page } está girada.
page-uploads-word-said-page-removed = Se quitó la página. Páginas que quedan: { $pages }.
page-uploads-word-said-pages-added = Páginas de su carta: { $pages }.

## Una carta hecha de fotos

page-uploads-letter = Una carta hecha de fotos
page-uploads-letter-lead = Tome una foto de cada página. Todas las páginas forman un solo documento.
page-uploads-tip-flat = Ponga la página plana sobre una mesa oscura.
page-uploads-tip-light = Use buena luz y no haga sombra sobre la página.
page-uploads-tip-whole = Que se vea la página entera, con las cuatro esquinas.
page-uploads-location = Se borra de la foto dónde y cuándo la tomó.
page-uploads-camera = Tomar una foto
page-uploads-photos = Elegir fotos
page-uploads-another = Agregar otra página:
page-uploads-pages = Las páginas en orden
page-uploads-turn-left = Girar a la izquierda
page-uploads-turn-right = Girar a la derecha
page-uploads-up = Mover arriba
page-uploads-down = Mover abajo
page-uploads-look-closely = ¿Se puede leer?
page-uploads-letter-name = ¿Qué carta es?
page-uploads-letter-name-hint = Por ejemplo: carta del IRS sobre mi reembolso
page-uploads-letter-add = Agregar esta carta
page-uploads-letter-apart = Agregar cada foto como un documento aparte
page-uploads-letter-discard = Quitar todas las fotos
page-uploads-close = Cerrar
page-uploads-before = Página anterior
page-uploads-after = Página siguiente
page-uploads-larger = Más grande
page-uploads-smaller = Página entera
page-uploads-word-page = Página { $page } de { $pages }
page-uploads-word-preparing = Preparando las fotos …
page-uploads-word-letter-size = Páginas: { $pages }. Por subir: { $size }.
page-uploads-word-letter-named = Carta, { $made_on }
page-uploads-word-blurred = Esta página puede ser difícil de leer: se ve borrosa. Puede dejarla o tomarla otra vez.
page-uploads-word-dark = Esta página puede ser difícil de leer: se ve oscura. Puede dejarla o tomarla otra vez.
page-uploads-word-small = Esta página puede ser difícil de leer: la foto es pequeña. Puede dejarla o tomarla otra vez.
page-uploads-word-unseen = Esta foto no se puede mostrar aquí. Podrá verla después de la revisión.
page-uploads-word-empty = Primero tome o elija una foto.
page-uploads-word-not-photo = Solo las fotos pueden ser páginas de una carta: JPEG, PNG o HEIC.
