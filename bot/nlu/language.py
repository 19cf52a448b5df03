"""English or Spanish, by the little words that every sentence has and by letters, down to two words and mixtures."""

from __future__ import annotations

import math
import re
from typing import FrozenSet, Optional, Tuple

from bot.nlu.text import plain


def _words(text: str) -> FrozenSet[str]:
    return frozenset(text.split())


# Words that belong to one of the two languages only; plain, so "si" and "sí" are one.
_ENGLISH = _words(
    """the and is are was were be been i im i'm ive my me you your u ur we our they their them he she his her it its it's this
    that these those a an of to in on at for with from by about have has had do does did don't dont didn't didnt can can't cant
    could would will won't wont should not no what when where why how who which because but if or so just still been since
    need want get got getting help please thanks thank hello hi hey yes yeah yep nope ok okay know dont money refund taxes owe
    owed pay paid paying letter said says told tell called call waiting wait month months week weeks year years day days ago
    today tomorrow yesterday last next any some all there here out up off now never ever every more than over after before
    person someone somebody anybody nobody nothing something anything good morning bye skip back again sure maybe really rent
    house home car job work check wages bank account filed file return returns notice levy lien audit lost took taking still
    idk thx wtf omg gonna wanna cuz bout lil"""
)
_SPANISH = _words(
    """el la los las un una unos unas y o de del al en con por para que q k es son era fue ser estoy esta estan estaba soy somos
    mi mis tu tus su sus yo tu usted ustedes nosotros ellos ellas me te se le les lo nos no si ya muy mas pero porque pq xq como
    cuando donde quien cual cuanto cuanta cuantos hay tengo tiene tienen tenemos tenia hace hacer hago hizo quiero quiere
    necesito puedo puede pueden podemos debo debe deben pago pagar pague pagaron pagando dinero reembolso impuestos impuesto
    carta dijeron dijo dicen mande mandaron llego llegado llame llamo gracias hola buenas buenos dias tardes noches por favor
    ayuda ayudar mes meses semana semanas ano anos dia dias ayer hoy manana lunes martes miercoles jueves viernes sabado domingo
    cheque sueldo banco cuenta renta casa carro trabajo hijo hija hijos nada nadie algo alguien todo toda todos nunca siempre
    otra otro vez sin sobre desde hasta entre antes despues aqui alla ahora todavia aun tambien solo espanol ingles claro vale
    bueno pues entonces ay oiga oye sr senor senora les esto eso esa ese este estos quitaron embargaron declaracion persona
    hablar saltar adios chao salud reloj omitir empezar regresar atras repita quiza talvez nomas ahorita pa pal ta toy"""
)
_BOTH = (
    frozenset(
        [
            "no",
            "me",
            "a",
            "so",
            "o",
            "he",
            "son",
            "as",
            "un",
            "las",
            "mas",
            "an",
            "all",
            "red",
            "once",
            "sin",
            "pie",
            "use",
            "come",
            "fin",
            "pan",
            "me",
            "te",
            "y",
            "i",
            "u",
            "k",
            "ok",
            "irs",
        ]
    )
    & _ENGLISH
    & _SPANISH
)
_WORD = re.compile(r"[a-z']+")
_SPANISH_MARKS = re.compile(r"[ñ¿¡áéíóúü]", re.IGNORECASE)
_SPANISH_ENDING = re.compile(
    r"\b\w{3,}(?:cion|ciones|aron|ieron|ando|iendo|mente|idad|ados|adas|amos|emos|aba|aban|ito|ita|itos|ron)\b"
)
_ENGLISH_ENDING = re.compile(r"\b\w{2,}(?:ing|tion|ness|ght|ould|'s|n't|'re|'ve|'ll|wn|ck|th|ed|ly)\b")


def language_of(text: str, learned: Optional[float] = None) -> Tuple[str, float]:
    """The language and how sure that is.

    Args:
        text: The message, tidied.
        learned: What the trained column says: the probability of Spanish.
    """
    read = plain(text)
    words = _WORD.findall(read)
    spanish = sum(word in _SPANISH and word not in _BOTH for word in words)
    english = sum(word in _ENGLISH and word not in _BOTH for word in words)
    spanish += 0.7 * len(_SPANISH_ENDING.findall(read)) + 1.5 * min(3, len(_SPANISH_MARKS.findall(text)))
    english += 0.7 * len(_ENGLISH_ENDING.findall(read))
    evidence = 1.6 * (spanish - english) / math.sqrt(1 + 0.25 * (spanish + english))
    if learned is not None:
        evidence += 0.8 * math.log(max(learned, 1e-3) / max(1 - learned, 1e-3))
    sure = 1 / (1 + math.exp(-max(-30.0, min(30.0, evidence))))
    return ("es", sure) if sure > 0.5 else ("en", 1 - sure)
