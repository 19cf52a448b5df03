### The words for what is known (DESIGN section 6).
### value-…   a button's title
### phrase-…  what was understood, as one part of a list inside a sentence: "I understood: a late refund and …"
### fact-…    what a fact is called when it is still open: "What would make this surer: …"

## Danger: never asked, only noticed

value-emergency-yes = Someone is in danger
value-emergency-no = No one is in danger
phrase-emergency-yes = danger to someone's life
phrase-emergency-no = no danger to anyone's life
fact-emergency = danger to life

## Is it about federal tax?

value-federal_tax-yes = Yes, it's about the IRS
value-federal_tax-no = No, it's about something else
value-federal_tax-unsure = I'm not sure
phrase-federal_tax-yes = a federal tax matter
phrase-federal_tax-no = a matter other than federal tax
phrase-federal_tax-unsure = possibly a federal tax matter
fact-federal_tax = federal tax

## Who needs the help?

value-asking_as-individual = Me, or me and my spouse
value-asking_as-business = A business
value-asking_as-exempt_organization = A tax-exempt organization
value-asking_as-representative = Someone I represent
value-asking_as-congressional = Someone who wrote to a congressional office
value-asking_as-other = A relative or friend
phrase-asking_as-individual = help for yourself
phrase-asking_as-business = help for a business
phrase-asking_as-exempt_organization = help for a tax-exempt organization
phrase-asking_as-representative = help for someone you represent
phrase-asking_as-congressional = a request through a congressional office
phrase-asking_as-other = help for a relative or friend
fact-asking_as = who needs help

## What it is about

value-topics-levy_or_garnishment = The IRS takes wages or bank money
value-topics-lien = There is a federal tax lien
value-topics-seizure = The IRS may take or sell property
value-topics-refund_delay = The refund is late
value-topics-refund_status = Where is the refund?
value-topics-return_processing = The tax return is stuck
value-topics-amended_return = An amended tax return
value-topics-no_response = The IRS doesn't answer
value-topics-missed_promised_date = The IRS missed a date it gave
value-topics-system_failure = Something at the IRS went wrong
value-topics-notice_question = A letter or bill from the IRS
value-topics-payment_plan = Paying over time
value-topics-offer_in_compromise = Settling for less than is owed
value-topics-penalty_abatement = Penalties or interest
value-topics-audit = An audit
value-topics-credits = Tax credits or dependents
value-topics-identity_theft = Identity theft or proving identity
value-topics-unfiled_returns = Tax returns not filed
value-topics-business_payroll_tax = Business or payroll tax
value-topics-injured_spouse = A spouse's tax debt
value-topics-deceased_taxpayer = Taxes of someone who died
value-topics-stimulus_payment = A stimulus payment
value-topics-passport = A passport held back for tax debt
value-topics-private_collection = A collection agency for the IRS
value-topics-exempt_status_revoked = Tax-exempt status was lost
value-topics-complaint = A complaint about service
value-topics-frivolous_argument = Whether taxes must be paid at all
value-topics-foia = IRS records
value-topics-in_court = A court case
value-topics-other_agency = State tax or another agency
value-topics-general_tax_question = A general tax question
value-topics-about_tas = What TAS does
value-topics-form_911 = Form 911
value-topics-case_status = An open TAS case
value-topics-representative = Writing for someone else
value-topics-document_upload = Sending documents
value-topics-access_code = An access code
value-topics-talk_to_human = Talking to a person
value-topics-language = Another language
value-topics-emergency = An emergency
value-topics-greeting = A greeting
value-topics-thanks = A thank-you
value-topics-goodbye = A goodbye
value-topics-affirm = A yes
value-topics-deny = A no
value-topics-unsure = Not sure
value-topics-restart = Starting over
value-topics-out_of_scope = Nothing about taxes
value-topics-other = Something else

phrase-topics-levy_or_garnishment = wages or bank money taken by the IRS
phrase-topics-lien = a federal tax lien
phrase-topics-seizure = property at risk of being taken
phrase-topics-refund_delay = a late refund
phrase-topics-refund_status = a question about a refund
phrase-topics-return_processing = a tax return that is stuck
phrase-topics-amended_return = an amended tax return
phrase-topics-no_response = no answer from the IRS
phrase-topics-missed_promised_date = a date that the IRS missed
phrase-topics-system_failure = something that went wrong at the IRS
phrase-topics-notice_question = a letter or bill from the IRS
phrase-topics-payment_plan = a payment plan
phrase-topics-offer_in_compromise = a wish to settle for less
phrase-topics-penalty_abatement = penalties or interest
phrase-topics-audit = an audit
phrase-topics-credits = tax credits or dependents
phrase-topics-identity_theft = identity theft or an identity check
phrase-topics-unfiled_returns = tax returns not filed yet
phrase-topics-business_payroll_tax = business or payroll tax
phrase-topics-injured_spouse = a spouse's tax debt
phrase-topics-deceased_taxpayer = the taxes of someone who died
phrase-topics-stimulus_payment = a stimulus payment
phrase-topics-passport = a passport held back for tax debt
phrase-topics-private_collection = a collection agency working for the IRS
phrase-topics-exempt_status_revoked = tax-exempt status that was lost
phrase-topics-complaint = a complaint about service
phrase-topics-frivolous_argument = a doubt that taxes must be paid
phrase-topics-foia = a request for IRS records
phrase-topics-in_court = a court case
phrase-topics-other_agency = a matter of another agency
phrase-topics-general_tax_question = a general tax question
phrase-topics-about_tas = a question about TAS
phrase-topics-form_911 = a question about Form 911
phrase-topics-case_status = an open TAS case
phrase-topics-representative = help for someone else
phrase-topics-document_upload = documents to send
phrase-topics-access_code = an access code
phrase-topics-talk_to_human = a wish to talk to a person
phrase-topics-language = a wish for another language
phrase-topics-emergency = an emergency
phrase-topics-greeting = a greeting
phrase-topics-thanks = a thank-you
phrase-topics-goodbye = a goodbye
phrase-topics-affirm = a yes
phrase-topics-deny = a no
phrase-topics-unsure = no clear answer yet
phrase-topics-restart = a wish to start over
phrase-topics-out_of_scope = a matter that isn't about taxes
phrase-topics-none = no topic yet
fact-topics = the problem

## Language of the chat

value-language-en = English
value-language-es = Español

## What goes to another office

value-exclusion-none = No
value-exclusion-in_court = Yes, a court has it
value-exclusion-frivolous_only = Whether taxes are lawful
value-exclusion-foia_only = Only IRS records
value-exclusion-other_agency = Another agency
value-exclusion-misconduct_only = Only a complaint about an IRS worker
value-exclusion-advice_only = Only tax advice
value-exclusion-refund_scheme = A refund that may not be right
phrase-exclusion-none = no court case
phrase-exclusion-in_court = a court case about this
phrase-exclusion-frivolous_only = a question of whether taxes are lawful
phrase-exclusion-foia_only = a request for IRS records
phrase-exclusion-other_agency = a matter of another agency
phrase-exclusion-misconduct_only = a complaint about an IRS worker
phrase-exclusion-advice_only = a question of tax advice
phrase-exclusion-refund_scheme = a refund that a person should look at
fact-exclusion = a court case

## Basic needs

value-hardship-housing = Rent or mortgage
value-hardship-utilities = Power, water, heat or phone
value-hardship-food = Food
value-hardship-medical = Doctor, medicine or insurance
value-hardship-transportation = Car or getting to work
value-hardship-employment = Keeping a job or business
value-hardship-other_basic_need = Other basic needs
value-hardship-none = None of these
phrase-hardship-housing = trouble with rent or mortgage
phrase-hardship-utilities = trouble with utility bills
phrase-hardship-food = too little for food
phrase-hardship-medical = trouble paying for medical care
phrase-hardship-transportation = trouble paying for a car or rides
phrase-hardship-employment = a job or business at risk
phrase-hardship-other_basic_need = other basic needs at risk
phrase-hardship-none = no trouble paying for basic needs
fact-hardship = basic needs

value-hardship_link-yes = Yes
value-hardship_link-no = No, it has another cause
value-hardship_link-unsure = I'm not sure
phrase-hardship_link-yes = money trouble tied to the tax problem
phrase-hardship_link-no = money trouble with another cause
phrase-hardship_link-unsure = money trouble with no clear cause yet
fact-hardship_link = what caused the hardship

value-harm_on-unsure = I don't know the date
phrase-harm_on = harm expected by { $date }
phrase-harm_on-rough = harm expected in { $month }
phrase-harm_on-unsure = no known date for the harm
fact-harm_on = when harm may come

## What the IRS does or says it will do

value-adverse_action-none = No, none of these
value-adverse_action-threatened = The IRS says it will
value-adverse_action-happening = Yes, it's happening
phrase-adverse_action-none = no IRS step to collect
phrase-adverse_action-threatened = an IRS warning of a step to collect
phrase-adverse_action-happening = a step the IRS is taking to collect
fact-adverse_action = IRS action

phrase-adverse_action_on = an IRS step on { $date }
phrase-adverse_action_on-rough = an IRS step in { $month }
fact-adverse_action_on = the date of the IRS action

## Costs and lasting loss

value-significant_costs-yes = Yes
value-significant_costs-no = No
value-significant_costs-unsure = I'm not sure
phrase-significant_costs-yes = large extra costs
phrase-significant_costs-no = no large extra costs
phrase-significant_costs-unsure = extra costs not clear yet
fact-significant_costs = extra costs

value-irreparable_harm-yes = Yes
value-irreparable_harm-no = No
value-irreparable_harm-unsure = I'm not sure
phrase-irreparable_harm-yes = a loss that can't be undone
phrase-irreparable_harm-no = no lasting loss
phrase-irreparable_harm-unsure = a lasting loss not clear yet
fact-irreparable_harm = lasting loss

## What was tried

value-contacted_irs-yes = Yes
value-contacted_irs-no = Not yet
phrase-contacted_irs-yes = earlier contact with the IRS
phrase-contacted_irs-no = no contact with the IRS yet
fact-contacted_irs = your contact with the IRS
    .other = contact with the IRS

value-submission-e_filed_return = A tax return, online
value-submission-paper_return = A tax return, on paper
value-submission-amended_return = An amended (corrected) return
value-submission-injured_spouse_claim = An injured spouse claim
value-submission-identity_theft_report = An identity theft report
value-submission-correspondence = A letter or a reply
value-submission-other = Something else
value-submission-none = Nothing
phrase-submission-e_filed_return = a tax return filed online
phrase-submission-paper_return = a tax return filed on paper
phrase-submission-amended_return = an amended tax return
phrase-submission-injured_spouse_claim = an injured spouse claim
phrase-submission-identity_theft_report = an identity theft report
phrase-submission-correspondence = a letter to the IRS
phrase-submission-other = something else you sent
    .other = something else that was sent
phrase-submission-none = nothing sent to the IRS
fact-submission = what you sent
    .other = what was sent

value-submitted_on-unsure = I don't know the date
phrase-submitted_on = sent on { $date }
phrase-submitted_on-rough = sent in { $month }
phrase-submitted_on-unsure = no known date of sending
fact-submitted_on = when you sent it
    .other = when it was sent

value-promised_by-none = No date was given
value-promised_by-unsure = I don't remember
phrase-promised_by = an answer promised by { $date }
phrase-promised_by-rough = an answer promised for { $month }
phrase-promised_by-none = no date given by the IRS
phrase-promised_by-unsure = no known date from the IRS
fact-promised_by = dates the IRS gave

value-system_failure-yes = Yes
value-system_failure-no = No
value-system_failure-unsure = I'm not sure
phrase-system_failure-yes = an IRS process that failed
phrase-system_failure-no = no failed IRS process
phrase-system_failure-unsure = an IRS failure not clear yet
fact-system_failure = IRS errors

value-rights_concern-yes = Yes
value-rights_concern-no = No
value-rights_concern-unsure = I'm not sure
phrase-rights_concern-yes = a concern about taxpayer rights
phrase-rights_concern-no = no concern about taxpayer rights
phrase-rights_concern-unsure = a rights concern not clear yet
fact-rights_concern = your rights
    .other = taxpayer rights
