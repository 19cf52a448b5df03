### Lo que se dice de un caso (casework/cases/answers.py): estado, a quién le toca, fechas, papeles, pasos.
### Nada de esto promete algo: las fechas y los nombres son los del caso.

case-not-found = No encuentro ese caso aquí. Si cree que debería estar aquí, llame a TAS al { -tas-phone }.

## En qué está el caso

case-status-received = TAS tiene la solicitud.
case-status-under-review = TAS está mirando la solicitud.
case-status-accepted = TAS se hace cargo del caso.
case-status-assigned = El caso ya tiene defensor.
case-status-contact-made = El defensor ya se ha comunicado.
case-status-working = El defensor trabaja en el caso.
case-status-waiting-taxpayer = TAS espera papeles o una respuesta.
case-status-waiting-irs = TAS espera al IRS.
case-status-tao-issued = TAS le ha enviado al IRS una orden sobre este caso.
case-status-resolved = El problema del caso está resuelto.
case-status-closed = El caso está cerrado.
case-status-not-accepted-referred = Otra oficina puede ayudar con la solicitud.
case-status-reopened = TAS ha vuelto a abrir el caso.
case-status-transferred = El caso está ahora en otra oficina de TAS.

## Qué quiere decir eso

case-means-received = Ya llegó y espera su turno para que la miren.
case-means-under-review = TAS ve cómo puede ayudar, y quizás llame para hacer preguntas.
case-means-accepted = El paso que sigue es darle un defensor.
case-means-assigned = El defensor lee lo que se envió y luego se comunica.
case-means-contact-made = Está claro cuál es el problema y qué viene después.
case-means-working = El defensor habla con el IRS sobre el problema.
case-means-waiting-taxpayer = El trabajo sigue cuando TAS tenga lo que pidió.
case-means-waiting-irs = TAS le pidió a una oficina del IRS que haga algo. Esa oficina todavía tiene que responder.
case-means-tao-issued = La orden le pide al IRS que haga algo, que pare o que lo mire otra vez.
case-means-resolved = El defensor ve si queda algo por hacer antes de cerrar el caso.
case-means-closed = No hay más trabajo previsto. Si el problema vuelve, llame a TAS al { -tas-phone }.
case-means-not-accepted-referred = TAS le dijo qué oficina es, o se lo dirá. Usted puede llamar a TAS de todos modos al { -tas-phone }.
case-means-reopened = Queda algo por hacer y TAS trabaja en ello.
case-means-transferred = No se ha perdido nada. Si no sabe cómo comunicarse con esa oficina, llame a TAS al { -tas-phone }.

## A quién le toca

case-next-taxpayer = El paso que sigue le toca a usted.
case-next-taxpayer-client = El paso que sigue le toca a su cliente, o a usted por su cliente.
case-next-taxpayer-meanwhile = Mientras TAS espera al IRS, hay un paso que le toca a usted.
case-next-taxpayer-meanwhile-client = Mientras TAS espera al IRS, hay un paso que le toca a su cliente, o a usted por su cliente.
case-next-advocate = El paso que sigue le toca al defensor. Usted no tiene que hacer nada ahora.
case-next-advocate-client = El paso que sigue le toca al defensor. Su cliente no tiene que hacer nada ahora.
case-next-irs = El paso que sigue le toca al IRS. Usted no tiene que hacer nada ahora.
case-next-irs-client = El paso que sigue le toca al IRS. Su cliente no tiene que hacer nada ahora.
case-next-nobody = No queda ningún paso por dar.
case-next-nobody-client = No queda ningún paso por dar.
case-next-taxpayer-staff = El paso que sigue le toca al contribuyente.
case-next-advocate-staff = El paso que sigue le toca al defensor.
case-next-irs-staff = El paso que sigue le toca al IRS.
case-next-nobody-staff = No queda ningún paso por dar.

## Fechas

case-contact = TAS piensa comunicarse a más tardar el { $contact_on }.
case-contact-passed = TAS pensaba comunicarse a más tardar el { $contact_on }. Ese día ya pasó. Puede llamar y preguntar.
case-contact-passed-staff = TAS pensaba comunicarse a más tardar el { $contact_on }. Ese día ya pasó.
case-contact-none = El caso no tiene fecha para el próximo contacto. Puede llamar y preguntar.
case-contact-none-staff = El caso no tiene fecha para el próximo contacto.
case-completion = TAS cree que el caso puede estar listo el { $completion_on }. Es un cálculo, no una promesa.
case-completion-passed = TAS creía que el caso podía estar listo el { $completion_on }. Ese día ya pasó. Puede pedir otra fecha.
case-completion-passed-staff = TAS creía que el caso podía estar listo el { $completion_on }. Ese día ya pasó.

## El defensor

case-advocate = La persona encargada del caso es { $advocate }. Su teléfono es { $telephone }.
case-advocate-none = El caso todavía no tiene defensor. Mientras tanto, llame a TAS al { -tas-phone }.
case-advocate-none-staff = El caso todavía no tiene defensor.

## Papeles

case-needed = TAS pidió esto:
case-needed-none = TAS no espera ningún papel ahora.
case-received = TAS ya tiene esto:
case-received-on = Llegó el { $received_on }.
case-due = Envíelo a más tardar el { $due_on }.
case-due-passed = La fecha era el { $due_on }. Todavía lo puede enviar. Si no puede, llame al defensor.
case-due-staff = Se pidió para el { $due_on } a más tardar.
case-due-passed-staff = La fecha era el { $due_on } y no ha llegado.

case-document-return_copy = Una copia de la declaración de impuestos
case-document-wage_statement = El formulario W-2 u otros papeles del sueldo
case-document-identity_document = Una copia de una identificación con foto
case-document-identity_theft_affidavit = El formulario 14039, el aviso de robo de identidad
case-document-address_proof = Un papel que muestre la dirección de la casa
case-document-bank_statement = Estados de cuenta del banco
case-document-income_proof = Papeles que muestren los ingresos
case-document-expense_list = Una lista de lo que se paga cada mes
case-document-rent_notice = Una carta sobre la renta atrasada, el desalojo o la casa
case-document-utility_notice = Un aviso de corte de luz, gas o agua
case-document-medical_bill = Cuentas del médico o del hospital
case-document-irs_letter = Las cartas del IRS
case-document-mailing_proof = Un papel que muestre cuándo se envió por correo
case-document-payroll_records = Los papeles de la nómina del negocio
case-document-form_2848 = El formulario 2848, con firma y fecha
case-document-signed_statement = Una carta en sus propias palabras, con firma y fecha
case-document-other = Un papel del que le habló el defensor
case-document-other-staff = Un papel que el defensor nombró

## Lo que ha pasado

case-timeline = Esto es lo que ha pasado, primero lo más nuevo:
case-timeline-none = Todavía no hay pasos anotados.

case-step-received = { $step_on }: TAS recibió la solicitud.
case-step-accepted = { $step_on }: TAS se hizo cargo del caso.
case-step-assigned = { $step_on }: El caso tuvo defensor.
case-step-contacted = { $step_on }: TAS se comunicó.
case-step-letter_sent = { $step_on }: TAS envió una carta.
case-step-documents_asked = { $step_on }: TAS pidió papeles.
case-step-document_received = { $step_on }: TAS recibió papeles.
case-step-contact_changed = { $step_on }: Se cambiaron los datos de contacto.
case-step-sent_to_irs = { $step_on }: TAS le pidió al IRS que hiciera algo.
case-step-irs_answered = { $step_on }: El IRS le respondió a TAS.
case-step-tao_issued = { $step_on }: TAS le envió una orden al IRS.
case-step-levy_released = { $step_on }: El IRS levantó el embargo.
case-step-refund_sent = { $step_on }: El IRS envió el reembolso.
case-step-resolved = { $step_on }: El problema se resolvió.
case-step-closed = { $step_on }: El caso se cerró.
case-step-reopened = { $step_on }: El caso se volvió a abrir.
case-step-transferred = { $step_on }: El caso pasó a otra oficina de TAS.
case-step-referred = { $step_on }: TAS le dijo qué otra oficina puede ayudar.
case-step-other = { $step_on }: Hubo trabajo en el caso.

## De qué se trata

case-issue-020 = Un reembolso que hace falta pronto
case-issue-040 = Un reembolso que volvió o que se detuvo
case-issue-045 = Un reembolso detenido para ver el sueldo
case-issue-090 = Una pregunta sobre un reembolso
case-issue-310 = Una declaración que no está lista
case-issue-315 = Una declaración que el sistema del IRS no pudo recibir
case-issue-318 = Una declaración detenida para ver quién la envió
case-issue-330 = Una declaración enmendada que no está lista
case-issue-340 = Un reclamo de cónyuge perjudicado
case-issue-425 = Robo de identidad
case-issue-450 = Un número de contribuyente (ITIN)
case-issue-610 = Una auditoría abierta
case-issue-620 = Una segunda mirada a una auditoría
case-issue-63x = El Crédito por Ingreso del Trabajo
case-issue-670 = Un cobro por ingresos que no estaban en la declaración
case-issue-71x = Un embargo del sueldo o de la cuenta del banco
case-issue-72x = Un gravamen
case-issue-75x = Un plan de pagos
case-issue-790 = Una deuda de impuestos
case-issue-920 = El Crédito Tributario de Prima
case-issue-other = Otro problema de impuestos

case-criterion-1 = Hay, o habrá pronto, problemas de dinero por esto.
case-criterion-2 = El IRS está por dar un paso, como un embargo.
case-criterion-3 = Sin ayuda, habría gastos grandes.
case-criterion-4 = Sin ayuda, se podría perder algo para siempre.
case-criterion-5 = La espera pasa en más de 30 días el tiempo normal.
case-criterion-6 = El IRS no respondió en la fecha que dio.
case-criterion-7 = Un proceso del IRS no funcionó como debía.
case-criterion-8 = Esto puede dañar los derechos de un contribuyente.
case-criterion-9 = TAS se ocupa ahora de todos los casos de este tipo.
