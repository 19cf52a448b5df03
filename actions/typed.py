"""Short typed answers, read in the light of the open question: "by mail", "yep", "me", "nadie me dio fecha".

The pipeline understands messages as they stand; "online" or "me" mean something only as answers. Only the closed lists
here decide, so what a person typed never becomes a value by itself. Patterns are matched against lower-case words
without accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from casework.eligibility import FACTS, FactValue

MOST_WORDS: Final = 14
"""A longer message says more than an answer: what it says is the pipeline's to find."""

# Their words stand in any story ("drives a bus", "she now works"); a longer one is the pipeline's to read.
_NAMED_IN_PASSING: Final = frozenset({"hardship", "adverse_action"})
_LIST_WORDS: Final = 8
_SHORT_WORDS: Final = 6
_OPENING_WORDS: Final = 4
_FILLERS: Final = re.compile(r"^\W*(?:(?:pues|bueno|mire|mira|well|um|eh|oh|ah|ay|y|but|look)[\s,]+)*")
# A no that denies nothing.
_NO_ANSWER: Final = re.compile(
    r"\b(?:no (?:offen[sc]e|problem|worries|worry|rush|hurry|doubt|disrespect)|no (?:se ofenda"
    r"|te ofendas|hay problema|hay de que|es por nada|te preocupes|se preocupe)|sin ofender"
    r"|no (?:te |le |lo |la |los |me )*(?:entiend\w+|entendi\w*|comprend\w+|capt\w+|queda claro|quedo claro)"
    r"|(?:i |we )?(?:don'?t|do not|didn'?t|did not|can'?t) (?:really |quite )?(?:understand"
    r"|follow|get (?:it|that|this|what|the question))|no understand|not clear|no,? por favor|ya mero)\b"
)

_Patterns = tuple[tuple[str, re.Pattern[str]], ...]


def _patterns(**by_value: str) -> _Patterns:
    return tuple((value, re.compile(rf"\b(?:{pattern})\b")) for value, pattern in by_value.items())


_YES_NO: Final = _patterns(
    unsure=(
        r"(?:i )?(?:don'?t|do not) (?:really )?(?:know|remember)|not (?:really )?sure|unsure|dunno|no idea|idk"
        r"|maybe|hard to say"
        r"|(?:yo )?no (?:lo )?(?:se(?! (?:me|nos|le|lo|la|ha|han|pued\w+|pudo|podria|trata"
        r"|hizo|preocup\w*|va|sabe|arregl\w*)\b)|sabria|recuerdo|estoy segur[oa])|ni idea|quizas?|tal vez|a lo mejor"
        r"|no me acuerdo|no tengo (?:ni |la |menor |mas |minima )*idea|ni (?:la )?(?:menor"
        r"|mas minima) idea|quien sabe|don'?t have (?:the|a|an|any)(?: \w+){0,2} dates?|no tengo (?:la |una )?fecha"
    ),
    no=(
        r"no+|nope|nah|never|(?:don'?t|do not) (?:think|believe) so|not (?:yet|really|at all|that i know(?: of)?)"
        r"|none|nothing(?: like that)?"
        r"|nada(?: de eso)?|nunca|jamas|tampoco|para nada|en absoluto|ningun[oa]?|todavia no|negativo|que va"
    ),
    yes=(
        r"^y$|yes+|yep|yup|yeah|ya(?! no\b)|sure|of course|definitely|absolutely|correct|right"
        r"|i (?:do|did|am|would|could|guess so|think so)(?! (?:not|never|say|rather))|it (?:is|does|would)"
        r"|si+|sip|claro|por supuesto|obvio|desde luego|asi es|correcto|exacto|efectivamente|simon"
    ),
)

# The first that matches counts, so the narrower ones stand before the wider ones.
_WORDS: Final[Mapping[str, _Patterns]] = {
    "submission": _patterns(
        identity_theft_report=(
            r"14039|identity theft (?:report|affidavit)"
            r"|(?:declaracion|reporte|denuncia) (?:jurada )?de robo de identidad"
        ),
        injured_spouse_claim=r"8379|injured spouse|conyuge (?:perjudicad|damnificad)[oa]",
        amended_return=r"amend\w*|1040 ?-?x|correction to my return|enmendad[oa]|enmienda|rectificativa|corregida",
        correspondence=(
            r"letters?|response|reply|documents?|papers they asked|fax(?:ed)?|carta|respuesta"
            r"|documentos|papeles que pidieron"
        ),
        paper_return=(
            r"paper|(?:by|in the|snail|us|certified) ?mail|mailed(?: it)?(?: in)?|post(?:ed)?|envelope|by post|printed"
            r"|en papel|papel|por correo(?! electronico)|correo postal|en (?:un )?sobre|a mano|fisic[oa]"
        ),
        e_filed_return=(
            r"e ?-?fil\w*|online|on the (?:computer|internet)|electronic\w*|turbo ?tax|h&r|free ?file|direct deposit"
            r"|por internet|en linea|electronic[oa]|electronicamente|por computadora|en la compu\w*|digital"
        ),
        other=r"something else|another (?:form|thing)|otra cosa|otro formulario",
        none=r"no+|nope|nothing|none|haven'?t|did ?n'?t|nada|ningun[oa]|no he (?:mandado|enviado)|todavia no",
    ),
    "asking_as": _patterns(
        congressional=r"congress\w*|senator\w*|representative'?s office|congresista|senador\w*|congreso",
        representative=(
            r"2848|8821|cpa|enrolled agent|attorney|lawyer|my client|represent(?:ative|ing)?|tax pro\w*"
            r"|contador[ae]?|abogad[oa]|mi client[ea]|representante|apoderad[oa]"
        ),
        exempt_organization=(
            r"non ?-?profit|charity|church|501 ?\(?c\)?|organi[sz]ation|sin fines de lucro"
            r"|iglesia|organizacion"
        ),
        business=r"business|company|llc|corporation|my (?:shop|store|restaurant)|negocio|empresa|compania|sociedad",
        other=(
            r"(?:my|a|his|her) (?:mom|mother|dad|father|wife|husband|son|daughter|brother|sister|friend|neighbou?r"
            r"|parents?|grand\w+|aunt|uncle)"
            r"|someone else"
            r"|mi (?:mama|mami|madre|papa|padre|espos[oa]|hij[oa]|herman[oa]|amig[oa]|vecin[oa]|abuel[oa]|ti[oa])"
            r"|soy (?:la|el) hij[oa]|otra persona"
        ),
        individual=r"me|my ?self|mine|i|just me|it'?s for me|para mi|es mi[oa]|mi[oa]|yo|a mi|personal",
    ),
    "federal_tax": _patterns(
        no=(
            r"state(?: tax\w*)?|county|city|social security|unemployment|estatal(?:es)?|del estado|seguro social"
            r"|desempleo|hacienda de puerto rico"
        ),
        yes=r"irs|federal(?:es)?|internal revenue",
    ),
    "exclusion": _patterns(
        none=r"no+|nope|not? (?:in )?court|ningun[oa]? (?:corte|juicio|tribunal|juzgado)|nada de corte\w*",
        in_court=r"tax court|in court|judge|lawsuit|sued|trial|docket|en (?:la )?corte|tribunal|juicio|juez|demanda",
    ),
    "adverse_action": _patterns(
        threatened=(
            r"threat\w*|warn\w*|(?:they|irs|he|she)(?:'ll| will| (?:are|is) going to)"
            r"|intent|final notice|not yet|lt ?11|cp ?90"
            r"|about to|they said|notice|amenaz\w*|avis\w*|(?:me|nos|le) van a|van a (?:quitar"
            r"|embargar|congelar)\w*|dicen que"
            r"|todavia no|aun no|notificacion"
        ),
        happening=(
            r"^(?:yes,? |si,? )?(?:already|now|right now|ya|ahora)(?: mismo)?\W*$"
            r"|already (?:did|do\w*|have|happen\w*)|started"
            r"|taking|took|taken|garnish\w*|frozen|froze|lev(?:y|ied)|seized|lien|denied|revoked|happening"
            r"|empez\w*|me (?:lo )?(?:estan )?quita\w*|embarg\w*|congel\w*|gravamen|confisc\w*|negaron"
        ),
        none=r"neither|none of (?:that|these|those)|nothing like that|nada de (?:eso|esto)",
    ),
    "hardship": _patterns(
        housing=(
            r"rent|mortgage|evict\w*|foreclos\w*|homeless|house|home|apartment|landlord|renta|alquiler"
            r"|hipoteca|desaloj\w*|casa|vivienda|arriendo"
        ),
        utilities=(
            r"utilit\w*|lights?|electric\w*|power|gas bill|water|heat\w*|phone|internet bill|luz|agua|gas"
            r"|calefaccion|telefono|servicios"
        ),
        food=r"food|grocer\w*|eat|meals?|hungry|comida|comer|alimentos|mercado|despensa|hambre",
        medical=(
            r"medic\w*|doctor|insulin|prescriptions?|hospital|surgery|insurance|medicinas?|medicamentos?"
            r"|salud|seguro medico|cirugia"
        ),
        transportation=r"car|truck|transport\w*|gas money|bus|fare|carro|coche|auto|gasolina|transporte|pasaje",
        employment=r"job|work|license|licence|business|payroll|trabajo|empleo|licencia|negocio|nomina",
        other_basic_need=r"bills|diapers|clothes|child ?care|everything|cuentas|panales|ropa|guarderia|de todo|gastos",
    ),
    "promised_by": _patterns(
        none=(
            r"nobody|no one|none|did ?n'?t|they (?:just |only )?(?:say|said|told me|keep)|nadie|ningun[oa]"
            r"|no me (?:dieron|dijeron)"
        ),
    ),
    "contacted_irs": _patterns(
        no=r"haven'?t|did ?n'?t|no (?:he|hemos) (?:llamado|hablado)",
        yes=(
            r"called|(?:many|several|\d+) times|wrote|visited|twice|lots|directly|llame|llamamos"
            r"|(?:muchas|varias) veces|escribi|fui"
        ),
    ),
}
NO_MEANS: Final[Mapping[str, FactValue]] = {
    "hardship": (),
    "adverse_action": "none",
    "exclusion": "none",
    "promised_by": "none",
    "harm_on": "unsure",
    **{name: "no" for name, kind in FACTS.items() if "no" in kind.values and name != "emergency"},
}
"""What a plain "no" says about each fact it can answer."""
_BY_PIPELINE: Final = {"affirm": "yes", "deny": "no", "unsure": "unsure"}
_LEADING_NO: Final = re.compile(
    r"(?:(?:pues|well|um|eh|oh|ay)[\s,]+)?"
    r"(?:no+|nope|nah|none|nothing|never|not|nada|ningun[oa]?|nunca|para nada|en absoluto|tampoco|todavia no)\b"
)
_LEADING_YES: Final = re.compile(r"(?:(?:pues|well|um|eh|oh|ay|y)[\s,]+)?(?:yes+|yep|yup|yeah|sure|si+|claro|obvio)\b")
_NEGATED: Final = re.compile(
    r"\b(?:not|no|isn't|wasn't|no (?:era|fue|es))(?: (?:by|in|on|en|por|a|the|la|el))?"
    r" (?:paper|mail\w*|papel|correo|e-?fil\w*|online|internet|linea|amended|enmendada)\b"
)
_CORRECTS: Final = re.compile(
    r"\b(?:no,? wait|wait|i meant?|actually|sorry|my mistake|misspoke|correction|scratch that|not paper|only|just the"
    r"|instead|i was wrong|was wrong|let me correct|it was(?:n't| not)"
    r"|pera|espera|espere|no,? para|perdon|disculp[ae]|me equivoque|me exprese mal|quise decir|digo|mejor dicho"
    r"|en realidad|corrijo|solo|solamente|nomas|no era|no fue)\b"
)
_NOT_THAT_DAY: Final = re.compile(
    r"\W*(?:no+|nope|nah)\W+(?:(?:it|that)(?: was|'s| is)|was|in|on|around|about|fue|era|en|el|como en)\b"
)
_STARTS_OVER: Final = re.compile(
    r"\b(?:re ?-?start|start(?:ing)? (?:all |it |this |everything )*(?:over|again|from|fresh|new)|begin again|from (?:the )?"
    r"(?:start|beginning|scratch|zero)|(?:all )?over again|reset|erase|delete|clear|wipe|new chat|do over"
    r"|(?:empez|comenz|comienz|empiez|inici)\w* (?:de nuevo|otra vez|desde|todo)|de nuevo"
    r"|desde (?:el )?(?:principio|inicio|cero)|reinici\w*|borr\w*|elimin\w*|de cero|otra vez (?:todo|desde))\b"
)
# A person is wished for now: not one that was talked to, nor one that could not be reached.
_PERSON: Final = (
    r"(?:(?:an?|the|any|some|your|you|real|actual|live|living|human|other) )*"
    r"(?:person|people|human(?: being)?|agent|advocate|advisor|representative|rep|operator|somebody|someone"
    r"|(?<=real )one)"
)
_PERSONA: Final = (
    r"(?:(?:un|una|algun|alguna|el|la|otra|otro|verdader[oa]|su) )*"
    r"(?:persona|humano|ser humano|agente|representante|asesora?|defensora?|operadora?|alguien|gente)"
)
_WANTS_PERSON: Final = re.compile(
    r"\b(?:(?:can|could|may|let|(?:i|we) (?:really |just |only )*(?:want|need|wanna|would like|would rather|prefer"
    r"|demand)|i'?d (?:really |just )?(?:like|rather|prefer)"
    r"|(?:is there )?(?:any )?way (?:i can|to)|how (?:can|do) i|gimme|just) (?:(?:i|we|me|us|you|please|just|maybe"
    r"|at least|to|somehow|get to|have me) )*"
    r"(?:talk|speak|chat|talking|speaking)(?: (?:directly|instead|please|live))* (?:to|with) "
    + _PERSON
    + r"|(?:get|give|connect|transfer|put|pass|switch) (?:me|us)(?: (?:through|over|on|in touch|please))*(?: (?:to|with))? "
    + _PERSON
    + r"|(?:i|we) (?:just |really |only )*(?:want|need) (?:an?|the) (?:real |actual |live "
    r"|human )+(?:person|human|being|agent|one)|(?:real|actual|live) (?:person|human)(?: being)? please"
    r"|(?:puedo|podria|podriamos|podemos|dejeme|dejame|(?:yo |solo |nada mas )*(?:quiero|queremos|quisiera"
    r"|necesito|necesitamos|prefiero|me gustaria|quiciera)|como (?:puedo|hago para)|se puede|hay (?:forma"
    r"|manera) de) (?:(?:por favor|solo|mejor|ya|yo) )*"
    r"(?:hablar|platicar|conversar|comunicarme|charlar)(?: (?:directamente|mejor|ya|por favor))* con "
    + _PERSONA
    + r"|(?:paseme|pasame|pongame|poneme|comuniqueme|comunicame|conecteme|transfierame|deme)(?: (?:con|a|por favor))+ ?"
    + _PERSONA
    + r"|(?:quiero|necesito|prefiero|quisiera) (?:a )?una persona (?:real|de verdad|de carne y hueso|humana))\b"
)
# Whether this is a person is a question of its own: it is answered "no", and asks for nobody.
_WHO: Final = (
    r"(?:(?:an?|the|un|una|la|el|real|actual|live|living|human|verdader[oa]|some|kind of|sort of|de) )*"
    r"(?:persona?|human(?: being)?|human[oa]|ser humano|people|gente|someone|alguien|ro?bot|(?:chat ?)?bot|machine|maquina"
    r"|computer|computadora|program|programa|ai|ia|chat ?gpt|real)"
    r"(?: de verdad| de carne y hueso)?"
)
_ASKS_IF_PERSON: Final = re.compile(
    r"\b(?:(?:are|r) (?:you|u)|is (?:this|it|that)|am i (?:talking|speaking|chatting|writing|typing) (?:to|with)"
    r"|(?:usted |tu |vos )?(?:es|eres|sos)(?: usted| tu)?|esto es"
    r"|(?:estoy |ando )?(?:hablo|hablando|escribiendo|platicando|chateando) con)"
    r" (?:(?:really|actually|even|just|truly|realmente|de verdad|acaso) )*"
    + _WHO
    + r"(?: (?:or|o|u) (?:just |solo |con )?"
    + _WHO
    + r")?\b"
)
_SOMEBODY: Final = re.compile(
    r"\b(?:person|people|humans?|agents?|advocates?|advisors?|representatives?|reps?"
    r"|operator|somebody|someone|anyone|anybody|ro?bots?|machine|computer"
    r"|talk|speak|chat|call|phone|live|personas?|human[oa]s?|agentes?|representantes?"
    r"|asesora?|defensora?|operadora?|alguien|gente|maquina|computadora"
    r"|hablar|platicar|llam\w+|telefono|comunic\w+|conversar)\b"
)
_OF_ANOTHER_PLACE: Final = re.compile(
    r" (?:(?:at|from|in|of|with|del|de|en) (?:the |el |la |mi |my )?(?:irs|bank|banco|social security"
    r"|seguro social|state|estado|landlord|company|compania|hospital|court|corte))\b"
)
_WISH_DENIED: Final = re.compile(
    r"(?:don'?t|do not|didn'?t|never|not|won'?t|wouldn'?t|can'?t|couldn'?t|tried|trying|no|nunca|tampoco"
    r"|sin) (?:\w+ ){0,3}$"
)
# What the IRS may take, block or announce, and the words of its doing so: generous, since it only holds up a guess.
_ACTION: Final = re.compile(
    r"\b(?:lev(?:y|ie|ied|ies|ying)|garnish\w*|fro[sz]e\w*|freez\w*|lock\w*|padlock\w*|seiz\w*|seizure|liens?|took"
    r"|tak(?:e|es|en|in|ing)|withh\w*|withdr\w*|drain\w*|empt\w*|wip\w*|attach\w*|revok\w*"
    r"|decertif\w*|certif\w*|passports?|pay ?checks?|wages?|salary|checks?|accounts?|grab\w*|intent|cp ?50\w+"
    r"|lt ?11|668\S*|1058|cp ?90|auction\w*|collect\w*|sell|cut|keep(?:s|ing)?|kept|delinquent"
    r"|embarg\w*|congel\w*|quit\w*|confisc\w*|grava\w*|reten\w*|retien\w*|retuv\w*|pasaportes?|sac(?:a|an|ar|aron"
    r"|ando|o)|descuent\w*|descont\w*|rebaj\w*|sueldos?|salario|cheques?|cuentas?|subast\w*|remat\w*"
    r"|incaut\w*|llev\w*|amenaz\w*|bloque\w*|toma\w*|vaci\w*|cobr\w*|agarr\w*|qued\w*|cort\w*|recort\w*|intervin\w*)\b"
)
_COURTESY: Final = re.compile(
    r"\b(?:bye|good ?bye|see (?:you|ya)|later|take care|have a|good (?:day|night|morning|afternoon|evening)"
    r"|farewell|adios|hasta|chao|chau|nos vemos|cuidese|que este bien|than(?:k|x)\w*|thx|ty|tysm|appreciate\w*"
    r"|grateful|bless\w*|gracias|agradec\w*|amable|bendi\w*|hello|hi+|hey+|yo|greetings|howdy|sup|hola|buen\w*"
    r"|que tal|saludos|welcome|nice|great|cool|awesome|perfect\w*|ok\w*|done|end|cerrar|terminar)\b"
)
_ASKS: Final = re.compile(
    r"\W*(?:(?:and|but|so|ok|y|pero|oye|oiga) )?(?:what|who|where|when|why|how|which"
    r"|is (?:it|this|there|that)|are (?:you|there)|can (?:i|you)|do (?:i|you)|does|should i"
    r"|que|quien|donde|cuando|como|cual|cuanto|por ?que|es (?:cierto|verdad|necesario)|puedo|pueden|debo|tengo que"
    r"|(?:please |por favor )*(?:tell|write|give|show|play|translate|sing|draw|make"
    r"|ignore|forget|pretend|act|repeat|list|explain|recommend|find|search|order"
    r"|dime|digame|cuenta|cuentame|escrib[ea]|dame|deme|haz|haga|traduc[ea]|canta"
    r"|ignor[ae]|olvid[ae]|finge|explica|recomienda|busca))\b"
)
_HELP: Final = re.compile(
    r"\W*(?:(?:hi|hello|hola|please|pls|por favor|ok|can|could|you|will|i|we|really"
    r"|some|someone|just|do|need|want|get|give|me|us|puede|pueden|podria|alguien|quien"
    r"|yo|solo|que|necesito|necesitamos|quiero|ocupo|busco|deme|me|nos|un poco de|mucha|su)[\s,]+)*"
    r"(?:help|assistance|ayuda|ayudar|ayudarme|ayudarnos|ayudeme|ayudenme|ayudame"
    r"|auxilio)(?:[\s,]+(?:me|us|please|pls|por favor|here|aqui|now|ya|asap|urgente|con esto|with this))*\W*"
)
_CONTACTS: Final = _patterns(
    telephone=(
        r"(?:tele)?phones?|cell\w*|mobile|(?:my|new|another|different) numbers?|numbers? (?:changed|is new)"
        r"|call me (?:at|on)|telefonos?|celular\w*|movil|(?:mi|nuevo|otro) numero"
    ),
    mailing_address=(
        r"(?:mailing |home |street |postal )?address(?! book)|moved?|moving|new (?:house|apartment|place)|zip(?: code)?"
        r"|po box|direccion(?! de correo)|domicilio|me mude|nos mudamos|mudanza|codigo postal|correo postal"
    ),
    email=r"e-?mails?|e-?mail address|correo(?: electronico)?(?! postal)|direccion de correo|gmail|yahoo|hotmail|outlook",
)
# What is named outright of a case, beside what the pipeline makes of the whole message.
_CASE_WORDS: Final = _patterns(
    case_status=(
        r"status|what'?s (?:going on|happening|up) (?:with|w/?) (?:my|the|this|our|her|his) case"
        r"|(?:where|how) (?:does|do|is) (?:my|the|it|things|this|our|her|his)(?: case)?"
        r" (?:stand|going|coming along)"
        r"|estado (?:del|de mi|de su) (?:caso|expediente)"
        r"|(?:en que|como) (?:va|anda|esta)(?: lo de)? (?:mi|el|su|lo)(?: \w+)?"
    ),
    my_advocate=(
        r"who(?:'s| is) (?:my|the|her|his) (?:case )?advocate|(?:my|the) advocate'?s (?:name|number|telephone|phone)"
        r"|name of (?:my|the) advocate|quien es (?:mi|el|la|su) defensora?"
        r"|como se llama (?:mi|el|la) (?:defensora?|asesora?)"
    ),
    when_hear=(
        r"when (?:will|do|am|can|should) (?:i|we) (?:going to )?(?:hear|get a call|expect)|next contact(?: date)?"
        r"|cuando (?:me|nos) (?:van a )?(?:llama\w*|habla\w*|avisa\w*|contacta\w*)"
        r"|(?:fecha del )?proximo contacto"
    ),
    what_needed=(
        r"what (?:else )?do (?:you|they) (?:still )?need(?: from (?:me|us))?"
        r"|(?:papers|documents) (?:are |still )*(?:missing|needed)"
        r"|que (?:papeles|documentos) (?:les |me |le )?(?:faltan|necesitan|piden)|que (?:mas )?necesitan de (?:mi|nosotros)"
    ),
    timeline=r"timeline|(?:case )?history|historial|cronologia|what has happened so far|que ha pasado hasta (?:ahora|hoy)",
)
_PAPERS_EN: Final = (
    r"(?:letters?|notices?|papers?|paperwork|documents?|docs?|forms?|receipts?|proof"
    r"|scans?|pdf|photos?|pics?|pictures?)"
)
_PAPERS_ES: Final = (
    r"(?:cartas?|avisos?|papel(?:es)?|documentos?|formularios?|formas?|recibos?|comprobantes?|pruebas?|fotos?|pdf)"
)
# "Did you get it?", "has my letter arrived?", "¿les llegó?", "¿ya lo recibieron?"
_ARRIVED: Final = re.compile(
    r"\b(?:(?:did|have|has|do) (?:you(?: guys| all)?|u|they|she|he|tas|my advocate|the advocate) (?:already |all )?"
    r"(?:get|got|gotten|receive|received|have|see|seen) (?:it|them|that|this|those|my|the|all|what i)"
    rf"|(?:did|has|have) (?:it|they|that|this|(?:my|the|all) (?:\w+ )?{_PAPERS_EN}) (?:all |already |ever )?"
    r"(?:arrived?|comes?|came|go(?:ne)? through|got(?:ten)? (?:there|through)|get (?:there|through)|been received"
    r"|upload(?:ed)?)"
    rf"|(?:was|were) (?:it|they|(?:my|the) (?:\w+ )?{_PAPERS_EN}) received"
    r"|(?:ya )?(?:les?|te) llego|(?:ya )?(?:les?|te) llegaron|si (?:les? )?llego|si (?:les? )?llegaron"
    rf"|llego (?:bien )?(?:mi|la|el) {_PAPERS_ES}|llegaron (?:bien )?(?:mis|las|los) {_PAPERS_ES}"
    r"|(?:ya )?(?:l[oa]s? )?(?:recibieron|recibio|recibiste|han recibido|ha recibido)"
    r"|(?:ya )?(?:l[oa]s? )(?:tienen|tiene|vieron|vio)(?: ya)?)\b"
)
_SENT: Final = re.compile(
    r"\b(?:(?:i|we)(?:'ve| have)?(?: just| already)? (?:upload(?:ed)?|sent|attached|submitted|mailed|faxed)"
    r"|(?:l[oa]s? |les |ya |se l[oa]s? )+(?:subi|mande|envie|adjunte|puse)"
    r"|(?:subi|mande|envie|adjunte) (?:la|el|las|los|mi|mis|un|una))\b"
)
# "I have the letter here", "aquí tengo la carta"; not "I got a letter", which tells what happened.
_PAPER_AT_HAND: Final = re.compile(
    rf"\b(?:i (?:do )?have (?:it|(?:the|that|my|this|a copy of the|a photo of the) (?:\w+ )?{_PAPERS_EN})"
    r" (?:here|right here|with me|in (?:front of me|my hand)|on my (?:phone|computer))"
    rf"|(?:tengo aqui|aqui tengo|tengo a la mano) (?:(?:la|el|las|los|mi|mis|una|un) )?{_PAPERS_ES}"
    rf"|tengo (?:la|el|las|los|mi|mis) {_PAPERS_ES} (?:aqui|conmigo|a la mano|en (?:la mano|el celular|mi celular)))\b"
)
_LANGUAGE_NAMES: Final = _patterns(es=r"spanish|espanol|castellano", en=r"english|ingles")


# Whether this is what it says it is: the chat or TAS, not a letter or a call that somebody got.
_DOUBTS: Final = re.compile(
    r"\b(?:scam\w*|fraud\w*|fake|phish\w*|legit\w*|rip ?-?off|hoax|trustworthy|(?:can|should) i trust"
    r"|(?:for )?real(?:ly)?|official|estafa\w*|fraud\w*|engan\w*|trampa|fals[oa]|timo|confiable|confiar|oficial"
    r"|de verdad|verdader[oa]|autentic[oa]|legitim[oa]|seguro que (?:son|es))\b"
)


def plain(text: str) -> str:
    """The words in lower case, without accents and with straight apostrophes."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return " ".join("".join(mark for mark in decomposed if not unicodedata.combining(mark)).split())


def answer(text: str, asks: str, *, beside: bool = False) -> FactValue | None:
    """What a short text answers to the question for a fact; None where no word of the lists is in it.

    Args:
        text: What was written.
        asks: The fact that is asked for.
        beside: Whether the text tells of something else as well: then a yes or no counts only where it begins with it.
    """
    words = plain(text)
    kind = FACTS.get(asks)
    if kind is None or asks == "topics" or not words or len(words.split()) > MOST_WORDS:
        return None
    said = yes_no(text, beside=beside)
    if said == "unsure" and kind.has_unsure:
        return "unsure"
    if said == "no" and _LEADING_NO.match(words) and asks in NO_MEANS:
        return NO_MEANS[asks]
    if asks in _NAMED_IN_PASSING and len(words.split()) > _LIST_WORDS:
        return None
    if asks == "hardship":
        return tuple(value for value, pattern in _WORDS["hardship"] if pattern.search(words)) or None
    if said == "yes" and "yes" in kind.values and _LEADING_YES.match(words):
        return "yes"
    found = _first(words, _WORDS.get(asks, ()))
    return found or (said if said in kind.values else None)


def yes_no(text: str, *, beside: bool = False) -> str | None:
    """Whether a short text says yes, no or unsure: the word that stands first decides ("si, es que no completo")."""
    words = _FILLERS.sub("", _NO_ANSWER.sub(" ", plain(text)))
    count = len(words.split())
    if count > MOST_WORDS:
        return None
    found = [(match.start(), value) for value, pattern in _YES_NO if (match := pattern.search(words))]
    if beside or count > _SHORT_WORDS:
        # Further on in a sentence it belongs to the sentence, not to the question.
        most = 1 if beside else _OPENING_WORDS
        found = [(start, value) for start, value in found if len(words[:start].split()) < most]
    # Of two at the same place the earlier in the list is the longer: "no sé" before "no".
    return min(found, key=lambda hit: hit[0])[1] if found else None


def heard(by_pipeline: str | None, text: str, *, beside: bool = False) -> str | None:
    """`yes`, `no` or `unsure`, by the pipeline (`affirm`, `deny`, `unsure`) or by the words themselves."""
    return _BY_PIPELINE.get(by_pipeline or "") or yes_no(text, beside=beside)


def corrected(text: str) -> dict[str, FactValue]:
    """What a correction names instead: "it was e-file, not paper"."""
    words = _NEGATED.sub(" ", plain(text))
    found = _first(words, _WORDS["submission"]) if corrects(text) else None
    return {"submission": found} if found not in {None, "none", "correspondence"} and found else {}


def corrects_day(text: str) -> bool:
    """Whether the words take a day back that was given: those of `corrects`, or a no with another day behind it."""
    return corrects(text) or bool(_NOT_THAT_DAY.match(plain(text)))


def starts_over(text: str) -> bool:
    """Whether the words ask for a new start, and not for another answer."""
    return bool(_STARTS_OVER.search(plain(text)))


def opens_with_yes_or_no(text: str) -> bool:
    """Whether the first word is a yes or a no."""
    words = _FILLERS.sub("", plain(text))
    return bool(_LEADING_NO.match(words) or _LEADING_YES.match(words))


def corrects(text: str) -> bool:
    """Whether the words take something back ("no wait", "I meant", "me equivoqué", "only")."""
    return bool(_CORRECTS.search(plain(text)))


def wants_person(text: str) -> bool:
    """Whether the words ask for a person now, also inside another sentence ("no offense but can I talk to a person")."""
    words = plain(text)
    return any(
        not _WISH_DENIED.search(words[: wish.start()][-40:]) and not _OF_ANOTHER_PLACE.match(words[wish.end() :])
        for wish in _WANTS_PERSON.finditer(words)
    )


def names_person(text: str) -> bool:
    """Whether somebody to talk to is named, or that this is no one: "human", "agente", "robot", "call me"."""
    return bool(_SOMEBODY.search(plain(text)))


def beside_who_answers(text: str) -> str | None:
    """What is said besides asking whether this is a person ("are you a robot?"); None where nobody asks that."""
    words = plain(text)
    rest = _ASKS_IF_PERSON.sub(" ", words)
    return None if rest == words else rest


def names_hardship(text: str, kinds: Iterable[object]) -> bool:
    """Whether one of these hardships' things is named at all."""
    words = plain(text)
    wanted = set(kinds)
    return any(pattern.search(words) for value, pattern in _WORDS["hardship"] if value in wanted)


def names_action(text: str) -> bool:
    """Whether anything is named that the IRS takes, blocks or announces."""
    return bool(_ACTION.search(plain(text)))


def is_question(text: str) -> bool:
    """Whether the text asks for something, be it an answer or that something is done."""
    return "?" in text or bool(_ASKS.match(plain(text)))


def doubts_it_is_real(text: str) -> bool:
    """Whether the words doubt that something is what it says it is ("is this a scam", "esto es oficial?")."""
    return bool(_DOUBTS.search(plain(text)))


def asks_for_help(text: str) -> bool:
    """Whether the text asks for help and says no more."""
    return bool(_HELP.fullmatch(plain(text)))


def is_courtesy(text: str) -> bool:
    """Whether a word of greeting, thanks or farewell is in the text."""
    return bool(_COURTESY.search(plain(text)))


def case_asks(text: str) -> list[str]:
    """What is asked of a case in so many words, in the order of the words."""
    words = plain(text)
    found = [(match.start(), value) for value, pattern in _CASE_WORDS if (match := pattern.search(words))]
    return [value for _start, value in sorted(found)]


def asks_arrived(text: str) -> bool:
    """Whether somebody asks if something came."""
    return bool(_ARRIVED.search(plain(text)))


def says_sent(text: str) -> bool:
    """Whether somebody says that they have sent something."""
    return bool(_SENT.search(plain(text)))


def offers_paper(text: str) -> bool:
    """Whether somebody says, in few words, that they have a paper at hand."""
    words = plain(text)
    return len(words.split()) <= MOST_WORDS and bool(_PAPER_AT_HAND.search(words))


def contact(text: str) -> str | None:
    """The contact detail that is named, of those that can be changed; None for none or several."""
    words = plain(text)
    found = [name for name, pattern in _CONTACTS if pattern.search(words)]
    return found[0] if len(found) == 1 else None


def wanted_language(text: str) -> str | None:
    """The language that is named, of those the assistant has."""
    words = plain(text)
    return _first(words, _LANGUAGE_NAMES)


def _first(words: str, patterns: _Patterns) -> str | None:
    return next((value for value, pattern in patterns if pattern.search(words)), None)
