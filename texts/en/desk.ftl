### The staff's page.

page-desk-heading = Codes to give to people
page-desk-nothing = Your role has no codes to give. Ask an administrator if that is wrong.
page-desk-code = My code
page-desk-code-lead = Give this code to people you work with. They type it in after signing in, so their chat is kept for you. It proves nothing about who they are.
page-desk-code-holds = You have a code. It works until { $holds_until }. It can't be shown again.
page-desk-code-none = You have no code now.
page-desk-code-make = Get a code
page-desk-code-renew = Get a new code and end the old one
page-desk-code-end = End my code
page-desk-invite = Invite someone to write
page-desk-invite-lead = An invitation works once, for up to 70 days. The person sees the case only if it is theirs, or a signed form lets them.
page-desk-invite-make = Make an invitation
page-desk-invite-no-cases = You work on no case now.
page-desk-invitations = Open invitations
page-desk-invitation = Made { $made_on }, works until { $holds_until }.
page-desk-invitation-end = End this invitation
page-desk-made-employee = Your new code
page-desk-made-invitation = The invitation
page-desk-made-lead = It works until { $holds_until }. Write it down now: it can't be shown again.
page-desk-made-enter = The person signs in and types it in here:

page-desk-cases-lead = You read the messages of a case by its number. That you opened it is on record.
page-desk-cases-number = Case number
page-desk-cases-find = Find the case
error-case_number_unknown = There is no case with that number that you may open. Please check the number.
