### Las palabras para lo que se sabe (DESIGN, sección 6).
### value-…   título de un botón
### phrase-…  lo entendido, como parte de una lista dentro de una oración: «Entendí esto: un reembolso atrasado y …»
### fact-…    cómo se llama un dato que falta

## Peligro: nunca se pregunta, solo se nota

value-emergency-yes = Alguien está en peligro
value-emergency-no = Nadie está en peligro
phrase-emergency-yes = peligro para la vida de alguien
phrase-emergency-no = ningún peligro para la vida
fact-emergency = peligro para la vida

## ¿Se trata de impuestos federales?

value-federal_tax-yes = Sí, se trata del IRS
value-federal_tax-no = No, es otro asunto
value-federal_tax-unsure = No lo sé con certeza
phrase-federal_tax-yes = un asunto de impuestos federales
phrase-federal_tax-no = un asunto que no es de impuestos federales
phrase-federal_tax-unsure = un asunto que quizás sea de impuestos federales
fact-federal_tax = impuestos federales

## ¿Quién necesita la ayuda?

value-asking_as-individual = Yo, o mi cónyuge y yo
value-asking_as-business = Un negocio
value-asking_as-exempt_organization = Una organización exenta de impuestos
value-asking_as-representative = Alguien a quien represento
value-asking_as-congressional = Alguien que acudió a una oficina del Congreso
value-asking_as-other = Un familiar o una amistad
phrase-asking_as-individual = ayuda para usted
phrase-asking_as-business = ayuda para un negocio
phrase-asking_as-exempt_organization = ayuda para una organización exenta de impuestos
phrase-asking_as-representative = ayuda para alguien a quien usted representa
phrase-asking_as-congressional = una solicitud por medio de una oficina del Congreso
phrase-asking_as-other = ayuda para un familiar o una amistad
fact-asking_as = quién necesita ayuda

## De qué se trata

value-topics-levy_or_garnishment = Embargo de salario o cuenta
value-topics-lien = Hay un gravamen federal
value-topics-seizure = El IRS puede incautar o vender bienes
value-topics-refund_delay = El reembolso está atrasado
value-topics-refund_status = ¿Dónde está el reembolso?
value-topics-return_processing = La declaración está detenida
value-topics-amended_return = Una declaración enmendada
value-topics-no_response = El IRS no contesta
value-topics-missed_promised_date = El IRS no cumplió una fecha que dio
value-topics-system_failure = Algo falló en el IRS
value-topics-notice_question = Una carta, un aviso o un cobro del IRS
value-topics-payment_plan = Pagar a plazos
value-topics-offer_in_compromise = Pagar menos de lo que se debe
value-topics-penalty_abatement = Multas o intereses
value-topics-audit = Una auditoría
value-topics-credits = Créditos o dependientes
value-topics-identity_theft = Robo de identidad o prueba de identidad
value-topics-unfiled_returns = Declaraciones sin presentar
value-topics-business_payroll_tax = Impuestos de un negocio o de nómina
value-topics-injured_spouse = Una deuda del cónyuge
value-topics-deceased_taxpayer = Impuestos de alguien que murió
value-topics-stimulus_payment = Un pago de estímulo
value-topics-passport = Un pasaporte retenido por deuda
value-topics-private_collection = Una agencia de cobros del IRS
value-topics-exempt_status_revoked = Se perdió la exención de impuestos
value-topics-complaint = Una queja sobre el servicio
value-topics-frivolous_argument = Si hay que pagar impuestos
value-topics-foia = Documentos que guarda el IRS
value-topics-in_court = Un caso en los tribunales
value-topics-other_agency = Impuestos estatales u otra agencia
value-topics-general_tax_question = Una pregunta general de impuestos
value-topics-about_tas = Qué hace TAS
value-topics-form_911 = El Formulario 911
value-topics-case_status = Un caso abierto con TAS
value-topics-representative = Escribo por otra persona
value-topics-document_upload = Enviar documentos
value-topics-access_code = Un código de acceso
value-topics-talk_to_human = Hablar con una persona
value-topics-language = Otro idioma
value-topics-emergency = Una emergencia
value-topics-greeting = Un saludo
value-topics-thanks = Un agradecimiento
value-topics-goodbye = Una despedida
value-topics-affirm = Un sí
value-topics-deny = Un no
value-topics-unsure = Una duda
value-topics-restart = Empezar de nuevo
value-topics-out_of_scope = Nada de impuestos
value-topics-other = Otra cosa

phrase-topics-levy_or_garnishment = un embargo de salario o cuenta
phrase-topics-lien = un gravamen federal
phrase-topics-seizure = bienes en riesgo de incautación
phrase-topics-refund_delay = un reembolso atrasado
phrase-topics-refund_status = una pregunta sobre un reembolso
phrase-topics-return_processing = una declaración detenida
phrase-topics-amended_return = una declaración enmendada
phrase-topics-no_response = falta de respuesta del IRS
phrase-topics-missed_promised_date = una fecha que el IRS no cumplió
phrase-topics-system_failure = algo que falló en el IRS
phrase-topics-notice_question = una carta o un aviso del IRS
phrase-topics-payment_plan = un plan de pagos
phrase-topics-offer_in_compromise = el deseo de pagar menos
phrase-topics-penalty_abatement = multas o intereses
phrase-topics-audit = una auditoría
phrase-topics-credits = créditos o dependientes
phrase-topics-identity_theft = robo o prueba de identidad
phrase-topics-unfiled_returns = declaraciones sin presentar
phrase-topics-business_payroll_tax = impuestos de un negocio o de nómina
phrase-topics-injured_spouse = una deuda del cónyuge
phrase-topics-deceased_taxpayer = los impuestos de alguien que murió
phrase-topics-stimulus_payment = un pago de estímulo
phrase-topics-passport = un pasaporte de EE. UU. detenido por una deuda con el IRS
phrase-topics-private_collection = una agencia que cobra para el IRS
phrase-topics-exempt_status_revoked = un grupo que perdió su exención de impuestos
phrase-topics-complaint = una queja sobre el servicio
phrase-topics-frivolous_argument = la duda de si hay que pagar impuestos
phrase-topics-foia = una solicitud de documentos del IRS
phrase-topics-in_court = un caso en los tribunales
phrase-topics-other_agency = un asunto de otra agencia
phrase-topics-general_tax_question = una pregunta general de impuestos
phrase-topics-about_tas = una pregunta sobre TAS
phrase-topics-form_911 = una pregunta sobre el Formulario 911
phrase-topics-case_status = un caso abierto con TAS
phrase-topics-representative = ayuda para otra persona
phrase-topics-document_upload = documentos por enviar
phrase-topics-access_code = un código de acceso
phrase-topics-talk_to_human = el deseo de hablar con una persona
phrase-topics-language = el deseo de usar otro idioma
phrase-topics-emergency = una emergencia
phrase-topics-greeting = un saludo
phrase-topics-thanks = un agradecimiento
phrase-topics-goodbye = una despedida
phrase-topics-affirm = un sí
phrase-topics-deny = un no
phrase-topics-unsure = una respuesta que falta aclarar
phrase-topics-restart = el deseo de empezar de nuevo
phrase-topics-out_of_scope = un asunto que no es de impuestos
phrase-topics-none = ningún tema todavía
fact-topics = el problema

## Idioma del chat

value-language-en = English
value-language-es = Español

## Lo que va a otra oficina

value-exclusion-none = No
value-exclusion-in_court = Sí, lo ve un tribunal
value-exclusion-frivolous_only = Si los impuestos son legales
value-exclusion-foia_only = Solo documentos del IRS
value-exclusion-other_agency = Otra agencia
value-exclusion-misconduct_only = Solo una queja contra un empleado del IRS
value-exclusion-advice_only = Solo un consejo de impuestos
value-exclusion-refund_scheme = Un reembolso que quizás no sea correcto
phrase-exclusion-none = ningún caso en los tribunales
phrase-exclusion-in_court = un caso en los tribunales
phrase-exclusion-frivolous_only = la duda de si los impuestos son legales
phrase-exclusion-foia_only = una solicitud de documentos del IRS
phrase-exclusion-other_agency = un asunto de otra agencia
phrase-exclusion-misconduct_only = una queja contra un empleado del IRS
phrase-exclusion-advice_only = un consejo de impuestos
phrase-exclusion-refund_scheme = un reembolso que conviene ver con una persona
fact-exclusion = un caso en los tribunales

## Necesidades básicas

value-hardship-housing = Alquiler (renta) o hipoteca
value-hardship-utilities = Luz, agua, gas o teléfono
value-hardship-food = Comida
value-hardship-medical = Médico, medicinas o seguro
value-hardship-transportation = Carro o transporte al trabajo
value-hardship-employment = Conservar un trabajo o negocio
value-hardship-other_basic_need = Otras necesidades básicas
value-hardship-none = Nada de esto
phrase-hardship-housing = problemas con la renta o la hipoteca
phrase-hardship-utilities = problemas con la luz, el agua o el gas
phrase-hardship-food = falta de dinero para comida
phrase-hardship-medical = problemas para pagar gastos médicos
phrase-hardship-transportation = problemas para pagar el transporte
phrase-hardship-employment = un trabajo o negocio en riesgo
phrase-hardship-other_basic_need = otras necesidades básicas en riesgo
phrase-hardship-none = ningún problema con gastos básicos
fact-hardship = necesidades básicas

value-hardship_link-yes = Sí
value-hardship_link-no = No, tiene otra causa
value-hardship_link-unsure = No lo sé con certeza
phrase-hardship_link-yes = falta de dinero ligada al problema de impuestos
phrase-hardship_link-no = falta de dinero por otra causa
phrase-hardship_link-unsure = falta de dinero por una causa que no está clara
fact-hardship_link = la causa de las dificultades

value-harm_on-unsure = No sé la fecha
phrase-harm_on = un daño que puede ocurrir el { $date }
phrase-harm_on-rough = un daño que puede ocurrir en { $month }
phrase-harm_on-unsure = un daño sin fecha conocida
fact-harm_on = la fecha del daño

## Lo que el IRS hace o dice que hará

value-adverse_action-none = No, nada de esto
value-adverse_action-threatened = El IRS avisó que lo hará
value-adverse_action-happening = Sí, ya está pasando
phrase-adverse_action-none = ninguna medida del IRS para cobrar
phrase-adverse_action-threatened = un aviso del IRS de que puede tomar medidas para cobrar
phrase-adverse_action-happening = una medida que el IRS ya toma para cobrar
fact-adverse_action = medidas del IRS

phrase-adverse_action_on = una medida del IRS con fecha { $date }
phrase-adverse_action_on-rough = una medida del IRS en { $month }
fact-adverse_action_on = la fecha de la medida del IRS

## Gastos y pérdidas duraderas

value-significant_costs-yes = Sí
value-significant_costs-no = No
value-significant_costs-unsure = No lo sé con certeza
phrase-significant_costs-yes = gastos adicionales grandes
phrase-significant_costs-no = sin gastos adicionales grandes
phrase-significant_costs-unsure = gastos adicionales que no están claros
fact-significant_costs = gastos adicionales

value-irreparable_harm-yes = Sí
value-irreparable_harm-no = No
value-irreparable_harm-unsure = No lo sé con certeza
phrase-irreparable_harm-yes = una pérdida que no tiene arreglo
phrase-irreparable_harm-no = sin pérdidas duraderas
phrase-irreparable_harm-unsure = una pérdida duradera que no está clara
fact-irreparable_harm = pérdidas duraderas

## Lo que ya se intentó

value-contacted_irs-yes = Sí
value-contacted_irs-no = Todavía no
phrase-contacted_irs-yes = contacto previo con el IRS
phrase-contacted_irs-no = sin contacto todavía con el IRS
fact-contacted_irs = su contacto con el IRS
    .other = el contacto con el IRS

value-submission-e_filed_return = Una declaración por internet
value-submission-paper_return = Una declaración en papel
value-submission-amended_return = Una declaración enmendada (corregida)
value-submission-injured_spouse_claim = Un reclamo de cónyuge perjudicado
value-submission-identity_theft_report = Un reporte de robo de identidad
value-submission-correspondence = Una carta o respuesta
value-submission-other = Otra cosa
value-submission-none = Nada
phrase-submission-e_filed_return = una declaración enviada por internet
phrase-submission-paper_return = una declaración enviada en papel
phrase-submission-amended_return = una declaración enmendada
phrase-submission-injured_spouse_claim = un reclamo de cónyuge perjudicado
phrase-submission-identity_theft_report = un reporte de robo de identidad
phrase-submission-correspondence = una carta enviada al IRS
phrase-submission-other = otra cosa que usted envió
    .other = otra cosa que se envió
phrase-submission-none = nada enviado al IRS
fact-submission = lo que envió
    .other = lo que se envió

value-submitted_on-unsure = No sé la fecha
phrase-submitted_on = un envío del { $date }
phrase-submitted_on-rough = un envío de { $month }
phrase-submitted_on-unsure = un envío sin fecha conocida
fact-submitted_on = cuándo lo envió
    .other = cuándo se envió

value-promised_by-none = No dieron fecha
value-promised_by-unsure = No recuerdo
phrase-promised_by = una respuesta prometida para el { $date }
phrase-promised_by-rough = una respuesta prometida para { $month }
phrase-promised_by-none = ninguna fecha dada por el IRS
phrase-promised_by-unsure = una fecha del IRS que no se recuerda
fact-promised_by = fechas que dio el IRS

value-system_failure-yes = Sí
value-system_failure-no = No
value-system_failure-unsure = No lo sé con certeza
phrase-system_failure-yes = un proceso del IRS que falló
phrase-system_failure-no = ningún proceso del IRS que fallara
phrase-system_failure-unsure = una falla del IRS que no está clara
fact-system_failure = errores del IRS

value-rights_concern-yes = Sí
value-rights_concern-no = No
value-rights_concern-unsure = No lo sé con certeza
phrase-rights_concern-yes = una preocupación por los derechos de contribuyente
phrase-rights_concern-no = ninguna preocupación por los derechos de contribuyente
phrase-rights_concern-unsure = derechos de contribuyente que faltan aclarar
fact-rights_concern = sus derechos
    .other = los derechos de contribuyente
