### error-<code>: what went wrong, and what a person can do about it (RFC 9457; rule 11).
### The codes are those of channels/problems.py. Nothing that was sent is said back.

## What was sent could not be read

error-header_invalid = The request could not be read. Please reload the page and try again.
error-header_too_large = The request carries too much. Please delete the cookies of this site and try again.
error-host_unknown = This service does not answer under that address. Please check the address and try again.
error-body_malformed = What was sent could not be read. Please reload the page and try again.
error-body_too_large = That is too much to send at once. Please send less.
error-media_type_unsupported = What was sent has a format that can't be read here. Please reload the page and try again.
error-request_timeout = Sending took too long. Please check your connection and try again.

## Something in it is not as it should be

error-field_unknown = The request has a part that is not known here. Please reload the page and try again.
error-field_missing = A part of the request is missing. Please reload the page and try again.
error-field_invalid = A part of the request is not valid. Please reload the page and try again.
error-client_id_invalid = The message has no valid mark of its own. Please reload the page and send it again.
error-after_invalid = The place to go on from is not valid. Please reload the page.
error-language_unknown = That language is not offered here. Please choose English or Spanish.
error-time_zone_unknown = That time zone is not known. Please use a name such as America/New_York.

## Who may send it, and where

error-unauthorized = This chat can't be opened without its key. Please start from the chat page.
error-forbidden_origin = This request came from another site. Please open the chat here and try again.
error-csrf_failed = This page is too old to send. Please reload it and try again.
error-not_found = This page can't be found. Please check the address, or go to the start page.
error-conversation_not_found = This chat can't be found on this device. Please start a new chat.
error-conversation_not_found-desk = This chat is not there, or not yours. Go back to your chats and the line.
error-method_not_allowed = That can't be done at this address. Please go back and try again.

## Messages and choices

error-message_empty = Your message is empty. Please write something or choose a button.
error-message_too_long = Your message is too long. Please keep it under 4,000 characters, or send it in two parts.
error-client_id_reused = This message was sent before with other words. Please reload the page and send it again.
error-conversation_closed = This chat is closed. Please start a new chat.
error-choice_unknown = That button is not known here. Please reload the page and choose again.
error-choice_stale = That question has passed. Please answer the last question, or write what you want to change.
error-result_not_ready = There is no result yet. Go on with the chat first. Then you can save or print it.
error-choice_and_text = Please send either a message or a choice, not both.

## Too much at once

error-rate_limited = That was a lot in a short time. Please wait { $seconds_count ->
        [one] { $seconds_count } second
       *[other] { $seconds_count } seconds
    } and try again.

## Our own fault

error-internal = Something went wrong on our side. Please try again, or call TAS at { -tas-phone }.
error-unavailable = This service can't answer right now. Please try again in a few minutes, or call TAS at { -tas-phone }.

## Cases

error-matter_not_found = This case can't be found. Please go back to your cases, or call TAS at { -tas-phone }.
error-act_refused = This can't be done in this case from here. Please call TAS at { -tas-phone }.
error-contact_invalid = These contact details can't be used. Please check the phone number, the address and the e-mail.
error-cases_unavailable = Case details can't be reached right now. Nothing is lost. Please try again later, or call TAS at { -tas-phone }.

## At the desk

error-callback_held = A colleague is calling this person now. Please choose another call, or come back later.
error-callback_changed = The person has changed this call since. Please read it again before you go on.
error-chat_taken = A colleague has this chat already. The list has been brought up to date.
error-chat_not_yours = This chat is not yours any longer. What you wrote is kept as your draft.
error-reply_stale = The person has written since. Please read that first; your draft is kept.
error-agent_not_on_duty = That colleague takes no chats right now. Please choose another one, or a skill.
error-agent_stepped_aside = That colleague can't take this chat. Please choose another one, or a skill.
error-stepped_aside = You stepped aside from this person's chat. Please ask a colleague to open it.
error-agent_needs_skill = That colleague is not set up for people who have signed in. Please choose another one, or a skill.
error-skill_not_on_duty = Nobody else on duty has this skill now. Tick the box to pass the chat on all the same.
error-fact_unknown = That value is not one of those that this fact can have.
error-name_invalid = Please use a name of letters, with 40 at most.
error-skill_unknown = There is no such skill. Please choose one of the list.
error-transfer_target_missing = Please choose who goes on with this chat.
error-wrap_up_unknown = Please choose one of the reasons for closing.
error-chat_needs_skill = You are not set up for people who have signed in. Please leave this chat to a colleague.
error-whisper_refused = Only a supervisor can whisper. Please write a note.
error-reply_has_gaps = There is still a gap in your text. Please fill it in or take it out.
error-expected_seq_invalid = What you have seen of this chat does not match it. Please reload the page; your draft is kept.
