"""Cases as the people of the sample see them, what is kept of it in the audit, and what a case system that is away does."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import uuid
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from adapters.case_system.port import CaseStatus, CaseSystemUnavailable, ContactDetails, MatterId, TaxPeriod
from casework.audit.models import ActorKind, AuditResult
from casework.authority.models import MatterAct, MatterField
from casework.authority.rules import days_kept as authorization_days_kept
from casework.cases.retention import SentChanges
from casework.cases.service import (
    ActRefused,
    Cases,
    ChangeReused,
    ContactInvalid,
    MatterNotFound,
    checked,
    days_kept,
)
from casework.conversations.models import ClientId
from casework.identity.models import Actor, Assurance, EmployeeId, PersonId, StaffRole
from casework.sealing import SealBroken
from channels import problems
from tests.support.cases import (
    ANA,
    DENISE,
    GRACE,
    LINDA,
    MARCOS,
    PAUL,
    ROBERT,
    SAM,
    TOM,
    MemoryCases,
    OfficeUnderTest,
    authorization,
    case,
    matter,
    open_office,
    person,
    staff,
)

MOVED = ContactDetails("(202) 555-0150", "1 New Street, Riverton, TX 75001", "new@people.example")


@pytest.fixture
async def office(database_url: str, tmp_path: Path) -> AsyncIterator[OfficeUnderTest]:
    opened = await open_office(database_url, tmp_path, sample=True)
    yield opened
    await opened.database.stop()


async def the_matter(office: OfficeUnderTest, tin: str) -> MatterId:
    """The newest of somebody's own."""
    return (await office.cases.home(office.who(tin)))[0].matter_id


def client_id() -> ClientId:
    return ClientId(str(uuid.uuid4()))


async def test_everybody_of_the_sample_sees_what_is_theirs(office: OfficeUnderTest) -> None:
    seen = {}
    for name, actor in {
        **{tin: office.who(tin) for tin in (ANA, MARCOS, DENISE, ROBERT, LINDA, TOM, SAM, GRACE, PAUL)},
        "E1001": staff("E1001", StaffRole.AGENT),
        "E1003": staff("E1003", StaffRole.SUPERVISOR),
        "E1005": staff("E1005", StaffRole.ADMINISTRATOR),
    }.items():
        seen[name] = [
            (view.case_number, view.taxpayer_name, view.of_another) for view in await office.cases.home(actor)
        ]
    denise_own = [("8123457", "Denise Walker", False), ("8098765", "Denise Walker", False)]
    assert seen == {
        ANA: [("8123456", "Ana Rivera", False)],
        MARCOS: [("8123456", "Marcos Rivera", False)],
        DENISE: denise_own,
        ROBERT: [
            ("8123457", "Denise Walker", True),
            ("8098765", "Denise Walker", True),
            ("8123456", "Ana Rivera", True),
        ],
        LINDA: [("8123457", "Denise Walker", True)],
        TOM: [(None, "Sam Ortiz", True)],
        SAM: [("8123458", "Sam Ortiz", False)],
        GRACE: [("8123459", "Harbor Street Bakery LLC", True)],
        PAUL: [],
        "E1001": seen["E1001"],
        "E1003": [],
        "E1005": [],
    }
    assert {name for _number, name, _of_another in seen["E1001"]} == {
        "Ana Rivera",
        "Marcos Rivera",
        "Harbor Street Bakery LLC",
    }


async def test_a_view_holds_what_is_the_viewers_and_none_of_the_rest(office: OfficeUnderTest) -> None:
    of_ana, of_marcos = await the_matter(office, ANA), await the_matter(office, MARCOS)
    mine = await office.cases.view(office.who(ANA), of_ana)
    assert mine.contact is not None
    assert mine.contact.telephone == "202-555-0111"
    assert mine.issues == ("310", "710")
    assert mine.documents_asked is not None
    assert [asked.code for asked in mine.documents_asked if asked.received_on is None] == [
        "bank_statement",
        "rent_notice",
    ]
    assert mine.acts >= {MatterAct.ASK, MatterAct.CHANGE_CONTACT}
    others = await office.cases.view(office.who(MARCOS), of_marcos)
    assert others.issues == ("310",)
    assert (others.status, others.advocate, others.case_number) == (mine.status, mine.advocate, mine.case_number)
    read_only = await office.cases.view(office.who(LINDA), await the_matter(office, DENISE))
    assert (read_only.contact, read_only.status, read_only.acts) == (None, CaseStatus.WORKING, {MatterAct.ASK})
    status_alone = await office.cases.view(office.who(TOM), await the_matter(office, SAM))
    given = {name for name in ("status", "taxpayer_name", "next_actor", "advocate", "history", "issues", "case_number")
             if getattr(status_alone, name) is not None}  # fmt: skip
    assert given == {"status", "taxpayer_name"}


async def test_missing_and_forbidden_look_the_same_and_the_audit_knows_why(office: OfficeUnderTest) -> None:
    of_ana, of_denise = await the_matter(office, ANA), await the_matter(office, DENISE)
    attempts = [
        (office.who(MARCOS), of_ana, "not_authorized"),
        (office.who(LINDA), of_ana, "not_authorized"),
        (office.who(PAUL), of_denise, "ended"),
        (office.who(PAUL), of_ana, "revoked"),
        (office.who(TOM), of_denise, "designation"),
        (office.who(ANA, Assurance.SIGNED_IN), of_ana, "assurance"),
        (Actor(PersonId("unbound"), Assurance.PROOFED), of_ana, "not_bound"),
        (staff("E1002", StaffRole.AGENT), of_ana, "not_assigned"),
        (staff("E1005", StaffRole.ADMINISTRATOR), of_ana, "role"),
        (office.who(ANA), MatterId(str(uuid.uuid4())), "no_matter"),
        (office.who(ANA), MatterId("' OR 1=1 --"), "no_matter"),
    ]
    for actor, matter_id, why in attempts:
        with pytest.raises(MatterNotFound) as refused:
            await office.cases.view(actor, matter_id)
        assert refused.value.args == ()
        kept = (await office.entries(action="case.read"))[-1].entry
        assert (kept.basis, kept.result, kept.details) == (why, AuditResult.REFUSED, {})
        assert kept.subject == ("" if why == "no_matter" else f"matter:{matter_id}")
    assert problems.of_exception(MatterNotFound()).status == 404


async def test_every_view_stands_in_the_audit_with_its_basis_and_fields(office: OfficeUnderTest) -> None:
    of_denise = await the_matter(office, DENISE)
    await office.cases.view(office.who(ROBERT), of_denise, {MatterField.STATUS, MatterField.CONTACT_DETAILS})
    read = (await office.entries(action="case.read"))[-1].entry
    assert (read.actor_kind, read.actor) == (ActorKind.PERSON, "person-3404")
    assert read.basis == "authorization:5a3c1e00-0000-4000-8000-000000000001"
    assert read.details == {"fields": ["status"]}
    await office.cases.view(staff("E1003", StaffRole.SUPERVISOR), of_denise)
    assert (await office.entries(action="case.read"))[-1].entry.actor_kind is ActorKind.STAFF
    listed = await office.entries(action="case.listed", actor="person-3403")
    assert listed[0].entry.subject == f"matter:{of_denise}"
    everything = json.dumps([dataclasses.asdict(kept.entry) for kept in await office.entries()])
    for secret in ("Walker", "Denise", "202-555", "8123457", "000-12", "Harbor View"):
        assert secret not in everything


async def test_what_is_seen_in_a_transaction_of_its_own_is_noted_in_it(office: OfficeUnderTest) -> None:
    of_denise = await the_matter(office, DENISE)
    before = len(await office.entries())
    seen = await office.cases.look(office.who(DENISE), of_denise, {MatterField.ADVOCATE})
    assert seen.view.advocate is not None
    assert len(await office.entries()) == before
    await office.database.write(lambda connection: office.cases.note(connection, seen))
    assert (await office.entries())[-1].entry.details == {"fields": ["advocate"]}


async def test_an_audit_that_cannot_be_written_shows_nothing(office: OfficeUnderTest) -> None:
    of_denise = await the_matter(office, DENISE)
    await office.execute("DELETE FROM audit_head")
    with pytest.raises(Exception, match="No row"):
        await office.cases.view(office.who(DENISE), of_denise)


async def test_a_year_outside_the_authorization_is_a_case_that_does_not_exist(office: OfficeUnderTest) -> None:
    of_2023 = (await office.cases.home(office.who(DENISE)))[1].matter_id
    with pytest.raises(MatterNotFound):
        await office.cases.view(office.who(LINDA), of_2023)
    assert (await office.entries())[-1].entry.basis == "period"


async def test_the_taxpayer_sees_who_may_act_for_them_and_nobody_else_does(office: OfficeUnderTest) -> None:
    of_denise = await the_matter(office, DENISE)
    named = await office.cases.representatives(office.who(DENISE), of_denise)
    assert [(each.name, each.state.value, each.acts) for each in named] == [
        ("Tom Reed", "in_force", False),
        ("Linda Marsh", "in_force", False),
        ("Robert Okafor", "in_force", True),
        ("Paul Nunez", "ended", True),
    ]
    for other in (ROBERT, LINDA, ANA):
        with pytest.raises(MatterNotFound):
            await office.cases.representatives(office.who(other), of_denise)
    of_ana = await office.cases.representatives(office.who(ANA), await the_matter(office, ANA))
    assert [(each.name, each.state.value) for each in of_ana] == [
        ("Robert Okafor", "in_force"),
        ("Paul Nunez", "revoked"),
    ]
    assert await office.cases.representatives(office.who(MARCOS), await the_matter(office, MARCOS)) == []


async def test_a_revocation_counts_at_the_next_look(office: OfficeUnderTest) -> None:
    of_denise = await the_matter(office, DENISE)
    [of_linda] = [each async for each in office.authority.every() if each.representative_name == "Linda Marsh"]
    await office.cases.view(office.who(LINDA), of_denise)
    await office.authority.put([dataclasses.replace(of_linda, revoked_on=office.authority.today())])
    with pytest.raises(MatterNotFound):
        await office.cases.view(office.who(LINDA), of_denise)
    assert await office.cases.home(office.who(LINDA)) == []


# Changing contact details


async def test_contact_details_are_changed_once_and_audited_before_and_after(office: OfficeUnderTest) -> None:
    of_ana, once = await the_matter(office, ANA), client_id()
    kept = await office.cases.change_contact(office.who(ANA), of_ana, once, MOVED)
    assert (await office.cases.view(office.who(ANA), of_ana)).contact == kept == MOVED
    said = [kept.entry for kept in await office.entries(subject=f"matter:{of_ana}") if "contact" in kept.entry.action]
    assert [(entry.action, entry.result.value) for entry in said] == [
        ("case.contact_change", "done"),
        ("case.contact_changed", "done"),
    ]
    assert said[0].details == {"changed": ["email", "mailing_address", "telephone"]}
    # Changed again, then the first one sent once more: it was done, and isn't done again.
    again = dataclasses.replace(MOVED, telephone="202-555-0151")
    await office.cases.change_contact(office.who(ANA), of_ana, client_id(), again)
    await office.cases.change_contact(office.who(ANA), of_ana, once, MOVED)
    assert (await office.cases.view(office.who(ANA), of_ana)).contact == again
    with pytest.raises(ChangeReused):
        await office.cases.change_contact(office.who(ANA), of_ana, once, again)
    # The other spouse's id is another's.
    await office.cases.change_contact(office.who(MARCOS), await the_matter(office, MARCOS), once, again)


async def test_twenty_sends_of_one_change_are_one(office: OfficeUnderTest) -> None:
    of_ana, once = await the_matter(office, ANA), client_id()
    await asyncio.gather(*(office.cases.change_contact(office.who(ANA), of_ana, once, MOVED) for _ in range(20)))
    assert len(await office.entries(action="case.contact_changed")) == 1


async def test_who_may_not_change_changes_nothing(office: OfficeUnderTest) -> None:
    of_ana, of_denise = await the_matter(office, ANA), await the_matter(office, DENISE)
    for actor, matter_id, refusal in (
        (office.who(MARCOS), of_ana, MatterNotFound),
        (office.who(ROBERT), of_ana, ActRefused),
        (office.who(LINDA), of_denise, ActRefused),
        (office.who(PAUL), of_denise, MatterNotFound),
        (staff("E1001", StaffRole.AGENT), of_ana, ActRefused),
    ):
        with pytest.raises(refusal):
            await office.cases.change_contact(actor, matter_id, client_id(), MOVED)
        assert (await office.entries())[-1].entry.result is AuditResult.REFUSED
    assert (await office.cases.view(office.who(ANA), of_ana)).contact != MOVED


@pytest.mark.parametrize(
    ("contact", "at_fault"),
    [
        (ContactDetails("555-010-2001", None, None), "telephone"),
        (ContactDetails("call me", None, None), "telephone"),
        (ContactDetails("+1", None, None), "telephone"),
        (ContactDetails(None, "x" * 301, None), "mailing_address"),
        (ContactDetails(None, "1 Street\x07", None), "mailing_address"),
        (ContactDetails(None, None, "nobody"), "email"),
        (ContactDetails(None, None, "a@b@c.example"), "email"),
        (ContactDetails("  ", None, ""), "all"),
    ],
)
def test_contact_details_that_cannot_be_used(contact: ContactDetails, at_fault: str) -> None:
    with pytest.raises(ContactInvalid) as invalid:
        checked(contact)
    assert invalid.value.field == at_fault
    assert problems.of_exception(invalid.value).errors == ({"pointer": f"/{at_fault}", "code": "contact_invalid"},)


@pytest.mark.parametrize("telephone", ["2025550101", "(202) 555-0101", "1-202-555-0101", "+52 55 1234 5678"])
def test_telephone_numbers_as_people_write_them(telephone: str) -> None:
    assert checked(ContactDetails(telephone, None, None)).telephone == telephone


# A case system that is away


async def test_a_case_system_that_is_away_is_told_and_changes_nothing(office: OfficeUnderTest) -> None:
    memory = MemoryCases()
    of = case()
    memory.add(of, mine := matter(of, "ana"))
    authority = type(office.authority)(office.database, memory, office.keys, office.clock)
    cases = Cases(memory, authority, office.audit, office.database, office.keys, office.clock)
    ana = person("ana")
    await cases.view(ana, mine.id)
    memory.away = True
    for attempt in (
        lambda: cases.home(ana),
        lambda: cases.view(ana, mine.id),
        lambda: cases.representatives(ana, mine.id),
        lambda: cases.change_contact(ana, mine.id, client_id(), MOVED),
        lambda: authority.access(ana, mine.id),
    ):
        with pytest.raises(CaseSystemUnavailable):
            await attempt()
    problem = problems.of_exception(CaseSystemUnavailable())
    assert (problem.code, problem.status, problem.headers) == ("cases_unavailable", 503, {"Retry-After": "30"})


async def test_a_change_that_the_case_system_does_not_take_is_in_the_audit_and_can_be_sent_again(
    office: OfficeUnderTest,
) -> None:
    memory = MemoryCases()
    of = case()
    memory.add(of, mine := matter(of, "ana"))

    class Breaking(MemoryCases):
        async def change_contact(self, matter_id: MatterId, contact: ContactDetails) -> None:
            raise CaseSystemUnavailable

    broken = Breaking(memory.cases, memory.matters)
    authority = type(office.authority)(office.database, memory, office.keys, office.clock)
    away, back = (
        Cases(system, authority, office.audit, office.database, office.keys, office.clock)
        for system in (broken, memory)
    )
    once = client_id()
    with pytest.raises(CaseSystemUnavailable):
        await away.change_contact(person("ana"), mine.id, once, MOVED)
    assert (await office.entries(action="case.contact_changed"))[-1].entry.result is AuditResult.FAILED
    await back.change_contact(person("ana"), mine.id, once, MOVED)
    assert memory.matters[mine.id].contact == MOVED
    assert (await office.entries(action="case.contact_changed"))[-1].entry.result is AuditResult.DONE


# What is kept


async def test_nothing_personal_stands_in_the_database_in_the_clear(database_url: str, tmp_path: Path) -> None:
    office = await open_office(database_url, tmp_path, sample=True)
    of_ana = await the_matter(office, ANA)
    await office.cases.change_contact(office.who(ANA), of_ana, client_id(), MOVED)
    rows = []
    async with office.database.read() as connection:
        for table in ("cases", "matters", "authorizations", "case_changes", "audit_entries"):
            rows += [tuple(row) for row in (await connection.exec_driver_sql(f"SELECT * FROM {table}")).all()]
    await office.database.stop()
    said = b" ".join(value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)
    for secret in (
        b"Rivera",
        b"Okafor",
        b"Vega",
        b"202-555",
        b"New Street",
        b"8123456",
        b"1040",
        b"levy",
        b"000-12",
        b"00012340",
    ):
        assert secret not in said, secret


async def test_a_sealed_row_opens_in_its_own_place_alone(office: OfficeUnderTest) -> None:
    of_ana, of_denise = await the_matter(office, ANA), await the_matter(office, DENISE)
    await office.execute(
        "UPDATE matters SET body = (SELECT body FROM matters WHERE id = :other) WHERE id = :one",
        one=of_ana,
        other=of_denise,
    )
    with pytest.raises(SealBroken):
        await office.store.matter(of_ana)


async def test_keys_are_rotated(office: OfficeUnderTest) -> None:
    old = office.keys.current_id
    office.keys.rotate()
    counts = [sum((await rows.wrapped_by()).values()) for rows in (office.store, office.authority)]
    assert [await rows.rewrap_keys() for rows in (office.store, office.authority)] == counts == [11, 8]
    assert old not in {**await office.store.wrapped_by(), **await office.authority.wrapped_by()}
    office.keys.destroy(old, settled_seconds=0)
    fresh = await open_office(office.url, office.folder)
    assert [view.taxpayer_name for view in await fresh.cases.home(office.who(ANA))] == ["Ana Rivera"]
    await fresh.database.stop()


async def test_what_is_past_its_time_goes(office: OfficeUnderTest) -> None:
    today = office.authority.today()
    assert await office.store.erase_closed(today - timedelta(days=days_kept("closed_case", today))) == 0
    assert await office.store.erase_closed(today) == 1
    assert [view.case_number for view in await office.cases.home(office.who(DENISE))] == ["8123457"]
    await office.cases.change_contact(office.who(ANA), await the_matter(office, ANA), client_id(), MOVED)
    await SentChanges(office.database, office.clock).erase_due()
    office.clock.forward(days=authorization_days_kept(today) + 7)
    await SentChanges(office.database, office.clock).erase_due()
    assert await office.authority.erase_due() == 2
    async with office.database.read() as connection:
        assert (await connection.exec_driver_sql("SELECT count(*) FROM case_changes")).scalar_one() == 0


# What the sample doesn't have


async def test_staff_without_an_id_and_in_a_case_of_their_own(office: OfficeUnderTest) -> None:
    of = case(advocate=None)
    await office.put(of, mine := matter(of, "vega"))
    nameless = Actor(PersonId("somebody"), Assurance.STAFF, None, None, frozenset({StaffRole.AGENT}))
    own = dataclasses.replace(person("vega"), assurance=Assurance.STAFF, employee_id=EmployeeId("E1"),
                              staff_roles=frozenset({StaffRole.SUPERVISOR}))  # fmt: skip
    for actor in (nameless, own):
        assert await office.authority.access(actor, mine.id) is None
    # At the portal, as a taxpayer, their case is theirs.
    assert await office.authority.access(person("vega"), mine.id) is not None


async def test_an_unenrolled_preparer_of_another_form(office: OfficeUnderTest) -> None:
    """The list of signed returns decides, whatever the form."""
    of = case(matter_type="examination", periods=(TaxPeriod("941", "2024Q2"),))
    await office.put(of, theirs := matter(of, "shop"))
    values = {"designation": "h", "tax_form": "941", "periods": ("2024Q2",)}
    named = authorization("tom", "shop", signed_returns=(TaxPeriod("1040", "2024"),), **values)
    await office.authority.put([named])
    assert await office.authority.access(person("tom"), theirs.id) is None
    await office.authority.put([dataclasses.replace(named, signed_returns=(TaxPeriod("941", "2024Q2"),))])
    access = await office.authority.access(person("tom"), theirs.id)
    assert access is not None
    assert access.fields == {MatterField.STATUS, MatterField.TAXPAYER_NAME}


async def test_an_authorization_ends_when_the_day_ends_where_the_agency_is(office: OfficeUnderTest) -> None:
    of = case()
    await office.put(of, theirs := matter(of, "client"))
    await office.authority.put([authorization("agent", "client", valid_until=date(2026, 11, 20))])
    office.clock.forward(hours=13, minutes=59)  # 23:59 in New York, the next day in UTC
    access = await office.authority.access(person("agent"), theirs.id)
    assert access is not None
    assert access.until == date(2026, 11, 20)
    office.clock.forward(minutes=1)
    assert await office.authority.access(person("agent"), theirs.id) is None
