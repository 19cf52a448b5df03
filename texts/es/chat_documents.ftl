### Documentos en los chats: qué se mandó, cómo está y cómo se manda.

## Un documento donde se mandó (chat-document-<state>; «-sent»: uno que mandó el defensor)

chat-document = Documento: { $document_name } ({ $size })
chat-document-quarantined = Ya llegó. Ahora se revisa si trae programas dañinos.
chat-document-clean = Ya llegó. En la revisión no se halló nada dañino.
chat-document-released = Ya llegó. No se pudo revisar, pero el personal de TAS permitió abrirlo.
chat-document-rejected = No se aceptó y nadie lo puede abrir.
chat-document-unscannable = Ya llegó, pero todavía nadie lo puede abrir.
chat-document-erased = Ya no se guarda.
chat-document-quarantined-sent = Se está revisando si trae programas dañinos. Después lo puede abrir.
chat-document-clean-sent = En la revisión no se halló nada dañino. Ya lo puede abrir.
chat-document-released-sent = No se pudo revisar, pero el personal de TAS permitió abrirlo. Ya lo puede abrir.
chat-document-rejected-sent = No se puede abrir. Su defensor ya lo sabe y puede mandarlo otra vez.
chat-document-unscannable-sent = Todavía no se puede abrir. Su defensor ya lo sabe.
chat-document-erased-sent = Ya no se guarda.
chat-document-verdict = Por favor, mándelo otra vez como archivo PDF o como foto. O llame a TAS al { -tas-phone }.
notice-document-refused = No pudimos aceptar { $document_name }.

## Cuando llegan documentos (los primeros recibos no traían referencia; "-more", tampoco días)

notice-documents-arrived = { $documents_count ->
        [one] Su documento llegó.
       *[other] Sus { $documents_count } documentos llegaron.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }Su número de referencia es { $reference }.
    } Ahora se revisa si traen programas dañinos. Después los puede abrir el personal de TAS que trabaja en su caso o que le contesta aquí. Por lo general los ven en { $answer_days_count ->
        [one] { $answer_days_count } día hábil
       *[other] { $answer_days_count } días hábiles
    }. Ningún plazo cambia por esto. Si no puede esperar, llame a TAS al { -tas-phone }. Atienden { -tas-hours }.
notice-documents-arrived-advocate = { $documents_count ->
        [one] Su documento llegó.
       *[other] Sus { $documents_count } documentos llegaron.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }Su número de referencia es { $reference }.
    } Ahora se revisa si traen programas dañinos. Enseguida su defensor en este chat puede abrir lo que usted mandó. Ningún plazo cambia por esto. Si no puede esperar, llame a TAS al { -tas-phone }. Atienden { -tas-hours }.
notice-documents-arrived-more = { $documents_count ->
        [one] Su documento llegó y se está revisando.
       *[other] Sus { $documents_count } documentos llegaron y se están revisando.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }Su número de referencia es { $reference }.
    }{ $answer_days_count ->
        [0] { "" }
        [one] { " " }Por lo general el personal de TAS los ve en { $answer_days_count } día hábil.
       *[other] { " " }Por lo general el personal de TAS los ve en { $answer_days_count } días hábiles.
    } Ningún plazo cambia por esto. Si no puede esperar, llame a TAS al { -tas-phone }.
notice-documents-arrived-advocate-more = { $documents_count ->
        [one] Su documento llegó y se está revisando.
       *[other] Sus { $documents_count } documentos llegaron y se están revisando.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }Su número de referencia es { $reference }.
    } Después de la revisión, su defensor en este chat puede abrir lo que usted mandó. Ningún plazo cambia por esto. Si no puede esperar, llame a TAS al { -tas-phone }.

## Cómo se mandan

chat-papers-here = Puede mandar sus papeles aquí, en este chat. Una foto de la carta está bien.
chat-papers-checked = Primero revisamos si cada uno trae programas dañinos. Después lo puede abrir el personal de TAS que trabaja en su caso o que le contesta aquí.
chat-papers-soon = Por lo general los ven en { $answer_days_count ->
        [one] { $answer_days_count } día hábil
       *[other] { $answer_days_count } días hábiles
    }.
chat-papers-deadlines = Mandar papeles no cambia ningún plazo. Si no puede esperar, llame a TAS al { -tas-phone }. Atienden { -tas-hours }.
chat-papers-may-not = Con el formulario que le deja ver este caso no puede mandar papeles aquí. El contribuyente sí puede. O llame a TAS al { -tas-phone }. Atienden { -tas-hours }.
chat-papers-none = Todavía no veo ningún documento suyo en este chat.
chat-papers-came = Esto llegó de usted en este chat:
chat-papers-state-quarantined = { $document_name }: llegó y se está revisando.
chat-papers-state-clean = { $document_name }: llegó y el personal ya lo puede abrir.
chat-papers-state-released = { $document_name }: llegó. No se pudo revisar, pero el personal ya lo puede abrir.
chat-papers-state-rejected = { $document_name }: no lo pudimos aceptar. Por favor, mándelo otra vez como archivo PDF o como foto.
chat-papers-state-unscannable = { $document_name }: llegó, pero no podemos ver lo que hay dentro. El personal de TAS decidirá.
chat-papers-wrong = ¿Mandó uno que no era? Aquí no lo puede quitar. Por favor, dígaselo al defensor o llame a TAS al { -tas-phone }.
notice-expect-document = Abajo ya puede mandar documentos.
do-send_document = Mandar documentos

## Páginas

page-documents = Mandar documentos
page-documents-hint = Fotos, archivos PDF y papeles de su computadora. Puede elegir varios a la vez.
page-documents-choose = Elegir documentos
page-documents-words = Unas palabras sobre ellos, si quiere
page-documents-send = Mandar
page-documents-for = ¿Es un papel que se pidió?
page-documents-open = Abrir
page-documents-look = Verlo
page-documents-of = de { $document_name }
page-documents-mine = Listos para mandar

## En el escritorio del defensor

page-work-documents = Documentos que van con la respuesta
page-work-documents-hint = La persona los puede abrir después de la revisión.
page-work-release = Dejarlo pasar
page-work-release-lead = Nadie pudo ver lo que hay dentro de este documento. Si usted sabe qué es, lo puede dejar pasar. Se guardan su nombre y el motivo.
page-work-release-reason = Motivo
page-work-verdict = Por qué: { $verdict }
page-work-unscannable-encrypted = No se pudo ver lo que hay dentro porque tiene contraseña.
page-work-unscannable-not_scanned = No se pudo revisar hasta el final. Es muy grande o la revisión se cortó.
page-work-unscannable = No se pudo ver lo que hay dentro.
card-label-papers = Papeles
card-papers-quarantined = { $document_name } (en revisión)
card-papers-rejected = { $document_name } (no se aceptó)
card-papers-unscannable = { $document_name } (no se pudo revisar)
card-papers-released = { $document_name } (sin revisar, se permitió abrirlo)
page-work-release-known = Sé quién lo hizo y qué es
page-work-release-seen = La persona me mostró lo que trae
page-work-release-needed = El caso lo necesita y no hay otra forma

## Lo que no se puede hacer

error-documents_sign_in = En este chat no se pueden mandar documentos. Primero inicie sesión. También puede enviar copias por correo o por fax: llame a TAS al { -tas-phone } y pregunte a dónde.
error-documents_not_allowed = Desde aquí no puede mandar documentos para este caso. Por favor, llame a TAS al { -tas-phone }.
error-documents_too_many = Son demasiados o muy grandes para un solo mensaje. Por favor, mande algunos en otro mensaje.
error-release_reason_unknown = Por favor, elija uno de los motivos.
error-documents_missing = Por favor, elija por lo menos un documento.
