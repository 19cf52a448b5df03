# Titles of choices that are always there.

value-language-en = English
value-language-es = Español
