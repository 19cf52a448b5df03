### Textos listos de los defensores (casework/canned): lo que una persona en su puesto dice a menudo, para mandarlo o cambiarlo antes.
### Debajo de cada uno están su título en la lista y las palabras para hallarlo. Sirven las palabras de los dos idiomas.
### Valores: $agent_name, como lo eligió el personal; $day_on, una fecha; $who y $what, breves y sin punto final, los escribe el defensor.

## Lo que aparece donde falta un valor. No se manda nada mientras haya uno de estos.

gap-agent_name = [su nombre]
gap-day_on = [fecha]
gap-who = [quién]
gap-what = [qué]

## Para empezar

canned-greeting = Hola, me llamo { $agent_name } y trabajo en el { -tas }. Soy una persona. Veo lo que usted escribió en este chat, así que no tiene que contarlo otra vez.
    .title = Saludo con su nombre
    .words = hola buenos días buenas tardes bienvenida presentarse empezar inicio
canned-reading = Estoy leyendo lo que usted escribió. Deme unos minutos, por favor.
    .title = Estoy leyendo
    .words = leer espere momento ver empezar
canned-minute = Necesito unos minutos para ver esto. Le vuelvo a escribir aquí. Puede dejar abierta esta página.
    .title = Necesito un minuto
    .words = espere momento buscar revisar ocupado
canned-whole-story = Cuénteme qué pasó, con sus propias palabras. ¿Qué es lo más difícil para usted ahora?
    .title = Preguntar qué pasó
    .words = historia problema explicar describir pregunta contar
canned-no-numbers = Por favor, no escriba aquí su número de Seguro Social, de banco o de tarjeta, ni una contraseña. No los necesito en este chat.
    .title = No escriba números, por favor
    .words = ssn itin seguro social banco tarjeta contraseña privacidad datos personales

## Para preguntar

canned-ask-date = ¿Hay una fecha en una carta, o se la dijo alguien del IRS? ¿Qué día es y qué tiene que pasar antes?
    .title = Preguntar por una fecha
    .words = plazo límite vence cuándo día carta aviso pregunta
canned-ask-harm = ¿Qué puede perder por este problema de impuestos? ¿En qué fecha puede pasar?
    .title = Preguntar qué puede perder
    .words = dificultades daño renta alquiler desalojo comida medicina trabajo urgente pregunta
canned-ask-levy = ¿El IRS ya empezó a quitarle dinero, o le avisó que pronto lo hará? ¿Es de su sueldo o de su banco? ¿Qué día es?
    .title = Preguntar por un embargo del sueldo o del banco
    .words = embargan embargaron salario salarios nómina cheque cuenta quitan dinero pregunta
canned-ask-tried = ¿Ya le preguntó al IRS por esto? Si es así, ¿cuándo fue y qué le dijeron?
    .title = Preguntar qué ya se intentó
    .words = contacto llamó antes promesa dijeron historia pregunta
canned-ask-wish = ¿Qué es lo que más le ayudaría?
    .title = Preguntar qué ayudaría
    .words = quiere desea alivio resultado necesita pregunta
canned-still-there = ¿Sigue usted ahí? Tómese su tiempo. Lo que escribió aquí se guarda.
    .title = ¿Sigue ahí?
    .words = silencio callado espera contesta hola
canned-quiet = Hace un rato que no leo nada de usted, así que también voy a ayudar a otras personas. Su chat se guarda. Escriba aquí cuando vuelva.
    .title = Hace un rato que no escribe
    .words = ausente pausa silencio luego espera

## Papeles, formularios y fechas

canned-papers-safely =
    Por favor, no mande papeles por correo electrónico: no es seguro.
    Llame a TAS al { -tas-phone }. Atienden { -tas-hours }. Pregunte a qué dirección o número de fax enviarlos.
    Envíe copias y guarde los originales. Si tiene un número de caso, escríbalo en cada hoja.
    .title = Cómo enviar papeles sin riesgo
    .words = documentos subir fax correo adjuntar foto copias seguro mandar
canned-papers-hardship =
    Estos papeles pueden mostrar lo que usted está pasando:
    Un aviso de desalojo o una carta de renta atrasada. Un aviso de corte de luz, gas o agua. Cuentas médicas. Estados de cuenta y talones de pago.
    Tenga a mano los que tenga. Puede pedir ayuda sin ellos.
    .title = Papeles que muestran las dificultades
    .words = documentos prueba comprobante desalojo alquiler recibos banco luz corte médico
canned-form-911 = El Formulario 911 es la forma de pedir ayuda a TAS por escrito. En irs.gov, busque «Formulario 911». También puede pedirla por teléfono, al { -tas-phone }. Es un papel, no el número de emergencias.
    .title = Pedir por escrito: Formulario 911
    .words = solicitud pedir aplicar ayuda escrito abrir caso
canned-deadlines = Si su carta del IRS da una fecha, esa fecha sigue valiendo mientras hablamos. Conteste, pague o apele a más tardar ese día. Si no puede, llame antes al número de la carta.
    .title = La fecha de su carta sigue valiendo
    .words = plazo límite vence aviso apelar prórroga corte tiempo
canned-authorization = Para hablar de los impuestos de otra persona, TAS necesita un formulario firmado, como el Formulario 2848. Esa persona también puede estar con usted en la llamada.
    .title = Escribir por otra persona
    .words = autorización poder legal representante 2848 8821 familiar amigo nombre

## Otra ayuda

canned-litc = Si no puede pagar ayuda, pídala en una Clínica para Contribuyentes de Bajos Ingresos (no es médica). Búsquela en irs.gov: «LITC».
    .title = Clínicas para Contribuyentes de Bajos Ingresos
    .words = litc abogado gratis ayuda legal representar tribunal
canned-vita = Para ayuda gratis con una declaración de impuestos, llame al { -vita-phone }. Pida un centro VITA (voluntarios) cerca de usted.
    .title = Ayuda gratis con la declaración
    .words = vita preparar presentar taxes voluntarios
canned-levy =
    Quitar dinero del sueldo o de la cuenta del banco se llama embargo. Usted puede pedirle al IRS que lo detenga (que levante el embargo).
    Dígales si le queda muy poco para los gastos básicos. Son gastos como comida, renta, luz, medicinas y transporte al trabajo.
    Diga qué gastos no puede pagar. Llame al número de su carta, o al { -irs-individual-phone }.
    .title = Un embargo del sueldo o de la cuenta del banco
    .words = embargan embargaron salario salarios nómina cheque levantar liberar detener quitan congelada
canned-payment = Pregunte al IRS cómo puede pagar. Puede pedir un plan de pagos en irs.gov, o por teléfono al { -irs-individual-phone }.
    .title = Formas de pagar
    .words = plan de pagos plazos debe deuda saldo pagar
canned-local-help = Llame al 211 para ayuda local con renta, comida, luz o medicinas.
    .title = Ayuda local: 211
    .words = alquiler comida luz agua refugio medicina caridad
canned-emergency =
    Si usted u otra persona está en peligro ahora, llame al 911.
    En una crisis, llame al 988, oprima 2, o mande por texto la palabra AYUDA al 988. Es gratis, a toda hora.
    Si es una persona sorda, llame al 988 por videoteléfono.
    Por favor, haga eso primero. Este chat se guarda.
    .title = Emergencia: 911 y 988
    .words = peligro suicidio crisis daño matar hacerse policía ambulancia
canned-scam = Hace bien en preguntar. TAS nunca pide dinero, tarjetas de regalo ni contraseñas. Para comprobar quiénes somos, llame a TAS al { -tas-phone }. Atienden { -tas-hours }.
    .title = ¿Es de verdad?
    .words = estafa fraude falso confianza comprobar tarjeta de regalo real

## Cómo comunicarse

canned-not-signed-in = Desde este chat no puedo ver ningún caso, porque usted no ha iniciado sesión. Si tiene un caso, elija «{ page-sign-in }» en esta página. También puede llamar a TAS al { -tas-phone }. Atienden { -tas-hours }. Tenga a mano el número de su caso.
    .title = Aquí no puedo ver un caso
    .words = entrar sesión cuenta estado número de caso portal identidad
canned-interpreter = Puede tener un intérprete. No le cuesta nada. ¿Qué idioma habla usted?
    .title = Ofrecer un intérprete
    .words = idioma lengua traducir traductor hablar señas
canned-interpreter-joins = Un intérprete de { $what } va a entrar al chat. Por favor, quédese aquí. Escriba mensajes cortos, una idea a la vez.
    .title = Va a entrar un intérprete
    .words = idioma lengua traducir traductor espere
canned-relay = Por TTY, llame a TAS al { -tas-tty }. Con un servicio de relevo, llame al 711 y dé el número { -tas-phone }.
    .title = TTY y servicio de relevo
    .words = sordo sorda oír tty relevo 711 teléfono acceso
canned-call-back = ¿Quiere que le llamen? Elija «{ page-callback }» en esta página. Dé un número que sea seguro para usted y diga cuándo llamar. Por favor, no escriba el número en el chat.
    .title = Ofrecer una llamada
    .words = teléfono llamada telefonear número
canned-safe-contact = ¿Puede escribir aquí sin peligro ahora? Si alguien puede ver esta pantalla, elija «{ page-leave }» en cualquier momento. ¿Cómo puede TAS comunicarse con usted sin peligro?
    .title = ¿Es seguro escribirle?
    .words = violencia abuso pareja doméstica privado pantalla seguridad contacto

## Para terminar

canned-no-promise = No puedo prometer cómo va a terminar esto. Sí puedo decirle cuál es el siguiente paso y quién lo da.
    .title = Qué puedo prometer y qué no
    .words = garantía decisión resultado aceptar seguro
canned-transfer = { $who } va a seguir con usted en este chat y puede leerlo todo. No tiene que contarlo otra vez.
    .title = Sigue otra persona
    .words = pasar transferir colega cambiar especialista
canned-assistant = Ahora sigue con usted el asistente automático. Usted puede pedir otra vez una persona en cualquier momento.
    .title = De vuelta al asistente
    .words = robot máquina volver pasar automático
canned-next-step = Esto es lo que sigue: { $what }. Quién lo hace: { $who }. Para qué día: { $day_on }.
    .title = Qué sigue, quién y para cuándo
    .words = cierre resumen siguiente paso terminar fin
canned-your-step = Esto es lo que usted puede hacer ahora: { $what }. Por favor, hágalo a más tardar el { $day_on }.
    .title = Qué puede hacer usted
    .words = cierre tarea pendiente acción plazo para cuándo
canned-after-chat = Cuando yo salga de este chat, usted todavía puede leerlo. Para seguir más tarde, aquí o en otro aparato, elija «{ page-code-save }». Recibe un código para apuntar.
    .title = Qué pasa cuando termina el chat
    .words = guardar luego código volver cerrar fin copia
canned-goodbye = ¿Quiere preguntar algo más hoy? Si no, gracias por escribir a TAS.
    .title = Algo más, y gracias
    .words = adiós cerrar fin terminar despedida
