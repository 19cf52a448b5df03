### What the assistant and the gateway say in the chat of the portal, where people have signed in.

## How it begins

chat-welcome-own = I'm an automated helper. I can answer questions about the case you opened here. I don't decide anything.
chat-welcome-other = I'm an automated helper. I can answer questions about the client's case you opened here. I don't decide anything.
chat-welcome-none = I'm an automated helper. I see no case here. I can find out whether the { -tas } may be able to help with a tax problem.
chat-welcome-choose = I'm an automated helper. No case is open in this chat. To ask about a case, please open that case's page and ask there. Here we can go on with your tax problem.
chat-welcome-private = Only you can open this chat with your sign-in. TAS staff who work on the case may read it.
chat-welcome-kept = It is kept for { $years_count } years after the last message.
chat-carried = From your earlier chat I know: { $facts }. If something is wrong, just say so.

## The question that stands

ask-case = What would you like to know or do?
ask-case-again = Please choose one of these, or ask in other words.
why-case = I can only show what is in the case you opened.
example-case = For example: "What happens next?" Or: "What do you need from me?"
say-why-case = I ask so that I can show you the right part of the case.
value-case-status = Where the case stands
value-case-next_step = What happens next
value-case-needed = What you need from me
value-case-next_contact = When I will hear from you
value-case-advocate = Who my advocate is
value-case-timeline = What has happened so far
value-case-change_contact = Change how you reach me
value-case-new_problem = Ask about a new problem
value-case-enter_code = Enter a code

## About a case

chat-cases-away = I can't look up cases right now. Please try again later. You can also call TAS at { -tas-phone }, { -tas-hours }.
chat-authority-own = This is your own case. You can see it, ask about it and change how TAS reaches you.
chat-authority-other = You see this case because the taxpayer allowed it in writing. The form says which tax and which years.
chat-authority-acts = Under that form you can see the case and act for the taxpayer in it.
chat-authority-reads = Under that form you can see parts of the case. You can't act for the taxpayer here.
chat-authority-until = It ends on { $until_on }.

say-portal-topic = If this is about your case, choose below what you would like to know. If it is a new tax problem, choose "Ask about a new problem".
say-portal-not-understood = I did not understand that.
say-portal-documents-came = Thank you. What you sent with your message has arrived.
say-portal-person = I still don't understand, so a person should look at this.

## Contact details

ask-contact_which = What should change?
ask-contact_which-again = Which one is it: the telephone number, the mailing address or the e-mail address?
value-contact_which-telephone = Telephone number
value-contact_which-mailing_address = Mailing address
value-contact_which-email = E-mail address
ask-contact_telephone = What is the new telephone number?
ask-contact_telephone-again = That does not look like a telephone number. Could you write it with the area code, such as 202-555-0100?
ask-contact_mailing_address = What is the new mailing address? Please write all of it in one message.
ask-contact_mailing_address-again = That does not look like a full address. Could you write street, number, city, state and ZIP code?
ask-contact_email = What is the new e-mail address?
ask-contact_email-again = That does not look like an e-mail address. Could you write it again?
ask-contact_confirm = New { $contact }: { $masked }. Is that right?
ask-contact_confirm-again = Please answer yes or no. Should { $masked } be the new { $contact }?
value-contact_confirm-yes = Yes, change it
value-contact_confirm-no = No, leave it
phrase-contact-telephone = telephone number
phrase-contact-mailing_address = mailing address
phrase-contact-email = e-mail address
chat-contact-changed = Done. TAS now has the new { $contact } for this case. Other IRS offices don't learn of it from here.
chat-contact-unchanged = I changed nothing.
do-cancel = Leave it as it is

## Codes

notice-enter-code = Codes are not typed into the chat. There is a page for them: choose "Enter a code".
notice-sign-in = To ask about a case, sign in. You can take along what you told me here, if you want to.
do-enter_code = Enter a code
do-continuation = Sign in
