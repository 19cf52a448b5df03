### E-mails that something waits (casework/notices), and the page where people choose them.
### A mail never says what it is about: no word about taxes, a case, a person or an employee.

## Subjects

mail-subject-message_waits = A message waits for you
mail-subject-document_rejected = Please look at a document that you sent
mail-subject-receipt = What you sent has arrived
mail-subject-daily = Something waits for you

## What is new

mail-message_waits = You have a new message from { $agency }.
mail-document_rejected = You sent a document to { $agency }. We could not take it. Sign in to see why, and what you can do.
mail-receipt = What you sent to { $agency } has arrived.
mail-daily-message_waits = { $waiting_count ->
    [one] You have { $waiting_count } new message from { $agency }.
   *[other] You have { $waiting_count } new messages from { $agency }.
}
mail-daily-document_rejected = { $waiting_count ->
    [one] We could not take { $waiting_count } document that you sent to { $agency }. Sign in to see why.
   *[other] We could not take { $waiting_count } documents that you sent to { $agency }. Sign in to see why.
}

## In every mail

mail-sign-in = Sign in here:
mail-private = To keep it private, this e-mail does not say what it is about.
mail-phishing = We never ask for information by e-mail, so please don't send any.
mail-stop = Do you want fewer of these e-mails, or none? Sign in and open "What I prefer".
mail-no-reply = Nobody reads replies to this e-mail.

## The page of preferences

page-portal-preferences-mail = E-mail when something waits
page-portal-preferences-mail-hint = The e-mail says only that something waits for you here. Choose it only if nobody else reads your e-mail.
page-portal-preferences-mail-to = It goes to { $address }. That is the address you sign in with.
page-portal-preferences-mail-at_once = At once, for each message
page-portal-preferences-mail-daily = Once a day, in the morning
page-portal-preferences-mail-none = No e-mail
page-portal-preferences-mail-receipts = Also send one when what I sent has arrived
page-portal-preferences-mail-keep = Keep this for e-mail
page-portal-preferences-mail-changed = Done. This is kept now for e-mail.
page-portal-preferences-mail-ended = Done. You get no e-mail now. If e-mail is safe too, choose it below.
page-portal-preferences-mail-unsafe = You get no e-mail until you choose it here. Choose it only if it is safe.
page-portal-preferences-mail-no-address = We can't send you e-mail. Your sign-in did not give us an e-mail address that was checked.
page-portal-mail-tells = When a message waits for you, we send an e-mail to { $address }. It does not say what it is about.
page-portal-mail-change = Change this, or turn it off
