### Adding files to a message, and the letter photographed with a phone (channels/documents).

## The box

page-uploads-add = Add files
page-uploads-hint = Letters, forms, pay stubs or photos. One message can hold { $files } files, { $most } in all.
page-uploads-plain = If the connection drops here, you have to start over. With JavaScript on, the upload goes on where it stopped.
page-uploads-plain-location = Where and when you took a photo is removed from JPEG and PNG files. Other kinds, such as HEIC, keep it.
page-uploads-live-location = Where and when you took a photo is removed from JPEG, PNG and HEIC files. Other kinds, such as TIFF, keep it.
page-uploads-waiting = Uploaded and not sent yet
page-uploads-elsewhere = Uploaded for this case, but not in this message
page-uploads-elsewhere-hint = These files go with this message only if you choose them here.
page-uploads-untick = Untick its box to leave it out.
page-uploads-drop = Drop files here, or:
page-uploads-choose = Choose files
page-uploads-photograph = Photograph a letter
page-uploads-list = Your files
page-uploads-start = Upload now

## One file

page-uploads-pause = Pause
page-uploads-resume = Go on
page-uploads-retry = Try again
page-uploads-choose-again = Choose it again
page-uploads-remove = Remove
page-uploads-look = Look at it
page-uploads-progress = Uploaded so far

## States of a file

page-uploads-word-asks = Not uploaded yet
page-uploads-word-waits = Waits for its turn
page-uploads-word-going = Uploading: { $percent } %
page-uploads-word-paused = Paused at { $percent } %
page-uploads-word-cut = The connection is gone. This goes on by itself.
page-uploads-word-again = Stopped at { $percent } %. Choose the same file again to go on.
page-uploads-word-making = Making one document out of the pages
page-uploads-word-checking = Uploaded. We are checking it for viruses.
page-uploads-word-slow = Uploaded. The check takes a while. You can send your message now.
page-uploads-word-ready = Checked and ready to send
page-uploads-word-held = Uploaded. We can't look inside this file, so a person has to decide if it can be opened.

## What goes wrong

page-uploads-word-failed = This file could not be uploaded. Try again. If it keeps failing, call us.
page-uploads-word-refused = This file can't be taken. Remove it, and try it as a PDF or a photo.
page-uploads-word-unreadable = This file can't be read any more. Remove it, then choose it again.
page-uploads-word-signed-out = You are signed out. Sign in again, then choose "Try again".
page-uploads-word-too-big = This file is too big: { $size }. One message can hold { $most }.
page-uploads-word-too-much = With this file it would be { $size }. One message can hold { $most }. Send it in a second message.
page-uploads-word-too-many = One message can hold { $files } files. Send this one in a second message.
page-uploads-word-blocked = Files that end in { $part } can't be sent, because they can do harm. Send it as a PDF or a photo.
page-uploads-word-same = You chose this file already: { $name }
page-uploads-word-folder = Folders can't be added. Open the folder and choose the files in it.
page-uploads-word-unfinished = Some files are not uploaded yet. Wait for them or remove them, then send.
page-uploads-word-trouble-several = Some of your files can't be sent. Remove them or try them again, then send.
page-uploads-word-trouble = One of your files can't be sent. Remove it or try it again, then send.
page-uploads-word-letter-open = Your letter is not added yet. Choose "Add this letter" or remove the photos, then send.

## Sums

page-uploads-word-total = Files: { $files }. Together: { $size }.
page-uploads-word-metered = These files are { $size }. On a phone plan that may cost you.

## Read out to those who can't see it

page-uploads-word-said-added = Added: { $name }
page-uploads-word-said-progress = { $name }: { $percent } %
page-uploads-word-said-done = Uploaded: { $name }
page-uploads-word-said-ready = Ready to send: { $name }
page-uploads-word-said-cut = The connection is gone. The upload goes on by itself: { $name }
page-uploads-word-said-removed = Removed: { $name }
page-uploads-word-said-moved = Page { $before } is now page { $page } of { $pages }.
page-uploads-word-said-turned = Page { $page } is turned.
page-uploads-word-said-page-removed = The page is removed. Pages left: { $pages }.
page-uploads-word-said-pages-added = Pages of your letter: { $pages }.

## A letter out of photos

page-uploads-letter = A letter out of photos
page-uploads-letter-lead = Take one photo of each page. All pages become one document.
page-uploads-tip-flat = Lay the page flat on a dark table.
page-uploads-tip-light = Use bright light, and keep your shadow off the page.
page-uploads-tip-whole = Get the whole page in, with all four corners.
page-uploads-location = Where and when you took a photo is removed from it.
page-uploads-camera = Take a photo
page-uploads-photos = Choose photos
page-uploads-another = Add another page:
page-uploads-pages = The pages in order
page-uploads-turn-left = Turn left
page-uploads-turn-right = Turn right
page-uploads-up = Move up
page-uploads-down = Move down
page-uploads-look-closely = Can you read it?
page-uploads-letter-name = What is this letter?
page-uploads-letter-name-hint = For example: IRS letter about my refund
page-uploads-letter-add = Add this letter
page-uploads-letter-apart = Add each photo as its own document
page-uploads-letter-discard = Remove all photos
page-uploads-close = Close
page-uploads-before = Page before
page-uploads-after = Next page
page-uploads-larger = Larger
page-uploads-smaller = Whole page
page-uploads-word-page = Page { $page } of { $pages }
page-uploads-word-preparing = Getting the photos ready …
page-uploads-word-letter-size = Pages: { $pages }. To upload: { $size }.
page-uploads-word-letter-named = Letter, { $made_on }
page-uploads-word-blurred = This page may be hard to read: it looks blurred. You can keep it or take it again.
page-uploads-word-dark = This page may be hard to read: it looks dark. You can keep it or take it again.
page-uploads-word-small = This page may be hard to read: the photo is small. You can keep it or take it again.
page-uploads-word-unseen = This photo can't be shown here. You can look at it after the check.
page-uploads-word-empty = Take or choose a photo first.
page-uploads-word-not-photo = Only photos can be pages of a letter: JPEG, PNG or HEIC.
