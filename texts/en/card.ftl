### The card that an advocate reads before anything else (casework/handoff/card.py). For staff: plain, terse, in their language.
### Its parts stand in one line each, with a point between them, so they begin small where a sentence doesn't.

card-title = What to know first
card-corrected = corrected by an advocate
card-zone-ET = ET
card-zone-CT = CT
card-zone-MT = MT
card-zone-PT = PT
card-zone-AKT = AKT
card-zone-HT = HT
card-more = +{ $more_count }

## Marks

card-urgency-today = Act today
card-urgency-this_week = Act within days
card-urgency-soon = No day known
card-urgency-soon-harmless = No harm told
card-urgency-soon-unknown = Harm unknown
card-urgency-soon-by = Act before { $day }
card-urgency-soon-by-month = Act before { $told_month }
card-verified = Signed in
card-not-verified = Not verified
card-verified-hint = identity checked
card-not-verified-hint = say nothing of any case

## What each line is about

card-label-who = Who
card-label-danger = Danger
card-label-words = In their words
card-label-harm = Harm
card-label-by = By
card-label-contact = Contact
card-label-contact-writer = Contact the writer
card-label-spouse = Joint case
card-label-wants = Wants
card-label-why = Why here
card-label-tried = So far
card-label-told = Was told
card-label-needs = Needs
card-label-needs-writer = The writer needs
card-label-language = Language
card-label-known = Don't ask

## Who writes, and for whom

card-who-individual = for themselves
card-who-business = for a business
card-who-exempt_organization = for a tax-exempt group
card-who-representative = says they represent a taxpayer
card-who-congressional = for a congressional office
card-who-other = for a relative or friend
card-who-unchecked = authorization unchecked
card-who-unasked = not asked yet for whom
card-who-unanswered = asked for whom, no answer
card-who-own = about their own case
card-who-authorized = for a client, the case has the client's name
card-who-no_case = no case opened in this chat
card-who-no_right = no right to a case any more
card-who-rights-unknown = rights can't be checked now, so say nothing of the case
card-who-acts = may act for them
card-who-told = may be told, may not act
card-who-form = Form { $form }: say only what it covers
card-who-until = until { $day }
card-spouse = say nothing about the spouse

## Danger

card-danger-said = said { $time }
card-danger-earlier = in the chat before signing in
card-danger-no-words = noticed in this chat
card-danger-lines = help lines shown
card-danger-safe = said they are safe, { $time }
card-danger-not-safe = no word yet that they are safe

## Harm, and by when

card-harm-housing = rent, mortgage or eviction
card-harm-utilities = power, water or phone
card-harm-food = food
card-harm-medical = medical care
card-harm-transportation = car or rides
card-harm-employment = job or business
card-harm-other_basic_need = other basic needs
card-harm-other-cause = not from the tax problem
card-harm-no-needs = said no basic need is at risk
card-harm-no-action = said no IRS step to collect
card-harm-unasked = basic needs not asked about yet
card-harm-unanswered = asked about basic needs, no answer
card-step-threatened = { $step } threatened
card-step-happening = { $step } under way
card-step-levy_or_garnishment = levy
card-step-lien = lien
card-step-seizure = seizure
card-step-passport = passport step
card-step-other = IRS action
card-by-harm = harm { $day }
card-by-step = { $step } { $day }
card-by-both = harm and { $step } { $day }
card-by-unsure = asked, they do not know the day
card-by-danger = now (danger)
card-by-declined = asked, didn't want to say the day
card-by-unasked = day not asked yet
card-by-none = no harm named, so no day
card-by-unanswered = asked for the day, no answer, ask again
card-in-month = in { $told_month }
card-in-days = { $day }, { $days_count ->
        [0] today
        [1] tomorrow
       *[other] in { $days_count } days
    }
card-days-ago = { $day }, { $days_count ->
        [one] yesterday
       *[other] { $days_count } days ago
    }

## How they may be reached

card-contact-none = do NOT contact them
card-contact-here = do NOT call or mail, only write here
card-contact-call = NO voicemail, DON'T say who calls
card-contact-may-call = you may call the writer
card-contact-voicemail = DON'T say who calls
card-contact-may-voicemail = you may call, voicemail is safe
card-contact-any = any way is safe
card-contact-unknown = do NOT call, what is safe is not known, only write here
card-contact-not-call = do NOT call, ask here before you mail
card-contact-not-write = do NOT mail or e-mail, ask here before you call
card-contact-portal = only write here
card-contact-telephone = by phone
card-contact-mail = by mail
card-contact-shared = others may see their screen

## What they want

card-wants-levy_or_garnishment = stop or release the levy
card-wants-lien = lift the lien
card-wants-seizure = stop the seizure
card-wants-refund_delay = get the refund
card-wants-refund_status = know where the refund is
card-wants-return_processing = get the return done
card-wants-amended_return = get the amended return done
card-wants-no_response = an answer from the IRS
card-wants-missed_promised_date = what the IRS promised
card-wants-system_failure = an IRS error fixed
card-wants-notice_question = help with a letter or bill
card-wants-payment_plan = pay over time
card-wants-offer_in_compromise = settle for less
card-wants-penalty_abatement = lower penalties
card-wants-audit = help with an audit
card-wants-credits = credits or dependents cleared up
card-wants-identity_theft = identity theft cleared up
card-wants-unfiled_returns = file missing returns
card-wants-business_payroll_tax = payroll tax cleared up
card-wants-injured_spouse = their share of a refund
card-wants-deceased_taxpayer = settle taxes of someone who died
card-wants-stimulus_payment = a stimulus payment
card-wants-passport = the passport freed
card-wants-private_collection = help with a debt collector
card-wants-exempt_status_revoked = exempt status back
card-wants-complaint = a complaint heard
card-wants-frivolous_argument = argues against paying tax
card-wants-foia = IRS records
card-wants-in_court = help with a court case
card-wants-other_agency = help with another agency
card-wants-general_tax_question = a tax question answered
card-wants-about_tas = to know what TAS does
card-wants-form_911 = help with Form 911
card-wants-case_status = news of a case
card-wants-document_upload = to send papers
card-wants-as-written = as they wrote above
card-wants-unknown = not known yet
card-reason-asked = asked for a person
card-reason-emergency = danger was noticed
card-reason-not_understood = the assistant did not understand it
card-reason-in_court = a court has it
card-reason-refund_scheme = the refund needs a look
card-reason-congressional = a congressional office writes
card-reason-assistant_unavailable = the assistant was down
card-reason-case_question = a case question the assistant can't answer

## What they tried

card-tried-irs = was in touch with the IRS
card-tried-irs-not = not in touch with the IRS yet
card-tried-sent = { $submission }, { $day }
card-tried-sent-undated = { $submission }, they don't know the day
card-tried-sent-on = sent { $day }
card-tried-nothing-sent = nothing sent to the IRS
card-tried-promise = IRS gave a day: { $day }
card-tried-promise-passed = IRS missed its day: { $day }
card-tried-no-promise = IRS gave no day

## What they were told

card-told-nothing = nothing yet
card-told-likely = TAS can likely help
card-told-possible = TAS may be able to help
card-told-unlikely = other help comes first
card-told-needs_person = a person should look into it
card-told-wait-late = wait is long, { $waited_days } days
card-told-wait-normal = wait is still normal, { $waited_days } days
card-told-queue = wait for us: { $low_minutes } to { $high_minutes } minutes
card-told-opens = we open { $day }
card-told-callback-asked = a call back is planned
card-told-callback-tried = called back once, not reached
card-told-case = about the case: { $aspects }
card-told-case-status = its status
card-told-case-next = its next step
card-told-case-contact = when TAS is in touch next
card-told-case-completion = when it may be done
card-told-case-advocate = who their advocate is
card-told-case-papers = its papers
card-told-case-history = its history
card-told-case-not-found = no case was found

# What was said of a case, in a few words
card-said-next-taxpayer = next step: the taxpayer acts
card-said-next-advocate = next step: the advocate acts
card-said-next-irs = next step: the IRS acts
card-said-next-nobody = no step is left
card-said-contact = TAS will be in touch by { $contact_on }
card-said-contact-passed = TAS was to be in touch by { $contact_on }
card-said-contact-none = no day for the next contact
card-said-completion = expected end { $completion_on }
card-said-completion-passed = expected end was { $completion_on }
card-said-advocate = their advocate: { $advocate }
card-said-advocate-none = no advocate named yet
card-said-status = TAS case: { $status }
card-said-needed = papers asked for: { $papers }
card-said-needed-none = no papers asked for now
card-said-received = papers that came: { $papers }

## What they need

card-needs-language = writes { $spoken }
card-language-en = English
card-language-es = Spanish
card-needs-interpreter = { $spoken } interpreter
card-needs-interpreter-unknown = interpreter, language not known
card-needs-interpreter-none = no interpreter asked for
card-needs-relay = relay or TTY
card-needs-screen_reader = screen reader

## What must not be asked again

card-known-who = who they are
card-known-above = { $names } (answered above)
card-known-all-above = what is answered above
card-known-declined = { $names } (they didn't want to say)
card-known-unsure = { $names } (they don't know)
card-known-nothing = nothing yet, you may ask everything
card-known-also = { $names } (also answered)
card-known-facts = what is listed as answered beside this card
