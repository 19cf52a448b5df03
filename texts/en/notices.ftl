### What the gateway tells a person, whether or not the assistant runs.

welcome-1 = I'm an automated helper. I can tell you if the { -tas } may be able to help with your tax problem. I don't decide anything or give legal advice.
welcome-2 = Please don't type names, addresses, or numbers such as Social Security, bank or card numbers.
welcome-3 = This chat is kept for { $retention_days } days, and TAS staff may read it.

notice-redacted = Your message held a number or contact detail that this chat doesn't need. I took it out for your safety. The rest of your message is here.
notice-emergency =
    If you or someone else is in danger now, call 911.
    In a crisis, call or text 988, day or night. It's free.
    If you are Deaf, call 988 by videophone.
notice-emergency-threat =
    If anyone is in danger now, call 911.
    If you are in a crisis, call or text 988, day or night. It's free.
    If you are Deaf, call 988 by videophone.
notice-emergency-alone = No one from TAS is in this chat now. It is kept. When you are safe, you can go on here.
notice-emergency-threat-alone = No one from TAS is in this chat now. It is kept. When everyone is safe, you can go on here.
notice-emergency-advocate = The advocate in this chat reads this but can't send help to you. Please call first. When it is safe, you can go on here.
notice-assistant-away = The assistant can't answer right now. Your message is kept, and you will get an answer when it is back. You can also call TAS at { -tas-phone }, { -tas-hours }.
notice-could-not-answer = I could not answer that message. It is kept. Please try other words, or call TAS at { -tas-phone }, { -tas-hours }.
notice-handed-off-nobody = To talk to a person now, call TAS at { -tas-phone }, { -tas-hours }. No one from TAS is in this chat yet. What you wrote is kept. You can also go on with the assistant here.
notice-still-waiting = Your message is kept for the advocate. To talk to a person now, call { -tas-phone }, { -tas-hours }.
notice-started-over = We start over. Your earlier answers no longer count.
notice-going-on = The assistant goes on with you. Your earlier answers still count.

## Who answers now

