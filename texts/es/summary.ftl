### La hoja para llevar: se imprime, se guarda, se da a quien ayuda. No tiene nombres ni números de la persona.

summary-title = Ayuda con impuestos: su hoja para llevar
    .other = Ayuda con impuestos: una hoja para llevar
summary-purpose = Esta hoja viene de un chat con un asistente automático. Muéstrela a quien le ayude. No tiene nombres ni números suyos.
    .other = Esta hoja viene de un chat con un asistente automático. Se trata de { helped-person }. Désela a ella, o a quien más ayude. No tiene nombres ni números personales.
summary-unreviewed = TAS todavía no ha revisado los números y papeles de esta hoja.
summary-understood = Lo que entendimos
summary-first-today = Dé el primer paso hoy.
summary-first-this_week = Dé el primer paso esta semana.
summary-first-soon = Dé el primer paso en cuanto pueda.
summary-date = La fecha que debe tener presente es el { $date }.
summary-papers = Papeles útiles
summary-papers-lead = Puede pedir ayuda sin ellos.
summary-telephone = Por teléfono
summary-telephone-tas = TAS: { -tas-phone }, { -tas-hours }. La llamada es gratis.
summary-telephone-tty = Con TTY: { -tas-tty }. Con un servicio de relevo: 711.
summary-code = Para seguir con el chat
summary-code-enter = Abra { $address } en cualquier aparato y escriba:
summary-code-holds = Este código sirve hasta el { $holds_until }. Quien tenga esta hoja puede abrir y leer el chat.
summary-made = Resultado probable del { $as_of }. Versión de las reglas: { $version }.
summary-file = hoja-de-impuestos

## En las páginas

summary-open = Hoja para llevar
summary-save = Guardar o imprimir
summary-save-letter = PDF, tamaño carta
summary-save-a4 = PDF, tamaño A4
summary-save-text = Texto simple
summary-save-pdf = Guardarla en PDF
summary-hand-on = Quien tenga esta hoja puede leerla.
    .other = Quien tenga esta hoja puede leerla. Puede dársela a { helped-person }.
summary-code-put = Poner un código en esta hoja
summary-code-put-hint = Con un código se puede seguir el chat después o en otro aparato. Pero entonces quien tenga esta hoja puede abrir su chat y leerlo. Si ya tenía un código, deja de servir.
    .other = Con un código, { helped-person } puede seguir con el chat. Pero entonces quien tenga esta hoja puede abrir el chat y leerlo. Si ya tenía un código, deja de servir.
summary-code-is-on = Esta hoja ya lleva un código. No está en las copias que guardó antes. Imprima o guarde la hoja ahora: no podemos mostrar este código otra vez.

## Papeles, según lo que muestran (filas de casework/eligibility/data/rules.json)

paper-adverse_notice = La carta del IRS sobre el embargo, gravamen u otra medida, como CP504, LT11 o CP90
paper-passport_notice = El aviso CP508C sobre su pasaporte
    .other = El aviso CP508C sobre el pasaporte
paper-housing = Un aviso de desalojo o de ejecución hipotecaria, una carta de renta atrasada o su contrato
    .other = Un aviso de desalojo o de ejecución hipotecaria, una carta de renta atrasada o el contrato
paper-utilities = Un aviso de corte de luz, gas o agua, o de pago atrasado
paper-medical = Cuentas médicas o una carta de su médico
    .other = Cuentas médicas o una carta del médico
paper-transportation = Un aviso de que le pueden quitar el carro, o lo que cuesta repararlo
    .other = Un aviso de que le pueden quitar el carro a esa persona, o lo que cuesta repararlo
paper-employment = Una carta de su empleador, o una sobre un trabajo o una licencia que perdió
    .other = Una carta del empleador, o una sobre un trabajo o una licencia que se perdió
paper-money = Estados de cuenta, talones de pago y una lista de lo que debe pagar cada mes
    .other = Estados de cuenta, talones de pago y una lista de lo que hay que pagar cada mes
paper-sent = Una copia de lo que mandó al IRS y prueba del envío
    .other = Una copia de lo que se mandó al IRS y prueba del envío
paper-contacts = Cartas del IRS con las fechas que le dieron, y notas de sus llamadas
    .other = Cartas del IRS con las fechas que dieron, y notas de las llamadas
