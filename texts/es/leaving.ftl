### Salir rápido, otras formas de recibir ayuda, y lo que el chat dice de sí mismo.

## Salir

page-leave = Salir de aquí
page-leave-or-call = Salir o llamar
page-leave-escape = También puede oprimir tres veces la tecla Esc.
page-leave-limits = Al salir se borra el chat de este aparato. No se borra la lista de páginas del navegador, ni lo que ve el dueño de la red.
page-neutral-title = Página
page-neutral = No hay nada en esta página.
notice-leave-page = «{ page-leave }» oculta el chat al instante y lo borra de este aparato. Si solo cierra la página, el chat no se borra.

## Después de un rato

page-away-heading = Su chat está oculto
page-away-lead = Esta página no se usó por un rato. Por eso no se muestra nada del chat.
page-away-go-on = Seguir con mi chat
page-away-new = Chat nuevo en este aparato

## En todas las páginas

page-telephone-relay = TTY: { -tas-tty }, o el servicio de relevo 711. Puede pedir un intérprete.
page-call = Llame al { -tas-phone }
page-larger = Letra más grande
page-read = Leer en voz alta
page-read-stop = Dejar de leer

## Sobre este chat

page-about = Sobre este chat
page-about-who = Quién lo ofrece
page-about-operator = Este chat está a cargo de { $operator }.
page-about-demonstration = Esto es una demostración. No es del IRS ni de TAS, y nadie de TAS la lee.
page-about-helper = Las respuestas las escribe un asistente automático. No es una persona y no decide nada.
page-about-free = El chat es gratis. La ayuda de TAS también es gratis.
page-about-kept = Qué se guarda y quién puede leerlo
page-about-kept-what = Lo que se dice en el chat se guarda { $retention_days } días después de su último mensaje. Luego se borra. Los números de Seguro Social, de banco y de tarjeta se quitan al instante y no se guardan.
page-about-kept-who = El chat se guarda bajo llave. El personal de TAS puede leerlo, para ayudarle o para ver si las respuestas son buenas.
page-about-kept-demonstration = En esta demostración, quien la tiene a su cargo puede leer el chat. Por eso, no cuente nada privado.
page-about-kept-device = Este aparato guarda una marca para que usted pueda volver. No lleva ningún nombre. Si pasan { $away_minutes_count } minutos sin uso, el chat se oculta hasta que usted siga.
page-about-never = Lo que TAS nunca le pide
page-about-never-payment = Dinero ni pagos de ningún tipo
page-about-never-cards = Tarjetas de regalo ni sus números
page-about-never-passwords = Contraseñas ni códigos que llegan a su teléfono
page-about-never-numbers = En este chat: números de Seguro Social, de banco o de tarjeta
page-about-never-lead = Si alguien se los pide, no siga. Llame a TAS al { -tas-phone } para preguntar.
page-about-check = Cómo ver si es verdadero
page-about-check-address = Mire la dirección arriba en su navegador. La dirección de este chat es:
page-about-check-telephone = O llame a TAS al { -tas-phone }, { -tas-hours }. Pregunte si TAS ofrece este chat.
page-about-leave = Elija «Salir de aquí» arriba, u oprima tres veces la tecla Esc. Una página vacía queda en lugar del chat. Este aparato ya no puede abrir el chat.
page-about-larger = En una computadora, oprima la tecla Ctrl y la tecla del signo más. En una Mac, use la tecla Command. En un teléfono, use el menú de su navegador.
