### Helping someone else: who is meant in the words that stand as `.other` beside those to whoever has the trouble.
### $whom is `other` (a relative or friend) or `representative`; every text knows it.

helped-person = { $whom ->
        [representative] the person you represent
       *[other] the person you help
    }
# Said in examples of what the helper might write.
helped-example = { $whom ->
        [representative] my client
       *[other] my mother
    }
helped-example-first = { $whom ->
        [representative] My client
       *[other] My mother
    }
# An office talks about somebody's tax with them, or with whom they allow (Forms 2848 and 8821).
call-with = { $whom ->
        [representative] with your authorization at hand
       *[other] together with { helped-person }
    }
form-911-signed = { $whom ->
        [representative] With Form 2848 you can sign it.
       *[other] It must be signed by { helped-person }, or by someone who may act for them.
    }

## What a helper may do, said once

say-helping = I will ask about the person you help. If it is for you after all, just say so.
    .other = { $whom ->
        [representative] I will ask about the person you represent, in general words and without names. To talk about their tax, TAS needs a signed form. With Form 2848 you may act for them. With Form 8821 you may only see their tax records. Is it for you after all? Just say so.
       *[other] I will ask about the person you help. You can do this whole screening for them. To talk about their tax, TAS needs that person on the call, or a signed form. Form 2848 lets a close relative or tax professional act for them. Form 8821 only lets you see their tax records. Is it for you after all? Just say so.
    }
