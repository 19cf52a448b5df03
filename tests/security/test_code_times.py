"""Codes that open nothing take the same time, whatever they were: nobody learns from a clock what a code had been.

No limit in seconds: the kinds are tried in turn in one process, and the fastest of each compared with each other. What
slows the machine only ever adds; whoever asks often enough learns the fastest.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from casework.access_codes.service import CodeUnknown
from casework.access_codes.tries import By
from casework.conversations.models import Holder, VisitorToken
from tests.support.record import client_id
from tests.support.sample_people import ZONE, SignedInRecord, open_signed_in

_ROUNDS = 40
_MOST_APART = 1.5
_TRIES = 2
_VISITOR = VisitorToken("v" * 43)


async def codes_over(tas: SignedInRecord) -> Mapping[str, str]:
    """A code of each kind that opens nothing any more, or never did."""
    brooks = await tas.actor("brooks")
    matter = await tas.matter("denise", "8123457")

    async def continuation() -> str:
        public = (await tas.record.conversations.create("screening", "en", ZONE, _VISITOR)).id
        return (await tas.continuing.consent(public, Holder(visitor=_VISITOR))).code

    over = await continuation()
    expired_invitation = (await tas.staff_codes.invite(brooks, matter)).code
    tas.record.clock.forward(days=71)
    used = await continuation()
    await tas.enter("irene", used)
    used_invitation = (await tas.staff_codes.invite(brooks, matter)).code
    await tas.enter("denise", used_invitation)
    ended = (await tas.staff_codes.new_code(brooks)).code
    await tas.staff_codes.end_code(brooks)
    public = (await tas.record.conversations.create("screening", "en", ZONE, _VISITOR)).id
    of_another_kind = (await tas.record.returning.new_code(public, Holder(visitor=_VISITOR))).code
    return {
        "used continuation": used,
        "expired continuation": over,
        "used invitation": used_invitation,
        "expired invitation": expired_invitation,
        "ended employee": ended,
        "another kind": of_another_kind,
        "unknown": "K7MX3RQP9TW",
        "mistyped": used[:-1] + ("A" if used[-1] != "A" else "B"),
        "no code": "never",
    }


async def fastest(tas: SignedInRecord, codes: Mapping[str, str]) -> dict[str, float]:
    """Seconds of each kind: the least of many tries, taken in turn."""
    taken: dict[str, list[float]] = {kind: [] for kind in codes}
    for at in range(_ROUNDS):
        # Begun with another one each time: none is always the one after a pause.
        kinds = [*codes][at % len(codes) :] + [*codes][: at % len(codes)]
        for number, kind in enumerate(kinds):
            # Somebody new each time, who doesn't have to wait.
            by = By(f"2001:db8:{at:x}:{number:x}::/64", f"person:{at}-{number}")
            actor, sent = await tas.actor("paul"), client_id()
            began = time.perf_counter()
            with pytest.raises(CodeUnknown):
                await tas.entering.enter(actor, codes[kind], by, "en", ZONE, sent)
            taken[kind].append(time.perf_counter() - began)
        # The budget of everybody together is another test's.
        tas.record.clock.forward(hours=1)
    return {kind: min(seconds) for kind, seconds in taken.items()}


async def test_whatever_a_code_was_its_refusal_takes_as_long(tmp_path: Path) -> None:
    tas = await open_signed_in(f"sqlite+aiosqlite:///{tmp_path / 'record.sqlite'}", tmp_path)
    try:
        codes = await codes_over(tas)
        for tried in range(1, _TRIES + 1):
            seconds = await fastest(tas, codes)
            if max(seconds.values()) < _MOST_APART * min(seconds.values()):
                return
            assert tried < _TRIES, seconds
    finally:
        await tas.record.database.stop()
