### Documents in chats: what was sent, how it stands, and how to send some.

## A document where it was sent (chat-document-<state>; "-sent": one that the advocate sent)

chat-document = Document: { $document_name } ({ $size })
chat-document-quarantined = It has arrived. Now it is being checked for harmful software.
chat-document-clean = It has arrived. The check found nothing harmful.
chat-document-released = It has arrived. It could not be checked, but TAS staff let it be opened.
chat-document-rejected = It was not taken, and nobody can open it.
chat-document-unscannable = It has arrived, but nobody can open it yet.
chat-document-erased = It is no longer kept.
chat-document-quarantined-sent = It is being checked for harmful software. After that you can open it.
chat-document-clean-sent = The check found nothing harmful. You can open it.
chat-document-released-sent = It could not be checked, but TAS staff let it be opened. You can open it.
chat-document-rejected-sent = It can't be opened. Your advocate knows and can send it again.
chat-document-unscannable-sent = It can't be opened yet. Your advocate knows.
chat-document-erased-sent = It is no longer kept.
chat-document-verdict = Please send it again as a PDF file or as a photo. Or call TAS at { -tas-phone }.
notice-document-refused = We could not take { $document_name }.

## When documents have arrived (earlier receipts had no reference; "-more" had no days either)

notice-documents-arrived = { $documents_count ->
        [one] Your document has arrived.
       *[other] Your { $documents_count } documents have arrived.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }Your reference number is { $reference }.
    } The check for harmful software runs now. After that, TAS staff who work on your case or answer you here can open it. They usually look within { $answer_days_count ->
        [one] { $answer_days_count } business day
       *[other] { $answer_days_count } business days
    }. This moves no deadline. If it can't wait, call TAS at { -tas-phone }, { -tas-hours }.
notice-documents-arrived-advocate = { $documents_count ->
        [one] Your document has arrived.
       *[other] Your { $documents_count } documents have arrived.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }Your reference number is { $reference }.
    } The check for harmful software runs now. Right after it, your advocate in this chat can open what you sent. This moves no deadline. If it can't wait, call TAS at { -tas-phone }, { -tas-hours }.
notice-documents-arrived-more = { $documents_count ->
        [one] Your document has arrived and is being checked.
       *[other] Your { $documents_count } documents have arrived and are being checked.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }Your reference number is { $reference }.
    }{ $answer_days_count ->
        [0] { "" }
        [one] { " " }TAS staff usually look within { $answer_days_count } business day.
       *[other] { " " }TAS staff usually look within { $answer_days_count } business days.
    } This moves no deadline. If it can't wait, call TAS at { -tas-phone }.
notice-documents-arrived-advocate-more = { $documents_count ->
        [one] Your document has arrived and is being checked.
       *[other] Your { $documents_count } documents have arrived and are being checked.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }Your reference number is { $reference }.
    } Right after the check, your advocate in this chat can open what you sent. This moves no deadline. If it can't wait, call TAS at { -tas-phone }.

## How to send them

chat-papers-here = You can send papers here in this chat. A photo of a letter is fine.
chat-papers-checked = First we check each one for harmful software. Then TAS staff who work on your case or answer you here can open it.
chat-papers-soon = They usually look within { $answer_days_count ->
        [one] { $answer_days_count } business day
       *[other] { $answer_days_count } business days
    }.
chat-papers-deadlines = Sending papers moves no deadline. If it can't wait, call TAS at { -tas-phone }, { -tas-hours }.
chat-papers-may-not = With the form that lets you see this case, you can't send papers for it here. The taxpayer can send them. Or call TAS at { -tas-phone }, { -tas-hours }.
chat-papers-none = I see no document from you in this chat yet.
chat-papers-came = This came from you in this chat:
chat-papers-state-quarantined = { $document_name }: it has arrived and is being checked.
chat-papers-state-clean = { $document_name }: it has arrived, and staff can open it.
chat-papers-state-released = { $document_name }: it has arrived. It could not be checked, but staff can open it.
chat-papers-state-rejected = { $document_name }: we could not take it. Please send it again as a PDF file or as a photo.
chat-papers-state-unscannable = { $document_name }: it has arrived, but we can't look inside. TAS staff will decide.
chat-papers-wrong = Did you send the wrong one? You can't take it back here. Please say so to the advocate, or call TAS at { -tas-phone }.
notice-expect-document = Below you can send documents now.
do-send_document = Send documents

## Pages

page-documents = Send documents
page-documents-hint = Photos, PDF files and papers from your computer. You can choose several at once.
page-documents-choose = Choose documents
page-documents-words = A few words about them, if you like
page-documents-send = Send
page-documents-for = Is it a paper that was asked for?
page-documents-open = Open
page-documents-look = Look at it
page-documents-of = of { $document_name }
page-documents-mine = Waiting to be sent

## At the desk

page-work-documents = Documents to send with the reply
page-work-documents-hint = The person can open them after the check.
page-work-release = Release it
page-work-release-lead = Nobody could look inside this document. If you know what it is, you can release it. Your name and reason are kept.
page-work-release-reason = Reason
page-work-verdict = Why: { $verdict }
page-work-unscannable-encrypted = It could not be looked into because it has a password.
page-work-unscannable-not_scanned = It could not be checked to its end. It is very large, or the scanner broke off.
page-work-unscannable = It could not be looked into.
card-label-papers = Papers
card-papers-quarantined = { $document_name } (being checked)
card-papers-rejected = { $document_name } (not taken)
card-papers-unscannable = { $document_name } (can't be checked)
card-papers-released = { $document_name } (not checked, opened by decision)
page-work-release-known = I know who made it and what it is
page-work-release-seen = The person showed me what is in it
page-work-release-needed = The case needs it and there is no other way

## What can't be done

error-documents_sign_in = Documents can't be sent in this chat. Sign in first. You can also mail or fax copies: call TAS at { -tas-phone } and ask where to send them.
error-documents_not_allowed = You can't send documents in this case from here. Please call TAS at { -tas-phone }.
error-documents_too_many = These are too many or too large for one message. Please send some of them in another message.
error-release_reason_unknown = Please choose one of the reasons.
error-documents_missing = Please choose at least one document to send.
