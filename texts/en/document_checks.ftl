### Why a document isn't taken, and what helps (casework/documents/checking.py). The sender reads it where the document stands.
### document-verdict-<code>: the codes are those of names.py, kinds.py, checking.py and adapters/inspector/port.py.

## Its name

document-verdict-name_extension = We can't take this file. Part of its name is an ending that programs use, such as "exe" or "com". If it is a letter or a photo, rename it and send it again.
document-verdict-name_disguised = We can't take this file. Its name has hidden signs. Please rename it and send it again.
document-verdict-name_missing = This file has no name. Please give it a name and send it again.

## What it is

document-verdict-empty = There is nothing in this file. Please look at it on your device and send it again.
document-verdict-type_not_accepted = We can't open this kind of file. Please send it as a PDF file or as a photo.
document-verdict-type_mismatch = The ending of its name doesn't fit what is in this file. Please save it again as a PDF file or as a photo and send that.
document-verdict-damaged = This file can't be read to its end. It may be damaged. Please save it again or take a new photo, and send that.
document-verdict-not_readable = We could not read this file. Please send it as a PDF file or as a photo.
document-verdict-broken = We could not keep this file whole. We are sorry. Please send it again.
document-verdict-image_too_large = This picture is too large. Please take a smaller photo, or send the page as a PDF file.

## What is in it

document-verdict-executable = We can't take programs. This file is one, or has one in it. Please send only letters, papers and photos.
document-verdict-macros = This file has macros in it. They are small programs. Please print it to a PDF file and send that.
document-verdict-active_content = This file would do something by itself when it is opened. Please print it to a PDF file and send that.
document-verdict-several_formats = There is something else hidden in this file. Please take a new photo, or print it to a PDF file, and send that.
document-verdict-archive_unsafe = This file is packed in a way that we can't take. Please send the files in it one by one.
document-verdict-archive_too_large = This file is too large for us to look into. Please send its parts one by one.
document-verdict-infected = We found something harmful in this file, so nobody here will open it. Your device may have a virus. Please check your device first. Then send a new copy.

## What we can't look into

document-verdict-encrypted = This file has a password, so we can't check it. Please send it without the password. Or wait: an employee can decide to open it.
document-verdict-not_scanned = We could not check all of this file, since it is very large. Please send it in smaller parts. Or wait: an employee can decide to open it.

## On every page of a demonstration that scans nothing

page-scanner-skipped = This is a demonstration. Documents are not checked for viruses here. Don't open what you don't know.
