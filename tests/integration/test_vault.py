"""The vault: what was sent comes back, one writer at a time, nothing but whole frames acknowledged, keys and erasure."""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
import uuid
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from adapters.keys.port import KeyUnknown
from casework.audit.models import audit_entries
from casework.audit.service import Audit
from casework.conversations.models import ConversationId
from casework.documents import limits, writing
from casework.documents.frames import FRAME_BYTES, SEALED_FRAME_BYTES
from casework.documents.models import Direction, DocumentState, Place, PlaceKind, Uploader, documents
from casework.documents.service import (
    ChecksumMismatch,
    ChecksumTooLong,
    DocumentBroken,
    DocumentGone,
    DocumentNotFound,
    DocumentNotReady,
    NotClean,
    OffsetMismatch,
    SentOtherwise,
    UploadBusy,
    UploadRefused,
    UploadTooLong,
)
from casework.documents.writing import LEASE_SECONDS, ORPHAN_SECONDS, PART_BYTES, Checksum
from casework.holds.service import Holds
from tests.support.vault import ANA, BEN, MATTER, MachineTime, Vault, in_chunks, new_upload, vault

SIZES = (0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES + 12_345)


@pytest.fixture
async def kept(tmp_path: Path, database_url: str) -> AsyncIterator[Vault]:
    async with vault(tmp_path, database_url) as found:
        yield found


@pytest.fixture
async def quick(tmp_path: Path) -> AsyncIterator[Vault]:
    async with vault(tmp_path) as found:
        yield found


@pytest.mark.parametrize("size", SIZES)
async def test_what_was_sent_comes_back(kept: Vault, size: int) -> None:
    content = os.urandom(size)
    upload = await kept.send(content)
    assert (upload.state, upload.offset_bytes) == (DocumentState.QUARANTINED, size)
    with pytest.raises(NotClean):
        await kept.given(upload.id)
    plain = await kept.documents.plain(upload.id)
    assert await plain.read(0, size) == content
    await kept.call_clean(upload.id)
    assert await kept.given(upload.id) == content
    stored = b"".join(path.read_bytes() for path in await kept.parts(upload.id))
    assert len(stored) == size + 28 * max(1, -(-size // FRAME_BYTES))
    assert content[:1000] not in stored or size < 16


async def test_a_range_is_what_stands_there(quick: Vault) -> None:
    content = os.urandom(PART_BYTES + 3 * FRAME_BYTES + 7)
    upload = await quick.send(content)
    await quick.call_clean(upload.id)
    end = len(content) - 1
    for first, last in (
        (0, 0),
        (FRAME_BYTES - 1, FRAME_BYTES),
        (PART_BYTES - 1, PART_BYTES),
        (end, end),
        (5, end),
        (0, end),
    ):
        assert await quick.given(upload.id, first, last) == content[first : last + 1]
    with pytest.raises(IndexError):
        await quick.given(upload.id, 0, end + 1)


async def test_only_whole_frames_are_acknowledged_and_what_follows_fits(kept: Vault) -> None:
    content = os.urandom(3 * FRAME_BYTES + 500)
    upload = await kept.documents.begin(ANA, new_upload(len(content)))
    sizes = []
    while upload.offset_bytes < len(content):
        following = content[upload.offset_bytes : upload.offset_bytes + FRAME_BYTES + 70]
        upload = await kept.documents.append(ANA, upload.id, upload.offset_bytes, in_chunks(following, 777))
        sizes.append(upload.offset_bytes)
    assert sizes == [FRAME_BYTES, 2 * FRAME_BYTES, 3 * FRAME_BYTES, len(content)]
    await kept.call_clean(upload.id)
    assert await kept.given(upload.id) == content


async def test_less_than_a_frame_is_not_kept(quick: Vault) -> None:
    upload = await quick.documents.begin(ANA, new_upload(FRAME_BYTES * 2))
    again = await quick.documents.append(ANA, upload.id, 0, in_chunks(b"x" * (FRAME_BYTES - 1)))
    assert again.offset_bytes == 0
    assert quick.objects() == set()


async def test_beginning_again_is_the_same_and_otherwise_refused(kept: Vault) -> None:
    client_id = str(uuid.uuid4())
    first = await kept.documents.begin(ANA, new_upload(10, client_id=client_id))
    assert await kept.documents.begin(ANA, new_upload(10, client_id=client_id)) == first
    for other in (new_upload(11, client_id=client_id), new_upload(10, "other.pdf", client_id)):
        with pytest.raises(SentOtherwise):
            await kept.documents.begin(ANA, other)
    assert (await kept.documents.begin(BEN, new_upload(10, client_id=client_id))).id != first.id
    await kept.documents.terminate(ANA, first.id)
    with pytest.raises(DocumentGone):
        await kept.documents.begin(ANA, new_upload(10, client_id=client_id))


async def test_two_that_begin_at_once_begin_one(kept: Vault) -> None:
    new = new_upload(10)
    begun = await asyncio.gather(*(kept.documents.begin(ANA, new) for _ in range(4)))
    assert len({upload.id for upload in begun}) == 1


async def test_an_offset_that_does_not_fit_changes_nothing(quick: Vault) -> None:
    upload = await quick.documents.begin(ANA, new_upload(FRAME_BYTES * 3))
    await quick.documents.append(ANA, upload.id, 0, in_chunks(b"a" * FRAME_BYTES))
    before = quick.objects()
    for offset in (0, 1, 2 * FRAME_BYTES):
        with pytest.raises(OffsetMismatch) as refused:
            await quick.documents.append(ANA, upload.id, offset, in_chunks(b"b" * FRAME_BYTES))
        assert refused.value.offset_bytes == FRAME_BYTES
    assert quick.objects() == before


async def test_more_than_announced_is_refused(quick: Vault) -> None:
    upload = await quick.documents.begin(ANA, new_upload(FRAME_BYTES + 5))
    with pytest.raises(UploadTooLong):
        await quick.documents.append(ANA, upload.id, 0, in_chunks(b"a" * (FRAME_BYTES + 6)))
    # The document is free again, and as it was.
    done = await quick.documents.append(ANA, upload.id, 0, in_chunks(b"a" * (FRAME_BYTES + 5)))
    assert done.state is DocumentState.QUARANTINED
    # Whole, it takes nothing more; to send nothing more does no harm.
    with pytest.raises(UploadTooLong):
        await quick.documents.append(ANA, upload.id, FRAME_BYTES + 5, in_chunks(b"a"))
    assert await quick.documents.append(ANA, upload.id, FRAME_BYTES + 5, in_chunks(b"")) == done


async def test_one_writer_at_a_time_and_one_that_died_keeps_nobody_away_for_long(quick: Vault) -> None:
    upload = await quick.documents.begin(ANA, new_upload(FRAME_BYTES * 2))
    began, goes_on = asyncio.Event(), asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        yield b"a" * FRAME_BYTES
        began.set()
        await goes_on.wait()
        yield b"b" * FRAME_BYTES

    first = asyncio.create_task(quick.documents.append(ANA, upload.id, 0, slowly()))
    await began.wait()
    other = quick.again()
    with pytest.raises(UploadBusy):
        await other.append(ANA, upload.id, 0, in_chunks(b"c" * FRAME_BYTES))
    quick.clock.forward(seconds=LEASE_SECONDS + 1)
    taken = await other.append(ANA, upload.id, 0, in_chunks(b"c" * FRAME_BYTES))
    assert taken.offset_bytes == FRAME_BYTES
    # Whoever was held up for so long is told, and changes nothing any more.
    goes_on.set()
    with pytest.raises(UploadBusy):
        await first
    done = await other.append(ANA, upload.id, FRAME_BYTES, in_chunks(b"d" * FRAME_BYTES))
    assert done.state is DocumentState.QUARANTINED
    await quick.call_clean(upload.id)
    assert await quick.given(upload.id) == b"c" * FRAME_BYTES + b"d" * FRAME_BYTES


@pytest.mark.parametrize("how", ["error", "cancelled"])
async def test_what_came_whole_before_the_line_broke_is_kept(quick: Vault, how: str) -> None:
    content = os.urandom(PART_BYTES + 2 * FRAME_BYTES)
    upload = await quick.documents.begin(ANA, new_upload(len(content)))

    came = asyncio.Event()

    async def breaking() -> AsyncIterator[bytes]:
        async for chunk in in_chunks(content[: PART_BYTES + FRAME_BYTES + 9]):
            yield chunk
        if how == "error":
            raise ConnectionResetError
        came.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(quick.documents.append(ANA, upload.id, 0, breaking()))
    if how == "cancelled":
        await came.wait()
        task.cancel()
    with pytest.raises(ConnectionResetError if how == "error" else asyncio.CancelledError):
        await task
    now = await quick.documents.upload(ANA, upload.id)
    assert now.offset_bytes == PART_BYTES + FRAME_BYTES
    await quick.documents.append(ANA, upload.id, now.offset_bytes, in_chunks(content[now.offset_bytes :]))
    await quick.call_clean(upload.id)
    assert await quick.given(upload.id) == content


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
async def test_a_checksum_vouches_for_all_of_a_sending_or_nothing(quick: Vault, algorithm: str) -> None:
    content = os.urandom(PART_BYTES + 10)
    upload = await quick.documents.begin(ANA, new_upload(len(content)))
    wrong = Checksum(algorithm, hashlib.new(algorithm, b"other").digest())
    with pytest.raises(ChecksumMismatch):
        await quick.documents.append(ANA, upload.id, 0, in_chunks(content), wrong)
    assert (await quick.documents.upload(ANA, upload.id)).offset_bytes == 0
    assert quick.objects() == set()
    right = Checksum(algorithm, hashlib.new(algorithm, content).digest())
    done = await quick.documents.append(ANA, upload.id, 0, in_chunks(content), right)
    assert done.offset_bytes == len(content)
    await quick.call_clean(upload.id)
    assert await quick.given(upload.id) == content


@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize("step_seconds", [0.0, ORPHAN_SECONDS])
async def test_what_a_sweep_may_have_taken_is_never_acknowledged(
    quick: Vault, step_seconds: float, checked: bool
) -> None:
    content = os.urandom(3 * PART_BYTES)
    upload = await quick.documents.begin(ANA, new_upload(len(content)))
    checksum = Checksum("sha256", hashlib.sha256(content).digest()) if checked else None
    machine_time = MachineTime(step_seconds=step_seconds)
    swept, puts = quick.again(machine_time=machine_time), quick.puts()

    async def held_up() -> AsyncIterator[bytes]:
        yield content[: 2 * PART_BYTES + FRAME_BYTES]
        # No commit so far: two parts are few, and young unless the clock leaps.
        await puts.acquire()
        await puts.acquire()
        machine_time.ahead_seconds += ORPHAN_SECONDS + 1
        assert await swept.sweep() == 2
        yield content[2 * PART_BYTES + FRAME_BYTES :]

    with pytest.raises(ChecksumTooLong if checked else UploadBusy):
        await swept.append(ANA, upload.id, 0, held_up(), checksum)
    assert (await quick.documents.upload(ANA, upload.id)).offset_bytes == 0
    # Nobody has it for themselves any more; sent as it should be, it is whole.
    done = await quick.documents.append(ANA, upload.id, 0, in_chunks(content), checksum)
    assert done.state is DocumentState.QUARANTINED
    await swept.sweep()
    await quick.call_clean(upload.id)
    assert await quick.given(upload.id) == content


async def test_few_parts_are_written_down_before_they_are_old(quick: Vault) -> None:
    content = os.urandom(3 * PART_BYTES)
    upload = await quick.documents.begin(ANA, new_upload(len(content)))
    machine_time, puts = MachineTime(), quick.puts()

    async def slowly() -> AsyncIterator[bytes]:
        yield content[: PART_BYTES + FRAME_BYTES]
        await puts.acquire()
        assert (await quick.documents.upload(ANA, upload.id)).offset_bytes == 0
        machine_time.ahead_seconds += ORPHAN_SECONDS / 50
        yield content[PART_BYTES + FRAME_BYTES : 2 * PART_BYTES + FRAME_BYTES]
        async with asyncio.timeout(30):
            while not (await quick.documents.upload(ANA, upload.id)).offset_bytes:  # noqa: ASYNC110 (nor does a row)
                await asyncio.sleep(0)
        yield content[2 * PART_BYTES + FRAME_BYTES :]

    done = await quick.again(machine_time=machine_time).append(ANA, upload.id, 0, slowly())
    assert done.state is DocumentState.QUARANTINED


async def test_a_checksum_vouches_for_no_more_than_can_wait(quick: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "CHECKED_BYTES", PART_BYTES)
    content = os.urandom(PART_BYTES + 10)
    upload = await quick.documents.begin(ANA, new_upload(len(content)))
    right = Checksum("sha1", hashlib.sha1(content, usedforsecurity=False).digest())
    with pytest.raises(ChecksumTooLong):
        await quick.documents.append(ANA, upload.id, 0, in_chunks(content), right)
    assert (await quick.documents.upload(ANA, upload.id)).offset_bytes == 0
    assert quick.objects() == set()
    right = Checksum("sha1", hashlib.sha1(content[:PART_BYTES], usedforsecurity=False).digest())
    half = await quick.documents.append(ANA, upload.id, 0, in_chunks(content[:PART_BYTES]), right)
    assert half.offset_bytes == PART_BYTES


async def test_another_person_finds_nothing(quick: Vault) -> None:
    upload = await quick.send(b"mine")
    for asked in (
        quick.documents.upload(BEN, upload.id),
        quick.documents.append(BEN, upload.id, 4, in_chunks(b"")),
        quick.documents.terminate(BEN, upload.id),
    ):
        with pytest.raises(DocumentNotFound):
            await asked
    assert await quick.documents.mine(BEN, MATTER) == []
    assert [each.id for each in await quick.documents.mine(ANA, MATTER)] == [upload.id]


async def test_limits_are_of_the_direction_and_of_what_waits(quick: Vault) -> None:
    today = quick.clock.now().date()
    agent = Uploader(ANA.person_id, Direction.OUTBOUND)
    for uploader in (ANA, agent):
        most = limits.message_limit(uploader.direction, today).total_bytes
        with pytest.raises(UploadRefused) as refused:
            await quick.documents.begin(uploader, new_upload(most + 1))
        assert (refused.value.code, refused.value.most_bytes) == ("document_too_long", most)
        with pytest.raises(UploadRefused):
            await quick.documents.begin(uploader, new_upload(-1))
    most = limits.message_limit(Direction.INBOUND, today).total_bytes
    for _ in range(limits.upload_limit(today).waiting_bytes // most):
        await quick.documents.begin(BEN, new_upload(most))
    with pytest.raises(UploadRefused) as refused:
        await quick.documents.begin(BEN, new_upload(most))
    assert refused.value.code == "documents_waiting"


async def test_attaching_is_once_and_only_of_ones_own_that_are_whole(kept: Vault) -> None:
    vault_ = kept.documents
    whole, other = await kept.send(b"whole"), await kept.send(b"other", BEN)
    begun = await vault_.begin(ANA, new_upload(7))
    to = f"message:{uuid.uuid4()}"

    async def attach(ids: list, uploader: Uploader = ANA, place: Place = MATTER, attached_to: str = to) -> list:  # type: ignore[type-arg]
        async def work(connection) -> list:  # type: ignore[no-untyped-def,type-arg]
            return await vault_.attach(connection, ids, uploader, place, attached_to)

        return await kept.database.write(work)

    elsewhere = Place(PlaceKind.CONVERSATION, ConversationId(str(uuid.uuid4())))
    for ids, place, why in (
        ([other.id], MATTER, "not_found"),
        ([whole.id], elsewhere, "not_found"),
        ([whole.id, begun.id], MATTER, "not_finished"),
    ):
        with pytest.raises(DocumentNotReady) as refused:
            await attach(ids, place=place)
        assert refused.value.why == why
    for _ in range(2):
        assert [each.name for each in await attach([whole.id])] == ["letter.pdf"]
    with pytest.raises(DocumentNotReady) as refused:
        await attach([whole.id], attached_to=f"message:{uuid.uuid4()}")
    assert refused.value.why == "attached"
    assert [each.id for each in await vault_.mine(ANA, MATTER)] == [begun.id]
    assert [each.id for each in (await vault_.attached([to]))[to]] == [whole.id]
    assert [each.id for each in await vault_.of_place(MATTER)] == [whole.id]
    with pytest.raises(DocumentNotReady):
        await vault_.terminate(ANA, whole.id)


async def test_a_message_holds_no_more_than_its_limit(quick: Vault) -> None:
    agent = Uploader(ANA.person_id, Direction.OUTBOUND)
    ids = [(await quick.send(b"one", agent)).id, (await quick.send(b"two", agent)).id]
    most = limits.message_limit(Direction.OUTBOUND, quick.clock.now().date()).total_bytes

    async def longer(connection) -> None:  # type: ignore[no-untyped-def]
        await connection.execute(update(documents).where(documents.c.id == ids[0]).values(length_bytes=most - 2))

    await quick.database.write(longer)
    for some in (ids, ids[:1], ids[1:]):

        async def work(connection, some=some) -> None:  # type: ignore[no-untyped-def]
            await quick.documents.attach(connection, some, agent, MATTER, "message:1")

        if some == ids[:1]:
            await quick.database.write(work)
            continue
        with pytest.raises(DocumentNotReady) as refused:
            await quick.database.write(work)
        assert refused.value.why == "too_long"


async def test_every_change_in_the_store_is_refused_and_nothing_unverified_is_given(quick: Vault) -> None:
    content = os.urandom(2 * PART_BYTES + 3 * FRAME_BYTES + 11)
    upload = await quick.send(content)
    await quick.call_clean(upload.id)
    twin = await quick.send(content)
    parts, of_twin = await quick.parts(upload.id), await quick.parts(twin.id)
    first, second, third = (path.read_bytes() for path in parts)
    frame = SEALED_FRAME_BYTES
    changed = {
        "a byte": (second[:-1] + bytes([second[-1] ^ 1]), 1),
        "a nonce": (bytes([second[0] ^ 1]) + second[1:], 1),
        "two frames swapped": (second[frame : 2 * frame] + second[:frame] + second[2 * frame :], 1),
        "a frame dropped": (second[frame:], 1),
        "a frame repeated": (second[:frame] + second[:frame] + second[2 * frame :], 1),
        "cut": (third[:-1], 2),
        "longer": (third + b"\0", 2),
        "another part": (first, 1),
        "of another document": (of_twin[1].read_bytes(), 1),
        "nothing": (b"", 1),
    }
    whole = [first, second, third]
    for what, (bytes_, number) in changed.items():
        parts[number].write_bytes(bytes_)
        given: list[bytes] = []
        with pytest.raises(DocumentBroken):
            await _collect((await quick.documents.open(upload.id)).chunks, given)
        assert content.startswith(b"".join(given)), what
        assert len(b"".join(given)) >= number * PART_BYTES, what
        parts[number].write_bytes(whole[number])
    parts[0].unlink()
    with pytest.raises(DocumentBroken):
        await quick.documents.open(upload.id)


async def _collect(chunks: AsyncIterator[bytes], into: list[bytes]) -> None:
    async for chunk in chunks:
        into.append(chunk)


async def test_erasing_destroys_the_key_and_the_sweep_removes_the_rest(kept: Vault) -> None:
    upload, other = await kept.send(b"going"), await kept.send(b"staying")
    holds = Holds(kept.database, Audit(kept.keys, kept.clock), kept.clock)
    hold = await holds.place(MATTER, "Order 12", "operator")
    assert await kept.erase(upload.id) == []
    await holds.lift(hold.id, "operator")
    assert await kept.erase(upload.id) == [upload.id]
    async with kept.database.read() as connection:
        row = (await connection.execute(select(documents).where(documents.c.id == upload.id))).one()
        told = select(func.count()).where(audit_entries.c.action == "document.erased")
        assert (await connection.execute(told)).scalar_one() == 1
    assert (row.state, row.key_id, row.wrapped_key, row.about) == ("erased", None, None, None)
    with pytest.raises(DocumentGone):
        await kept.documents.open(upload.id)
    (left,) = await kept.documents.described(None, [upload.id])
    assert (left.state, left.name) == (DocumentState.ERASED, "")
    assert len(kept.objects()) == 2
    # Too young to tell from a part on its way; old enough, it goes.
    assert await kept.documents.sweep() == 0
    assert await kept.again(orphan_seconds=-1).sweep() == 1
    assert len(kept.objects()) == 1
    await kept.call_clean(other.id)
    assert await kept.given(other.id) == b"staying"


async def test_what_is_never_finished_or_never_sent_expires(quick: Vault) -> None:
    limit = limits.upload_limit(quick.clock.now().date())
    begun = await quick.documents.begin(ANA, new_upload(2 * FRAME_BYTES))
    whole, sent = await quick.send(b"whole"), await quick.send(b"sent")

    async def work(connection) -> None:  # type: ignore[no-untyped-def]
        await quick.documents.attach(connection, [sent.id], ANA, MATTER, "message:1")

    await quick.database.write(work)
    assert begun.expires_at == quick.clock.now() + limit.expire
    quick.clock.forward(seconds=(limit.expire - timedelta(seconds=1)).total_seconds())
    # Each sending gives it time again.
    await quick.documents.append(ANA, begun.id, 0, in_chunks(b"x" * FRAME_BYTES))
    quick.clock.forward(seconds=10)
    await quick.documents.sweep()
    assert (await quick.documents.upload(ANA, begun.id)).offset_bytes == FRAME_BYTES
    quick.clock.forward(seconds=limit.expire.total_seconds())
    await quick.documents.sweep()
    with pytest.raises(DocumentGone):
        await quick.documents.upload(ANA, begun.id)
    assert (await quick.documents.upload(ANA, whole.id)).offset_bytes == 5
    quick.clock.forward(seconds=limit.unsent.total_seconds())
    await quick.documents.sweep()
    with pytest.raises(DocumentGone):
        await quick.documents.upload(ANA, whole.id)
    assert (await quick.documents.upload(ANA, sent.id)).offset_bytes == 4


async def test_a_file_that_its_dead_writer_left_is_removed(quick: Vault) -> None:
    left = quick.folder / "ab" / "cdef#1"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    os.utime(left, (time.time() - 7200, time.time() - 7200))
    assert await quick.documents.sweep() == 1
    assert not left.exists()


async def test_rotation_is_interrupted_and_gone_on_with(kept: Vault) -> None:
    contents = {(await kept.send(f"letter {number}".encode())).id: f"letter {number}".encode() for number in range(60)}
    old = kept.keys.current_id
    new = kept.keys.rotate()
    broken = kept.again()
    calls = 0

    def rewrap(subject, wrapped, original=broken._sealer.rewrap):  # type: ignore[no-untyped-def]
        nonlocal calls
        calls += 1
        if calls == 55:
            raise RuntimeError("the power went")
        return original(subject, wrapped)

    broken._sealer.rewrap = rewrap  # type: ignore[method-assign]
    with pytest.raises(RuntimeError):
        await broken.rewrap_keys()
    assert await kept.documents.wrapped_by() == {old: 10, new: 50}
    assert await kept.documents.rewrap_keys() == 10
    assert await kept.documents.wrapped_by() == {new: 60}
    kept.keys.destroy(old, settled_seconds=0)
    for document_id, content in contents.items():
        await kept.call_clean(document_id)
        assert await kept.given(document_id) == content


async def test_a_key_opens_for_its_place_alone(quick: Vault) -> None:
    upload = await quick.send(b"mine")
    await quick.call_clean(upload.id)

    async def work(connection) -> None:  # type: ignore[no-untyped-def]
        moved = update(documents).where(documents.c.id == upload.id).values(place_id=str(uuid.uuid4()))
        await connection.execute(moved)

    await quick.database.write(work)
    with pytest.raises(KeyUnknown):
        await quick.again().open(upload.id)
