### Signing in and out, one's own sessions, and how to get help without (casework/identity).

## Signing in

page-portal-name = My TAS case
page-desk-name = TAS staff desk
page-sign-in = Sign in
page-sign-in-staff = Staff sign-in
page-sign-in-more = Confirm who you are
page-sign-in-lead = Sign in to see your case, or the case of someone who named you to act for them.
page-sign-in-lead-staff = Sign in to work on your cases.
page-sign-in-with = Sign in with { $provider }
page-sign-in-leaves = You go to their page to sign in. After that you come back here. We never see your password.
page-sign-in-none = You can't sign in here right now.
page-sign-in-case-stays = If the identity check did not work, your case stays open. We go on with it. You can reach us in the ways below.

## Why

page-sign-in-why-ended = You were signed out because you were away for a while, or the time was up. Please sign in again.
page-sign-in-why-kept = Your time was up. What you wrote is safe. After you sign in again, we show it to you, and you can send it.
page-sign-in-why-more = To see this page, please confirm who you are.

## When it did not work

page-sign-in-refused-denied = You were not signed in. You stopped on the way, or the identity check could not be finished. You can try again.
page-sign-in-refused-assurance = You were not signed in. This page needs an identity check, and your account does not have one yet.
page-sign-in-refused-again = You were not signed in. It took too long, or it was begun in another window. Please try again here.
page-sign-in-refused-changed = You were not signed in. Your sign-in account and our records do not match. Please call TAS at { -tas-phone }.
page-sign-in-refused-role = You were not signed in. Your account has no role at the desk. Please ask your manager.
page-sign-in-refused-answer = You were not signed in. Something in the answer of the sign-in page was wrong. To keep you safe, we stopped. Please try again later.
page-sign-in-refused-unavailable = You were not signed in. The sign-in page does not answer right now. Please try again in a few minutes.

## Without signing in

page-cannot = Can't sign in?
page-cannot-lead = You don't have to sign in to get help. If you can't sign in, or an identity check fails, your case stays open.
page-cannot-phone = Call TAS at { -tas-phone }, { -tas-hours }. The call is free.
page-cannot-mail = Write by mail or fax. Call { -tas-phone } and ask where to send it.
page-cannot-office = Visit a TAS office. Call { -tas-phone } and ask for the office near you.
page-cannot-chat = Use the public chat. You don't have to say who you are.
page-cannot-deadlines = Dates in IRS letters keep running. Please don't wait until you can sign in.
page-cannot-without-proof = No identity check yet?
page-cannot-without-proof-lead = You can sign in without one. You will not see your case until the check is done.
page-cannot-without-proof-with = Sign in with { $provider }, without the check

## While signed in

page-signed-in-as = Signed in:
page-sign-out = Sign out
page-session-time = Your time
page-session-ends = If you do nothing, you are signed out on
page-session-extend = Stay signed in
page-session-warning = Are you still there?
page-session-warning-lead = You will be signed out soon. What you typed stays if you choose to go on. Time left:
page-session-overall = This time can't be made longer. Please finish, or sign in again now.
page-session-ended = You were signed out
page-session-ended-lead = What you typed is still here, but hidden. Sign in again in a new window, then come back to this one.
page-session-sign-in-again = Sign in again in a new window
page-session-other-person = Someone else is signed in now. Please reload this page.
page-extended = You stay signed in
page-extended-lead = You have more time now. You can close this window and go on in the other one.

## Signed out

page-signed-out = You are signed out
page-signed-out-lead = From now on, nobody can open your case in this browser without signing in.
page-signed-out-provider = You may still be signed in at { $provider }. Sign out there too if others use this device.
page-signed-out-provider-do = Sign out at { $provider }

## My sessions

page-sessions = Where I am signed in
page-sessions-lead = These are the browsers in which you are signed in now. If you don't know one, sign out there, and call us.
page-sessions-unknown = A browser that does not say its name
page-sessions-this = this browser
page-sessions-with = Signed in with { $provider }
page-sessions-begun = Since
page-sessions-used = Last used
page-sessions-end = Sign out there
page-sessions-others-lead = This browser stays signed in.
page-sessions-others = Sign out everywhere else
page-sessions-everywhere-lead = This browser is signed out too.
page-sessions-everywhere = Sign out everywhere

## What was kept

page-kept = What you wrote before
page-kept-lead = Your time was up when you sent this. It has not been sent. Do you want to send it now?
page-kept-one = Text { $number }
page-kept-send = Send it now
page-kept-drop = Delete it
page-kept-none = There is nothing waiting to be sent.
page-kept-go-on = Go on

## What can go wrong

error-sign_in_refused = Nobody was signed in. Please go back to the sign-in page and try again.
error-sign_in_needed = Please sign in first. If you can't, call TAS at { -tas-phone }, { -tas-hours }.
error-step_up_needed = Please confirm who you are first. If you can't, call TAS at { -tas-phone }, { -tas-hours }.
error-provider_unavailable = The sign-in page does not answer right now. Please try again in a few minutes.
