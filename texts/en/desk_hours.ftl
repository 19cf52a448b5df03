### When advocates answer chats (casework/hours). $day, $hour and $zone are put into words by the code.

desk-hours-now = Advocates answer chats now.
desk-hours-until = Advocates answer chats now. They go off duty on { $day }, { $hour } ({ $zone }).
desk-hours-from = Advocates answer chats again from { $day }, { $hour } ({ $zone }).
desk-hours-unknown = It is not known yet when advocates answer chats again.
