### Lo que dicen el asistente y el sistema en el chat del portal, donde la persona inició sesión.

## Cómo empieza

chat-welcome-own = Soy un asistente automático. Puedo contestar preguntas sobre el caso que usted abrió aquí. No decido nada.
chat-welcome-other = Soy un asistente automático. Puedo contestar preguntas sobre el caso de su cliente que usted abrió aquí. No decido nada.
chat-welcome-none = Soy un asistente automático. Aquí no veo ningún caso. Puedo ver con usted si el { -tas } quizás pueda ayudarle con un problema de impuestos.
chat-welcome-choose = Soy un asistente automático. En este chat no hay ningún caso abierto. Para preguntar por un caso, abra la página de ese caso y pregunte allí. Aquí podemos seguir con su problema de impuestos.
chat-welcome-private = Solo usted puede abrir este chat con su inicio de sesión. El personal de TAS que trabaja en el caso puede leerlo.
chat-welcome-kept = Se guarda { $years_count } años después del último mensaje.
chat-carried = De su chat anterior sé lo siguiente: { $facts }. Si algo está mal, dígamelo.

## La pregunta que queda abierta

ask-case = ¿Qué quiere saber o hacer?
ask-case-again = ¿Puede elegir una de estas opciones, o preguntar con otras palabras?
why-case = Solo puedo mostrar lo que hay en el caso que usted abrió.
example-case = Por ejemplo: «¿Qué sigue ahora?» O: «¿Qué necesitan de mí?»
say-why-case = Lo pregunto para mostrarle la parte del caso que busca.
value-case-status = Cómo va el caso
value-case-next_step = Qué sigue ahora
value-case-needed = Qué necesitan de mí
value-case-next_contact = Cuándo me van a contactar
value-case-advocate = Quién es mi defensor
value-case-timeline = Qué ha pasado hasta ahora
value-case-change_contact = Cambiar mis datos de contacto
value-case-new_problem = Preguntar por un problema nuevo
value-case-enter_code = Ingresar un código

## Sobre un caso

chat-cases-away = Ahora no puedo consultar los casos. Por favor, pruebe más tarde. También puede llamar a TAS al { -tas-phone }. Atienden { -tas-hours }.
chat-authority-own = Este es su propio caso. Puede verlo, preguntar por él y cambiar cómo TAS se comunica con usted.
chat-authority-other = Usted ve este caso porque el contribuyente lo permitió por escrito. El formulario dice qué impuesto y qué años.
chat-authority-acts = Con ese formulario usted puede ver el caso y actuar en él por el contribuyente.
chat-authority-reads = Con ese formulario usted puede ver partes del caso. Aquí no puede actuar por el contribuyente.
chat-authority-until = Termina el { $until_on }.

say-portal-topic = Si es sobre su caso, elija abajo qué quiere saber. Si es un problema de impuestos nuevo, elija «Preguntar por un problema nuevo».
say-portal-not-understood = No entendí eso.
say-portal-documents-came = Gracias. Llegó lo que usted envió con su mensaje.
say-portal-person = Sigo sin entender. Esto lo debe ver una persona.

## Datos de contacto

ask-contact_which = ¿Qué hay que cambiar?
ask-contact_which-again = ¿Cuál es: el número de teléfono, la dirección postal o el correo electrónico?
value-contact_which-telephone = Número de teléfono
value-contact_which-mailing_address = Dirección postal
value-contact_which-email = Correo electrónico
ask-contact_telephone = ¿Cuál es el número de teléfono nuevo?
ask-contact_telephone-again = Eso no parece un número de teléfono. ¿Puede escribirlo con el código de área, como 202-555-0100?
ask-contact_mailing_address = ¿Cuál es la dirección postal nueva? Por favor, escríbala completa en un solo mensaje.
ask-contact_mailing_address-again = Eso no parece una dirección completa. ¿Puede escribir calle, número, ciudad, estado y código postal?
ask-contact_email = ¿Cuál es el correo electrónico nuevo?
ask-contact_email-again = Eso no parece un correo electrónico. ¿Puede escribirlo otra vez?
ask-contact_confirm = Su { $contact } nuevo: { $masked }. ¿Está bien?
ask-contact_confirm-again = Por favor, conteste sí o no. ¿Quiere usar { $masked } para su { $contact }?
value-contact_confirm-yes = Sí, cambiar
value-contact_confirm-no = No, dejar como está
phrase-contact-telephone = número de teléfono
phrase-contact-mailing_address = domicilio postal
phrase-contact-email = correo electrónico
chat-contact-changed = Listo. TAS ya tiene su { $contact } nuevo para este caso. Otras oficinas del IRS no se enteran por aquí.
chat-contact-unchanged = No cambié nada.
do-cancel = Dejar como está

## Códigos

notice-enter-code = Los códigos no se escriben en el chat. Hay una página para ellos: elija «Ingresar un código».
notice-sign-in = Para preguntar por un caso, inicie sesión. Si quiere, puede llevarse lo que me contó aquí.
do-enter_code = Ingresar un código
do-continuation = Iniciar sesión
