"""Two separated spouses on a joint return, and their representatives: neither side ever finds anything of the other's.

Every function of the cases that a door can call is tried by everybody in every matter, over cases whose personal values
are marked; what is marked as one spouse's never shows up for the other's side, and whatever they share is in the table.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.case_system.port import Case, CaseStatus, ContactDetails, Matter, MatterId, NextActor
from casework.authority.decision import OF_THE_CASE
from casework.authority.models import Access, AuthorizationForm, MatterField
from casework.authority.rules import DOCUMENTED_ON, rules
from casework.authority.service import Authority
from casework.cases import codes
from casework.cases.answers import answer
from casework.cases.models import CaseQuestion, MatterView
from casework.cases.service import MATTER_FIELDS, ActRefused, Cases, MatterNotFound
from casework.conversations.models import ClientId
from casework.identity.models import Actor
from tests.support.cases import (
    MemoryCases,
    OfficeUnderTest,
    authorization,
    case,
    documents,
    matter,
    open_office,
    person,
    steps,
)

SPOUSES = ("ana", "marcos")
REPRESENTATIVES = {"ana": ("ana-cpa", "ana-reader"), "marcos": ("marcos-cpa", "marcos-reader")}
TODAY = date(2026, 11, 20)
# Values that can be told apart: each spouse has days, codes and words of their own.
DAYS = {"ana": TODAY - timedelta(days=1001), "marcos": TODAY - timedelta(days=2003)}
PAPERS = {"ana": codes.DOCUMENTS[:8], "marcos": codes.DOCUMENTS[8:]}
STEPS = {"ana": codes.STEPS[:9], "marcos": codes.STEPS[9:]}
ISSUES = {"ana": ("710", "711"), "marcos": ("720", "721")}
# What a view says of the case itself. Everything else of it is the matter's.
SHARED = {
    MatterField.CASE_NUMBER: "case_number",
    MatterField.TAX_PERIODS: "tax_periods",
    MatterField.STATUS: "status",
    MatterField.ESTIMATED_COMPLETION: "estimated_completion_on",
    MatterField.ADVOCATE: "advocate",
}


def other(spouse: str) -> str:
    return SPOUSES[1 - SPOUSES.index(spouse)]


@st.composite
def sides(draw: st.DrawFn, of: Case, spouse: str) -> Matter:
    first = DAYS[spouse]
    days = st.integers(0, 400).map(lambda count: first + timedelta(days=count))
    return matter(
        of,
        spouse,
        taxpayer_name=f"{spouse}-name",
        contact=ContactDetails(f"{spouse}-telephone", f"{spouse}-address", f"{spouse}-email"),
        criterion=draw(st.integers(1, 4) if spouse == "ana" else st.integers(5, 9)),
        issues=draw(st.lists(st.sampled_from(ISSUES[spouse]), max_size=2).map(tuple)),
        next_actor=draw(st.sampled_from([*NextActor])),
        next_contact_on=draw(st.none() | days),
        documents_asked=documents(
            *draw(st.lists(st.tuples(st.sampled_from(PAPERS[spouse]), st.none() | days, st.none() | days), max_size=4))
        ),
        history=steps(*draw(st.lists(st.tuples(days, st.sampled_from(STEPS[spouse])), max_size=4))),
    )


@st.composite
def households(draw: st.DrawFn) -> tuple[Case, Matter, Matter]:
    of = case(
        status=draw(st.sampled_from([*CaseStatus])),
        estimated_completion_on=draw(st.none() | st.just(date(2027, 3, 4))),
    )
    return of, draw(sides(of, "ana")), draw(sides(of, "marcos"))


def values(thing: Any) -> Iterator[str]:
    """Every value within, as text, whatever `repr` leaves out."""
    if hasattr(thing, "__dataclass_fields__"):
        for each in fields(thing):
            yield from values(getattr(thing, each.name))
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from (str(key), *values(value))
    elif isinstance(thing, list | tuple | set | frozenset):
        for value in thing:
            yield from values(value)
    else:
        yield str(thing)


def marks_of(side: Matter, spouse: str) -> set[str]:
    """What is one spouse's alone, as texts that occur nowhere else."""
    marks = {f"{spouse}-name", f"{spouse}-telephone", f"{spouse}-address", f"{spouse}-email", side.id, *side.issues}
    marks |= {f"{name} name" for name in REPRESENTATIVES[spouse]}
    for asked in side.documents_asked:
        marks |= {
            asked.code,
            f"case-document-{asked.code}",
            *(str(day) for day in (asked.due_on, asked.received_on) if day),
        }
    for step in side.history:
        marks |= {step.code, f"case-step-{step.code}", str(step.on)}
    if side.next_contact_on:
        marks.add(str(side.next_contact_on))
    return marks


@pytest.fixture(scope="module")
def office() -> Iterator[OfficeUnderTest]:
    with tempfile.TemporaryDirectory() as folder:

        async def make() -> OfficeUnderTest:
            made = await open_office(f"sqlite+aiosqlite:///{folder}/record.sqlite", Path(folder))
            await made.database.stop()
            return made

        yield asyncio.run(make())


async def everything(cases: Cases, authority: Authority, actor: Actor, every: list[MatterId]) -> list[Any]:
    """What all functions give somebody, in all matters."""
    given: list[Any] = [await cases.home(actor), await authority.accesses(actor)]
    for matter_id in every:
        given.append(await authority.access(actor, matter_id))
        for wanted in (MATTER_FIELDS, frozenset(MatterField)):
            try:
                view = await cases.view(actor, matter_id, wanted)
            except MatterNotFound as refused:
                given.append(refused.args)
                continue
            given.append(view)
            given += [answer(view, question, TODAY) for question in CaseQuestion]
        try:
            given.append(await cases.representatives(actor, matter_id))
        except MatterNotFound as refused:
            given.append(refused.args)
        try:
            contact = ContactDetails("202-555-0199", None, None)
            given.append(
                await cases.change_contact(actor, matter_id, ClientId(f"{actor.person_id}{matter_id}"[:36]), contact)
            )
        except (MatterNotFound, ActRefused) as refused:
            given.append(refused.args)
    return given


@settings(max_examples=15, deadline=None)
@given(households())
def test_neither_finds_anything_of_the_other(office: OfficeUnderTest, household: tuple[Case, Matter, Matter]) -> None:
    asyncio.run(_try(office, *household))


async def _try(opened: OfficeUnderTest, of: Case, ana: Matter, marcos: Matter) -> None:
    office = await open_office(opened.url, opened.folder)
    try:
        await office.execute("DELETE FROM authorizations")
        await office.execute("DELETE FROM case_changes")
        memory = MemoryCases()
        memory.add(of, ana, marcos)
        authority = Authority(office.database, memory, office.keys, office.clock)
        cases = Cases(memory, authority, office.audit, office.database, office.keys, office.clock)
        for spouse, (acting, reading) in REPRESENTATIVES.items():
            await authority.put(
                [
                    authorization(acting, spouse),
                    authorization(reading, spouse, form=AuthorizationForm.FORM_8821, designation=None),
                ]
            )
        of_spouse = {"ana": ana, "marcos": marcos}
        for spouse in SPOUSES:
            memory.add(of, ana, marcos)  # as it was: the one before may have changed theirs
            mine, theirs = of_spouse[spouse], of_spouse[other(spouse)]
            # The other's id may be asked for, and is then one's own word; it must not come out of a list.
            secret = marks_of(theirs, other(spouse)) - {theirs.id}
            # Words that are also the case's own, or names of fields, tell nothing; the texts and days of the same do.
            secret -= {*marks_of(mine, spouse), *values(of), *MatterField}
            for word in (spouse, *REPRESENTATIVES[spouse]):
                given = await everything(cases, authority, person(word), [mine.id, theirs.id])
                found = {value for each in given for value in values(each)} & secret
                assert not found, f"{word} finds {found}"
                assert await authority.access(person(word), theirs.id) is None
                assert [access.matter_id for access in await authority.accesses(person(word))] == [mine.id]
            view = await cases.view(person(spouse), mine.id, frozenset(MatterField))
            _only_the_table_is_shared(view, of)
    finally:
        await office.database.stop()


def _only_the_table_is_shared(view: MatterView, of: Case) -> None:
    table = rules(TODAY).joint
    for field, name in SHARED.items():
        assert (getattr(view, name) is not None) <= (field in table), name
    assert view.case_number == of.number


@pytest.mark.parametrize(("one", "two"), [SPOUSES, SPOUSES[::-1]])
async def test_a_spouse_who_represents_the_other_sees_no_more_than_both_see(tmp_path: Path, one: str, two: str) -> None:
    office = await open_office(f"sqlite+aiosqlite:///{tmp_path / 'record.sqlite'}", tmp_path)
    of = case()
    theirs = matter(of, two, issues=("710",), contact=ContactDetails("secret", None, None))
    await office.put(of, matter(of, one), theirs)
    await office.authority.put([authorization(one, two, designation="f")])
    access = await office.authority.access(person(one), theirs.id)
    assert isinstance(access, Access)
    assert access.fields == {*SHARED, MatterField.TAXPAYER_NAME}
    await office.database.stop()


async def test_who_represents_both_sees_each_in_its_own_matter(tmp_path: Path) -> None:
    office = await open_office(f"sqlite+aiosqlite:///{tmp_path / 'record.sqlite'}", tmp_path)
    of = case()
    both = [matter(of, spouse, history=steps((TODAY, STEPS[spouse][0]))) for spouse in SPOUSES]
    await office.put(of, *both)
    await office.authority.put([authorization("cpa", spouse) for spouse in SPOUSES])
    for side in both:
        view = await office.cases.view(person("cpa"), side.id)
        assert (view.taxpayer_name, view.history) == (side.taxpayer_name, side.history)
    # One of them revokes: the other's stays.
    [of_ana] = [each async for each in office.authority.every() if each.taxpayer == both[0].taxpayer]
    await office.authority.put([replace(of_ana, revoked_on=TODAY)])
    assert [view.matter_id for view in await office.cases.home(person("cpa"))] == [both[1].id]
    await office.database.stop()


def test_every_field_has_its_row_in_the_joint_table() -> None:
    assert rules(DOCUMENTED_ON).joint == OF_THE_CASE
    assert OF_THE_CASE - {MatterField.ISSUES} == set(SHARED)
