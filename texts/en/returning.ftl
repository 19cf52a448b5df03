### Going on later or on another device, by a code (casework/access_codes).

## Making a code

page-code-save = Save and go on later
page-code-save-lead = Get a code. With it you can open this chat again on any phone or computer. You don't need to sign in.
    .other = Get a code. With it you, or { helped-person }, can open this chat again on any phone or computer. No one needs to sign in.
page-code-there-is = You have a code that works until { $holds_until }. If you get a new code, the old one stops working.
page-code-make = Get a code
page-code-made = Your code
page-code-holds = This code opens your chat until { $holds_until }.
page-code-keep = Write the code down, print this page, or take a photo of it.
page-code-where = To go on, open this page on any device:
page-code-enter = Type in your code.
page-code-secret = Anyone with this code can read your chat. Keep it where only people you trust can see it. We can't show this code again, but you can get a new one.
    .other = Anyone with this code can read the chat. You can give the code to { helped-person }. We can't show this code again, but you can get a new one.

## Only this device

page-only-me = Only me from now on
page-only-me-lead = Has someone else opened your chat, or do you no longer have your code? You can shut out all other devices. Your code stops working too. After that you can get a new one.
page-only-me-do = Only this device from now on

## Giving it back, for whoever helped

page-give-back = Give it back
page-give-back-lead = The chat belongs to the person it is about. First get a new code and hand it over. An older code stops working. Then you can end the chat on this device.
    .other = The chat belongs to { helped-person }. First get a new code and hand it over. An older code stops working. Then you can end the chat on this device.
page-give-back-code = Get a code to hand over
page-give-back-now = Is the code written down or handed over? Then you can end the chat on this device. After that only the code opens it. We can't show the code again.
page-give-back-do = Give it back: end it on this device
page-given-back = You gave the chat back
page-given-back-lead = This device can't open the chat any more. Whoever has the code can go on with it. If you kept the code, please destroy it.

## Entering a code

page-code-have = I have a code
page-code-entry-heading = Go on with your chat
page-code-entry-lead = Do you have a code from an earlier chat? Type it in and go on where you stopped.
page-code-label = Your code
page-code-hint = It has 15 letters and numbers. Small letters are fine, and you can leave out the dashes.
page-code-open = Open my chat
page-code-none = I don't have a code. Start a new chat.

## In the chat

do-save_for_later = Save and go on later
notice-save-for-later = You can stop now and go on later, here or on another device. Choose "Save and go on later" to get a code.
notice-opened-elsewhere = This chat was opened on another device on { $opened_on }, with its code. Was it you, or someone you trust? Then just go on. If not, choose "Save and go on later", then "Only this device from now on".
notice-only-me = From now on, only this device opens this chat. All other devices and the old code are shut out.
notice-given-back = On { $given_back_on }, the person who helped gave this chat back. Their device can't open it any more. Choose "Save and go on later", then "Only this device from now on". Then the old code is of no use to anyone.
notice-code-typed = Your message held a code, and I took it out to keep it safe. To open another chat with it, go to the start page and choose "I have a code".

## What can go wrong

error-code_unknown = That code opens no chat. Please check each letter and number. It may also be too old. If you got a newer code, only that one works.
error-code_needed = There is no code for this chat yet. Please get one first, so that the chat is not lost.
error-code_tries = There were too many tries with codes. Please wait { $minutes_count ->
        [one] { $minutes_count } minute
       *[other] { $minutes_count } minutes
    } and try again. You can also start a new chat now. Or call TAS at { -tas-phone }, { -tas-hours }.
