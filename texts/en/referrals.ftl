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

step-today-levy_or_garnishment = Ask the IRS to release the levy. Say which bills you can't pay because of it.
    .other = Ask the IRS to release the levy. Say which bills { helped-person } can't pay because of it.
step-today-lien = Ask how much is owed, and what makes the IRS take the lien away.
step-today-seizure = Ask the IRS to hold off, and offer a way to pay. Say what you would lose.
    .other = Ask the IRS to hold off, and offer a way to pay. Say what { helped-person } would lose.
step-today-refund_delay = Ask what holds up your refund, and if the IRS needs something from you.
    .other = Ask what holds up the refund, and if the IRS needs something from { helped-person }.
step-today-refund_status = Have your tax return at hand: you will be asked for the amount of the refund.
    .other = Have the tax return at hand: the IRS will ask for the amount of the refund.
step-today-return_processing = Ask what holds up your tax return, and if the IRS needs something from you.
    .other = Ask what holds up the tax return, and if the IRS needs something from { helped-person }.
step-today-amended_return = Ask if the amended return has arrived, and if something is missing.
step-today-no_response = Call instead of writing again. Ask if your letter has arrived and who has it.
    .other = Call instead of writing again. Ask if the letter has arrived and who has it.
step-today-missed_promised_date = Say which date you were given. Ask what is missing, and for a new date.
    .other = Say which date the IRS gave. Ask what is missing, and for a new date.
step-today-system_failure = Say what went wrong and when. Ask them to put it right, and who will do it.
step-today-notice_question = Have the letter at hand. Ask what you have to do, and by when.
    .other = Have the letter at hand. Ask what { helped-person } has to do, and by when.
step-today-offer_in_compromise = Ask if an offer to pay less fits your case. Ask about other ways to pay as well.
    .other = Ask if an offer to pay less fits this case. Ask about other ways to pay as well.
step-today-penalty_abatement = Ask to have the penalty taken off. Say what kept you from filing or paying on time.
    .other = Ask to have the penalty taken off. Say what kept { helped-person } from filing or paying on time.
step-today-audit = Answer the audit letter by its date. If you need more time, call and ask for it.
    .other = Answer the audit letter by its date. If { helped-person } needs more time, call and ask for it.
step-today-credits = Ask which papers the IRS needs for the credit, and by when.
step-today-identity_theft = Say what happened: someone used your number, or you must show who you are.
    .other = Say what happened to { helped-person }: someone used the tax number, or the IRS wants proof of identity.
step-today-unfiled_returns = Ask which years are missing. Start with one of them, and get free help with it.
step-today-injured_spouse = Ask if your claim has arrived, and when someone will look at it.
    .other = Ask if the claim has arrived, and when someone will look at it.
step-today-deceased_taxpayer = Say that you handle the taxes of someone who died. Ask which papers the IRS needs.
step-today-stimulus_payment = Look if the IRS shows the payment as sent. If it does, ask where it went.
step-today-passport = Ask what you must do so that the hold on your passport ends. Say when you need to travel.
    .other = Ask what { helped-person } must do so that the hold on the passport ends. Say when the trip is.
step-today-private_collection = Before you pay, look if the IRS shows the same debt. Pay only the U.S. Treasury.
    .other = Before anyone pays, look if the IRS shows the same debt. Pay only the U.S. Treasury.
step-today-exempt_status_revoked = Ask how your group can get its tax-exempt status back.
    .other = Ask how the group can get its tax-exempt status back.
step-today-complaint = Write down the day, the office and what was said. Tell it in your own words.
