### A likely result, never a decision. The words rejected, denied, ineligible and not qualified never occur.

outcome-likely = TAS can likely help you
    .other = TAS can likely help
outcome-likely-lead = From what you told me, the { -tas } can likely help you. Its help is free. This is my best guess, not a decision. The people at TAS decide.
    .other = From what you told me, the { -tas } can likely step in for { helped-person }. Its help is free. This is my best guess, not a decision. The people at TAS decide.
outcome-possible = TAS may be able to help you
    .other = TAS may be able to help
outcome-possible-lead = The { -tas } may be able to help you. Its help is free. I can't be sure yet, and this is not a decision. The people at TAS decide.
    .other = The { -tas } may be able to step in for { helped-person }. Its help is free. I can't be sure yet, and this is not a decision. The people at TAS decide.
outcome-unlikely = Start with these steps
outcome-unlikely-lead = Start with the steps below. They may help you faster than the { -tas }. This is my best guess, not a decision. You can still ask TAS at { -tas-phone }.
    .other = Start with the steps below. They may help { helped-person } faster than the { -tas }. This is my best guess, not a decision. TAS can still be asked at { -tas-phone }.
outcome-about-tas-lead = The { -tas } can best answer this itself. Its help is free. This is my best guess, not a decision.
outcome-needs_person = A person should look at this
outcome-needs_person-lead = A person at the { -tas } should look at this with you, not only a chat. That is not a decision about your case.
    .other = A person at the { -tas } should look at this, not only a chat. That is not a decision about the case of { helped-person }.

## Why

reason-emergency = Someone may be in danger. That comes before any tax matter.
reason-not-federal-tax = You said this is not about federal tax. TAS works on federal tax only.
reason-exclusion-frivolous_only = You asked whether taxes are lawful. TAS doesn't take up that question.
reason-exclusion-in_court = A court has this case. TAS usually can't work on it while it is there, so a person should look first.
reason-exclusion-foia_only = You want IRS records. Another IRS office gives them out.
reason-exclusion-other_agency = Another agency is in charge of this, not the IRS.
reason-exclusion-misconduct_only = You have a complaint about an IRS worker. A separate office looks into that.
reason-exclusion-advice_only = You asked a general tax question. Other offices give tax help for free.
reason-exclusion-refund_scheme = A person should look at this refund with you before you do more. That doesn't say that you did anything wrong.
    .other = A person should look at this refund with { helped-person } before anyone does more. That doesn't say that anyone did something wrong.
reason-congressional = This comes from the office of a member of Congress. A person at TAS takes care of it.
reason-criterion-1 = You told me about { $hardship }. When a tax problem makes life that hard, TAS can help with the tax problem.
    .other = You told me that { helped-person } has { $hardship }. When a tax problem makes life that hard, TAS can help with the tax problem.
reason-criterion-2 = You told me about { $adverse_action }. TAS can look at that.
    .other = You told me that { helped-person } faces { $adverse_action }. TAS can look at that.
reason-criterion-3 = You told me this could cost you a lot more.
    .other = You told me this could cost { helped-person } a lot more.
reason-criterion-4 = You told me you could lose something for good.
    .other = You told me that { helped-person } could lose something for good.
reason-criterion-5 = You are waiting for the IRS to deal with { $submission }. It has been { $waited_days ->
        [one] { $waited_days } day
       *[other] { $waited_days } days
    } since { $submitted_on }. TAS can look into a wait like that.
    .other = The IRS still has to deal with { $submission } for { helped-person }. It has been { $waited_days ->
        [one] { $waited_days } day
       *[other] { $waited_days } days
    } since { $submitted_on }. TAS can look into a wait like that.
reason-criterion-5-rough = You are waiting for the IRS to deal with { $submission }. It has been { $waited_months ->
        [0] less than a month
        [one] about { $waited_months } month
       *[other] about { $waited_months } months
    } since { $submitted_month }. TAS can look into a wait like that.
    .other = The IRS still has to deal with { $submission } for { helped-person }. It has been { $waited_months ->
        [0] less than a month
        [one] about { $waited_months } month
       *[other] about { $waited_months } months
    } since { $submitted_month }. TAS can look into a wait like that.
reason-criterion-6 = The IRS told you it would answer or act by { $promised_by }. That day has passed, so it is the IRS that is late.
    .other = The IRS told { helped-person } it would answer or act by { $promised_by }. That day has passed, so it is the IRS that is late.
reason-criterion-6-rough = The IRS told you it would answer or act in { $promised_month }. That time has passed, so it is the IRS that is late.
    .other = The IRS told { helped-person } it would answer or act in { $promised_month }. That time has passed, so it is the IRS that is late.
reason-criterion-7 = You told me that something went wrong at the IRS.
    .other = You told me that something went wrong at the IRS for { helped-person }.
reason-criterion-8 = You are concerned that the IRS did not respect your rights.
    .other = You are concerned that the IRS did not respect the rights of { helped-person }.
reason-criterion-9 = TAS takes cases of this kind: { $topics }.
reason-low-confidence-5 = I don't know how long this should take. TAS can tell if it is too long.
reason-contact-irs-first = TAS usually wants to see that you tried to solve it with the IRS first.
    .other = TAS usually wants to see that someone tried to solve it with the IRS first.
reason-criterion-8-alone = A person at TAS should look at a concern about rights.
reason-federal-tax-open = It isn't clear yet if this is about the IRS. It could be state tax or another office. If there is a letter, look at who sent it.
reason-hardship-not-linked = You told me about { $hardship }. You said the tax problem is not the cause. Local help may be faster for that.
    .other = You told me that { helped-person } has { $hardship }. You said the tax problem is not the cause. Local help may be faster for that.
reason-within-normal-time = You are waiting for the IRS to deal with { $submission }. It has been { $waited_days ->
        [one] { $waited_days } day
       *[other] { $waited_days } days
    } since { $submitted_on }. That can still be a normal wait. TAS looks into it when the IRS is more than 30 days late.
    .other = The IRS still has to deal with { $submission } for { helped-person }. It has been { $waited_days ->
        [one] { $waited_days } day
       *[other] { $waited_days } days
    } since { $submitted_on }. That can still be a normal wait. TAS looks into it when the IRS is more than 30 days late.
reason-within-normal-time-rough = You are waiting for the IRS to deal with { $submission }. It has been { $waited_months ->
        [0] less than a month
        [one] about { $waited_months } month
       *[other] about { $waited_months } months
    } since { $submitted_month }. That can still be a normal wait. TAS looks into it when the IRS is more than 30 days late.
    .other = The IRS still has to deal with { $submission } for { helped-person }. It has been { $waited_months ->
        [0] less than a month
        [one] about { $waited_months } month
       *[other] about { $waited_months } months
    } since { $submitted_month }. That can still be a normal wait. TAS looks into it when the IRS is more than 30 days late.
reason-promise-not-due = The IRS told you it would answer or act by { $promised_by }. The IRS still has time.
    .other = The IRS told { helped-person } it would answer or act by { $promised_by }. The IRS still has time.
reason-promise-not-due-rough = The IRS told you it would answer or act in { $promised_month }. The IRS still has time.
    .other = The IRS told { helped-person } it would answer or act in { $promised_month }. The IRS still has time.
reason-still-open = If you tell me more here in the chat, I can be surer. I don't know enough yet about: { $facts }.
reason-nothing-found = From what I know so far, other steps may help you faster than TAS. I may have missed something. You can still ask TAS.
    .other = From what I know so far, other steps may help faster than TAS. I may have missed something. TAS can still be asked.
reason-about-tas = You asked about TAS, or how to reach it. I don't know of a tax problem yet. If there is one, tell me about it in this chat.
reason-rule-public-policy-2021-07 = A TAS rule says so today. Such rules can change.
reason-rule-amended-returns-2021-11 = On the day of this result, a rule limits what TAS takes. It leaves out cases that are only about a slow amended return.
reason-rule-paper-returns-2022-05 = On the day of this result, a rule limits what TAS takes. It leaves out cases that are only about a slow paper return.

## What to do

step-call-911-988 = If anyone is in danger now, call 911. In a crisis, call or text 988, day or night. It's free.
step-call-tas = Call TAS at { -tas-phone }, { -tas-hours }. Say what is wrong, what you could lose, and by what day. If you can, have your IRS letters and last tax return with you.
    .other = Call TAS at { -tas-phone } { call-with }. Hours: { -tas-hours }. Say what is wrong, what { helped-person } could lose, and by what day. Have the IRS letters and last tax return ready, if possible.
step-talk-to-advocate = An advocate can also help you in this chat.
step-refer-irs_individual = Call the IRS at { -irs-individual-phone }, { -irs-hours }. Have your letter, or a copy of the tax return you sent, with you.
    .other = Call the IRS at { -irs-individual-phone } { call-with }. Hours: { -irs-hours }. Have the letter, or a copy of the tax return, ready.
step-refer-irs_business = Call the IRS business line at { -irs-business-phone }, { -irs-hours }.
    .other = Call the IRS business line at { -irs-business-phone } { call-with }. Hours: { -irs-hours }.
step-refer-online_account = Sign in to your IRS Online Account on irs.gov. It shows what you owe, your letters and payments.
    .other = Ask { helped-person } to sign in to the IRS Online Account on irs.gov. It shows what is owed, letters and payments.
step-refer-payment_options = Ask the IRS about ways to pay. You can ask for a payment plan on irs.gov or at { -irs-individual-phone }. Hours: { -irs-hours }.
    .other = Ask the IRS about ways to pay, { call-with }. A payment plan can be asked for on irs.gov or at { -irs-individual-phone }. Hours: { -irs-hours }.
step-refer-where_is_my_refund = Check "Where's My Refund" on irs.gov, or call { -irs-refund-phone }.
    .other = Check "Where's My Refund" on irs.gov, or call { -irs-refund-phone } { call-with }.
step-refer-where_is_my_amended_return = Check "Where's My Amended Return" on irs.gov, or call { -irs-amended-phone }.
    .other = Check "Where's My Amended Return" on irs.gov, or call { -irs-amended-phone } { call-with }.
step-refer-identity_theft_unit = Call the IRS identity theft line at { -irs-identity-theft-phone }. Or search irs.gov for "identity theft".
    .other = Call the IRS identity theft line at { -irs-identity-theft-phone } { call-with }. Or search irs.gov for "identity theft".
step-refer-disclosure_foia = Ask for your records on irs.gov: search for "FOIA", the Freedom of Information Act.
    .other = Ask for the records on irs.gov: search for "FOIA", the Freedom of Information Act.
step-refer-tigta = Tell TIGTA, the office that checks on the IRS, at { -tigta-phone } or on tigta.gov. It looks into complaints about IRS workers.
step-refer-state_or_other_agency = Contact the agency that sent you the letter. For state tax, that is your state's tax office.
    .other = Contact the agency that sent the letter. For state tax, that is the state's tax office.
step-refer-frivolous_arguments_page = The IRS answers this on its site. On irs.gov, search for "frivolous tax arguments".
step-refer-courts_clerk = Ask the clerk's office at the court, or your lawyer, what comes next and by when.
    .other = Ask the clerk's office at the court, or the lawyer, what comes next and by when.
step-refer-litc = If you can't pay for help, ask a Low Income Taxpayer Clinic. Find one on irs.gov: search for "LITC".
    .other = If { helped-person } can't pay for help, ask a Low Income Taxpayer Clinic. Find one on irs.gov: search for "LITC".
step-refer-vita = For free help with a tax return, call { -vita-phone }. Ask for a VITA (volunteer tax help) site near you. Or search irs.gov for "VITA".
    .other = For free help with a tax return, call { -vita-phone }. Ask for a VITA (volunteer tax help) site near { helped-person }. Or search irs.gov for "VITA".
step-local-help-211 = Call 211 for local help with rent, food, electricity or medicine.
    .other = Call 211 for local help with rent, food, electricity or medicine. Say where { helped-person } lives.
step-contact-irs = First call the IRS at the number on your letter, or { -irs-individual-phone }. Hours: { -irs-hours }. Write down the day and what they say. If that doesn't help, come back to this chat.
    .other = First call the IRS, { call-with }: the number on the letter, or { -irs-individual-phone }. Hours: { -irs-hours }. Write down the day and what they say. If that doesn't help, come back to this chat.
step-form-911 = You can also ask TAS in writing. On irs.gov, search for "Form 911". It is a paper, not the emergency line.
    .other = TAS can also be asked in writing. On irs.gov, search for "Form 911". It is a paper, not the emergency line. { form-911-signed }
step-bring-authorization = Before you call, have a signed authorization ready, such as Form 2848. TAS needs it to talk about someone else's tax.
    .other = { $whom ->
        [representative] TAS needs that authorization signed, such as Form 2848.
       *[other] If { helped-person } isn't on the call with you, TAS needs a signed form, such as Form 2848.
    }
step-gather-papers = Gather papers if you have them: IRS letters, proof of what you sent, bills, and eviction or shut-off notices. You can ask for help without them.
    .other = Gather papers if there are any: IRS letters, proof of what was sent, bills, and eviction or shut-off notices. Help can be asked for without them.
step-come-back-on = If it isn't solved by { $date }, come back to this chat. If money trouble starts before that, don't wait: call TAS.
step-keep-deadlines = If your IRS letters give a date, it still counts while you wait. Answer, pay or appeal by then. If you can't, call the number on the letter before that day.
    .other = If the IRS letters give a date, it still counts during the wait. Answer, pay or appeal by then. If that can't be done, call the number on the letter before that day.

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
referral-courts_clerk = The clerk's office at the court that has your case
    .other = The clerk's office at the court that has the case
referral-litc = Low Income Taxpayer Clinics (LITC): search irs.gov for "LITC"
referral-vita = Free help with tax returns (VITA): { -vita-phone }
