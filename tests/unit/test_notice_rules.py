"""When notices go: mornings by the agency's clock, pauses that grow, and what forbids an e-mail."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.conversations import safe_contact
from casework.conversations.models import Author, ConversationId, Event, Kind
from casework.notices.rules import morning_after, notice_rule, pause_after
from casework.notices.safety import forbidden_since

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("at", "zone", "morning"),
    [
        ("2026-11-20T15:00Z", NEW_YORK, "2026-11-21T13:00Z"),
        ("2026-11-20T12:59Z", NEW_YORK, "2026-11-20T13:00Z"),
        ("2026-11-20T13:00Z", NEW_YORK, "2026-11-21T13:00Z"),
        # Clocks go forward on March 8 and back on November 1, 2026: eight is eight.
        ("2026-03-07T20:00Z", NEW_YORK, "2026-03-08T12:00Z"),
        ("2026-10-31T20:00Z", NEW_YORK, "2026-11-01T13:00Z"),
        # The day is that of the place, which is another than in UTC.
        ("2026-11-20T20:00Z", "Pacific/Guam", "2026-11-20T22:00Z"),
        ("2026-11-20T06:00Z", "Pacific/Honolulu", "2026-11-20T18:00Z"),
    ],
)
def test_the_morning_after(at: str, zone: str, morning: str) -> None:
    assert morning_after(datetime.fromisoformat(at), 8, zone) == datetime.fromisoformat(morning)


@given(
    at=st.integers(1_577_836_800, 2_051_222_400).map(lambda second: datetime.fromtimestamp(second, UTC)),
    hour=st.integers(0, 23),
    zone=st.sampled_from([NEW_YORK, "America/Puerto_Rico", "Pacific/Guam", "Pacific/Honolulu", "America/Anchorage"]),
)
def test_a_morning_is_always_within_a_day_and_by_the_clock(at: datetime, hour: int, zone: str) -> None:
    morning = morning_after(at, hour, zone)
    assert at < morning <= at + timedelta(hours=25)
    shown = morning.astimezone(ZoneInfo(zone))
    # An hour that is left out is shown an hour later.
    assert (shown.hour, shown.minute) in ((hour, 0), (hour + 1, 0))


def test_pauses_grow_up_to_two_hours() -> None:
    pauses = [pause_after(tries) for tries in range(1, 100)]
    assert pauses[0] == timedelta(seconds=30)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=2)


def test_without_a_rule_nothing_is_sent() -> None:
    assert notice_rule(date(2026, 11, 22)).digest_hour == 8
    with pytest.raises(LookupError):
        notice_rule(date(2025, 12, 31))


def _event(number: int, kind: Kind, source: dict[str, Any]) -> Event:
    at = datetime(2026, 11, 22, 12, number, tzinfo=UTC)
    return Event(ConversationId("one"), number, kind, Author.SYSTEM, 1, at, {"source": source})


def _asked(number: int) -> Event:
    return _event(number, Kind.NOTICE, {"key": safe_contact.ASKS_CONTACT})


def _needs(number: int, **needs: Any) -> Event:
    return _event(number, Kind.FACT, {"needs": needs})


@pytest.mark.parametrize(
    ("events", "since"),
    [
        ([], None),
        ([_needs(1, interpreter="ko"), _event(2, Kind.FACT, {"facts": {}})], None),
        ([_asked(1)], 1),
        ([_asked(1), _needs(2, safe_contact=["chat", "write"])], None),
        ([_asked(1), _needs(2, safe_contact=["chat"])], 2),
        ([_asked(1), _needs(2, safe_contact=["chat", "write"]), _needs(3, shared_device="yes")], 3),
        ([_needs(1, shared_device="yes"), _needs(2, shared_device="no")], None),
        ([_needs(1, safe_contact=[]), _needs(2, shared_device="no")], 1),
        # Asked once more, in another chat, and left open.
        ([_asked(1), _needs(2, safe_contact=["write"]), _asked(3)], 3),
    ],
)
def test_what_forbids_an_email_and_since_when(events: list[Event], since: int | None) -> None:
    found = forbidden_since(events)
    assert found == (None if since is None else datetime(2026, 11, 22, 12, since, tzinfo=UTC))


@pytest.mark.parametrize("name", sorted(safe_contact.DOS))
def test_every_answer_of_the_chat_is_understood(name: str) -> None:
    """Whatever the chat offers: only being written to anywhere, on a device of one's own, lets e-mail through."""
    needs, _, _ = safe_contact.answered(name)
    events = [_asked(1), _needs(2, safe_contact=["chat", "write"]), _needs(3, shared_device="no"), _needs(4, **needs)]
    lets = name in ("contact_any", "device_mine", "contact_skip", "contact_change")
    assert (forbidden_since(events) is None) is lets
