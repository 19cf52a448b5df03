### Iniciar y cerrar la sesión, las sesiones propias y cómo recibir ayuda sin ellas (casework/identity).

## Iniciar sesión

page-portal-name = Mi caso en TAS
page-desk-name = Escritorio del personal de TAS
page-sign-in = Iniciar sesión
page-sign-in-staff = Inicio de sesión del personal
page-sign-in-more = Confirme quién es
page-sign-in-lead = Inicie sesión para ver su caso, o el caso de quien lo nombró para actuar por él o ella.
page-sign-in-lead-staff = Inicie sesión para trabajar en sus casos.
page-sign-in-with = Iniciar sesión con { $provider }
page-sign-in-leaves = Usted pasa a la página de ellos para iniciar sesión. Después vuelve aquí. Nunca vemos su contraseña.
page-sign-in-none = Ahora no se puede iniciar sesión aquí.
page-sign-in-case-stays = Si no se pudo comprobar su identidad, su caso sigue abierto. Seguimos con él. Puede hablar con nosotros por las vías de abajo.

## Por qué

page-sign-in-why-ended = Se cerró su sesión porque usted estuvo lejos un rato o se acabó el tiempo. Inicie sesión otra vez.
page-sign-in-why-kept = Se acabó el tiempo. Lo que escribió está guardado. Cuando inicie sesión otra vez, se lo mostramos y lo puede mandar.
page-sign-in-why-more = Para ver esta página, confirme quién es.

## Cuando no funcionó

page-sign-in-refused-denied = No se inició la sesión. Usted paró en el camino, o no se pudo comprobar su identidad. Puede probar otra vez.
page-sign-in-refused-assurance = No se inició la sesión. Esta página pide comprobar la identidad, y su cuenta todavía no lo tiene.
page-sign-in-refused-again = No se inició la sesión. Tardó demasiado o se empezó en otra ventana. Pruebe otra vez aquí.
page-sign-in-refused-changed = No se inició la sesión. Su cuenta y nuestros datos no coinciden. Llame a TAS al { -tas-phone }.
page-sign-in-refused-role = No se inició la sesión. Su cuenta no tiene un puesto en el escritorio. Pregunte a su jefe.
page-sign-in-refused-answer = No se inició la sesión. Algo en la respuesta de la otra página estaba mal. Paramos para protegerlo. Pruebe más tarde.
page-sign-in-refused-unavailable = No se inició la sesión. La página para entrar no responde ahora. Pruebe otra vez en unos minutos.

## Sin iniciar sesión

page-cannot = ¿No puede iniciar sesión?
page-cannot-lead = No tiene que iniciar sesión para recibir ayuda. Si no puede, o si no se comprueba su identidad, su caso sigue abierto.
page-cannot-phone = Llame a TAS al { -tas-phone }. Atienden { -tas-hours }. La llamada es gratis.
page-cannot-mail = Escriba por correo o por fax. Llame al { -tas-phone } y pregunte a dónde mandarlo.
page-cannot-office = Visite una oficina de TAS. Llame al { -tas-phone } y pregunte cuál está cerca.
page-cannot-chat = Use el chat público. No tiene que decir quién es.
page-cannot-deadlines = Las fechas de las cartas del IRS siguen corriendo. No espere hasta poder iniciar sesión.
page-cannot-without-proof = ¿Aún no se comprobó su identidad?
page-cannot-without-proof-lead = Puede iniciar sesión sin eso. No verá su caso hasta que se compruebe su identidad.
page-cannot-without-proof-with = Iniciar sesión con { $provider }, sin comprobar

## Con la sesión abierta

page-signed-in-as = Sesión de:
page-sign-out = Cerrar sesión
page-session-time = Su tiempo
page-session-ends = Si no hace nada, su sesión se cierra el
page-session-extend = Seguir en la sesión
page-session-warning = ¿Sigue ahí?
page-session-warning-lead = Su sesión se cierra pronto. Lo que escribió se queda si decide seguir. Tiempo que queda:
page-session-overall = Este tiempo no se puede alargar. Termine ahora o inicie sesión otra vez.
page-session-ended = Se cerró su sesión
page-session-ended-lead = Lo que escribió sigue aquí, pero no se ve. Inicie sesión otra vez en una ventana nueva y luego vuelva a esta.
page-session-sign-in-again = Iniciar sesión otra vez en una ventana nueva
page-session-other-person = Ahora hay otra persona con la sesión abierta. Vuelva a cargar esta página.
page-extended = Su sesión sigue abierta
page-extended-lead = Ahora tiene más tiempo. Puede cerrar esta ventana y seguir en la otra.

## Sesión cerrada

page-signed-out = Su sesión está cerrada
page-signed-out-lead = Desde ahora, nadie puede abrir su caso en este navegador sin iniciar sesión.
page-signed-out-provider = Puede que su sesión siga abierta en { $provider }. Ciérrela allí también si otros usan este aparato.
page-signed-out-provider-do = Cerrar la sesión en { $provider }

## Mis sesiones

page-sessions = Dónde tengo la sesión abierta
page-sessions-lead = Estos son los navegadores donde usted tiene la sesión abierta. Si no conoce alguno, ciérrela ahí y llámenos.
page-sessions-unknown = Un navegador que no dice su nombre
page-sessions-this = este navegador
page-sessions-with = Sesión iniciada con { $provider }
page-sessions-begun = Desde
page-sessions-used = Último uso
page-sessions-end = Cerrar ahí
page-sessions-others-lead = Este navegador sigue con la sesión abierta.
page-sessions-others = Cerrar en todos los demás
page-sessions-everywhere-lead = También se cierra en este navegador.
page-sessions-everywhere = Cerrar en todas partes

## Lo que se guardó

page-kept = Lo que escribió antes
page-kept-lead = Cuando mandó esto, se había acabado el tiempo. No se mandó. ¿Quiere mandarlo ahora?
page-kept-one = Texto { $number }
page-kept-send = Mandarlo ahora
page-kept-drop = Borrarlo
page-kept-none = No hay nada por mandar.
page-kept-go-on = Seguir

## Lo que puede fallar

error-sign_in_refused = No se inició ninguna sesión. Vuelva a la página de inicio de sesión y pruebe otra vez.
error-sign_in_needed = Primero inicie sesión. Si no puede, llame a TAS al { -tas-phone }. Atienden { -tas-hours }.
error-step_up_needed = Primero confirme quién es. Si no puede, llame a TAS al { -tas-phone }. Atienden { -tas-hours }.
error-provider_unavailable = La página para iniciar sesión no responde ahora. Pruebe otra vez en unos minutos.
