### Otros caminos cuando TAS no es el primero. Las oficinas son filas de casework/eligibility/data/rules.json, que dice de
### dónde viene cada número y cuándo se revisó; una prueba cuida que coincidan.

step-refer-irs_office = Para hablar en persona, llame al { -irs-office-phone }. Pida una cita en una oficina del IRS cercana.
    .other = Para hablar en persona, llame al { -irs-office-phone }. Pida una cita en una oficina del IRS, { call-with }.
step-refer-tas_systemic_issues = ¿Le pasa a mucha gente? Avise a TAS en irs.gov: busque «SAMS». No ponga ahí nombres ni números.
step-refer-tas = Llame a TAS al { -tas-phone }, { -tas-hours }. Si ya tiene un caso, tenga a mano el número.
    .other = Llame a TAS al { -tas-phone } { call-with }. Atienden { -tas-hours }. Si hay un caso, tenga a mano su número.

referral-irs_office = Oficinas del IRS, para una cita: { -irs-office-phone }
referral-tas_systemic_issues = Problemas de mucha gente (SAMS): busque «SAMS» en irs.gov
referral-tas = TAS: { -tas-phone }, { -tas-hours }

## Qué preguntar ahí hoy, según el problema

step-today-levy_or_garnishment = En esa llamada, pida al IRS que deje de quitarle dinero (que levante el embargo). Diga qué no puede pagar por el embargo.
    .other = En esa llamada, pida al IRS que levante el embargo. Diga qué no puede pagar { helped-person } por el embargo.
step-today-lien = En esa llamada, pregunte cuánto se debe. Pregunte qué hace falta para que el IRS quite su reclamo sobre los bienes (el gravamen).
step-today-seizure = En esa llamada, pida al IRS que espere. Diga qué perdería usted y cuánto puede pagar cada mes.
    .other = En esa llamada, pida al IRS que espere. Diga qué perdería { helped-person } y cuánto se puede pagar cada mes.
step-today-refund_delay = Si llama, pregunte por qué no llega su reembolso y si el IRS necesita algo de usted.
    .other = Si llama, pregunte por qué no llega el reembolso. Pregunte si el IRS necesita algo de { helped-person }.
step-today-refund_status = Tenga a mano una copia de su declaración de impuestos: le van a preguntar la cantidad del reembolso.
    .other = Tenga a mano una copia de la declaración de impuestos: el IRS pide la cantidad del reembolso.
step-today-return_processing = En esa llamada, pregunte por qué tarda su declaración de impuestos y si el IRS necesita algo de usted.
    .other = En esa llamada, pregunte por qué tarda la declaración de impuestos. Pregunte si el IRS necesita algo de { helped-person }.
step-today-amended_return = Averigüe si llegó la declaración enmendada (corregida) y si le falta algo.
step-today-no_response = En esa llamada, pregunte si llegó lo que usted mandó y quién lo tiene. No hace falta escribir otra vez antes.
    .other = En esa llamada, pregunte si llegó lo que se mandó y quién lo tiene. No hace falta escribir otra vez antes.
step-today-missed_promised_date = En esa llamada, diga para qué día dijo el IRS que haría algo. Pregunte qué falta y pida una fecha nueva.
step-today-system_failure = En esa llamada, diga qué falló y cuándo. Pida que lo arreglen y pregunte quién lo hará.
step-today-notice_question = En esa llamada, pregunte qué tiene que hacer y para cuándo.
    .other = En esa llamada, pregunte qué tiene que hacer { helped-person } y para cuándo.
step-today-offer_in_compromise = Pregunte si el IRS acepta que usted pague menos de lo que debe. Pregunte también por otras formas de pagar.
    .other = Pregunte si el IRS acepta que { helped-person } pague menos de lo que debe. Pregunte también por otras formas de pagar.
step-today-penalty_abatement = Pida que le quiten la multa. Diga por qué no pudo declarar o pagar a tiempo.
    .other = Pida que quiten la multa. Diga por qué { helped-person } no pudo declarar o pagar a tiempo.
step-today-audit = Conteste la carta de la auditoría a más tardar en la fecha que da. Si necesita más tiempo, pídalo en esa llamada.
    .other = Conteste la carta de la auditoría a más tardar en la fecha que da. Si { helped-person } necesita más tiempo, pídalo en esa llamada.
step-today-credits = En esa llamada, pregunte qué papeles necesita el IRS para el crédito de impuestos y para cuándo.
step-today-identity_theft = Diga qué pasó. ¿Alguien usó su número de impuestos? ¿O el IRS le pide probar quién es?
    .other = Diga qué pasó. ¿Alguien usó el número de impuestos de { helped-person }? ¿O el IRS le pide probar quién es?
step-today-unfiled_returns = En esa llamada, pregunte de qué años no se presentó la declaración de impuestos. Empiece por uno y busque ayuda gratis para hacerlo.
step-today-injured_spouse = En esa llamada, pregunte si llegó su solicitud de cónyuge perjudicado y cuándo la van a ver.
    .other = En esa llamada, pregunte si llegó la solicitud de cónyuge perjudicado y cuándo la van a ver.
step-today-deceased_taxpayer = En esa llamada, diga que usted se encarga de los impuestos de alguien que murió. Pregunte qué papeles hacen falta.
step-today-stimulus_payment = Vea ahí si ya se mandó el pago. Si se mandó y no llegó, llame al IRS y pregunte adónde fue.
step-today-passport = En esa llamada, pregunte qué debe hacer para que le den o le renueven el pasaporte. Diga cuándo tiene que viajar.
    .other = En esa llamada, pregunte qué debe hacer { helped-person } para que le den el pasaporte. Diga cuándo es el viaje.
step-today-private_collection = No pague todavía. Primero vea si el IRS muestra la misma deuda. Si paga, pague solamente al Tesoro de EE. UU., nunca con tarjetas de regalo.
    .other = Nadie debe pagar todavía. Primero vea si el IRS muestra la misma deuda. Se debe pagar solamente al Tesoro de EE. UU., nunca con tarjetas de regalo.
step-today-exempt_status_revoked = En esa llamada, pregunte cómo su grupo puede recuperar la exención de impuestos.
    .other = En esa llamada, pregunte cómo el grupo puede recuperar la exención de impuestos.
step-today-complaint = Anote el día, la oficina y lo que le dijeron. Cuéntelo con sus palabras.
