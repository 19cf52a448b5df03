### Leaving fast, other ways in, and what the chat says about itself.

## Leaving

page-leave = Leave this page
page-leave-or-call = Leave or call
page-leave-escape = You can also press the Esc key three times.
page-leave-limits = Leaving clears the chat from this device. It can't clear the browser's list of pages, or what the owner of the network sees.
page-neutral-title = Page
page-neutral = There is nothing on this page.
notice-leave-page = "{ page-leave }" hides the chat at once. It also clears the chat from this device. Just closing the page does not clear it.

## After a while away

page-away-heading = Your chat is hidden
page-away-lead = This page was not used for a while. So nothing of the chat is shown.
page-away-go-on = Go on with my chat
page-away-new = New chat on this device

## On every page

page-telephone-relay = TTY: { -tas-tty }, or relay 711. You can ask for an interpreter.
page-call = Call { -tas-phone }
page-larger = Larger text
page-read = Read aloud
page-read-stop = Stop reading

## About this chat

page-about = About this chat
page-about-who = Who runs it
page-about-operator = This chat is run by { $operator }.
page-about-demonstration = This is a demonstration. It is not run by the IRS or by TAS, and nobody from TAS reads it.
page-about-helper = An automated helper writes the answers. It is not a person, and it decides nothing.
page-about-free = The chat is free. Help from TAS is free too.
page-about-kept = What is kept, and who may read it
page-about-kept-what = What is said in the chat is kept for { $retention_days } days after your last message. Then it is erased. Social Security, bank and card numbers are taken out at once and not kept.
page-about-kept-who = It is stored in a locked form. TAS staff may read it, to help you or to check how good the answers are.
page-about-kept-demonstration = In this demonstration, whoever runs it may read the chat. So please don't tell it anything private.
page-about-kept-device = This device keeps a mark, so that you can come back. It holds no name. After { $away_minutes_count } minutes away the chat is hidden until you go on.
page-about-never = What TAS never asks you for
page-about-never-payment = Money, or a payment of any kind
page-about-never-cards = Gift cards, or the numbers on them
page-about-never-passwords = Passwords, or codes sent to your phone
page-about-never-numbers = In this chat: Social Security, bank or card numbers
page-about-never-lead = If someone asks for these, stop. Call TAS at { -tas-phone } to check.
page-about-check = How to check that this is real
page-about-check-address = Look at the address at the top of your browser. The address of this chat is:
page-about-check-telephone = Or call TAS at { -tas-phone }, { -tas-hours }. Ask if TAS offers this chat.
page-about-leave = Choose "Leave this page" at the top, or press the Esc key three times. An empty page takes the place of the chat. This device can't open the chat any more.
page-about-larger = On a computer, hold Ctrl and press the plus key. On a Mac, hold Command. On a phone, use the menu of your browser.
