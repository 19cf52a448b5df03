### What the assistant says beside its questions. A Rasa action names the key; the gateway fills it in.

## What was understood

say-heard = I understood: { $facts }.
say-corrected = I changed that. Now I have: { $facts }.
say-changed = I took that answer back.
say-skipped = That's fine. We can leave that open.
say-noted-answer = Thank you.
say-after-result = You can ask me something else, change an answer, or talk to a person.

## Why a question is asked

say-why-federal_tax = TAS is part of the IRS, so it can only help with federal tax. For state tax or benefits, another office is the right one.
say-why-asking_as = TAS can talk about a person's tax only with that person or someone they allow. So I ask who needs the help.
say-why-topics = Each tax problem is solved in its own way. Once I know yours, I can leave out questions that don't matter.
    .other = Each tax problem is solved in its own way. Once I know this one, I can leave out questions that don't matter.
say-why-exclusion = When a court has a case, other offices are in charge. Then a person should look at it first.
say-why-hardship = TAS helps first where people can't pay for basic needs. You don't have to prove anything here.
say-why-hardship_link = TAS looks at harm that comes from the tax problem, or that solving it would ease. So the link matters.
say-why-harm_on = A close date makes your case more urgent. If you don't know it, that's fine.
    .other = A close date makes the case more urgent. If you don't know it, that's fine.
say-why-adverse_action = If the IRS takes your money or property, or is about to, TAS can ask it to wait or stop. That makes a case more urgent.
    .other = If the IRS takes money or property, or is about to, TAS can ask it to wait or stop. That makes a case more urgent.
say-why-adverse_action_on = Some rights end on a certain date. The date also shows how fast you need help.
    .other = Some rights end on a certain date. The date also shows how fast help is needed.
say-why-significant_costs = TAS may help when a problem brings large costs, such as fees for a lawyer. The tax itself doesn't count here.
say-why-irreparable_harm = TAS may help when a loss can't be made good later. Examples are a license, a home or good credit.
say-why-contacted_irs = The IRS can often solve a problem itself. TAS usually steps in when that did not work.
say-why-submission = A paper return takes longer than one sent online. I need to know which normal time counts for you.
    .other = A paper return takes longer than one sent online. I need to know which normal time counts here.
say-why-submitted_on = I count how long you have waited and compare it with the normal time. A rough date is enough.
    .other = I count how long the wait has been and compare it with the normal time. A rough date is enough.
say-why-promised_by = If the IRS gave you a date and missed it, TAS may help. The date may be in a letter or from a call.
    .other = If the IRS gave a date and missed it, TAS may help. The date may be in a letter or from a call.
say-why-system_failure = TAS may help when an IRS process did not work as it should. Lost papers or endless transfers are examples.
say-why-rights_concern = The law gives you rights as a taxpayer, such as to be heard and to be told why. TAS watches over them.
    .other = The law gives every taxpayer rights, such as to be heard and to be told why. TAS watches over them.
say-why-confirm = One wrong word of mine could change your result. So I check before I go on.
    .other = One wrong word of mine could change the result. So I check before I go on.
say-why-clarify = Your words could mean two things. Each leads to different help.
say-why-danger = Some of your words may mean that someone is in danger. I would rather ask than miss it. If all is well, just say no.
say-why-continue = These answers can make your result surer. They also save time when a person takes up your case.
    .other = These answers can make the result surer. They also save time when a person takes up the case.

## Small talk and limits

say-greeting = Hello. I can help you find out if the { -tas } may be able to help.
say-thanks = You're welcome.
say-goodbye = Goodbye. If you need more help, write here again.
say-out-of-scope = This chat is for problems with the IRS, such as a late refund, a levy or a letter. Tell me if you have one.
say-detail = Thank you, I keep that with what you told me.
say-not-understood-1 = I did not understand that. Let me ask in other words.
say-not-understood-2 = I still don't understand. Please choose a button below, or ask for a person. You can also call TAS at { -tas-phone }, { -tas-hours }.
say-what-i-can-do = I can ask about your tax problem and tell you if TAS may be able to help. I can't see your tax records or decide anything.
    .other = I can ask about the tax problem of { helped-person }. Then I can tell you if TAS may be able to help. I can't see tax records or decide anything.
say-repeat = Here is the question again.
say-human = I'm an automated assistant, not a person. You can ask for a person at any time.
say-nothing-to-go-back-to = There is no earlier question to go back to.
say-language-changed = From here on I write in English.
say-languages = I can write in English and in Spanish. You can switch at any time.
say-danger = If anyone is in danger, call 911. In a crisis, call or text 988, day or night. It's free.
say-safe-go-on = Thank you for telling me. If that changes, call 911, or call or text 988. Let's go on.

## What people ask in between

say-about-tas = The { -tas } is an independent part of the IRS. It helps people and businesses whose tax problem causes hardship or could not be solved with the IRS.
say-is-it-real = It is right to ask. TAS never asks for money, gift cards or passwords, in this chat or by phone. If someone does, stop. To check, call TAS at { -tas-phone }, { -tas-hours }. You find more at the end of this page, under "About this chat".
say-form-911 = Form 911 is the written way to ask TAS for help. You find it on irs.gov: search for "Form 911". You can also call { -tas-phone }.
    .other = Form 911 is the written way to ask TAS for help. You find it on irs.gov: search for "Form 911". { form-911-signed }
say-case-status = I can't see TAS cases in this chat. Please call your advocate, or TAS at { -tas-phone }, { -tas-hours }.
    .other = I can't see TAS cases in this chat. Please call the advocate or TAS, { call-with }. You reach TAS at { -tas-phone }, { -tas-hours }.
say-document-upload = This chat is open to everybody, so you can't send papers in it. Do you have a case with TAS? Then sign in: after that you can send them. You can also mail or fax copies. Call TAS at { -tas-phone } and ask where to send them.
say-representative = You can ask here for someone else. To talk about their tax, TAS needs an authorization, such as Form 2848.
say-complaint = You can complain about the service: ask for the employee's manager. For misconduct, call the watchdog office over the IRS (TIGTA) at { -tigta-phone }.
say-foia = IRS records are handled by another IRS office. Search irs.gov for "FOIA", the Freedom of Information Act.
