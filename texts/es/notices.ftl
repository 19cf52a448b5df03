### Lo que el portal dice a una persona, funcione o no el asistente.

welcome-1 = Soy un asistente automático. Puedo decirle si el { -tas } quizás pueda ayudarle con su problema de impuestos. No decido nada ni doy consejo legal.
welcome-2 = Por favor, no escriba nombres, direcciones ni números como el de Seguro Social, banco o tarjeta.
welcome-3 = Este chat se guarda { $retention_days } días y puede leerlo el personal de TAS.

notice-redacted = Su mensaje tenía un número o un dato de contacto que este chat no necesita. Lo quité para su seguridad. El resto de su mensaje está aquí.
notice-emergency =
    Si usted u otra persona está en peligro ahora, llame al 911.
    En una crisis, llame al 988, oprima 2, o mande por texto la palabra AYUDA al 988. Es gratis, a toda hora.
    Si es una persona sorda, llame al 988 por videoteléfono.
notice-emergency-threat =
    Si alguien está en peligro ahora, llame al 911.
    Si usted pasa por una crisis, llame al 988, oprima 2, o mande AYUDA por texto al 988. Es gratis, a toda hora.
    Si es una persona sorda, llame al 988 por videoteléfono.
notice-emergency-alone = Ahora no hay nadie de TAS en este chat. El chat se guarda. Cuando ya no haya peligro, puede seguir aquí.
notice-emergency-threat-alone = Ahora no hay nadie de TAS en este chat. El chat se guarda. Cuando ya no haya peligro para nadie, puede seguir aquí.
notice-emergency-advocate = La persona de TAS en este chat lee esto, pero no puede mandarle ayuda. Por favor, llame primero. Cuando ya no haya peligro, puede seguir aquí.
notice-assistant-away = El asistente no puede contestar ahora. Su mensaje está guardado y tendrá respuesta cuando vuelva. También puede llamar a TAS al { -tas-phone }, { -tas-hours }.
notice-could-not-answer = No pude contestar ese mensaje. Está guardado. Pruebe con otras palabras, o llame a TAS al { -tas-phone }. Atienden { -tas-hours }.
notice-handed-off-nobody = Para hablar ahora con una persona, llame a TAS al { -tas-phone }. Atienden { -tas-hours }. Todavía no hay nadie de TAS en este chat. Lo que escribió está guardado. También puede seguir aquí con el asistente.
notice-still-waiting = Su mensaje queda guardado para la persona que le atenderá. Para hablar ahora con alguien, llame al { -tas-phone }. Atienden { -tas-hours }.
notice-started-over = Empezamos de nuevo. Sus respuestas anteriores ya no cuentan.
notice-going-on = El asistente sigue con usted. Sus respuestas anteriores todavía cuentan.

## Quién contesta ahora

