"""The words beside a number or a date that say what it is, in English and Spanish, as people write them.

Data, not logic: each row is a context and the words that point to it. Words are written as the view of
``casework.redaction.fold`` shows them, lower case and without accents; they are regular expressions without groups.
Within a context the longer word comes first, because the first that fits is taken.
"""

import re
from enum import StrEnum


class Context(StrEnum):
    """What the words around a number or a date say that it is."""

    SSN = "ssn"
    ITIN = "itin"
    EIN = "ein"
    CARD = "card"
    BANK = "bank"
    BANK_LOOSELY = "bank_loosely"  # 'account' alone: it may be an account with the IRS, or hold an amount
    PHONE = "phone"
    REFERENCE = "reference"  # numbers of parcels, cases, papers: no identifier
    POSTCODE = "postcode"
    AMOUNT = "amount"
    BIRTH = "birth"
    BIRTHDAY = "birthday"  # as 'on my birthday' it may also date something else
    HAPPENED = "happened"  # filed, sent, called: dates of something else


NUMBER_WORDS: dict[Context, tuple[str, ...]] = {
    Context.ITIN: (r"itin", r"i\.t\.i\.n", r"individual taxpayer id\w*(?: number)?", r"w-?7 number"),
    Context.EIN: (
        r"f?ein",
        r"e\.i\.n",
        r"employers? id\w*(?: number)?",
        r"federal (?:tax )?id\w*(?: number)?",
        r"(?:business|company|corporate|llc|corp|nonprofit)(?:'?s)? (?:tax )?id\w*(?: number)?",
        r"(?:identificacion|id) (?:del? )?(?:empleador|patronal|patrono|empresa)",
        r"numero (?:del )?(?:empleador|patronal)",
        r"id (?:de )?(?:mi )?(?:negocio|empresa|compania)",
    ),
    Context.SSN: (
        r"ssn'?s?",
        r"s\.s\.n",
        r"ss ?#",
        r"ss(?: ?(?:number|num|no|nbr))?",
        r"so[cs]ial se[ck]\w*(?: (?:number|num|no|nbr))?",
        r"soical",
        r"soci?al(?: (?:number|num|no|nbr))?",
        r"soc(?:\.? sec\w*)?",
        r"se[gq]uro(?: social)?",
        r"nss",
        r"numero de seguro",
        r"sosial",
        r"tin",
        r"tax ?-?id(?:entification)?(?: number)?",
        r"tax ?payer id\w*(?: number)?",
        r"identificacion (?:de(?:l)? contribuyente|fiscal|tributaria)",
        r"id tributario",
    ),
    Context.CARD: (
        r"(?:credit|debit|bank|prepaid|visa|gift)? ?card(?: (?:number|num|no|nbr))?",
        r"visa",
        r"master ?card",
        r"amex",
        r"american express",
        r"discover",
        r"tarjetas?(?: de (?:credito|debito))?",
        r"cc",
        r"plastico",
    ),
    Context.BANK: (
        r"(?:bank|checking|savings?|deposit) (?:account|acct)\.?(?: ?(?:numbers?|nums?|nos?|nbr|#))?",
        r"acc(?:oun)?ts?\.? ?(?:numbers?|nums?|nos?|nbr|#)",
        r"acct",
        r"acc ?#",
        r"a/c",
        r"bank ?#",
        r"routing(?: ?(?:numbers?|nums?|no|#))?",
        r"routin\w*",
        r"rounting",
        r"rtn",
        r"aba",
        r"direct deposit",
        r"deposito directo",
        r"(?:numeros?|num|nro|no)\.? de (?:la |mi )?cuentas?",
        r"cuentas? (?:bancarias?|numero|num|nro|no|de (?:cheques|ahorros?|banco))",
        r"numeros? de (?:ruta|enrutamiento|transito)",
        r"ruta",
        r"enrutamiento",
        r"clabe",
        r"iban",
    ),
    Context.BANK_LOOSELY: (r"accounts?", r"cuentas?", r"checking", r"savings?", r"ahorros?", r"bank", r"banco"),
    Context.PHONE: (
        r"(?:tele)?phones?(?: ?(?:numbers?|num|no|#))?",
        r"ph",
        r"cell(?:ular|phone)?s?",
        r"cel",
        r"celular(?:es)?",
        r"mobile",
        r"movil",
        r"call(?:ing|ed)?",
        r"texts?(?:ing)?",
        r"tels?",
        r"tel[ef]+ono?s?",
        r"fono",
        r"fax",
        r"reach(?:ed)?",
        r"contact(?:o|ar\w*|a)?",
        r"whats? ?app?",
        r"wsp",
        r"llam\w{1,6}",
        r"marc(?:a|ar|que)\w{0,3}",
        r"sms",
        r"voicemail",
        r"(?:my|home|work|mi|his|her) (?:number|numero)",
        r"landline",
        r"callback",
        r"dial",
        r"localiz\w+",
        r"ring",
        r"hablarme",
    ),
    Context.REFERENCE: (
        r"track\w*",
        r"confirm\w*",
        r"order",
        r"cases?",
        r"ref(?:erence)?",
        r"dln",
        r"locator",
        r"receipt",
        r"certified",
        r"usps",
        r"ups",
        r"fedex",
        r"check",
        r"invoice",
        r"ticket",
        r"control",
        r"cycle",
        r"serial",
        r"badge",
        r"rastreo",
        r"seguimiento",
        r"confirmacion",
        r"caso",
        r"referencia",
        r"orden",
        r"recibo",
        r"factura",
        r"cheque",
        r"poliza",
        r"policy",
        r"license",
        r"licencia",
        r"docket",
        r"expediente",
        r"parcel",
        r"efin",
        r"caf",
        r"guia",
        r"transcript",
        r"folio",
        r"part",
        r"model",
        r"submission",
        r"batch",
        r"vin",
        r"isbn",
    ),
    Context.POSTCODE: (
        r"zip(?: ?code)?",
        r"post(?:al )?code",
        r"codigo postal",
        r"zona postal",
        r"mail(?:ing)? address",
        r"direccion",
    ),
}

DATE_WORDS: dict[Context, tuple[str, ...]] = {
    Context.BIRTH: (
        r"born",
        r"birth ?dates?",
        r"dates? of birth",
        r"birth",
        r"d\.? ?o\.? ?b\.?",
        r"d/o/b",
        r"dobs?",
        r"naci(?:o|eron|mos)?",
        r"nacid[oa]s?",
        r"nacimiento",
        r"fecha de nac",
        r"f\.? ?(?:de )?nac",
        r"fdn",
        r"f\.? ?d\.? ?n",
        r"nasi(?:o|miento)?",
        r"nacimento",
        r"brith ?date",
        r"bith ?date",
        r"borned",
        r"newborn",
        r"came into (?:the|this) world",
        r"turn(?:ed|s|ing)? \d{1,3}",
    ),
    Context.BIRTHDAY: (
        r"b-?days?",
        r"birth ?days?",
        r"cumple(?:anos)?",
        r"cumpl[ioea]\w{0,3}",
        r"brithday",
        r"birhtday",
    ),
    Context.HAPPENED: (
        r"(?:re|e-?)?fil(?:e|es|ed|ing)",
        r"mail(?:ed|ing)?",
        r"s(?:ent|end|ending)",
        r"call(?:ed|ing)?",
        r"submit\w*",
        r"fax(?:ed)?",
        r"pa(?:y|id|yment)",
        r"receiv\w*",
        r"recieved",
        r"got",
        r"dated",
        r"letters?",
        r"notices?",
        r"due",
        r"deadline",
        r"accept\w*",
        r"amend\w*",
        r"moved",
        r"married",
        r"divorced",
        r"die[ds]?",
        r"passed away",
        r"died",
        r"appointment",
        r"hearing",
        r"evict\w*",
        r"lev(?:y|ied)",
        r"garnish\w*",
        r"shut ?off",
        r"cut off",
        r"hung up",
        r"promis\w*",
        r"told",
        r"said",
        r"respond\w*",
        r"reply",
        r"expir\w*",
        r"started",
        r"quit",
        r"fired",
        r"hired",
        r"apply",
        r"applied",
        r"until",
        r"signed",
        r"postmarked",
        r"delivered",
        r"uploaded",
        r"spoke",
        r"talked",
        r"visited",
        r"court",
        r"transcript",
        r"deposit\w*",
        r"issued",
        r"approved",
        r"present(?:e|o|amos|ado|ada|aron)",
        r"envi(?:e|o|amos|ado|ada|aron)",
        r"llam(?:e|o|amos|aron)",
        r"mand(?:e|o|amos|ado|aron)",
        r"pagu?(?:e|o|amos|ado)",
        r"recib(?:i|io|imos|ido)",
        r"cartas?",
        r"avisos?",
        r"fechad[oa]",
        r"vence\w*",
        r"plazo",
        r"limite",
        r"fecha limite",
        r"acept\w+",
        r"enmend\w+",
        r"mud(?:e|o|amos)",
        r"cas(?:e|amos|ado)",
        r"fallec\w+",
        r"murio",
        r"cita",
        r"audiencia",
        r"desaloj\w*",
        r"embarg\w*",
        r"cort\w+",
        r"promet\w+",
        r"dij\w+",
        r"respond\w*",
        r"respuesta",
        r"declar\w+",
        r"someti\w*",
        r"entreg\w+",
        r"firm(?:e|o|amos)",
        r"hable",
        r"fui",
        r"solicit\w+",
        r"hasta",
        r"deposit\w+",
        r"desde que",
    ),
}


AMOUNT_WORDS: dict[Context, tuple[str, ...]] = {
    Context.AMOUNT: (
        r"ow(?:e|es|ed|ing)",
        r"debts?",
        r"pa(?:y|ys|id|ying|yment|yments)",
        r"balances?",
        r"bill(?:ed)?",
        r"refunds?",
        r"income",
        r"ma(?:ke|de|king)",
        r"earn(?:ed)?",
        r"penalt(?:y|ies)",
        r"interest",
        r"total(?:s|ing)?",
        r"amounts?",
        r"costs?",
        r"charge[ds]?",
        r"salary",
        r"worth",
        r"over",
        r"about",
        r"deb(?:o|e|emos|en|ia)",
        r"deudas?",
        r"pag(?:o|ue|ar|amos|ado)",
        r"reembolso",
        r"multas?",
        r"ingresos?",
        r"gan(?:o|e|amos)",
        r"cobr\w+",
        r"saldo",
        r"monto",
        r"como",
        r"unos",
        r"adeud\w+",
        r"aeud\w*",
        r"lien for",
        r"levied",
        r"withdrew",
        r"took",
    ),
}


def _compiled(table: dict[Context, tuple[str, ...]]) -> re.Pattern[str]:
    """Make one pattern out of a table, one named group a context; digits may touch a word, letters may not."""
    rows = (f"(?P<{context.value}>{'|'.join(words)})" for context, words in table.items())
    return re.compile(rf"(?<![a-z])(?:{'|'.join(rows)})(?![a-z])")


NUMBER_CONTEXTS = _compiled(NUMBER_WORDS)
AMOUNT_CONTEXTS = _compiled(NUMBER_WORDS | AMOUNT_WORDS)
DATE_CONTEXTS = _compiled(DATE_WORDS)

DIGIT_WORDS: dict[str, str] = {
    "zero": "0",
    "oh": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "cero": "0",
    "uno": "1",
    "una": "1",
    "dos": "2",
    "tres": "3",
    "cuatro": "4",
    "cinco": "5",
    "seis": "6",
    "siete": "7",
    "ocho": "8",
    "nueve": "9",
}

SEPARATOR_WORDS = (
    "dash",
    "hyphen",
    "minus",
    "dot",
    "point",
    "space",
    "slash",
    "guion",
    "raya",
    "menos",
    "punto",
    "espacio",
    "diagonal",
)

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene",
            "february feb febrero febr",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago agto",
            "september sept sep septiembre setiembre set",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}

DAY_WORDS: tuple[str, ...] = (
    *[
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
    ],
    *["sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth"],
    r"twenty[\s-](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)",
    r"thirty[\s-]first",
    *[
        "primero",
        "uno",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "once",
        "doce",
        "trece",
        "catorce",
        "quince",
    ],
    *["dieciseis", "diecisiete", "dieciocho", "diecinueve", "veinte", "treinta"],
    r"veinti(?:uno|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)",
    r"treinta\sy\suno",
)

PUBLIC_PHONES: frozenset[str] = frozenset(
    {
        "8777774778",  # TAS, form 911 instructions
        "8008291040",  # IRS, individuals
        "8008294933",  # IRS, businesses
        "8008294477",  # IRS, automated refund line
        "8008291954",  # IRS, refund hotline
        "8008294059",  # IRS, TTY
        "8008293676",  # IRS, forms
        "8008298374",  # IRS, automated collection
        "8008297650",  # IRS, collection notices
        "8008293903",  # IRS, collection notices
        "8009084490",  # IRS, identity protection
        "8008305084",  # IRS, identity verification
        "8668604259",  # IRS, practitioner priority
        "8664642050",  # IRS, amended return status
        "8008290922",  # IRS, balance due
        "8445455640",  # IRS, appointments
        "8003043107",  # Treasury Offset Program
        "8007721213",  # Social Security Administration
        "8002738255",  # lifeline before 988
        "8007997233",  # National Domestic Violence Hotline
        "8003664484",  # TIGTA hotline
        "8774872778",  # National Passport Information Center
    }
)
"""Numbers of agencies and help lines: nobody's personal data, and people quote them when they say whom they called."""
