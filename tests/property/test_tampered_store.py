"""A vault whose store or rows somebody was at: every change is refused, and nothing unverified is given out.

What the vault stored is first read by the examiner's reader, from rows and objects alone; then each way to tamper of
`tests/reference/sealed_mutations.py` is tried on it, in the store itself.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from adapters.keys.port import KeyId, WrappedKey
from casework.documents.models import DocumentId, document_parts, documents
from tests.reference import document_reader as reference
from tests.reference.document_reader import FRAME_BYTES, Sealed
from tests.reference.sealed_mutations import OF_THE_ROW, OPERATORS, Tampered, tamper
from tests.support.vault import ANA, MATTER, Vault, in_chunks, new_upload, vault

pytestmark = pytest.mark.asyncio(loop_scope="module")

SIZES = (0, 1, 15, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 2 * FRAME_BYTES + 77, 3 * FRAME_BYTES)
IN_THE_STORE = sorted(set(OPERATORS) - OF_THE_ROW)


@dataclass
class Kept:
    """A document in the vault: what lies where."""

    id: DocumentId
    content: bytes
    sealed: Sealed
    paths: list[Path]


async def row_of(kept: Vault, document_id: DocumentId):  # type: ignore[no-untyped-def]
    async with kept.database.read() as connection:
        return (await connection.execute(select(documents).where(documents.c.id == document_id))).one()


async def keep(vaulted: Vault, size: int, frames_a_part: int) -> Kept:
    """Sends a document in pieces of so many frames, and reads what was stored by the page of the format."""
    content = reference.generated_content(f"vault-{size}", size)
    upload = await vaulted.documents.begin(ANA, new_upload(size))
    piece = frames_a_part * FRAME_BYTES
    for at in range(0, size, piece):
        await vaulted.documents.append(ANA, upload.id, at, in_chunks(content[at : at + piece], 10_007))
    await vaulted.call_clean(upload.id)
    row = await row_of(vaulted, upload.id)
    context = reference.wrap_context(upload.id, str(MATTER))
    key = vaulted.keys.unwrap(WrappedKey(KeyId(row.key_id), row.wrapped_key), context)
    paths = await vaulted.parts(upload.id)
    stored = b"".join(path.read_bytes() for path in paths)
    assert reference.read(upload.id, key, row.length_bytes, stored) == content
    frames = reference.split(size, stored)
    return Kept(upload.id, content, Sealed(upload.id, key, size, tuple(frames)), paths)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vaulted(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Vault]:
    async with vault(tmp_path_factory.mktemp("tampered")) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kept(vaulted: Vault) -> list[Kept]:
    """Each size once with a part for each frame, and once in as few parts as may be."""
    return [await keep(vaulted, size, frames_a_part) for size in SIZES for frames_a_part in (1, 64)]


async def given_out(vaulted: Vault, document_id: DocumentId) -> tuple[bytes, str | None]:
    """What came out, and the error that ended it."""
    came = bytearray()
    try:
        opened = await vaulted.documents.open(document_id)
        async for chunk in opened.chunks:
            came += chunk
    except Exception as error:  # noqa: BLE001
        return bytes(came), type(error).__name__
    return bytes(came), None


async def write_row(vaulted: Vault, document_id: DocumentId, length_bytes: int) -> None:
    async def work(connection) -> None:  # type: ignore[no-untyped-def]
        changed = {"length_bytes": length_bytes, "received_bytes": length_bytes}
        await connection.execute(update(documents).where(documents.c.id == document_id).values(**changed))

    await vaulted.database.write(work)


def write_parts(one: Kept, frames: tuple[bytes, ...]) -> None:
    """Lays frames where the parts lie: one each where there is a part for each, what is over with the last."""
    if len(one.paths) == len(one.sealed.frames):
        cut = [*frames[: len(one.paths) - 1], b"".join(frames[len(one.paths) - 1 :])]
        cut += [b""] * (len(one.paths) - len(cut))
    else:
        cut = [b"".join(frames)]
    for path, stored in zip(one.paths, cut, strict=True):
        path.write_bytes(stored)


async def tried(vaulted: Vault, one: Kept, case: Tampered) -> tuple[bytes, str | None]:
    try:
        write_parts(one, case.frames)
        if case.length_bytes != one.sealed.length_bytes:
            await write_row(vaulted, one.id, case.length_bytes)
        return await given_out(vaulted, one.id)
    finally:
        write_parts(one, one.sealed.frames)
        await write_row(vaulted, one.id, one.sealed.length_bytes)


async def test_what_is_sent_lies_as_the_page_says(vaulted: Vault, kept: list[Kept]) -> None:
    for one in kept:
        assert await given_out(vaulted, one.id) == (one.content, None)
        # A few bytes stand among random ones by chance.
        assert len(one.content) < 16 or one.content not in b"".join(path.read_bytes() for path in one.paths)
    nonces = [frame[:12] for one in kept for frame in one.sealed.frames]
    assert len(set(nonces)) == len(nonces)
    assert len({one.sealed.key for one in kept}) == len(kept)


@pytest.mark.parametrize("times", [6, pytest.param(150, marks=pytest.mark.long)])
@pytest.mark.parametrize("operator", IN_THE_STORE)
async def test_tampered_in_the_store(vaulted: Vault, kept: list[Kept], operator: str, times: int) -> None:
    loop = asyncio.get_running_loop()

    @given(st.data())
    @settings(
        max_examples=times,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def refused(data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(kept))

        @st.composite
        def drawn(draw: st.DrawFn) -> Tampered:
            return tamper(draw, one.sealed, one.content, (operator,))

        case = data.draw(drawn())
        assume(not case.same_when_joined)
        came, error = asyncio.run_coroutine_threadsafe(tried(vaulted, one, case), loop).result()
        assert error is not None, case
        assert error in {"DocumentBroken", "ObjectMissing", "IndexError"}, (error, case)
        # It is given out in runs of frames, each verified as a whole: what came is a run of whole frames.
        assert case.allows(came), (len(came), case)

    await asyncio.to_thread(refused)


async def test_another_documents_parts(vaulted: Vault) -> None:
    """A document's row names an object of another document of the same length."""
    one, other = [await keep(vaulted, 2 * FRAME_BYTES, 1) for _ in range(2)]
    columns = document_parts.c

    async def work(connection) -> None:  # type: ignore[no-untyped-def]
        theirs = (columns.document_id == other.id) & (columns.first_frame == 1)
        mine = (columns.document_id == one.id) & (columns.first_frame == 1)
        key = await connection.scalar(select(columns.object_key).where(theirs))
        await connection.execute(update(document_parts).where(theirs).values(object_key="let-go"))
        await connection.execute(update(document_parts).where(mine).values(object_key=key))

    await vaulted.database.write(work)
    came, error = await given_out(vaulted, one.id)
    assert error is not None
    assert came in {b"", one.content[:FRAME_BYTES]}


@pytest.mark.parametrize(
    "what",
    [
        "first gone",
        "last gone",
        "middle gone",
        "all gone",
        "counts one more",
        "counts one less",
        "begins later",
        "swapped",
    ],
)
async def test_rows_of_parts(vaulted: Vault, what: str) -> None:
    """What says where the frames lie was changed: parts gone, counted or ordered otherwise."""
    one = await keep(vaulted, 3 * FRAME_BYTES, 1)
    columns = document_parts.c
    mine = columns.document_id == one.id

    async def work(connection) -> None:  # type: ignore[no-untyped-def]
        async def change(of: int, **values: object) -> None:
            wanted = mine & (columns.first_frame == of)
            await connection.execute(update(document_parts).where(wanted).values(**values))

        gone = {"first gone": [0], "last gone": [2], "middle gone": [1], "all gone": [0, 1, 2]}.get(what, [])
        await connection.execute(delete(document_parts).where(mine & columns.first_frame.in_(gone)))
        if what == "counts one more":
            await change(1, frames_count=2)
        elif what == "counts one less":
            await change(1, frames_count=0)
        elif what == "begins later":
            await change(2, first_frame=3)
        elif what == "swapped":
            await change(0, first_frame=9)
            await change(1, first_frame=0)
            await change(9, first_frame=1)

    await vaulted.database.write(work)
    came, error = await given_out(vaulted, one.id)
    assert error is not None
    assert one.content.startswith(came)
    assert len(came) <= FRAME_BYTES * (2 if what in {"last gone", "begins later"} else 1)
    assert len(came) % FRAME_BYTES == 0


async def test_another_documents_key(vaulted: Vault) -> None:
    """A wrapped key copied to another row opens nothing: it is bound to document and place."""
    one, other = [await keep(vaulted, 100, 1) for _ in range(2)]
    row = await row_of(vaulted, other.id)

    async def work(connection) -> None:  # type: ignore[no-untyped-def]
        changed = {"wrapped_key": row.wrapped_key, "key_id": row.key_id}
        await connection.execute(update(documents).where(documents.c.id == one.id).values(**changed))

    await vaulted.database.write(work)
    came, error = await given_out(vaulted, one.id)
    assert (came, error) == (b"", "KeyUnknown")


@pytest.mark.parametrize("column", ["place_id", "place_kind"])
async def test_moved_to_another_place(vaulted: Vault, column: str) -> None:
    """A row that was moved to another matter or conversation opens nothing there."""
    one = await keep(vaulted, 100, 1)

    async def work(connection) -> None:  # type: ignore[no-untyped-def]
        value = "conversation" if column == "place_kind" else "6f8d5a50-0000-4000-8000-000000000099"
        await connection.execute(update(documents).where(documents.c.id == one.id).values(**{column: value}))

    await vaulted.database.write(work)
    came, error = await given_out(vaulted, one.id)
    assert came == b""
    assert error is not None


async def test_an_id_takes_256_bits(vaulted: Vault) -> None:
    ids = [(await vaulted.documents.begin(ANA, new_upload(10))).id for _ in range(5)]
    raw = [base64.urlsafe_b64decode(each + "=") for each in ids]
    assert {len(each) for each in raw} == {32}
    assert len(set(raw)) == 5


@pytest.mark.parametrize("size", [1, 15])
async def test_every_bit_of_a_small_document(vaulted: Vault, size: int) -> None:
    one = await keep(vaulted, size, 1)
    (path,) = one.paths
    whole = path.read_bytes()
    for at in range(len(whole)):
        for bit in range(8):
            changed = bytearray(whole)
            changed[at] ^= 1 << bit
            path.write_bytes(bytes(changed))
            assert await given_out(vaulted, one.id) == (b"", "DocumentBroken"), (at, bit)
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        came, error = await given_out(vaulted, one.id)
        assert came == b""
        assert error is not None, end
    path.write_bytes(whole + b"\0")
    came, error = await given_out(vaulted, one.id)
    assert error is not None
