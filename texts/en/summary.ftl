### The page to take away: printed, saved, handed to someone who helps. It holds no names and no numbers of the person's.

summary-title = Tax help: your page to take along
    .other = Tax help: a page to take along
summary-purpose = This page comes from a chat with an automated helper. Show it to someone who helps you. It holds no names and no numbers of yours.
    .other = This page comes from a chat with an automated helper. It is about { helped-person }. Give it to that person, or to someone else who helps. It holds no names and no personal numbers.
summary-unreviewed = Numbers and papers on this page have not been checked by TAS yet.
summary-understood = What we understood
summary-first-today = Do the first step today.
summary-first-this_week = Do the first step this week.
summary-first-soon = Do the first step as soon as you can.
summary-date = The date to keep in mind is { $date }.
summary-papers = Papers worth having
summary-papers-lead = You can ask for help without them.
summary-telephone = By telephone
summary-telephone-tas = TAS: { -tas-phone }, { -tas-hours }. The call is free.
summary-telephone-tty = With a TTY: { -tas-tty }. With a relay service: 711.
summary-code = To go on with the chat
summary-code-enter = Open { $address } on any device and type in:
summary-code-holds = This code works until { $holds_until }. Anyone who holds this page can open and read the chat.
summary-made = Likely result of { $as_of }. Rules version { $version }.
summary-file = tax-help-page

## On the pages

summary-open = Page to take along
summary-save = Save or print
summary-save-letter = PDF, Letter size
summary-save-a4 = PDF, A4 size
summary-save-text = Plain text
summary-save-pdf = Save it as a PDF
summary-hand-on = Anyone who holds this page can read it.
    .other = Anyone who holds this page can read it. You can give it to { helped-person }.
summary-code-put = Put a code on this page
summary-code-put-hint = With a code, the chat can go on later or on another device. But then anyone who holds this page can open your chat and read it. A code you got before stops working.
    .other = With a code, { helped-person } can go on with the chat. But then anyone who holds this page can open the chat and read it. A code you got before stops working.
summary-code-is-on = This page now has a code. It is not on copies you saved before. Print or save the page now: we can't show this code again.

## Papers, by what they show (rows of casework/eligibility/data/rules.json)

paper-adverse_notice = The IRS letter about the levy, lien or other step, such as CP504, LT11 or CP90
paper-passport_notice = Notice CP508C about your passport
    .other = Notice CP508C about the passport
paper-housing = An eviction or foreclosure notice, a late-rent letter, or your lease
    .other = An eviction or foreclosure notice, a late-rent letter, or the lease
paper-utilities = A shut-off or past-due notice
paper-medical = Medical bills, or a letter from your doctor
    .other = Medical bills, or a letter from a doctor
paper-transportation = A notice that your car may be taken, or what a repair will cost
    .other = A notice that the car may be taken, or what a repair will cost
paper-employment = A letter from your employer, or one about lost work or a lost license
    .other = A letter from the employer, or one about lost work or a lost license
paper-money = Bank statements, pay slips, and a list of what you must pay each month
    .other = Bank statements, pay slips, and a list of what must be paid each month
paper-sent = A copy of what you sent to the IRS, and proof that you mailed it
    .other = A copy of what was sent to the IRS, and proof that it was mailed
paper-contacts = IRS letters with dates they gave you, and notes of your calls
    .other = IRS letters with dates that were given, and notes of calls
