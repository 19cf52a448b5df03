"""What is said of a case in plain words: keys of `texts/*/cases.ftl` and their values, for pages and the assistant alike.

Only what the view holds is said, and nothing is promised that isn't in the data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from adapters.case_system.port import CaseStatus, DocumentAsked, NextActor
from casework.authority.models import MatterField
from casework.cases import codes
from casework.cases.models import CaseQuestion, MatterView

Said = dict[str, Any]
"""`{"key": ..., "with": {...}}`, as `Texts.say` takes it."""

# Nothing more happens in these, so nobody acts next and no day is awaited.
_OVER = (CaseStatus.CLOSED, CaseStatus.NOT_ACCEPTED_REFERRED, CaseStatus.TRANSFERRED)
_NEEDS: Mapping[CaseQuestion, frozenset[MatterField]] = {
    CaseQuestion.STATUS: frozenset({MatterField.STATUS}),
    CaseQuestion.NEXT_STEP: frozenset({MatterField.NEXT_ACTOR, MatterField.STATUS}),
    CaseQuestion.ADVOCATE: frozenset({MatterField.ADVOCATE}),
    CaseQuestion.NEEDED: frozenset({MatterField.DOCUMENTS_ASKED}),
    CaseQuestion.NEXT_CONTACT: frozenset({MatterField.NEXT_CONTACT, MatterField.STATUS}),
    CaseQuestion.TIMELINE: frozenset({MatterField.HISTORY}),
}
_MAY_NAME: Mapping[CaseQuestion, frozenset[MatterField]] = {
    CaseQuestion.STATUS: frozenset(
        {MatterField.NEXT_ACTOR, MatterField.NEXT_CONTACT, MatterField.ESTIMATED_COMPLETION}
    ),
    CaseQuestion.NEXT_STEP: frozenset({MatterField.NEXT_CONTACT, MatterField.DOCUMENTS_ASKED}),
    CaseQuestion.NEXT_CONTACT: frozenset({MatterField.ESTIMATED_COMPLETION}),
}
_MOST_STEPS = 10
# What asks or advises whoever the case is about: staff read it in words of their own, `<key>-staff`.
_TO_PERSON = frozenset(
    {
        *("case-contact-passed", "case-contact-none", "case-completion-passed", "case-advocate-none"),
        *("case-due", "case-due-passed", "case-document-other"),
    }
)


def fields_of(question: CaseQuestion) -> frozenset[MatterField]:
    """The fields that an answer may say: what to ask `Cases.look` for, so that the audit names no others."""
    return _NEEDS[question] | _MAY_NAME.get(question, frozenset())


def answer(view: MatterView, question: CaseQuestion, as_of: date) -> list[Said]:
    """The sentences that answer a question from what the view holds, on a day of the person's."""
    if not view.sees(*_NEEDS[question]):
        return [not_found()]
    return _ANSWERS[question](view, as_of)


def for_staff(view: MatterView, as_of: date) -> list[Said]:
    """Where a case stands, for who works on it: each day once, and the taxpayer is spoken of, not to."""
    if view.status is None:
        return []
    said = [_said(f"case-status-{view.status}")]
    if view.status not in _OVER:
        said += [] if view.next_actor is None else [_said(f"case-next-{view.next_actor}-staff")]
        said += [*(_contact(view, as_of) or [_said("case-contact-none")]), *_completion(view, as_of)]
    said += _needed(view, as_of) if view.sees(MatterField.DOCUMENTS_ASKED) else []
    said += _advocate(view, as_of) if view.sees(MatterField.ADVOCATE) else []
    return [{**each, "key": f"{each['key']}-staff"} if each["key"] in _TO_PERSON else each for each in said]


def not_found() -> Said:
    """What is said of a case that isn't there, and of one that may not be seen: the same (domain 4.4, test 7)."""
    return _said("case-not-found")


def document(asked: DocumentAsked) -> Said:
    """What a paper is called."""
    return _said(f"case-document-{codes.document(asked.code)}")


def _status(view: MatterView, as_of: date) -> list[Said]:
    status = view.status
    if status is None:
        return [not_found()]
    said = [_said(f"case-status-{status}"), _said(f"case-means-{status}")]
    if status in _OVER:
        return said
    return [*said, *acts_next(view), *_contact(view, as_of), *_completion(view, as_of)]


def _next_step(view: MatterView, as_of: date) -> list[Said]:
    if view.status in _OVER:
        return [_said(f"case-means-{view.status}")]
    said = acts_next(view)
    if view.next_actor is NextActor.TAXPAYER and view.sees(MatterField.DOCUMENTS_ASKED):
        said += _still_needed(view, as_of)
    return [*said, *_contact(view, as_of)]


def acts_next(view: MatterView) -> list[Said]:
    """Who acts next, as the person is told; nothing where that may not be seen.

    A status is the case's, and whose step comes next is the taxpayer's own (`Matter.next_actor`): TAS may wait for the IRS
    while papers of theirs are still to come.
    """
    if view.next_actor is None:
        return []
    meanwhile = view.status is CaseStatus.WAITING_IRS and view.next_actor is NextActor.TAXPAYER
    client = "-client" if view.of_another else ""
    return [_said(f"case-next-{view.next_actor}{'-meanwhile' if meanwhile else ''}{client}")]


def _advocate(view: MatterView, _as_of: date) -> list[Said]:
    if view.advocate is None:
        return [_said("case-advocate-none")]
    return [_said("case-advocate", advocate=view.advocate.name, telephone=view.advocate.telephone)]


def _needed(view: MatterView, as_of: date) -> list[Said]:
    every = view.documents_asked or ()
    said = _still_needed(view, as_of)
    if not said:
        said = [_said("case-needed-none")]
    received = [each for each in every if each.received_on is not None]
    if received:
        said.append(_said("case-received"))
        for each in received:
            said += [document(each), _said("case-received-on", received_on=_iso(each.received_on))]
    return said


def _still_needed(view: MatterView, as_of: date) -> list[Said]:
    said = []
    for each in view.documents_asked or ():
        if each.received_on is not None:
            continue
        said.append(document(each))
        if each.due_on is None:
            continue
        said.append(_said("case-due-passed" if each.due_on < as_of else "case-due", due_on=_iso(each.due_on)))
    return [_said("case-needed"), *said] if said else []


def _next_contact(view: MatterView, as_of: date) -> list[Said]:
    if view.status in _OVER:
        return [_said(f"case-means-{view.status}")]
    return [*(_contact(view, as_of) or [_said("case-contact-none")]), *_completion(view, as_of)]


def _contact(view: MatterView, as_of: date) -> list[Said]:
    if view.next_contact_on is None:
        return []
    key = "case-contact-passed" if view.next_contact_on < as_of else "case-contact"
    return [_said(key, contact_on=_iso(view.next_contact_on))]


def _completion(view: MatterView, as_of: date) -> list[Said]:
    done_by = view.estimated_completion_on
    if done_by is None:
        return []
    return [_said("case-completion-passed" if done_by < as_of else "case-completion", completion_on=_iso(done_by))]


def _timeline(view: MatterView, _as_of: date) -> list[Said]:
    steps = view.history or ()
    if not steps:
        return [_said("case-timeline-none")]
    said = [_said(f"case-step-{codes.step(step.code)}", step_on=_iso(step.on)) for step in steps[:_MOST_STEPS]]
    return [_said("case-timeline"), *said]


_ANSWERS: Mapping[CaseQuestion, Callable[[MatterView, date], list[Said]]] = {
    CaseQuestion.STATUS: _status,
    CaseQuestion.NEXT_STEP: _next_step,
    CaseQuestion.ADVOCATE: _advocate,
    CaseQuestion.NEEDED: _needed,
    CaseQuestion.NEXT_CONTACT: _next_contact,
    CaseQuestion.TIMELINE: _timeline,
}


def _said(key: str, **values: str | None) -> Said:
    return {"key": key, "with": values}


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
