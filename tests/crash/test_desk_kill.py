"""A gateway killed at each step of what an agent does, and a desk gone in mid-sentence: nothing is lost or said twice."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from casework.clock import local_date
from casework.faults import DESK_POINTS
from casework.handoff import rules
from tests.support.desk_browser import CLOSING, AgentBrowser, at_desk_of_process
from tests.support.fake_rasa import fake_rasa
from tests.support.gateway import NO_TLS, Guest
from tests.support.kill_points import at_each
from tests.support.record import client_id
from tests.support.running import System, prepare, stopping

_ALWAYS_OPEN = {"TAS_DESK_ALWAYS_OPEN": "true"}
_LEASE = rules.times(local_date(datetime.now(UTC), "America/New_York")).lease
# The sweep's own two seconds, and a machine that has other work.
_SWEPT_WITHIN_SECONDS = 20.0


def _reply(_request: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"ask": "hardship"}]


@asynccontextmanager
async def _waiting(system: System) -> AsyncIterator[Guest]:
    """Somebody who asked for a person, at the first gateway."""
    async with httpx.AsyncClient(verify=NO_TLS, base_url=system.url, timeout=15, trust_env=False) as client:
        begun = (await client.post("/api/v1/conversations", json={"language": "en"})).json()
        guest = Guest(begun["id"], begun["token"], client)
        await guest.choose("do.person")
        yield guest


@asynccontextmanager
async def _again(system: System, guest: Guest) -> AsyncIterator[None]:
    """The same person at the last gateway."""
    async with httpx.AsyncClient(verify=NO_TLS, base_url=system.urls[-1], timeout=15, trust_env=False) as client:
        guest.client = client
        yield


_Act = Callable[[AgentBrowser], Awaitable[httpx.Response]]


def _acts(chat: str, seen: int) -> list[_Act]:
    """What the agent does one after the other; sent again each is the same."""
    sent = [client_id() for _ in range(4)]
    return [
        lambda agent: agent.act(chat, "claim", sent[0]),
        lambda agent: agent.act(chat, "notes", sent[1], text="sounds tired"),
        lambda agent: agent.draft(chat, "I am looking into"),
        lambda agent: agent.act(chat, "messages", sent[2], text="I am looking into it.", expected_seq=seen),
        lambda agent: agent.act(chat, "close", sent[3], **CLOSING, expected_seq=seen),
    ]


def _transfer(chat: str) -> list[_Act]:
    sent = [client_id() for _ in range(2)]
    return [
        lambda agent: agent.act(chat, "claim", sent[0]),
        lambda agent: agent.act(
            chat, "transfer", sent[1], to={"skill": "language:es"}, note="speaks Spanish", anyway=True
        ),
    ]


@at_each(DESK_POINTS)
async def test_killed_at_each_step_each_act_is_done_once(tmp_path: Path, point: str) -> None:
    system, transfers = prepare(tmp_path, _ALWAYS_OPEN), point.startswith("desk.transfer")
    with stopping(system), fake_rasa(system.rasa_port, _reply):
        doomed = system.start_gateway("doomed", TAS_FAULT=point)
        async with _waiting(system) as guest, at_desk_of_process(tmp_path, system.url, "vega") as vega:
            await vega.presence()
            # Nobody writes but the agent: the person's last word is what the agent has seen.
            seen = (await guest.events())[-1]["seq"]
            acts, done = _transfer(guest.id) if transfers else _acts(guest.id, seen), 0
            with contextlib.suppress(httpx.TransportError):
                for act in acts:
                    assert (await act(vega)).is_success
                    done += 1
            assert done < len(acts)
            assert doomed.running.wait(timeout=15) == -signal.SIGKILL
        system.start_gateway("survivor")
        async with _again(system, guest), at_desk_of_process(tmp_path, system.urls[-1], "vega") as vega:
            for act in acts[done:]:
                answer = await act(vega)
                assert answer.is_success, answer.text
            events, opened = await guest.events(), None if transfers else await vega.open(guest.id)
    changed = [event.get("reason", event["kind"]) for event in events if event["kind"] in ("owner", "closed")]
    assert changed == ["asked", "joined", "transferred" if transfers else "closed"]
    assert [event["seq"] for event in events] == sorted({event["seq"] for event in events})
    if opened is not None:
        said = [event["text"] for event in events if (event["author"], event["kind"]) == ("agent", "message")]
        assert said == ["I am looking into it."]
        assert [note["text"] for note in opened["notes"]] == ["sounds tired"]
        assert opened["draft"] == ""


async def test_a_desk_gone_in_mid_sentence_gives_the_chat_back_and_keeps_the_draft(tmp_path: Path) -> None:
    system = prepare(tmp_path, _ALWAYS_OPEN)
    with stopping(system), fake_rasa(system.rasa_port, _reply):
        system.start_gateway("before")
        async with _waiting(system) as guest, at_desk_of_process(tmp_path, system.url, "vega") as vega:
            await vega.presence()
            await vega.claim(guest.id)
            assert (await vega.reply(guest.id, "Good day")).status_code == 201
            assert (await vega.draft(guest.id, "I am looking into your le")).status_code == 204
        # Browser and gateway are gone at once, and are so for as long as the lease lasts.
        system.parts["before"].stop(signal.SIGKILL)
        late = (datetime.now(UTC) + _LEASE + timedelta(seconds=1)).isoformat()
        system.start_gateway("after", TAS_CLOCK_STARTS_AT=late)
        async with (
            _again(system, guest),
            at_desk_of_process(tmp_path, system.urls[-1], "brooks") as brooks,
            at_desk_of_process(tmp_path, system.urls[-1], "vega") as vega,
        ):
            await guest.until(lambda event: event.get("reason") == "agent_lost", seconds=_SWEPT_WITHIN_SECONDS)
            await brooks.presence("away")
            queue = (await brooks.state())["queue"]
            assert [(chat["conversation"], chat["front"]) for chat in queue] == [(guest.id, True)]
            # What was being written is not said by itself, nor lost: whoever had the chat gets it again, with the draft.
            assert [event["text"] for event in await guest.events() if event["author"] == "agent"] == ["Good day"]
            await vega.presence()
            await vega.claim(guest.id)
            assert (await vega.open(guest.id))["draft"] == "I am looking into your le"
            assert (await vega.reply(guest.id, "I am looking into your levy.")).status_code == 201
            said = [event["text"] for event in await guest.events() if event["author"] == "agent"]
            assert said == ["Good day", "I am looking into your levy."]
