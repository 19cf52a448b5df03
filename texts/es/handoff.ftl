# Lo que lee una persona mientras se llama a un defensor, está presente o ha terminado (casework/handoff).

notice-handed-off = Usted está en la fila para hablar con un defensor de TAS. Esa persona leerá lo que escribió aquí, así que no tendrá que repetirlo. Puede cerrar esta página sin perder su lugar. Para volver desde otro aparato, use antes «Guardar y seguir más tarde». También puede llamar a TAS al { -tas-phone }. Atienden { -tas-hours }.
notice-handed-off-signed-in = Usted está en la fila para hablar con un defensor de TAS. Esa persona leerá lo que escribió aquí, así que no tendrá que repetirlo. Puede cerrar esta página sin perder su lugar. Para volver, inicie sesión otra vez. También puede llamar a TAS al { -tas-phone }. Atienden { -tas-hours }.
notice-handed-off-closed = En este momento los defensores no están en su puesto. Vuelven el { $opens_on }. Lo que escribió queda guardado, y puede dejarles aquí un mensaje. Vuelva a esta página para leer la respuesta. Para volver desde otro aparato, use antes «Guardar y seguir más tarde». También puede llamar a TAS al { -tas-phone }. Atienden { -tas-hours }.
notice-handed-off-closed-signed-in = En este momento los defensores no están en su puesto. Vuelven el { $opens_on }. Lo que escribió queda guardado, y puede dejarles aquí un mensaje. Para leer la respuesta, inicie sesión otra vez. También puede llamar a TAS al { -tas-phone }. Atienden { -tas-hours }.
notice-agent-joined = { $agent_name }, de TAS, ya está en este chat. Primero leerá lo que se dijo hasta ahora y luego le escribirá aquí. Lo que usted escriba le llega a { $agent_name }.
notice-agent-lost = La persona que le atendía tuvo que salir de este chat. Le adelantamos en la fila y no se perdió nada.
notice-transferred = La persona que le atiende le está pasando con un colega, que leerá lo que se dijo hasta ahora. Le adelantamos en la fila.
notice-anybody = Las personas con quienes queríamos pasarle no están de turno ahora. Le ayudará la primera que esté libre.
notice-back-with-assistant = La persona que le atendía terminó su parte. Usted está otra vez con el asistente. No se perdió nada de lo que dijo. Puede volver a pedir una persona en cualquier momento.
notice-turn-missed = Era su turno, pero no vimos que estuviera aquí. Cuando vuelva, le adelantaremos en la fila.
notice-still-there = ¿Sigue ahí? No hay prisa. Si necesita tiempo para buscar algo, solo díganos.
notice-paused = Hace un rato que no sabemos de usted, así que la persona que le atiende está ayudando a otros. Escriba cuando pueda y seguirá donde quedó.
notice-advocate-here = Ya hay una persona de TAS aquí. Lo que usted escriba le llega a ella.
notice-safe-agent = Gracias por decirlo. Las líneas de ayuda siguen arriba en esta página. La persona que le atiende sigue aquí y lee lo que usted escriba.
notice-safe-queued = Gracias por decirlo. Las líneas de ayuda siguen arriba en esta página. Usted conserva su lugar en la fila.
notice-moved = Ya inició sesión y conserva su lugar en la fila para hablar con un defensor de TAS.
notice-moved-agent = Ya inició sesión. { $agent_name } sigue con usted en este chat. Lo que usted escriba le llega a { $agent_name }.
notice-moved-front = Ya inició sesión. Desde aquí le atenderá otra persona de TAS, que puede hablar de su caso. Le adelantamos en la fila.
notice-continued-handed-off = El { $continued_on } alguien inició sesión y siguió allí con este chat, como usted había aceptado. La persona de TAS también sigue allí. ¿No fue usted? Llame a TAS al { -tas-phone }. Aquí usted está otra vez con el asistente.
notice-survey-helped = Dos preguntas cortas, si gusta. ¿Recibió hoy la ayuda que buscaba?
notice-survey-easy = ¿Fue fácil recibir esa ayuda?
notice-survey-thanks = Gracias. Sus respuestas nos ayudan a mejorar.

do-survey_helped_yes = Sí
do-survey_helped_partly = En parte
do-survey_helped_no = No
do-survey_easy_yes = Sí, fue fácil
do-survey_easy_partly = Más o menos
do-survey_easy_no = No, fue difícil
do-reopen = Seguir con este chat

closed-head = { $agent_name }, de TAS, cerró este chat. Esto es lo que sigue:
closed-what = Qué se hará
closed-who = Quién lo hará
closed-by = Para cuándo
closed-by-on = { $by_on }
closed-by-none = No hay un día fijado para esto.

place-range = Usted es el número { $position_count } en la fila. Es probable que espere de { $low_minutes_count } a { $high_minutes_count } minutos.
place-soon = Usted es el número { $position_count } en la fila. Es probable que espere menos de { $high_minutes_count } minutos.
place-open = Usted es el número { $position_count } en la fila. Todavía no podemos decirle cuánto durará la espera.
place-closed = Usted es el número { $position_count } en la fila. Los defensores vuelven el { $opens_on }.
place-front = Le adelantamos en la fila. En un momento verá su número.

page-agent-named = { $agent_name }, de TAS
page-writing = La persona de TAS está escribiendo.
page-look-again = Ver si hay algo nuevo
page-ended-by-advocate = Este chat está cerrado, así que ahora no puede escribir en él. Todavía puede leerlo, imprimirlo y guardarlo.
page-about-people = Si usted pide hablar con una persona, un defensor de TAS entra en el chat. Esa persona lee todo lo que se dijo en él, antes y después. Su supervisor puede leer también, para ayudarle. Le avisamos cuando entra un defensor y con qué nombre.
page-continue-place = Usted conserva su lugar en la fila. Si ya le atiende una persona de TAS, ella sigue con usted.
