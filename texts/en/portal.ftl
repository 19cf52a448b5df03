### The pages of people who signed in (channels/portal).

## Every page

page-portal-title = My TAS case
page-portal-home = Home
page-portal-whose-own = Your own case
page-portal-whose-client = The case of { $name }
page-portal-client = a client
page-portal-case-number = Case { $number }
page-portal-period = Form { $form }, { $period }
page-portal-switch = Choose another client
page-portal-back-to-case = Back to the case

## Home

page-portal-heading = What needs your attention
page-portal-first = Look at this first
page-portal-first-nothing = Nothing is waiting for you right now.
page-portal-due = Please send it by { $due_on }.
page-portal-due-passed = It was due on { $due_on }. You can still send it.
page-portal-open-own = Your own case
page-portal-open-of = The case of { $name }
page-portal-open-case = Open the case
page-portal-own = My cases
page-portal-clients = People I help
page-portal-clients-lead = You see a client's case only as far as their signed form allows.
page-portal-clients-none = You can't see anyone else's case. If you think you should, call TAS at { -tas-phone }.
page-portal-none = No case here yet
page-portal-none-lead = We found no case that you can see. You can start a chat below. Or call TAS at { -tas-phone }, { -tas-hours }.
page-portal-chats = My chats
page-portal-chat-of = Chat of { $chatted_on }
page-portal-chat-no-case = Not about a case
page-portal-chat-new-lead = Is this about a new problem? Ask the helper about it.
page-portal-chat-new = Start a new chat
page-portal-waiting = You wanted to go on with your chat after signing in.
page-portal-continue-look = Go on with it
page-portal-switch-lead = You are about to open the case of another client. Each client has pages and chats of their own.

## A case

page-portal-case-own = Your case
page-portal-case-of = The case of { $name }
page-portal-about = This case is about:
page-portal-may-act = A signed form lets you see this case and act in it.
page-portal-may-see = A signed form lets you see parts of this case. You can't act in it here.
page-portal-until = Ends on { $until_on }.
page-portal-status = Where the case stands
page-portal-step-received = TAS has the request
page-portal-step-accepted = TAS takes up the case
page-portal-step-assigned = An advocate is named
page-portal-step-working = The advocate is at work
page-portal-step-resolved = The problem is solved
page-portal-step-done = done
page-portal-step-now = now
page-portal-step-ahead = still to come
page-portal-papers = Papers TAS asked for
page-portal-papers-how = How to send papers
page-portal-advocate = Who to call
page-portal-ask = Ask about this case
page-portal-ask-lead = An automated helper answers from the case. It shows you what you may see, and it decides nothing.
page-portal-ask-begin = Start a chat about this case
page-portal-history = What has happened
page-portal-more = More about this case
page-portal-deadlines = Dates in IRS letters keep running. Please don't let them pass.

## Papers and messages

page-portal-papers-call = Call first and ask for the mailing address or the fax number to use. The number is below. You can also call TAS at { -tas-phone }.
page-portal-papers-copy = Send copies and keep the papers themselves.
page-portal-papers-mark = Write the case number on each page.
page-portal-papers-keep = Keep the receipt from the post office or the fax machine.
page-portal-papers-late = Do you need more time? Call before the day it is due and ask.
page-portal-messages = Messages

## People who may act

page-portal-people = People who may act for me
page-portal-people-lead = These people have a form that you signed. Only what is named here can be seen or done.
page-portal-people-none = Nobody is named for this case.
page-portal-people-state-in_force = This form counts now.
page-portal-people-state-not_yet = This form does not count yet.
page-portal-people-state-ended = This form has run out.
page-portal-people-state-revoked = This form was taken back.
page-portal-people-form = Form { $form }.
page-portal-people-acts = This person may see the case and act for you.
page-portal-people-reads = This person may see parts of the case, but not act.
page-portal-people-nothing = It does not let this person see anything of this case here.
page-portal-people-for = For Form { $form } and these periods:
page-portal-people-from = From { $from_on }.
page-portal-people-revoked = Taken back on { $revoked_on }.
page-portal-people-until-revoked = It counts until it is taken back.
page-portal-people-end = How to end it
page-portal-people-end-2848 = Form 2848: Write "REVOKE" across the top of page 1 of a copy. Sign and date it below that. Send it to the IRS by mail or fax.
page-portal-people-end-8821 = Form 8821: Do the same with a copy of that form. If you have no copy, write a letter. Say who may no longer see what, and sign it.
page-portal-people-end-here = It can't be ended on this page. Tell your advocate too, so that TAS knows right away.
page-portal-people-spouse = On a joint return, each spouse names their own people. You don't see those of the other.

## How TAS reaches you

page-portal-contact = How TAS reaches you
page-portal-contact-lead = This is what TAS has for this case. Please change what is not right.
page-portal-contact-telephone = Telephone number
page-portal-contact-mailing_address = Mailing address
page-portal-contact-email = E-mail address
page-portal-contact-empty = Not given
page-portal-contact-check = Check the change
page-portal-contact-confirm = Is this right?
page-portal-contact-yes = Yes, keep it
page-portal-contact-no = No, change it
page-portal-contact-changed = Done. TAS has this now.
page-portal-contact-irs = This changes it for this TAS case alone. To tell the IRS a new address, send Form 8822.
page-portal-contact-safe = Is it not safe to call you at some times?
page-portal-contact-invalid-telephone = That does not look like a telephone number. Please write it with the area code, such as 202-555-0100.
page-portal-contact-invalid-mailing_address = That address is too long or has signs we can't keep. Please write it shorter.
page-portal-contact-invalid-email = That does not look like an e-mail address. Please check it.
page-portal-contact-invalid-all = Please give at least one way to reach you.

## Preferences

page-portal-preferences = What I prefer
page-portal-preferences-language = Language
page-portal-preferences-channel = The safe way to reach me
page-portal-preferences-channel-hint = Choose the one that only you see or hear.
page-portal-preferences-channel-portal = Only here, after I sign in
page-portal-preferences-channel-telephone = By telephone
page-portal-preferences-channel-mail = By mail
page-portal-preferences-hours = When it is safe to call
page-portal-preferences-hours-hint = If you choose none, any time of day is fine.
page-portal-preferences-hours-morning = In the morning
page-portal-preferences-hours-afternoon = In the afternoon
page-portal-preferences-hours-evening = In the evening
page-portal-preferences-keep = Keep this
page-portal-preferences-changed = Done. This is kept now.
page-portal-preferences-private = Nobody who acts for you sees this, and no spouse does.
