"""Facts that stand in the words themselves: who asks, whether the IRS was called, what was sent, and what a date is for.

Closed bilingual lists, read clause by clause, with their own denials. A wrong fact is worse than a missing one, which is
only asked for: so each list holds what can hardly mean anything else.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence, Tuple

from bot.nlu import dates as dates_module
from bot.nlu import hardship as needs
from bot.nlu.dates import Found, last_of_month
from bot.nlu.text import plain


def _p(*alternatives: str) -> "re.Pattern[str]":
    return re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + r")(?!\w)")


_FEDERAL = _p(
    r"i\.?r\.?s", "internal revenue(?: service)?", r"federal (?:income )?tax\w*", "federal return", r"(?:form )?1040(?:-?x|-?sr|-?nr|-?es)?", "form (?:941|940|8379|8857|14039|656|433\\w*|2848|9465|1023|990\\w*)",
    r"(?:cp|lt|ltr) ?-?\d{2,4}\w?", "(?:letter )?(?:5071c|4883c|668-?[aw]|1058)", "servicio de impuestos internos", r"(?:impuestos?|taxes|declaracion) federal(?:es)?", "tesoro federal", "rentas internas",
)  # fmt: skip
# Words that people with a tax problem use nearly always, and others seldom.
_TAXES = _p(
    r"i\.?r\.?s\.?", r"tax(?:es|ed|able|ation|man|payers?|free|exempt)?", r"internal revenue", "uncle sam", r"refund\w*", r"(?:my|our|his|her|the|a|federal|amended|joint|late|back) returns?", r"(?:file|filed|filing|e-?file\w*)", r"amend(?:ed|ment|ing)", "transcripts?", r"withh\w+", r"audit\w*", "stimulus", r"(?:taxpayer )?advocates?", "tas", "eitc", "eic", "itin", "ein", r"(?:form )?(?:1040\w*|1099\w*|w-?[249]\w?|94[01]\w?|2848|8379|8857|12203|843|911|433\w*|9465)", r"cp ?-?\d{2,4}\w?",
    r"impuest\w*", r"reembols\w*", r"declaracion(?:es)?", r"hacienda", "tio sam", r"enm[ei]\w*d\w*", r"auditor\w*", r"contribuyentes?", r"defensor(?:es)? del contribuyente", "planillas?", r"devolucion(?:es)?", "estimulo",
)  # fmt: skip
# What a creditor does, the IRS or another: these name taxes where no other creditor is named beside them.
_COLLECTED = _p("payroll", r"lev(?:y|ies|ied)", r"garnish\w*", "liens?", r"embarg\w*", "gravamen(?:es)?", "nomina")
_OTHER_CREDITOR = _p(
    r"(?:student|federal|payday|pay day|car|home) loans?", "child support", "alimony", "medical (?:bills?|debts?|coverage)", "hospitals?", "credit cards?", "(?:debt |bill )?collectors?", "collection agency", "landlord", "lender", "mortgage", r"state of \w+",
    r"prestamos?(?: estudiantil(?:es)?)?", "manutencion(?: de menores)?", "pension alimenticia", "tarjetas? de credito", "hipoteca", "caser[oa]", r"cobrador\w*", "agencia de cobros?", "cuentas? medicas?", "hospital(?:es)?",
)  # fmt: skip
_NOT_FEDERAL = _p(
    r"(?:it'?s |this is |is )?not (?:from |with |about |for )?(?:the )?(?:irs|federal\w*)", r"(?:only|just) (?:about )?(?:my |the )?state (?:tax\w*|refund|return)", "nothing to do with the irs",
    r"no (?:es|son|viene)(?: de| del| con)?(?: el| los| la)? (?:irs|federal\w*)", r"(?:solo|nada mas|nomas) (?:es |son )?(?:de |del |los |mis |el )*(?:estado|estatal\w*)",
)  # fmt: skip

# Another office named as the one that acted, and words that leave the IRS out of it: only both together say "not federal".
_OTHER_OFFICE = _p(
    "social security(?: administration| office)?", "ssa", "ssi", "unemployment(?: office)?", "dmv", "medicare", "medicaid", "food stamps?", "snap", "ebt", "child support(?: office)?", "student loans?", "immigration", "uscis", r"(?:county|city|state)(?: \w+)? (?:office|department|court|treasurer|assessor|tax\w*)", "department of (?:labor|revenue|education|motor vehicles)", "va(?: benefits)?", "franchise tax board", "ftb", "property tax\\w*",
    "seguro social", "desempleo", "estampillas(?: de comida)?", "cupones de (?:alimentos|comida)", "manutencion(?: de menores)?", "inmigracion", "prestamos? estudiantil(?:es)?", "hacienda(?: de puerto rico)?", "departamento de hacienda", "colecturia", r"(?:el )?(?:condado|municipio|estado de \w+)", "departamento (?:del trabajo|de la familia|de vehiculos)",
)  # fmt: skip
_LEAVES_IRS_OUT = _p(
    r"(?:no|not any|without|never had|(?:don'?t|do not|dont|didn'?t) have)(?: (?:a|any|no|had))* (?:problems?|issues?|trouble|business|debts?) with (?:the )?irs(?! (?:until|till|before|except|besides|other than|but|now))", r"(?:not|isn'?t|ain'?t|nothing) (?:about|to do with|a matter of|related to|regarding) (?:the |my |any )*(?:irs|(?:federal |income )?tax(?:es)?)",
    r"(?:con|al) el irs (?:yo )?(?:no (?:tengo|tenemos|debo|debemos|hay)|estoy bien|estamos bien|todo bien)(?: \w+){0,2}", r"al irs (?:yo )?no le (?:debo|debemos) nada", r"no (?:tengo|tenemos|hay|tuve|he tenido) (?:ningun |ninguna |nada de )?(?:problemas?|lios?|deudas?|pendientes?|asuntos?) con el irs(?! (?:hasta|excepto|salvo|antes))", r"no (?:es|son|se trata|tiene que ver|tiene nada que ver)(?: nada)? (?:de|del|con|sobre|por|un asunto de)(?: (?:los|mis|el|la))? (?:impuestos?|taxes|irs)",
    r"(?:the )?irs (?:is|was|has|had|isn'?t|wasn'?t)(?: (?:not|never|really))* (?:involved|nothing to do with (?:it|this|that))", r"el irs no (?:tiene|tuvo) (?:nada )?que ver",
)  # fmt: skip

_CALLED = _p(
    r"(?:i|we|ive|i've|i have|we've|we have|he|she|my (?:cpa|accountant|husband|wife|preparer|son|daughter|mom|dad))(?: have| has| had| just| already| even| also| finally| then| again| both| keep| kept| been)* "
    r"(?:called|call(?:ing)?|phoned|rang|spoke (?:to|with)|spoken (?:to|with)|talked (?:to|with)|contacted|reached out to|wrote(?: to)?|written(?: to)?|emailed|faxed|visited|went to|been (?:calling|on hold|on the phone))(?: \w+){0,3}? "
    r"(?:irs|them|they|the number|customer service|(?:an? |one of (?:their|the) )?(?:agents?|reps?|representatives?|advocate)|local office|taxpayer assistance|times|twice|many|hold|phone|hours?|every|back|again|everyday|daily|weekly|\d+|and (?:waited|held|sat|got))",
    r"called (?:the )?(?:irs|them|in|and|again|twice|so many|like|about|over|at least)(?: (?:\w+) times?)?", r"(?:talked|spoke|spoken) (?:to|with) (?:the |an? |someone at (?:the )?)?(?:irs|irs agent|agent at the irs|agents?|rep at|irs rep)",
    r"(?:every time|each time|when(?:ever)?) (?:i|we) (?:call|called|talk)(?!\w* me)", r"(?:on hold|on the phone) (?:with (?:the )?(?:irs|them)|for (?:over |about )?\w+ (?:hours?|minutes?|hrs?))", r"i call(?:ed)? and call(?:ed)?", r"(?:the )?irs (?:agent|lady|guy|rep|person|man|woman|employee) (?:i talked|i spoke|told me|said|on the phone|hung)",
    r"(?:revenue (?:officer|agent)|(?:irs|tax) (?:officer|agent|auditor|examiner|employee|lawyer|attorney)|appeals officer|auditor|(?:the|an|our|her|his) ro)(?: \w+){0,5}? (?:told|informed|promised|assured|warned|said to|refused|rejected) (?:me|us|my|our)",
    r"(?:oficial de cobro|oficial|agente|auditor[a]?|funcionari[oa]|examinador[a]?)(?: (?:del|de) (?:irs|cobros?|impuestos))(?: \w+){0,4}? (?:me|nos) (?:dijo|aviso|informo|prometio|aseguro|advirtio)",
    r"(?:they|irs|he|she) (?:told|tell) me (?:on|over) the phone", r"(?:they|he|she|the agent|the rep|the lady) (?:hung|hang|hangs) up on me", r"(?:i|we)(?:'ve| have)? called(?: \w+){0,2} times", r"called (?:five|six|seven|ten|three|four|eight|\d+) times", r"went (?:in person )?to (?:the|an|my)(?: local)? (?:irs )?office",
    r"(?:(?:yo )?ya |les |los |le |lo |la |nos )*(?:llame|llamamos|he llamado|hemos llamado|hable|hablamos|he hablado|hemos hablado|contacte|escribi|fui|fuimos)(?: \w+){0,2}? (?:al irs|con el irs|irs|veces|con ellos|ellos|con (?:un|una|el|la) (?:agente|senora|senor|muchacha|representante|persona)|por telefono|a la oficina|la oficina|alla|a las oficinas|y me|y no|y nadie|y nada|dos veces|muchas veces|\d+ veces|todos los dias|cada)",
    r"(?:ya )?(?:les|los|le) (?:he )?(?:llame|llamado|llamamos|hable|marque|marcado)", r"(?:cada vez que|cuando|siempre que) (?:les |los )?(?:llamo|llamamos|hablo|marco)", r"(?:me|nos) (?:colgaron|cuelgan|colgo|transfirieron|transfieren|dijeron por telefono)", r"(?:esper\w+|horas?|estuve|minutos) (?:\w+ ){0,3}(?:en (?:la linea|espera|el telefono)|al telefono|por telefono)", r"(?:he llamado|llame|llamo)(?: ya| como| mas de| unas)* (?:\w+ )?veces", r"llamo y llamo", r"me comunique con (?:el irs|ellos)",
)  # fmt: skip
_NOT_CALLED = _p(
    r"(?:i|we|he|she|ive|i've)(?: have| had| has| did)?(?: not|n'?t| never|nt)(?: yet| even| actually| ever)* (?:called|call|contacted|contact|spoken|spoke|talked|reached out|tried calling|gotten a ?hold of|talk|speak)(?! me| back)(?: \w+){0,2}? (?:irs|them|anyone|anybody|yet|the number)?",
    r"(?:haven'?t|havent|didn'?t|didnt|have not|never) (?:yet |even |actually |ever )*(?:called|call|contacted|contact|spoken (?:to|with)|talked (?:to|with)|talk to) (?:the )?(?:irs|them|anyone|anybody|yet|nobody)",
    r"(?:not|never) (?:called|contacted|spoken to) (?:the )?(?:irs|them)(?: yet)?", r"(?:afraid|scared|nervous|too scared) to call(?: (?:the )?(?:irs|them))?",
    r"(?:no|nunca|todavia no|aun no|no los|no les|no lo)(?: he| hemos| los| les| lo| le| he| me)* (?:llamado|llame|hablado|hable|contactado|contacte|llamamos|comunicado|comunique|marcado)(?! me)(?: \w+){0,2}? ?(?:al irs|con ellos|con el irs|con nadie|ellos|todavia|aun)?",
    r"(?:tengo|me da|da) miedo (?:de )?(?:llamar|llamarles|hablar con ellos)",
)  # fmt: skip
# Where they are the ones who didn't call.
_THEY_NOT_CALLED = _p(r"no me (?:han |ha )?(?:llamad\w+|llamaron|hablaron|contactaron)", r"(?:they|nobody|no one|irs|never) (?:have |has |ever |even )*(?:never |not |n'?t )?(?:called|contacted) (?:me|us|back)", r"(?:never|didn'?t|haven'?t) (?:called|call) (?:me |us )?back")  # fmt: skip

_SENT_VERB = (
    r"(?:filed|file|sent|send|mailed|submitted|faxed|e-?filed|put in|turned in|did|dropped|amended|responded|replied|wrote|answered|filled out|"
    r"mande|mandamos|mando|envie|enviamos|presente|presentamos|meti|metimos|someti|sometimos|hice|hicimos|llene|entregue|declare|conteste|respondi|he mandado|he enviado|he presentado|escribi|lleve|puse)"
)
# What is sent by mail and is no tax return.
_NO_LETTER = (
    r"(?!(?: \w+){0,4}? (?:letters?|response|reply|documents?|paperwork|papers|proof|documentation|copies|receipts|payments?|money"
    r"|cartas?|respuesta|documentos?|papeles|pruebas?|comprobantes?|copias|recibos|pagos?|dinero)\b)"
)
_SUBMISSIONS: Tuple[Tuple[str, "re.Pattern[str]"], ...] = (
    ("injured_spouse_claim", _p(r"(?:" + _SENT_VERB + r"|with|on|our|my|el|mi|la) (?:\w+ ){0,5}?(?:8379|injured spouse (?:form|claim|allocation)|(?:forma|formulario|reclamo|reclamacion) (?:de|del) (?:conyuge|esposo|esposa) (?:perjudicad|lesionad|damnificad|injur)\w*)")),
    ("identity_theft_report", _p(r"(?:" + _SENT_VERB + r"|my|the|mi|el|la) (?:\w+ ){0,5}?(?:14039|identity theft (?:affidavit|report|form)|affidavit of identity theft|declaracion jurada de robo de identidad|reporte de robo de identidad)")),
    ("amended_return", _p(
        _SENT_VERB + r" (?:\w+ ){0,4}?(?:amended|amendment|amend|1040 ?-?x|enmendada|enmienda|enmend\w+|corregida|rectificativa)", r"amended (?:my|our|the|return|it)(?: \w+){0,3}", r"my (?:amended|amendment|1040 ?-?x)(?: \w+)? (?:was|has|is|from|since|got|still|been|return|sent|filed)",
        r"mi (?:declaracion )?(?:enmendada|enmienda|1040 ?-?x)", r"enmende", r"hice una enmienda", r"(?:la|una) enmienda (?:la |que )?(?:mande|envie|meti|hice)",
    )),
    ("paper_return", _p(
        r"(?:mailed|posted|dropped)(?: (?:in|off|out))?(?: (?:my|our|the|a|his|her))?(?: \w+){0,4}? (?:return|taxes|tax forms?|1040\w*)(?: (?:in|off|out))?", r"paper[- ]?(?:filed|file|return|filing)\w*", r"(?:by|with|on) paper",
        r"(?:filed|sent|did|submitted|turned|put)" + _NO_LETTER + r"(?: (?:in|off|out))?(?: (?:my|our|the|a|it|them|his|her))?(?: \w+){0,4}? (?:on paper|paper (?:forms?|copy)|(?:by|through the|via|in the|with the|with)(?: (?:certified|regular|priority|registered|us|u\.s\.|snail))? mail|(?:by|at) (?:the )?post(?: office)?)",
        r"(?:mande|envie|mandamos|enviamos|presente|presentamos|mando|mandaron|envio|meti|metimos|hice|hicimos|eche|echamos|puse)" + _NO_LETTER + r"(?: \w+){0,5}? (?:(?:por|al|en el) correo(?! electronico)|en papel|por correo certificado)", r"declaracion (?:en papel|de papel|por correo)", r"en papel",
    )),
    ("e_filed_return", _p(
        r"e-? ?fil(?:ed|e|ing)(?: \w+)?", r"filed (?:it |my taxes |my return |our taxes |taxes )?(?:online|electronically|on ?line|with turbo ?tax|through turbo ?tax|on turbo ?tax|on free ?tax\w*|with h ?& ?r block|through h ?& ?r block|on cash ?app|on credit karma)", r"(?:turbo ?tax|tax ?act|free ?tax ?usa|h ?& ?r block)",
        r"(?:mande|envie|presente|hice|declare|meti|hicimos|mandamos)(?: \w+){0,5}? (?:por internet|en linea|electronicamente|por computadora|online|por turbo ?tax|con turbo ?tax|electronica)", r"declaracion electronica", r"e-?file",
    )),
    ("correspondence", _p(
        r"(?:i|we|ive|i've|i have|my cpa|he|she)(?: have| had| also| already| even| then)* (?:wrote|sent|mailed|faxed|responded|replied|answered|submitted|sent in)(?: \w+){0,4}? (?:letters?|response|reply|documents?|paperwork|papers|proof|documentation|everything they asked|what they asked|to the (?:notice|letter)|to their (?:notice|letter)|the forms?|copies|receipts)",
        r"(?:mande|envie|mandamos|enviamos|les mande|les envie|conteste|respondi|contestamos)(?: \w+){0,4}? (?:cartas?|respuesta|documentos?|papeles|pruebas?|lo que (?:me )?pidieron|todo lo que|la carta|al aviso|comprobantes|copias|recibos|fax)",
    )),
)  # fmt: skip
_SENT_NOTHING = _p(
    r"(?:haven'?t|havent|have not|didn'?t|didnt|never) (?:sent|send|filed|mailed|submitted) (?:them |in |the irs )?(?:anything|any(?: \w+)?|nothing)", r"(?:nothing|not) (?:sent|filed) (?:in|yet)", r"no (?:les |le )?(?:he |hemos )?(?:mandado|enviado|mande|envie|presentado|metido) (?:nada|ningun\w*)",
)  # fmt: skip

_SYSTEM = _p(
    r"(?:the |their |irs |your )?(?:computer|system|website|site|portal|online account)(?:'s| is| was| has| keeps| kept| says| shows| said| won'?t| wont| doesn'?t| doesnt| can'?t| cant| did| had)(?: \w+){0,4}? (?:error|down|wrong|glitch\w*|stuck|lock\w*|crash\w*|reject\w*|let me|work\w*|recogni\w*|find|loop\w*|kick\w*|broken|mistake|split|show)",
    r"(?:system|computer|programming|processing|clerical|irs) (?:error|glitch|mistake|problem|issue)s?", r"(?:they|irs|irs has|irs have|you people|somebody)(?: \w+)? (?:lost|misplaced|mislaid)(?: \w+){0,2} (?:return|papers?|paperwork|documents?|file|check|payment|amended|letter|forms?|case|fax|response|it|everything|records)",
    r"transferred (?:me )?(?:\w+ ){0,2}(?:times|around|again|from)", r"(?:bounced|passed|sent|send|bounce|pass|shuffled|bouncing|sending) (?:me )?(?:around|back and forth|from (?:one )?(?:department|office|person|agent) to)", r"(?:got )?(?:passed|bounced|sent) (?:from|around|back and forth)",
    r"(?:applied|posted|credited)(?: my| the| our)?(?: \w+){0,2} (?:to|under|on) (?:the |a )?(?:wrong|another|different|someone else'?s?) (?:year|account|person|ssn|quarter|form)", r"misapplied", r"(?:endless|same) loop", r"(?:each|every) (?:agent|person|rep|one) (?:says|tells me|gives me|told me)(?: me)? (?:something|a) different(?: \w+)?",
    r"no record of (?:my|our|it|the|anything|me|receiving)", r"says? (?:they|it) never (?:got|received|came)", r"(?:they|irs)(?: say| said| claim| claims)? (?:they )?never (?:got|received) (?:it|my|the|them|anything|our)",
    r"(?:el |su |la )?(?:sistema|computadora|pagina|portal|sitio)(?: del irs| de ellos| web)? (?:\w+ ){0,3}?(?:error|falla\w*|no (?:me )?(?:deja|reconoce|funciona|sirve|acepta|aparece|acredita)|cae|caid\w+|bloque\w*|mal|equivoc\w*|rechaz\w*)", r"error (?:del|de su|en el|de la) (?:sistema|computadora|irs)",
    r"(?:perdieron|extraviaron|traspapelaron|se les perdi\w+)(?: \w+){0,2} (?:declaracion|papeles|documentos|cheque|pago|carta|expediente|taxes|todo|forma|formulario)", r"(?:me |nos )?(?:transfieren|transfirieron|pasan|pasaron|traen|mandan)(?: \w+){0,3} (?:de un (?:lado|departamento|agente)|a otro|veces|de aqui para alla|vueltas)", r"(?:aplicaron|acreditaron|pusieron)(?: \w+){0,4} (?:equivocad\w+|otr[oa] (?:ano|cuenta|persona))",
    r"no (?:tienen|les aparece|aparece|hay) (?:ningun )?(?:registro|record|nada de (?:mi|lo))(?: \w+)?", r"cada (?:agente|persona|quien|uno) (?:me )?(?:dice|da) (?:una cosa|algo) (?:diferente|distint\w*)", r"dicen que (?:nunca|no) (?:les )?(?:llego|recibieron|la recibieron|los recibieron|han recibido)",
)  # fmt: skip
_COSTS = _p(
    r"overdraft\w*(?: fees?)?", r"over ?draw\w*", r"nsf(?: fees?)?", r"bounced (?:check|payment)s?", r"bank (?:is charging|charged|charges|fees?)(?: \w+)?", r"(?:break|breaking|broke) (?:my|our|the) lease", r"(?:pay|paid|paying|cost|costing|owe|spent|spending|charges?|charging|hire|hired)(?: \w+){0,4}? (?:a |an |my |the |to )?(?:lawyer|attorney|cpa|accountant|tax (?:pro|attorney|lawyer))(?: fees?)?",
    r"(?:legal|attorney|lawyer|accounting|accountant|cpa) (?:fees?|bills?)", r"payday loans?", r"title loans?", r"(?:high interest|predatory) loans?", r"early (?:withdrawal|termination) (?:fee|penalty)", r"(?:living|staying) in (?:a )?(?:hotel|motel)s?",
    r"sobregiros?", r"cargos? (?:del|de|por el) banco", r"(?:el )?banco me (?:esta )?cobra\w*", r"(?:pagar|pague|pagando|pago|cobra|cobro|cuesta|gastado|gaste)(?: \w+){0,4}? (?:un |una |al |a la |mi )?(?:abogad[oa]|contador[a]?)", r"honorarios(?: \w+)*", r"prestamos? (?:de dia de pago|con (?:mucho |alto )?interes\w*)", r"cheques? (?:rebotad\w+|devuelt\w+|sin fondos)", r"romper (?:el|mi) contrato",
)  # fmt: skip
_IRREPARABLE = _p(
    r"(?:can'?t|cannot|can never|never|won'?t) (?:be |get it |get that )?(?:undone|undo|fixed later|reversed|back ever|recover(?:ed)?)", r"irrevers\w+", r"irreparab\w+", r"permanent(?:ly)?(?: \w+){0,2} (?:damage\w*|lose|close\w*|harm|loss|ruin\w*)", r"(?:close|closing|shut|shutting|out of business|gone)(?: \w+){0,4}? (?:for good|forever|permanently)",
    r"(?:lose|losing) (?:it |everything |the \w+ |my \w+ )?(?:forever|for good|permanently)", r"(?:ruin|ruining|ruined|destroy\w*|wreck\w*)(?: \w+){0,2} credit(?: score)?", r"no getting (?:it|that) back", r"para siempre", r"definitivamente (?:cerrar|perder)", r"no (?:se )?(?:puede|podra|hay) (?:reparar|recuperar|deshacer|vuelta atras|marcha atras)", r"irreparable\w*", r"(?:cerrar|perder)(?: \w+){0,3} (?:para siempre|definitivamente|por completo)", r"arruin\w+(?: \w+){0,2} credito",
)  # fmt: skip
_RIGHTS = _p(
    r"my (?:taxpayer )?rights", r"taxpayer bill of rights", r"due process", r"violat\w+ (?:my|our|of|the)(?: \w+)?", r"without (?:any |ever |even )*(?:notice|warning|a hearing|telling (?:me|us)|explain\w*|notifying)(?: \w+)?", r"(?:no|never got|never received|never sent|never gave)(?: \w+){0,2} (?:notice|warning|letter|explanation)(?: before)?", r"(?:denied|refused|won'?t (?:give|let)|wouldn'?t (?:give|let)|didn'?t (?:give|let))(?: me| us)?(?: \w+){0,3} (?:appeal|hearing|explain|supervisor|manager|speak)",
    r"(?:mis|nuestros) derechos(?: de contribuyente)?", r"carta de derechos", r"debido proceso", r"sin (?:aviso|avisar\w*|notificar\w*|previo aviso|explic\w*|ninguna carta|ningun aviso|audiencia|decirme)(?: \w+)?", r"(?:me |nos )?(?:negaron|niegan|no me (?:dejaron|dejan|dieron|permit\w+))(?: \w+){0,3} (?:apel\w+|audiencia|explicar\w*|supervisor\w*|derecho)", r"viol\w+ (?:mis|los|el) derechos?",
)  # fmt: skip
_LINK = _p(
    "because", "cause", "cuz", "coz", "bc", "bcuz", "since they", "due to", "thanks to", "so (?:now |that )?(?:i|we|my|he|she|the|im|i'm|there)", "that was (?:my|our|the|his|her|for)", r"(?:was|is|were) (?:my|our|for|going to (?:be|pay|cover)) (?:the )?(?:rent|mortgage|bills?|food|medicine|insulin|car|surgery|deposit)", r"(?:left|leaves|leaving|leave) (?:me|us|him|her) with(?:out)?", "until (?:i|we|they|the refund|it|my refund)", "without (?:my|the|that|it|this|our) ?(?:refund|money|check|paycheck)?", "if (?:i|we) (?:don'?t|dont|do not|can'?t|could|had|got|get)(?: \\w+){0,3}(?: (?:refund|money|it|check|this|levy))?", "would (?:cover|pay|fix|save|stop|catch)(?: \\w+)*",
    "(?:need|needed|counting on|depend\\w* on|waiting (?:on|for)) (?:it|that|the|this|my|our)(?: (?:money|refund|check))? (?:to|for|so)", "and now (?:i|we|my|the|he|she|im|i'm|they)", "which means", "is (?:making|why)", "that'?s why", "from (?:that|this|the) (?:levy|garnish\\w*)", "after (?:they|the irs|irs)", "meant for", "ever since",
    "porque", "pq", "xq", "por culpa", "por eso", "debido a", "a causa", "por causa", "asi que", "y (?:ahora|por eso|ya) (?:no|me|nos|estoy|la|el|debo|tengo|van|se)", r"(?:era|eran|es|son) (?:para|de|el dinero de|lo de|la plata de|los de|mi|la) ?(?:la |el |mi |pagar )?(?:renta|alquiler|hipoteca|comida|luz|medicin\w+|insulina|gastos|biles|carro|operacion|deposito)", "con (?:eso|ese dinero|esa plata|ese cheque|ese reembolso|el reembolso)(?: \\w+)?", "sin (?:eso|ese dinero|mi|el|esa)(?: (?:reembolso|dinero|cheque|plata))?", "(?:me|nos) dej\\w+ (?:sin|con)", "si no (?:me|nos|lo|llega|recibo|tengo|sueltan)", "desde que", "hasta que (?:me|llegue|no|suelten)", "lo necesito para", r"(?:necesito|necesitamos|contaba con|contabamos con|dependo de|ocupo)(?: \w+){0,3} (?:para|reembolso|dinero)", "como (?:me|nos) (?:quitaron|embargaron|congelaron)",
)  # fmt: skip
_TAX_SIDE = _p(r"i\.?r\.?s", r"refund\w*", r"lev(?:y|ied|ies)", r"garnish\w*", r"froze\w*", r"tax\w*", "they took", "took", "taking", "takes", r"reembolso\w*", r"embarg\w*", r"congel\w*", r"quitaron", r"quitan", "impuestos?", "lien", "gravamen", "credit", "eitc", "passport", "pasaporte", "check", "cheque", "devolucion", r"seiz\w*", "declaracion", "return", "that", "eso", "it")  # fmt: skip
_NO_LINK = _p(
    r"(?:has |had |have )?nothing to do with (?:the |my |this |that )?(?:irs|tax\w*|refund|levy)", r"(?:not|isn'?t|wasn'?t) (?:because of|due to|caused by|the fault of) (?:the |my )?(?:irs|tax\w*|refund|levy)", r"(?:unrelated|not related) to (?:the |my )?(?:irs|tax\w*)",
    r"no (?:tiene|tienen|tuvo) (?:nada )?que ver con (?:el |los |mis |la )?(?:irs|impuestos|taxes|reembolso|embargo)", r"no es (?:por|culpa de|culpa del) (?:el |los |la )?(?:irs|impuestos|taxes|reembolso|embargo)",
)  # fmt: skip

_AS: Tuple[Tuple[str, "re.Pattern[str]"], ...] = (
    ("congressional", _p(r"(?<!my )(?<!our )(?:congress(?:man|woman|person|ional)|senator|representative)(?:'s)? (?:[\w']+ ){0,3}?(?:office|staff|aide|caseworker|district office)", r"office of (?:congress\w+|senator|representative|rep\.?) \w*", r"(?:our|a) constituents?", r"(?:oficina|despacho) (?:del|de la|de) (?:congresista|senador\w*|representante|comisionad[oa] residente)", r"(?:un|una|nuestr[oa]) constituyente")),
    ("representative", _p(r"(?:my|our|mine a|his|the) clients?", r"(?:i am|i'm|im) (?:a |an |the |his |her |their |poa )*(?:cpa|ea|enrolled agent|attorney|tax (?:pro|professional|preparer|attorney|lawyer)|accountant|lawyer)(?: for| of| representing| here| and| with)?", r"(?:cpa|ea|enrolled agent|attorney) (?:here|with poa|w/ ?poa|for (?:the |a )?(?:tp|taxpayer))", r"(?:i|we) represent (?:a|the|an|my|mr|mrs|ms)\w*", r"(?:have|hold|got|with) (?:a |an |the |valid )?(?:poa|2848|8821|power of attorney)(?: for| on)?", r"poa on file", r"mis? clientes?", r"soy (?:el |la |su |un |una )*(?:contador\w*|cpa|abogad[oa]|agente registrad[oa]|preparador\w*|apoderad[oa]|representante)(?: de| del)?", r"(?:tengo|con) (?:un |el |la )*(?:poder|2848|8821|carta poder)(?: notarial| de el| de ella| firmado)?", r"represento a(?:l)?")),
    ("exempt_organization", _p(
        r"(?:our|we are an?|we're an?|were an?|somos una?|nuestr[oa]) (?:\w+ ){0,2}?(?:non-? ?profit|charity|church|booster club|501 ?\(?c\)?\(?\d?\)?|ministry|little league|pta|pto|foundation|food pantry|rescue|iglesia|organizacion|fundacion|asociacion|cofradia|ministerio|parroquia|albergue|comedor)",
        r"501 ?\(?c\)? ?\(?3\)?", r"(?:tax[- ])?exempt(?:ion)? status", r"we (?:run|operate) (?:a|an|the) (?:\w+ ){0,2}?(?:soup kitchen|food bank|food pantry|shelter|charity|non-?profit)", r"(?:exencion|estatus exento) de (?:la|nuestra) (?:organizacion|iglesia|fundacion)", r"sin fines de lucro",
    )),
    ("business", _p(
        r"(?:business|company|corporate|operating|payroll)(?:'?s)? (?:bank |checking )?account", r"(?:i|we) own (?:a|an|the|my|our|this|two|three)(?: \w+){0,3}? (?:business|company|shop|store|restaurant|diner|firm|salon|garage|bakery|farm|cafe|bar|daycare|truck\w*|franchise|agency)", r"(?:i'?m|i am|we'?re|we are|it'?s|it is|this is)(?: just)? (?:a|an) (?:\w+ ){0,3}?(?:small business|company|business owner|owner operator|shop|corporation|partnership|llc)(?! (?:employee|worker|driver))", r"(?:run|running|have|had|started|opened) (?:my|our|a|an|this) (?:own )?(?:\w+ ){0,2}?(?:business|company|restaurant|shop|store|salon|llc)",
        r"(?:pay|paying|lay off|laying off|make payroll for) (?:my|our) (?:\w+ )?(?:drivers|employees|workers|crew|staff|guys|people|men)", r"(?:my|our) (?:\w+ )?(?:drivers|crew|staff|workers)", r"(?:make|making|meet|cover|miss) (?:the |our )?payroll", r"(?:lose|losing|close|closing|shut down) (?:the|our) (?:business|company|shop|store|restaurant)",
        r"(?:cuenta|cuentas|chequera|dinero|plata)(?: \w+){0,2} (?:del|de la|de mi) (?:negocio|empresa|compania|taller|tienda|restaurante|sociedad)", r"(?:perder|pierdo|cerrar|cierro|quebrar|salvar) (?:el|la) (?:negocio|empresa|compania|taller|tienda|restaurante)", r"(?:es|somos|tengo|tenemos|manejo|abri|abrimos)(?: solo| nada mas)? (?:un|una) (?:\w+ ){0,2}?(?:negocio|negocito|empresa|compania|taller|tiendita|tienda|restaurante|sociedad|corporacion)", r"(?:soy|somos) (?:el |la |los )?duen[oa]s? de (?:un|una|el|la|este|esta)(?: \w+){0,2}? (?:negocio|empresa|compania|taller|tienda|restaurante|salon|flota|finca)", r"(?:negocio|empresa|compania|taller) (?:es )?(?:mi[oa]|propi[oa]|nuestr[oa])",
        r"pag\w+ (?:a |la nomina )?(?:de |a )?(?:los|las|mis|nuestr[oa]s) (?:choferes|emplead[oa]s|trabajador[ae]?s?|muchachos|obreros)",
        r"(?:my|our) (?:\w+ ){0,2}?(?:business|company|restaurant|store|firm|llc|corporation|corp|s ?-?corp|partnership|payroll|employees|shop|diner|trucking|construction company|salon|bakery|daycare|farm)(?: \w+)?", r"(?:we|i) (?:have|had|got|employ) (?:\w+ )?employees", r"(?:form )?941s?", r"payroll tax\w*", r"(?:mi|nuestro|nuestra) (?:\w+ ){0,2}?(?:negocio|empresa|compania|restaurante|tienda|taller|sociedad|corporacion|llc|nomina|salon|panaderia|fonda)(?: \w+)?", r"mis empleados", r"nuestros empleados", r"impuestos? (?:de|sobre la) nomina",
    )),
    ("other", _p(
        r"(?:writing|asking|calling|typing|here|this is|help\w*|trying to help|question) (?:this )?(?:for|on behalf of|about) my (?:\w+ )?(?:mom|mother|mum|mama|dad|father|pop|grand\w+|son|daughter|brother|sister|aunt|uncle|friend|neighbou?r|in-?laws?|mother-in-law|father-in-law|wife|husband|parents|girlfriend|boyfriend|cousin|nephew|niece|roommate|coworker)",
        r"(?:my) (?:\w+ )?(?:mom|mother|mum|mama|dad|father|grand(?:ma|pa|mother|father|son|daughter)|son|daughter|brother|sister|aunt|uncle|mother-in-law|father-in-law|parents|nephew|niece|abuela|friend)(?:'s|s)? (?:\w+ ){0,3}?(?:refund|wages?|social security|ss check|check|bank account|account|pension|tax(?:es)? (?:return|refund|problem)?|paycheck|passport|got (?:a|this|the) (?:letter|notice|bill|levy)|(?:can'?t|cant|cannot|couldn'?t) (?:buy|pay|afford|get|eat|sleep))",
        r"(?:escribo|pregunto|llamo|consulto|es|ayuda|ayudo|ayudando) (?:por|para|a|de parte de|en nombre de) (?:mi|mis) (?:\w+ )?(?:mama|mami|madre|papa|papi|padre|padres|hijo|hija|hermano|hermana|abuel[oa]|abuelit[oa]|ti[oa]|amig[oa]|vecin[oa]|suegr[oa]|espos[oa]|marido|prim[oa]|sobrin[oa]|cunad[oa])",
        r"(?:a |de )mi (?:mama|mami|madre|papa|papi|padre|hijo|hija|hermano|hermana|abuel[oa]|abuelit[oa]|ti[oa]|amig[oa]|suegr[oa]) (?:\w+ )?(?:le|la|lo) (?:\w+ )?(?:quitaron|quitan|embargaron|congelaron|llego|mandaron|deben|estan|retienen|retuvieron|rechazaron|descuentan|sacaron)",
        r"mi (?:mama|mami|madre|papa|papi|padre|abuel[oa]|abuelit[oa]|suegr[oa]|hij[oa]|herman[oa]|ti[oa]) (?:\w+ )?no (?:puede|tiene|le alcanza|sabe|habla)(?: \w+)?",
    )),
    ("individual", _p(r"(?:it'?s|this is) (?:for |about )?(?:me|myself|my own)", r"for myself", r"on my own behalf", r"(?:es )?para mi(?: mism[oa])?(?! \w+(?:a|o)\b)", r"es (?:sobre )?(?:lo )?mio")),
)  # fmt: skip

_CHARITY = _p(
    r"(?:our|my|the|an?|small) (?:\w+ ){0,2}?(?:non-? ?profit|charity|church|booster club|ministry|little league|pta|pto|foundation|food pantry|rescue)", r"(?:mi|la|el|una?) (?:\w+ ){0,2}?(?:iglesia|organizacion|fundacion|asociacion|cofradia|ministerio|parroquia)",
)  # fmt: skip

_COURT = _p(
    r"(?:u\.?s\.? )?tax court", r"(?:district|federal|bankruptcy|claims) court", r"filed (?:a |my |our )?(?:petition|lawsuit|chapter (?:7|11|13))", r"(?:su(?:ed|ing)) (?:the )?irs", r"docket(?: number| no)?", r"trial date", r"(?:chapter|ch) (?:7|11|13)", r"(?:a )?judge (?:is|has|ordered|ruled|already|set)(?: \w+)?", r"bankruptcy (?:case|court|trustee)", r"in litigation",
    r"(?:tribunal|corte) (?:tributari[oa]|fiscal|federal|de impuestos|de quiebras?|de bancarrota)", r"(?:demande|demandamos|demanda contra) (?:al|el) irs", r"(?:capitulo) (?:7|11|13)", r"(?:meti|metimos|presente|puse)(?: \w+){0,2} (?:peticion|demanda|bancarrota)(?: \w+)?", r"el juez(?: \w+)?", r"bancarrota",
)  # fmt: skip
_COURT_NOT = _p(r"(?:not|never|isn'?t|no|haven'?t|don'?t)(?: \w+){0,4} (?:in court|court|judge|lawsuit|trial|petition)", r"no(?: \w+){0,4} (?:corte|tribunal|juez|juicio|demanda|peticion)", r"(?:eviction|divorce|custody|family|traffic|housing|small claims|landlord|desalojo|divorcio|familia|custodia)(?: \w+){0,2} (?:court|judge|corte|juez)", r"(?:court|judge|corte|juez)(?: \w+){0,6} (?:evict\w*|divorce|custody|child|rent|foreclos\w*|desaloj\w*|divorcio|custodia|manutencion|renta)", r"(?:can|should|could|do) i (?:\w+ )?(?:go to|file|take|sue|petition)", r"(?:puedo|debo|deberia|como) (?:\w+ )?(?:demandar|ir a|meter|declararme)", r"deadline to (?:petition|file)", r"90 days? to")  # fmt: skip
_SCHEME = _p(
    r"(?:made|make|making)(?:[- ]?up| up)(?: \w+){0,3} (?:w-?2s?|withholding|income|wages|numbers|credits?|business|deductions?|fuel)", r"(?:fake|false|phony|bogus|invented|fabricated|made[- ]?up) (?:w-?2s?|1099\w*|withholding|credits?|deductions?|business|dependents?|wages|income|fuel tax credits?|schedule c|receipts)(?: \w+)?", r"(?:fuel tax|sick and family leave|self employment) credit (?:thing|trick|hack|method)(?: \w+)?",
    r"(?:saw|got|learned|found)(?: \w+){0,4} (?:tik ?tok|instagram|facebook|youtube)(?: \w+){0,6} (?:refund|credit|withholding|w-?2)", r"(?:invent\w+|inflar?\w*|falsific\w+|puse|pusieron|puso|metio)(?: \w+){0,4} (?:w-?2|ingresos|retenciones|creditos?|dependientes|sueldos?|negocio) ?(?:fals\w+|inventad\w+)", r"(?:w-?2|1099|creditos?|dependientes|negocio|ingresos|retenciones) (?:fals[oa]s?|inventad[oa]s?|que no exist\w+|de mentira\w*)",
)  # fmt: skip
# Somebody wrote into a return what isn't so. What a thief did in somebody's name, or the IRS has wrongly, is none.
_WROTE_FALSELY = re.compile(
    r"(?<!\w)(?P<who>(?:irs|they|employer|thief|scammer|someone|somebody|alguien|ellos|ladron) (?:\w+ )?)?(?:put|puts|added|adds|used|claimed|claims|listed|lists|invented|entered|wrote|filed|reported|gave|puso|pusieron|metio|metieron|agrego|agregaron|invento|uso|reporto|reclamo|declaro|puse|pusimos|meti|agregue|reclame|declare|hizo)(?: [\w-]+){0,6}? "
    r"(?:(?:from|for|of|de|por) (?:a|an|some|una|un|otra|otro) (?:\w+ )?(?:company|companies|job|place|employer|business|compania|empresa|trabajo|lugar|patron|negocio) (?:(?:that|where|which|i|we|donde|en|la|el|que|cual|yo) )*(?:have |had |he |hemos )?(?:never|didn'?t|don'?t|nunca|no|jamas)(?: (?:i|we|yo|he|have|had|even|ever))* (?:work\w*|trabaj\w*|exist\w*|heard|conoz\w*|conoc\w*|own\w*|had|have|tuve|tengo)"
    r"|(?:\w+ )?(?:kids?|child|children|dependents?|business|income|wages|deductions?|donations?|expenses|credits?|hij[oa]s|nin[oa]s|dependientes?|negocio|ingresos|sueldos?|deducciones|donaciones|gastos|creditos?) (?:(?:that|which|que|yo|i|we) )*(?:(?:don'?t|dont|didn'?t|do not|did not|never|no|nunca|jamas) (?:he |hemos |even |ever |actually )*(?:have|had|own|owned|exist\w*|earn\w*|made|make|tengo|tenemos|tuve|tenido|gan\w+|hice)|aren'?t mine|are not mine|isn'?t mine|no son mi[oa]s|no es mi[oa]))"
)
_NAME_STOLEN = _p(
    r"(?:used|using|stole|stolen|with|got|under|on) (?:my|our|his|her) (?:social(?: security)?(?: number)?|ssn|name|identity|number|info\w*)", "identity (?:theft|thief)", r"(?:uso|usaron|usa|robo|robaron|con|bajo) (?:mi|nuestro|su) (?:social|seguro(?: social)?|nombre|identidad|numero|informacion|datos)", "robo de identidad",
)  # fmt: skip

_OPENING_YES = re.compile(
    r"^\W*(?:yes|yeah|yea|yep|yup|yess+|correct|that'?s right|of course|absolutely|si|sii+|sip|simon|claro(?: que si)?|exacto|asi es|correcto|por supuesto)(?:$|[\s,.!;:]+)(?!que\b|no\b|me\b|les\b|puedo\b|tengo\b|el\b|la\b)"
)
_OPENING_NO = re.compile(
    r"^\W*(?:(?:no|nope|nah|noo+|para nada|not really|negative|not at all)(?:$|\s*[,.!;:])|no+\s+(?:sir|mam|ma'am|i (?:didn'?t|haven'?t|don'?t|did not|have not|am not)|thanks|senor\w*|gracias|para nada)\b)"
)
_OPENING_UNSURE = re.compile(
    r"^\W*(?:i )?(?:don'?t know|dont know|idk|not sure|unsure|no idea|i'?m not sure|im not sure|can'?t remember|don'?t remember|no se|no lo se|ni idea|no estoy segur[oa]|no recuerdo|no me acuerdo|quien sabe|no sabria)\b"
)


def opening(message: str) -> Optional[str]:
    """`affirm`, `deny` or `unsure` where a message opens with a plain one and goes on: "yes, twice", "no, not yet"."""
    read = plain(message)
    if _OPENING_UNSURE.search(read):
        return "unsure"
    if _OPENING_NO.search(read):
        return "deny"
    return "affirm" if _OPENING_YES.search(read) else None


def speaks_of_taxes(message: str) -> bool:
    """Whether a message holds a word of taxes: of the real messages about them nine in ten do, of the others one in ten."""
    words = plain(message)
    collected = _COLLECTED.search(words) and not _OTHER_CREDITOR.search(words)
    return bool(_TAXES.search(words) or collected)


def facts(message: str, hardship: Sequence[str], adverse_action: Optional[str]) -> Dict[str, Any]:
    """The facts that the words name.

    Args:
        message: The message, tidied.
        hardship: The hardships understood in it.
        adverse_action: The action understood in it.
    """
    read = plain(message)
    found: Dict[str, Any] = {}
    if _NOT_FEDERAL.search(read) or _leaves_irs_out(read):
        found["federal_tax"] = "no"
    elif _FEDERAL.search(read):
        found["federal_tax"] = "yes"
    exclusion = _exclusion(read)
    if exclusion:
        found["exclusion"] = exclusion
    asking_as = _asking_as(read)
    # A business that was made up for a return is nobody's.
    if asking_as and (asking_as, exclusion) != ("business", "refund_scheme"):
        found["asking_as"] = asking_as
    called = _contacted(read)
    if called:
        found["contacted_irs"] = called
    submission = _submission(read)
    if submission:
        found["submission"] = submission
    for name, pattern in (
        ("system_failure", _SYSTEM),
        ("significant_costs", _COSTS),
        ("irreparable_harm", _IRREPARABLE),
        ("rights_concern", _RIGHTS),
    ):
        if pattern.search(read):
            found[name] = "yes"
    kinds = _kinds(message, hardship, adverse_action)
    if kinds != list(hardship):
        found["hardship"] = kinds
    if kinds:
        link = _link(read, adverse_action)
        if link:
            found["hardship_link"] = link
    return found


def _asking_as(read: str) -> Optional[str]:
    """Who asks. A church or a pantry that is only named is somebody else's, unless one of its people writes."""
    for name, pattern in _AS:
        if pattern.search(read) or (name == "exempt_organization" and _CHARITY.search(read) and needs.runs_one(read)):
            return name
    return None


def _kinds(message: str, heard: Sequence[str], adverse_action: Optional[str]) -> List[str]:
    """The hardships: what is named as unaffordable counts before what the message only sounds like."""
    lacking = needs.cannot_pay(message)
    if not lacking and not heard and adverse_action == "happening" and needs.left_with_little(message):
        return ["other_basic_need"]
    if not lacking:
        return list(heard)
    named = set(needs.named(" ".join(needs.told(message).clauses)))
    return [name for name in needs.HARDSHIPS if name in lacking or (name in heard and name in named)]


def _contacted(read: str) -> Optional[str]:
    rest = _THEY_NOT_CALLED.sub(" ", read)
    denied = _NOT_CALLED.search(rest)
    if denied:
        return "no"
    return "yes" if _CALLED.search(rest) else None


def _submission(read: str) -> Optional[str]:
    if _SENT_NOTHING.search(read):
        return "none"
    return next((name for name, pattern in _SUBMISSIONS if pattern.search(read) and not _not_yet(read, pattern)), None)


_NOT_YET = re.compile(
    r"(?:haven'?t|havent|have not|didn'?t|didnt|never|not|want to|need to|how (?:do|can|should) i|should i|can i|how to|going to|no he|no hemos|nunca|todavia no|aun no|quiero|necesito|como (?:puedo|hago|se|le)|debo|tengo que|puedo|voy a|no pude|no puedo|won'?t let me|couldn'?t|can'?t|trying to)(?: \w+){0,3}\W*$"
)


def _not_yet(read: str, pattern: "re.Pattern[str]") -> bool:
    """Whether it is only wished or asked about: "how do I file an amended return"."""
    match = pattern.search(read)
    return bool(match and _NOT_YET.search(read[: match.start()][-60:]))


def _link(read: str, adverse_action: Optional[str]) -> Optional[str]:
    if _NO_LINK.search(read):
        return "no"
    if adverse_action == "happening" and _TAX_SIDE.search(read):
        # Wages or the account are gone and something can't be paid: the one follows from the other.
        return "yes"
    return "yes" if _LINK.search(read) and _TAX_SIDE.search(read) else None


def _leaves_irs_out(read: str) -> bool:
    return bool(_LEAVES_IRS_OUT.search(read) and _OTHER_OFFICE.search(read))


def _exclusion(read: str) -> Optional[str]:
    written = _WROTE_FALSELY.search(read)
    if _SCHEME.search(read) or (written and not written["who"] and not _NAME_STOLEN.search(read)):
        return "refund_scheme"
    if _leaves_irs_out(read):
        return "other_agency"
    return "in_court" if _COURT.search(_COURT_NOT.sub(" ", read)) else None


# What a date is for, by the words around it.
_BOUNDARY = re.compile(r"[.!?;\n]|,(?! (?:19|20)\d\d)| (?:and|but|y|pero|then|entonces) ")
_PROMISED = re.compile(
    r"(?:promis\w+|guarant\w+|assured|(?:they|he|she|irs|agent|lady|rep|guy|man|woman|letter|notice|transcript|website|somebody|someone|representative|person)(?: (?:on the phone|at the irs|i talked to|i spoke to))? (?:said|told|says|tells|swore|gave|quoted)"
    r"|(?:was|were|is|supposed) (?:told|supposed|promised|to (?:be|come|get|arrive|have|receive))|(?:supposed|meant) to|would (?:be|have|get|come|arrive|hear|receive)|should (?:have|be|get|receive|arrive|hear)|i'?d (?:have|get|hear|receive)|by$"
    r"|promet\w+|asegur\w+|(?:me |nos |le )?(?:dijeron|dijo|dicen|prometieron|aseguraron|quedaron)|(?:deberia|debia|tenia que|iba a|iban a|tendria) (?:llegar|estar|tener|recibir|mandar|resolver|salir|contestar)\w*|quedo de|quedaron de|quedaron en|la carta dice|me llegaria|llegaria|para cuando)"
)
_PROMISE_LEAD = re.compile(
    r"(?:by|until|till|before|no later than|within|on|in|for|para|antes|hasta|el|en|a mas tardar)\b"
)
_SAID_THEN = re.compile(
    r"(?:told|said|called|calls|warned|informed|phoned|texted|notified|dijo|dijeron|aviso|avisaron|llamo|llamaron|informo|hablo|advirtio)(?: (?:me|us|him|her|them|my \w+|that))?\W*$"
)
_TOLD = re.compile(
    r"promis\w+|guarant\w+|assured|said|told|swore|quoted|supposed|promet\w+|asegur\w+|dij\w+|dicen|quedaron|quedo de|deberia|debia|llegaria"
)
_SENT = re.compile(
    r"(?<!\w)(?:i |we |ive |i've |have |has |my (?:cpa|accountant|preparer) |he |she |finally |already |originally |we've |and |return |taxes |it |was |were |ya |la |lo |los |las |les |yo |se |amended |first |tp |that |when |que |cuando )*"
    r"(?:filed|file|submitted|mailed|posted|e-?filed|efiled|faxed|sent|postmarked|amended|accepted|turned in|dropped (?:it )?off|did my taxes|done my taxes|responded|replied|wrote|mande|mandamos|envie|enviamos|presente|presentamos|meti|metimos|someti|sometimos|entregue|declare|hice|hicimos|enmende|aceptaron|aceptada|enviada|mandada|presentada|conteste|respondi|llene|escribi)(?!\w)"
)
_SENT_BY_THEM = re.compile(
    r"(?:they|irs|you|agency|collection|bank|landlord|court|who|ellos|irs|me|nos|le)(?: \w+)? (?:have |has |just |just )?(?:sent|mailed|filed|faxed|wrote|sends|mando|mandaron|enviaron|mand\w+|presentaron|escribieron)|sent me|mailed me|wrote me|sent us|filed (?:a |an )?(?:lien|notice|levy|suit|eviction|foreclosure|nftl)|filed for (?:divorce|bankruptcy|unemployment)|filed (?:a )?(?:petition|lawsuit|police)|(?:nobody|no one|none of us|never|not|nadie|nunca|ninguno) (?:\w+ )?(?:sent|filed|mailed|mando|envio|presento)|haven'?t filed|havent filed|not filed|never filed|have not filed|didn'?t file|no he (?:presentado|declarado|hecho)|sin (?:presentar|declarar)|no presente|no declare"
)
_WAITS = re.compile(
    r"(?:wait\w*|been|still (?:no|nothing|waiting|processing)|no refund|processing|pending|llevo|llevamos|esper\w*|tengo|demora\w*|tarda\w*|no (?:me )?(?:ha )?llega\w*)"
)
_WAITED_THING = re.compile(
    r"(?:refund\w*|return|amended|1040|my money|money back|reembols\w*|devolucion|declaracion|enmend\w*|8379|14039|claim|rembols\w*)"
)
_ACTS = re.compile(
    r"(?:lev(?:y|ied|ies|ying)|garnish\w*|froze|frozen|freeze|seiz\w*|took (?:all|every|my|the|out|money|half|everything|it)|taking|take (?:my|the|our)|lien|revoked|auction\w*|emptied|wiped out|embarg\w*|congel\w*|quit(?:aron|an|ando|ar)\w*|confisc\w*|gravamen|sacaron|incaut\w*|subast\w*|vaciaron|descuent\w*|descontando)"
)
_HARMS = re.compile(
    r"(?:evict\w*|foreclos\w*|shut(?:ting|s)? ?off|shutoff|shut(?:ting)? (?:me |us |it |the \w+ )?off|cut(?:ting)? (?:me |us |it |off|the|my|our)\w*|disconnect\w*|turn(?:ing|ed)? (?:\w+ )?off|repo\w*|lockout|lock(?:ed|ing)? (?:me|us) out|kick\w* (?:me|us|him|her|them) out|(?:out|gone|leave|move out|vacate|be out) (?:by|of|on)|sheriff|rent is due|due|surgery|operation|dialysis|run(?:s|ning)? out|lose|losing|close (?:the|our|my)|closing|last day|notice to|(?:pay or) quit|deadline|tow\w*|bail|fired|lapses?|expires?|cancel\w*|"
    r"desaloj\w*|corta\w*|cortar\w*|echa\w*|saca(?:n|r|ran)?(?:me|nos)?|quita\w* la (?:casa|luz|carro)|embargo de la casa|vence\w*|pierdo|perder\w*|operacion|operan|cirugia|acaba\w*|cierr\w*|cerrar\w*|despid\w*|corr(?:en|er)\w*|lanzamiento|plazo|cancela\w*|remat\w*|ejecucion)"
)
_OF_ITS_OWN = re.compile(f"{_HARMS.pattern}|{_ACTS.pattern}")
_FUTURE = re.compile(
    r"(?:gets? (?:evicted|kicked|thrown|locked|cut|shut|fired|laid)|(?:i|we|he|she|they) (?:lose|close)|(?:will )?(?:evict|kick|throw|cut|shut|fire)s? (?:me|us|him|her|them)|"
    r"(?:me|nos|le|les) (?:echan?|sacan?|cortan?|corren?|desalojan?|despiden?|operan?)|pierdo|perdemos|cerramos|"
    r"(?:are|is|'re|'s|im|i'm) \w+ing|will|gonna|going to|about to|bout to|have (?:until|till|to)|got (?:until|till|to)|gotta|coming|is due|due|is (?:on|the|set|scheduled)|scheduled|set for|wants? (?:us|me|it|them)|before|by|next|supposed to|if|deadline|leaving|moving|starting|'ll|or else|"
    r"embargan|congelan|confiscan|incautan|rematan|subastan|va a|van a|voy a|vamos a|me (?:van|quedan|vence)|vence\w*|tengo (?:hasta|que)|proxim\w*|hasta|antes|para el|si no|me (?:cortan|desalojan|sacan|echan|quitan|corren|operan)|nos (?:cortan|desalojan|sacan|echan|quitan)|le (?:cortan|quitan)|debo salir|\w+(?:aran|eran|iran)(?:me|nos)?)"
)


_TAKEN_BACK = re.compile(
    r"(?:(?<!\w)(?:not|rather than|instead of|en vez de|en lugar de|y no)(?: (?:in|on|en|el))*|,? no (?:en|el))\s+\w+(?:\s+(?:de )?\d{1,4})?\s*$"
)


@dataclass(frozen=True)
class Dated:
    """A date with what it is for, or None where its words don't say."""

    fact: Optional[str]
    date: dt.date
    grain: str
    start: int
    end: int


def dated(message: str, as_of: dt.date, language: str) -> List[Dated]:
    """The dates of a message and their roles.

    A role is given by the words of the same clause, the nearest before the date first. Each role but none is given once.
    A date without a role whose words may look back or ahead ("friday", "12/1") stands twice, the earlier first: only what
    it answers tells which is meant.
    """
    read = plain(message)
    given: List[Dated] = []
    every = dates_module.find(message, as_of, language)
    # "In March, not February" names one day and takes back the other.
    meant = [
        found for found in every if not _TAKEN_BACK.search(read[: found.start] + " " + read[found.start : found.end])
    ]
    for found in meant or every:
        before, after = _around(read, found)
        fact, date = _role(read, before, after, found, as_of)
        if fact is not None and any(other.fact == fact for other in given):
            continue
        days = sorted({date, found.other or date}) if fact is None else [date]
        given += [Dated(fact, day, found.grain, found.start, found.end) for day in days]
    return given


def _around(read: str, found: Found) -> Tuple[str, str]:
    """The words of the date's clause before and after it; a long clause counts as far as it is near."""
    before, after = read[: found.start], read[found.end :]
    edge = _BOUNDARY.search(after)
    after = (after[: edge.start()] if edge else after)[:60]
    edges = [edge.end() for edge in _BOUNDARY.finditer(before)]
    near = before[edges[-1] :] if edges else before
    if edges and len(near.split()) < 2 and not _OF_ITS_OWN.search(after):
        # "they cut it off, thursday": too little to say anything by itself; unlike "…, and thursday they cut it off".
        near = before[edges[-2] :] if len(edges) > 1 else before
    return near[-90:], after


def _role(read: str, before: str, after: str, found: Found, as_of: dt.date) -> Tuple[Optional[str], dt.date]:
    clause = before + read[found.start : found.end] + after
    future = bool(_FUTURE.search(before) or _FUTURE.match(read[found.start : found.end]) or _FUTURE.search(after[:25]))
    promised = _last(_TOLD, before)
    sent, harms, acts = _last(_SENT, before), _last(_HARMS, before), _last(_ACTS, before)
    if found.ahead is False and max(sent, harms, acts) < 0 and _SAID_THEN.search(before):
        # "told me yesterday he will levy": the day of the telling, not of what was told.
        return None, found.date
    if promised >= 0 and promised > sent and not found.span and harms < 0 and acts < 0 and _PROMISED.search(before):
        return _promised(read, before, found, as_of)
    if sent >= 0 and not _SENT_BY_THEM.search(before) and found.ahead is not True and sent > max(harms, acts):
        return "submitted_on", found.date
    if found.span or (found.ahead is False and _WAITS.search(before)):
        if (
            _WAITS.search(clause)
            and _WAITED_THING.search(read)
            and not _HARMS.search(clause)
            and not _ACTS.search(clause)
            and not _CALLED.search(clause)
        ):
            return "submitted_on", found.date
        return None, found.date
    if harms < 0 and acts < 0:
        harms, acts = (0 if _HARMS.search(after) else -1), (0 if _ACTS.search(after) else -1)
        if (
            sent < 0
            and harms < 0
            and acts < 0
            and _SENT.match(after.strip())
            and not _SENT_BY_THEM.search(after)
            and found.ahead is not True
        ):
            return "submitted_on", found.date
    coming = found.date if found.ahead else found.other
    if harms >= 0 and harms >= acts:
        if coming is not None and coming >= as_of and (future or found.ahead):
            return "harm_on", coming
        return ("harm_on", found.date) if found.date >= as_of else (None, found.date)
    if acts >= 0:
        if (future or found.ahead) and coming is not None:
            return "adverse_action_on", coming
        return "adverse_action_on", found.date
    return None, found.date


def _last(pattern: "re.Pattern[str]", text: str) -> int:
    """Where the last match begins; -1 where there is none."""
    at = -1
    for match in pattern.finditer(text):
        at = match.start()
    return at


def _promised(read: str, before: str, found: Found, as_of: dt.date) -> Tuple[Optional[str], dt.date]:
    """A day that was promised. A length of time counts from a call whose day isn't known, so it is none."""
    words = read[found.start : found.end]
    if found.ahead is True and re.search(r"\d|week|month|day|semana|mes|dia", words) and found.grain != "day":
        return None, found.date
    if not (_PROMISE_LEAD.match(words) or _PROMISE_LEAD.search(before[-14:])):
        return None, found.date
    choices = [found.date] + ([found.other] if found.other else [])
    date = min(choices, key=lambda day: (abs((day - as_of).days), day > as_of))
    return "promised_by", last_of_month(date) if found.grain == "month" else date
