### La tarjeta que un defensor lee antes que nada (casework/handoff/card.py). Para el personal: llana, breve, en su idioma.
### Sus partes van en una línea con un punto entre ellas; por eso empiezan con minúscula.

card-title = Lo primero que hay que saber
card-corrected = corregido por un defensor
card-zone-ET = hora del Este
card-zone-CT = hora del Centro
card-zone-MT = hora de la Montaña
card-zone-PT = hora del Pacífico
card-zone-AKT = hora de Alaska
card-zone-HT = hora de Hawái
card-more = +{ $more_count }

## Marcas

card-urgency-today = Actúe hoy
card-urgency-this_week = Actúe en pocos días
card-urgency-soon = Sin fecha
card-urgency-soon-harmless = Sin daño
card-urgency-soon-unknown = Sin datos
card-urgency-soon-by = Actúe antes del { $day }
card-urgency-soon-by-month = Actúe antes de { $told_month }
card-verified = Sesión iniciada
card-not-verified = Sin verificar
card-verified-hint = identidad verificada
card-not-verified-hint = no hable de ningún caso

## De qué trata cada línea

card-label-who = Quién
card-label-danger = Peligro
card-label-words = En sus palabras
card-label-harm = Daño
card-label-by = Fecha
card-label-contact = Contacto
card-label-contact-writer = Contacto con quien escribe
card-label-spouse = Caso conjunto
card-label-wants = Quiere
card-label-why = Por qué aquí
card-label-tried = Hasta ahora
card-label-told = Ya se le dijo
card-label-needs = Necesita
card-label-needs-writer = Quien escribe necesita
card-label-language = Idioma
card-label-known = No pregunte

## Quién escribe, y por quién

card-who-individual = escribe sobre su propio caso
card-who-business = escribe por un negocio
card-who-exempt_organization = escribe por un grupo exento
card-who-representative = dice que representa a alguien
card-who-congressional = escribe por una oficina del Congreso
card-who-other = por un familiar o amistad
card-who-unchecked = autorización sin verificar
card-who-unasked = aún no se preguntó para quién escribe
card-who-unanswered = no dijo para quién escribe
card-who-own = escribe sobre su propio caso
card-who-authorized = por un cliente, su nombre está en el caso
card-who-no_case = sin caso abierto en este chat
card-who-no_right = ya no tiene derecho a un caso
card-who-rights-unknown = sus derechos no se pueden revisar ahora, no diga nada del caso
card-who-acts = puede actuar por él
card-who-told = se le puede informar, no puede actuar
card-who-form = Formulario { $form }: diga solo lo que cubre
card-who-until = hasta el { $day }
card-spouse = no diga nada del cónyuge

## Peligro

card-danger-said = a las { $time }
card-danger-earlier = en el chat antes de iniciar sesión
card-danger-no-words = se notó en este chat
card-danger-lines = se le mostraron las líneas de ayuda
card-danger-safe = dijo que está a salvo, { $time }
card-danger-not-safe = no dijo que esté a salvo

## Daño, y para cuándo

card-harm-housing = perder la vivienda
card-harm-utilities = luz, agua o teléfono
card-harm-food = comida
card-harm-medical = atención médica
card-harm-transportation = carro o transporte
card-harm-employment = trabajo o negocio
card-harm-other_basic_need = otras necesidades básicas
card-harm-other-cause = no se debe a los impuestos
card-harm-no-needs = dijo que no hay necesidades en riesgo
card-harm-no-action = dijo que el IRS no toma medidas de cobro
card-harm-unasked = aún no se preguntó por necesidades básicas
card-harm-unanswered = no contestó sobre necesidades básicas
card-step-threatened = aviso de { $step }
card-step-happening = { $step } en curso
card-step-levy_or_garnishment = embargo
card-step-lien = gravamen
card-step-seizure = incautación
card-step-passport = medida de pasaporte
card-step-other = medida del IRS
card-by-harm = daño { $day }
card-by-step = { $step } { $day }
card-by-both = daño y { $step } { $day }
card-by-unsure = se preguntó, no sabe el día
card-by-danger = ahora (peligro)
card-by-declined = no quiso decir el día
card-by-unasked = aún no se preguntó el día
card-by-none = no nombró ningún daño ni día
card-by-unanswered = se preguntó el día, no contestó, pregunte otra vez
card-in-month = en { $told_month }
card-in-days = el { $day }, { $days_count ->
        [0] hoy
        [1] mañana
       *[other] dentro de { $days_count } días
    }
card-days-ago = el { $day }, { $days_count ->
        [one] ayer
       *[other] hace { $days_count } días
    }

## Cómo se le puede contactar

card-contact-none = NO se comunique con la persona
card-contact-here = NO llame ni mande cartas, solo escriba aquí
card-contact-call = NO deje mensaje de voz, NO diga quién llama
card-contact-may-call = puede llamar a quien escribe
card-contact-voicemail = NO diga quién llama
card-contact-may-voicemail = usted puede llamar y dejar mensaje
card-contact-any = todo medio es seguro
card-contact-unknown = NO llame, no se sabe qué es seguro, solo escriba aquí
card-contact-not-call = NO llame, pregunte aquí antes de mandar cartas
card-contact-not-write = NO mande cartas ni correos, pregunte aquí antes de llamar
card-contact-portal = solo escriba aquí
card-contact-telephone = por teléfono
card-contact-mail = por correo
card-contact-shared = otros pueden ver su pantalla

## Qué quiere

card-wants-levy_or_garnishment = detener o levantar el embargo
card-wants-lien = quitar el gravamen
card-wants-seizure = detener la incautación
card-wants-refund_delay = recibir el reembolso
card-wants-refund_status = saber dónde está el reembolso
card-wants-return_processing = que se procese la declaración
card-wants-amended_return = que se procese la enmienda
card-wants-no_response = una respuesta del IRS
card-wants-missed_promised_date = lo que el IRS prometió
card-wants-system_failure = que se corrija un error del IRS
card-wants-notice_question = ayuda con una carta o un cobro
card-wants-payment_plan = pagar a plazos
card-wants-offer_in_compromise = pagar menos
card-wants-penalty_abatement = menos multas
card-wants-audit = ayuda con una auditoría
card-wants-credits = aclarar créditos o dependientes
card-wants-identity_theft = aclarar un robo de identidad
card-wants-unfiled_returns = presentar declaraciones que faltan
card-wants-business_payroll_tax = aclarar los impuestos de nómina
card-wants-injured_spouse = su parte de un reembolso
card-wants-deceased_taxpayer = resolver los impuestos de alguien que murió
card-wants-stimulus_payment = un pago de estímulo
card-wants-passport = liberar el pasaporte
card-wants-private_collection = ayuda con un cobrador
card-wants-exempt_status_revoked = recuperar la exención
card-wants-complaint = que se oiga una queja
card-wants-frivolous_argument = discute si hay que pagar
card-wants-foia = documentos del IRS
card-wants-in_court = ayuda con un caso en un tribunal
card-wants-other_agency = ayuda con otra agencia
card-wants-general_tax_question = respuesta a una pregunta de impuestos
card-wants-about_tas = saber qué hace TAS
card-wants-form_911 = ayuda con el Formulario 911
card-wants-case_status = noticias de un caso
card-wants-document_upload = enviar documentos
card-wants-as-written = lo que escribió arriba
card-wants-unknown = aún no se sabe
card-reason-asked = pidió hablar con una persona
card-reason-emergency = se transfirió aquí por peligro
card-reason-not_understood = el asistente no lo entendió
card-reason-in_court = un tribunal tiene el asunto
card-reason-refund_scheme = hay que revisar el reembolso
card-reason-congressional = escribe una oficina del Congreso
card-reason-assistant_unavailable = el asistente no estaba disponible
card-reason-case_question = una pregunta sobre el caso que el asistente no puede contestar

## Qué hizo ya

card-tried-irs = ya se comunicó con el IRS
card-tried-irs-not = aún no se ha comunicado con el IRS
card-tried-sent = { $submission }, { $day }
card-tried-sent-undated = { $submission }, no sabe qué día
card-tried-sent-on = lo envió { $day }
card-tried-nothing-sent = no ha enviado nada al IRS
card-tried-promise = el IRS dio una fecha: { $day }
card-tried-promise-passed = el IRS no cumplió su fecha: { $day }
card-tried-no-promise = el IRS no dio ninguna fecha

## Qué se le dijo

card-told-nothing = nada todavía
card-told-likely = es probable que TAS pueda ayudar
card-told-possible = quizás TAS pueda ayudar
card-told-unlikely = primero hay otra ayuda
card-told-needs_person = una persona debe revisar su caso
card-told-wait-late = la espera es larga, { $waited_days } días
card-told-wait-normal = la espera aún es normal, { $waited_days } días
card-told-queue = espera para hablar con TAS: { $low_minutes } a { $high_minutes } minutos
card-told-opens = abrimos { $day }
card-told-callback-asked = se le va a llamar
card-told-callback-tried = se le llamó una vez y no contestó
card-told-case = del caso: { $aspects }
card-told-case-status = su estado
card-told-case-next = su próximo paso
card-told-case-contact = cuándo se comunicará TAS
card-told-case-completion = cuándo podría terminar
card-told-case-advocate = quién es su defensor
card-told-case-papers = sus documentos
card-told-case-history = su historia
card-told-case-not-found = no se encontró ningún caso

# Lo que se dijo del caso, en pocas palabras
card-said-next-taxpayer = próximo paso: del contribuyente
card-said-next-advocate = próximo paso: del defensor
card-said-next-irs = próximo paso: del IRS
card-said-next-nobody = no queda ningún paso
card-said-contact = TAS se comunicará a más tardar el { $contact_on }
card-said-contact-passed = TAS debía comunicarse a más tardar el { $contact_on }
card-said-contact-none = no hay fecha para el próximo contacto
card-said-completion = fin previsto: { $completion_on }
card-said-completion-passed = fin previsto: era el { $completion_on }
card-said-advocate = su defensor: { $advocate }
card-said-advocate-none = aún no se nombró defensor
card-said-status = Caso de TAS: { $status }
card-said-needed = documentos pedidos: { $papers }
card-said-needed-none = ahora no se piden documentos
card-said-received = documentos recibidos: { $papers }

## Qué necesita

card-needs-language = escribe en { $spoken }
card-language-en = inglés
card-language-es = español
card-needs-interpreter = intérprete de { $spoken }
card-needs-interpreter-unknown = intérprete, no se sabe el idioma
card-needs-interpreter-none = no pidió intérprete
card-needs-relay = servicio de relevo o TTY
card-needs-screen_reader = lector de pantalla

## Qué no se debe volver a preguntar

card-known-who = quién es
card-known-above = { $names } (ya está arriba)
card-known-all-above = lo que ya aparece arriba
card-known-declined = { $names } (no quiso decirlo)
card-known-unsure = { $names } (no lo sabe)
card-known-nothing = nada todavía, puede preguntar todo
card-known-also = { $names } (también contestado)
card-known-facts = lo que aparece contestado al lado
