### Asking to be called (casework/callbacks). Only where the operator names who calls.

## Asking

page-callback = Ask for a call back
page-callback-yours = See your call back
page-callback-heading = Your call back
page-callback-lead = { $caller } can call you on the phone. The help is free.
page-callback-no-time = We can't promise a day or a time. If it can't wait, call TAS at { -tas-phone }, { -tas-hours }.
page-callback-number = Phone number
page-callback-number-hint = With the area code. Give a number that is safe for you. It may be a friend's.
page-callback-number-keep = Leave this empty to keep the number that ends in { $ends }.
page-callback-number-ends = It ends in { $ends }
page-callback-days = Days
page-callback-day-monday = Monday
page-callback-day-tuesday = Tuesday
page-callback-day-wednesday = Wednesday
page-callback-day-thursday = Thursday
page-callback-day-friday = Friday
page-callback-day-saturday = Saturday
page-callback-day-sunday = Sunday
page-callback-parts = Time of day
page-callback-part-morning = Morning, { $begins } to { $ends }
page-callback-part-afternoon = Afternoon, { $begins } to { $ends }
page-callback-part-evening = Evening, { $begins } to { $ends }
page-callback-zone = Time zone
page-callback-zone-hint = The place whose clock these times go by.
page-callback-zone-choose = Choose one
page-callback-zone-eastern = Eastern (New York, Miami)
page-callback-zone-central = Central (Chicago, Houston)
page-callback-zone-mountain = Mountain (Denver)
page-callback-zone-arizona = Arizona (Phoenix)
page-callback-zone-pacific = Pacific (Los Angeles)
page-callback-zone-alaska = Alaska
page-callback-zone-hawaii = Hawaii
page-callback-zone-puerto_rico = Puerto Rico and the Virgin Islands
page-callback-zone-guam = Guam
page-callback-zone-samoa = American Samoa
page-callback-safe = What is safe on this phone?
page-callback-safe-hint = If you leave these empty, no message is left. The caller tells nobody but you who is calling.
page-callback-voicemail-safe = It is safe to leave a voicemail
page-callback-name-caller-safe = It is safe to tell whoever answers that { $caller } is calling
page-callback-speak = Language
page-callback-speak-hint = It tells the caller if an interpreter is needed. That costs you nothing.
page-callback-relay-wish = Use relay 711, a video relay, or TTY
page-callback-whom = Who should the caller ask for? You can leave this empty.
page-callback-whom-hint = A first name is enough. It can be any name that tells you the call is for you.
page-callback-kept = Your number is kept locked, apart from the chat. It is erased { $days_count ->
        [one] { $days_count } day
       *[other] { $days_count } days
    } after the call, or when the chat is erased.
page-callback-ask = Ask for the call

## What stands

page-callback-stands = You asked { $caller } for a call.
page-callback-word-lead = The caller will say this word first. Write it down or remember it.
page-callback-word = If the caller doesn't know the word, hang up. Don't tell the word to anyone. No caller from us asks for money, gift cards or passwords.
page-callback-voicemail = A voicemail
page-callback-name-caller = Saying who calls
page-callback-is-safe = Is safe
page-callback-is-not-safe = Is not safe
page-callback-relay = Relay or TTY
page-callback-relay-yes = Yes
page-callback-change = Change it
page-callback-save = Save the changes
page-callback-withdraw = Don't call me
page-callback-withdraw-lead = No one will call you then. Your number is erased at once.
page-callback-withdraw-do = Take it back

## Languages

page-callback-language-en = English
page-callback-language-es = Spanish
page-callback-language-ar = Arabic
page-callback-language-ase = American Sign Language
page-callback-language-bn = Bengali
page-callback-language-cmn = Chinese (Mandarin)
page-callback-language-fa = Farsi
page-callback-language-fr = French
page-callback-language-gu = Gujarati
page-callback-language-ht = Haitian Creole
page-callback-language-it = Italian
page-callback-language-ja = Japanese
page-callback-language-km = Khmer
page-callback-language-ko = Korean
page-callback-language-pa = Punjabi
page-callback-language-pl = Polish
page-callback-language-pt = Portuguese
page-callback-language-ru = Russian
page-callback-language-tl = Tagalog
page-callback-language-ur = Urdu
page-callback-language-vi = Vietnamese
page-callback-language-yue = Chinese (Cantonese)
page-callback-language-other = Another language

## In the chat

notice-callback-asked = You asked for a call. Choose "See your call back" to see the word that the caller will say. There you can change it or take it back.
notice-callback-changed = You changed your call back.
notice-callback-withdrawn = You took your call back off the list. No one will call you. Your number is erased.
notice-callback-tried = We tried to call you on { $called_on }. No one was reached. Choose "See your call back" to change the number or the times.
notice-callback-done = You were called on { $called_on }. Was it not you? Then ask for a new call, with a number that is safe.

## About this chat

page-about-kept-callback = If you ask for a call back, your phone number is kept locked, apart from the chat. Only those who call can read it. It is erased { $days_count ->
        [one] { $days_count } day
       *[other] { $days_count } days
    } after the call, or when the chat is erased.

## What can go wrong

error-callback_number_missing = Please give a phone number that you can be called at.
error-callback_number_invalid = That phone number can't be called from here. Please check each digit, and give the area code too.
error-callback_days_missing = Please choose at least one day.
error-callback_parts_missing = Please choose at least one time of day.
error-callback_zone_missing = Please choose the time zone.
