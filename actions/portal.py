"""What a turn at the portal comes to: what is asked about a case is asked of the gateway by name, never answered here.

The portal asks no question of the screening but to whoever asks whether TAS may help with something new. One that was
begun goes on as on the public door, and steps aside for what is asked about the case.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from actions import danger, documents, typed
from actions.interpret import interpret
from actions.items import IN_DANGER, Item
from actions.reply import Reply, items_of, reply
from actions.turn import Turn
from casework.eligibility import FACTS

DOOR: Final = "portal"
MENU: Final = "case"
"""The portal's standing question."""

# What each intent shows of a case, as casework/cases/answers.py names it.
SHOWS: Final = {
    "case_status": "status",
    "next_step": "next_step",
    "my_advocate": "advocate",
    "what_needed": "needed",
    "when_hear": "next_contact",
    "timeline": "timeline",
    "my_authority": "authority",
}
ASKS: Final = frozenset({*SHOWS, *documents.ASKS, "change_contact", "talk_to_advocate", "enter_code", "new_problem"})
"""What the pipeline understands on the portal alone (bot/nlu/portal.py), and the status."""
_ADVOCATE: Final[Item] = {"do": "hand_off", "reason": "case_question"}
_BESIDE_FACTS: Final = frozenset({"confirm", "clarify", "continue"})
# Topics that say no more than that there is a tax problem: the case that is open, or another?
_NO_PROBLEM: Final = frozenset(
    {"about_tas", "form_911", "case_status", "document_upload", "access_code", "talk_to_human", "language", "greeting",
     "thanks", "goodbye", "affirm", "deny", "unsure", "restart", "out_of_scope", "representative", "complaint", "foia"}
)  # fmt: skip
_PROBLEM_FROM: Final = 0.4
_MOST_SHOWN: Final = 4
_SURE: Final = 0.75
"""From here on a message asks something of the case although a question of the screening stands open."""


def is_at(turn: Turn) -> bool:
    """Whether the turn is one of the portal's."""
    return turn.door == DOOR


def is_screening(turn: Turn) -> bool:
    """Whether a question of the screening stands open: at the portal only where somebody asked for it."""
    return turn.question is not None and (turn.question.asks in FACTS or turn.question.asks in _BESIDE_FACTS)


def answer(turn: Turn, *, interrupted: bool = False) -> Reply:
    """The reply to a turn at the portal.

    Args:
        turn: The turn as it was read.
        interrupted: A rule has already said a sentence, so the turn was understood.
    """
    known = turn.facts.get(danger.FACT) == "yes"
    if known or danger.is_emergency(turn):
        return Reply([] if known else [{"facts": {danger.FACT: "yes"}, "how": "understood"}], dict(IN_DANGER[DOOR]))
    if danger.is_open(turn):
        # Whether somebody is in danger comes first; what it stood in the way of follows by itself.
        found = reply(turn, interrupted=interrupted)
        if found.closing.get("of") == danger.FACT or found.closing == danger.put_off(turn):
            return found
        told = [item for item in found.items if danger.FACT in item.get("facts", ())]
        rest = answer(danger.resumed(turn), interrupted=interrupted)
        return Reply([*told, *rest.items], rest.closing)
    asked = asks(turn)
    papers = documents.about(turn, asked) if not is_screening(turn) or asked else None
    if not turn.documents_sent:
        return _rest(turn, asked, papers, interrupted=interrupted)
    asked, papers = documents.beside(turn, asked, papers)
    found = _rest(turn, asked, papers, interrupted=interrupted)
    return found if papers else Reply([dict(documents.CAME), *found.items], found.closing)


def _rest(turn: Turn, asked: list[str], papers: str | None, *, interrupted: bool) -> Reply:
    """The reply to whoever is in no danger."""
    if not turn.is_button and (typed.wants_person(turn.text) or "talk_to_advocate" in asked):
        return Reply([], dict(_ADVOCATE))
    if asked or papers:
        return _done(turn, asked, papers)
    if is_screening(turn) or turn.do in {"continue", "show_result", "change"}:
        # That documents came was said: what doesn't answer the question needs no other word for it.
        return reply(turn, interrupted=interrupted or turn.documents_sent)
    return _general(turn, interrupted=interrupted)


def at_door(turn: Turn, *, interrupted: bool = False) -> Reply:
    """The reply to a turn at its door, as `answer` at the portal and `actions.reply.reply` on the public one."""
    by_door = answer if is_at(turn) else reply
    return by_door(turn, interrupted=interrupted)


def menu(variant: int = 0) -> Item:
    """The standing question."""
    return {"ask": MENU, "variant": variant}


def asks(turn: Turn) -> list[str]:
    """What is asked of a case, in order; in an answer to a question of the screening only what is beyond doubt."""
    if turn.is_button:
        return []
    least = _SURE if is_screening(turn) else 0.0
    understood = [ask.value for ask in turn.understood.asks if ask.value in ASKS and ask.score >= least]
    named = typed.case_asks(turn.text)
    if not set(understood) <= set(SHOWS) or (is_screening(turn) and not understood):
        # What changes something, wants somebody, or answers a question isn't turned into another by a word in it.
        return understood
    return [*named, *(ask for ask in understood if ask not in named)]


def _done(turn: Turn, asked: list[str], papers: str | None) -> Reply:
    """What the asks come to. One that changes something is done by itself: showing may follow."""
    said = _language(turn)
    if "change_contact" in asked:
        return Reply(said, {"do": "change_contact", "field": typed.contact(turn.text) or "unsaid"})
    if "new_problem" in asked:
        return _new_problem(turn)
    if asked == ["enter_code"]:
        return Reply(said, {"do": "enter_code"})
    fields = [SHOWS[ask] for ask in asked if ask in SHOWS]
    shown: list[Item] = [{"do": "show_case", "field": field} for field in fields[:_MOST_SHOWN]]
    if papers is not None:
        shown.append(documents.expected(papers))
    return Reply([*said, *shown[:-1]], shown[-1]) if shown else Reply(said, menu())


def _new_problem(turn: Turn) -> Reply:
    """Begins a screening anew, with what the words tell already; what an earlier one understood is another's."""
    fresh = replace(turn, facts={}, skipped=(), question=None)
    begun = reply(fresh) if interpret(fresh).facts else Reply(_language(turn))
    if begun.asks is None and "do" not in begun.closing:
        begun.closing = {"ask": "topics", "variant": 0}
    known = [*turn.facts, *turn.skipped]
    return Reply([*([{"unset": known}] if known else []), *begun.items], begun.closing)


def _general(turn: Turn, *, interrupted: bool) -> Reply:
    said = _language(turn)
    if interrupted or turn.is_button:
        return Reply(said, menu())
    if _names_problem(turn):
        return Reply([*said, {"say": "say-portal-topic"}], menu())
    if interpret(turn).corrected:
        # What was carried over from the screening is put right by simply saying so.
        return Reply(items_of(turn, interpret(turn)), menu())
    if documents.is_label(turn):
        return Reply(said, menu())
    question = turn.question
    if question is not None and question.asks == MENU and question.variant:
        return Reply([*said, {"say": "say-portal-person"}], {"do": "hand_off", "reason": "not_understood"})
    return Reply([*said, {"say": "say-portal-not-understood"}], menu(variant=1))


def _names_problem(turn: Turn) -> bool:
    understood = turn.understood
    return any(topic.value not in _NO_PROBLEM and topic.score >= _PROBLEM_FROM for topic in understood.topics) or (
        bool(understood.facts.get("hardship"))
    )


def _language(turn: Turn) -> list[Item]:
    """The other language, where the words are in it."""
    wanted = interpret(turn).language
    return [{"language": wanted}, {"say": "say-language-changed"}] if wanted else []
