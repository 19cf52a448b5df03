"""What is said of a case: every code has its words in both languages, and nothing is said that isn't in the view."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date

import pytest

from adapters.case_system.port import Advocate, CaseStatus, DocumentAsked, MatterId, NextActor, Step
from casework.authority.models import MatterField
from casework.cases import codes
from casework.cases.answers import answer, fields_of, for_staff, not_found
from casework.cases.models import CaseQuestion, MatterView
from casework.texts import Texts

TEXTS = Texts.load()
TODAY = date(2026, 11, 22)
EVERYTHING = frozenset(MatterField)
VIEW = MatterView(
    matter_id=MatterId("matter"),
    basis="self",
    of_another=False,
    fields=EVERYTHING,
    acts=frozenset(),
    status=CaseStatus.WORKING,
    next_actor=NextActor.ADVOCATE,
    next_contact_on=date(2026, 12, 1),
    estimated_completion_on=date(2027, 1, 15),
    advocate=Advocate("E1", "Lucia Vega", "202-555-0101"),
    documents_asked=(
        DocumentAsked("bank_statement", date(2026, 11, 30), None),
        DocumentAsked("irs_letter", None, date(2026, 11, 1)),
    ),
    history=(Step(date(2026, 11, 1), "document_received"), Step(date(2026, 10, 1), "received")),
)


def said(view: MatterView, question: CaseQuestion, language: str = "en", as_of: date = TODAY) -> str:
    return " ".join(TEXTS.say(each["key"], language, each["with"]) for each in answer(view, question, as_of))


def keys(view: MatterView, question: CaseQuestion, as_of: date = TODAY) -> list[str]:
    return [each["key"] for each in answer(view, question, as_of)]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("status", CaseStatus)
@pytest.mark.parametrize("actor", NextActor)
def test_staff_read_of_the_taxpayer_and_each_day_once(status: CaseStatus, actor: NextActor, language: str) -> None:
    papers = (*(VIEW.documents_asked or ()), DocumentAsked("no such", date(2026, 11, 2), None))
    for days, advocate in ((date(2026, 12, 1), VIEW.advocate), (date(2026, 11, 1), None)):
        view = replace(
            VIEW,
            of_another=True,
            status=status,
            next_actor=actor,
            advocate=advocate,
            next_contact_on=days,
            estimated_completion_on=days,
            documents_asked=papers,
        )
        said_to_staff = for_staff(view, TODAY)
        text = " ".join(TEXTS.say(each["key"], language, each["with"]) for each in said_to_staff)
        assert not re.search(r"\b(?:[Yy]ours?|[Yy]ou|[Pp]lease|[Uu]sted|clien(?:t|te)|Puede|[Ll]lame)\b", text)
        assert len(said_to_staff) == len({str(each) for each in said_to_staff})
        assert [each["key"].removesuffix("-staff") for each in said_to_staff].count("case-due-passed") == 1


def test_staff_read_nothing_that_isnt_in_the_view() -> None:
    assert for_staff(replace(VIEW, status=None), TODAY) == []
    alone = replace(VIEW, fields=frozenset({MatterField.STATUS}), next_actor=None, documents_asked=None, advocate=None)
    alone = replace(alone, next_contact_on=None, estimated_completion_on=None)
    assert [each["key"] for each in for_staff(alone, TODAY)] == ["case-status-working", "case-contact-none-staff"]


def test_every_code_has_its_words() -> None:
    wanted = {f"case-{kind}-{status}" for status in CaseStatus for kind in ("status", "means")}
    wanted |= {f"case-next-{actor}{suffix}" for actor in NextActor for suffix in ("", "-client", "-staff")}
    wanted |= {f"case-next-taxpayer-meanwhile{suffix}" for suffix in ("", "-client")}
    wanted |= {f"case-issue-{code}" for code in (*codes.ISSUES, codes.OTHER)}
    wanted |= {f"case-document-{code}" for code in (*codes.DOCUMENTS, codes.OTHER)}
    wanted |= {"case-document-other-staff"}
    wanted |= {f"case-step-{code}" for code in (*codes.STEPS, codes.OTHER)}
    wanted |= {f"case-criterion-{number}" for number in range(1, 10)}
    groups = (
        "case-status-",
        "case-means-",
        "case-next-",
        "case-issue-",
        "case-document-",
        "case-step-",
        "case-criterion-",
    )
    assert {key for key in TEXTS.keys() if key.startswith(groups)} == wanted  # noqa: SIM118 (keys is a method of our own)


def test_no_words_that_nothing_says() -> None:
    every = set()
    variants = itertools.product(CaseStatus, NextActor, (None, TODAY, date(2026, 1, 1)), (True, False))
    for status, actor, day, of_another in variants:
        view = replace(
            VIEW,
            status=status,
            next_actor=actor,
            next_contact_on=day,
            estimated_completion_on=day,
            of_another=of_another,
        )
        bare = replace(view, advocate=None, documents_asked=(), history=())
        overdue = replace(view, documents_asked=(DocumentAsked("irs_letter", day, None),))
        for question in CaseQuestion:
            every |= {key for each in (view, bare, overdue) for key in keys(each, question)}
        every |= {said["key"] for each in (view, bare, overdue) for said in for_staff(each, TODAY)}
    every.add(not_found()["key"])
    told_by_code = ("case-issue-", "case-criterion-", "case-document-", "case-step-")
    unsaid = {key for key in TEXTS.keys() if key.startswith("case-") and not key.startswith(told_by_code)} - every  # noqa: SIM118
    assert unsaid == set()


@pytest.mark.parametrize("language", TEXTS.languages)
@pytest.mark.parametrize("question", CaseQuestion)
def test_every_answer_can_be_said(question: CaseQuestion, language: str) -> None:
    for status, actor in itertools.product(CaseStatus, NextActor):
        words = said(replace(VIEW, status=status, next_actor=actor), question, language)
        assert not re.search(r"None|\{|\bcase-|_", words), words


@pytest.mark.parametrize("question", CaseQuestion)
def test_what_may_not_be_seen_is_a_case_that_is_not_there(question: CaseQuestion) -> None:
    assert answer(replace(VIEW, fields=frozenset()), question, TODAY) == [not_found()]


def test_a_preparer_is_told_the_status_alone() -> None:
    seen = replace(
        VIEW,
        fields=frozenset({MatterField.STATUS, MatterField.TAXPAYER_NAME}),
        next_actor=None,
        next_contact_on=None,
        estimated_completion_on=None,
        advocate=None,
        documents_asked=None,
        history=None,
    )
    assert keys(seen, CaseQuestion.STATUS) == ["case-status-working", "case-means-working"]
    for question in (CaseQuestion.NEXT_STEP, CaseQuestion.ADVOCATE, CaseQuestion.NEEDED, CaseQuestion.TIMELINE):
        assert answer(seen, question, TODAY) == [not_found()]


def test_an_answer_says_no_more_than_it_asked_for() -> None:
    """A view by `fields_of` says the same as one of everything: so the audit names every field that is said."""
    attributes = {
        MatterField.STATUS: "status",
        MatterField.NEXT_ACTOR: "next_actor",
        MatterField.NEXT_CONTACT: "next_contact_on",
        MatterField.ESTIMATED_COMPLETION: "estimated_completion_on",
        MatterField.ADVOCATE: "advocate",
        MatterField.DOCUMENTS_ASKED: "documents_asked",
        MatterField.HISTORY: "history",
    }
    for question, actor in itertools.product(CaseQuestion, NextActor):
        whole = replace(VIEW, next_actor=actor)
        wanted = fields_of(question)
        without = {name: None for field, name in attributes.items() if field not in wanted}
        assert answer(replace(whole, fields=wanted, **without), question, TODAY) == answer(whole, question, TODAY)  # type: ignore[arg-type]


def test_days_that_passed_are_said_to_have_passed() -> None:
    assert keys(VIEW, CaseQuestion.NEXT_CONTACT) == ["case-contact", "case-completion"]
    assert keys(VIEW, CaseQuestion.NEXT_CONTACT, date(2027, 2, 1)) == ["case-contact-passed", "case-completion-passed"]
    # The day itself has not passed.
    assert keys(VIEW, CaseQuestion.NEXT_CONTACT, date(2026, 12, 1))[0] == "case-contact"
    assert "case-due-passed" in keys(VIEW, CaseQuestion.NEEDED, date(2026, 12, 1))
    assert "case-due" in keys(VIEW, CaseQuestion.NEEDED, date(2026, 11, 30))


def test_what_is_needed_comes_before_what_is_there() -> None:
    assert keys(VIEW, CaseQuestion.NEEDED) == [
        "case-needed",
        "case-document-bank_statement",
        "case-due",
        "case-received",
        "case-document-irs_letter",
        "case-received-on",
    ]
    assert "November 30, 2026" in said(VIEW, CaseQuestion.NEEDED)
    assert "30 de noviembre de 2026" in said(VIEW, CaseQuestion.NEEDED, "es")


def test_nothing_is_promised_of_a_case_that_is_over() -> None:
    for status in (CaseStatus.CLOSED, CaseStatus.TRANSFERRED, CaseStatus.NOT_ACCEPTED_REFERRED):
        for question in (CaseQuestion.STATUS, CaseQuestion.NEXT_STEP, CaseQuestion.NEXT_CONTACT):
            told = keys(replace(VIEW, status=status), question)
            assert not [key for key in told if key.startswith(("case-contact", "case-completion", "case-next"))]


@pytest.mark.parametrize("of_another", [False, True])
@pytest.mark.parametrize("language", TEXTS.languages)
def test_whose_papers_are_missing_while_tas_waits_for_the_irs_is_told_both_as_one(
    language: str, of_another: bool
) -> None:
    view = replace(VIEW, status=CaseStatus.WAITING_IRS, next_actor=NextActor.TAXPAYER, of_another=of_another)
    told = f"case-next-taxpayer-meanwhile{'-client' if of_another else ''}"
    for question in (CaseQuestion.STATUS, CaseQuestion.NEXT_STEP):
        assert [key for key in keys(view, question) if key.startswith("case-next")] == [told]
    # Nobody is told that the IRS has to act before anyone does.
    assert not re.search(r"\bfirst\b|\bprimero\b", said(view, CaseQuestion.STATUS, language))


def test_a_representative_hears_of_their_client() -> None:
    told = keys(replace(VIEW, of_another=True, next_actor=NextActor.IRS), CaseQuestion.NEXT_STEP)
    assert told[0] == "case-next-irs-client"


def test_codes_that_we_do_not_know_are_said_as_other() -> None:
    assert codes.issue("718") == "71x"
    assert codes.issue("999") == "other"
    assert codes.document("moon_rock") == "other"
    strange = replace(
        VIEW, history=(Step(TODAY, "moved_to_mars"),), documents_asked=(DocumentAsked("moon_rock", None, None),)
    )
    assert keys(strange, CaseQuestion.TIMELINE)[1:] == ["case-step-other"]
    assert keys(strange, CaseQuestion.NEEDED)[1:] == ["case-document-other"]


def test_a_long_history_is_told_from_its_newest_end() -> None:
    long = replace(VIEW, history=tuple(Step(date(2026, 10, day), "contacted") for day in range(28, 0, -1)))
    told = answer(long, CaseQuestion.TIMELINE, TODAY)
    assert len(told) == 11
    assert told[1]["with"] == {"step_on": "2026-10-28"}
