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

step-today-levy_or_garnishment = Pida al IRS que levante el embargo. Diga qué cuentas no puede pagar por esa causa.
    .other = Pida al IRS que suelte el embargo. Diga qué cuentas no puede pagar { helped-person } por eso.
step-today-lien = Pregunte cuánto se debe y qué hace falta para que el IRS quite el gravamen.
step-today-seizure = Pida al IRS que espere y ofrezca una forma de pagar. Diga lo que perdería.
    .other = Pida al IRS que espere y ofrezca una forma de pagar. Diga qué perdería { helped-person }.
step-today-refund_delay = Pregunte por qué no llega su reembolso y si el IRS necesita algo de usted.
    .other = Pregunte qué detiene el reembolso y si el IRS necesita algo de { helped-person }.
step-today-refund_status = Tenga a mano su declaración: le van a preguntar la cantidad del reembolso.
    .other = Tenga a mano la declaración: el IRS pide la cantidad del reembolso.
step-today-return_processing = Pregunte por qué no avanza su declaración y si el IRS necesita algo de usted.
    .other = Pregunte qué detiene la declaración y si el IRS necesita algo de { helped-person }.
step-today-amended_return = Pregunte si llegó la declaración enmendada y si le falta algo.
step-today-no_response = Llame en vez de escribir otra vez. Pregunte si llegó su carta y quién la tiene.
    .other = Llame en vez de escribir otra vez. Pregunte si llegó la carta y quién la tiene.
step-today-missed_promised_date = Diga qué fecha le dieron. Pregunte qué falta y pida una fecha nueva.
    .other = Diga qué fecha dio el IRS. Pregunte qué falta y pida una fecha nueva.
step-today-system_failure = Diga qué falló y cuándo. Pida que lo arreglen y pregunte quién lo hará.
step-today-notice_question = Tenga a mano la carta. Pregunte qué tiene que hacer y para cuándo.
    .other = Tenga a mano la carta. Pregunte qué tiene que hacer { helped-person } y para cuándo.
step-today-offer_in_compromise = Pregunte si en su caso sirve una oferta para pagar menos. Pregunte también por otras formas de pagar.
    .other = Pregunte si en este caso sirve una oferta para pagar menos. Pregunte también por otras formas de pagar.
step-today-penalty_abatement = Pida que le quiten la multa. Diga por qué no pudo declarar o pagar a tiempo.
    .other = Pida que quiten la multa. Diga por qué { helped-person } no pudo declarar o pagar a tiempo.
step-today-audit = Conteste la carta de la auditoría antes de su fecha. Si necesita más tiempo, llame y pídalo.
    .other = Hay que contestar la carta de la auditoría antes de su fecha. Si { helped-person } necesita más tiempo, llame y pídalo.
step-today-credits = Pregunte qué papeles necesita el IRS para el crédito y para cuándo.
step-today-identity_theft = Diga qué pasó: alguien usó su número, o usted debe probar quién es.
    .other = Diga qué pasó: alguien usó el número de { helped-person }, o el IRS pide probar quién es.
step-today-unfiled_returns = Pregunte qué años faltan. Empiece por uno y busque ayuda gratis para hacerlo.
step-today-injured_spouse = Pregunte si llegó su reclamo y cuándo lo van a ver.
    .other = Pregunte si llegó el reclamo y cuándo lo van a ver.
step-today-deceased_taxpayer = Diga que usted atiende los impuestos de alguien que murió. Pregunte qué papeles hacen falta.
step-today-stimulus_payment = Vea si el IRS muestra el pago como enviado. Si es así, pregunte adónde fue.
step-today-passport = Pregunte qué debe hacer para que le liberen el pasaporte. Diga cuándo tiene que viajar.
    .other = Pregunte qué debe hacer { helped-person } para que liberen el pasaporte. Diga cuándo es el viaje.
step-today-private_collection = Antes de pagar, vea si el IRS muestra la misma deuda. Pague solo al Tesoro de EE. UU.
    .other = Antes de pagar, vea si el IRS muestra la misma deuda. Se paga solo al Tesoro de EE. UU.
step-today-exempt_status_revoked = Pregunte cómo su grupo puede recuperar la exención de impuestos.
    .other = Pregunte cómo el grupo puede recuperar la exención de impuestos.
step-today-complaint = Anote el día, la oficina y lo que le dijeron. Cuéntelo con sus palabras.
