### Cada pregunta: ask-…, con otras palabras ask-…-again, una línea de por qué (why-…) y un ejemplo (example-…).

ask-federal_tax = ¿Se trata de impuestos federales, los que maneja el IRS?
ask-federal_tax-again = ¿El problema viene del IRS, y no del estado ni de otra agencia?
    .other = ¿El problema de { helped-person } viene del IRS, y no del estado ni de otra agencia?
why-federal_tax = TAS solo puede ayudar con impuestos federales.
example-federal_tax = Por ejemplo: «Sí, el IRS me mandó una carta». O bien: «No, es el reembolso del estado».
    .other = Por ejemplo: «Sí, el IRS le mandó una carta a { helped-example }». O bien: «No, es el reembolso del estado».

ask-asking_as = ¿Quién necesita la ayuda?
ask-asking_as-again = ¿Escribe por usted, por un negocio o por otra persona?
why-asking_as = Si escribe por otra persona, TAS necesita su permiso en papel.
example-asking_as = Por ejemplo: «Es para mí». O bien: «Ayudo a mi mamá».

ask-topics = ¿Cuál es el problema? Dígalo con sus palabras, o elija abajo.
ask-topics-again = Cuénteme en pocas palabras qué pasó con el IRS.
why-topics = Del problema depende qué ayuda le sirve.
example-topics = Por ejemplo: «Mi reembolso lleva seis meses de atraso». O bien: «Me quitan dinero del cheque».
    .other = Por ejemplo: «{ helped-example-first } lleva seis meses esperando el reembolso». O bien: «Le quitan dinero del cheque».

ask-exclusion = ¿Este asunto ya está en un tribunal?
ask-exclusion-again = ¿Hay ahora un caso en los tribunales por este problema de impuestos?
why-exclusion = Si el asunto está en los tribunales, primero debe verlo una persona.
example-exclusion = Por ejemplo: «Sí, en el Tribunal Tributario». O bien: «No hay tribunal».

ask-hardship = ¿Le cuesta pagar lo básico ahora, o le va a costar pronto? Marque todo lo que corresponda.
    .other = ¿A { helped-person } le cuesta pagar lo básico ahora, o le va a costar pronto? Marque todo lo que corresponda.
ask-hardship-again = ¿Qué de esto no puede pagar o conservar, ahora o pronto? Marque todo lo que corresponda.
    .other = ¿Qué de esto no puede pagar o conservar { helped-person }, ahora o pronto? Marque todo lo que corresponda.
why-hardship = Si hay necesidades básicas en riesgo, la ayuda es más urgente.
example-hardship = Por ejemplo: «Debo el alquiler». O bien: «Me van a cortar la luz».
    .other = Por ejemplo: «{ helped-example-first } debe el alquiler». O bien: «Le van a cortar la luz».

ask-hardship_link = ¿El problema de impuestos causa esto, o resolverlo le ayudaría?
    .other = ¿El problema de impuestos causa esto, o resolverlo ayudaría a { helped-person }?
ask-hardship_link-again = ¿Estaría usted mejor si el IRS resolviera el problema de impuestos?
    .other = ¿Estaría mejor { helped-person } si el IRS resolviera el problema de impuestos?
why-hardship_link = TAS mira el daño que viene del problema de impuestos.
example-hardship_link = Por ejemplo: «Sí, con el reembolso pago el alquiler». O bien: «No, perdí el trabajo».
    .other = Por ejemplo: «Sí, con el reembolso se paga el alquiler». O bien: «No, es porque perdió el trabajo».

ask-harm_on = ¿Más o menos en qué fecha podría pasar algo así, como un desalojo o un corte de luz?
ask-harm_on-again = ¿Hay un último día antes de que lo pierda o se lo corten? ¿Qué día?
    .other = ¿Hay un último día antes de que { helped-person } lo pierda o se lo corten? ¿Qué día?
why-harm_on = Si la fecha está cerca, usted pasa antes en la fila.
    .other = Si la fecha está cerca, el caso pasa antes en la fila.
example-harm_on = Por ejemplo: «El 5 de diciembre». O bien: «En dos semanas».

ask-adverse_action = ¿El IRS le quita salario, dinero o bienes, le puso un gravamen o le retiene el pasaporte? ¿O avisó que lo hará?
    .other = ¿El IRS le quita salario, dinero o bienes a { helped-person }? ¿Le puso un gravamen o le retiene el pasaporte? ¿O avisó que lo hará?
ask-adverse_action-again = ¿Tiene un embargo (le quitan dinero o bienes) o un gravamen (un reclamo sobre sus bienes)? ¿O le avisaron de uno?
    .other = ¿Tiene { helped-person } un embargo (le quitan dinero o bienes) o un gravamen (reclaman sus bienes)? ¿O le avisaron de uno?
why-adverse_action = A veces TAS puede intervenir cuando el IRS toma dinero o bienes. No se trata de un reembolso atrasado.
example-adverse_action = Por ejemplo: «Me quitan parte del cheque». O bien: «Me llegó un aviso final de embargo».
    .other = Por ejemplo: «Le quitan parte del cheque». O bien: «Le llegó un aviso final de embargo».

ask-adverse_action_on = ¿Cuándo empezó, o cuándo va a empezar?
ask-adverse_action_on-again = ¿Qué fecha dio el IRS, o qué día empezó?
why-adverse_action_on = La fecha muestra qué tan pronto hace falta la ayuda.
example-adverse_action_on = Por ejemplo: «Empezó el 15 de octubre». O bien: «La carta dice el 1 de diciembre».

ask-significant_costs = ¿Esto le va a costar mucho, aparte del impuesto, las multas y los intereses?
    .other = ¿Esto le va a costar mucho a { helped-person }, aparte del impuesto, las multas y los intereses?
ask-significant_costs-again = ¿Tiene que pagar otros gastos grandes por esto, como un abogado o cargos del banco?
    .other = ¿Tiene que pagar { helped-person } otros gastos grandes por esto, como un abogado o cargos del banco?
why-significant_costs = Los gastos grandes son una razón por la que TAS puede ayudar.
example-significant_costs = Por ejemplo: «Pago un abogado». O bien: «El banco me cobró por sobregiro».
    .other = Por ejemplo: «{ helped-example-first } paga un abogado». O bien: «El banco le cobró por sobregiro».

ask-irreparable_harm = ¿Podría perder algo para siempre, como una licencia o su buen crédito?
    .other = ¿Podría { helped-person } perder algo para siempre, como una licencia o el buen crédito?
ask-irreparable_harm-again = ¿Podría esto causar un daño que después nadie pueda arreglar?
why-irreparable_harm = Un daño sin arreglo es una razón por la que TAS puede ayudar.
example-irreparable_harm = Por ejemplo: «Perdería mi licencia para siempre». O bien: «Tendría que cerrar mi negocio».
    .other = Por ejemplo: «{ helped-example-first } perdería la licencia para siempre». O bien: «Tendría que cerrar el negocio».

ask-contacted_irs = ¿Ya habló con el IRS sobre esto?
    .other = ¿Usted o { helped-person } ya habló con el IRS sobre esto?
ask-contacted_irs-again = ¿Llamó, escribió o fue al IRS antes de hoy?
    .other = ¿Usted o { helped-person } llamó, escribió o fue al IRS antes de hoy?
why-contacted_irs = TAS suele ayudar después de que usted intentó con el IRS.
    .other = TAS suele ayudar después de que alguien intentó con el IRS.
example-contacted_irs = Por ejemplo: «Llamé tres veces». O bien: «No, todavía no».
    .other = Por ejemplo: «{ helped-example-first } llamó tres veces». O bien: «No, todavía no».

ask-submission = ¿Espera que el IRS atienda algo que usted le mandó? ¿Qué fue?
    .other = ¿Espera { helped-person } que el IRS atienda algo que le mandó? ¿Qué fue?
ask-submission-again = ¿Cuál de estas cosas le mandó al IRS, si mandó alguna, y todavía espera?
    .other = ¿Cuál de estas cosas le mandó { helped-person } al IRS, si mandó alguna, y todavía espera?
why-submission = El tiempo normal de espera es distinto en cada caso.
example-submission = Por ejemplo: «Mandé mi declaración por correo». O bien: «Contesté su carta».
    .other = Por ejemplo: «{ helped-example-first } mandó la declaración por correo». O bien: «Contestamos su carta».

ask-submitted_on = ¿Cuándo lo envió?
    .other = ¿Cuándo se envió?
ask-submitted_on-again = ¿En qué fecha, más o menos, lo mandó al IRS?
    .other = ¿En qué fecha, más o menos, se mandó al IRS?
why-submitted_on = Así comparo su espera con el tiempo normal.
    .other = Así comparo la espera con el tiempo normal.
example-submitted_on = Por ejemplo: «El 3 de marzo». O bien: «Hace unos seis meses».

ask-promised_by = ¿El IRS le dio una fecha para contestar o actuar? ¿Cuál?
    .other = ¿El IRS le dio a { helped-person } una fecha para contestar o actuar? ¿Cuál?
ask-promised_by-again = ¿Una carta o llamada del IRS nombró un día en que le darían respuesta? ¿Qué día?
    .other = ¿Una carta o llamada del IRS nombró un día para darle respuesta a { helped-person }? ¿Qué día?
why-promised_by = Una fecha que el IRS no cumplió es una razón por la que TAS puede ayudar.
example-promised_by = Por ejemplo: «Dijeron que para el 1 de octubre». O bien: «Ninguna fecha».

ask-system_failure = ¿Algo en el IRS no funcionó como debía?
ask-system_failure-again = ¿El IRS se equivocó, perdió papeles o le hizo dar vueltas?
    .other = ¿El IRS se equivocó, perdió papeles o le hizo dar vueltas a { helped-person }?
why-system_failure = TAS puede ayudar cuando falla un proceso del IRS.
example-system_failure = Por ejemplo: «Perdieron mis papeles dos veces». O bien: «Cada llamada me manda con otra persona».
    .other = Por ejemplo: «Perdieron los papeles dos veces». O bien: «Cada llamada termina con otra persona».

ask-rights_concern = ¿Cree que el IRS no respetó alguno de sus derechos como contribuyente?
    .other = ¿Cree que el IRS no respetó alguno de los derechos de { helped-person } como contribuyente?
ask-rights_concern-again = ¿El trato del IRS fue injusto? Por ejemplo, ¿no le explicó o no le escuchó?
    .other = ¿El trato del IRS con { helped-person } fue injusto? Por ejemplo, ¿no le explicó o no le escuchó?
why-rights_concern = Usted tiene derechos como contribuyente, y TAS los protege.
    .other = Todo contribuyente tiene derechos, y TAS los protege.
example-rights_concern = Por ejemplo: «Nadie me dijo por qué debo esto». O bien: «No quieren hablar con mi abogado».
    .other = Por ejemplo: «Nadie le dijo por qué debe esto a { helped-example }». O bien: «No quieren hablar con el abogado».

ask-confirm = ¿Entendí bien? Esto tengo: { $facts }.
ask-confirm-again = Lo reviso una vez más con usted. ¿Es correcto esto: { $facts }?
why-confirm = Esta respuesta puede cambiar su resultado.
    .other = Esta respuesta puede cambiar el resultado.
example-confirm = También puede decirme qué es distinto.
value-confirm-yes = Sí, es correcto
value-confirm-no = No, no es así

ask-clarify = ¿Cuál de estos problemas se parece más al suyo?
    .other = ¿Cuál de estos problemas se parece más al de { helped-person }?
ask-clarify-again = Elija el que mejor corresponda, o dígalo con sus palabras.
why-clarify = Cada uno lleva a una ayuda distinta.
example-clarify = También puede decirlo con sus propias palabras.

ask-danger = Quiero asegurarme: ¿su vida o su seguridad, o la de alguien más, está en peligro ahora mismo?
ask-danger-again = Dígame, por favor: ¿hay alguien que piense en morir, que esté herido o que tema por su vida ahora mismo?
why-danger = Si alguien está en peligro, eso va antes que los impuestos.
example-danger = Por ejemplo: «Sí». O: «No, solo me enojé».
value-danger-yes = Sí
value-danger-no = No, sigamos

ask-continue = Ya tiene su resultado. ¿Le hago unas preguntas más que ayudan al defensor?
    .other = Ya tiene el resultado. ¿Le hago unas preguntas más que ayudan al defensor?
ask-continue-again = ¿Quiere contestar unas preguntas más? No es obligatorio.
why-continue = Sus respuestas ahorran tiempo cuando una persona lea su caso.
    .other = Sus respuestas ahorran tiempo cuando una persona lea el caso.
example-continue = Puede parar cuando quiera.
value-continue-yes = Sí, sigamos
value-continue-no = No, así está bien

## Botones junto a una pregunta

do-why = ¿Por qué lo pregunta?
do-skip = No sé / prefiero no decirlo
do-back = Volver
do-show_result = Ver el resultado ahora
do-continue = Unas preguntas más
do-person = Hablar con una persona
do-start_over = Empezar de nuevo
do-safe_go_on = No corro peligro, sigamos
do-resume = Seguir con el asistente
do-change = Cambiar
