### Seguir con un chat público después de iniciar sesión, y los códigos que se escriben entonces.

## Consentimiento, en las páginas públicas

page-continue-menu = Seguir después de iniciar sesión
page-continue-lead = Cuando inicie sesión, el asistente puede seguir desde aquí. No tendrá que decirlo todo otra vez.
page-continue-agreed = Usted ya está de acuerdo. Vale hasta el { $holds_until }.
page-continue-what = Qué se lleva
page-continue-nothing = Usted todavía no ha dado respuestas, así que no se lleva nada.
page-continue-words = También se lleva un enlace a este chat, para tener a mano lo que usted escribió.
page-continue-who = Quién lo leerá
page-continue-who-reads = Usted, cuando inicie sesión. Y el personal de TAS que trabaja en su caso, junto con su nombre.
page-continue-stays = Sirve una sola vez. Este chat queda como está, sin su nombre.
page-continue-agree = De acuerdo, llevarlo
page-continue-withdraw = Ya no lo quiero
page-continue-made = Puede seguir después de iniciar sesión
page-continue-made-lead = Este es su código. Sirve una sola vez, hasta el { $holds_until }.
page-continue-sign-in = Iniciar sesión y seguir
page-continue-here = En este aparato no necesita el código. Solo inicie sesión.
page-continue-elsewhere = Para iniciar sesión en otro aparato, anote el código. Luego escríbalo aquí:
page-continue-secret = Quien tenga este código e inicie sesión puede ver sus respuestas. No podemos mostrarlo otra vez, pero puede pedir uno nuevo.

## Después de iniciar sesión

page-portal-continue-lead = Usted estuvo de acuerdo en llevar su chat. Así el asistente sabe lo que usted dijo allí.
page-portal-continue-bring = Seguir con mi chat
page-portal-continue-not-now = Ahora no
page-portal-continue-none = En este aparato no hay ningún chat para llevar. Si tiene un código, puede escribirlo.

## Escribir un código

page-portal-code-have = Tengo un código
page-portal-code-lead = ¿Le dieron un código? Escríbalo aquí. Con él empieza un chat nuevo.
page-portal-code-hint = Tiene 11 letras y números. Puede usar minúsculas. No hace falta escribir los guiones.
page-portal-code-enter = Usar este código
page-portal-code-which = Códigos que sirven aquí
page-portal-code-continuation = De su chat: trae sus respuestas. Sirve una sola vez.
page-portal-code-employee = De alguien de TAS: dice para quién es su chat.
page-portal-code-invitation = De alguien de TAS: le pide que escriba sobre un caso. Sirve una sola vez.
page-portal-code-proves = Un código no le muestra ningún caso. Usted ve un caso solo si es suyo o si un formulario firmado lo permite.

## En el chat

notice-continued = El { $continued_on } alguien inició sesión y se llevó sus respuestas, como usted había aceptado. ¿No fue usted? Llame a TAS al { -tas-phone }.
notice-addressed = Este chat es para la persona de TAS que le dio el código. Aún no hay nadie de TAS en él. Lo que escriba se guarda para esa persona. Para hablar hoy, llame al número que le dio.
notice-addressed-no-case = Este chat es para la persona de TAS que le dio el código. Aquí no se muestra ningún caso. Aún no hay nadie de TAS en él. Lo que escriba se guarda para esa persona. Para hablar hoy, llame al número que le dio.
page-portal-addressed = Para la persona de TAS que le dio el código
page-portal-addressed-name = Para { $name }, de TAS

## Qué puede salir mal

error-portal_code_unknown = Ese código no abre nada aquí. Por favor, revise cada letra y número. Puede ser viejo o haberse usado antes.
error-continuation_gone = Ya no hay ningún chat para llevar. Quizá ya se llevó antes. Lo encontrará entre sus chats.
