### The supervisors' board, and the way between the pages of the desk.

## The pages of the desk

page-place-all = Pages of the desk
page-place-chats = Chats
page-place-board = Board
page-place-cases = Cases
page-place-callbacks = Call-backs
page-place-read-code = Read a code
page-place-acceptance = Check if TAS can help
page-place-codes = My codes

## The board

page-board = Board
page-board-again = Look again
page-board-as-of = As of
page-board-switch = Stop the assistant
page-board-stopped-all = The assistant is stopped for everyone.
page-board-stopped-some = The assistant is stopped for some topics.
page-board-waiting = Waiting
page-board-in-line = In line
page-board-longest = Longest wait
page-board-nobody-there = No one is here now
page-board-by = In line, by urgency and language
page-board-urgency = Urgency
page-board-urgency-today = Today
page-board-urgency-this_week = This week
page-board-urgency-soon = Soon
page-board-language-en = English
page-board-language-es = Spanish
page-board-emergency = Emergency
page-board-nobody = No one is waiting.
page-board-for = for { $time }
page-board-minutes = { $minutes_count } min
page-board-less-than-a-minute = less than 1 min
page-board-open = Open to read
page-board-state-waiting = Waiting
page-board-state-offered = Offered
page-board-state-kept = Turn kept
page-board-state-active = Talking
page-board-state-paused = Paused
page-board-state-away = Not here at their turn
page-board-state-ended = Ended
page-board-agents = Advocates
page-board-no-agents = No one has been at the desk yet.
page-board-presence-available = Takes chats
page-board-presence-away = Takes no new chats
page-board-presence-missed = Let an offer go by, so gets no new chats
page-board-presence-off = Off
page-board-presence-gone = Not at the desk
page-board-room = { $chats_count ->
        [one] { $chats_count } chat
       *[other] { $chats_count } chats
    }, room for { $room_count } of { $capacity_count }
page-board-lease = If their desk goes silent, on duty until
page-board-change = Change room and skills
page-board-today = Today
page-board-today-hint = Counted are people who came while the desk was open. Those who have waited less than that time count once it is over.
page-board-arrived = Came to the line
page-board-level = Joined within { $time }
page-board-percent = { $percent } % (goal: { $goal } %)
page-board-none-yet = Nothing yet
page-board-median = Middle wait
page-board-went-back = Left the line for the assistant
page-board-returned = Given back to the assistant
page-board-closed = Closed
page-board-told = Waits that were as told
page-board-told-share = { $percent } % of { $told_count }
page-board-back = Back to the board

## Skills

page-board-skill-language-en = English
page-board-skill-language-es = Spanish
page-board-skill-signed_in = Signed in
page-board-skill-topic-collection = Collection
page-board-skill-topic-refund = Refunds
page-board-skill-topic-identity = Identity theft
page-board-skill-topic-examination = Audits
page-board-skill-topic-business = Business tax
page-board-agent = { $name }: room and skills
page-board-capacity = Chats at once
page-board-capacity-hint = With 0, no new chats are offered. Chats that are open stay.
page-board-skills = Skills
page-board-skills-hint = Who has no topic gets chats of every topic.
page-board-save = Save

## Reading along

page-board-chat = Reading chat { $tag }
page-board-chat-over = This chat has ended here, so nothing new is shown.
page-board-chat-lead = You can only read here. That you opened this chat is on record.
page-board-chat-state = State
page-board-chat-who = Who has it
page-board-chat-nobody = No one yet
page-board-chat-language = Language
page-board-notes = Notes of staff
page-board-notes-hint = The person never gets these.
page-board-notes-none = There are none yet.
page-board-note-note = Note
page-board-note-whisper = Whisper
page-board-whisper = Whisper to the advocate
page-board-whisper-hint = Only staff can read this. The person does not learn of it.
page-board-whisper-send = Whisper
page-board-take-over = Take over this chat
page-board-take-over-from = { $name } has this chat now. If you take it over, it is yours.
page-board-take-over-line = No one has this chat yet. If you take it, it is yours.
page-board-take-over-told = The person is told that you are here, with your name.
page-board-take-over-do = Take it over
page-board-take-over-not = Leave it

## The assistant's switch

page-board-switch-lead = When the assistant is stopped, people go to the line for an advocate. They are told why. Every change is on record with your name.
page-board-switch-now = Stopped now
page-board-switch-since = Since
page-board-switch-let = Let it answer again
page-board-switch-answers = The assistant answers everyone.
page-board-switch-topic = For one topic
page-board-switch-which = Topic
page-board-switch-choose = Choose one
page-board-switch-stop-topic = Stop it for this topic
page-board-everybody = For everyone
page-board-switch-all-lead = Then each new message puts its writer in line. Make sure that enough advocates are here.
page-board-switch-stop-all = Stop it for everyone

## What staff read of a chat

page-said-heading = What was said
page-said-facts = What is known
page-said-no-facts = No facts are known yet.
page-said-person = The person
page-said-assistant = Assistant
page-said-agent = Advocate
page-said-system = Notice

## What the person is told

notice-handed-off-stopped = The assistant can't answer this now, so you are in line for a TAS advocate. They will read what you wrote here. You may close this page and keep your place. To come back on another device, use "Save and go on later" first. You can also call TAS at { -tas-phone }, { -tas-hours }.
notice-handed-off-stopped-signed-in = The assistant can't answer this now, so you are in line for a TAS advocate. They will read what you wrote here. You may close this page and keep your place. Sign in again to come back to it. You can also call TAS at { -tas-phone }, { -tas-hours }.
notice-handed-off-stopped-closed = The assistant can't answer this now, and the advocates are not at their desks. They are back on { $opens_on }. What you wrote is kept for them. Come back to this page to read the answer. To come back on another device, use "Save and go on later" first. You can also call TAS at { -tas-phone }, { -tas-hours }.
notice-handed-off-stopped-closed-signed-in = The assistant can't answer this now, and the advocates are not at their desks. They are back on { $opens_on }. What you wrote is kept for them. Sign in again to read the answer. You can also call TAS at { -tas-phone }, { -tas-hours }.
