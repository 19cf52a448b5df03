### Lo que dicen las páginas y la ventana pequeña, además de lo que guarda el registro.

## En todas las páginas

page-name = Chat de impuestos
page-title = Chat de ayuda
page-demonstration = Esto es una demostración, no un sitio oficial.
page-skip = Ir al chat
page-telephone = ¿Quiere hablar con una persona? Llame al { -tas-phone }, { -tas-hours }.
page-language-other = English
page-menu = Menú
page-privacy = No escriba nombres, direcciones ni números como el de Seguro Social, de banco o de tarjeta.

## Empezar un chat

page-start-heading = Vea si el Servicio del Defensor del Contribuyente puede ayudarle
page-start-lead = ¿Tiene un problema de impuestos que no avanza? Cuéntelo en un chat. Es gratis y no tiene que decir quién es.
page-start-step-1 = Usted dice con sus palabras qué pasa.
page-start-step-2 = Un asistente automático pregunta solo lo que falta saber.
page-start-step-3 = Usted sabrá si TAS puede ayudarle, por qué y qué hacer primero.
page-start-choose = Elija su idioma para empezar
page-start-begin = Empezar en español
page-start-kept = Guardamos el chat. Puede cerrar esta página y volver a él en este aparato.
page-start-emergency = ¿Está en peligro ahora? Llame al 911. En una crisis, llame al 988 y oprima 2.
page-start-open = Usted tiene un chat abierto en este aparato.
page-start-go-on = Seguir con su chat

## El chat

page-chat-heading = Su chat
page-transcript = Lo que se dijo
page-you = Usted
page-assistant = Asistente automático
page-agent = Personal de TAS
page-system = Aviso
page-you-chose = Usted eligió: { $title }
page-panel = Su respuesta
page-send-choices = Enviar
page-date = Fecha
page-send-date = Enviar la fecha
page-message = Su mensaje
page-send = Enviar
page-answering = El asistente escribe una respuesta.
page-check = Ver si hay respuesta
page-checks-itself = Esta página lo vuelve a ver por sí sola.
page-panel-also = Otras opciones
page-answers-menu = Cambiar una respuesta o empezar de nuevo
page-change = Cambiar una respuesta
page-person = Hablar con una persona
page-emergency = ¿Está en peligro?
page-ended = Este chat está cerrado.
page-new-chat = Empezar un chat nuevo

## El resultado

page-result = Resultado probable
page-result-why = Por qué
page-result-steps = Qué hacer primero

## Respuestas

page-answers = Sus respuestas
page-answers-lead = Esto es lo que tenemos hasta ahora. Elija lo que quiere cambiar.
page-answers-none = Usted aún no ha dado respuestas.
page-answer = { $facts }
page-answer-change = Cambiar
page-answers-start-over = Empezar de nuevo
page-answers-start-over-hint = Empezar de nuevo borra todas sus respuestas. Lo que se dijo queda en la página.
page-back-to-chat = Volver al chat
page-close = Cerrar

## Imprimir y descargar

page-print = Imprimir
page-download = Descargar como texto
page-transcript-file = chat.txt
page-transcript-made = Copia de su chat, hecha el { $made_on }

## Con JavaScript

page-sending = Enviando…
page-not-sent = No se envió.
page-retry = Intentar de nuevo
page-discard = Borrar
page-sent = Enviado.
page-offline = No hay conexión. Lo que escribe se guarda y se envía cuando vuelva.
page-online = Ya tiene conexión otra vez.
page-characters-left = Caracteres que quedan
page-characters-over = Caracteres que sobran
page-new-below = Hay un mensaje nuevo abajo

## Problemas

page-problem = Algo no funcionó
page-problem-typed = Lo que escribió
page-problem-home = Ir a la página de inicio

## La ventana pequeña

page-widget-open = Chat de impuestos
page-widget-close = Cerrar el chat
page-widget-unread = mensajes nuevos
page-widget-full = Abrir el chat en su propia página
page-widget-script = Esta ventana pequeña necesita JavaScript. La página completa funciona sin él.

## El sitio de muestra

page-site-name = Ayuda del Condado Harbor
page-site-heading = ¿Un problema de impuestos es demasiado para usted?
page-site-lead = Usted no está solo. Aquí hay ayuda gratis en español y en inglés.
page-site-chat-heading = Hable con el asistente de impuestos
page-site-chat = Después de pocas preguntas sabrá si el { -tas } puede ayudarle. El chat es gratis.
page-site-chat-link = Abrir el chat
page-site-widget = El botón de chat en la esquina muestra cómo otro sitio puede ofrecer el mismo chat.
page-site-phone-heading = Llame a TAS
page-site-phone = Llame al { -tas-phone }, { -tas-hours }. La llamada es gratis.
page-site-papers-heading = Qué tener a mano
page-site-papers = Cartas del IRS, su última declaración y la fecha de lo que le preocupa. También puede preguntar sin nada de eso.
page-site-deadline = Una fecha en una carta del IRS sigue corriendo mientras busca ayuda. No la deje pasar.
page-site-fictional = Este es un sitio inventado. Muestra el chat como lo usaría una agencia.
