### What pages and the widget say beside what the record holds.

## Every page

page-name = Tax help chat
page-title = Help chat
page-demonstration = This is a demonstration, not an official website.
page-skip = Skip to the chat
page-telephone = Do you want to talk to a person? Call { -tas-phone }, { -tas-hours }.
page-language-other = Español
page-menu = Menu
page-privacy = Please don't type names, addresses, or numbers such as Social Security, bank or card numbers.

## Beginning a chat

page-start-heading = Find out if the Taxpayer Advocate Service may be able to help
page-start-lead = Are you stuck with a tax problem? Tell us about it in a chat. It is free, and you don't have to say who you are.
page-start-step-1 = You say in your own words what is wrong.
page-start-step-2 = An automated helper asks only what it still needs to know.
page-start-step-3 = You learn if TAS may be able to help, why, and what to do first.
page-start-choose = Choose your language to begin
page-start-begin = Start in English
page-start-kept = We keep the chat, so you can close this page and come back to it on this device.
page-start-emergency = Are you in danger now? Call 911. In a crisis, call or text 988.
page-start-open = You have an open chat on this device.
page-start-go-on = Go on with your chat

## The chat

page-chat-heading = Your chat
page-transcript = What was said
page-you = You
page-assistant = Automated helper
page-agent = TAS staff
page-system = Notice
page-you-chose = You chose: { $title }
page-panel = Your answer
page-send-choices = Send these
page-date = Date
page-send-date = Send date
page-message = Your message
page-send = Send
page-answering = The helper is writing an answer.
page-check = Check for the answer
page-checks-itself = This page checks again by itself.
page-panel-also = Other things you can do
page-answers-menu = Change an answer or start over
page-change = Change an answer
page-person = Talk to a person
page-emergency = Are you in danger?
page-ended = This chat is closed.
page-new-chat = Start a new chat

## The result

page-result = Likely result
page-result-why = Why
page-result-steps = What to do first

## Answers

page-answers = Your answers
page-answers-lead = This is what we have so far. Choose what you want to change.
page-answers-none = You have not given any answers yet.
page-answer = { $facts }
page-answer-change = Change
page-answers-start-over = Start over
page-answers-start-over-hint = To start over clears all of your answers. What was said stays on the page.
page-back-to-chat = Back to the chat
page-close = Close

## Print and download

page-print = Print
page-download = Download as text
page-transcript-file = chat.txt
page-transcript-made = Copy of your chat, made { $made_on }

## With script

page-sending = Sending…
page-not-sent = Not sent.
page-retry = Try again
page-discard = Delete
page-sent = Sent.
page-offline = No connection. What you write is kept and sent when you are back.
page-online = You are connected again.
page-characters-left = Characters left
page-characters-over = Characters too many
page-new-below = New message below

## Problems

page-problem = Something did not work
page-problem-typed = What you wrote
page-problem-home = Go to the start page

## The widget

page-widget-open = Tax help chat
page-widget-close = Close the chat
page-widget-unread = new messages
page-widget-full = Open the chat on its own page
page-widget-script = This small window needs JavaScript. The full page works without it.

## The sample site

page-site-name = Harbor County Tax Help
page-site-heading = Is a tax problem more than you can handle?
page-site-lead = You are not alone with it. Here is free help in English and Spanish.
page-site-chat-heading = Chat with the tax helper
page-site-chat = After a few questions you learn if the { -tas } may be able to help you. The chat is free.
page-site-chat-link = Open the chat
page-site-widget = The chat button in the corner of this page shows how another site can offer the same chat.
page-site-phone-heading = Call TAS
page-site-phone = Call { -tas-phone }, { -tas-hours }. The call is free.
page-site-papers-heading = What to have at hand
page-site-papers = Letters from the IRS, your last tax return, and the date of anything that worries you. You can also ask without them.
page-site-deadline = A date in an IRS letter keeps running while you look for help. Please don't let it pass.
page-site-fictional = Harbor County Tax Help is a made-up site. It shows the chat as an agency would use it.
