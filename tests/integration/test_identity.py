"""People, sessions and kept posts on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.database.port import Database
from adapters.identity_provider.port import SignInRefused
from adapters.keys.key_file import KeyFile
from casework.identity.kept_posts import KeptPosts
from casework.identity.models import (
    Assurance,
    PersonId,
    Preferences,
    SafeChannel,
    SafeHours,
    SessionToken,
    StaffRole,
)
from casework.identity.service import People, PersonUnknown, Sessions, SignedIn
from channels.app import open_database
from tests.support.people import ISSUER, RememberedAudit, employee, taxpayer
from tests.support.record import HandClock


@dataclass
class IdentityUnderTest:
    database: Database
    keys: KeyFile
    clock: HandClock
    audit: RememberedAudit
    people: People
    sessions: Sessions
    kept: KeptPosts

    async def signed_in(self, assurance: Assurance = Assurance.PROOFED, subject: str = "ana") -> SessionToken:
        person = await self.people.bind(taxpayer(subject, assurance=int(assurance)), "en")
        return await self.sessions.begin(person, "demonstration", assurance)


@pytest.fixture
async def tas(database_url: str, tmp_path: Path) -> AsyncIterator[IdentityUnderTest]:
    database, keys, clock, audit = (
        open_database(database_url),
        KeyFile(tmp_path / "keys.json"),
        HandClock(),
        RememberedAudit(),
    )
    await database.start()
    people = People(database, keys, clock)
    sessions = Sessions(database, keys, clock, audit, people)
    yield IdentityUnderTest(database, keys, clock, audit, people, sessions, KeptPosts(database, people, clock))
    await database.stop()


async def _raw(tas: IdentityUnderTest, table: str) -> str:
    async with tas.database.read() as connection:
        return repr((await connection.execute(text(f"SELECT * FROM {table}"))).all())


# People


async def test_an_account_is_one_person_for_good(tas: IdentityUnderTest) -> None:
    first = await tas.people.bind(taxpayer(), "en")
    again = await tas.people.bind(taxpayer(name="Ana Rivera Cruz"), "es")
    assert first == again
    assert await tas.people.name(first) == "Ana Rivera Cruz"
    assert (await tas.people.preferences(first)).language == "es"
    assert await tas.people.bind(taxpayer("marcos", "900-70-0002"), "es") != first


async def test_the_same_first_sign_in_twice_at_once_makes_one_person(tas: IdentityUnderTest) -> None:
    assert len(set(await asyncio.gather(*(tas.people.bind(taxpayer(), "en") for _ in range(8))))) == 1


async def test_nothing_names_anybody_in_the_clear(tas: IdentityUnderTest) -> None:
    person = await tas.people.bind(taxpayer(sid="session-at-provider"), "en")
    token = await tas.sessions.begin(
        person, "demonstration", Assurance.PROOFED, SignedIn(provider_session="session-at-provider", device="firefox")
    )
    await tas.kept.keep(person, "/portal/preferences", {"text": ["my own words"]})
    rows = "".join([await _raw(tas, table) for table in ("people", "accounts", "sessions", "kept_posts")])
    for named in (
        "Ana",
        "Rivera",
        "900-70",
        "90070",
        "700001",
        "ana",
        ISSUER,
        token,
        "session-at-provider",
        "firefox",
        "my own words",
    ):
        assert named not in rows, named
    assert "700001" not in repr(await tas.people.actor(person, Assurance.PROOFED))


async def test_the_tin_is_known_to_a_proofed_actor_alone(tas: IdentityUnderTest) -> None:
    person = await tas.people.bind(taxpayer(), "en")
    digest = tas.people.tin_digest("900700001")
    assert (await tas.people.actor(person, Assurance.PROOFED)).tin_digest == digest
    assert (await tas.people.actor(person, Assurance.SIGNED_IN)).tin_digest is None
    with pytest.raises(PersonUnknown):
        await tas.people.actor(PersonId("nobody"), Assurance.PROOFED)
    for none in ("", "90070000", "9007000011", "90070000x", "٩٠٠٧٠٠٠٠١"):
        with pytest.raises(ValueError, match="not a TIN"):
            tas.people.tin_digest(none)


async def test_a_tin_is_bound_once(tas: IdentityUnderTest) -> None:
    person = await tas.people.bind(taxpayer(assurance=1), "en")
    assert (await tas.people.actor(person, Assurance.PROOFED)).tin_digest is None
    await tas.people.bind(taxpayer(), "en")
    with pytest.raises(SignInRefused, match="tin_changed"):
        await tas.people.bind(taxpayer(tin="900-70-0009"), "en")
    assert (await tas.people.actor(person, Assurance.PROOFED)).tin_digest == tas.people.tin_digest("900-70-0001")


async def test_another_account_of_the_same_tin_is_another_way_in(tas: IdentityUnderTest) -> None:
    first = await tas.people.bind(taxpayer(), "en")
    assert await tas.people.bind(taxpayer("other-sub", issuer="https://other.example"), "en") == first
    # An account alone proves no TIN.
    assert await tas.people.bind(taxpayer("third", assurance=1), "en") != first


async def test_staff_have_roles_in_sessions_of_staff_alone(tas: IdentityUnderTest) -> None:
    person = await tas.people.bind(employee(roles=("agent", "made_up")), "en")
    staff = await tas.people.actor(person, Assurance.STAFF)
    assert (staff.employee_id, staff.staff_roles) == ("E-100", {StaffRole.AGENT})
    citizen = await tas.people.actor(person, Assurance.PROOFED)
    assert (citizen.employee_id, citizen.staff_roles) == (None, frozenset())
    with pytest.raises(SignInRefused, match="employee_changed"):
        await tas.people.bind(employee(employee_id="E-101"), "en")


async def test_preferences_are_kept(tas: IdentityUnderTest) -> None:
    person = await tas.people.bind(taxpayer(), "en")
    wanted = Preferences("es", SafeChannel.TELEPHONE, frozenset({SafeHours.MORNING, SafeHours.EVENING}))
    await tas.people.change_preferences(person, wanted)
    assert await tas.people.preferences(person) == wanted
    assert "telephone" not in await _raw(tas, "people")


async def test_keys_are_rotated_beneath_everything(tas: IdentityUnderTest) -> None:
    person = await tas.people.bind(taxpayer(), "en")
    token = await tas.sessions.begin(person, "demonstration", Assurance.PROOFED)
    old = tas.keys.current_id
    tas.keys.rotate()
    assert await tas.people.rewrap_keys() == 1
    assert set(await tas.people.wrapped_by()) == {tas.keys.current_id}
    tas.keys.destroy(old, settled_seconds=0)
    again = People(tas.database, tas.keys, tas.clock)
    assert await again.name(person) == "Ana Rivera"
    assert await Sessions(tas.database, tas.keys, tas.clock, tas.audit, again).find(token) is not None


# Sessions


async def test_a_session_holds_while_it_is_used_and_ends_when_it_is_not(tas: IdentityUnderTest) -> None:
    token = await tas.signed_in()
    for _ in range(3):
        tas.clock.forward(minutes=29, seconds=59)
        assert await tas.sessions.find(token) is not None
    tas.clock.forward(minutes=30)
    assert await tas.sessions.find(token) is None
    assert await tas.sessions.ran_out(token) is not None


async def test_looking_does_not_renew(tas: IdentityUnderTest) -> None:
    token = await tas.signed_in()
    begun = await tas.sessions.find(token)
    tas.clock.forward(minutes=20)
    assert begun is not None
    assert await tas.sessions.find(token, renew=False) == begun
    tas.clock.forward(minutes=10)
    assert await tas.sessions.find(token, renew=False) is None


async def test_a_session_ends_in_any_case(tas: IdentityUnderTest) -> None:
    token = await tas.signed_in()
    for _ in range(24 * 2 - 1):
        tas.clock.forward(minutes=15)
        assert await tas.sessions.extend(token) is not None
    tas.clock.forward(minutes=15)
    assert await tas.sessions.extend(token) is None


async def test_a_session_that_was_ended_is_of_no_use_to_a_thief(tas: IdentityUnderTest) -> None:
    token = await tas.signed_in()
    await tas.sessions.end(token)
    assert await tas.sessions.find(token) is None
    assert await tas.sessions.extend(token) is None
    assert await tas.sessions.ran_out(token) is None
    assert tas.audit.told == [
        ("session.begun", "provider:demonstration", "done"),
        ("session.ended", "self", "done"),
    ]


async def test_a_new_sign_in_has_a_new_id_and_ends_what_it_replaces(tas: IdentityUnderTest) -> None:
    before = await tas.signed_in(Assurance.SIGNED_IN)
    found = await tas.sessions.find(before)
    assert found is not None
    after = await tas.sessions.begin(
        found.actor.person_id, "demonstration", Assurance.PROOFED, SignedIn(replaces=before)
    )
    assert after != before
    assert await tas.sessions.find(before) is None
    assert await tas.sessions.find(after) is not None
    assert await tas.sessions.find(SessionToken("planted" * 7)) is None


async def test_everywhere_but_here(tas: IdentityUnderTest) -> None:
    here, there, third = [await tas.signed_in() for _ in range(3)]
    other = await tas.signed_in(subject="somebody-else", assurance=Assurance.SIGNED_IN)
    mine = await tas.sessions.find(here)
    assert mine is not None
    listed = await tas.sessions.of_person(mine.actor.person_id)
    assert len(listed) == 3
    theirs = await tas.sessions.find(other)
    assert theirs is not None
    assert not await tas.sessions.end_one(theirs.actor.person_id, listed[0].id)
    gone = next(one.id for one in listed if one.id != mine.id)
    assert await tas.sessions.end_one(mine.actor.person_id, gone)
    assert await tas.sessions.end_all(mine.actor.person_id, but=mine.digest) == 1
    assert [await tas.sessions.find(token) is not None for token in (here, there, third, other)] == [
        True,
        False,
        False,
        True,
    ]
    assert await tas.sessions.end_all(mine.actor.person_id) == 1
    assert await tas.sessions.find(here) is None


async def test_the_provider_ends_one_session_or_all(tas: IdentityUnderTest) -> None:
    person = await tas.people.bind(taxpayer(), "en")
    account = tas.people.account_digest(ISSUER, "ana")

    async def begun(sid: str) -> SessionToken:
        return await tas.sessions.begin(person, "demonstration", Assurance.PROOFED, SignedIn(account, sid))

    first, second, third = await begun("one"), await begun("two"), await begun("three")
    assert await tas.sessions.end_of_provider(ISSUER, "somebody-else", "one") == 0
    assert await tas.sessions.end_of_provider(ISSUER, None, None) == 0
    assert await tas.sessions.end_of_provider(ISSUER, None, "one") == 1
    assert await tas.sessions.find(first) is None
    assert await tas.sessions.end_of_provider("https://other.example", "ana", None) == 0
    assert await tas.sessions.end_of_provider(ISSUER, "ana", None) == 2
    assert [await tas.sessions.find(token) for token in (second, third)] == [None, None]


async def test_a_role_taken_away_ends_with_the_next_request(tas: IdentityUnderTest) -> None:
    person = await tas.people.bind(employee(roles=("agent", "supervisor")), "en")
    token = await tas.sessions.begin(person, "staff", Assurance.STAFF)
    before = await tas.sessions.find(token)
    assert before is not None
    assert before.actor.staff_roles == {StaffRole.AGENT, StaffRole.SUPERVISOR}
    await tas.people.bind(employee(roles=("agent",)), "en")
    after = await tas.sessions.find(token)
    assert after is not None
    assert after.actor.staff_roles == {StaffRole.AGENT}
    await tas.people.bind(employee(roles=()), "en")
    assert await tas.sessions.find(token) is None


async def test_signing_out_and_being_there_at_once_leaves_nobody_signed_in(tas: IdentityUnderTest) -> None:
    token = await tas.signed_in()
    tas.clock.forward(minutes=5)
    await asyncio.gather(tas.sessions.end(token), *(tas.sessions.find(token) for _ in range(5)))
    assert await tas.sessions.find(token) is None


async def test_two_gateways_share_sessions(tas: IdentityUnderTest, database_url: str) -> None:
    other = open_database(database_url)
    await other.start()
    people = People(other, tas.keys, tas.clock)
    elsewhere = Sessions(other, tas.keys, tas.clock, tas.audit, people)
    token = await tas.signed_in()
    assert await elsewhere.find(token) is not None
    await elsewhere.end(token)
    assert await tas.sessions.find(token) is None
    await other.stop()


# What was kept


async def test_a_post_is_kept_for_its_person_alone_and_not_for_long(tas: IdentityUnderTest) -> None:
    ana = await tas.people.bind(taxpayer(), "en")
    denise = await tas.people.bind(taxpayer("denise", "900-70-0003"), "en")
    for number in range(7):
        tas.clock.forward(seconds=1)
        await tas.kept.keep(ana, "/portal/matters/one/messages", {"text": [f"words {number}"]})
    kept = await tas.kept.of_person(ana)
    assert [post.fields["text"] for post in kept] == [[f"words {number}"] for number in range(2, 7)]
    assert await tas.kept.of_person(denise) == []
    await tas.kept.drop(denise, kept[0].id)
    await tas.kept.drop(ana, kept[1].id)
    assert await tas.kept.count(ana) == 4
    tas.clock.forward(hours=24)
    assert await tas.kept.of_person(ana) == []


async def test_what_is_over_is_erased(tas: IdentityUnderTest) -> None:
    token = await tas.signed_in()
    found = await tas.sessions.find(token)
    assert found is not None
    person = found.actor.person_id
    await tas.kept.keep(person, "/portal", {"text": ["words"]})
    tas.clock.forward(days=89)
    assert await tas.people.erase_due() == 0
    assert await _raw(tas, "kept_posts") == "[]"
    assert await _raw(tas, "sessions") != "[]"
    tas.clock.forward(days=2)
    assert await tas.people.erase_due() == 0
    assert await _raw(tas, "sessions") == "[]"
    assert await tas.people.name(person)
    tas.clock.forward(days=2555)
    assert await tas.people.erase_due() == 1
    assert [await _raw(tas, table) for table in ("people", "accounts")] == ["[]", "[]"]
