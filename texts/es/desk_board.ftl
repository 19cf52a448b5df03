### El tablero de los supervisores y el camino entre las páginas del puesto de atención.

## Las páginas del puesto

page-place-all = Páginas del puesto
page-place-chats = Chats
page-place-board = Tablero
page-place-cases = Casos
page-place-callbacks = Llamadas
page-place-read-code = Leer un código
page-place-acceptance = Ver si TAS puede ayudar
page-place-codes = Mis códigos

## El tablero

page-board = Tablero
page-board-again = Mirar otra vez
page-board-as-of = Datos del
page-board-switch = Detener al asistente
page-board-stopped-all = El asistente está detenido para todos.
page-board-stopped-some = El asistente está detenido para algunos temas.
page-board-waiting = En espera
page-board-in-line = En la fila
page-board-longest = La espera más larga
page-board-nobody-there = Ahora no hay nadie presente
page-board-by = En la fila, por urgencia e idioma
page-board-urgency = Urgencia
page-board-urgency-today = Hoy
page-board-urgency-this_week = Esta semana
page-board-urgency-soon = Pronto
page-board-language-en = Inglés
page-board-language-es = Español
page-board-emergency = Emergencia
page-board-nobody = Nadie espera.
page-board-for = desde hace { $time }
page-board-minutes = { $minutes_count } min
page-board-less-than-a-minute = menos de 1 min
page-board-open = Abrir para leer
page-board-state-waiting = En espera
page-board-state-offered = Ofrecido
page-board-state-kept = Turno guardado
page-board-state-active = En conversación
page-board-state-paused = En pausa
page-board-state-away = No estaba en su turno
page-board-state-ended = Terminado
page-board-agents = Defensores
page-board-no-agents = Nadie ha estado todavía en el puesto.
page-board-presence-available = Recibe chats
page-board-presence-away = No recibe chats nuevos
page-board-presence-missed = Dejó pasar un chat ofrecido; no recibe nuevos
page-board-presence-off = Fuera
page-board-presence-gone = No está en su puesto
page-board-room = { $chats_count ->
        [one] { $chats_count } chat
       *[other] { $chats_count } chats
    }, lugar para { $room_count } de { $capacity_count }
page-board-lease = Si su puesto deja de responder, de turno hasta el
page-board-change = Cambiar el cupo y las destrezas
page-board-today = Hoy
page-board-today-hint = Se cuentan las personas que llegaron en horas de atención. Quien ha esperado menos de ese tiempo se cuenta cuando se cumple.
page-board-arrived = Llegaron a la fila
page-board-level = Atendidos en { $time }
page-board-percent = { $percent } % (meta: { $goal } %)
page-board-none-yet = Todavía nada
page-board-median = Espera media
page-board-went-back = Volvieron de la fila al asistente
page-board-returned = Devueltos al asistente
page-board-closed = Cerrados
page-board-told = Esperas como se dijo
page-board-told-share = { $percent } % de { $told_count }
page-board-back = Volver al tablero

## Destrezas

page-board-skill-language-en = Inglés
page-board-skill-language-es = Español
page-board-skill-signed_in = Con sesión iniciada
page-board-skill-topic-collection = Cobros
page-board-skill-topic-refund = Reembolsos
page-board-skill-topic-identity = Robo de identidad
page-board-skill-topic-examination = Auditorías
page-board-skill-topic-business = Impuestos de negocios
page-board-agent = { $name }: cupo y destrezas
page-board-capacity = Chats a la vez
page-board-capacity-hint = Con 0 no se ofrecen chats nuevos. Los que están abiertos se quedan.
page-board-skills = Destrezas
page-board-skills-hint = Quien no tiene ningún tema recibe chats de todos los temas.
page-board-save = Guardar

## Leer un chat

page-board-chat = Lectura del chat { $tag }
page-board-chat-over = Este chat terminó aquí, así que no se muestra nada nuevo.
page-board-chat-lead = Aquí solo puede leer. Queda anotado que usted abrió este chat.
page-board-chat-state = Estado
page-board-chat-who = Quién lo tiene
page-board-chat-nobody = Nadie todavía
page-board-chat-language = Idioma
page-board-notes = Notas del personal
page-board-notes-hint = La persona nunca las recibe.
page-board-notes-none = Todavía no hay ninguna.
page-board-note-note = Nota
page-board-note-whisper = Aviso al oído
page-board-whisper = Aviso al oído para quien atiende
page-board-whisper-hint = Solo el personal puede leerlo. La persona no se entera.
page-board-whisper-send = Avisar
page-board-take-over = Tomar este chat
page-board-take-over-from = { $name } tiene ahora este chat. Si lo toma, pasa a ser suyo.
page-board-take-over-line = Nadie tiene todavía este chat. Si lo toma, pasa a ser suyo.
page-board-take-over-told = Se le avisa a la persona que usted está aquí, con su nombre.
page-board-take-over-do = Tomarlo
page-board-take-over-not = Dejarlo

## Detener al asistente

page-board-switch-lead = Con el asistente detenido, la gente pasa a la fila para hablar con una persona. Se le dice por qué. Cada cambio queda anotado con su nombre.
page-board-switch-now = Detenido ahora
page-board-switch-since = Desde el
page-board-switch-let = Dejar que conteste otra vez
page-board-switch-answers = El asistente contesta a todos.
page-board-switch-topic = Para un tema
page-board-switch-which = Tema
page-board-switch-choose = Elija uno
page-board-switch-stop-topic = Detenerlo para este tema
page-board-everybody = Para todos
page-board-switch-all-lead = Así, cada mensaje nuevo pone en la fila a quien lo escribe. Vea que haya bastante gente para atender.
page-board-switch-stop-all = Detenerlo para todos

## Lo que el personal lee de un chat

page-said-heading = Lo que se dijo
page-said-facts = Lo que se sabe
page-said-no-facts = Todavía no se sabe nada.
page-said-person = La persona
page-said-assistant = Asistente
page-said-agent = Defensor
page-said-system = Aviso

## Lo que se le dice a la persona

notice-handed-off-stopped = El asistente no puede responder a esto ahora. Por eso usted está en la fila para hablar con un defensor de TAS. Esa persona leerá lo que escribió aquí. Puede cerrar esta página sin perder su lugar. Para volver desde otro aparato, use antes «Guardar y seguir más tarde». También puede llamar a TAS al { -tas-phone }. Atienden { -tas-hours }.
notice-handed-off-stopped-signed-in = El asistente no puede responder a esto ahora. Por eso usted está en la fila para hablar con un defensor de TAS. Esa persona leerá lo que escribió aquí. Puede cerrar esta página sin perder su lugar. Para volver, inicie sesión otra vez. También puede llamar a TAS al { -tas-phone }. Atienden { -tas-hours }.
notice-handed-off-stopped-closed = El asistente no puede responder a esto ahora y los defensores no están en su puesto. Vuelven el { $opens_on }. Lo que escribió queda guardado para ellos. Vuelva a esta página para leer la respuesta. Para volver desde otro aparato, use antes «Guardar y seguir más tarde». También puede llamar a TAS al { -tas-phone }. Atienden { -tas-hours }.
notice-handed-off-stopped-closed-signed-in = El asistente no puede responder a esto ahora y los defensores no están en su puesto. Vuelven el { $opens_on }. Lo que escribió queda guardado para ellos. Para leer la respuesta, inicie sesión otra vez. También puede llamar a TAS al { -tas-phone }. Atienden { -tas-hours }.
