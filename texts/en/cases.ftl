### What is said of a case (casework/cases/answers.py): status, who acts next, days, papers, steps.
### Nothing here promises anything: days and names are those of the case.

case-not-found = I can't find that case here. If you think it should be here, call TAS at { -tas-phone }.

## Where a case stands

case-status-received = TAS has the request.
case-status-under-review = TAS is looking at the request.
case-status-accepted = TAS has taken up the case.
case-status-assigned = The case has an advocate.
case-status-contact-made = The advocate has been in touch.
case-status-working = The advocate is working on the case.
case-status-waiting-taxpayer = TAS is waiting for papers or an answer.
case-status-waiting-irs = TAS is waiting for the IRS.
case-status-tao-issued = TAS has sent the IRS an order in this case.
case-status-resolved = The problem of the case is solved.
case-status-closed = The case is closed.
case-status-not-accepted-referred = Another office can help with the request.
case-status-reopened = TAS has opened the case again.
case-status-transferred = The case is with another TAS office now.

## What that means

case-means-received = It came in and is in line to be looked at.
case-means-under-review = TAS is checking how it can help, and may call with questions.
case-means-accepted = Next, an advocate will be named for it.
case-means-assigned = The advocate reads what was sent and then gets in touch.
case-means-contact-made = It is clear what the problem is and what comes next.
case-means-working = The advocate is talking with the IRS about it.
case-means-waiting-taxpayer = The work goes on when TAS has what it asked for.
case-means-waiting-irs = TAS has asked an IRS office to act. That office still has to answer TAS.
case-means-tao-issued = The order asks the IRS to do something, to stop, or to look again.
case-means-resolved = The advocate checks that nothing is left to do before closing the case.
case-means-closed = No more work is planned. If the problem comes back, call TAS at { -tas-phone }.
case-means-not-accepted-referred = TAS has told you which office that is, or will. You can still call TAS at { -tas-phone }.
case-means-reopened = There is more to do, and TAS is working on it.
case-means-transferred = Nothing is lost. If you don't know how to reach that office, call TAS at { -tas-phone }.

## Who acts next

case-next-taxpayer = The next step is yours.
case-next-taxpayer-client = The next step is your client's, or yours for them.
case-next-taxpayer-meanwhile = While TAS waits for the IRS, there is a step for you to take.
case-next-taxpayer-meanwhile-client = While TAS waits for the IRS, your client has a step to take, or you for them.
case-next-advocate = The next step is the advocate's. You don't have to do anything now.
case-next-advocate-client = The next step is the advocate's. Your client doesn't have to do anything now.
case-next-irs = The next step is with the IRS. You don't have to do anything now.
case-next-irs-client = The next step is with the IRS. Your client doesn't have to do anything now.
case-next-nobody = There is no step left to take.
case-next-nobody-client = There is no step left to take.
case-next-taxpayer-staff = The next step is the taxpayer's.
case-next-advocate-staff = The next step is the advocate's.
case-next-irs-staff = The next step is with the IRS.
case-next-nobody-staff = There is no step left to take.

## Days

case-contact = TAS plans to be in touch by { $contact_on }.
case-contact-passed = TAS planned to be in touch by { $contact_on }. That day has passed. You can call and ask.
case-contact-passed-staff = TAS planned to be in touch by { $contact_on }. That day has passed.
case-contact-none-staff = The case has no day set for the next contact.
case-contact-none = The case has no day set for the next contact. You can call and ask.
case-completion = TAS thinks the case may be done by { $completion_on }. That is a guess, not a promise.
case-completion-passed = TAS thought the case may be done by { $completion_on }. That day has passed. You can ask for a new one.

case-completion-passed-staff = TAS thought the case may be done by { $completion_on }. That day has passed.

## The advocate

case-advocate = The advocate is { $advocate }. The number is { $telephone }.
case-advocate-none = No advocate has been named yet. Until then, call TAS at { -tas-phone }.

case-advocate-none-staff = No advocate has been named yet.

## Papers

case-needed = TAS asked for this:
case-needed-none = TAS is not waiting for any papers now.
case-received = TAS has this already:
case-received-on = It came in on { $received_on }.
case-due = Please send it by { $due_on }.
case-due-passed = It was due on { $due_on }. You can still send it. If you can't, call the advocate.

case-due-staff = Asked for by { $due_on }.
case-due-passed-staff = It was due on { $due_on } and has not come.

case-document-return_copy = A copy of the tax return
case-document-wage_statement = Form W-2 or other wage papers
case-document-identity_document = A copy of a photo ID
case-document-identity_theft_affidavit = Form 14039, the report of identity theft
case-document-address_proof = A paper that shows the home address
case-document-bank_statement = Bank statements
case-document-income_proof = Papers that show income
case-document-expense_list = A list of what is paid for each month
case-document-rent_notice = A letter about late rent, eviction or the house
case-document-utility_notice = A shut-off letter for power, gas or water
case-document-medical_bill = Doctor or hospital bills
case-document-irs_letter = The letters from the IRS
case-document-mailing_proof = A paper that shows when it was mailed
case-document-payroll_records = Payroll papers of the business
case-document-form_2848 = Form 2848, signed and dated
case-document-signed_statement = A statement in one's own words, signed and dated
case-document-other = A paper that the advocate told you about
case-document-other-staff = A paper that the advocate named

## What happened

case-timeline = This is what has happened, newest first:
case-timeline-none = No steps have been noted yet.

case-step-received = { $step_on }: TAS got the request.
case-step-accepted = { $step_on }: TAS took up the case.
case-step-assigned = { $step_on }: An advocate was named.
case-step-contacted = { $step_on }: TAS was in touch.
case-step-letter_sent = { $step_on }: TAS sent a letter.
case-step-documents_asked = { $step_on }: TAS asked for papers.
case-step-document_received = { $step_on }: TAS got papers.
case-step-contact_changed = { $step_on }: Contact details were changed.
case-step-sent_to_irs = { $step_on }: TAS asked the IRS to act.
case-step-irs_answered = { $step_on }: The IRS answered TAS.
case-step-tao_issued = { $step_on }: TAS sent the IRS an order.
case-step-levy_released = { $step_on }: The IRS let go of the levy.
case-step-refund_sent = { $step_on }: The IRS sent the refund.
case-step-resolved = { $step_on }: The problem was solved.
case-step-closed = { $step_on }: The case was closed.
case-step-reopened = { $step_on }: The case was opened again.
case-step-transferred = { $step_on }: The case went to another TAS office.
case-step-referred = { $step_on }: TAS named another office that can help.
case-step-other = { $step_on }: There was work on the case.

## What it is about

case-issue-020 = A refund that is needed fast
case-issue-040 = A refund that came back or was stopped
case-issue-045 = A refund held to check wages
case-issue-090 = A question about a refund
case-issue-310 = A tax return that is not done yet
case-issue-315 = A tax return that the IRS system could not take
case-issue-318 = A tax return held to check who sent it
case-issue-330 = An amended return that is not done yet
case-issue-340 = An injured spouse claim
case-issue-425 = Identity theft
case-issue-450 = A taxpayer number (ITIN)
case-issue-610 = An open audit
case-issue-620 = A second look at an audit
case-issue-63x = The Earned Income Tax Credit
case-issue-670 = A bill for income that was not on the return
case-issue-71x = A levy on wages or a bank account
case-issue-72x = A lien
case-issue-75x = A payment plan
case-issue-790 = A tax bill
case-issue-920 = The Premium Tax Credit
case-issue-other = Another tax problem

case-criterion-1 = There is, or will soon be, a money problem because of this.
case-criterion-2 = The IRS is about to take a step such as a levy.
case-criterion-3 = Without help, there would be large costs.
case-criterion-4 = Without help, something could be lost for good.
case-criterion-5 = The wait is more than 30 days past the normal time.
case-criterion-6 = The IRS did not answer by the day it gave.
case-criterion-7 = An IRS process did not work as it should.
case-criterion-8 = This may harm the rights of a taxpayer.
case-criterion-9 = TAS takes up all cases of this kind now.
