"""Limits: what a bucket gives out, what a limited client is told, and that one person's limit is not another's."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.limits import Limits, TokenBuckets, counted_address
from channels.problems import Problem
from channels.settings import Settings
from tests.support.gateway import gateway, take


@given(
    burst=st.integers(1, 20),
    per_second=st.floats(0.01, 50),
    waits=st.lists(st.floats(0, 20), min_size=1, max_size=80),
)
def test_never_more_than_burst_and_rate_together(burst: int, per_second: float, waits: list[float]) -> None:
    buckets = TokenBuckets(burst, per_second)
    now, taken = 0.0, 0
    for wait in waits:
        now += wait
        if buckets.take("one", now) == 0:
            taken += 1
        assert taken <= burst + per_second * now + 1e-6


@given(burst=st.integers(1, 20), per_second=st.floats(0.01, 50), tries=st.integers(1, 60))
def test_whoever_waits_as_told_gets_a_token(burst: int, per_second: float, tries: int) -> None:
    buckets = TokenBuckets(burst, per_second)
    now = 0.0
    for _ in range(tries):
        wait = buckets.take("one", now)
        if wait:
            now += wait + 1e-6
            assert buckets.take("one", now) == 0


@given(st.lists(st.tuples(st.integers(0, 30), st.floats(-5, 5)), max_size=200))
def test_memory_is_bounded_whatever_the_clock_does(taken: list[tuple[int, float]]) -> None:
    buckets = TokenBuckets(3, 1, most_keys=10)
    now = 100.0
    for key, step in taken:
        now += step
        assert 0 <= buckets.take(str(key), now) <= 1 + 1e-9
        assert len(buckets) <= 10


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("nonsense", "unknown"),
        ("", "unknown"),
    ],
)
def test_what_an_address_counts_as(address: str, counted: str) -> None:
    assert counted_address(address) == counted


def test_neighbours_in_another_network_are_not_limited() -> None:
    limits = Limits(Settings(requests_per_minute=1), monotonic=lambda: 0.0)
    limits.request("2001:db8:1:2::1")
    with pytest.raises(Problem):
        limits.request("2001:db8:1:2::ffff")
    limits.request("2001:db8:1:3::1")


def test_streams_are_counted_as_long_as_they_are_open() -> None:
    limits = Limits(Settings(streams_per_address=2, streams_at_once=3))
    with limits.stream("192.0.2.1"), limits.stream("192.0.2.1"):
        with pytest.raises(Problem), limits.stream("192.0.2.1"):
            pass
        with limits.stream("192.0.2.2"), pytest.raises(Problem), limits.stream("192.0.2.3"):
            pass
    assert limits.open_streams == 0


async def test_too_many_messages_are_told_when_to_come_again(tmp_path: Path) -> None:
    async with gateway(tmp_path, messages_per_minute=3) as tas:
        limited, other = await tas.begin("es"), await tas.begin()
        answers = [await limited.post(text=f"message {number}") for number in range(5)]
        assert [answer.status_code for answer in answers] == [201, 201, 201, 429, 429]
        refused = answers[-1]
        assert refused.json()["code"] == "rate_limited"
        assert 0 < int(refused.headers["retry-after"]) <= 20
        assert refused.headers["retry-after"] in refused.json()["detail"]
        assert refused.headers["content-language"] == "es"
        assert (await other.post(text="hello")).status_code == 201
        assert len([event for event in await limited.events() if event["author"] == "person"]) == 3


async def test_somebody_elses_tries_do_not_use_up_a_conversations_limit(tmp_path: Path) -> None:
    async with gateway(tmp_path, messages_per_minute=2) as tas:
        mine, other = await tas.begin(), await tas.begin()
        for _ in range(5):
            answer = await tas.client.post(f"{mine.path}/messages", json={}, headers=other.headers)
            assert answer.status_code == 404
        assert (await mine.post(text="hello")).status_code == 201


async def test_too_many_conversations_and_requests_from_one_address(tmp_path: Path) -> None:
    async with gateway(tmp_path, conversations_per_hour=2, requests_per_minute=8) as tas:
        begun = [await tas.client.post("/api/v1/conversations", json={"language": "en"}) for _ in range(3)]
        assert [answer.status_code for answer in begun] == [201, 201, 429]
        assert math.isclose(int(begun[-1].headers["retry-after"]), 1800, abs_tol=5)
        statuses = [(await tas.client.get("/nowhere")).status_code for _ in range(8)]
        assert statuses[:5] == [404] * 5
        assert statuses[-1] == 429


async def test_too_many_streams_from_one_address(tmp_path: Path) -> None:
    async with gateway(tmp_path, streams_per_address=1) as tas:
        guest = await tas.begin()
        async with guest.stream() as blocks:
            await take(blocks, 1)
            refused = await tas.client.get(
                f"{guest.path}/events", headers={**guest.headers, "Accept": "text/event-stream"}
            )
            assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")


async def test_an_address_is_believed_from_trusted_proxies_only(tmp_path: Path) -> None:
    for proxies, statuses in ((0, [404, 429]), (1, [404, 404])):
        folder = tmp_path / str(proxies)
        folder.mkdir()
        async with gateway(folder, requests_per_minute=1, trusted_proxies=proxies) as tas:
            got = [
                (
                    await tas.client.get("/nowhere", headers={"X-Forwarded-For": f"198.51.100.9, 192.0.2.{last}"})
                ).status_code
                for last in (1, 2)
            ]
            assert got == statuses
            spoofed = await tas.client.get("/nowhere", headers={"X-Forwarded-For": "203.0.113.5, 192.0.2.2"})
            assert spoofed.status_code == 429
