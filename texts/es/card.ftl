### La tarjeta que un defensor lee antes que nada (casework/handoff/card.py). Para el personal: llana, breve, en su idioma.
### Sus partes van en una línea con un punto entre ellas; por eso empiezan con minúscula.

card-title = Lo primero que hay que saber
card-corrected = corregido por un defensor
card-more = +{ $more_count }

## Marcas

card-urgency-today = Para hoy
card-urgency-this_week = Esta semana
card-urgency-soon = Pronto
card-verified = Con sesión
card-not-verified = Sin verificar
card-verified-hint = identidad comprobada
card-not-verified-hint = no hable de casos

## De qué trata cada línea

card-label-who = Quién
card-label-danger = Peligro
card-label-words = En sus palabras
card-label-harm = Daño
card-label-by = Para
card-label-contact = Contacto
card-label-wants = Quiere
card-label-tried = Ya hizo
card-label-told = Ya sabe
card-label-needs = Necesita
card-label-known = No pregunte

## Quién escribe, y por quién

card-who-unknown = no dijo por quién
card-who-individual = por su propio asunto
card-who-business = por un negocio
card-who-exempt_organization = por un grupo exento
card-who-representative = dice que representa a alguien
card-who-congressional = por una oficina del Congreso
card-who-other = por un familiar o una amistad
card-who-own = sobre su propio caso
card-who-authorized = por un cliente
card-who-no_case = sin caso abierto en este chat
card-who-no_right = ya sin derecho a un caso
card-who-rights-unknown = sus derechos no se ven ahora, no diga nada del caso
card-who-acts = puede actuar
card-who-told = puede saber, no actuar
card-who-form = Formulario { $form }
card-who-until = hasta el { $day }
card-who-joint = caso conjunto, nada sobre el cónyuge

## Peligro

card-danger-earlier = en el chat antes de iniciar sesión
card-danger-no-words = notado en este chat
card-danger-lines = vio las líneas de ayuda
card-danger-safe = dijo que está a salvo, { $time }

## Daño, y para cuándo

card-harm-housing = renta o hipoteca
card-harm-utilities = luz, agua o teléfono
card-harm-food = comida
card-harm-medical = gastos médicos
card-harm-transportation = carro o transporte
card-harm-employment = trabajo o negocio
card-harm-other_basic_need = otras necesidades
card-harm-other-cause = no por los impuestos
card-harm-no-needs = ninguna necesidad en riesgo
card-harm-no-action = ninguna medida del IRS
card-harm-unknown = aún sin daño ni día
card-step-threatened = aviso de { $step }
card-step-happening = { $step } en curso
card-step-levy_or_garnishment = embargo
card-step-lien = gravamen
card-step-seizure = incautación
card-step-passport = medida de pasaporte
card-step-other = medida del IRS
card-by-harm = daño { $day }
card-by-step = medida del IRS { $day }
card-by-both = daño y medida del IRS { $day }
card-by-unsure = no sabe el día
card-by-unknown = aún sin día
card-in-days = { $day }, { $days_count ->
        [0] hoy
        [1] mañana
       *[other] en { $days_count } días
    }
card-days-ago = { $day }, { $days_count ->
        [one] ayer
       *[other] hace { $days_count } días
    }

## Cómo se le puede contactar

card-contact-none = no lo contacte
card-contact-here = solo escriba aquí
card-contact-call = puede llamar, sin mensaje de voz, no diga quién llama
card-contact-voicemail = puede llamar y dejar mensaje, no diga quién llama
card-contact-any = toda vía es segura
card-contact-unknown = no se sabe qué es seguro, solo escriba aquí
card-contact-portal = solo escriba aquí
card-contact-telephone = por teléfono
card-contact-mail = por correo
card-contact-shared = otra persona puede ver su pantalla

## Qué quiere

card-wants-levy_or_garnishment = parar o liberar el embargo
card-wants-lien = quitar el gravamen
card-wants-seizure = parar la incautación
card-wants-refund_delay = recibir el reembolso
card-wants-refund_status = saber dónde está el reembolso
card-wants-return_processing = que se procese la declaración
card-wants-amended_return = que se procese la enmienda
card-wants-no_response = una respuesta del IRS
card-wants-missed_promised_date = lo que el IRS prometió
card-wants-system_failure = que se corrija un error del IRS
card-wants-notice_question = ayuda con una carta o cobro
card-wants-payment_plan = pagar a plazos
card-wants-offer_in_compromise = pagar menos
card-wants-penalty_abatement = menos multas
card-wants-audit = ayuda con una auditoría
card-wants-credits = aclarar créditos o dependientes
card-wants-identity_theft = aclarar un robo de identidad
card-wants-unfiled_returns = presentar lo que falta
card-wants-business_payroll_tax = aclarar los impuestos de nómina
card-wants-injured_spouse = su parte de un reembolso
card-wants-deceased_taxpayer = arreglar lo de alguien que murió
card-wants-stimulus_payment = un pago de estímulo
card-wants-passport = liberar el pasaporte
card-wants-private_collection = ayuda con un cobrador
card-wants-exempt_status_revoked = recuperar la exención
card-wants-complaint = que se oiga una queja
card-wants-frivolous_argument = discute si hay que pagar
card-wants-foia = documentos del IRS
card-wants-in_court = ayuda con un caso en la corte
card-wants-other_agency = ayuda con otra agencia
card-wants-general_tax_question = una duda de impuestos
card-wants-about_tas = saber qué hace TAS
card-wants-form_911 = ayuda con el Formulario 911
card-wants-case_status = noticias de un caso
card-wants-document_upload = mandar papeles
card-reason-asked = pidió una persona
card-reason-emergency = pasa aquí por peligro
card-reason-not_understood = el asistente no entendió
card-reason-in_court = pasa aquí, lo tiene una corte
card-reason-refund_scheme = pasa aquí, hay que ver el reembolso
card-reason-congressional = pasa aquí desde el Congreso
card-reason-assistant_unavailable = el asistente no servía
card-reason-case_question = una duda del caso que el asistente no contesta

## Qué hizo ya

card-tried-irs = ya habló con el IRS
card-tried-irs-not = aún no habló con el IRS
card-tried-sent = { $submission }, { $day }
card-tried-sent-undated = { $submission }, sin saber el día
card-tried-sent-on = lo mandó el { $day }
card-tried-nothing-sent = no mandó nada al IRS
card-tried-promise = el IRS dio un día: { $day }
card-tried-promise-passed = el IRS no cumplió su día: { $day }
card-tried-no-promise = el IRS no dio día

## Qué se le dijo

card-told-likely = es probable que TAS ayude
card-told-possible = quizás TAS pueda ayudar
card-told-unlikely = otra ayuda primero
card-told-needs_person = una persona debe verlo
card-told-wait-late = espera larga, { $waited_days } días
card-told-wait-normal = espera aún normal, { $waited_days } días
card-told-queue = espera con nosotros: { $low_minutes } a { $high_minutes } minutos
card-told-opens = abrimos { $day }
card-told-callback-asked = está en lista para una llamada
card-told-callback-tried = se le llamó una vez, sin hallarlo
card-told-case = de su caso: { $aspects }
card-told-case-status = estado
card-told-case-next = próximo paso
card-told-case-contact = próximo contacto
card-told-case-completion = cuándo puede acabar
card-told-case-advocate = defensor
card-told-case-papers = papeles
card-told-case-history = historia
card-told-case-not-found = no se halló el caso

## Qué necesita

card-needs-language = escribe en { $spoken }
card-language-en = inglés
card-language-es = español
card-needs-interpreter = intérprete: { $spoken }
card-needs-interpreter-unknown = intérprete, no se sabe el idioma
card-needs-relay = retransmisión o TTY
card-needs-screen_reader = lector de pantalla

## Qué no se debe volver a preguntar

card-known-above = lo ya dicho arriba
card-known-also = contestó además: { $names }
card-known-open = no contestó: { $names }
card-known-nothing = nada aún, no contestó ninguna pregunta
