"""Which clauses of a message may tell of a hardship: not those that deny one, speak of the past or of somebody else.

The trained columns know what hardship sounds like; who has it, and whether they have it now, stands in little words that
an average over a sentence blurs. So those clauses are taken out before the columns read. "Can't", "no food" and the like
are no denials but the hardship itself. Whoever the person writes for counts as the person; a neighbour doesn't.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Dict, FrozenSet, List, Tuple

from bot.nlu.text import clauses, plain

HARDSHIPS = ("housing", "utilities", "food", "medical", "transportation", "employment", "other_basic_need")
_THINGS: Dict[str, "re.Pattern[str]"] = {
    "housing": re.compile(
        r"(?<!\w)(?:"
        r"rent|evict\w*|eviction|landlord|mortgage|foreclos\w*|homeless|shelter|apartment|motel|"
        r"sleep\w* in (?:my|the|our) (?:car|truck|van)|on the street|renta|alquiler|desaloj\w*|casero\w*|"
        r"duen[oa]|hipoteca|embargo hipotecario|ejecucion hipotecaria|sin casa|en la calle|apartamento|"
        r"albergue|arrend\w*|lockout|couch\w*|trailer|roof over|lease"
        r")(?!\w)"
    ),
    "utilities": re.compile(
        r"(?<!\w)(?:"
        r"lights|electric\w*|power|utilit\w*|water bill|the water|gas bill|heat|heating|shut ?off|"
        r"shut off|disconnect\w*|cut ?off|propane|luz|electricidad|el agua|cortar\w*|cort(?:aron|an|en)|"
        r"calefaccion|phone bill|internet|furnace|reconnect\w*|heating oil"
        r")(?!\w)"
    ),
    "food": re.compile(
        r"(?<!\w)(?:"
        r"food|eat\w*|grocer\w*|hungry|hunger|pantry|formula|meals?|fed|feed\w*|comida|comer|hambre|"
        r"despensa|leche|(?:el|del|al|para) mandado|alimentos|viveres|empty fridge|refrigerador|ramen|starv\w*|food ?bank"
        r")(?!\w)"
    ),
    "medical": re.compile(
        r"(?<!\w)(?:"
        r"medic\w*|insulin\w*|doctor\w*|hospital|surger\w*|prescription\w*|meds|pills|dialysis|chemo\w*|"
        r"inhaler|therapy|dental|dentist|insurance|cobra|cirugia|receta\w*|pastilla\w*|dialisis|"
        r"tratamiento\w*|operacion|seguro medico|enferm\w*|cancer|quimio\w*|remedios|copay"
        r")(?!\w)"
    ),
    "transportation": re.compile(
        r"(?<!\w)(?:"
        r"car|truck|gas money|gas in|bus fare|bus pass|repo|repossess\w*|tires?|transmission|carro|"
        r"camion\w*|troca|gasolina|pasaje|coche|auto|transporte|car payment|car note|letra del carro|"
        r"get to work|ir a(?:l)? trabaj\w*|brakes|llantas"
        r")(?!\w)"
    ),
    "employment": re.compile(
        r"(?<!\w)(?:"
        r"fired|laid off|unemployed|licen[sc]e|shut down|close (?:the|my|our)|closing|lay off|go under|"
        r"despid\w*|despedi\w*|corrieron|cerrar|quebrar|close our doors|make payroll|"
        r"(?:my|a|the|his|her|your|our) job|mi (?:trabajo|empleo|puesto|jale)|el (?:trabajo|empleo)|"
        r"my licen[sc]e|mi licencia|(?:lose|losing|lost|save|close|closing) (?:my|our|the|his|her) (?:\w+ )?(?:business|company|shop|store|restaurant|firm)|"
        r"pay (?:my|our|the|his|her) (?:\w+ )?(?:drivers|employees|workers|crew|staff|guys|people|men)|"
        r"(?:perd\w+|pierdo|cierr\w+|quebr\w+|salvar) (?:el|la|mi|nuestr[oa]|su) (?:negocio|empresa|compania|tienda|taller|restaurante)|"
        r"pag\w+ (?:a |la nomina )?(?:de |a )?(?:los|las|mis|nuestr[oa]s|sus) (?:choferes|empleados|empleadas|trabajadores|muchachos|obreros)"
        r")(?!\w)"
    ),
    "other_basic_need": re.compile(
        r"(?<!\w)(?:"
        r"bills|diapers|broke|survive|no money|penniless|desperate|clothes|make ends meet|living expenses|"
        r"necessit\w*|panales|sin dinero|no tengo dinero|sobrevivir|desesperad\w*|gastos|biles|"
        r"sin un peso|sin un centavo|nothing left|ropa|nothing to live on|last dollar"
        r")(?!\w)"
    ),
}
"""The things of each hardship, in both languages, with the misspellings and jargon of everyday."""

_HARM_EN = (
    r"(?:evict\w*|evection|homeless\w*|foreclos\w*|hungry|starv\w*|behind(?: on)?|losing|lose|shut ?off|cut ?off|disconnect\w*|broke|desperate"
    r"|struggling|late on|in (?:any )?(?:trouble|danger|financial trouble)|about to lose|short on|fired|laid off|repossess\w*|suffering|sick|starving)"
)
_HARM_ES = (
    r"(?:desaloj\w*|en la calle|sin casa|hambre|atrasad\w*|perd\w+|cort\w+|desesperad\w*|despid\w*|despedi\w*|corr(?:er|iendo|ieron)|quit\w+ la casa"
    r"|apur\w+|apuro\w*|enferm\w+|sin comer|necesidad|urgencia|problemas? (?:con|de|para) (?:la |el )?(?:renta|comida|luz|pagos?|dinero|hipoteca|alquiler))"
)
_THING = (
    r"(?:rent|mortgage|bills?|lights?|food|groceries|medicine|meds|car|house|power|utilities|renta|alquiler|hipoteca|luz|comida|agua|biles|cuentas"
    r"|gastos|medicinas?|carro|casa|fridge|pantry|nevera|refri|refrigerador|job|trabajo|insurance|seguro)"
)
_DENIES = re.compile(
    r"\b(?:(?:i'?m|im|i am|we'?re|we are|he'?s|she'?s|they'?re|is|are|am|was|were|its|it'?s|that'?s) (?:not|never)|isn'?t|aren'?t|wasn'?t|ain'?t|not|never|nobody(?:'s| is| was)?|no one(?:'s| is)?|don'?t|doesn'?t|won'?t|will not)"
    r"(?: (?:at all|being|getting|gonna|going to|be|get|even|really|yet|in|on|the|my|our|any|about|like|or anything|worried about|afraid of|facing|have|having|been|in danger of|a)){0,4} "
    + _HARM_EN
    + r"\b"
    r"|\bno (?:hardship|emergency|evictions?|foreclosures?|financial (?:hardship|problems?|trouble)|problems? (?:with|paying) (?:the |my |our )?"
    + _THING
    + r")\b"
    r"|\b(?:not|isn'?t|ain'?t|never|nothing) (?:really |just |even )?(?:an? )?(?:emergency|hardship|destitute|(?:about|to do with|because of|over) (?:the |my |our |any |paying )*(?:money|"
    + _THING[3:-1]
    + r"))\b"
    r"|\b(?:not|isn'?t|ain'?t) (?:the|my|our) " + _THING + r"\b"
    r"|\b(?:el|la|los|las|mi|mis|lo del?|lo de la|con el|con la) " + _THING + r" (?:no|tampoco)(?=\W*$|\s*[,.;:!])"
    r"|\b(?:without|no) (?:any )?(?:money )?(?:trouble|problems?|worries)\b"
    r"|\b"
    + _THING
    + r"(?: \w+){0,2} (?:is|are|was|were|'s|s|got|gets|has been|have been) (?:all |already |always |totally |still |fully )?(?:paid|full|fine|ok|okay|covered|current|good|safe|up to date|not (?:a|the) (?:problem|issue)|taken care of|no problem|stocked)\b"
    r"|\b(?:i|we) can (?:still |easily |totally )?(?:pay|afford|cover|manage|live|eat)\b|\b(?:we'?re|i'?m|we are|i am|im|were) (?:all )?(?:fine|ok|okay|doing (?:fine|ok|okay|good|well)|good on|comfortable|not hurting|current on|getting by|up to date)\b"
    r"|\b(?:pay|paying|paid) (?:all )?my bills (?:fine|ok|on time)\b|\b(?:we|i) (?:eat|live) (?:fine|well|ok)\b|\bplenty of (?:food|money|savings)\b|\bcaught up on\b|\bno longer (?:at risk|being|facing|behind|in danger|losing)\b"
    r"|\b(?:no|nadie|nunca|tampoco|ni)(?: (?:me|nos|le|les|lo|la|estoy|estamos|esta|estan|voy|vamos|van?|a|ha|han|tengo|tenemos|tiene|hay|paso|pasa|es|son|era|soy|somos|por|de|la|el|lo|que|ningun|ninguna|mucha|quiere|piensa|nadie|estan|sufro|ando|andamos|ni)){0,5} "
    + _HARM_ES
    + r"\b"
    r"|\b(?:ya )?no (?:es|son|se trata de|tiene que ver con)(?: (?:por|de|la|el|lo|un|una|cosa))* (?:"
    + _THING[3:-1]
    + r"|emergencia|urgencia|urgente|necesidad)\b"
    r"|\bno (?:me |nos |le )?falta (?:comida|nada|la comida|dinero|de comer)\b|(?<!no )\b(?:me|nos) alcanza (?:para|bien|perfectamente)\b|(?<!no )\b(?:puedo|podemos) (?:pagar|vivir|comer|cubrir)\b"
    r"|\b"
    + _THING
    + r"(?: \w+){0,2} (?:esta|estan|va|van|la tengo|las tengo|ya esta|quedo|quedaron) (?:al dia|pagad\w+|sald(?:ad)?[oa]s?|pag[oa]s?|llen\w+|bien|cubiert\w+|al corriente|en orden)\b"
    r"|(?<!no )\b(?:estoy|estamos|ando|andamos) (?:bien|al dia|al corriente|tranquil\w+)\b|\btengo (?:ahorros|trabajo|comida) (?:suficientes?|de sobra)\b|\bno (?:es|hay|tengo) (?:una |ninguna )?(?:emergencia|urgencia|prisa|apuros?)\b|\bvivo bien\b"
)
_OTHERS = re.compile(
    # Whoever puts somebody out has a home.
    r"\bevict(?:ing|ion)?(?: \w+){0,3} (?:tenants?|roommates?|squatters?|renters?)\b|\bdesaloj\w*(?: \w+){0,3} inquilin[oa]s?\b|"
    r"\b(?:my|our|the|a|his|her|some) (?:next ?door )?(?:neighbou?rs?|co-?workers?|cowork\w+|boss|tenants?|cousins?|buddy|buddies|friends?|ex|exes|landlords?|classmates?|colleagues?|roommates?|brother in law|guy|lady (?:at|from)|folks|people|somebody|someone)(?:'s|s)? "
    # What they do to the writer is the writer's own.
    r"(?!(?:\w+ ){0,5}?(?:evict\w*|kick\w*|throw\w*|threw|fire[ds]?|firing|laid|lock\w*|put\w*|cut\w*|shut\w*|want\w*) (?:me|us|my|our)\b)"
    r"(?:\w+ ){0,4}?(?:lost|was|were|got|had|is|are|has|have|can'?t|cannot|couldn'?t|ended|went|losing|loses|gets|being|house|car|power|lights|job|rent|home)\b"
    r"|\b(?:i|we) (?:heard|read|saw|know|knew|met)(?: (?:of|about|that|on|in|online|somebody|someone|people|a|the|some|guy|who|facebook|news|stories))* (?:\w+ ){0,4}(?:lost|lose|losing|evict\w*|took|seiz\w*|stories|horror|can'?t|people|guy|who)\b"
    r"|\b(?:mi|mis|un|una|el|la|los|las|unos|otro|otra) (?:vecin[oa]s?|companer[oa]s?|cunad[oa]s?|jef[ea]|inquilin[oa]s?|prim[oa]s?|amig[oa]s?|conocid[oa]s?|senor(?:a)? de|ex|caser[oa]|patron|dueno|gente|muchach[oa]|colegas?) (?!(?:\w+ ){0,3}?(?:me|nos) )(?:\w+ ){0,5}?"
    r"(?:perdi\w*|l[oea]s? (?:quit|cort|desaloj|corr|embarg|despid)\w*|esta|estan|estaba|fue|tiene|tenia|no|quedo|se|anda|andaba|vive|paga|sin|ha|gana|desaloj\w*)\b"
    r"|\b(?:escuche|lei|oi|vi|supe|conozco|dicen) (?:que |de |a |en |las |un |una |gente )*(?:\w+ ){0,4}(?:perdi\w*|quit\w*|desaloj\w*|noticias|gente|historias|alguien)\b"
)
# "Atraso" is what one owes on the rent, and what a refund has.
_LATE_REFUND = re.compile(
    r"\b(?:reembolsos?|refund|devolucion|declaracion|cheque del irs)\b(?: \w+){0,8}? (?:atras\w+|retras\w+|demora\w*)\b"
    r"|\b(?:atras\w+|retras\w+|demora\w*)(?: \w+){0,5} (?:reembolsos?|refund|devolucion|declaracion)\b"
)
_WRITES_FOR = re.compile(
    r"\b(?:(?:writing|asking|calling|typing|here|write|helping|help) (?:this )?(?:for|on behalf)|on (?:his|her|their) behalf|helping (?:him|her|them|my)|for (?:him|her|them|my \w+)|i help|"
    r"escribo por|escribo para|por (?:el|ella|ellos)|ayudando a|ayudo a|en nombre de|de parte de|no (?:sabe|habla|lee) |doesn'?t (?:speak|read|know how)|can'?t (?:speak|read|type|write)|my client|mi cliente|our client)\b"
)
_PAST = re.compile(
    r"\b(?:last year|years? ago|back then|used to|a long time ago|in (?:19|20)[01]\d|in 202[0-4]|when i was|as a kid|once|at the time|that year|in the past|years back|long gone|anymore|no longer|got resolved|already (?:resolved|fixed|released|moved|found|paid)|"
    r"not any ?more|before i (?:sold|moved)|released (?:it|the levy|the lien)|it'?s over|"
    r"el ano pasado|hace (?:\w+ )?anos?|en (?:19|20)[01]\d|en el (?:19|20)[01]\d|en (?:el )?202[0-4]|antes (?:yo |me |nos |si |no )?\w*(?:aba|ia|iamos|abamos)|en aquel|en ese entonces|cuando era|ya (?:se )?(?:resolvio|arreglo|paso|pague|pagamos|salimos|encontre|consegui|me mude)|ya no (?:(?:me|nos) (?!(?:va |van )?(?:a )?(?:alcanz|ajust|queda|da |llega|rinde|sale))|(?:estoy|estamos|tengo|debo|van?)\b)|alguna vez|una vez|de nino|quedo atras)\b"
)
_STILL = re.compile(
    r"\b(?:now|still|today|tomorrow|tonight|this (?:week|month|morning)|again|since then|since|currently|about to|going to|gonna|right now|can'?t|cannot|won'?t|"
    r"ahora|todavia|aun|hoy|manana|esta semana|este mes|sigo|seguimos|desde|otra vez|actualmente|no puedo|no podemos|no tengo|voy a|vamos a|van a)\b"
)

# An organization's work is no need of whoever runs it: "the treasurer of a small food pantry".
_RUNS = re.compile(
    r"\b(?:(?:we|i) (?:run|operate|manage|founded|started)|treasurer|director|president of|secretary of|board member|on the board|volunteer\w*|trustee|pastor"
    r"|non ?-?profit|charit\w+|501 ?\(?c|tax[- ]?exempt\w*|exempt status|990\w*|our (?:organi[sz]ation|charity|church|pantry|shelter|clinic)"
    r"|tesorer[oa]|director[a]?|president[ea]|junta directiva|voluntari[oa]s?|sin fines de lucro|exencion|exent[oa]|nuestr[oa] (?:organizacion|iglesia|fundacion|albergue|comedor|banco de alimentos)"
    r"|(?:dirijo|dirigimos|manejamos|fundamos|administro|administramos))\b"
)
_ORGANIZATION = re.compile(
    r"\b(?:food (?:pantry|bank|program|drive|co-?op|shelf)|pantry|soup kitchen|community (?:kitchen|fridge|garden)|meals on wheels|(?:homeless|women'?s|family|animal|emergency) shelter|shelter"
    r"|(?:affordable |low income )?housing (?:non ?-?profit|charity|program|coalition|trust|ministry)|(?:free |medical |health |dental )+clinic|clothing (?:closet|drive|bank)|diaper bank"
    r"|comedor(?: (?:comunitario|popular|social))?|banco de (?:alimentos|comida|ropa|panales)|despensa(?: comunitaria)?|albergue|refugio|clinica (?:gratuita|comunitaria|de salud)|programa de (?:comida|alimentos|vivienda))\b"
)


def runs_one(read: str) -> bool:
    """Whether the writer of these plain words is one of an organization's people."""
    return bool(_RUNS.search(read))


def _without_organization(message: str) -> str:
    """The message with the names of what an organization does left out, where the writer is one of its people."""
    read = plain(message)
    if not runs_one(read):
        return message
    kept, at = [], 0
    for match in _ORGANIZATION.finditer(read):
        kept.append(message[at : match.start()])
        at = match.end()
    return " ".join((*kept, message[at:])) if kept else message


@dataclass(frozen=True)
class Told:
    """A message as the hardship columns should read it.

    Attributes:
        clauses: The clauses that may tell of one, as they were written.
        denied: The hardships that were named and denied, in the table's order.
        left_out: Whether anything was taken out.
    """

    clauses: Tuple[str, ...]
    denied: Tuple[str, ...]
    left_out: bool


def told(message: str) -> Told:
    """Takes out what denies a hardship, is past, or is another's; and that a refund is late, which sounds like one."""
    own = _without_organization(message)
    parts = clauses(own) or [own]
    writes_for = bool(_WRITES_FOR.search(plain(message)))
    kept: List[str] = []
    denied: List[str] = []
    for part in parts:
        read = plain(part)
        if _DENIES.search(read):
            denied += _kinds(read)
            continue
        others = _OTHERS.search(read) and not writes_for
        past = _PAST.search(read) and not _STILL.search(read)
        late_refund = _LATE_REFUND.search(read) and not _kinds(read)
        if not (others or past or late_refund):
            kept.append(part)
    return Told(
        tuple(kept),
        tuple(name for name in HARDSHIPS if name in denied),
        left_out=own != message or len(kept) < len(parts),
    )


def _kinds(read: str) -> List[str]:
    """The hardships whose things a clause names; the last stands for needs in general and is named only alone."""
    named = [name for name in HARDSHIPS if _THINGS[name].search(read)]
    return named[:-1] if len(named) > 1 and named[-1] == "other_basic_need" else named


def named(message: str) -> Tuple[str, ...]:
    """The hardships whose things are named at all."""
    return tuple(_kinds(plain(message)))


# What can't be paid for says what is lacking: "I can't afford my pills", "no me alcanza para la renta".
_CANNOT_PAY = re.compile(
    r"(?<!\w)(?:(?:can'?t|cannot|can not|cant|couldn'?t|could not|unable to|not able to|no way to|struggl\w+ to|no money (?:left )?to)(?: (?:even|really|barely|afford to|longer|hardly|seem to))* (?:afford|pay(?: for)?|buy|fill|refill|cover|keep up with|make)"
    r"|(?:no|not enough|without|out of|short of) money (?:left )?for|(?:don'?t|dont|doesn'?t) have (?:the |any |enough )*money (?:left )?(?:for|to (?:pay(?: for)?|buy|cover))"
    r"|(?:behind|late|past due) (?:on|with)|(?:skipping|rationing|going without|ran out of|run out of|running out of)"
    r"|no (?:(?:me|nos|le|les|ya|ha|va|a) )*alcanz\w* (?:ni )?(?:para|pa)|no (?:(?:me|nos|le) )?(?:ajusto|ajusta|completo|completamos|llego|llegamos) (?:ni )?(?:para|pa|a pagar)"
    r"|no (?:(?:lo|la|les|me) )?(?:puedo|podemos|puede|pueden|pude|pudimos|voy a poder|vamos a poder)(?: ni)? (?:pagar|comprar|cubrir|costear|surtir)(?:le|les|me|nos|se)?"
    r"|no (?:tengo|tenemos|tiene|hay|queda)(?: (?:ni|ya|dinero|plata|para|pa|con|que|como))+ (?:(?:pagar|comprar|cubrir|costear)(?:le|les|me|nos)?)?|(?:me|nos|le) falta (?:el |la )?(?:dinero|plata) (?:para|pa)"
    r"|(?:atrasad[oa]s?|colgad[oa]s?) (?:con|en)|(?:deje|dejo|dejamos) de (?:comprar|tomar)|se (?:me|nos|le) (?:acab\w+|termin\w+))(?!\w)"
)
_LACKING = re.compile(
    r"(?<!\w)(?:no (?:tengo|tenemos|tiene|hay|queda)(?: (?:ni|nada de))?|sin|(?:no|don'?t have(?: any)?|without|out of)) (?=\w)"
)
_BREAKS_OFF = re.compile(
    r"(?<!\w)(?:because|cause|since|so|but|until|till|if|when|while|then|they|irs|who|porque|pero|hasta|si|cuando|mientras|entonces|ellos|asi|aunque|desde)(?!\w)|[.!?;:]"
)
_REACH_WORDS, _LACKING_WORDS = 7, 2
_NEEDED_DAILY = frozenset({"food", "medical"})


def cannot_pay(message: str) -> Tuple[str, ...]:
    """The hardships of what, in so many words, can't be paid for or has run out, in the table's order."""
    found: FrozenSet[str] = frozenset()
    for clause in told(message).clauses:
        read = plain(clause)
        for pattern, words, kinds in (
            (_CANNOT_PAY, _REACH_WORDS, frozenset(HARDSHIPS)),
            (_LACKING, _LACKING_WORDS, _NEEDED_DAILY),
        ):
            for match in pattern.finditer(read):
                rest = read[match.end() :]
                edge = _BREAKS_OFF.search(rest)
                reach = " ".join((rest[: edge.start()] if edge else rest).split()[:words])
                # "With what to pay the drivers": the verb belongs to the thing; "no money" alone names nothing.
                whole = frozenset(_kinds(match.group() + " " + reach)) - {"other_basic_need"}
                found |= (whole | frozenset(_kinds(reach))) & kinds
    return tuple(name for name in HARDSHIPS if name in found)


_LITTLE = r"\$? ?\d{1,3}(?:[.,]\d\d)?(?![\d,.]*\d| ?(?:k|mil|grand|thousand|%|percent|por ciento|days?|dias?|weeks?|semanas?|months?|mes(?:es)?|years?|anos?|payments?|pagos?|letters?|cartas?))"
_LEFT_WITH = re.compile(
    r"(?<!\w)(?:(?:have|has|had|got|get|there'?s|that leaves|is|was)(?: only| just| about| like| barely| maybe)* " + _LITTLE + r"(?: dollars| bucks)? left(?! to pay| on )"
    r"|(?:leaves?|left|leaving)(?: (?:me|us|him|her|them)(?: with)?| with)(?: only| just| about| like| barely| maybe)* " + _LITTLE +
    r"|(?:me|nos|le|les) (?:qued\w+|dej\w+)(?: con| solo| solamente| nada mas| nomas| apenas| como| unos?| unas?)* " + _LITTLE + r")"
)  # fmt: skip


def left_with_little(message: str) -> bool:
    """Whether it says that less than a thousand dollars are left: "I have 50 left", "me dejan 180 por semana"."""
    return any(_LEFT_WITH.search(plain(clause)) for clause in told(message).clauses)


_NO_DANGER = re.compile(
    r"\b(?:not|never|nobody|isn'?t|ain'?t|no|nunca|jamas|tampoco|nadie)(?: \w+){0,3}? (?:suicid\w*|in danger|hurt (?:myself|anyone)|harm (?:myself|anyone)|kill (?:myself|anyone)|want to die|die|en peligro|hacerme dano|lastimarme|matarme|morir\w*|me quiera morir)\b"
    r"|\b(?:don'?t|dont|do not|would never|won'?t) (?:\w+ ){0,2}?(?:want to die|wanna die|hurt|kill|harm)\b|\bno (?:me )?quiero (?:morir\w*|matar\w*|hacerme)\b"
)


def denies_danger(message: str) -> bool:
    """Whether a danger to life is denied in so many words: "I'm not suicidal, just broke"."""
    return bool(_NO_DANGER.search(plain(message)))
