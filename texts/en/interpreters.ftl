### Interpreters for languages that the chat doesn't speak. Rows, with a line in each, are casework/interpreters/data.

notice-interpreter = This chat can only write in English and in Spanish. By telephone you can ask TAS for an interpreter for { $spoken }. Call { -tas-phone }, { -tas-hours }. I noted that you need one, for whoever takes up your chat.
tas-phone = { -tas-phone }

## What they are called: "an interpreter for …"

spoken-ko = Korean
spoken-vi = Vietnamese
spoken-ru = Russian
spoken-ar = Arabic
spoken-ht = Haitian Creole
spoken-tl = Tagalog
spoken-pt = Portuguese
spoken-pl = Polish
spoken-fa = Farsi
spoken-fr = French
spoken-ja = Japanese
spoken-gu = Gujarati
spoken-pa = Punjabi
spoken-km = Khmer
spoken-ur = Urdu
spoken-bn = Bengali
spoken-it = Italian
spoken-zh-Hant = Chinese
spoken-zh-Hans = Chinese
spoken-und = your language
