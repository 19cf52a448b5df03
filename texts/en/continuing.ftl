### Going on with a public chat after signing in, and the codes that are entered then.

## Consent, on the public pages

page-continue-menu = Go on with this after signing in
page-continue-lead = After you sign in, the helper can go on from here. You won't have to say it all again.
page-continue-agreed = You have agreed to this. It holds until { $holds_until }.
page-continue-what = What comes along
page-continue-nothing = You have not given any answers yet, so nothing comes along.
page-continue-words = A link to this chat comes along too, so that what you wrote is at hand.
page-continue-who = Who will read it
page-continue-who-reads = You, after you sign in. And TAS staff who work on your case, with your name next to it.
page-continue-stays = This works once. This chat stays as it is, without your name.
page-continue-agree = I agree, take it along
page-continue-withdraw = I take that back
page-continue-made = You can go on after signing in
page-continue-made-lead = This is your code. It works once, until { $holds_until }.
page-continue-sign-in = Sign in and go on
page-continue-here = On this device you don't need the code. Just sign in.
page-continue-elsewhere = To sign in on another device, write the code down. Then type it in here:
page-continue-secret = Anyone who has this code and signs in can see your answers. We can't show it again, but you can get a new one.

## After signing in

page-portal-continue-lead = You agreed to take your chat along. The helper then knows what you said there.
page-portal-continue-bring = Go on with my chat
page-portal-continue-not-now = Not now
page-portal-continue-none = There is no chat to take along on this device. If you have a code, you can type it in.

## Entering a code

page-portal-code-have = I have a code
page-portal-code-lead = Did you get a code? Type it in here. A new chat starts with it.
page-portal-code-hint = It has 11 letters and numbers. Small letters are fine, and you can leave out the dashes.
page-portal-code-enter = Use this code
page-portal-code-which = Codes that work here
page-portal-code-continuation = From your chat: brings your answers along. It works once.
page-portal-code-employee = From someone at TAS: says who your chat is for.
page-portal-code-invitation = From someone at TAS: asks you to write about a case. It works once.
page-portal-code-proves = A code does not show you a case. You see a case only if it is yours, or a signed form lets you.

## In the chat

notice-continued = On { $continued_on } someone signed in and took your answers along, as you had agreed. Was that not you? Call TAS at { -tas-phone }.
notice-addressed = This chat is for the person at TAS whose code you typed in. No one from TAS is in it yet. What you write is kept for them. To reach them today, call the number they gave you.
notice-addressed-no-case = This chat is for the person at TAS whose code you typed in. No case is shown in it. No one from TAS is in it yet. What you write is kept for them. To reach them today, call the number they gave you.
page-portal-addressed = For the person at TAS whose code you typed in
page-portal-addressed-name = For { $name } at TAS

## What can go wrong

error-portal_code_unknown = That code opens nothing here. Please check each letter and number. It may be too old, or it may have been used before.
error-continuation_gone = There is no chat to take along any more. It may have been taken along before. You will find it among your chats.
