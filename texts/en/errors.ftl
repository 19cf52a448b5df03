### error-<code>: what went wrong, and what a person can do about it (RFC 9457; rule 11).
### The codes are those of channels/problems.py; the sentences take no values, since nothing that was sent is said back.

## What was sent could not be read

error-bad_request = The request could not be read. Please reload the page and try again.
error-host_unknown = This service does not answer under that address. Please check the address and try again.
error-body_malformed = What was sent could not be read. Please reload the page and try again.
error-body_invalid = Something in the request is missing or not valid. Please reload the page and try again.
error-query_invalid = The address has a part that is not valid. Please reload the page and try again.
error-content_type_unsupported = What was sent has a format that can't be read here. Please reload the page and try again.
error-range_invalid = That part of the file is not there. Please load the whole file again.
error-expectation_failed = The request asks for something this service can't do. Please reload the page and try again.
error-headers_too_large = The request carries too much. Please delete the cookies of this site and try again.
error-body_too_large = That is too much to send at once. Please send less.
error-request_timeout = Sending took too long. Please check your connection and try again.

## Who may send it, and where

error-credentials_missing = This chat can't be opened without its key. Please start from the chat page.
error-origin_refused = This request came from another site. Please open the chat here and try again.
error-csrf_failed = This page is too old to send. Please reload it and try again.
error-not_found = This page or chat can't be found here. Please check the address, or start a new chat.
error-method_not_allowed = That can't be done at this address. Please go back and try again.

## Messages and choices

error-message_empty = Your message is empty. Please write something or choose a button.
error-message_too_long = Your message is too long. Please keep it under 4,000 characters, or send it in two parts.
error-client_id_reused = This message was sent before with other words. Please reload the page and send it again.
error-conversation_closed = This chat is closed. Please start a new chat.
error-choice_unknown = That button is not known here. Please reload the page and choose again.
error-choice_stale = That question has passed. Please answer the last question, or write what you want to change.

## Too much at once

error-too_many_requests = That was a lot in a short time. Please wait a minute and try again.
error-too_many_messages = You have sent many messages in a short time. Please wait a minute and send it again.
error-too_many_conversations = Many chats were started from here in a short time. Please wait a few minutes, or go on with an open chat.
error-too_many_streams = This chat is open in too many windows. Please close some and reload this one.

## Our own fault

error-internal = Something went wrong on our side. Please try again, or call TAS at { -tas-phone }.
error-unavailable = This service can't answer right now. Please try again in a few minutes, or call TAS at { -tas-phone }.
