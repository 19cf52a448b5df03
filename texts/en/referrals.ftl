### Other ways when TAS is not the first one. Offices are rows of casework/eligibility/data/rules.json, which says where
### each number comes from and when it was reviewed; a test keeps both the same.

step-refer-irs_office = To talk face to face, call { -irs-office-phone }. Ask for a visit at an IRS office near you.
    .other = To talk face to face, call { -irs-office-phone }. Ask for a visit at an IRS office, { call-with }.
step-refer-tas_systemic_issues = Does this hit many people? Tell TAS on irs.gov: search for "SAMS". Give no names or numbers there.
step-refer-tas = Call TAS at { -tas-phone }, { -tas-hours }. If you have a case there, have its number at hand.
    .other = Call TAS at { -tas-phone } { call-with }. Hours: { -tas-hours }. If there is a case, have its number at hand.

referral-irs_office = IRS offices, for a visit: { -irs-office-phone }
referral-tas_systemic_issues = Problems that hit many people (SAMS): search irs.gov for "SAMS"
referral-tas = TAS: { -tas-phone }, { -tas-hours }

## What to ask there today, by what it is about

step-today-levy_or_garnishment = On that call, ask the IRS to stop taking money (to release the levy). Say which bills you can't pay because of it.
    .other = On that call, ask the IRS to stop taking money (to release the levy). Say which bills { helped-person } can't pay because of it.
step-today-lien = On that call, ask how much is owed. Ask what must happen before the IRS drops its claim on property (the lien).
step-today-seizure = On that call, ask the IRS to wait. Say what you would lose, and how much you could pay each month.
    .other = On that call, ask the IRS to wait. Say what { helped-person } would lose, and how much could be paid each month.
step-today-refund_delay = If you call, ask why your refund is late, and if the IRS needs something from you.
    .other = On a call, ask why the refund is late, and if the IRS needs something from { helped-person }.
step-today-refund_status = Have a copy of your tax return with you: you will be asked for the amount of the refund.
    .other = Have a copy of the tax return ready: the IRS will ask for the amount of the refund.
step-today-return_processing = On that call, ask what holds up your tax return, and if the IRS needs something from you.
    .other = On that call, ask what holds up the tax return. Ask if the IRS needs something from { helped-person }.
step-today-amended_return = Find out if the amended return (the changed one) has arrived, and if something is missing.
step-today-no_response = On that call, ask if your letter has arrived and who has it. You don't need to write again first.
    .other = On that call, ask if the letter has arrived and who has it. There is no need to write again first.
step-today-missed_promised_date = On that call, say by which day the IRS said it would act. Ask what is missing, and for a new date.
step-today-system_failure = On that call, say what went wrong and when. Ask them to fix it, and who will do it.
step-today-notice_question = On that call, ask what you have to do, and by when.
    .other = On that call, ask what { helped-person } has to do, and by when.
step-today-offer_in_compromise = Ask if you can settle for less than you owe. Ask about other ways to pay, too.
    .other = Ask if { helped-person } can settle for less than is owed. Ask about other ways to pay, too.
step-today-penalty_abatement = Ask to have the penalty taken off. Say what kept you from filing or paying on time.
    .other = Ask to have the penalty taken off. Say what kept { helped-person } from filing or paying on time.
step-today-audit = Answer the audit letter by its date. If you need more time, ask for it on that call.
    .other = Answer the audit letter by its date. If { helped-person } needs more time, ask for it on that call.
step-today-credits = On that call, ask which papers the IRS needs for the tax credit, and by when.
step-today-identity_theft = Say what happened. Did someone else use your tax number? Or does the IRS want you to prove who you are?
    .other = Say what happened. Did someone else use the tax number of { helped-person }? Or does the IRS want proof of identity?
step-today-unfiled_returns = On that call, ask for which years no tax return was filed. Start with one of them, and get free help with it.
step-today-injured_spouse = Ask if your claim has arrived, and when someone will look at it.
    .other = Ask if the claim has arrived, and when someone will look at it.
step-today-deceased_taxpayer = On that call, say that you handle the taxes of someone who died. Ask which papers the IRS needs.
step-today-stimulus_payment = See there if the payment was sent. If it was, but it never came, call the IRS and ask where it went.
step-today-passport = On that call, ask what you must do so that the hold on your passport ends. Say when you need to travel.
    .other = On that call, ask what { helped-person } must do so that the hold on the passport ends. Say when the trip is.
step-today-private_collection = Don't pay yet. First see if the IRS shows the same debt. If you pay, pay only the U.S. Treasury, never with gift cards.
    .other = Nobody should pay yet. First see if the IRS shows the same debt. Pay only the U.S. Treasury, never with gift cards.
step-today-exempt_status_revoked = On that call, ask how your group can get its tax-exempt status back.
    .other = On that call, ask how the group can get its tax-exempt status back.
step-today-complaint = Write down the day, the office and what was said. Tell it in your own words.
