### Documents on their way in and out. error-<code> is said as in errors.ftl.

error-upload_header_invalid = Something about this upload can't be read. Please reload the page and choose the file again.
error-upload_version_unknown = This page is too old to send files. Please reload it and try again.
error-upload_offset_mismatch = This file has come a different way than this page thinks. Sending goes on from there.
error-upload_busy = This file is being sent from another window or device. Please wait a moment and try again.
error-upload_too_long = More came than the file was said to hold. Please choose the file again.
error-upload_checksum_mismatch = Part of the file was damaged on the way. Please send it again.
error-upload_checksum_too_long = That was too much at once, or too slow, to check in one piece. Please send it in smaller pieces.
error-document_reused = This upload was begun before with another file. Please choose the file again.
error-document_too_long = This file is too large to send here. Please send a smaller one, or send it in parts.
error-documents_waiting = You have many files here that you have not sent yet. Please send or remove some first.
error-document_name_refused = A file of this kind can't be sent here. Please send it as a PDF or as a picture.
error-document_not_found = This file can't be found. Please go back to where you saw it.
error-document_gone = This file is no longer here. If you still need to send it, please choose it again.
error-document_not_clean = This file can't be opened. It is still being checked, or it did not pass the check.
error-document_not_ready = A file can't be sent with this message. Please wait until all files have arrived, or remove the one that failed.
error-range_not_satisfiable = The file is shorter than what was asked for. Please load it again from the start.
error-document_broken = This file can't be opened because it was damaged here. Please call TAS at { -tas-phone }.
