# What a person reads while an advocate is called, here, or done (casework/handoff).

notice-handed-off = You are in line for a TAS advocate. They will read what you wrote here, so you don't have to say it again. You may close this page and come back: use "Save and go on later" first. You can also call TAS at { -tas-phone }, { -tas-hours }.
notice-handed-off-closed = The advocates are not at their desks now. They are back on { $opens_on }. What you wrote is kept for them, so you may leave them a message here. Use "Save and go on later" to come back and read the answer. You can also call TAS at { -tas-phone }, { -tas-hours }.
notice-agent-joined = { $agent_name }, a TAS advocate, is here now and can read what was said so far. What you write goes to { $agent_name }.
notice-agent-lost = The advocate's connection broke off. You are at the front of the line again, and nothing is lost.
notice-transferred = The advocate is passing you on to a colleague, who will read what was said so far. You are at the front of the line.
notice-back-with-assistant = The advocate has ended their part. You are with the assistant again. Nothing you said was lost. You can ask for a person again at any time.
notice-turn-missed = It was your turn, but we did not see you here. Once you are back, you are at the front of the line.
notice-still-there = Are you still there? There is no hurry. If you need time to look something up, just say so.
notice-paused = We have not heard from you for a while, so the advocate is helping others. Write whenever you are ready, and you will go on where you stopped.
notice-advocate-here = A TAS advocate is here already. What you write goes to them.
notice-survey-helped = Two short questions, if you like. Did you get the help that you came for today?
notice-survey-easy = Was it easy to get that help?
notice-survey-thanks = Thank you. Your answers help us do better.

do-survey_helped_yes = Yes
do-survey_helped_partly = In part
do-survey_helped_no = No
do-survey_easy_yes = Yes, it was easy
do-survey_easy_partly = It was all right
do-survey_easy_no = No, it was hard
do-reopen = Go on with this chat

closed-head = The advocate has ended this chat. This is what happens next:
closed-what = What: { $what }
closed-who = Who: { $who }
closed-by = By when: { $by_on }

place-range = You are number { $position_count } in line. The wait will likely be { $low_minutes_count } to { $high_minutes_count } minutes.
place-soon = You are number { $position_count } in line. The wait will likely be less than { $high_minutes_count } minutes.
place-open = You are number { $position_count } in line. We can't say yet how long the wait will be.
place-away = Your place is kept. Welcome back.
