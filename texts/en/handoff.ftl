# What a person reads while an advocate is called, here, or done (casework/handoff).

notice-handed-off = You are in line for a TAS advocate. They will read what you wrote here, so you don't have to say it again. You may close this page and keep your place. To come back on another device, use "Save and go on later" first. You can also call TAS at { -tas-phone }, { -tas-hours }.
notice-handed-off-signed-in = You are in line for a TAS advocate. They will read what you wrote here, so you don't have to say it again. You may close this page and keep your place. Sign in again to come back to it. You can also call TAS at { -tas-phone }, { -tas-hours }.
notice-handed-off-closed = The advocates are not at their desks now. They are back on { $opens_on }. What you wrote is kept for them, and you may leave them a message here. Come back to this page to read the answer. To come back on another device, use "Save and go on later" first. You can also call TAS at { -tas-phone }, { -tas-hours }.
notice-handed-off-closed-signed-in = The advocates are not at their desks now. They are back on { $opens_on }. What you wrote is kept for them, and you may leave them a message here. Sign in again to read the answer. You can also call TAS at { -tas-phone }, { -tas-hours }.
notice-agent-joined = { $agent_name }, a TAS advocate, is in this chat now. First { $agent_name } reads what was said so far, then writes to you here. What you write goes to { $agent_name }.
notice-agent-lost = The advocate had to leave this chat. We have moved you up in line, and nothing is lost.
notice-transferred = The advocate is passing you on to a colleague, who will read what was said so far. We have moved you up in line.
notice-anybody = The advocates we wanted to pass you on to are not on duty now. The next advocate who is free will help you.
notice-back-with-assistant = The advocate has ended their part. You are with the assistant again. Nothing you said was lost. You can ask for a person again at any time.
notice-turn-missed = It was your turn, but we did not see you here. Once you are back, we move you up in line.
notice-still-there = Are you still there? There is no hurry. If you need time to look something up, just say so.
notice-paused = We have not heard from you for a while, so the advocate is helping others. Write whenever you are ready, and you will go on where you stopped.
notice-advocate-here = A TAS advocate is here already. What you write goes to them.
notice-safe-agent = Thank you for saying so. The help lines stay at the top of this page. The advocate is still here and reads what you write.
notice-safe-queued = Thank you for saying so. The help lines stay at the top of this page. You keep your place in line.
notice-moved = You are signed in now, and you have kept your place in line for a TAS advocate.
notice-moved-agent = You are signed in now. { $agent_name } is still with you in this chat. What you write goes to { $agent_name }.
notice-moved-front = You are signed in now. From here another advocate will help you, one who may talk about your case. We have moved you up in line.
notice-continued-handed-off = On { $continued_on } someone signed in and went on with this chat there, as you had agreed. The advocate goes on there, too. Was that not you? Call TAS at { -tas-phone }. Here you are with the assistant again.
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

closed-head = { $agent_name } from TAS has closed this chat. This comes next:
closed-what = What happens
closed-who = Who does it
closed-by = By when
closed-by-on = { $by_on }
closed-by-none = No day is set for this.

place-range = You are number { $position_count } in line. The wait will likely be { $low_minutes_count } to { $high_minutes_count } minutes.
place-soon = You are number { $position_count } in line. The wait will likely be less than { $high_minutes_count } minutes.
place-open = You are number { $position_count } in line. We can't say yet how long the wait will be.
place-closed = You are number { $position_count } in line. The advocates are back on { $opens_on }.
place-front = We have moved you up in line. You will see your number in a moment.

page-agent-named = { $agent_name }, TAS advocate
page-writing = The advocate is writing.
page-look-again = Look for something new
page-ended-by-advocate = This chat is closed, so you can't write in it now. You can still read it, print it and save it.
page-about-people = If you ask for a person, a TAS advocate joins the chat. They read all that was said in it, before and after. Their supervisor may read along to help them. You are told when an advocate joins and by what name.
page-continue-place = Your place in line comes along, and so does the advocate if one is with you.
