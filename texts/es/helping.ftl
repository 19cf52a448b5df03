### Ayudar a otra persona: de quién se habla en las palabras que están como `.other` junto a las de quien tiene el problema.
### $whom es `other` (familiar o amistad) o `representative`; todos los textos lo conocen.

helped-person = { $whom ->
        [representative] la persona a quien representa
       *[other] la persona a quien ayuda
    }
# Se dice en ejemplos de lo que podría escribir quien ayuda.
helped-example = { $whom ->
        [representative] mi cliente
       *[other] mi mamá
    }
helped-example-first = { $whom ->
        [representative] Mi cliente
       *[other] Mi mamá
    }
# Una oficina habla de los impuestos de alguien con esa persona, o con quien ella permita (Formularios 2848 y 8821).
call-with = { $whom ->
        [representative] con su autorización a mano
       *[other] junto con { helped-person }
    }
form-911-signed = { $whom ->
        [representative] Con el Formulario 2848 puede firmarlo usted.
       *[other] Debe firmarlo { helped-person }, o quien pueda actuar por ella.
    }

## Lo que puede hacer quien ayuda, dicho una vez

say-helping = Voy a preguntar por la persona a quien ayuda. Si al final es para usted, dígalo.
    .other = { $whom ->
        [representative] Voy a preguntar por la persona a quien representa, en general y sin nombres. Para hablar de sus impuestos, TAS necesita un formulario firmado. Con el Formulario 2848 usted puede actuar por ella. Con el Formulario 8821 solo puede ver sus datos de impuestos. ¿Al final es para usted? Solo dígalo.
       *[other] Voy a preguntar por la persona a quien ayuda. Usted puede hacer todo este cuestionario por ella. Para hablar de sus impuestos, TAS necesita a esa persona en la llamada, o un formulario firmado. Con el Formulario 2848 puede actuar por ella un familiar cercano o un profesional. El Formulario 8821 solo deja ver sus datos de impuestos. ¿Al final es para usted? Solo dígalo.
    }
