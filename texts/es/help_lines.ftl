### A quién llamar en una emergencia: lo que dice cada línea de casework/safety/data/help_lines.json, y lo que va con ellas.

page-line-emergency-call = Llamar al 911
page-line-lifeline-call = Llamar al 988, oprima 2
page-line-lifeline-text = Mandar AYUDA al 988
page-line-lifeline-videophone = Videoteléfono: 988
page-line-domestic-violence-call = Llamar al 800-799-7233
page-line-domestic-violence-text = Mandar START al 88788
page-line-domestic-violence-videophone = Videoteléfono: 855-812-1001
page-lines-again = Ayuda en una emergencia
page-lines-unreviewed = Demostración: ningún experto lo ha revisado.

notice-emergency-home =
    Si está en peligro ahora, llame al 911. Si piensa en hacerse daño, llame al 988 y oprima 2.
    Para hablar con la línea contra la violencia doméstica, llame al 800-799-7233. Es gratis, a toda hora. También puede mandar START por texto al 88788.
    Si es una persona sorda, llame por videoteléfono al 855-812-1001.
    Si alguien puede ver esta pantalla, elija «{ page-leave }», arriba.
