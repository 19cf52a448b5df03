### Canned texts of advocates (casework/canned): what a person at the desk often has to say, ready to send or to change first.
### Under each, its title in the list and the words to find it by. The words of every language find it.
### Values: $agent_name, as staff chose; $day_on, a date; $who and $what, short and without a full stop, typed by the advocate.

## What stands where a value is missing. Nothing is sent while one of these is in it.

gap-agent_name = [your name]
gap-day_on = [date]
gap-who = [who]
gap-what = [what]

## To begin

canned-greeting = Hello, my name is { $agent_name }, and I work for the { -tas }. I am a person. I see what you wrote in this chat, so you don't have to tell it again.
    .title = Greeting with your name
    .words = hello hi good morning afternoon welcome introduce start begin
canned-reading = I am reading what you wrote. Please give me a few minutes.
    .title = I'm reading
    .words = read wait moment look start
canned-minute = I need a few minutes to look into this. I will write again here. You can leave this page open.
    .title = I need a minute
    .words = wait moment hold check look up busy
canned-whole-story = Please tell me what happened, in your own words. What is the hardest part for you right now?
    .title = Ask what happened
    .words = story problem explain describe question tell
canned-no-numbers = Please don't type a Social Security, bank or card number here, or a password. I don't need them in this chat.
    .title = Please type no numbers
    .words = ssn itin social security bank card password privacy personal private

## To ask

canned-ask-date = Does a letter or someone at the IRS give you a date? Which day is it, and what must happen by then?
    .title = Ask for a date
    .words = deadline due when day letter notice question
canned-ask-harm = What could you lose because of this tax problem? By which day could that happen?
    .title = Ask about harm
    .words = hardship rent eviction food medicine job urgent lose question
canned-ask-levy = Has the IRS started to take money from you, or told you that it will soon? Is it from your wages or your bank? Which day is it?
    .title = Ask about a levy on wages or a bank account
    .words = garnishment garnish paycheck salary seize seizure take money question
canned-ask-tried = Have you asked the IRS about this? If so, when was it, and what did they tell you?
    .title = Ask what was tried
    .words = contacted called before promise told history question
canned-ask-wish = What would help you most?
    .title = Ask what would help
    .words = want wish relief outcome need question
canned-still-there = Are you still there? Take your time. What you wrote here is kept.
    .title = Are you still there?
    .words = quiet silence waiting answer idle hello
canned-quiet = I have not heard from you for a while, so I will help other people too. Your chat is kept. Write here when you are back.
    .title = It has been quiet for a while
    .words = away idle pause silence later waiting

## Papers, forms and dates

canned-papers-safely =
    Please don't send papers by e-mail: plain e-mail is not safe.
    Call TAS at { -tas-phone }, { -tas-hours }. Ask for the mailing address or the fax number to use.
    Send copies and keep the papers themselves. If you have a case number, write it on each page.
    .title = How to send papers safely
    .words = documents upload fax mail email attach photo copies secure
canned-papers-hardship =
    These papers can show what you are going through:
    An eviction notice or a late-rent letter. A shut-off notice. Medical bills. Bank statements and pay slips.
    Have ready what you have. You can ask for help without them.
    .title = Papers that show hardship
    .words = documents proof evidence eviction rent bills bank utilities shut off medical
canned-form-911 = Form 911 is the written way to ask TAS for help. On irs.gov, search for "Form 911". You can also ask by phone, at { -tas-phone }. The form is a paper, not the emergency line.
    .title = Ask in writing: Form 911
    .words = application request apply assistance written open case
canned-deadlines = If your IRS letter gives a date, that date still counts while we talk. Answer, pay or appeal by then. If you can't, call the number on the letter before that day.
    .title = The date in your letter still counts
    .words = deadline due notice appeal extension court time limit
canned-authorization = To talk about someone else's taxes, TAS needs a signed form, such as Form 2848. The person can also be on the call with you.
    .title = Writing for someone else
    .words = authorization power of attorney representative 2848 8821 family friend behalf

## Other help

canned-litc = If you can't pay for help with your taxes, a Low Income Taxpayer Clinic may help. Find one on irs.gov: search for "LITC".
    .title = Low Income Taxpayer Clinics
    .words = litc lawyer free legal help represent court attorney
canned-vita = For free help with a tax return, call { -vita-phone }. Ask for a VITA (volunteer tax help) site near you.
    .title = Free help with a tax return
    .words = vita prepare file return volunteer
canned-levy =
    Taking money from wages or a bank account is called a levy. You can ask the IRS to stop it (to release the levy).
    Tell them if it leaves you too little for basic costs. Those are costs like food, rent, electricity, medicine and getting to work.
    Say which bills you can't pay. Call the number on your letter, or { -irs-individual-phone }.
    .title = A levy on wages or a bank account
    .words = garnishment garnish paycheck salary seize seizure release stop frozen hardship
canned-payment = Ask the IRS about ways to pay. You can ask for a payment plan on irs.gov, or by phone at { -irs-individual-phone }.
    .title = Ways to pay
    .words = payment plan installment owe debt balance afford
canned-local-help = Call 211 for local help with rent, food, electricity or medicine.
    .title = Local help: 211
    .words = rent food power utilities shelter medicine charity
canned-emergency =
    If you or someone else is in danger now, call 911.
    In a crisis, call or text 988, day or night. It's free.
    If you are Deaf, call 988 by videophone.
    Please do that first. This chat is kept.
    .title = Emergency: 911 and 988
    .words = danger suicide crisis hurt kill self harm lifeline police ambulance
canned-scam = It is right to ask. TAS never asks for money, gift cards or passwords. To check who we are, call TAS at { -tas-phone }, { -tas-hours }.
    .title = Is this real?
    .words = scam fraud fake trust verify gift card real

## Reaching each other

canned-not-signed-in = I can't see any case from this chat, because you have not signed in. If you have a case, choose "{ page-sign-in }" on this page. You can also call TAS at { -tas-phone }, { -tas-hours }. Have your case number ready.
    .title = I can't see a case here
    .words = sign in login account status case number portal verify identity
canned-interpreter = You can have an interpreter. It costs you nothing. Which language do you speak?
    .title = Offer an interpreter
    .words = language translate translator speak asl sign
canned-interpreter-joins = An interpreter for { $what } will join us. Please stay here. Write short messages, one thought at a time.
    .title = An interpreter will join
    .words = language translate translator join wait
canned-relay = By TTY, call TAS at { -tas-tty }. With a relay service, call 711 and give the number { -tas-phone }.
    .title = TTY and relay
    .words = deaf hard of hearing tty tdd relay 711 phone accessibility
canned-call-back = Would you like a call? Choose "{ page-callback }" on this page. Give a number that is safe for you, and say when to call. Please don't type the number into the chat.
    .title = Offer a call back
    .words = phone callback telephone ring number
canned-safe-contact = Is it safe for you to write here now? If someone may see this screen, choose "{ page-leave }" at any time. How may TAS reach you safely?
    .title = Is it safe to write to you?
    .words = violence abuse partner domestic private screen safety contact shared

## To end

canned-no-promise = I can't promise how this will end. I can tell you the next step, and who takes it.
    .title = What I can and can't promise
    .words = guarantee decision outcome accept result sure
canned-transfer = { $who } will go on with you in this chat and can read all of it. You don't have to tell it again.
    .title = Someone else goes on
    .words = transfer hand over colleague switch specialist
canned-assistant = The automated assistant will go on with you now. You can ask for a person again at any time.
    .title = Back to the assistant
    .words = bot robot return transfer automated
canned-next-step = This is what happens next: { $what }. Who does it: { $who }. By which day: { $day_on }.
    .title = What happens next, who, by when
    .words = closing summary next step wrap up end finish
canned-your-step = This is what you can do next: { $what }. Please do it by { $day_on }.
    .title = What you can do next
    .words = closing task todo action homework by when
canned-after-chat = When I leave this chat, you can still read it. To go on later, here or on another device, choose "{ page-code-save }". You get a code to write down.
    .title = What happens when the chat ends
    .words = save later code return close end transcript keep
canned-goodbye = Is there anything else you want to ask today? If not, thank you for writing to TAS.
    .title = Anything else, and thank you
    .words = bye close end finish farewell thanks
