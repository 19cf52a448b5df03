### The record to take away: a PDF and a ZIP.

page-record-title-thread = Messages with TAS
page-record-title-conversation = Chat with TAS
page-record-made = This copy was made on { $made_on } by { $by }. It holds everything that was written until then, and a list of the papers. The papers themselves are in the ZIP copy.
page-record-made-with-pages = This copy was made on { $made_on } by { $by }. It holds everything that was written until then, a list of the papers, and pictures of their pages. The ZIP copy has the papers as they were sent.
page-record-footer = Copy made on { $made_on }
page-record-papers = Papers that were sent
page-record-entries = What was written
page-record-entry = { $who }, { $on }
page-record-with = Papers sent with this: { $numbers }
page-record-asked = Asked for: { $paper_name }, due on { $due_on }.
page-record-asked-missing = It has not come yet.
page-record-asked-received = It came on { $received_on }.
page-record-asked-clean = It came on { $received_on } and was checked.
page-record-asked-rejected = It came, but can't be opened safely.
page-record-asked-withdrawn = TAS no longer asks for it.
page-record-reference = Receipt number: { $reference }
page-record-read = Read by { $who }: { $read_on }
page-record-paper = Sent on { $sent_on } by { $by }. { $bytes_count ->
    [one] { $bytes_count } byte.
   *[other] { $bytes_count } bytes.
}
page-record-pages = { $pages_count ->
    [one] It has one page.
   *[other] It has { $pages_count } pages.
}
page-record-not-shown = This copy does not show its content. The ZIP copy has it.
page-record-sheets = The papers, page by page
page-record-sheet = { $number }. { $name }, page { $page_number } of { $pages_count }
page-record-sheet-alt = Picture of page { $page_number } of { $pages_count }
page-record-released = It could not be checked. TAS staff let it be opened on { $released_on }.
page-record-left-out-checking = It is still being checked, so it is not in this copy.
page-record-left-out-refused = It was not accepted, so it is not in this copy.
page-record-left-out-locked = It is locked with a password, so it is not in this copy.
page-record-left-out-erased = It was deleted, so it is not in this copy.
page-record-download = Keep a copy
page-record-as-pdf = What was written, with the papers to print (PDF)
page-record-as-zip = Everything, with all papers (ZIP)
page-record-care = The copy holds private details. Keep it where only you can see it.
page-record-care-staff = The copy holds taxpayer data. Keep it in the case file only, and delete it when it is no longer needed.
page-record-about-taxpayer = Taxpayer
page-record-about-case = Case
page-record-about-people = Who takes part
page-record-person = { $name } ({ $kind }), since { $since_on }
page-record-person-staff = { $name } (TAS)
page-record-forwarded = Forwarded to { $employee_name }
page-record-reassigned = Given to { $employee_name }
page-record-file-thread = messages-with-tas
page-record-file-conversation = chat-with-tas
page-record-chat-pdf = Keep this chat (PDF)
page-record-chat-zip = Keep this chat with all papers (ZIP)
page-record-as-zip-short = Copy for the file
