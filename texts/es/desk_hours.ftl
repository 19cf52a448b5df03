### Cuándo contestan chats los defensores (casework/hours). El programa pone en palabras $day, $hour y $zone.

desk-hours-now = Los defensores contestan chats ahora.
desk-hours-until = Los defensores contestan chats ahora. Terminan el { $day }, { $hour } ({ $zone }).
desk-hours-from = Los defensores contestan chats otra vez desde el { $day }, { $hour } ({ $zone }).
desk-hours-unknown = Todavía no se sabe cuándo vuelven a contestar chats los defensores.
