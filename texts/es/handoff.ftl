# Lo que lee una persona mientras se llama a un defensor, está presente o ha terminado (casework/handoff).

notice-handed-off = Usted está en la fila para hablar con un defensor de TAS. Esa persona leerá lo que escribió aquí, así que no tendrá que repetirlo. Puede cerrar esta página y volver: use antes "Guardar y seguir después". También puede llamar a TAS al { -tas-phone }. Atienden { -tas-hours }.
notice-handed-off-closed = En este momento los defensores no están en su puesto. Vuelven el { $opens_on }. Lo que escribió queda guardado, así que puede dejarles aquí un mensaje. Use "Guardar y seguir después" para volver y leer la respuesta. También puede llamar a TAS al { -tas-phone }. Atienden { -tas-hours }.
notice-agent-joined = { $agent_name }, de TAS, ya está aquí y puede leer lo que se dijo hasta ahora. Lo que usted escriba le llega a { $agent_name }.
notice-agent-lost = Se cortó la conexión de la persona que le atendía. Usted vuelve a estar al frente de la fila y no se perdió nada.
notice-transferred = La persona que le atiende le está pasando con un colega, que leerá lo que se dijo hasta ahora. Usted está al frente de la fila.
notice-back-with-assistant = La persona que le atendía terminó su parte. Usted está otra vez con el asistente. No se perdió nada de lo que dijo. Puede volver a pedir una persona en cualquier momento.
notice-turn-missed = Era su turno, pero no vimos que estuviera aquí. Cuando vuelva, estará al frente de la fila.
notice-still-there = ¿Sigue ahí? No hay prisa. Si necesita tiempo para buscar algo, solo díganos.
notice-paused = Hace un rato que no sabemos de usted, así que la persona que le atiende está ayudando a otros. Escriba cuando pueda y seguirá donde quedó.
notice-advocate-here = Ya hay una persona de TAS aquí. Lo que usted escriba le llega a ella.
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

closed-head = La persona que le atendía terminó este chat. Esto es lo que sigue:
closed-what = Qué: { $what }
closed-who = Quién: { $who }
closed-by = Para cuándo: { $by_on }

place-range = Usted es el número { $position_count } en la fila. Es probable que espere de { $low_minutes_count } a { $high_minutes_count } minutos.
place-soon = Usted es el número { $position_count } en la fila. Es probable que espere menos de { $high_minutes_count } minutos.
place-open = Usted es el número { $position_count } en la fila. Todavía no podemos decirle cuánto durará la espera.
place-away = Su lugar está guardado. Qué bueno que volvió.
