### error-<code>: what went wrong, and what a person can do about it (RFC 9457; rule 11).

error-message_too_long = Your message is too long. Please keep it under 4,000 characters, or send it in two parts.
error-message_empty = Your message is empty. Please write something or choose a button.
error-choice_unknown = That button is not known here. Please reload the page and choose again.
error-choice_stale = That question has passed. Please answer the last question, or write what you want to change.
error-choice_and_text = Please send either a message or a choice, not both.
error-client_id_invalid = The message could not be read. Please reload the page and send it again.
error-client_id_reused = This message was sent before with other words. Please reload the page and send it again.
error-conversation_not_found = This chat can't be found on this device. Please start a new chat.
error-conversation_closed = This chat is closed. Please start a new chat.
error-not_found = There is no such page. Please check the address or go to the start page.
error-forbidden_origin = This request came from another site. Please open the chat here and try again.
error-csrf_failed = This page is too old to send. Please reload it and try again.
error-body_too_large = That is too much to send at once. Please send less.
error-body_malformed = The request could not be read. Please reload the page and try again.
error-field_unknown = The request has a field that is not known here. Please check it and try again.
error-field_missing = Something is missing in the request. Please check it and try again.
error-field_invalid = Something in the request is not valid. Please check it and try again.
error-media_type_unsupported = The request is in a format that can't be read here. Please send JSON.
error-method_not_allowed = That can't be done at this address. Please go back and try again.
error-rate_limited = You have sent a lot in a short time. Please wait { $seconds_count ->
        [one] { $seconds_count } second
       *[other] { $seconds_count } seconds
    } and try again.
error-unavailable = This service can't answer right now. Please try again in a few minutes, or call TAS at { -tas-phone }.
error-internal = Something went wrong on our side. Please try again, or call TAS at { -tas-phone }.
error-unauthorized = You need to open this chat again to see it. Please start from the chat page.
error-language_unknown = That language is not offered here. Please choose English or Spanish.
error-time_zone_unknown = That time zone is not known. Please send a name such as America/New_York.
error-after_invalid = The place to go on from is not valid. Please reload the page.
error-header_invalid = The request has a header that can't be read. Please reload the page and try again.
