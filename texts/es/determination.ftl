### Un resultado probable, nunca una decisión. Nunca: rechazado, denegado, inelegible, no califica.

outcome-likely = Es probable que TAS pueda ayudarle
    .other = Es probable que TAS pueda ayudar
outcome-likely-lead = Por lo que me contó, es probable que el { -tas } pueda ayudarle. Su ayuda es gratis. Es lo que creo, no una decisión. TAS decide.
    .other = Es probable que el { -tas } pueda atender a { helped-person }. Lo digo por lo que me contó. Su ayuda es gratis. Es lo que creo, no una decisión. TAS decide.
outcome-possible = Quizás TAS pueda ayudarle
    .other = Quizás TAS pueda ayudar
outcome-possible-lead = Quizás el { -tas } pueda ayudarle. Su ayuda es gratis. Todavía no es seguro, y no es una decisión. TAS decide.
    .other = Quizás el { -tas } pueda atender a { helped-person }. Su ayuda es gratis. Todavía no es seguro, y no es una decisión. TAS decide.
outcome-unlikely = Empiece con estos pasos
outcome-unlikely-lead = Empiece con los pasos de abajo. Parece que así le responden más rápido que en el { -tas }. Es lo que creo, no una decisión. De todos modos, usted puede llamar a TAS al { -tas-phone }.
    .other = Empiece con los pasos de abajo. Parece que así responden más rápido que en el { -tas }. Es lo que creo, no una decisión. De todos modos, se puede llamar a TAS al { -tas-phone }.
outcome-about-tas-lead = El { -tas } mismo puede contestar esto mejor. Su ayuda es gratis. Es lo que creo, no una decisión.
outcome-needs_person = Conviene que una persona vea esto
outcome-needs_person-lead = Un chat no basta. Conviene que alguien del { -tas } vea esto con usted. Esto no es una decisión sobre su caso.
    .other = Un chat no basta. Conviene que alguien del { -tas } vea esto con { helped-person }. Esto no es una decisión sobre el caso.

## Por qué

reason-emergency = Alguien puede estar en peligro. Eso va antes que los impuestos.
reason-not-federal-tax = Usted dijo que no se trata de impuestos federales. TAS solo atiende impuestos federales.
reason-exclusion-frivolous_only = Usted preguntó si los impuestos son legales. TAS no atiende esa pregunta.
reason-exclusion-in_court = Este asunto ya está en un tribunal. Mientras esté ahí, TAS por lo general no puede atenderlo. Por eso conviene que primero lo vea una persona.
reason-exclusion-foia_only = Usted quiere papeles que tiene el IRS. Los da otra oficina del IRS.
reason-exclusion-other_agency = De esto se encarga otra agencia, no el IRS.
reason-exclusion-misconduct_only = Usted tiene una queja contra un empleado del IRS. Hay otra oficina para esas quejas.
reason-exclusion-advice_only = Usted hizo una pregunta general de impuestos. Otras oficinas dan esa ayuda gratis.
reason-exclusion-refund_scheme = Conviene que alguien de TAS vea este reembolso con usted. Eso no quiere decir que usted hizo algo malo.
    .other = Conviene que alguien de TAS vea este reembolso con { helped-person }. Eso no quiere decir que alguien hizo algo malo.
reason-congressional = Este caso viene de la oficina de un miembro del Congreso. Lo atiende una persona de TAS.
reason-criterion-1 = Usted me contó esto: { $hardship }. Si la causa es un problema de impuestos, TAS puede ayudar con él.
    .other = Usted me contó de las dificultades de esa persona: { $hardship }. Si la causa es un problema de impuestos, TAS puede ayudar con él.
reason-criterion-2 = Usted me contó esto: { $adverse_action }. TAS puede revisar eso.
    .other = Usted me contó lo que le pasa a esa persona: { $adverse_action }. TAS puede revisar eso.
reason-criterion-3 = Usted me contó que este problema le haría gastar mucho más dinero.
    .other = Usted me contó que este problema le haría gastar mucho más dinero a esa persona.
reason-criterion-4 = Usted me contó que podría perder algo y no recuperarlo.
    .other = Usted me contó que esa persona podría perder algo y no recuperarlo.
reason-criterion-5 = Usted espera respuesta del IRS sobre { $submission }. { $waited_days ->
        [one] Ha pasado { $waited_days } día
       *[other] Han pasado { $waited_days } días
    } desde el { $submitted_on }. TAS puede revisar una espera así.
    .other = Usted me contó que esa persona espera respuesta sobre { $submission }. { $waited_days ->
        [one] Ha pasado { $waited_days } día
       *[other] Han pasado { $waited_days } días
    } desde el { $submitted_on }. TAS puede revisar una espera así.
reason-criterion-5-rough = Usted espera respuesta del IRS sobre { $submission }. { $waited_months ->
        [0] Ha pasado menos de un mes
        [one] Ha pasado más o menos { $waited_months } mes
       *[other] Han pasado unos { $waited_months } meses
    } desde { $submitted_month }. TAS puede revisar una espera así.
    .other = Usted me contó que esa persona espera respuesta sobre { $submission }. { $waited_months ->
        [0] Ha pasado menos de un mes
        [one] Ha pasado más o menos { $waited_months } mes
       *[other] Han pasado unos { $waited_months } meses
    } desde { $submitted_month }. TAS puede revisar una espera así.
reason-criterion-6 = El IRS le dijo que respondería o haría algo a más tardar el { $promised_by }. Ese día ya pasó: el IRS es el que está atrasado.
    .other = El IRS le dijo a esa persona que respondería o actuaría a más tardar el { $promised_by }. Ese día ya pasó: el IRS es el que está atrasado.
reason-criterion-6-rough = El IRS le dijo que respondería o haría algo en { $promised_month }. Ese plazo ya pasó: el IRS es el que está atrasado.
    .other = El IRS le dijo a esa persona que respondería o actuaría en { $promised_month }. Ese plazo ya pasó: el IRS es el que está atrasado.
reason-criterion-7 = Usted me contó que algo falló en el IRS.
    .other = Usted me contó que algo falló en el IRS en el caso de esa persona.
reason-criterion-8 = A usted le preocupa que el IRS no haya respetado sus derechos.
    .other = A usted le preocupa que el IRS no haya respetado los derechos de esa persona.
reason-criterion-9 = TAS atiende casos de este tipo: { $topics }.
reason-low-confidence-5 = No sé cuánto suele tardar esto. TAS puede ver si ya es demasiado.
reason-contact-irs-first = TAS suele querer ver que usted intentó antes resolverlo con el IRS.
    .other = TAS suele querer ver que alguien intentó antes resolverlo con el IRS.
reason-criterion-8-alone = Conviene que alguien de TAS vea si se respetaron los derechos.
reason-federal-tax-open = Todavía no está claro si se trata del IRS. Puede ser un impuesto del estado o de otra oficina. Si hay una carta, mire quién la manda.
reason-hardship-not-linked = Usted me contó esto: { $hardship }. Y me dijo que la causa no es el problema de impuestos. Quizás la ayuda local sea más rápida.
    .other = Usted me contó de las dificultades de esa persona: { $hardship }. Y me dijo que la causa no es el problema de impuestos. Quizás la ayuda local sea más rápida.
reason-within-normal-time = Usted espera respuesta del IRS sobre { $submission }. { $waited_days ->
        [one] Ha pasado { $waited_days } día
       *[other] Han pasado { $waited_days } días
    } desde el { $submitted_on }. Todavía puede ser una espera normal. TAS la revisa cuando el IRS se atrasa más de 30 días.
    .other = Usted me contó que esa persona espera respuesta sobre { $submission }. { $waited_days ->
        [one] Ha pasado { $waited_days } día
       *[other] Han pasado { $waited_days } días
    } desde el { $submitted_on }. Todavía puede ser una espera normal. TAS la revisa cuando el IRS se atrasa más de 30 días.
reason-within-normal-time-rough = Usted espera respuesta del IRS sobre { $submission }. { $waited_months ->
        [0] Ha pasado menos de un mes
        [one] Ha pasado más o menos { $waited_months } mes
       *[other] Han pasado unos { $waited_months } meses
    } desde { $submitted_month }. Todavía puede ser una espera normal. TAS la revisa cuando el IRS se atrasa más de 30 días.
    .other = Usted me contó que esa persona espera respuesta sobre { $submission }. { $waited_months ->
        [0] Ha pasado menos de un mes
        [one] Ha pasado más o menos { $waited_months } mes
       *[other] Han pasado unos { $waited_months } meses
    } desde { $submitted_month }. Todavía puede ser una espera normal. TAS la revisa cuando el IRS se atrasa más de 30 días.
reason-promise-not-due = El IRS le dijo que respondería o haría algo a más tardar el { $promised_by }. El IRS todavía tiene tiempo.
    .other = El IRS le dijo a esa persona que respondería o actuaría a más tardar el { $promised_by }. El IRS todavía tiene tiempo.
reason-promise-not-due-rough = El IRS le dijo que respondería o haría algo en { $promised_month }. El IRS todavía tiene tiempo.
    .other = El IRS le dijo a esa persona que respondería o actuaría en { $promised_month }. El IRS todavía tiene tiempo.
reason-still-open = Si me cuenta más en este chat, puedo darle una respuesta más segura. Todavía sé poco de: { $facts }.
reason-nothing-found = Con lo que sé hasta ahora, otros pasos quizás le ayuden más rápido que TAS. Puede que me falte algo. De todos modos, usted puede pedir ayuda a TAS.
    .other = Con lo que sé hasta ahora, otros pasos quizás ayuden más rápido que TAS. Puede que me falte algo. De todos modos, se puede pedir ayuda a TAS.
reason-about-tas = Usted preguntó por TAS, o cómo comunicarse con TAS. Todavía no sé de un problema de impuestos. Si lo hay, cuéntemelo en este chat.
reason-rule-public-policy-2021-07 = Así lo dice hoy una regla de TAS. Esas reglas pueden cambiar.
reason-rule-amended-returns-2021-11 = El día de este resultado, una regla limita lo que atiende TAS. Deja fuera los casos que son solo por una declaración enmendada lenta.
reason-rule-paper-returns-2022-05 = El día de este resultado, una regla limita lo que atiende TAS. Deja fuera los casos que son solo por una declaración en papel lenta.

## Qué hacer

step-call-911-988 = Si alguien está en peligro ahora, llame al 911. En una crisis, llame al 988 y oprima 2. O mande un texto con la palabra AYUDA al 988. Es gratis, a toda hora.
step-call-tas = Llame a TAS al { -tas-phone }, { -tas-hours }. Diga qué pasa, qué puede perder y en qué fecha. Si puede, tenga a mano las cartas del IRS y su última declaración de impuestos.
    .other = Llame a TAS al { -tas-phone } { call-with }. Atienden { -tas-hours }. Diga qué pasa, qué se puede perder y en qué fecha. Tenga a mano las cartas del IRS y la última declaración de impuestos.
step-talk-to-advocate = Un defensor también puede atenderle en este chat.
step-refer-irs_individual = Llame al IRS al { -irs-individual-phone }, { -irs-hours }. Tenga a mano su carta o una copia de su declaración de impuestos.
    .other = Llame al IRS al { -irs-individual-phone } { call-with }. Atienden { -irs-hours }. Tenga a mano la carta o una copia de la declaración de impuestos.
step-refer-irs_business = Llame a la línea de negocios del IRS al { -irs-business-phone }. Atienden { -irs-hours }.
    .other = Llame a la línea de negocios del IRS al { -irs-business-phone } { call-with }. Atienden { -irs-hours }.
step-refer-online_account = Entre a su cuenta en línea del IRS en irs.gov. Ahí ve cuánto debe, sus cartas y sus pagos.
    .other = Pida a { helped-person } que entre a la cuenta en línea del IRS en irs.gov. Ahí se ven la deuda, las cartas y los pagos.
step-refer-payment_options = Pregunte al IRS cómo puede pagar. Puede pedir un plan de pagos en irs.gov o al { -irs-individual-phone }. Atienden { -irs-hours }.
    .other = Pregunte al IRS cómo se puede pagar, { call-with }. El plan de pagos se pide en irs.gov o al { -irs-individual-phone }. Atienden { -irs-hours }.
step-refer-where_is_my_refund = Vea «¿Dónde está mi reembolso?» en irs.gov, o llame al { -irs-refund-phone }.
    .other = Vea «¿Dónde está mi reembolso?» en irs.gov, o llame al { -irs-refund-phone } { call-with }.
step-refer-where_is_my_amended_return = Vea «¿Dónde está mi declaración enmendada?» en irs.gov, o llame al { -irs-amended-phone }.
    .other = Vea «¿Dónde está mi declaración enmendada?» en irs.gov, o llame al { -irs-amended-phone } { call-with }.
step-refer-identity_theft_unit = Llame a la línea de robo de identidad del IRS al { -irs-identity-theft-phone }. O busque «robo de identidad» en irs.gov.
    .other = Llame a la línea de robo de identidad del IRS al { -irs-identity-theft-phone } { call-with }. O busque «robo de identidad» en irs.gov.
step-refer-disclosure_foia = Pida sus documentos en irs.gov: busque «FOIA», la Ley de Libertad de Información.
    .other = Pida los documentos en irs.gov: busque «FOIA», la Ley de Libertad de Información.
step-refer-tigta = Llame a TIGTA, la oficina que vigila al IRS, al { -tigta-phone }, o vaya a tigta.gov. Ahí revisan las quejas contra empleados del IRS.
step-refer-state_or_other_agency = Hable con la agencia que le mandó la carta. Para impuestos estatales, es la oficina de impuestos de su estado.
    .other = Hable con la agencia que mandó la carta. Para impuestos estatales, es la oficina de impuestos del estado.
step-refer-frivolous_arguments_page = El IRS responde a esto en su sitio. En irs.gov, busque «frivolous tax arguments» (en inglés).
step-refer-courts_clerk = Pregunte en la oficina del secretario del tribunal, o a su abogado, qué sigue y para cuándo.
    .other = Pregunte en la oficina del secretario del tribunal, o al abogado, qué sigue y para cuándo.
step-refer-litc = Si no puede pagar ayuda, pídala en una Clínica para Contribuyentes de Bajos Ingresos (no es médica). Búsquela en irs.gov: «LITC».
    .other = ¿Esa persona no puede pagar ayuda? Hay Clínicas para Contribuyentes de Bajos Ingresos (no son médicas). Búsquelas en irs.gov: «LITC».
step-refer-vita = Para ayuda gratis con una declaración de impuestos, llame al { -vita-phone }. Pida un centro VITA (voluntarios) cerca de usted. O busque «VITA» en irs.gov.
    .other = Para ayuda gratis con una declaración de impuestos, llame al { -vita-phone }. Pida un centro VITA (voluntarios) cerca de { helped-person }. O busque «VITA» en irs.gov.
step-local-help-211 = Llame al 211 para ayuda local con renta, comida, luz o medicinas.
    .other = Llame al 211 para ayuda local con renta, comida, luz o medicinas. Diga dónde vive esa persona.
step-contact-irs = Primero llame al IRS: al número de su carta, o al { -irs-individual-phone }. Atienden { -irs-hours }. Anote la fecha y lo que le digan. Si no se resuelve, vuelva a este chat.
    .other = Primero llame al IRS, { call-with }: al número de la carta, o al { -irs-individual-phone }. Atienden { -irs-hours }. Anote la fecha y lo que digan. Si no se resuelve, vuelva a este chat.
step-form-911 = También puede escribir a TAS. En irs.gov, busque «Formulario 911». Es un papel, no el número de emergencias.
    .other = También se puede escribir a TAS. En irs.gov, busque «Formulario 911». Es un papel, no el número de emergencias. { form-911-signed }
step-bring-authorization = Antes de llamar, tenga a mano una autorización firmada, como el Formulario 2848. TAS la necesita para hablar de los impuestos de otra persona.
    .other = { $whom ->
        [representative] TAS necesita esa autorización firmada, como el Formulario 2848.
       *[other] Si { helped-person } no está en la llamada, TAS necesita un formulario firmado, como el Formulario 2848.
    }
step-gather-papers = Junte papeles si los tiene: cartas del IRS, prueba de lo que envió y recibos. También avisos de desalojo o de corte de luz. Puede pedir ayuda sin ellos.
    .other = Junte papeles si los hay: cartas del IRS, prueba de lo enviado y recibos. También avisos de desalojo o de corte de luz. Se puede pedir ayuda sin ellos.
step-come-back-on = Si no está resuelto para el { $date }, vuelva a este chat. Si antes falta dinero para vivir, no espere: llame a TAS.
step-keep-deadlines = Si sus cartas del IRS dan una fecha, esa fecha sigue valiendo. Conteste, pague o apele a más tardar ese día. Si no puede, llame antes al número de la carta.
    .other = Si las cartas del IRS dan una fecha, esa fecha sigue valiendo. Hay que contestar, pagar o apelar a más tardar ese día. Si no se puede, llame antes al número de la carta.

## Otras oficinas

referral-irs_individual = Teléfono del IRS para personas: { -irs-individual-phone }, { -irs-hours }
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
referral-courts_clerk = La oficina del secretario del tribunal que tiene su caso
    .other = La oficina del secretario del tribunal que tiene el caso
referral-litc = Clínicas para Contribuyentes de Bajos Ingresos: busque «LITC» en irs.gov
referral-vita = Ayuda gratis con declaraciones (VITA): { -vita-phone }
