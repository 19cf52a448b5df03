### Looking at a document (channels/documents/viewing.py).

page-view-back = Back
page-view-size = Size: { $size }.
page-view-released = This document could not be checked. TAS staff let it be opened by their own decision.
page-view-pages = { $pages_count ->
    [one] One page.
   *[other] { $pages_count } pages.
}
page-view-download = Save this document
page-view-care = The document may hold private details. Save it only where nobody else can see it.
page-view-care-staff = Save it only in the case file, and delete it when it is no longer needed.
page-view-page = Page { $page_number } of { $pages_count }
page-view-earlier = Earlier pages
page-view-later = More pages
page-view-picture = These are pictures of the pages. A screen reader can't read them. To read the text, save the document and open it on your device.
page-view-no-pictures = This document can't be shown here. You can save it and open it on your device.
error-page_unusable = One of the photos can't be used as a page. Please take it again or leave it out.
