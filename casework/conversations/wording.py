"""Puts an event's keys and values into words, in one language (rule 11).

An event's body holds its `source` (keys, values, ids) and what was `shown` at the time, with the language and the
version of the texts. The live page words the source anew in the person's present language; desk, print-outs and
reviews read `shown`. A source says as well whose trouble it is about where that is not the writer's own (`whom`): the
words stay about that person, whatever is found out later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from casework import eligibility
from casework.conversations.models import Event, Kind
from casework.conversations.questions import DANGER
from casework.documents.models import told_as
from casework.documents.sizes import size
from casework.texts import Texts

Source = Mapping[str, Any]

# What receipts that were written before November 23, 2026 don't hold, though their texts now say it.
_EARLIER: Final[Mapping[str, Mapping[str, Any]]] = {
    "notice-documents-arrived": {"reference": "none"},
    "notice-documents-arrived-advocate": {"reference": "none"},
    "notice-documents-arrived-more": {"reference": "none", "answer_days_count": 0},
}


def words(kind: Kind, seq: int, source: Source, texts: Texts, language: str) -> dict[str, Any]:
    """What a person is shown of an event: `text`, and for its kind `why`, `example`, `choices`, `also`, `reasons`, ..."""
    return _WORDING.get(kind, _plain)(seq, source, texts, language)


def body(kind: Kind, seq: int, source: Source, texts: Texts, language: str) -> dict[str, Any]:
    """An event's body as it is sealed."""
    return {
        "source": dict(source),
        "shown": words(kind, seq, source, texts, language),
        "language": language,
        "texts_version": texts.version,
    }


def present(event: Event, texts: Texts, language: str) -> dict[str, Any]:
    """An event as section 5 has it: flat, in the person's present language."""
    said = event.body
    if said.get("language") == language and said.get("texts_version") == texts.version:
        shown = said["shown"]
    else:
        shown = words(event.kind, event.seq, said["source"], texts, language)
    return _flat(event, shown)


def as_shown(event: Event) -> dict[str, Any]:
    """An event in the words of that day (rule 11), with the `language` they were in."""
    return {**_flat(event, event.body["shown"]), "language": event.body["language"]}


def _flat(event: Event, shown: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "kind": event.kind.value,
        "author": event.author.value,
        "at": event.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        **shown,
    }


def about(facts: Mapping[str, Any]) -> Mapping[str, str]:
    """What these facts add to a source: whose trouble its words are about, if not the writer's own."""
    whom = eligibility.helped_by(facts)
    return {} if whom is None else {"whom": whom}


def _say(part: Mapping[str, Any], texts: Texts, language: str, whom: str | None = None) -> str:
    return texts.say(part["key"], language, part.get("with"), whom)


def _plain(seq: int, source: Source, texts: Texts, language: str) -> dict[str, Any]:
    return dict(source)


def _message(seq: int, source: Source, texts: Texts, language: str) -> dict[str, Any]:
    if "typed" in source:
        return {"text": source["typed"]}
    if "picked" in source:
        titles = [texts.say(key, language) for key in source["picked"]]
        return {"text": texts.join(titles, language), "choice": source["choice"]}
    if "written" in source:
        return {"text": source["written"], "name": source["name"]}
    return {"text": "\n".join(_say(part, texts, language, source.get("whom")) for part in source["parts"])}


def _question(seq: int, source: Source, texts: Texts, language: str) -> dict[str, Any]:
    asks, variant = source["asks"], source["variant"]
    whom = source.get("whom")
    named = DANGER if source.get("of") == DANGER else asks
    wording = f"ask-{named}" if variant == 0 else f"ask-{named}-again"
    shown: dict[str, Any] = {
        "text": texts.say(wording, language, source.get("with"), whom),
        "asks": asks,
        "input": source["input"],
        "variant": variant,
    }
    if asks == "confirm":
        shown["facts"] = {source["about"]: source["value"]}
    for extra in ("why", "example"):
        key = f"{extra}-{named}"
        if texts.variables(key) is not None:
            shown[extra] = texts.say(key, language, whom=whom)
    if source["choices"]:
        of = source.get("of") or asks
        shown["choices"] = [
            {"id": f"{seq}.{index}", "title": texts.say(choice_key(of, value), language), "value": value}
            for index, value in enumerate(source["choices"])
        ]
    shown["also"] = _also(source["also"], texts, language)
    return shown


def _determination(seq: int, source: Source, texts: Texts, language: str) -> dict[str, Any]:
    found = source["determination"]
    outcome = found["outcome"]
    whom = eligibility.helped_by(found["facts"])

    def worded(prefix: str, items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        # Two criteria may lead to one step: the person reads it once.
        return [{"code": item["code"], "text": said(f"{prefix}-{item['code']}", item.get("values"))} for item in items]

    def said(key: str, values: Mapping[str, Any] | None) -> str:
        sent_in, promised_in = source.get("sent_in"), source.get("promised_in")
        if sent_in and values and "waited_days" in values:
            values = {**values, "submitted_month": sent_in, "waited_months": _months(values["waited_days"], sent_in)}
            return texts.say(f"{key}-rough", language, values, whom)
        if promised_in and values and "promised_by" in values:
            return texts.say(f"{key}-rough", language, {**values, "promised_month": promised_in}, whom)
        return texts.say(key, language, values, whom)

    about_tas = any(reason["code"] == "about-tas" for reason in found["reasons"])
    lead = "outcome-about-tas-lead" if about_tas else f"outcome-{outcome}-lead"
    return {
        "text": texts.say(lead, language, whom=whom),
        "title": texts.say(f"outcome-{outcome}", language, whom=whom),
        **found,
        "reasons": worded("reason", found["reasons"]),
        "next_steps": worded("step", found["next_steps"]),
        "referrals": [
            {"code": code, "text": texts.say(f"referral-{code}", language, whom=whom)} for code in found["referrals"]
        ],
        "also": _also(source["also"], texts, language),
    }


def _months(days: int, since: str) -> int:
    """About how many months have passed, where days are counted from the first of a month, or of a year, within which."""
    half_days = 15 if "-" in since else 182
    return max(round((days - half_days) / 30.4), 0)


def _notice(seq: int, source: Source, texts: Texts, language: str) -> dict[str, Any]:
    if "spoken" in source.get("with", {}):
        spoken = texts.say(f"spoken-{source['with']['spoken']}", language)
        source = {**source, "with": {"spoken": spoken}}
    if "document_name" in source.get("with", {}):
        source = {**source, "with": {**source["with"], "document_name": isolated(source["with"]["document_name"])}}
    if source["key"] in _EARLIER:
        source = {**source, "with": {**_EARLIER[source["key"]], **source["with"]}}
    # What is said last of all depends on who is there; what comes before it must not.
    last = [texts.say(source["last"], language)] if "last" in source else []
    if "verdict" in source:
        last.append(verdict(source["verdict"], texts, language))
    return {
        **({"line": source["line"]} if "line" in source else {}),
        "text": "\n".join([_say(source, texts, language), *last]),
        "key": source["key"],
        "level": source["level"],
        "also": _also(source.get("also", ()), texts, language),
    }


def isolated(name: str) -> str:
    """A name that somebody chose, within a sentence of ours: its direction stays its own (Unicode UAX 9, isolates)."""
    return f"\u2068{name}\u2069"


def verdict(code: str | None, texts: Texts, language: str) -> str:
    """Why a document can't be taken, and what its sender can do."""
    key = f"document-verdict-{code}"
    return texts.say(key if texts.variables(key) is not None else "chat-document-verdict", language)


def unscannable(code: str | None, texts: Texts, language: str) -> str:
    """Why nobody could look into a document, for staff: what to send instead is told its sender (`verdict`)."""
    key = f"page-work-unscannable-{code}"
    return texts.say(key if texts.variables(key) is not None else "page-work-unscannable", language)


def _document(seq: int, source: Source, texts: Texts, language: str) -> dict[str, Any]:
    """What was sent, and how it stands: to whom the advocate sent it, why it was refused is nothing to be mended."""
    state = told_as(source["state"], source.get("verdict"))
    named = {"document_name": isolated(source["name"]), "size": size(source["size_bytes"], language)}
    from_agent = bool(source.get("from_agent"))
    lines = [texts.say(f"chat-document-{state}{'-sent' if from_agent else ''}", language)]
    shut = state in ("rejected", "unscannable")
    if shut and not from_agent:
        lines.append(verdict(source.get("verdict"), texts, language))
    kept = ("document", "name", "size_bytes", "state", "verdict", "from_agent", "of_seq", "agent_name")
    return {
        "title": texts.say("chat-document", language, named),
        "text": "\n".join(lines),
        "size": named["size"],
        **({"why": verdict(source["verdict"], texts, language)} if shut and source.get("verdict") else {}),
        **{name: source[name] for name in kept if source.get(name) is not None},
    }


def _owner(seq: int, source: Source, texts: Texts, language: str) -> dict[str, Any]:
    named = {"name": source["with"]["agent_name"]} if "agent_name" in source.get("with", {}) else {}
    return {
        "text": _say(source, texts, language),
        "owner": source["owner"],
        "reason": source["reason"],
        **named,
        "also": _also(source.get("also", ()), texts, language),
    }


def _closed(seq: int, source: Source, texts: Texts, language: str) -> dict[str, Any]:
    """What happens next, who does it, by when: as the advocate wrote it."""
    head = texts.say("closed-head", language, {"agent_name": source["name"]})
    by_on = source.get("by_on")
    by = (
        texts.say("closed-by-none", language)
        if by_on is None
        else texts.say("closed-by-on", language, {"by_on": by_on})
    )
    said = {"what": source["what"], "who": source["who"], "by": by}
    parts = [{"code": name, "title": texts.say(f"closed-{name}", language), "text": said[name]} for name in said]
    lines = [head, *(f"{part['title']}: {part['text']}" for part in parts)]
    return {
        "text": "\n".join(lines),
        "head": head,
        "parts": parts,
        "name": source["name"],
        "reopen_until": source["reopen_until"],
        "also": _also(source["also"], texts, language),
    }


def _also(dos: Sequence[str], texts: Texts, language: str) -> list[dict[str, Any]]:
    return [{"id": f"do.{do}", "title": texts.say(f"do-{do}", language), "do": do} for do in dos]


def choice_key(of: str, value: Any) -> str:
    """The text key of a button for one value of a fact; the empty list has a word of its own."""
    if value == []:
        return f"value-{of}-none"
    return f"value-{of}-{value}"


_WORDING = {
    Kind.MESSAGE: _message,
    Kind.QUESTION: _question,
    Kind.DETERMINATION: _determination,
    Kind.NOTICE: _notice,
    Kind.DOCUMENT: _document,
    Kind.OWNER: _owner,
    Kind.CLOSED: _closed,
}
