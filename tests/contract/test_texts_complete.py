"""Every text that something may ask for is there, in both languages, with the variables it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.conversations import access_needs, safe_contact, survey
from casework.conversations.questions import (
    CONTACT_ASKS,
    CONTACTS,
    MENU,
    TOPIC_BUTTONS,
    contact_question,
    menu,
)
from casework.eligibility import FACTS, OUTCOMES, TEXT_KEYS, FactValue
from casework.texts import WHOM, Texts

REPOSITORY = Path(__file__).resolve().parents[2]
# Every prefix of docs/architecture.md. Keys of pages are scanned where they are said, since classes of CSS look alike.
PREFIXES = (
    "ask|why|example|value|phrase|fact|do|outcome|reason|step|referral"
    "|say|notice|welcome|chat|owner|error|mail|language|case|place|closed"
)
_QUOTED = re.compile(rf"""["']((?:{PREFIXES})-[a-z0-9][a-zA-Z0-9_-]*)["']""")
_MADE_UP = re.compile(rf"""f["']((?:{PREFIXES})-[a-zA-Z0-9_-]*)\{{""")
_SAID = re.compile(r"""\.say\(\s*["']([a-z][a-zA-Z0-9_-]*)["']""")
_IN_DOMAIN = re.compile(r"\bsay(?:_last)?: (say-[a-z0-9-]+)")
_ASKED_BESIDE_FACTS = ("confirm", "clarify", "continue", "danger")
_DOS = (
    "why",
    "skip",
    "back",
    "show_result",
    "continue",
    "person",
    "start_over",
    "safe_go_on",
    "resume",
    "save_for_later",
    "change",
    *sorted(safe_contact.DOS),
    *sorted(access_needs.DOS),
    # At the end of a chat with an advocate.
    "reopen",
    *sorted(survey.DOS),
    # At the portal, or leading to it.
    "cancel",
    "enter_code",
    "send_document",
    "continuation",
)
# adverse_action_on is asked as an optional question; emergency is only ever noticed.
_ASKABLE = tuple(name for name, kind in FACTS.items() if kind.asked != "never")
_DATES = tuple(name for name, kind in FACTS.items() if kind.input == "date")


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load()


def sources() -> Iterator[Path]:
    for folder in ("casework", "channels", "actions"):
        yield from sorted((REPOSITORY / folder).rglob("*.py"))
    yield from (path for path in [REPOSITORY / "domain.yml"] if path.exists())


def keys_in_code() -> dict[str, set[str]]:
    """Keys named by literals, each with the files that name them."""
    found: dict[str, set[str]] = {}
    for path in sources():
        content = path.read_text(encoding="utf-8")
        patterns = (_QUOTED, _IN_DOMAIN) if path.name == "domain.yml" else (_QUOTED, _SAID)
        for pattern in patterns:
            for key in pattern.findall(content):
                found.setdefault(key, set()).add(str(path.relative_to(REPOSITORY)))
    return found


def of_the_portal() -> set[str]:
    """The texts of the questions that only the portal asks, with their buttons."""
    offered = {MENU: [*menu(True)["choices"], *menu(False)["choices"]]}
    of = {"contact": "email", "value": "", "masked": ""}
    offered |= {asks: contact_question(asks, **of)["choices"] for asks in CONTACT_ASKS}
    keys = {f"value-{asks}-{value}" for asks, values in offered.items() for value in values}
    keys |= {f"ask-{asks}{again}" for asks in offered for again in ("", "-again")}
    return keys | {f"why-{MENU}", f"example-{MENU}", *(f"phrase-contact-{name}" for name in CONTACTS)}


def missing(texts: Texts, keys: Iterator[str] | list[str]) -> list[str]:
    return sorted(key for key in keys if texts.variables(key) is None)


@pytest.mark.parametrize("asks", [*_ASKABLE, *_ASKED_BESIDE_FACTS])
def test_every_question_has_its_texts(texts: Texts, asks: str) -> None:
    needed = [f"ask-{asks}", f"ask-{asks}-again", f"why-{asks}", f"example-{asks}", f"say-why-{asks}"]
    assert missing(texts, needed) == []


def test_questions_take_no_values_but_confirm(texts: Texts) -> None:
    for asks in (*_ASKABLE, *_ASKED_BESIDE_FACTS):
        for key in (f"ask-{asks}", f"ask-{asks}-again"):
            assert texts.variables(key) == ({"facts"} if asks == "confirm" else frozenset()), key
        for key in (f"why-{asks}", f"example-{asks}"):
            assert texts.variables(key) == frozenset(), key


def test_the_question_in_other_words_has_other_words(texts: Texts) -> None:
    for language in texts.languages:
        for asks in (*_ASKABLE, "clarify", "continue", "danger"):
            assert texts.say(f"ask-{asks}", language) != texts.say(f"ask-{asks}-again", language), asks


def test_every_value_has_a_title_and_a_phrase(texts: Texts) -> None:
    values = [f"{name}-{value}" for name, kind in FACTS.items() for value in kind.values]
    needed = [f"{prefix}-{value}" for value in values for prefix in ("value", "phrase")]
    needed += [f"phrase-{name}{rough}" for name in _DATES for rough in ("", "-rough")]
    needed += ["value-hardship-none", "phrase-hardship-none", "phrase-topics-none", "value-topics-other"]
    needed += [f"value-{asks}-{answer}" for asks in ("confirm", "continue", "danger") for answer in ("yes", "no")]
    needed += [f"value-topics-{topic}" for topic in TOPIC_BUTTONS]
    needed += [f"value-language-{language}" for language in texts.languages]
    needed += [f"fact-{name}" for name in FACTS]
    assert missing(texts, needed) == []


def test_only_dates_take_a_value_in_their_phrase(texts: Texts) -> None:
    for key in texts.keys():  # noqa: SIM118 (keys is a method of our own)
        if key.startswith(("value-", "phrase-", "fact-", "do-")):
            allowed = {"date"} if key in {f"phrase-{name}" for name in _DATES} else set()
            allowed |= {"month"} if key in {f"phrase-{name}-rough" for name in _DATES} else set()
            assert texts.variables(key) == allowed, key


def test_buttons_of_one_question_have_different_titles(texts: Texts) -> None:
    for language in texts.languages:
        for name, kind in FACTS.items():
            offered = TOPIC_BUTTONS if kind.input == "topics" else kind.choices
            titles = [texts.say(f"value-{name}-{value}", language) for value in offered]
            assert len(set(titles)) == len(titles), f"{language} {name}: {titles}"


def test_every_fact_can_be_said_back(texts: Texts) -> None:
    for name, kind in FACTS.items():
        values: list[FactValue] = list(kind.values)
        if kind.input == "date":
            values.append("2026-11-20")
        elif kind.input in ("choices", "topics"):
            values = [(value,) for value in kind.values] + [tuple(kind.values)]
        for value in values:
            for language in texts.languages:
                said = texts.say("say-heard", language, {"facts": {name: value}})
                assert "_" not in said, f"{said!r}: a code shows through"


def test_every_question_of_the_portal_has_its_texts(texts: Texts) -> None:
    assert missing(texts, list(of_the_portal())) == []


@pytest.mark.parametrize("do", _DOS)
def test_every_wish_has_a_title(texts: Texts, do: str) -> None:
    assert texts.variables(f"do-{do}") == frozenset()


_LEADS = (*(f"outcome-{outcome}-lead" for outcome in OUTCOMES), "outcome-about-tas-lead")


def test_every_code_of_a_determination_has_its_text(texts: Texts) -> None:
    assert missing(texts, [*TEXT_KEYS, *_LEADS]) == []


def test_a_determination_gives_its_texts_all_they_need(texts: Texts) -> None:
    for key, given in TEXT_KEYS.items():
        needed = texts.variables(key) or frozenset()
        assert needed <= set(given), f"{key} needs {sorted(needed - set(given))}, but is given {sorted(given)}"


def test_no_text_for_a_code_that_is_gone(texts: Texts) -> None:
    known = {*TEXT_KEYS, *_LEADS}
    stale = {key for key in texts.keys() if key.startswith(("reason-", "step-", "referral-", "outcome-"))} - known  # noqa: SIM118
    assert not stale, f"no code of casework/eligibility/codes.py uses {sorted(stale)}"


def test_no_text_for_a_fact_or_value_that_is_gone(texts: Texts) -> None:
    known = {f"value-{name}-{value}" for name, kind in FACTS.items() for value in kind.values}
    known |= {f"value-language-{language}" for language in texts.languages}
    known |= {f"value-{asks}-{answer}" for asks in ("confirm", "continue", "danger") for answer in ("yes", "no")}
    known |= {"value-hardship-none", "value-topics-other"}
    known |= {key.replace("value-", "phrase-", 1) for key in known} | {f"phrase-{name}" for name in _DATES}
    known |= {"phrase-topics-none"} | {f"phrase-{name}-rough" for name in _DATES}
    asked = (*_ASKABLE, *_ASKED_BESIDE_FACTS)
    known |= {f"{prefix}-{asks}" for asks in asked for prefix in ("ask", "why", "example")}
    known |= {f"ask-{asks}-again" for asks in asked} | {f"fact-{name}" for name in FACTS} | {f"do-{do}" for do in _DOS}
    known |= of_the_portal()
    prefixes = ("value-", "phrase-", "ask-", "why-", "example-", "fact-", "do-")
    stale = {key for key in texts.keys() if key.startswith(prefixes)} - known  # noqa: SIM118
    assert not stale, f"nothing of section 6 uses {sorted(stale)}"


def test_every_key_named_in_the_code_is_there(texts: Texts) -> None:
    unknown = {key: sorted(files) for key, files in keys_in_code().items() if texts.variables(key) is None}
    assert not unknown, f"keys without a text: {unknown}"


def test_every_problem_has_its_sentence(texts: Texts) -> None:
    problems = pytest.importorskip("channels.problems")
    assert missing(texts, [f"error-{code}" for code in problems.STATUS]) == []
    with_values = {key for key in texts.keys() if key.startswith("error-") and texts.variables(key)}  # noqa: SIM118
    assert with_values == {"error-rate_limited", "error-code_tries"}
    assert texts.variables("error-rate_limited") == {"seconds_count"}
    assert texts.variables("error-code_tries") == {"minutes_count"}


def test_every_error_text_has_its_problem(texts: Texts) -> None:
    problems = pytest.importorskip("channels.problems")
    known = {f"error-{code}" for code in problems.STATUS} | {
        f"error-{code}-desk" for code in problems.OTHERWISE_AT_DESK
    }
    stale = {key for key in texts.keys() if key.startswith("error-")} - known  # noqa: SIM118
    assert not stale, f"no code of channels/problems.py uses {sorted(stale)}"


def test_no_text_that_nothing_names(texts: Texts) -> None:
    named = set(keys_in_code())
    made_up = {start for path in sources() for start in _MADE_UP.findall(path.read_text(encoding="utf-8"))}
    prefixes = ("say-", "notice-", "welcome-", "chat-", "owner-", "place-", "closed-")
    unused = sorted(
        key
        for key in texts.keys()  # noqa: SIM118
        if key.startswith(prefixes) and key not in named and not key.startswith(tuple(made_up))
    )
    assert not unused, f"texts that no code names: {unused}"


# What the person reads of their own trouble: questions, answers, results, and the page to take away.
_OF_THEIR_TROUBLE = (
    *("ask-", "why-", "example-", "value-", "phrase-", "fact-", "outcome-", "reason-", "step-", "referral-"),
    *("say-why-", "say-what-", "say-case-", "say-form-", "paper-", "summary-purpose", "summary-title"),
)
_GIVEN = {
    **dict.fromkeys(("date", "submitted_on", "promised_by"), "2026-11-20"),
    "month": "2026",
    "holds_until": "2026-11-20",
    "facts": {},
    "hardship": ["food"],
    "adverse_action": "happening",
    "submission": "paper_return",
    "waited_days": 2,
    "waited_months": 9,
    **dict.fromkeys(("submitted_month", "promised_month"), "2026-02"),
    "topics": ["audit"],
}
# Words to whoever has the trouble, in each language. Spanish leaves the pronoun out, so there it is the English that tells.
_OWN = re.compile(r"\b(?:you|your|yours|yourself|i|i'm|me|my|mine)\b", re.IGNORECASE)
# What is asked at the portal is asked of whoever signed in, whoever's matter it is.
_OF_THE_PORTAL = (
    "ask-case",
    "why-case",
    "example-case",
    "say-why-case",
    "value-case-",
    "ask-contact_",
    "value-contact_",
)
# These speak to whoever writes, for themselves or for somebody else.
_SPEAKS_TO_THE_WRITER = frozenset(
    {
        *("ask-asking_as-again", "why-asking_as", "example-asking_as", "value-asking_as-individual"),
        *("value-asking_as-representative", "phrase-asking_as-individual", "phrase-asking_as-representative"),
        *("ask-topics", "ask-topics-again", "ask-clarify-again", "example-clarify", "say-why-clarify", "ask-confirm"),
        *("ask-confirm-again", "example-confirm", "ask-continue-again", "example-continue", "phrase-topics-thanks"),
        *("value-topics-thanks", "say-why-asking_as", "say-why-hardship", "value-promised_by-unsure"),
        *(f"value-{fact}-unsure" for fact in FACTS),
        *("outcome-about-tas-lead", "reason-about-tas"),
        *("outcome-needs_person", "reason-not-federal-tax", "reason-still-open", "reason-low-confidence-5"),
        *(f"reason-exclusion-{what}" for what in ("advice_only", "foia_only", "frivolous_only", "misconduct_only")),
        # Danger is asked of anyone's life, the helped person's among them.
        *("ask-danger", "ask-danger-again", "example-danger", "say-why-danger"),
        *("step-talk-to-advocate", "step-today-complaint", "step-today-deceased_taxpayer"),
        *("referral-where_is_my_refund", "referral-where_is_my_amended_return"),
    }
)


def test_what_is_said_of_the_trouble_is_there_for_whoever_helps(texts: Texts) -> None:
    without = {
        key
        for key in texts.keys()  # noqa: SIM118
        if key.startswith(_OF_THEIR_TROUBLE)
        and not key.startswith(_OF_THE_PORTAL)
        and not texts.speaks_of_another(key)
        and _OWN.search(texts.say(key, "en", _GIVEN))
    }
    assert without - _SPEAKS_TO_THE_WRITER == set(), "has no .other"
    stale = {key for key in _SPEAKS_TO_THE_WRITER if texts.variables(key) is None or texts.speaks_of_another(key)}
    assert stale - {f"value-{fact}-unsure" for fact in FACTS} == set()


def test_words_to_whoever_helps_are_not_those_to_the_person(texts: Texts) -> None:
    for key in filter(texts.speaks_of_another, texts.keys()):
        for language in texts.languages:
            said = {whom: texts.say(key, language, _GIVEN, whom) for whom in WHOM}
            assert said["other"] != said["self"] or language == "es", f"{language} {key}"
            # Only a representative is told of representing, and never that they help.
            other, represented = said["other"], said["representative"]
            assert "represent" not in other.lower(), f"{language} {key}"
            assert "you help" not in represented, f"{language} {key}"
            assert "quien ayuda" not in represented, f"{language} {key}"


def test_spanish_names_tas_without_an_article() -> None:
    told = {path.name: path.read_text() for path in (REPOSITORY / "texts" / "es").glob("*.ftl")}
    assert {
        name: found for name, text in told.items() if (found := re.findall(r"\b(?:[Ee]l|del|al) TAS\b", text))
    } == {}
