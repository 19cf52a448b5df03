"""Turns a second and the time to an answer, beside stock Rasa in the same run.

    ./tas bench turns [--seconds 30] [--conversations 32] [--rate 20] [--without-encoder]

Ours: `./tas up`'s processes, the screenings of the people of tests/conversations through the HTTP contract, in their words
and with their buttons, the answer awaited on the event stream; time is from the POST's first byte to the answer's
arrival, so the commit lies before it. Stock: `rasa init` over its REST channel with the messages of its own stories. Both
run one after the other on the same machine, each measured with the other stopped.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import psutil

from cli import processes, setup
from tests.support.player import PlayFailed, answer_of, people
from tests.support.running import Part, prepare, stopping, wait_until_healthy

STOCK_MESSAGES = ("hello", "i am very sad", "no", "that is great", "are you a bot?", "bye")


_MOST_QUESTIONS = 15


@dataclass
class Figures:
    """Times of turns, in milliseconds, and how long they took in all."""

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    failed: int = 0

    def summary(self) -> dict[str, float]:
        times = sorted(self.milliseconds)
        return {
            "turns": len(times),
            "turns_per_second": round(len(times) / self.seconds, 1),
            "ms_median": round(statistics.median(times), 1),
            "ms_p95": round(times[int(len(times) * 0.95)], 1),
            "ms_p99": round(times[int(len(times) * 0.99)], 1),
            "failed": self.failed,
        }


class Screening:
    """One person after another on one connection: opens a conversation and answers until it is determined."""

    def __init__(self, client: aiohttp.ClientSession, chance: random.Random, people: Sequence[dict[str, Any]]) -> None:
        self._client = client
        self._chance = chance
        self._people = people
        self._message: dict[str, Any] | None = None
        self._stream: AsyncGenerator[dict[str, Any]] | None = None

    async def turn(self) -> None:
        """One turn, from the POST to the committed answer."""
        await self.prepare()
        assert self._message is not None
        self._message = self._following(await self._send(self._message))

    async def prepare(self) -> None:
        """Opens a conversation and its stream, as a page does, so that the next turn is a turn and nothing else."""
        if self._message is not None:
            return
        await self.close()
        self._person = self._chance.choice(self._people)
        first = self._person["says_first"]
        self._first = list(first) if isinstance(first, list) else [first]
        self._asked: Counter[str] = Counter()
        async with self._client.post("/api/v1/conversations", json={"language": self._person["language"]}) as answer:
            begun = await answer.json()
        self._id, self._headers = begun["id"], {"Authorization": f"Bearer {begun['token']}"}
        self._stream = self._events()
        await self._answer()
        self._message = {"text": self._first.pop(0)}

    async def close(self) -> None:
        """Lets go of the stream."""
        if self._stream is not None:
            await self._stream.aclose()
            self._stream = None

    async def _events(self) -> AsyncGenerator[list[dict[str, Any]]]:
        """The events of each commit: the stream sends them as one chunk."""
        headers = {**self._headers, "Accept": "text/event-stream"}
        async with self._client.get(f"/api/v1/conversations/{self._id}/events", headers=headers) as stream:
            read = b""
            async for part, is_whole in stream.content.iter_chunks():
                read += part
                if is_whole:
                    lines = [line[5:] for line in read.splitlines() if line.startswith(b"data:")]
                    yield [event for event in map(json.loads, lines) if "seq" in event]
                    read = b""

    async def _answer(self) -> list[dict[str, Any]]:
        """The events of the next commit that the assistant has made. Raises RuntimeError where it failed the turn."""
        assert self._stream is not None
        while True:
            events = await anext(self._stream)
            if any(event.get("key", "").startswith(("notice-assistant", "notice-could-not")) for event in events):
                raise RuntimeError("a failed turn")
            if any(event["author"] == "assistant" for event in events):
                return events

    def _following(self, answered: list[dict[str, Any]]) -> dict[str, Any] | None:
        """What the person sends next; None where the conversation is over or the script has no answer."""
        if self._first:
            return {"text": self._first.pop(0)}
        question = next((event for event in answered if event["kind"] == "question"), None)
        if question is None or self._asked.total() >= _MOST_QUESTIONS:
            return None
        asks = question["asks"]
        self._asked[asks] += 1
        try:
            return answer_of(self._person, question, self._asked[asks] - 1)
        except PlayFailed:
            return None

    async def _send(self, message: dict[str, Any]) -> list[dict[str, Any]]:
        posted = asyncio.create_task(self._post({"client_id": str(uuid.uuid4()), **message}))
        answered = await self._answer()
        await posted
        return answered

    async def _post(self, message: dict[str, Any]) -> None:
        path = f"/api/v1/conversations/{self._id}/messages"
        async with self._client.post(path, json=message, headers=self._headers) as answer:
            await answer.read()


async def as_fast_as_possible(turn_of: list[Callable[[], Awaitable[None]]], seconds: float) -> Figures:
    """Every conversation sends its next message as soon as the last is answered."""
    figures, started = Figures(), time.perf_counter()

    async def one(turn: Callable[[], Awaitable[None]]) -> None:
        while time.perf_counter() - started < seconds:
            began = time.perf_counter()
            try:
                await turn()
            except (aiohttp.ClientError, RuntimeError):
                figures.failed += 1
            else:
                figures.milliseconds.append((time.perf_counter() - began) * 1000)

    await asyncio.gather(*(one(turn) for turn in turn_of))
    figures.seconds = time.perf_counter() - started
    return figures


async def at_random_times(screenings: list[Screening], rate: float, seconds: float, chance: random.Random) -> Figures:
    """Turns arrive as a Poisson process; a turn that finds every conversation busy waits, and the wait counts."""
    figures, free = Figures(), asyncio.Queue[Screening]()
    for screening in screenings:
        await screening.prepare()
        free.put_nowait(screening)
    running: set[asyncio.Task[None]] = set()
    started = time.perf_counter()

    async def one() -> None:
        screening = await free.get()
        began = time.perf_counter()
        try:
            await screening.turn()
            figures.milliseconds.append((time.perf_counter() - began) * 1000)
            await screening.prepare()
        except (aiohttp.ClientError, RuntimeError):
            figures.failed += 1
        free.put_nowait(screening)

    due = started
    while time.perf_counter() - started < seconds:
        due += chance.expovariate(rate)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        task = asyncio.create_task(one())
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    figures.seconds = time.perf_counter() - started
    return figures


async def measure_ours(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Ours, both ways; and the memory of all processes together."""
    system = prepare(folder, rasa_servers=processes.RASA_SERVERS)
    with stopping(system):
        system.start_actions(wait=False)
        system.start_rasa()
        system.start_gateway()
        async with _client(system.url) as client:
            # An emergency is answered by the gateway at once, which is no turn.
            screened = [person for person in people() if not person["expects"].get("emergency_first")]
            screenings = [Screening(client, random.Random(seed), screened) for seed in range(options.conversations)]
            await as_fast_as_possible([screening.turn for screening in screenings], 3)  # warm
            fast = await as_fast_as_possible([screening.turn for screening in screenings], options.seconds)
            paced = await at_random_times(screenings, options.rate, options.seconds, random.Random(1))
            for screening in screenings:
                await screening.close()
        memory = sum(_memory_megabytes(part) for part in system.parts.values())
    return {
        "as_fast_as_possible": fast.summary(),
        f"at_{options.rate:g}_a_second": paced.summary(),
        "memory_megabytes": memory,
    }


def _memory_megabytes(part: Part) -> int:
    """Proportional set size of a process and its children, so that shared pages count once."""
    process = psutil.Process(part.running.pid)
    return sum(one.memory_full_info().pss for one in [process, *process.children(recursive=True)]) // 1_000_000


async def measure_stock(options: argparse.Namespace) -> dict[str, Any]:
    """`rasa init`, trained once and kept, over its REST channel."""
    project = Path(setup.STATE) / "bench" / "stock"
    python, environment = setup.python_of("bot"), {**setup.bot_environment_variables(), "PYTHONPATH": ""}
    if not list(project.glob("models/*.tar.gz")):
        project.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [python, "-m", "rasa", "init", "--no-prompt", "--init-dir", str(project)],
            check=True,
            env=environment,
            cwd=project,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    (project / "credentials.yml").write_text("rest:\n")
    port = processes.reserve_port()
    command = [python, "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(port)]
    log = project / "rasa.log"
    with log.open("ab") as file:
        running = subprocess.Popen(command, cwd=project, env=environment, stdout=file, stderr=file)
    part = Part(processes.Process("stock", command, environment, f"http://127.0.0.1:{port}/"), running, log)
    try:
        wait_until_healthy(part)
        async with _client(f"http://127.0.0.1:{port}") as client:
            turns = [_stock_turn(client, f"bench-{number}") for number in range(options.conversations)]
            await as_fast_as_possible(turns, 3)
            fast = await as_fast_as_possible(turns, options.seconds)
            memory = _memory_megabytes(part)
    finally:
        running.terminate()
        running.wait()
    return {"as_fast_as_possible": fast.summary(), "memory_megabytes": memory}


def _client(url: str) -> aiohttp.ClientSession:
    """The same for both: it shares the machine with what is measured, so it has to be light."""
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=60)
    return aiohttp.ClientSession(
        url, connector=aiohttp.TCPConnector(limit=0), timeout=timeout, raise_for_status=True, trust_env=False
    )


def _stock_turn(client: aiohttp.ClientSession, sender: str) -> Callable[[], Awaitable[None]]:
    sent = 0

    async def turn() -> None:
        nonlocal sent
        message = STOCK_MESSAGES[sent % len(STOCK_MESSAGES)]
        sent += 1
        async with client.post("/webhooks/rest/webhook", json={"sender": sender, "message": message}) as answer:
            await answer.read()

    return turn


def main(arguments: list[str]) -> int:
    """Prints one JSON object: ours, stock, and the ratio of turns a second."""
    parser = argparse.ArgumentParser(prog="tas bench turns", description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--conversations", type=int, default=32)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--without-encoder", action="store_true", help="shows what the sentence encoder costs")
    options = parser.parse_args(arguments)
    if options.without_encoder:
        os.environ["TAS_BENCH_WITHOUT_ENCODER"] = "1"
    setup.ensure_model()
    with tempfile.TemporaryDirectory() as folder:
        ours = asyncio.run(measure_ours(options, Path(folder)))
    stock = asyncio.run(measure_stock(options))
    ratio = ours["as_fast_as_possible"]["turns_per_second"] / stock["as_fast_as_possible"]["turns_per_second"]
    result = {"ours": ours, "stock": stock, "times_stock": round(ratio, 2), "cores": os.cpu_count()}
    json.dump(result, sys.stdout, indent=1)
    print()
    return 0
