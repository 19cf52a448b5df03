### The advocates' workspace (channels/desk). For staff: plain and terse.

page-work-heading = Workspace
page-work-nothing = Your role takes no chats and opens no cases. It keeps the service running, with the commands on its servers.
page-work-skip-lists = Skip to the chats
page-work-skip-reply = Skip to the reply box
page-work-skip-transcript = Skip to the chat
page-work-lists = My chats and the queue
page-work-back = Back to the workspace
page-work-back-to-chat = Back to the chat
page-work-cancel = Cancel

## On duty

page-work-status-available = You are taking chats.
page-work-status-away = You get no new chats.
page-work-status-missed = You did not take a chat that was offered. You get no new ones until you press “Take chats.”
page-work-status-off = You are off duty.
page-work-room = Room for { $room_count } of { $capacity_count }
page-work-duty-available = Take chats
page-work-duty-away = No new chats
page-work-duty-off = Go off duty
page-work-on-duty = { $agents_count ->
    [one] { $agents_count } advocate takes chats now.
   *[other] { $agents_count } advocates take chats now.
}

## The lists

page-work-offers = Offered to you
page-work-until = { $seconds_count } seconds left to take it
page-work-claim = Take it
page-work-decline = Pass
page-work-step-aside = I know this person
page-work-step-aside-hint = Then the chat goes to a colleague at once, and is never shown to you again. It is noted that you stepped aside, and nothing else.
page-work-not-your-language = Not one of your languages
page-work-off-heading = { $chats_count ->
        [one] You still have a chat
       *[other] You still have { $chats_count } chats
    }
page-work-off-lead = If you go off duty now, they go to the front of the line. The people are told that you had to leave. You can pass them on with a note, or close them, or take no new chats until they are done.
page-work-off-anyway = Go off duty anyway
page-work-out-lead = If you sign out now, they go to the front of the line. The people are told that you had to leave. You can pass them on with a note, or close them, and then sign out.
page-work-out-anyway = Sign out anyway
page-work-language-heading = Take chat { $tag }?
page-work-language-lead = The person writes in { $spoken }, which is not one of your languages.
page-work-language-interpreter = If you take it, have an interpreter ready, or somebody beside you who speaks it. A machine translation is not enough.
page-work-language-take = Take it anyway
page-work-mine = My chats ({ $chats_count })
page-work-mine-none = You have no chats now.
page-work-queue = In line ({ $waiting_count })
page-work-queue-none = No one is waiting.
page-work-chat = Chat { $tag }
page-work-waited = { $minutes_count ->
    [0] Waiting less than a minute.
    [one] Waiting { $minutes_count } minute.
   *[other] Waiting { $minutes_count } minutes.
}
page-work-taken-by = { $name } has it.

## Marks

page-work-emergency = Emergency
page-work-urgency-today = Today
page-work-urgency-this_week = This week
page-work-urgency-soon = Soon
page-work-language-en = English
page-work-language-es = Spanish
page-work-signed-in = Signed in
page-work-reopened = Came back
page-work-front = Front of line
page-work-unread = { $unread_count } new
page-work-owes-agent = You owe a reply
page-work-owes-person = They write next
page-work-here = Reading now
page-work-not-here = Not here now
page-work-state-kept = Not here yet: their turn is kept
page-work-state-paused = Paused: quiet for a while
page-work-state-away = Not here: answer in writing
page-work-state-offered = Offered to someone
page-work-state-closed = This chat has ended.

page-work-topic-collection = collection
page-work-topic-refund = refund
page-work-topic-identity = identity theft
page-work-topic-examination = audit
page-work-topic-business = business

page-work-reason-asked = Asked for a person.
page-work-reason-emergency = May be in danger.
page-work-reason-not_understood = Not understood twice.
page-work-reason-in_court = In court.
page-work-reason-refund_scheme = Refund scheme.
page-work-reason-congressional = For Congress.
page-work-reason-assistant_unavailable = The assistant was down.
page-work-reason-case_question = Asks about their case.
page-work-reason-reopened = Came back to a closed chat.

## The chat

page-work-transcript = What was said
page-work-earlier = What was said before they signed in
page-work-from-you = Person
page-work-from-assistant = Assistant
page-work-from-agent = Advocate
page-work-from-system = Notice
page-work-note = Note. Only staff see this.
page-work-whisper = From a supervisor. Only staff see this.
page-work-missed = New: you had not seen this.
page-work-typing = The person is writing
page-work-offered-lead = This chat is offered to you. Read it first, if you like.
page-work-read-only = You can read this chat, but not write in it.

page-work-canned = Find a ready text
page-work-canned-find = Find
page-work-canned-found = Ready texts
page-work-canned-none = No text has these words.
page-work-reply = Your reply. The person reads this.
page-work-reply-hint = Send with Ctrl and Enter. Type / first to find a ready text.
page-work-send = Send reply
page-work-draft = Keep as a draft
page-work-transfer = Pass on
page-work-close = End the chat
page-work-note-new = Note. Only staff see this.
page-work-note-hint = Never shown to the person.
page-work-note-keep = Keep note

## Beside it

page-work-facts = What is known
page-work-facts-none = Nothing yet.
page-work-facts-more = Add what was not said yet
page-work-fact-correct = Correct
page-work-fact-value = Right answer
page-work-fact-or = Or, in place of a date
page-work-fact-keep = Keep this answer
page-work-result = Likely result
page-work-result-criteria = TAS criteria { $criteria }
page-work-result-none = No TAS criteria found
page-work-facts-result = With these facts:
page-work-case = Their case
page-work-case-none = No case is open to you here.
page-work-case-public = Not signed in: no case is shown here, and none can be looked up.

## Passing on

page-work-transfer-heading = Pass on chat { $tag }
page-work-transfer-to-person = To someone on duty
page-work-transfer-nobody = No one else takes chats now.
page-work-transfer-to-skill = To whoever is free and has a skill
page-work-transfer-not-on-duty = (no one on duty lists it now)
page-work-transfer-anyway = { $minutes_count ->
    [one] Pass it on all the same. After a minute anybody may take it.
   *[other] Pass it on all the same. After { $minutes_count } minutes anybody may take it.
}
page-work-transfer-to-assistant = Back to the assistant
page-work-transfer-assistant = The assistant goes on
page-work-transfer-assistant-hint = (only when no one is in danger now)
page-work-transfer-note = A note for whoever goes on
page-work-skill-language-en = Writes English
page-work-skill-language-es = Writes Spanish
page-work-skill-topic-collection = Collection
page-work-skill-topic-refund = Refunds
page-work-skill-topic-identity = Identity theft
page-work-skill-topic-examination = Audits
page-work-skill-topic-business = Business taxes

## Ending it

page-work-close-heading = End chat { $tag }
page-work-close-why = How did this chat end?
page-work-close-next = Next
page-work-close-lead = The person reads this last. Please write it in their language:
page-work-close-what = What happens next
page-work-close-who = Who does it
page-work-close-by = By when, if there is a day
page-work-close-look = Look at it once more
page-work-close-last = This is what the person will read
page-work-close-change = Change it
page-work-close-send = Send and end the chat

page-work-wrap-form_911 = They will ask in writing (Form 911)
page-work-wrap-case_answered = A question about their case was answered
page-work-wrap-referred = Led to another place for help
page-work-wrap-irs_first = They ask the IRS first
page-work-wrap-papers_expected = They will send papers
page-work-wrap-callback_arranged = A call was set up
page-work-wrap-left_the_chat = They left the chat
page-work-wrap-no_tax_matter = Not about federal tax
page-work-wrap-emergency_helped = An emergency: lines of help were given

## What is usual after such a chat, in the person's language; the advocate changes it

closing-what-form_911 = Please fill in Form 911 and send it to TAS by fax or mail.
closing-who-form_911 = You do this. TAS looks at it when it comes.
closing-what-case_answered = Your case goes on as you read here.
closing-who-case_answered = Your advocate works on it.
closing-what-referred = Please ask the office that was named in this chat.
closing-who-referred = You do this.
closing-what-irs_first = Please ask the IRS first, as you read here. If that does not help, come back to TAS.
closing-who-irs_first = You do this.
closing-what-papers_expected = Please send the papers that were named in this chat.
closing-who-papers_expected = You do this. Your advocate then goes on.
closing-what-callback_arranged = You asked for a call. The times you gave are kept with it, but no day or hour can be promised.
closing-who-callback_arranged = Those who make the calls for this chat.
closing-what-left_the_chat = We did not hear from you, so this chat ends for now. You can go on with it here.
closing-who-left_the_chat = You write when you are ready.
closing-what-no_tax_matter = TAS can help with federal tax only. Call 211 to find help near you.
closing-who-no_tax_matter = You do this.
closing-what-emergency_helped = If you are in danger, call 911. To talk to someone at any hour, call or text 988.
closing-who-emergency_helped = You, or someone you trust.

## Settings

page-work-settings = My name and alarms
page-work-name = The name that people see
page-work-name-hint = Letters only, 40 at most. A first name is enough.
page-work-name-keep = Keep this name
page-work-alarms = Alarms on this device
page-work-alarm-sound = A sound for news
page-work-alarm-title = A count in the tab
page-work-keys-on = Keys without Ctrl, like the question mark
page-work-keys = Keys
page-work-key-send = Send the reply (on a Mac: Cmd)
page-work-key-canned = In an empty reply box: find a ready text, put in the first
page-work-key-switch = Open one of your chats
page-work-key-reply = To the reply box
page-work-key-note = To the note box
page-work-key-offer = To the first chat offered to you
page-work-key-help = Show this list

## States

page-work-word-not-sent = Not sent yet. What you wrote is still in the box.
page-work-word-sending = Sending
page-work-word-sent = Sent
page-work-word-new-message = New message from the person
page-work-word-long-wait = Someone has been in line for five minutes or more.
page-work-word-new-offer = A chat is offered to you
page-work-word-new-note = New note
page-work-word-noted = Note kept
page-work-word-gaps = Still to fill in:
page-work-word-still-search = Not sent: this still looks for a ready text. Choose one, or take the / away.
page-work-word-draft-kept = Draft kept
page-work-word-draft-not-kept = Draft not kept yet
page-work-word-gone = This chat is not yours any longer. What you wrote is still in the box.
page-work-word-stale = The person has written since. Please read it, then send again.
page-work-frame = Your duty and new messages
page-work-frame-news = Something new in this chat: show it
page-work-frame-offers = A chat is offered to you
page-work-frame-others = New messages in your other chats
page-work-lost = This chat has moved on
page-work-lost-lead = It is not yours any longer.
page-work-lost-typed = What you wrote. It was not sent.
