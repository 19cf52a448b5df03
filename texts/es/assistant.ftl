### Lo que dice el asistente aparte de sus preguntas. Una acción de Rasa nombra la clave; el portal la completa.

## Lo que se entendió

say-heard = Entendí esto: { $facts }.
say-corrected = Ya lo cambié. Ahora tengo: { $facts }.
say-changed = Quité esa respuesta.
say-skipped = Está bien. Dejamos esa pregunta sin respuesta.
say-noted-answer = Gracias.
say-after-result = Puede preguntarme otra cosa, cambiar una respuesta o hablar con una persona.

## Por qué se pregunta

say-why-federal_tax = TAS es parte del IRS y solo puede ayudar con impuestos federales. Para impuestos estatales o beneficios hay otra oficina.
say-why-asking_as = TAS solo puede hablar de los impuestos de alguien con esa persona o con quien ella permita. Por eso pregunto quién necesita la ayuda.
say-why-topics = Cada problema se resuelve a su manera. Si sé cuál es el suyo, le hago menos preguntas.
    .other = Cada problema se resuelve a su manera. Si sé cuál es este, le hago menos preguntas.
say-why-exclusion = Si un tribunal tiene el caso, están a cargo otras oficinas. Entonces primero debe verlo una persona.
say-why-hardship = TAS ayuda primero a quien no puede pagar lo básico. Aquí no tiene que probar nada.
say-why-hardship_link = TAS mira el daño que viene del problema de impuestos, o que se aliviaría al resolverlo. Por eso importa la relación.
say-why-harm_on = Si la fecha está cerca, su caso es más urgente. Si no la sabe, está bien.
    .other = Si la fecha está cerca, el caso es más urgente. Si no la sabe, está bien.
say-why-adverse_action = Si el IRS toma su dinero o sus bienes, o está por hacerlo, TAS puede pedir que espere o pare. Eso hace más urgente el caso.
    .other = Si el IRS toma dinero o bienes, o está por hacerlo, TAS puede pedir que espere o pare. Eso hace más urgente el caso.
say-why-adverse_action_on = Algunos derechos terminan en una fecha. La fecha también muestra qué tan pronto necesita ayuda.
    .other = Algunos derechos terminan en una fecha. La fecha también muestra qué tan pronto hace falta la ayuda.
say-why-significant_costs = TAS puede ayudar cuando el problema trae gastos grandes, como un abogado. El impuesto mismo no cuenta aquí.
say-why-irreparable_harm = TAS puede ayudar cuando una pérdida ya no tiene arreglo. Por ejemplo, una licencia, una casa o el buen crédito.
say-why-contacted_irs = Muchas veces el IRS mismo puede resolver el problema. TAS suele ayudar cuando eso no funcionó.
say-why-submission = Una declaración en papel tarda más que una por internet. Necesito saber qué tiempo normal le toca a usted.
    .other = Una declaración en papel tarda más que una por internet. Necesito saber qué tiempo normal cuenta aquí.
say-why-submitted_on = Cuento cuánto lleva esperando y lo comparo con el tiempo normal. Basta una fecha aproximada.
    .other = Cuento cuánto lleva la espera y lo comparo con el tiempo normal. Basta una fecha aproximada.
say-why-promised_by = Si el IRS le dio una fecha y no cumplió, TAS puede ayudar. La fecha puede venir de una carta o una llamada.
    .other = Si el IRS dio una fecha y no cumplió, TAS puede ayudar. La fecha puede venir de una carta o una llamada.
say-why-system_failure = TAS puede ayudar cuando un proceso del IRS no funcionó como debía. Por ejemplo, papeles perdidos o llamadas sin fin.
say-why-rights_concern = La ley le da derechos como contribuyente, como el de saber por qué y dar su versión. TAS los cuida.
    .other = La ley da derechos a todo contribuyente, como el de saber por qué y dar su versión. TAS los cuida.
say-why-confirm = Una palabra que yo entienda mal podría cambiar su resultado. Por eso pregunto antes de seguir.
    .other = Una palabra que yo entienda mal podría cambiar el resultado. Por eso pregunto antes de seguir.
say-why-clarify = Sus palabras pueden decir dos cosas. Cada una lleva a una ayuda distinta.
say-why-danger = Algunas de sus palabras pueden querer decir que alguien está en peligro. Prefiero preguntar. Si todo está bien, solo diga que no.
say-why-continue = Estas respuestas pueden hacer más seguro su resultado. También ahorran tiempo cuando una persona vea su caso.
    .other = Estas respuestas pueden hacer más seguro el resultado. También ahorran tiempo cuando una persona vea el caso.

## Conversación y límites

say-greeting = Hola. Puedo ayudarle a saber si el { -tas } quizás pueda ayudarle.
say-thanks = Con mucho gusto.
say-goodbye = Hasta luego. Si necesita más ayuda, escriba aquí otra vez.
say-out-of-scope = Este chat es para problemas con el IRS, como un reembolso atrasado, un embargo o una carta. Dígame si tiene uno.
say-detail = Gracias, eso queda con lo que ya me contó.
say-not-understood-1 = No entendí eso. Se lo pregunto con otras palabras.
say-not-understood-2 = Todavía no entiendo. Elija un botón abajo, o pida una persona. También puede llamar a TAS al { -tas-phone }, { -tas-hours }.
say-what-i-can-do = Puedo preguntarle por su problema de impuestos y decirle si TAS quizás pueda ayudar. No veo sus datos de impuestos ni decido nada.
    .other = Puedo preguntarle por el problema de { helped-person } y decirle si TAS quizás pueda ayudar. No veo datos de impuestos ni decido nada.
say-repeat = Aquí está otra vez la pregunta.
say-human = Soy un asistente automático, no una persona. Puede pedir una persona en cualquier momento.
say-nothing-to-go-back-to = No hay una pregunta anterior a la que volver.
say-language-changed = Desde ahora escribo en español.
say-languages = Puedo escribir en inglés y en español. Puede cambiar cuando quiera.
say-danger = Si alguien está en peligro, llame al 911. En una crisis, llame al 988 y oprima 2, a toda hora. Es gratis.
say-safe-go-on = Gracias por decírmelo. Si eso cambia, llame al 911, o al 988 y oprima 2. Sigamos.

## Lo que la gente pregunta entre medio

say-about-tas = El { -tas } es una parte independiente del IRS. Ayuda a personas y negocios cuyo problema de impuestos causa dificultades o no se resolvió con el IRS.
say-is-it-real = Hace bien en preguntar. TAS nunca pide dinero, tarjetas de regalo ni contraseñas, ni en este chat ni por teléfono. Si alguien se los pide, no siga. Para comprobarlo, llame a TAS al { -tas-phone }. Atienden { -tas-hours }. Hay más al final de esta página, en «Sobre este chat».
say-form-911 = El Formulario 911 sirve para pedir ayuda a TAS por escrito. Está en irs.gov: busque «Formulario 911». También puede llamar al { -tas-phone }.
    .other = El Formulario 911 sirve para pedir ayuda a TAS por escrito. Está en irs.gov: busque «Formulario 911». { form-911-signed }
say-case-status = En este chat no puedo ver casos de TAS. Llame a su defensor, o a TAS al { -tas-phone }. Atienden { -tas-hours }.
    .other = En este chat no puedo ver casos de TAS. Llame al defensor { call-with }, o a TAS al { -tas-phone }. Atienden { -tas-hours }.
say-document-upload = Este chat es público, y por eso aquí no se pueden mandar papeles. ¿Tiene un caso con TAS? Entonces inicie sesión: después los puede mandar. También puede enviar copias por correo o por fax. Llame a TAS al { -tas-phone } y pregunte a dónde mandarlas.
say-representative = Puede pedir ayuda aquí para otra persona. Para hablar de sus impuestos, TAS necesita una autorización, como el Formulario 2848.
say-complaint = Puede quejarse del servicio: pida hablar con el supervisor del empleado. Si hubo mala conducta, llame a la oficina que vigila al IRS (TIGTA), al { -tigta-phone }.
say-foia = De los documentos del IRS se encarga otra oficina del IRS. Busque en irs.gov «FOIA», la Ley de Libertad de Información.
