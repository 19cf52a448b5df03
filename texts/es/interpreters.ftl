### Intérpretes para idiomas que el chat no habla. Las filas, con una línea en cada uno, están en casework/interpreters/data.

notice-interpreter = Este chat solo puede escribir en inglés y en español. Por teléfono puede pedir a TAS un intérprete de { $spoken }. Llame al { -tas-phone }. Atienden { -tas-hours }. Anoté que lo necesita, para quien atienda su chat.
tas-phone = { -tas-phone }

## Cómo se llaman: «un intérprete de …»

spoken-ko = coreano
spoken-vi = vietnamita
spoken-ru = ruso
spoken-ar = árabe
spoken-ht = criollo haitiano
spoken-tl = tagalo
spoken-pt = portugués
spoken-pl = polaco
spoken-fa = farsi
spoken-fr = francés
spoken-ja = japonés
spoken-gu = guyaratí
spoken-pa = panyabí
spoken-km = jemer
spoken-ur = urdu
spoken-bn = bengalí
spoken-it = italiano
spoken-zh-Hant = chino
spoken-zh-Hans = chino
spoken-und = su idioma
