"""Codes of every kind: how long each is, that one opens once where it should, and that none is taken for another."""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta

import pytest

from casework.access_codes.models import Code, CodeKind, Issued, SubjectId
from casework.access_codes.rules import kind_rule
from casework.access_codes.service import CodeUnknown
from casework.access_codes.tries import By
from tests.support.record import RecordUnderTest

SUBJECT = SubjectId("0b7c7d3e-6f4c-4c8e-9a55-0f3d5a0f9b11")
ONCE = (CodeKind.CONTINUATION, CodeKind.INVITATION)


async def issued(record: RecordUnderTest, kind: CodeKind, subject: SubjectId = SUBJECT) -> Issued:
    return await record.database.write(lambda connection: record.codes.issue(connection, kind, subject))


async def use_up(record: RecordUnderTest, kind: CodeKind, code: Code) -> str:
    found = await record.codes.find(kind, code, By(secrets.token_hex(4)))
    await record.database.write(lambda connection: record.codes.use_up(connection, found))
    return found.subject_id


@pytest.mark.parametrize("kind", CodeKind)
async def test_a_code_holds_for_its_days_and_has_its_length(record: RecordUnderTest, kind: CodeKind) -> None:
    rule = kind_rule(kind, record.clock.now().date())
    code = await issued(record, kind)
    assert len(code.code) == rule.random_symbols + 1 == (15 if kind is CodeKind.RETURN else 11)
    assert code.expires_at == record.clock.now() + rule.holds_for
    record.clock.forward(days=rule.holds_for.days, seconds=-1)
    assert (await record.codes.find(kind, code.code, By("a"))).subject_id == SUBJECT
    record.clock.forward(seconds=1)
    with pytest.raises(CodeUnknown):
        await record.codes.find(kind, code.code, By("b"))


@pytest.mark.parametrize("kind", CodeKind)
@pytest.mark.parametrize("entered_as", CodeKind)
async def test_a_code_of_one_kind_is_none_of_another(
    record: RecordUnderTest, kind: CodeKind, entered_as: CodeKind
) -> None:
    code = (await issued(record, kind)).code
    if kind is entered_as:
        assert (await record.codes.find(entered_as, code, By("a"))).subject_id == SUBJECT
    else:
        with pytest.raises(CodeUnknown):
            await record.codes.find(entered_as, code, By("a"))


@pytest.mark.parametrize("kind", ONCE)
async def test_of_fifty_who_use_a_code_at_once_one_does(record: RecordUnderTest, kind: CodeKind) -> None:
    code = (await issued(record, kind)).code
    ends = await asyncio.gather(*(use_up(record, kind, code) for _ in range(50)), return_exceptions=True)
    assert [end for end in ends if not isinstance(end, CodeUnknown)] == [SUBJECT]
    with pytest.raises(CodeUnknown):
        await record.codes.find(kind, code, By("late"))


async def test_a_code_that_runs_out_between_entering_and_use_opens_nothing(record: RecordUnderTest) -> None:
    code = await issued(record, CodeKind.INVITATION)
    found = await record.codes.find(CodeKind.INVITATION, code.code, By("a"))
    record.clock.forward(seconds=(code.expires_at - record.clock.now()) / timedelta(seconds=1))
    with pytest.raises(CodeUnknown):
        await record.database.write(lambda connection: record.codes.use_up(connection, found))


async def test_a_new_code_of_an_employee_ends_the_one_before(record: RecordUnderTest) -> None:
    first, second = await issued(record, CodeKind.EMPLOYEE), await issued(record, CodeKind.EMPLOYEE)
    with pytest.raises(CodeUnknown):
        await record.codes.find(CodeKind.EMPLOYEE, first.code, By("a"))
    assert (await record.codes.find(CodeKind.EMPLOYEE, second.code, By("b"))).subject_id == SUBJECT
    assert await record.codes.holds_until(CodeKind.EMPLOYEE, SUBJECT) == second.expires_at
