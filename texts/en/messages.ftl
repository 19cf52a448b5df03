### Secure messages: the pages of people and of staff (channels/portal/messages.py, channels/desk/messages.py).

## Lists and threads

page-message-lead = You and your advocate can write to each other here. Nobody else can read it on the way.
page-message-write = Write a message
page-message-draft-waits = You have a draft that waits for you.
page-message-none = There are no messages yet.
page-message-with = With:
page-message-last = Last: { $name },
page-message-count = { $messages_count ->
    [one] 1 message
   *[other] { $messages_count } messages
}
page-message-unread = { $unread_count ->
    [one] 1 new
   *[other] { $unread_count } new
}
page-message-new = New
page-message-back = All messages of this case
page-message-back-thread = Back to the messages
page-message-you = You
page-message-of-tas = TAS
page-message-read-by = Read by { $name }:
page-message-not-read = Not read yet
page-message-no-longer = (can no longer read this)
page-message-as-taxpayer = the taxpayer
page-message-as-representative = acts for the taxpayer
page-message-as-consent = with the taxpayer's consent
page-message-forwarded = { $name } sent this on to { $to }.
page-message-reassigned = { $name } gave this to { $to } to answer.
page-message-asks = Please send these papers:

## Writing

page-message-goes-to = Your message goes to { $name }, your advocate.
page-message-goes-to-team = Your message goes to the TAS team. No advocate is named for this case yet.
page-message-to = To
page-message-subject = What is it about? (subject)
page-message-text = Your message
page-message-answer = Your answer
page-message-answer-heading = Answer
page-message-send = Send
page-message-draft-keep = Keep as a draft
page-message-draft-kept = Your draft is kept. You can go on with it later, on any device.
page-message-draft-here = This is the draft that you kept.
page-message-code = Do you have the code of a TAS employee?
page-message-code-lead = With the code, your message goes to that person. You don't need one to write to your advocate.
page-message-not-urgent = Please don't wait for an answer here if something is urgent. Call TAS at { -tas-phone }, { -tas-hours }.
page-message-draft-saved = Draft kept.
page-message-draft-unsaved = The draft is not kept yet. Please check your connection.

## Documents

page-message-document-for = What is it for?
page-message-document-these = The files you add now
page-message-document-for-none = Nothing that was asked for
page-message-document-uploading = not fully here yet
page-message-document-quarantined = is being checked
page-message-document-clean = checked
page-message-document-released = could not be checked, TAS staff let it be opened
page-message-document-rejected = can't be opened safely, please send it another way
page-message-document-rejected-theirs = can't be opened safely
page-message-document-unscannable-theirs = could not be checked
page-message-document-unscannable = can't be checked, staff will look at it
page-message-document-erased = was erased

## Asking for papers

page-message-ask = Ask for papers
page-message-ask-lead = The person sees them with their day on the case's page. Each is ticked off when it comes.
page-message-ask-paper = Paper { $number }
page-message-ask-none = No paper
page-message-ask-due = By
page-message-ready = Ready text
page-message-ready-en = English
page-message-ready-es = Spanish
page-message-ready-put = Put it in
page-asked-missing = has not come yet.
page-asked-received = has come.
page-asked-clean = has come and was checked.
page-asked-rejected = came, but can't be opened safely. It is asked for again.
page-asked-due = Due on { $due_on }
page-asked-withdraw = Don't ask for it any more
page-listed-first = Only the first are listed here. The others follow once these are done.
page-listed-newer-threads = Newer messages
page-listed-older-threads = Older messages
page-listed-newer-chats = Newer documents
page-listed-older-chats = Older documents
page-from-chats = Documents from chats about this case
page-from-chats-inbound = Came in a chat
page-from-chats-outbound = TAS sent this in a chat
page-from-chats-unopened = Not opened yet

## The receipt

page-message-sent = Your message was sent
page-message-receipt-see = See the receipt
page-message-receipt-lead = This is your receipt. It stays with the message.
page-message-receipt-reference = Reference number
page-message-receipt-when = Sent
page-message-receipt-to = To
page-message-receipt-what = What you sent
page-message-receipt-answer = { $days_count ->
    [one] You usually get an answer within 1 working day.
   *[other] You usually get an answer within { $days_count } working days.
}
page-message-receipt-deadlines = This does not move any deadline. Dates in IRS letters keep running.
page-message-receipt-print = You can print this page and keep it.
page-message-team = the TAS team
page-message-advocate = Your advocate
page-message-away = { $name } is away until { $until_on }. Until then, { $reader } reads your message and answers it.
page-message-away-team = { $name } is away until { $until_on }. Someone else at TAS reads your message and answers it.

## The way there

page-portal-messages-open = Read and write messages
page-portal-messages-new = { $unread_count ->
    [one] You have 1 new message.
   *[other] You have { $unread_count } new messages.
}
page-portal-papers-send = Send papers here
page-portal-papers-send-lead = You can send papers safely with a message. Write a few words, and add the papers to it.
page-portal-papers-other = Other ways to send them

## The inbox of staff

page-place-messages = Messages
page-inbox = Messages
page-inbox-mine = Yours to read and answer
page-inbox-none = Nothing waits for you.
page-inbox-papers = Documents to open
page-inbox-papers-lead = They came in chats about your cases. Nobody who works on the case has opened them yet.
page-inbox-papers-came = Came in a chat
page-inbox-papers-decide = Nobody could look inside it. Decide whether to release it
page-inbox-papers-late = These documents came in chats. Nobody who works on the case has opened them in time.
page-inbox-cases = Write in a case
page-inbox-waits = Waits since
page-inbox-by = to be answered by the end of { $by_on }
page-inbox-late = was to be answered by the end of { $by_on }
page-inbox-at-once = to be answered at once
page-inbox-late-all = Waiting too long
page-inbox-late-none = Nothing has waited too long.
page-inbox-reader = { $name } should answer this.
page-inbox-nobody = Nobody is there to answer this.
page-inbox-instead = In place of { $name }, who is away.
page-inbox-forwarded = A colleague sent this on to you.
page-inbox-away = Away from { $from_on } to { $until_on }. { $name } does the work.
page-inbox-away-set = Say that you will be away
page-inbox-away-change = Change
page-inbox-back = All your messages
page-case-messages = Messages: { $name }
page-pass-on = Send it on
page-pass-on-lead = Only those are listed who may see this case. People don't see your note.
page-pass-on-to = To
page-pass-on-note = Note for your colleague
page-pass-on-send = Send it on
page-pass-on-give = Give it to them to answer
page-add-person = Add someone
page-add-person-who = Who
page-add-person-do = Add them

## Away

page-absence = Away
page-absence-lead = While you are away, your messages go to a colleague. People who write to you are told so.
page-absence-who = Who is away
page-absence-from = First day
page-absence-until = Last day
page-absence-substitute = Who does the work
page-absence-keep = Keep this
page-absence-end = I am back
page-absence-end-other = Is back
page-absence-all = Who is away today
page-absence-one = is away until { $until_on }. { $name } does the work.

## Consents

page-consents = Others who may take part
page-consents-lead = Someone who is not on the case can be added to messages only with a consent that the taxpayer signed.
page-consents-mine = Others who may read and write messages
page-consents-mine-lead = You signed that these people may take part. They see only the messages they were added to, and nothing else of your case.
page-consent-new = Record a consent
page-consent-new-lead = Please look at the signed paper while you fill this in.
page-consent-name = Name
page-consent-number = Social Security number or ITIN
page-consent-number-hint = It is not kept. It is only used to know them when they sign in.
page-consent-paper = The paper
page-consent-paper-signed_letter = Signed letter
page-consent-paper-form_8821 = Form 8821
page-consent-paper-form_2848 = Form 2848
page-consent-paper-form_911 = Form 911
page-consent-paper-signed_at_office = Signed at a TAS office
page-consent-given-label = Signed on
page-consent-given = Signed on { $given_on }.
page-consent-until-label = Ends on (leave it empty if it has no end)
page-consent-until-ended = It counts until it is ended.
page-consent-recorded = Recorded by { $name },
page-consent-record = Record it
page-consent-end = End it now
page-consent-over = It has ended.

## What can't be done as it is

error-thread_not_found = This message can't be found. Please go back to the messages of the case.
error-subject_missing = Please say in a few words what it is about.
error-subject_too_long = What it is about is too long. Please use up to 120 letters.
error-text_missing = There is nothing to send yet. Please write something or add a document.
error-text_too_long = Your message is too long. Please send it in two parts.
error-note_too_long = The note is too long. Please make it shorter.
error-addressee_missing = Please choose who the message is for.
error-addressee_unknown = This person can't get messages about this case now. Please choose again.
error-employee_code_unknown = This code does not work. Please check it, or leave it out. Then the message goes to your advocate.
error-code_elsewhere = The person with this code does not work on this case. Please leave the code out. Then the message goes to your advocate.
error-ask_invalid = A paper or its day is not right. The day can't be before today.
error-asked_unknown = This paper is not asked for any more. Please choose again.
error-employee_may_not_see = This colleague may not see the case. Please choose again.
error-absence_days = The days are not right. The last day can't be before the first day or before today.
error-absence_substitute = Please choose a colleague who works with people at the desk.
error-consent_name = Please give the name as it stands on the paper.
error-consent_number = That is not a Social Security number or ITIN. It has nine digits.
error-consent_paper = Please choose which paper it is.
error-consent_days = The days are not right. It can't be signed after today or end before today.
error-consent_on_case = This is a taxpayer of the case. No consent can be recorded for them.
