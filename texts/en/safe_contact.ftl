### Being contacted safely, where somebody writes of violence at home (casework/conversations/safe_contact.py).
### The last line of each question stands again above its buttons.

notice-safe-contact =
    If someone from TAS takes up your chat, they will see what you choose here. You don't have to answer.
    How may TAS reach you safely?
notice-safe-device =
    Thank you. It is kept with your chat.
    Can someone else see this phone or computer?
notice-safe-contact-kept = Thank you. Whoever takes up your chat will see this.
notice-safe-contact-skipped = That's fine. You don't have to answer.

do-contact_none = Don't contact me
do-contact_here = Only write to me here
do-contact_call = Call me. Leave no message, and don't say who calls
do-contact_voicemail = Call me. A voicemail is safe, but don't say who calls
do-contact_any = It is safe to call, leave a message, say who calls, and send letters
do-contact_skip = I'd rather not say
do-contact_change = Choose how TAS may reach me
do-device_mine = Only I see it
do-device_shared = Someone else may see it
