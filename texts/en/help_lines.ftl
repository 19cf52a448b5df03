### Whom to call in an emergency: what stands on each line of casework/safety/data/help_lines.json, and around them.

page-line-emergency-call = Call 911
page-line-lifeline-call = Call 988
page-line-lifeline-text = Text 988
page-line-lifeline-videophone = Videophone: 988
page-line-domestic-violence-call = Call 800-799-7233
page-line-domestic-violence-text = Text START to 88788
page-line-domestic-violence-videophone = Videophone: 855-812-1001
page-lines-again = Help in an emergency
page-lines-unreviewed = Demonstration: no expert has checked this yet.

notice-emergency-home =
    If you are in danger now, call 911. If you think of hurting yourself, call or text 988.
    To talk to the domestic violence hotline, call 800-799-7233, day or night. It's free. You can also text START to 88788.
    If you are Deaf, call 855-812-1001 by videophone.
    If someone may see this screen, choose "{ page-leave }" at the top.
