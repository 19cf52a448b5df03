### What people use to read the chat or to talk on the telephone (casework/conversations/access_needs.py).

notice-needs-asked = What should the advocate know? They will see it with your chat.
notice-needs-screen_reader = Thank you. The advocate will see that you use a screen reader.
notice-needs-relay = Thank you. The advocate will see that you use a relay service or TTY for calls.
notice-needs-both = Thank you. The advocate will see that you use a screen reader, and a relay service or TTY for calls.
notice-needs-none = That is taken back. The advocate will not see it.

do-needs = Tell the advocate how you hear, read, or can be reached
do-needs_screen_reader = I use a screen reader
do-needs_relay = I use a relay service or TTY for calls
do-needs_none = Take that back
