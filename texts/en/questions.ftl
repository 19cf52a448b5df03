### Every question: ask-…, in other words ask-…-again, one line of why-… and an example-… .

ask-federal_tax = Is this about federal tax, which the IRS handles?
ask-federal_tax-again = Does your problem come from the IRS, rather than your state or another agency?
    .other = Does the problem of { helped-person } come from the IRS, rather than a state or another agency?
why-federal_tax = TAS can only help with federal tax matters.
example-federal_tax = For example: "Yes, the IRS sent me a letter." Or: "No, it's my state refund."
    .other = For example: "Yes, { helped-example } got a letter from the IRS." Or: "No, it's a state refund."

ask-asking_as = Who needs the help?
ask-asking_as-again = Do you write for yourself, a business, or someone else?
why-asking_as = If you write for someone else, TAS needs their permission on paper.
example-asking_as = For example: "It's for me." Or: "I'm helping my mother."

ask-topics = What is the problem? Tell me in your own words, or choose below.
ask-topics-again = Please tell me in a few words what went wrong with the IRS.
why-topics = The problem decides which help fits.
example-topics = For example: "My refund is six months late." Or: "They took money from my paycheck."
    .other = For example: "{ helped-example-first } has waited six months for a refund." Or: "They took money from the paycheck."

ask-exclusion = Is a court already dealing with this?
ask-exclusion-again = Is there a court case about this tax problem now?
why-exclusion = A person should look first when a matter is in court.
example-exclusion = For example: "Yes, it is in Tax Court." Or: "No court."

ask-hardship = Do you have trouble paying for basic needs now, or will you soon? Choose all that fit.
    .other = Does { helped-person } have trouble paying for basic needs now, or soon? Choose all that fit.
ask-hardship-again = Which of these can you not pay for or keep, now or soon? Choose all that fit.
    .other = Which of these can { helped-person } not pay for or keep, now or soon? Choose all that fit.
why-hardship = If basic needs are at risk, help is more urgent.
example-hardship = For example: "I'm behind on rent." Or: "They will shut off my lights."
    .other = For example: "{ helped-example-first } is behind on rent." Or: "They will shut off the lights."

ask-hardship_link = Is the tax problem a cause of this, or would solving it help?
    .other = Is the tax problem a cause of this, or would solving it help { helped-person }?
ask-hardship_link-again = Would you be better off if the IRS solved the tax problem?
    .other = Would { helped-person } be better off if the IRS solved the tax problem?
why-hardship_link = TAS looks at harm that comes from the tax problem.
example-hardship_link = For example: "Yes, I need the refund to pay rent." Or: "No, I lost my job."
    .other = For example: "Yes, the refund would pay the rent." Or: "No, it's from a lost job."

ask-harm_on = By about what date could the harm come, such as an eviction or a shut-off?
ask-harm_on-again = Is there a last day before you lose it or it is cut off? Which day?
    .other = Is there a last day before { helped-person } loses it or it is cut off? Which day?
why-harm_on = A close date moves you forward in line.
    .other = A close date moves the case forward in line.
example-harm_on = For example: "December 5." Or: "In two weeks."

ask-adverse_action = Is the IRS taking pay, bank money or property, placing a lien, or blocking a passport? Or has it said it will?
    .other = Is the IRS taking pay, bank money or property from { helped-person }? Is it placing a lien, or blocking a passport? Or has it said it will?
ask-adverse_action-again = Has the IRS started a levy (it takes money or property) or a lien (a claim on property)? Or warned you of one?
    .other = Has the IRS started a levy (it takes money or property) or a lien (a claim on property)? Or warned { helped-person } of one?
why-adverse_action = TAS can sometimes step in when the IRS takes money or property. A late refund is not meant here.
example-adverse_action = For example: "They take part of my check." Or: "I got a final notice before a levy."
    .other = For example: "They take part of the check." Or: "There was a final notice before a levy."

ask-adverse_action_on = When did it start, or when will it?
ask-adverse_action_on-again = What date did the IRS give, or on what day did it begin?
why-adverse_action_on = The date shows how fast help is needed.
example-adverse_action_on = For example: "It started October 15." Or: "The letter says December 1."

ask-significant_costs = Will this cost you a lot beyond the tax, penalties and interest?
    .other = Will this cost { helped-person } a lot beyond the tax, penalties and interest?
ask-significant_costs-again = Must you pay other large costs because of this, such as fees for help or the bank?
    .other = Must { helped-person } pay other large costs because of this, such as fees for help or the bank?
why-significant_costs = Large extra costs are one reason TAS may help.
example-significant_costs = For example: "I pay a lawyer." Or: "The bank charged overdraft fees."
    .other = For example: "{ helped-example-first } pays a lawyer." Or: "The bank charged overdraft fees."

ask-irreparable_harm = Could you lose something for good, such as a license or your good credit?
    .other = Could { helped-person } lose something for good, such as a license or good credit?
ask-irreparable_harm-again = Could this do harm that no one can undo later?
why-irreparable_harm = Harm that can't be undone is one reason TAS may help.
example-irreparable_harm = For example: "I would lose my license for good." Or: "My business would close for good."
    .other = For example: "{ helped-example-first } would lose a license for good." Or: "The business would close for good."

ask-contacted_irs = Have you already contacted the IRS about this?
    .other = Have you or { helped-person } already contacted the IRS about this?
ask-contacted_irs-again = Did you call, write or visit the IRS before today?
    .other = Did you or { helped-person } call, write or visit the IRS before today?
why-contacted_irs = TAS usually steps in after you have tried the IRS.
    .other = TAS usually steps in after someone has tried the IRS.
example-contacted_irs = For example: "I called three times." Or: "No, not yet."
    .other = For example: "{ helped-example-first } called three times." Or: "No, not yet."

ask-submission = Are you waiting for the IRS to act on something you sent? What was it?
    .other = Is { helped-person } waiting for the IRS to act on something that was sent? What was it?
ask-submission-again = Which of these did you send the IRS, if any, and still wait for?
    .other = Which of these did { helped-person } send the IRS, if any, and still wait for?
why-submission = Normal waiting times differ for each of these.
example-submission = For example: "I mailed my return." Or: "I answered their letter."
    .other = For example: "{ helped-example-first } mailed a return." Or: "We answered their letter."

ask-submitted_on = When did you send it?
    .other = When was it sent?
ask-submitted_on-again = On about what date did you send it to the IRS?
    .other = On about what date was it sent to the IRS?
why-submitted_on = I compare your wait with the normal time.
    .other = I compare the wait with the normal time.
example-submitted_on = For example: "March 3." Or: "About six months ago."

ask-promised_by = Did the IRS give you a date by which it would answer or act? Which one?
    .other = Did the IRS give { helped-person } a date by which it would answer or act? Which one?
ask-promised_by-again = Did a letter or call from the IRS name a day when you would hear back? Which day?
    .other = Did a letter or call from the IRS name a day when { helped-person } would hear back? Which day?
why-promised_by = A date the IRS missed is one reason TAS may help.
example-promised_by = For example: "They said by October 1." Or: "No date."

ask-system_failure = Did something at the IRS not work as it should?
ask-system_failure-again = Did the IRS make a mistake, lose papers, or send you in circles?
    .other = Did the IRS make a mistake, lose papers, or send { helped-person } in circles?
why-system_failure = TAS can help when an IRS process fails.
example-system_failure = For example: "They lost my papers twice." Or: "Each call sends me to someone else."
    .other = For example: "They lost the papers twice." Or: "Each call leads to someone else."

ask-rights_concern = Do you think the IRS did not respect one of your rights as a taxpayer?
    .other = Do you think the IRS did not respect one of the rights of { helped-person } as a taxpayer?
ask-rights_concern-again = Did the IRS treat you unfairly? For example, did it not explain things or not hear you?
    .other = Did the IRS treat { helped-person } unfairly? For example, did it not explain things or not listen?
why-rights_concern = You have rights as a taxpayer, and TAS protects them.
    .other = Every taxpayer has rights, and TAS protects them.
example-rights_concern = For example: "No one told me why I owe this." Or: "They won't talk to my lawyer."
    .other = For example: "No one told { helped-example } why this is owed." Or: "They won't talk to the lawyer."

ask-confirm = Did I get this right: { $facts }?
ask-confirm-again = Let me check once more. Is this right: { $facts }?
why-confirm = This answer can change your result.
    .other = This answer can change the result.
example-confirm = You can also tell me what is different.
value-confirm-yes = Yes, that's right
value-confirm-no = No, that's not right

ask-clarify = Which of these is closer to your problem?
    .other = Which of these is closer to the problem of { helped-person }?
ask-clarify-again = Please choose the one that fits best, or use your own words.
why-clarify = Each of these leads to different help.
example-clarify = You can also say it in your own words.

ask-danger = I want to be sure: is your life or safety, or anyone's, in danger right now?
ask-danger-again = Please tell me: does anyone think of dying, get hurt, or fear for their life right now?
why-danger = If someone is in danger, that comes before any tax matter.
example-danger = For example: "Yes." Or: "No, I'm only upset."
value-danger-yes = Yes
value-danger-no = No, go on

ask-continue = You have your result. May I ask a few more questions that help the advocate?
    .other = You have the result. May I ask a few more questions that help the advocate?
ask-continue-again = Would you like to answer a few more questions? You don't have to.
why-continue = Your answers save time when a person reads your case.
    .other = Your answers save time when a person reads the case.
example-continue = You can stop at any time.
value-continue-yes = Yes, go on
value-continue-no = No, that's enough

## Buttons beside a question

do-why = Why do you ask?
do-skip = I don't know / rather not say
do-back = Go back
do-show_result = Show the result now
do-continue = A few more questions
do-person = Talk to a person
do-start_over = Start over
do-safe_go_on = I'm safe, go on
do-resume = Go on with the assistant
do-change = Change
