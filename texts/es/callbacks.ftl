### Pedir una llamada (casework/callbacks). Solo donde quien ofrece el chat dice quién llama.

## Pedirla

page-callback = Pedir que me llamen
page-callback-yours = Ver la llamada que pedí
page-callback-heading = La llamada que usted pidió
page-callback-lead = { $caller } puede llamarle por teléfono. La ayuda es gratis.
page-callback-no-time = No podemos prometer un día ni una hora. Si no puede esperar, llame a TAS al { -tas-phone }. Atienden { -tas-hours }.
page-callback-number = Número de teléfono
page-callback-number-hint = Con el código de área. Dé un número que sea seguro para usted. Puede ser el de un amigo.
page-callback-number-keep = Deje esto vacío para seguir con el número que termina en { $ends }.
page-callback-number-ends = Termina en { $ends }
page-callback-days = Días
page-callback-day-monday = lunes
page-callback-day-tuesday = martes
page-callback-day-wednesday = miércoles
page-callback-day-thursday = jueves
page-callback-day-friday = viernes
page-callback-day-saturday = sábado
page-callback-day-sunday = domingo
page-callback-parts = Hora del día
page-callback-part-morning = Por la mañana, de { $begins } a { $ends }
page-callback-part-afternoon = Por la tarde, de { $begins } a { $ends }
page-callback-part-evening = Al final de la tarde, de { $begins } a { $ends }
page-callback-zone = Zona horaria
page-callback-zone-hint = Las horas de arriba son las de este lugar.
page-callback-zone-choose = Elija una
page-callback-zone-eastern = Hora del este (Nueva York, Miami)
page-callback-zone-central = Hora central (Chicago, Houston)
page-callback-zone-mountain = Hora de la montaña (Denver)
page-callback-zone-arizona = Arizona (Phoenix)
page-callback-zone-pacific = Hora del Pacífico (Los Ángeles)
page-callback-zone-alaska = Alaska
page-callback-zone-hawaii = Hawái
page-callback-zone-puerto_rico = Puerto Rico e Islas Vírgenes
page-callback-zone-guam = Guam
page-callback-zone-samoa = Samoa Americana
page-callback-safe = ¿Qué es seguro en ese teléfono?
page-callback-safe-hint = Si deja esto vacío, no se deja ningún mensaje. Solo a usted le dirá quién llama.
page-callback-voicemail-safe = Es seguro dejar un mensaje de voz
page-callback-name-caller-safe = Es seguro decirle a quien conteste que llama { $caller }
page-callback-speak = Idioma
page-callback-speak-hint = Así quien llama sabe si hace falta un intérprete. A usted no le cuesta nada.
page-callback-relay-wish = Usar el servicio de relevo 711, uno por video o TTY
page-callback-whom = ¿Por quién hay que preguntar? Puede dejarlo vacío.
page-callback-whom-hint = Basta un nombre. Puede ser cualquiera por el que usted sepa que la llamada es para usted.
page-callback-kept = Su número se guarda bajo llave, aparte del chat. Se borra { $days_count ->
        [one] { $days_count } día
       *[other] { $days_count } días
    } después de la llamada, o cuando se borre el chat.
page-callback-ask = Pedir la llamada

## La que está pedida

page-callback-stands = Usted le pidió una llamada a { $caller }.
page-callback-word-lead = Quien llame dirá primero esta palabra. Apúntela o recuérdela.
page-callback-word = Si quien llama no sabe la palabra, cuelgue. No le diga la palabra a nadie. Nadie que llame de nuestra parte pide dinero, tarjetas de regalo ni contraseñas.
page-callback-voicemail = Un mensaje de voz
page-callback-name-caller = Decir quién llama
page-callback-is-safe = Es seguro
page-callback-is-not-safe = No es seguro
page-callback-relay = Relevo o TTY
page-callback-relay-yes = Sí
page-callback-change = Cambiar algo
page-callback-save = Guardar los cambios
page-callback-withdraw = No quiero que me llamen
page-callback-withdraw-lead = Entonces nadie le llamará. Su número se borra al instante.
page-callback-withdraw-do = Cancelar la llamada

## Idiomas

page-callback-language-en = inglés
page-callback-language-es = español
page-callback-language-ar = árabe
page-callback-language-ase = lengua de señas americana
page-callback-language-bn = bengalí
page-callback-language-cmn = chino (mandarín)
page-callback-language-fa = persa
page-callback-language-fr = francés
page-callback-language-gu = guyaratí
page-callback-language-ht = criollo haitiano
page-callback-language-it = italiano
page-callback-language-ja = japonés
page-callback-language-km = jemer
page-callback-language-ko = coreano
page-callback-language-pa = punyabí
page-callback-language-pl = polaco
page-callback-language-pt = portugués
page-callback-language-ru = ruso
page-callback-language-tl = tagalo
page-callback-language-ur = urdu
page-callback-language-vi = vietnamita
page-callback-language-yue = chino (cantonés)
page-callback-language-other = otro idioma

## En el chat

notice-callback-asked = Usted pidió una llamada. Elija «Ver la llamada que pedí» para ver la palabra que dirá quien llame. Ahí puede cambiarla o cancelarla.
notice-callback-changed = Usted cambió la llamada que pidió.
notice-callback-withdrawn = Usted canceló la llamada que pidió. Nadie le llamará. Su número ya está borrado.
notice-callback-tried = Intentamos llamarle el { $called_on }. Nadie contestó. Elija «Ver la llamada que pedí» para cambiar el número o las horas.
notice-callback-done = Le llamamos el { $called_on }. ¿No habló con usted? Entonces pida otra llamada, con un número que sea seguro.

## Sobre este chat

page-about-kept-callback = Si pide una llamada, su número de teléfono se guarda bajo llave, aparte del chat. Solo lo leen quienes llaman. Se borra { $days_count ->
        [one] { $days_count } día
       *[other] { $days_count } días
    } después de la llamada, o cuando se borre el chat.

## Lo que puede fallar

error-callback_number_missing = Dé un número de teléfono al que le puedan llamar.
error-callback_number_invalid = A ese número no se puede llamar desde aquí. Revise cada cifra y dé también el código de área.
error-callback_days_missing = Elija por lo menos un día.
error-callback_parts_missing = Elija por lo menos una hora del día.
error-callback_zone_missing = Elija la zona horaria.
