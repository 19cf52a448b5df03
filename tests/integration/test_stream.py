"""Streams: each event once, in order, over reconnects, tabs and processes (rule 3)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.gateway import GatewayUnderTest, eventually, fake_rasa, gateway, gateway_process, take
from tests.support.record import HandClock


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path) as running:
        yield running


async def test_a_stream_begins_with_what_there_is_and_goes_on(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    async with guest.stream() as blocks:
        assert await anext(blocks) == {"retry": "2000"}
        assert [event["seq"] for event in await take(blocks, 2)] == [1, 2]
        await guest.say("hello")
        said, answered = await take(blocks, 2)
    assert (said["author"], said["text"]) == ("person", "hello")
    assert (answered["author"], answered["kind"]) == ("assistant", "question")


async def test_blocks_carry_the_seq_as_their_id(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    async with guest.stream(after=1) as blocks:
        await anext(blocks)
        block = await anext(blocks)
    assert block["id"] == "2" == str(block["data"]["seq"])


async def test_a_stream_resumes_after_the_last_event(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    async with guest.stream() as blocks:
        last = (await take(blocks, 2))[-1]["seq"]
    await guest.answer("first")
    await guest.answer("second")
    missed = await guest.events(last)
    async with guest.stream(after=0, last_event_id=last) as blocks:
        assert await take(blocks, len(missed)) == missed
    async with guest.stream(after=last) as blocks:
        assert await take(blocks, len(missed)) == missed


async def test_two_tabs_see_the_same_in_the_same_order(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    async with guest.stream() as one, guest.stream() as other:
        await asyncio.gather(*(guest.say(f"message {number}") for number in range(8)))
        await guest.until(lambda event: event["author"] == "assistant" and event["seq"] > 10)
        await asyncio.sleep(0.3)
        everything = await guest.events()
        assert await take(one, len(everything)) == everything == await take(other, len(everything))
    seqs = [event["seq"] for event in everything]
    assert seqs == sorted(set(seqs))


async def test_typing_is_shown_while_a_turn_runs_and_has_no_id(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    answer = asyncio.Event()
    tas.assistant.before_reply = answer.wait
    async with guest.stream(after=2) as blocks:
        await guest.say("hello")
        seen = [await anext(blocks) for _ in range(3)]
        assert [block.get("event") for block in seen] == [None, None, "typing"]
        assert seen[2] == {"event": "typing", "data": {"typing": True, "author": "assistant"}}
        answer.set()
        following = [await anext(blocks) for _ in range(2)]
    assert following[0]["data"]["kind"] == "question"
    assert following[1] == {"event": "typing", "data": {"typing": False, "author": "assistant"}}


async def test_typing_is_shown_for_another_processs_turn_until_its_lease_runs_out(tmp_path: Path) -> None:
    clock = HandClock()
    async with gateway(tmp_path, clock=clock) as here, gateway(tmp_path, clock=clock) as there:
        here.services.runner._draining = True  # it takes up no turn of its own
        guest = await here.begin()
        answer = asyncio.Event()
        there.assistant.before_reply = answer.wait
        async with guest.stream(after=2) as blocks:
            assert await anext(blocks) == {"retry": "2000"}
            guest.client = there.client
            await guest.say("hello")
            async with asyncio.timeout(30):
                assert (await anext(blocks))["data"]["text"] == "hello"
                assert await anext(blocks) == {"event": "typing", "data": {"typing": True, "author": "assistant"}}
                clock.forward(seconds=16)  # as if that process had died
                assert await anext(blocks) == {"event": "typing", "data": {"typing": False, "author": "assistant"}}
                answer.set()
                assert (await anext(blocks))["data"]["kind"] == "question"


async def test_nothing_happens_and_the_stream_says_so(tmp_path: Path) -> None:
    async with gateway(tmp_path, ping_seconds=0.05) as tas:
        guest = await tas.begin()
        async with guest.stream(after=2) as blocks:
            assert await anext(blocks) == {"retry": "2000"}
            assert await anext(blocks) == {"comment": "ping"}
            assert await anext(blocks) == {"comment": "ping"}


async def test_what_another_process_records_is_seen(tmp_path: Path) -> None:
    async with gateway(tmp_path) as here, gateway(tmp_path) as there:
        guest = await here.begin()
        async with guest.stream(after=2) as blocks:
            await anext(blocks)
            guest.client = there.client
            await guest.say("from the other one")
            said, answered = await take(blocks, 2, seconds=5)
        assert said["text"] == "from the other one"
        assert answered["author"] == "assistant"
        assert len(there.assistant.requests) + len(here.assistant.requests) == 1


async def test_streams_that_nobody_reads_any_longer_are_forgotten(tas: GatewayUnderTest) -> None:
    before = tas.services.bus.subscribed  # type: ignore[attr-defined]
    guest = await tas.begin()
    async with guest.stream() as blocks:
        await take(blocks, 2)
        assert tas.services.limits.open_streams == 1
    await eventually(lambda: tas.services.limits.open_streams == 0)
    assert tas.services.streams._followed == {}
    assert tas.services.bus.subscribed == before  # type: ignore[attr-defined]


async def test_stopping_ends_streams_after_the_turn_that_runs(tmp_path: Path) -> None:
    async with fake_rasa() as rasa, gateway_process(tmp_path, rasa.url) as tas:
        guest = await tas.begin()
        rasa.answer = lambda _turn: None
        async with guest.stream() as blocks:
            await take(blocks, 2)
            tas.process.terminate()
            async with asyncio.timeout(30):
                assert [block async for block in blocks if "id" in block] == []
        assert await tas.end() == 0


async def test_stopping_lets_the_turn_that_runs_finish(tmp_path: Path) -> None:
    slow = asyncio.Event()
    async with fake_rasa() as rasa, gateway_process(tmp_path, rasa.url) as tas:
        guest = await tas.begin()
        original = rasa._one

        async def later(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
            await slow.wait()
            return await original(reader, writer)

        rasa._one = later  # type: ignore[method-assign]
        async with guest.stream(after=2) as blocks:
            await guest.say("hello")
            await asyncio.sleep(0.2)
            tas.process.terminate()
            await asyncio.sleep(0.2)
            slow.set()
            said, answered = await take(blocks, 2)
        assert (said["author"], answered["author"]) == ("person", "assistant")
        assert await tas.end() == 0
