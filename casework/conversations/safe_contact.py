"""Being contacted safely: asked in two taps at most where somebody writes of violence at home, and never insisted on.

Whoever says so unasked, in their own words ("don't call, he checks my phone"), is understood as well (`find`). What is
learned is a need: it stands on the record beside the facts, for whoever takes the conversation up, and is never sent to the
assistant. Issue: a person in trouble; the questions are those of domestic violence services before they call.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from casework.conversations.record import Needs

ASKS_CONTACT: Final = "notice-safe-contact"
ASKS_DEVICE: Final = "notice-safe-device"
KEPT: Final = "notice-safe-contact-kept"
_SKIPPED: Final = "notice-safe-contact-skipped"

# What each answer says is safe: to write here, to call, to leave a voicemail, to say who calls, to write elsewhere.
_CONTACT: Final[Mapping[str, tuple[str, ...]]] = {
    "contact_none": (),
    "contact_here": ("chat",),
    "contact_call": ("chat", "call"),
    "contact_voicemail": ("chat", "call", "voicemail"),
    "contact_any": ("chat", "call", "voicemail", "name_caller", "write"),
}
_DEVICE: Final[Mapping[str, str]] = {"device_mine": "no", "device_shared": "yes"}
_SKIP: Final = "contact_skip"
CHANGE: Final = "contact_change"
"""The button that leads to the question, also unasked."""
CONTACT_DOS: Final = (*_CONTACT, _SKIP)
_DEVICE_DOS: Final = (*_DEVICE, _SKIP)
DOS: Final = frozenset({*CONTACT_DOS, *_DEVICE_DOS, CHANGE})
AFTER_KEPT: Final = (CHANGE,)
"""What may be chosen beside `KEPT`."""

CALL: Final = "call"
WRITE: Final = "write"
# Whoever may not be called is left no message either, and nobody says who calls.
_WITH: Final[Mapping[str, frozenset[str]]] = {
    CALL: frozenset({"call", "voicemail", "name_caller"}),
    WRITE: frozenset({"write"}),
}


def answered(name: str) -> tuple[Needs, str, tuple[str, ...]]:
    """What one of `DOS` tells, the notice that answers it, and what may be chosen beside that notice."""
    if name in _CONTACT:
        return {"safe_contact": list(_CONTACT[name])}, ASKS_DEVICE, _DEVICE_DOS
    if name in _DEVICE:
        return {"shared_device": _DEVICE[name]}, KEPT, AFTER_KEPT
    if name == CHANGE:
        return {}, ASKS_CONTACT, CONTACT_DOS
    return {}, _SKIPPED, ()


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says of it.

    Attributes:
        unsafe: `CALL`, `WRITE` (elsewhere than here), or both; in this order.
        device: Whether somebody else sees what the person reads this on.
        quote: The words that say so, as they stand in the message.
        whole: Whether the message says no more than that.
    """

    unsafe: tuple[str, ...]
    device: bool
    quote: str = field(repr=False)
    whole: bool

    def needs(self, known: Needs) -> dict[str, Any]:
        """What is learned beside what is known. Nothing is taken to be safe that the person didn't say is."""
        forbidden = {way for unsafe in self.unsafe for way in _WITH[unsafe]}
        safe = [way for way in known.get("safe_contact", ("chat",)) if way not in forbidden]
        learned = {"safe_contact": safe} if known.get("safe_contact") != safe else {}
        return {**learned, **({"shared_device": "yes"} if self.device and "shared_device" not in known else {})}


def find(text: str) -> Said | None:
    """What a message says, in English or Spanish, of ways to reach its writer that are not safe or not wished; or None."""
    text = unicodedata.normalize("NFC", text)
    plain = _plain(text)
    found = sorted(_found(plain), key=lambda each: each[0])
    if not found:
        return None
    first, last = _whole_clause(plain, found[0][0]), max(end for _, end, _, _ in found)
    unsafe = {way for *_, ways, _ in found for way in ways}
    rest = plain
    for start, end, _, _ in found:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    # From where it begins to the end of the sentence in which it ends: why it is so often follows.
    end = next((found.end() for found in _SENTENCE_END.finditer(text) if found.end() >= last), len(text))
    quote = " ".join(text[first:end].split())
    whole = all(map(_FILLER.fullmatch, _WORD.findall(rest)))
    return Said(tuple(way for way in (CALL, WRITE) if way in unsafe), any(found[3] for found in found), quote, whole)


def _found(plain: str) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
    """Where it is said, which ways are unsafe by it, and whether the device is."""
    for pattern in _FORBIDS:
        for found in pattern.finditer(plain):
            clause = _CLAUSE_ENDS.split(plain[: found.start("no")])[-1]
            others = _TOLD.search(clause) or _OTHERS_MEANT.match(plain[found.end() :])
            if others or (not _ASKS.search(found[0]) and _OTHERS_DO.search(clause)):
                continue
            yield (found.start("no"), found.end(), _ways(found["way"] + plain[found.end() : found.end() + 24]), False)
    for found in _ONLY_HERE.finditer(plain):
        yield (*found.span(), (CALL, WRITE), False)
    for found in _WATCHED.finditer(plain):
        way = found["what"]
        device = _ON_DEVICE.search(way) is not None
        paper = _WRITTEN.search(way) is not None
        yield (*found.span(), (*((CALL,) if device or not paper else ()), *((WRITE,) if paper else ())), device)


def _whole_clause(plain: str, start: int) -> int:
    """Where the clause begins, if that is not far before."""
    clause = _CLAUSE_ENDS.split(plain[:start])[-1]
    begins = start - len(clause.lstrip())
    return begins if start - begins <= _MOST_BEFORE else start


def _ways(said: str) -> tuple[str, ...]:
    """Which ways a verb and what follows it name; to be contacted at all is both."""
    if _LEAVES.match(said):
        return (CALL,)
    called, written = _CALLED.search(said) is not None, _WRITTEN.search(said) is not None
    return (CALL, WRITE) if called == written else (CALL,) if called else (WRITE,)


def _plain(text: str) -> str:
    """Lower case, without marks above letters, straight apostrophes; every letter where it was."""
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[0] for letter in text.replace("’", "'"))


_MOST_BEFORE: Final = 40
_SENTENCE_END: Final = re.compile(r"[.!?\n]+(?=\s|$)")
_CLAUSE_ENDS: Final = re.compile(r"[.,;:!?()\n/–—-]+")
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")

_LEAVES: Final = re.compile(r"leave|dej")
_CALLED: Final = re.compile(r"\b(?:call|phone|telephone|ring|voice ?mail|llam|telefon|voz|marqu|recado)")
_WRITTEN: Final = re.compile(
    r"\b(?:e-?mail|mail|letter|text|write|sms|inbox|mensaje|message|escrib|cart|correo|correspond|buzon)"
)
_ON_DEVICE: Final = re.compile(
    r"phone|cell|mobile|computer|laptop|screen|chat|telefono|celular|\bcel\b|computadora|pantalla"
)

# English. What is asked of the reader stands at the beginning of a clause; "they don't call me" and "why don't you call me"
# tell of others.
_EN_VERB: Final = (
    r"(?:call|phone|telephone|ring|text|e-?mail|mail|write(?: to)?|contact|reach out to|message"
    r"|leave(?: me)?|send(?: me)?)"
)
_EN_PAPER: Final = r"(?:calls?|voice ?mails?|e-?mails?|letters?|texts?|messages?|mail)"
_EN_OF_MINE: Final = (
    r"(?:house|home|phone|cell\w*|mobile|work|job|office|number|landline|husband|wife|spouse|partner|address|e-?mail)"
)
# Who asks for a deposit instead of a check doesn't forbid letters, and "don't call me a liar" forbids nothing.
_EN_NOT_ME: Final = (
    rf"(?! (?:off|an? (?!{_EN_PAPER})|the \w+|crazy|stupid|names|sir|ma'?am|mr|mrs|ms|my check|my refund"
    rf"|to\b(?! my {_EN_OF_MINE})))"
)
_EN_THEN: Final = (
    r"(?:because|cuz|bc|since|at|on|here|home|after|before|during|when|while|unless|again|any ?more|ever|until|today"
    r"|tomorrow|tonight|back|by|he|she|my)"
)
_EN_WAY: Final = (
    rf"(?P<way>{_EN_VERB}(?:(?:,| or| and|, or|/) ?{_EN_VERB})*"
    # Nothing else follows than whom, what, where, how, when, and why.
    rf"(?: (?:me|us)\b{_EN_NOT_ME}(?: (?:an? )?(?:any )?{_EN_PAPER}\b)?"
    rf"| (?:my|this|that|the) {_EN_OF_MINE}\b"
    rf"| (?:an? |any )*(?:{_EN_PAPER}|anything)\b"
    rf"|(?= {_EN_THEN}\b| ?(?:[.,;:!?()\n/–—-]|$))))"
)
# Spanish has a form of its own for what is asked: "no me llamen" asks, "no me llaman" tells.
_ES_PAPER: Final = (
    r"(?:cartas?|correos?|e-?mails?|mensajes?(?: de (?:voz|texto))?|recados?|textos?|nada|correspondencia)"
)
_ES_ASKED: Final = (
    r"(?:llam(?:e[ns]?|ar(?:me|nos)?)|escrib(?:a[ns]?|ir(?:me|nos)?)|telefonee[ns]?|marque[ns]?|contacte[ns]?"
    r"|contactar(?:me|nos)?|(?:se )?comuni(?:que[ns]?|car(?:se)?) conmigo"
    r"|(?:mande[ns]?|envie[ns]?|deje[ns]?|mandar(?:me)?|enviar(?:me)?|dejar(?:me)?)"
    rf" (?:ningun\w* |un[oa]? |los |las |mas )?{_ES_PAPER})"
)
_ES_NOT_ME: Final = (
    r"(?! (?:al? (?!(?:mi|la|este|ese) (?:casa|trabajo|telefono|celular|numero)|casa)"
    r"|mentiros\w|loc[oa]|ladron\w*|estafador\w*))"
)
_FORBIDS: Final = (
    re.compile(
        r"(?:^|[.,;:!?()\n/–—-] ?|\b(?:please|pls|plz|and|but|so|just|also|ok|okay|hi|hello|thanks) )"
        rf"(?P<no>(?:please |pls )?(?:don'?t|do not|never)(?: ever| please| try to)? {_EN_WAY})"
    ),
    re.compile(
        r"(?P<no>\b(?:to not|not to|you (?:must not|mustn'?t|should ?n'?t|should not|can'?t|cannot|can not)) "
        rf"{_EN_WAY})"
    ),
    re.compile(
        r"(?P<no>\b(?:not|\w+n'?t|un)(?: be| really)? ?safe(?: for me)?(?: for (?:you|tas|anyone|anybody))? to "
        rf"{_EN_WAY})"
    ),
    re.compile(
        r"(?P<no>\b(?:don'?t|do not) want (?:you|tas|anyone|anybody|people|calls?\b|any calls)(?: to)? "
        rf"{_EN_WAY})"
    ),
    re.compile(rf"(?P<no>\b(?:no|nunca|jamas)(?: (?:me|nos|se|le))? (?P<way>{_ES_ASKED})\b{_ES_NOT_ME})"),
    re.compile(
        r"(?P<no>\bno (?:(?:me|nos) )?(?:puede[ns]?|deben?|es seguro|seria seguro|quiero|deseo|conviene)"
        rf"(?: (?:que )?(?:me|nos)| que)? (?P<way>{_ES_ASKED}))\b"
    ),
)
# Whose calls are told of, not asked to end; and people who aren't the reader.
_OTHERS_DO: Final = re.compile(
    r"\b(?:they|irs|he|she|nobody|no one|why|if|people|collectors?|who|agents?|we|i (?!am|'m|beg|ask|would|prefer|want|need)"
    r"|ellos|por que|cobrador\w*|cobros?|espero que|para que)\b"
)
_TOLD: Final = re.compile(
    r"\b(?:told|said|says?|asked (?:me|them|him|her)|tell (?:them|the irs|him|her)|dij(?:o|eron)|dicen?|dig[ae](?:n?les?))\b"
)
_ASKS: Final = re.compile(r"\b(?:please|pls|plz|por favor)\b")
_OTHERS_MEANT: Final = re.compile(
    r"[^.;:!?\n,]{0,20}\b(?:cobrador\w*|del irs|el irs|la agencia de cobro|collectors?|scammers?|estafador\w*)\b"
)
_ONLY_HERE: Final = re.compile(
    r"\b(?:only|just) (?:contact|write(?: to)?|message|reach|answer) me (?:here|(?:in|on|through|by) (?:this )?chat)\b"
    r"|\b(?:contact|write(?: to)?|message|reach) me only (?:here|(?:in|on|through|by) (?:this )?chat)\b"
    r"|\b(?:solo|solamente|unicamente) (?:escriban?me|contacten?me|contesten?me) (?:por )?(?:aqui|(?:este|el) chat)\b"
    r"|\b(?:escriban?me|contacten?me) (?:solo|solamente|unicamente) (?:por )?(?:aqui|(?:este|el) chat)\b"
)
# Who lives with somebody or did; children and accountants read mail out as a help, and these watch it.
_WATCHER: Final = (
    r"(?:he|she|ella|el|my (?:\w+ )?(?:ex|husband|wife|spouse|partner|boyfriend|girlfriend|roommate|abuser|stepfather)"
    r"|my ex[- ](?:husband|wife|partner|boyfriend|girlfriend|spouse)"
    r"|mi (?:ex(?:[- ](?:espos[oa]|marido|mujer|pareja|novi[oa]))?"
    r"|espos[oa]|marido|mujer|pareja|novi[oa]|conyuge|suegr[oa]|padrastro|agresor))"
)
_WATCHES: Final = (
    r"(?:(?:can |could |may |might |will |always |also |often |still |puede |podria |siempre |tambien |todavia ){0,2}"
    r"(?:reads?|checks?|sees?|opens?|looks? (?:at|through)|goes through|go through|monitors?|watch(?:es)?|track(?:s)?"
    r"|has access to|listens? (?:in )?(?:to|on)|answers?|picks? up|controls?|hears?"
    r"|lee|leer|revisa|revisar|ve|ver|abre|abrir|mira|mirar|escucha|escuchar|oye|oir|contesta|contestar|controla|vigila|checa"
    r"|chequea|tiene acceso a))"
)
_WATCHED_WHAT: Final = (
    r"(?P<what>(?:all (?:of )?)?(?:tod[oa]s? )?(?:my|mis?|el|los|las) "
    r"(?:cell ?phone|phone|cell|mobile|computer|laptop|e-?mails?|mail|letters|messages|texts|text messages|calls|inbox"
    r"|screen|voice ?mails?|chats?|correos?(?: electronicos?)?|correspondencia|cartas|telefono|celular|cel|mensajes|llamadas"
    r"|buzon|computadora|pantalla))\b"
)
_WATCHED: Final = re.compile(
    rf"\b(?:{_WATCHER} (?:me )?{_WATCHES}|(?<!hija )(?<!hijo )me (?:revisa|controla|vigila|checa|chequea|interviene))"
    rf" {_WATCHED_WHAT}(?! (?:to|for|with) me\b)(?! (?:every day|daily|and nothing|todos los dias y))"
)
_FILLER: Final = re.compile(
    r"i|i'?m|am|and|or|please|pls|plz|ok|okay|hi|hello|thanks|thank|you|because|cuz|since|so|but|it|to|at|on|by|home|house|work"
    r"|phone|ever|again|here|my|me|this|that|number|he|she|reads?|checks?|hears?|sees|also|just|it'?s|ex|husband|wife"
    r"|would|prefer|prefiero|esposo|marido|y|o|por|favor|porque|hola|gracias|pero|que|a|al|la|mi|casa|trabajo|aqui|este|numero"
    r"|telefono|lo|los|las|lee|ve|tambien"
)
