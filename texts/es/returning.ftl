### Seguir más tarde o en otro aparato, con un código (casework/access_codes).

## Pedir un código

page-code-save = Guardar y seguir más tarde
page-code-save-lead = Pida un código. Con él puede abrir este chat otra vez en cualquier teléfono o computadora. No tiene que iniciar sesión.
    .other = Pida un código. Con él, usted o { helped-person } puede abrir este chat otra vez en cualquier teléfono o computadora. No hay que iniciar sesión.
page-code-there-is = Usted tiene un código que sirve hasta el { $holds_until }. Si pide uno nuevo, el anterior deja de servir.
page-code-make = Pedir un código
page-code-made = Su código
page-code-holds = Este código abre su chat hasta el { $holds_until }.
page-code-keep = Escriba el código en un papel, imprima esta página o tómele una foto.
page-code-where = Para seguir, abra esta página en cualquier aparato:
page-code-enter = Escriba ahí su código.
page-code-secret = Quien tenga este código puede leer su chat. Guárdelo donde solo lo vea gente de confianza. No podemos mostrar este código otra vez, pero usted puede pedir uno nuevo.
    .other = Quien tenga este código puede leer el chat. Puede darle el código a { helped-person }. No podemos mostrar este código otra vez, pero usted puede pedir uno nuevo.

## Solo este aparato

page-only-me = Solo yo desde ahora
page-only-me-lead = ¿Alguien más abrió su chat, o ya no tiene su código? Puede cerrar el paso a todos los demás aparatos. Su código también deja de servir. Después puede pedir uno nuevo.
page-only-me-do = Solo este aparato desde ahora

## Devolverlo, para quien ayudó

page-give-back = Devolver el chat
page-give-back-lead = El chat es de la persona de quien se trata. Primero pida un código nuevo y entréguelo. Si había otro código, deja de servir. Después puede cerrar el chat en este aparato.
    .other = El chat es de { helped-person }. Primero pida un código nuevo y entréguelo. Si había otro código, deja de servir. Después puede cerrar el chat en este aparato.
page-give-back-code = Pedir un código para entregar
page-give-back-now = ¿Ya anotó o entregó el código? Entonces puede cerrar el chat en este aparato. Después solo el código lo abre. No podemos mostrar el código otra vez.
page-give-back-do = Devolver: cerrarlo en este aparato
page-given-back = Usted devolvió el chat
page-given-back-lead = Este aparato ya no puede abrir el chat. Quien tenga el código puede seguir con él. Si usted guardó el código, destrúyalo.

## Escribir un código

page-code-have = Tengo un código
page-code-entry-heading = Siga con su chat
page-code-entry-lead = ¿Tiene un código de un chat anterior? Escríbalo y siga donde se quedó.
page-code-label = Su código
page-code-hint = Tiene 15 letras y números. Puede usar minúsculas. No hace falta escribir los guiones.
page-code-open = Abrir mi chat
page-code-none = No tengo un código. Empezar un chat nuevo.

## En el chat

do-save_for_later = Guardar y seguir más tarde
notice-save-for-later = Puede parar ahora y seguir más tarde, aquí o en otro aparato. Elija «Guardar y seguir más tarde» para pedir un código.
notice-opened-elsewhere = Este chat se abrió en otro aparato el { $opened_on }, con su código. ¿Fue usted o alguien de confianza? Entonces siga. Si no, elija «Guardar y seguir más tarde» y luego «Solo este aparato desde ahora».
notice-only-me = Desde ahora, solo este aparato abre este chat. Los demás aparatos y el código anterior ya no pueden.
notice-given-back = El { $given_back_on }, la persona que ayudó devolvió este chat. Su aparato ya no puede abrirlo. Elija «Guardar y seguir más tarde» y luego «Solo este aparato desde ahora». Así el código anterior ya no le sirve a nadie.
notice-code-typed = Su mensaje tenía un código y lo quité para que esté seguro. Para abrir otro chat con él, vaya a la página de inicio y elija «Tengo un código».

## Lo que puede fallar

error-code_unknown = Ese código no abre ningún chat. Revise cada letra y cada número. También puede ser muy viejo. Si pidió otro después, solo sirve el último.
error-code_needed = Este chat todavía no tiene un código. Pida uno primero, para que el chat no se pierda.
error-code_tries = Hubo demasiados intentos con códigos. Espere { $minutes_count ->
        [one] { $minutes_count } minuto
       *[other] { $minutes_count } minutos
    } y pruebe otra vez. También puede empezar un chat nuevo ahora. O llame a TAS al { -tas-phone }. Atienden { -tas-hours }.
