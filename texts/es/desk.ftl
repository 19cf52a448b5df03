### La página del personal.

page-desk-heading = Códigos para dar a la gente
page-desk-nothing = Su función no tiene códigos para dar. Si eso no es correcto, pregunte a un administrador.
page-desk-code = Mi código
page-desk-code-lead = Dé este código a las personas con quienes trabaja. Lo escriben al iniciar sesión y su chat se guarda para usted. No prueba quiénes son.
page-desk-code-holds = Usted tiene un código. Sirve hasta el { $holds_until }. No se puede mostrar otra vez.
page-desk-code-none = Ahora no tiene ningún código.
page-desk-code-make = Pedir un código
page-desk-code-renew = Pedir otro y terminar el de ahora
page-desk-code-end = Terminar mi código
page-desk-invite = Invitar a alguien a escribir
page-desk-invite-lead = Una invitación sirve una vez, hasta 70 días. La persona ve el caso solo si es suyo o si un formulario firmado lo permite.
page-desk-invite-make = Hacer una invitación
page-desk-invite-no-cases = Ahora no trabaja en ningún caso.
page-desk-invitations = Invitaciones abiertas
page-desk-invitation = Hecha el { $made_on }, sirve hasta el { $holds_until }.
page-desk-invitation-end = Terminar esta invitación
page-desk-made-employee = Su código nuevo
page-desk-made-invitation = La invitación
page-desk-made-lead = Sirve hasta el { $holds_until }. Anótelo ahora: no se puede mostrar otra vez.
page-desk-made-enter = La persona inicia sesión y lo escribe aquí:

page-desk-cases-lead = Usted lee los mensajes de un caso por su número. Queda registrado que lo abrió.
page-desk-cases-number = Número del caso
page-desk-cases-find = Buscar el caso
error-case_number_unknown = No hay un caso con ese número que usted pueda abrir. Revise el número.
