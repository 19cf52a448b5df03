"""Codes as they are drawn, said, mistyped and read back, and the waits of who guesses."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import StaticPool, select
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from stdnum.iso7064 import mod_37_36

from adapters.database.going import erase
from adapters.keys.key_file import KeyFile
from casework.access_codes import symbols
from casework.access_codes.rules import tries_rule
from casework.access_codes.tries import By, Tries, code_tries, tries_going
from casework.redaction import for_assistant, without_codes
from tests.support.record import HandClock

# As they are drawn, but by Hypothesis, so that a code that fails can be tried again.
CODES = (
    st.sampled_from([10, 14])
    .flatmap(lambda count: st.text(symbols.SYMBOLS, min_size=count, max_size=count))
    .map(lambda random: random + mod_37_36.calc_check_digit(random))
    .filter(lambda code: code[-1] in symbols.SYMBOLS and not code[:-1].isdigit() and not code[:-1].isalpha())
)
RULE = tries_rule(HandClock().now().date())
_MISREAD = {"0": "0oO", "1": "1iIlL"}


@st.composite
def as_typed(draw: st.DrawFn, code: str) -> str:
    """A code as somebody types or says it: other letters for digits, small letters, marks and blanks between."""
    spelled = []
    for symbol in code:
        spelled.append(draw(st.sampled_from(_MISREAD.get(symbol, symbol + symbol.lower()))))
        spelled.append(draw(st.sampled_from(["", "", " ", "-", " - ", "\u2013", "\u00a0", ".", ", "])))
    return draw(st.sampled_from(["", " ", "\t"])) + "".join(spelled)


@given(st.data(), CODES)
def test_a_code_is_read_however_it_is_typed(data: st.DataObject, code: str) -> None:
    assert symbols.read(data.draw(as_typed(code))) == code


@pytest.mark.parametrize("count", [10, 14])
def test_a_drawn_code_has_no_symbol_that_is_misread(count: int) -> None:
    codes = {symbols.drawn(count) for _ in range(2000)}
    assert len(codes) == 2000
    assert {symbol for code in codes for symbol in code} == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert {len(code) for code in codes} == {count + 1}
    assert all(mod_37_36.is_valid(code) for code in codes)


@given(CODES)
def test_a_code_is_read_as_it_is_shown(code: str) -> None:
    assert symbols.read(symbols.grouped(symbols.Code(code))) == code


@given(CODES, st.data())
def test_the_check_symbol_finds_a_wrong_symbol(code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from([symbol for symbol in symbols.SYMBOLS if symbol != code[place]]))
    assert mod_37_36.is_valid(code)
    assert not mod_37_36.is_valid(code[:place] + wrong + code[place + 1 :])


@given(st.text(max_size=300))
def test_anything_can_be_read(typed: str) -> None:
    assert len(symbols.read(typed)) <= 20 * symbols.MOST_TYPED_CHARACTERS


@given(CODES, st.sampled_from(["-", " ", ""]), st.booleans())
def test_a_code_in_a_sentence_is_cut_out(code: str, mark: str, small: bool) -> None:
    shown = symbols.grouped(symbols.Code(code)).replace("-", mark)
    if small and mark:
        shown = shown.lower()
    text = f"I want to go on, here it is {shown}, thanks"
    mixes = any(not group.isalpha() and not group.isdigit() for group in shown.replace("-", " ").split())
    if mark == " " and not mixes:
        return  # in 1 of 200 codes every group is a word or a number, and could be part of the sentence
    assert without_codes(text) == "I want to go on, here it is [CODE], thanks"
    assert shown not in for_assistant(text)


class TriesUnderTest:
    """Tries over a database in memory, each call a transaction of its own."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self._tries = Tries(KeyFile(folder / "keys.json"), self.clock)
        self._engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        self._do(lambda connection: connection.run_sync(code_tries.create))
        return self

    def __exit__(self, *_raised: object) -> None:
        self._runner.run(self._engine.dispose())
        self._runner.close()

    def wait_seconds(self, by: By) -> float:
        async def look(connection: AsyncConnection) -> float:
            return (await self._tries.standing(connection, by)).wait_seconds

        return self._do(look)

    def tried(self, by: By, right: bool = False) -> None:
        async def count(connection: AsyncConnection) -> None:
            stood = await self._tries.standing(connection, by)
            await self._tries.count(connection, stood)
            if right:
                await self._tries.take_back(connection, stood)

        self._do(count)

    def forget(self) -> None:
        self._do(lambda connection: erase(connection, tries_going(self.clock.now())))

    def rows(self) -> list[tuple[Any, ...]]:
        async def all_rows(connection: AsyncConnection) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in await connection.execute(select(code_tries).order_by(code_tries.c.counted))]

        return self._do(all_rows)

    def _do[Result](self, work: Callable[[AsyncConnection], Awaitable[Result]]) -> Result:
        async def begun() -> Result:
            async with self._engine.begin() as connection:
                return await work(connection)

        return self._runner.run(begun())


@pytest.fixture
def tries(tmp_path: Path) -> Iterator[TriesUnderTest]:
    with TriesUnderTest(tmp_path) as under_test:
        yield under_test


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2000)), min_size=1, max_size=120))
def test_the_tries_of_one_address_are_bounded_and_each_wait_is_kept(steps: list[tuple[str, int]]) -> None:
    looked_at: dict[str, int] = dict.fromkeys("abc", 0)
    with tempfile.TemporaryDirectory() as folder, TriesUnderTest(Path(folder)) as tries:
        began = tries.clock.now()
        for name, pause in steps:
            tries.clock.forward(seconds=pause)
            if tries.wait_seconds(By(name)) == 0:
                tries.tried(By(name))
                looked_at[name] += 1
        hours = (tries.clock.now() - began) / timedelta(hours=1)
    # The free ones, the growing waits, then one in each longest wait; after a day of rest the count begins anew.
    growing = RULE.free_tries_of_an_address + 10 + hours * 3600 / RULE.longest_delay.total_seconds()
    assert max(looked_at.values()) <= growing * (1 + hours // 24)


def test_waits_double_up_to_the_longest_and_are_forgotten(tries: TriesUnderTest) -> None:
    by = By("192.0.2.7", "a browser")
    waits = []
    for _ in range(16):
        tries.clock.forward(seconds=tries.wait_seconds(by))
        tries.tried(by)
        waits.append(tries.wait_seconds(by))
    free = RULE.free_tries_of_a_browser
    assert waits[: free - 1] == [0] * (free - 1)
    assert waits[free - 1 : free + 3] == [5, 10, 20, 40]
    assert waits[-1] == RULE.longest_delay.total_seconds()
    # Another browser at the same address is not made to wait for the slips of this one.
    assert tries.wait_seconds(By("192.0.2.7", "another browser")) == 0
    tries.clock.forward(hours=25)
    assert tries.wait_seconds(by) == 0
    # Counting begins anew, and what no longer counts is removed.
    tries.tried(by)
    assert tries.wait_seconds(by) == 0
    tries.clock.forward(hours=25)
    tries.forget()
    assert tries.rows() == []


def test_a_browser_that_found_its_code_has_no_slips_left(tries: TriesUnderTest) -> None:
    by = By("192.0.2.7", "a browser")
    for _ in range(RULE.free_tries_of_a_browser - 1):
        tries.tried(by)
    tries.tried(by, right=True)
    tries.tried(by)
    assert tries.wait_seconds(by) == 0


def test_a_right_code_leaves_the_address_as_it_was(tries: TriesUnderTest) -> None:
    for _ in range(RULE.free_tries_of_an_address + 3):
        tries.clock.forward(seconds=tries.wait_seconds(By("192.0.2.7")))
        tries.tried(By("192.0.2.7"))
    tries.clock.forward(seconds=tries.wait_seconds(By("192.0.2.7")))
    before = tries.rows()
    tries.tried(By("192.0.2.7", "a browser"), right=True)
    assert tries.rows() == before
    assert tries.wait_seconds(By("192.0.2.7")) == 0


def test_who_tried_is_not_stored_in_the_clear(tries: TriesUnderTest) -> None:
    tries.tried(By("192.0.2.7", "a browser"))
    assert [row[1:3] for row in tries.rows()] == [("address", 1), ("browser", 1), ("minute", 1)]
    assert not any(plain in str(tries.rows()) for plain in ("192.0.2", "a browser"))


def test_the_budget_over_everybody_ends_guessing_from_very_many_addresses(tries: TriesUnderTest) -> None:
    for number in range(RULE.failures_an_hour):
        by = By(f"2001:db8:{number:x}::/64")
        assert tries.wait_seconds(by) == 0
        tries.tried(by)
    assert tries.wait_seconds(By("192.0.2.7")) == 3600
    tries.clock.forward(hours=1)
    assert tries.wait_seconds(By("192.0.2.7")) == 0
