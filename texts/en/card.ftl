### The card that an advocate reads before anything else (casework/handoff/card.py). For staff: plain, terse, in their language.
### Its parts stand in one line each, with a point between them, so they begin small where a sentence doesn't.

card-title = What to know first
card-corrected = corrected by an advocate
card-more = +{ $more_count }

## Marks

card-urgency-today = Act today
card-urgency-this_week = Act this week
card-urgency-soon = Act soon
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
card-label-wants = Wants
card-label-tried = Tried
card-label-told = Told
card-label-needs = Needs
card-label-known = Don't ask

## Who writes, and for whom

card-who-unknown = not said for whom
card-who-individual = for themselves
card-who-business = for a business
card-who-exempt_organization = for a tax-exempt group
card-who-representative = says they represent a taxpayer
card-who-congressional = for a congressional office
card-who-other = for a relative or friend
card-who-own = about their own case
card-who-authorized = for a client
card-who-no_case = no case opened in this chat
card-who-no_right = no right to a case any more
card-who-rights-unknown = rights can't be checked now, so say nothing of the case
card-who-acts = may act
card-who-told = may be told, may not act
card-who-form = Form { $form }
card-who-until = until { $day }
card-who-joint = joint case, say nothing about the spouse

## Danger

card-danger-earlier = in the chat before signing in
card-danger-no-words = noticed in this chat
card-danger-lines = lines of help shown
card-danger-safe = said they are safe, { $time }

## Harm, and by when

card-harm-housing = rent or mortgage
card-harm-utilities = power, water or phone
card-harm-food = food
card-harm-medical = medical care
card-harm-transportation = car or rides
card-harm-employment = job or business
card-harm-other_basic_need = other basic needs
card-harm-other-cause = not from the tax problem
card-harm-no-needs = no basic need at risk
card-harm-no-action = no IRS step
card-harm-unknown = no harm or day named yet
card-step-threatened = { $step } threatened
card-step-happening = { $step } under way
card-step-levy_or_garnishment = levy
card-step-lien = lien
card-step-seizure = seizure
card-step-passport = passport step
card-step-other = IRS step
card-by-harm = harm { $day }
card-by-step = IRS step { $day }
card-by-both = harm and IRS step { $day }
card-by-unsure = day not known to them
card-by-unknown = no day named yet
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

card-contact-none = do not contact them
card-contact-here = only write here
card-contact-call = may call, no voicemail, don't say who calls
card-contact-voicemail = may call, voicemail is safe, don't say who calls
card-contact-any = any way is safe
card-contact-unknown = what is safe is not known, only write here
card-contact-portal = only write here
card-contact-telephone = by phone
card-contact-mail = by mail
card-contact-shared = someone else may see their screen

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
card-reason-asked = asked for a person
card-reason-emergency = sent here for danger
card-reason-not_understood = assistant did not understand
card-reason-in_court = sent here, a court has it
card-reason-refund_scheme = sent here, the refund needs a look
card-reason-congressional = sent here by a congressional office
card-reason-assistant_unavailable = assistant was down
card-reason-case_question = a case question the assistant can't answer

## What they tried

card-tried-irs = was in touch with the IRS
card-tried-irs-not = not in touch with the IRS yet
card-tried-sent = { $submission }, { $day }
card-tried-sent-undated = { $submission }, day not known
card-tried-sent-on = sent { $day }
card-tried-nothing-sent = nothing sent to the IRS
card-tried-promise = IRS gave a day: { $day }
card-tried-promise-passed = IRS missed its day: { $day }
card-tried-no-promise = IRS gave no day

## What they were told

card-told-likely = TAS can likely help
card-told-possible = TAS may be able to help
card-told-unlikely = other help first
card-told-needs_person = a person should look
card-told-wait-late = wait is long, { $waited_days } days
card-told-wait-normal = wait is still normal, { $waited_days } days
card-told-queue = wait for us: { $low_minutes } to { $high_minutes } minutes
card-told-opens = we open { $day }
card-told-callback-asked = a call back is on the list
card-told-callback-tried = called back once, not reached
card-told-case = of their case: { $aspects }
card-told-case-status = status
card-told-case-next = next step
card-told-case-contact = next contact
card-told-case-completion = when it may be done
card-told-case-advocate = advocate
card-told-case-papers = papers
card-told-case-history = history
card-told-case-not-found = case not found

## What they need

card-needs-language = writes { $spoken }
card-language-en = English
card-language-es = Spanish
card-needs-interpreter = interpreter: { $spoken }
card-needs-interpreter-unknown = interpreter, language not known
card-needs-relay = relay or TTY
card-needs-screen_reader = screen reader

## What must not be asked again

card-known-above = what is answered above
card-known-also = also answered: { $names }
card-known-open = no answer given: { $names }
card-known-nothing = nothing yet, no question was answered
