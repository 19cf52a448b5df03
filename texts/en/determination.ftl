### A likely result, never a decision. The words rejected, denied, ineligible and not qualified never occur.

outcome-likely = TAS can likely help you
    .other = TAS can likely help
outcome-likely-lead = From what you told me, the { -tas } can likely help. This is a likely result, not a decision: the people at TAS decide.
    .other = The { -tas } can likely step in for { helped-person }. I say so from what you told me. This is a likely result, not a decision: the people at TAS decide.
outcome-possible = TAS may be able to help you
    .other = TAS may be able to help
outcome-possible-lead = From what you told me, the { -tas } may be able to help. This is a likely result, not a decision: the people at TAS decide.
    .other = The { -tas } may be able to step in for { helped-person }. I say so from what you told me. This is a likely result, not a decision: the people at TAS decide.
outcome-unlikely = What you can do today
    .other = What can be done today
outcome-unlikely-lead = You can take the steps below today. They look like a faster way to help than the { -tas }. This is a likely result, not a decision. You can still ask TAS at { -tas-phone } or with Form 911.
    .other = You and { helped-person } can take the steps below today. They look like a faster way to help than the { -tas }. This is a likely result, not a decision. TAS can still be asked at { -tas-phone } or with Form 911.
outcome-needs_person = A person should look at this
outcome-needs_person-lead = A person should look at this first. This is no decision about your case. You can always reach the { -tas } at { -tas-phone } or with Form 911.
    .other = A person should look at this first. This is no decision about the case. You and { helped-person } can always reach the { -tas } at { -tas-phone } or with Form 911.

## Why

reason-emergency = Someone may be in danger. That comes before any tax matter.
reason-not-federal-tax = You said this is not about federal tax. TAS works on federal tax only.
reason-exclusion-frivolous_only = You asked whether taxes are lawful. TAS doesn't take up that question.
reason-exclusion-in_court = A court is dealing with this. While it does, other offices are in charge, so a person should look first.
reason-exclusion-foia_only = You asked for IRS records. Another IRS office handles such requests.
reason-exclusion-other_agency = Another agency is in charge of this, not the IRS.
reason-exclusion-misconduct_only = You have a complaint about an employee. A separate office looks into such complaints.
reason-exclusion-advice_only = You asked a general tax question. Other offices give tax help for free.
reason-exclusion-refund_scheme = Some refunds need a closer look before anyone can help. A person should do that with you.
    .other = Some refunds need a closer look before anyone can help. A person should do that with { helped-person }.
reason-congressional = Requests through a congressional office go to a person.
reason-criterion-1 = You told me about { $hardship }. TAS looks at hardship first.
    .other = You told me that { helped-person } has { $hardship }. TAS looks at hardship first.
reason-criterion-2 = You told me about { $adverse_action }. TAS can look at such a step.
    .other = You told me that { helped-person } faces { $adverse_action }. TAS can look at such a step.
reason-criterion-3 = Without help, you would have large extra costs.
    .other = Without help, { helped-person } would have large extra costs.
reason-criterion-4 = Without help, you could have a loss that can't be undone.
    .other = Without help, { helped-person } could have a loss that can't be undone.
reason-criterion-5 = You are waiting on { $submission }. It has been { $waited_days ->
        [one] { $waited_days } day
       *[other] { $waited_days } days
    } since { $submitted_on }. That is long enough for TAS to look at it.
    .other = You told me that { helped-person } is waiting on { $submission }. It has been { $waited_days ->
        [one] { $waited_days } day
       *[other] { $waited_days } days
    } since { $submitted_on }. That is long enough for TAS to look at it.
reason-criterion-6 = The IRS gave you a date, { $promised_by }, and it has passed.
    .other = The IRS gave { helped-person } a date, { $promised_by }, and it has passed.
reason-criterion-7 = Something in an IRS process did not work as it should.
reason-criterion-8 = You are concerned that the IRS did not respect your rights.
    .other = You are concerned that the IRS did not respect the rights of { helped-person }.
reason-criterion-9 = TAS now takes up cases of this kind: { $topics }.
reason-low-confidence-5 = I don't know the normal time for this, so TAS must check the wait.
reason-contact-irs-first = TAS usually wants to see that you tried to solve it with the IRS first.
    .other = TAS usually wants to see that someone tried to solve it with the IRS first.
reason-criterion-8-alone = A concern about rights is something a person must look at closely.
reason-federal-tax-open = It isn't clear yet that this is about federal tax.
reason-hardship-not-linked = You told me about { $hardship }. You said the tax problem is not the cause.
    .other = You told me that { helped-person } has { $hardship }. You said the tax problem is not the cause.
reason-within-normal-time = You are waiting on { $submission }. It has been { $waited_days ->
        [one] { $waited_days } day
       *[other] { $waited_days } days
    } since { $submitted_on }. TAS looks at a wait once it is 30 days past the normal time.
    .other = You told me that { helped-person } is waiting on { $submission }. It has been { $waited_days ->
        [one] { $waited_days } day
       *[other] { $waited_days } days
    } since { $submitted_on }. TAS looks at a wait once it is 30 days past the normal time.
reason-promise-not-due = The IRS gave you a date, { $promised_by }. It has not passed yet.
    .other = The IRS gave { helped-person } a date, { $promised_by }. It has not passed yet.
reason-still-open = I could be surer with more facts. Still open: { $facts }.
reason-nothing-found = So far, nothing you told me matches the reasons TAS uses. You can still ask TAS to look at it.
    .other = So far, nothing you told me matches the reasons TAS uses. TAS can still be asked to look at it.
reason-rule-public-policy-2021-07 = A TAS rule in force now names cases like this one. Such rules can change.
reason-rule-amended-returns-2021-11 = A rule in force on that date limits what TAS takes up. It covers cases that are only about a slow amended return.
reason-rule-paper-returns-2022-05 = A rule in force on that date limits what TAS takes up. It covers cases that are only about a slow paper return.

## What to do

step-call-911-988 = If there is danger now, call 911. To talk to someone, call or text 988, day or night. It's free.
step-call-tas = Call TAS at { -tas-phone }, { -tas-hours }. Say what is wrong, what harm is near, and by what date. Have your IRS letters and your last tax return at hand.
    .other = Call TAS at { -tas-phone } { call-with }. Hours: { -tas-hours }. Say what is wrong, what harm is near, and by what date. Have the IRS letters and the last tax return at hand.
step-talk-to-advocate = Talk to a person: call TAS at { -tas-phone }, or choose "Talk to a person" in the chat.
step-refer-irs_individual = Call the IRS at { -irs-individual-phone }, { -irs-hours }. Have your letter or tax return at hand.
    .other = Call the IRS at { -irs-individual-phone } { call-with }. Hours: { -irs-hours }. Have the letter or tax return at hand.
step-refer-irs_business = Call the IRS business line at { -irs-business-phone }, { -irs-hours }.
    .other = Call the IRS business line at { -irs-business-phone } { call-with }. Hours: { -irs-hours }.
step-refer-online_account = Sign in to your IRS Online Account on irs.gov. It shows your balance, letters and payments.
    .other = Ask { helped-person } to sign in to the IRS Online Account on irs.gov. It shows the balance, letters and payments.
step-refer-payment_options = Ask the IRS about ways to pay. You can ask for a payment plan on irs.gov or at { -irs-individual-phone }.
    .other = Ask the IRS about ways to pay, { call-with }. A payment plan can be asked for on irs.gov or at { -irs-individual-phone }.
step-refer-where_is_my_refund = Check "Where's My Refund" on irs.gov, or call { -irs-refund-phone }.
    .other = Check "Where's My Refund" on irs.gov, or call { -irs-refund-phone } { call-with }.
step-refer-where_is_my_amended_return = Check "Where's My Amended Return" on irs.gov, or call { -irs-amended-phone }.
    .other = Check "Where's My Amended Return" on irs.gov, or call { -irs-amended-phone } { call-with }.
step-refer-identity_theft_unit = Call the IRS identity theft line at { -irs-identity-theft-phone }.
    .other = Call the IRS identity theft line at { -irs-identity-theft-phone } { call-with }.
step-refer-disclosure_foia = Ask for your records on irs.gov: search for "FOIA", the Freedom of Information Act.
    .other = Ask for the records on irs.gov: search for "FOIA", the Freedom of Information Act.
step-refer-tigta = Tell the watchdog office over the IRS (TIGTA) at { -tigta-phone }. It looks into complaints about employees.
step-refer-state_or_other_agency = Contact the agency that sent you the letter. For state tax, that is your state's tax office.
    .other = Contact the agency that sent the letter. For state tax, that is the state's tax office.
step-refer-frivolous_arguments_page = Read what the IRS says: search irs.gov for "frivolous tax arguments".
step-refer-courts_clerk = Ask the clerk of the court, or your lawyer, what comes next and by when.
    .other = Ask the clerk of the court, or the lawyer, what comes next and by when.
step-refer-litc = If you can't pay for help, ask a Low Income Taxpayer Clinic. Find one on irs.gov: search for "LITC".
    .other = If { helped-person } can't pay for help, ask a Low Income Taxpayer Clinic. Find one on irs.gov: search for "LITC".
step-refer-vita = For free help with a tax return, call { -vita-phone }. Ask for a VITA (volunteer tax help) site near you.
    .other = For free help with a tax return, call { -vita-phone }. Ask for a VITA (volunteer tax help) site near { helped-person }.
step-local-help-211 = Call 211 for local help with rent, food, power or medicine.
    .other = Call 211 for local help with rent, food, power or medicine. Say where { helped-person } lives.
step-contact-irs = Contact the IRS first: call the number on your letter, or { -irs-individual-phone }. Note the date and what you are told. If that doesn't help, come back to this chat.
    .other = Contact the IRS first, { call-with }: the number on the letter, or { -irs-individual-phone }. Note the date and what you are told. If that doesn't help, come back to this chat.
step-form-911 = Ask TAS for help in writing with Form 911. You find it on irs.gov: search for "Form 911".
    .other = Ask TAS for help in writing with Form 911. You find it on irs.gov: search for "Form 911". { form-911-signed }
step-bring-authorization = To talk about someone else's tax, TAS needs a signed authorization, such as Form 2848. Have it at hand.
    .other = { $whom ->
        [representative] To talk about someone else's tax, TAS needs a signed authorization, such as Form 2848. Have it at hand.
       *[other] To talk with TAS without { helped-person }, you need a signed authorization, such as Form 2848.
    }
step-gather-papers = Gather papers if you have them: IRS letters, proof of what you sent, bills, and notices about the hardship. You can ask for help without them.
    .other = Gather papers if there are any: IRS letters, proof of what was sent, bills, and notices about the hardship. You can ask for help without them.
step-come-back-on = If it isn't solved by { $date }, come back to this chat or call TAS at { -tas-phone }.
step-keep-deadlines = Deadlines in IRS letters keep running. Answer, pay or appeal by those dates while you wait.
    .other = Deadlines in IRS letters keep running. Answer, pay or appeal by those dates during the wait.

## Other offices

referral-irs_individual = IRS help for individuals: { -irs-individual-phone }, { -irs-hours }
referral-irs_business = IRS help for businesses: { -irs-business-phone }, { -irs-hours }
referral-online_account = IRS Online Account on irs.gov
referral-payment_options = IRS ways to pay: search irs.gov for "payment plan"
referral-where_is_my_refund = Where's My Refund: irs.gov or { -irs-refund-phone }
referral-where_is_my_amended_return = Where's My Amended Return: irs.gov or { -irs-amended-phone }
referral-identity_theft_unit = IRS identity theft line: { -irs-identity-theft-phone }
referral-disclosure_foia = IRS records: search irs.gov for "FOIA"
referral-tigta = Complaints about IRS employees (TIGTA): { -tigta-phone }
referral-state_or_other_agency = Your state's tax office, or the agency that wrote to you
    .other = The state's tax office, or the agency that wrote
referral-frivolous_arguments_page = IRS page on tax arguments: search irs.gov for "frivolous tax arguments"
referral-courts_clerk = The clerk of the court that has your case
    .other = The clerk of the court that has the case
referral-litc = Low Income Taxpayer Clinics (LITC): search irs.gov for "LITC"
referral-vita = Free help with tax returns (VITA): { -vita-phone }
