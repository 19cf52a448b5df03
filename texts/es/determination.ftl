### Un resultado probable, nunca una decisión. Nunca: rechazado, denegado, inelegible, no califica.

outcome-likely = Es probable que TAS pueda ayudarle
    .other = Es probable que TAS pueda ayudar
outcome-likely-lead = Por lo que me contó, es probable que el { -tas } pueda ayudarle. Es un resultado probable, no una decisión: decide la gente de TAS.
    .other = Es probable que el { -tas } pueda atender a { helped-person }. Lo digo por lo que me contó. Es un resultado probable, no una decisión: decide la gente de TAS.
outcome-possible = Quizás TAS pueda ayudarle
    .other = Quizás TAS pueda ayudar
outcome-possible-lead = Por lo que me contó, quizás el { -tas } pueda ayudarle. Es un resultado probable, no una decisión: decide la gente de TAS.
    .other = Quizás el { -tas } pueda atender a { helped-person }. Lo digo por lo que me contó. Es un resultado probable, no una decisión: decide la gente de TAS.
outcome-unlikely = Lo que puede hacer hoy
    .other = Lo que se puede hacer hoy
outcome-unlikely-lead = Hoy mismo puede dar los pasos de abajo. Parecen un camino más rápido que el { -tas }. Es un resultado probable, no una decisión. Igual puede pedir ayuda a TAS en el { -tas-phone } o con el Formulario 911.
    .other = Hoy mismo usted y { helped-person } pueden dar los pasos de abajo. Parecen un camino más rápido que el { -tas }. Es un resultado probable, no una decisión. Igual se puede pedir ayuda a TAS en el { -tas-phone } o con el Formulario 911.
outcome-needs_person = Una persona debe ver esto
outcome-needs_person-lead = Primero debe verlo una persona. Esto no es una decisión sobre su caso. Siempre puede acudir al { -tas }, en el { -tas-phone } o con el Formulario 911.
    .other = Primero debe verlo una persona. Esto no es una decisión sobre el caso. Usted y { helped-person } siempre pueden acudir al { -tas }. Está en el { -tas-phone } o con el Formulario 911.

## Por qué

reason-emergency = Alguien puede estar en peligro. Eso va antes que los impuestos.
reason-not-federal-tax = Usted dijo que no se trata de impuestos federales. TAS solo atiende impuestos federales.
reason-exclusion-frivolous_only = Usted preguntó si los impuestos son legales. TAS no atiende esa pregunta.
reason-exclusion-in_court = Un tribunal ya tiene este asunto. Mientras tanto están a cargo otras oficinas, así que primero debe verlo una persona.
reason-exclusion-foia_only = Usted pidió documentos del IRS. De eso se encarga otra oficina del IRS.
reason-exclusion-other_agency = De esto se encarga otra agencia, no el IRS.
reason-exclusion-misconduct_only = Usted tiene una queja sobre un empleado. Otra oficina atiende esas quejas.
reason-exclusion-advice_only = Usted hizo una pregunta general de impuestos. Otras oficinas dan esa ayuda gratis.
reason-exclusion-refund_scheme = Algunos reembolsos hay que verlos de cerca antes de poder ayudar. Debe hacerlo una persona con usted.
    .other = Algunos reembolsos hay que verlos de cerca antes de poder ayudar. Debe hacerlo alguien de TAS con esa persona.
reason-congressional = Lo que llega por una oficina del Congreso lo atiende una persona.
reason-criterion-1 = Usted me habló de { $hardship }. TAS atiende primero esas dificultades.
    .other = Usted me contó de las dificultades de esa persona: { $hardship }. TAS atiende primero esas dificultades.
reason-criterion-2 = Usted me habló de { $adverse_action }. TAS puede atender un caso así.
    .other = Usted me contó que esa persona tiene { $adverse_action }. TAS puede atender un caso así.
reason-criterion-3 = Sin ayuda, usted tendría gastos adicionales grandes.
    .other = Sin ayuda, esa persona tendría gastos adicionales grandes.
reason-criterion-4 = Sin ayuda, usted podría tener una pérdida que no tiene arreglo.
    .other = Sin ayuda, esa persona podría tener una pérdida que no tiene arreglo.
reason-criterion-5 = Usted espera respuesta sobre { $submission }. { $waited_days ->
        [one] Ha pasado { $waited_days } día
       *[other] Han pasado { $waited_days } días
    } desde el { $submitted_on }. Es tiempo suficiente para que TAS lo revise.
    .other = Usted me contó que esa persona espera respuesta sobre { $submission }. { $waited_days ->
        [one] Ha pasado { $waited_days } día
       *[other] Han pasado { $waited_days } días
    } desde el { $submitted_on }. Es tiempo suficiente para que TAS lo revise.
reason-criterion-6 = El IRS le dio una fecha, el { $promised_by }, y ya pasó.
    .other = El IRS le dio una fecha a esa persona. Era el { $promised_by } y ya pasó.
reason-criterion-7 = Algo en un proceso del IRS no funcionó como debía.
reason-criterion-8 = A usted le preocupa que el IRS no haya respetado sus derechos.
    .other = A usted le preocupa que el IRS no haya respetado los derechos de esa persona.
reason-criterion-9 = TAS atiende ahora casos de este tipo: { $topics }.
reason-low-confidence-5 = No sé cuál es el tiempo normal para esto, así que TAS debe revisar la espera.
reason-contact-irs-first = TAS suele querer ver que usted intentó antes resolverlo con el IRS.
    .other = TAS suele querer ver que alguien intentó antes resolverlo con el IRS.
reason-criterion-8-alone = Una duda sobre derechos la debe ver una persona con cuidado.
reason-federal-tax-open = Todavía no está claro si se trata de impuestos federales.
reason-hardship-not-linked = Usted me habló de { $hardship }. Dijo que la causa no es el problema de impuestos.
    .other = Usted me contó de las dificultades de esa persona: { $hardship }. Dijo que la causa no es el problema de impuestos.
reason-within-normal-time = Usted espera respuesta sobre { $submission }. { $waited_days ->
        [one] Ha pasado { $waited_days } día
       *[other] Han pasado { $waited_days } días
    } desde el { $submitted_on }. TAS atiende una espera cuando pasa 30 días del tiempo normal.
    .other = Usted me contó que esa persona espera respuesta sobre { $submission }. { $waited_days ->
        [one] Ha pasado { $waited_days } día
       *[other] Han pasado { $waited_days } días
    } desde el { $submitted_on }. TAS atiende una espera cuando pasa 30 días del tiempo normal.
reason-promise-not-due = El IRS le dio una fecha, el { $promised_by }. Todavía no ha pasado.
    .other = El IRS le dio a esa persona una fecha, el { $promised_by }. Todavía no ha pasado.
reason-still-open = El resultado sería más seguro con más datos. Falta saber de: { $facts }.
reason-nothing-found = Hasta ahora, lo que me contó no coincide con las razones que usa TAS. Igual puede pedir a TAS que lo vea.
    .other = Hasta ahora, lo que me contó no coincide con las razones que usa TAS. Igual se puede pedir a TAS que lo vea.
reason-rule-public-policy-2021-07 = Una regla vigente de TAS nombra casos como este. Esas reglas pueden cambiar.
reason-rule-amended-returns-2021-11 = Una regla vigente en esa fecha limita lo que atiende TAS. Se trata de casos que son solo por una declaración enmendada lenta.
reason-rule-paper-returns-2022-05 = Una regla vigente en esa fecha limita lo que atiende TAS. Se trata de casos que son solo por una declaración en papel lenta.

## Qué hacer

step-call-911-988 = Si hay peligro ahora, llame al 911. Para hablar con alguien, llame al 988 y oprima 2, o mande AYUDA al 988. Es gratis, a toda hora.
step-call-tas = Llame a TAS al { -tas-phone }, { -tas-hours }. Diga qué pasa, qué daño está cerca y para qué fecha. Tenga a mano las cartas del IRS y su última declaración de impuestos.
    .other = Llame a TAS al { -tas-phone } { call-with }. Atienden { -tas-hours }. Diga qué pasa, qué daño está cerca y para qué fecha. Tenga a mano las cartas del IRS y la última declaración de impuestos.
step-talk-to-advocate = Hable con una persona: llame a TAS al { -tas-phone }, o elija «Hablar con una persona» en el chat.
step-refer-irs_individual = Llame al IRS al { -irs-individual-phone }, { -irs-hours }. Tenga a mano su carta o su declaración.
    .other = Llame al IRS al { -irs-individual-phone } { call-with }. Atienden { -irs-hours }. Tenga a mano la carta o la declaración.
step-refer-irs_business = Llame a la línea de negocios del IRS al { -irs-business-phone }. Atienden { -irs-hours }.
    .other = Llame a la línea de negocios del IRS al { -irs-business-phone } { call-with }. Atienden { -irs-hours }.
step-refer-online_account = Entre a su cuenta en línea del IRS en irs.gov. Ahí ve su saldo, cartas y pagos.
    .other = Pida a { helped-person } que entre a la cuenta en línea del IRS en irs.gov. Ahí se ven el saldo, las cartas y los pagos.
step-refer-payment_options = Pregunte al IRS cómo puede pagar. Puede pedir un plan de pagos en irs.gov o al { -irs-individual-phone }.
    .other = Pregunte al IRS cómo se puede pagar, { call-with }. El plan de pagos se pide en irs.gov o al { -irs-individual-phone }.
step-refer-where_is_my_refund = Vea «¿Dónde está mi reembolso?» en irs.gov, o llame al { -irs-refund-phone }.
    .other = Vea «¿Dónde está mi reembolso?» en irs.gov, o llame al { -irs-refund-phone } { call-with }.
step-refer-where_is_my_amended_return = Vea «¿Dónde está mi declaración enmendada?» en irs.gov, o llame al { -irs-amended-phone }.
    .other = Vea «¿Dónde está mi declaración enmendada?» en irs.gov, o llame al { -irs-amended-phone } { call-with }.
step-refer-identity_theft_unit = Llame a la línea de robo de identidad del IRS al { -irs-identity-theft-phone }.
    .other = Llame a la línea de robo de identidad del IRS al { -irs-identity-theft-phone } { call-with }.
step-refer-disclosure_foia = Pida sus documentos en irs.gov: busque «FOIA», la Ley de Libertad de Información.
    .other = Pida los documentos en irs.gov: busque «FOIA», la Ley de Libertad de Información.
step-refer-tigta = Avise a la oficina que vigila al IRS (TIGTA), al { -tigta-phone }. Ahí ven quejas sobre empleados.
step-refer-state_or_other_agency = Hable con la agencia que le mandó la carta. Para impuestos estatales, es la oficina de impuestos de su estado.
    .other = Hable con la agencia que mandó la carta. Para impuestos estatales, es la oficina de impuestos del estado.
step-refer-frivolous_arguments_page = Lea lo que dice el IRS: busque en irs.gov «frivolous tax arguments» (en inglés).
step-refer-courts_clerk = Pregunte al secretario del tribunal, o a su abogado, qué sigue y para cuándo.
    .other = Pregunte al secretario del tribunal, o al abogado, qué sigue y para cuándo.
step-refer-litc = Si no puede pagar ayuda, busque una Clínica para Contribuyentes de Bajos Ingresos. Están en irs.gov: busque «LITC».
    .other = Si esa persona no puede pagar ayuda, busque una Clínica para Contribuyentes de Bajos Ingresos. Están en irs.gov: busque «LITC».
step-refer-vita = Para ayuda gratis con una declaración, llame al { -vita-phone }. Pida un centro VITA (voluntarios) cerca de usted.
    .other = Para ayuda gratis con una declaración, llame al { -vita-phone }. Pida un centro VITA (voluntarios) cerca de { helped-person }.
step-local-help-211 = Llame al 211 para ayuda local con alquiler, comida, luz o medicinas.
    .other = Llame al 211 para ayuda local con alquiler, comida, luz o medicinas. Diga dónde vive esa persona.
step-contact-irs = Hable primero con el IRS: llame al número de su carta, o al { -irs-individual-phone }. Anote la fecha y lo que le digan. Si no se resuelve, vuelva a este chat.
    .other = Hable primero con el IRS, { call-with }: al número de la carta, o al { -irs-individual-phone }. Anote la fecha y lo que digan. Si no se resuelve, vuelva a este chat.
step-form-911 = Pida ayuda a TAS por escrito con el Formulario 911. Está en irs.gov: busque «Formulario 911».
    .other = Pida ayuda a TAS con el Formulario 911. Está en irs.gov: busque «Formulario 911». { form-911-signed }
step-bring-authorization = Para hablar de los impuestos de otra persona, TAS necesita una autorización firmada, como el Formulario 2848. Téngala a mano.
    .other = { $whom ->
        [representative] Para hablar de los impuestos de otra persona, TAS necesita una autorización firmada, como el Formulario 2848. Téngala a mano.
       *[other] Para hablar con TAS sin { helped-person }, usted necesita una autorización firmada, como el Formulario 2848.
    }
step-gather-papers = Junte papeles si los tiene: cartas del IRS, prueba de lo que envió, cuentas y avisos sobre sus dificultades. Puede pedir ayuda sin ellos.
    .other = Junte papeles si los hay: cartas del IRS, prueba de lo que se envió, cuentas y avisos sobre las dificultades. Se puede pedir ayuda sin ellos.
step-come-back-on = Si no está resuelto para el { $date }, vuelva al chat o llame a TAS al { -tas-phone }.
step-keep-deadlines = Los plazos de las cartas del IRS siguen corriendo. Conteste, pague o apele antes de esas fechas mientras espera.
    .other = Los plazos de las cartas del IRS siguen corriendo. Hay que contestar, pagar o apelar antes de esas fechas.

## Otras oficinas

referral-irs_individual = Ayuda del IRS para personas: { -irs-individual-phone }, { -irs-hours }
referral-irs_business = Ayuda del IRS para negocios: { -irs-business-phone }, { -irs-hours }
referral-online_account = Cuenta en línea del IRS en irs.gov
referral-payment_options = Formas de pagar al IRS: busque «plan de pagos» en irs.gov
referral-where_is_my_refund = ¿Dónde está mi reembolso?: irs.gov o { -irs-refund-phone }
referral-where_is_my_amended_return = ¿Dónde está mi declaración enmendada?: irs.gov o { -irs-amended-phone }
referral-identity_theft_unit = Línea de robo de identidad del IRS: { -irs-identity-theft-phone }
referral-disclosure_foia = Documentos del IRS: busque «FOIA» en irs.gov
referral-tigta = Quejas sobre empleados del IRS (TIGTA): { -tigta-phone }
referral-state_or_other_agency = La oficina de impuestos de su estado, o la agencia que le escribió
    .other = La oficina de impuestos del estado, o la agencia que escribió
referral-frivolous_arguments_page = Página del IRS sobre argumentos de impuestos: busque «frivolous tax arguments» en irs.gov
referral-courts_clerk = El secretario del tribunal que tiene su caso
    .other = El secretario del tribunal que tiene el caso
referral-litc = Clínicas para Contribuyentes de Bajos Ingresos: busque «LITC» en irs.gov
referral-vita = Ayuda gratis con declaraciones (VITA): { -vita-phone }
