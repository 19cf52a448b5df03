### El expediente para llevar: un PDF y un ZIP.

page-record-title-thread = Mensajes con TAS
page-record-title-conversation = Chat con TAS
page-record-made = Esta copia se hizo el { $made_on }; la hizo { $by }. Contiene todo lo que se escribió hasta entonces y una lista de los documentos. Los documentos mismos están en la copia ZIP.
page-record-made-with-pages = Esta copia se hizo el { $made_on }; la hizo { $by }. Contiene todo lo que se escribió hasta entonces, una lista de los documentos e imágenes de sus páginas. La copia ZIP tiene los documentos como se enviaron.
page-record-footer = Copia hecha el { $made_on }
page-record-papers = Documentos enviados
page-record-entries = Lo que se escribió
page-record-entry = { $who }, { $on }
page-record-with = Documentos enviados con este mensaje: { $numbers }
page-record-asked = Se pidió: { $paper_name }, con plazo hasta el { $due_on }.
page-record-asked-missing = Todavía no llegó.
page-record-asked-received = Llegó el { $received_on }.
page-record-asked-clean = Llegó el { $received_on } y fue revisado.
page-record-asked-rejected = Llegó, pero no se puede abrir sin riesgo.
page-record-asked-withdrawn = TAS ya no lo pide.
page-record-reference = Número de recibo: { $reference }
page-record-read = Lo leyó { $who }: { $read_on }
page-record-paper = Enviado el { $sent_on } por { $by }. { $bytes_count ->
    [one] { $bytes_count } byte.
   *[other] { $bytes_count } bytes.
}
page-record-pages = { $pages_count ->
    [one] Tiene una página.
   *[other] Tiene { $pages_count } páginas.
}
page-record-not-shown = Esta copia no muestra su contenido. La copia ZIP lo tiene.
page-record-sheets = Los documentos, página por página
page-record-sheet = { $number }. { $name }, página { $page_number } de { $pages_count }
page-record-sheet-alt = Imagen de la página { $page_number } de { $pages_count }
page-record-released = No se pudo revisar. El personal de TAS permitió abrirlo el { $released_on }.
page-record-left-out-checking = Todavía se está revisando; por eso no está en esta copia.
page-record-left-out-refused = No se aceptó; por eso no está en esta copia.
page-record-left-out-locked = Está protegido con contraseña; por eso no está en esta copia.
page-record-left-out-erased = Se borró; por eso no está en esta copia.
page-record-download = Guardar una copia
page-record-as-pdf = Lo que se escribió, con los documentos para imprimir (PDF)
page-record-as-zip = Todo, con todos los documentos (ZIP)
page-record-care = La copia tiene datos privados. Guárdela donde solo usted pueda verla.
page-record-care-staff = La copia tiene datos de contribuyentes. Guárdela solo en el expediente y bórrela cuando ya no haga falta.
page-record-about-taxpayer = Contribuyente
page-record-about-case = Caso
page-record-about-people = Quiénes participan
page-record-person = { $name } ({ $kind }), desde el { $since_on }
page-record-person-staff = { $name } (TAS)
page-record-forwarded = Reenviado a { $employee_name }
page-record-reassigned = Pasó a { $employee_name }
page-record-file-thread = mensajes-con-tas
page-record-file-conversation = chat-con-tas
page-record-chat-pdf = Guardar este chat (PDF)
page-record-chat-zip = Guardar este chat con todos los documentos (ZIP)
page-record-as-zip-short = Copia para el expediente
