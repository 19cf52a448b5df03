"""The stores of objects, each by the same tests: a folder of this machine, and one that speaks S3."""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from adapters.object_store.obstore_store import ObstoreStore, open_store
from adapters.object_store.port import ObjectMissing, ObjectStore, ObjectStoreUnavailable
from casework.documents.frames import FRAME_BYTES
from casework.documents.service import DocumentGone
from casework.documents.writing import PART_BYTES
from tests.support import s3
from tests.support.vault import ANA, Vault, vault


@pytest.fixture(scope="module")
def remote() -> Iterator[s3.S3]:
    with s3.server() as running:
        yield running


def _reached(monkeypatch: pytest.MonkeyPatch, remote: s3.S3) -> ObstoreStore:
    for name, value in remote.environment.items():
        monkeypatch.setenv(name, value)
    return open_store(f"s3://{s3.BUCKET}")


@pytest.fixture(params=["folder", "s3"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, remote: s3.S3, monkeypatch: pytest.MonkeyPatch
) -> ObstoreStore:
    return open_store(str(tmp_path / "objects")) if request.param == "folder" else _reached(monkeypatch, remote)


@pytest.fixture
async def far(tmp_path: Path, remote: s3.S3, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Vault]:
    """A vault whose objects lie in the store that speaks S3."""
    async with vault(tmp_path, store=_reached(monkeypatch, remote)) as opened:
        await opened.store.delete(await _keys(opened.store))
        yield opened


async def _keys(store: ObjectStore, prefix: str = "") -> list[str]:
    return sorted([stored.key async for stored in store.list(prefix)])


@pytest.mark.parametrize("size", [0, 1, 70_000, 1_050_000])
async def test_what_was_kept_comes_back_whole_and_in_ranges(store: ObstoreStore, size: int) -> None:
    key, content = f"{size}/whole", os.urandom(size)
    await store.put(key, memoryview(content))
    sizes = {stored.key: stored.size_bytes async for stored in store.list(str(size))}
    assert sizes == {key: size}
    if not size:
        return
    assert bytes(await store.get_range(key, 0, size, size)) == content
    assert bytes(await store.get_range(key, size // 3, size - size // 3, size)) == content[size // 3 :]
    assert bytes(await store.get_range(key, size - 1, 1, size)) == content[-1:]


async def test_a_file_and_the_folders_that_name_it_are_on_the_disk_before_it_counts_as_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, root = open_store(str(tmp_path / "objects")), tmp_path / "objects"
    flushed: list[tuple[int, int]] = []
    fsync = os.fsync

    def recorded(descriptor: int) -> None:
        fsync(descriptor)
        status = os.fstat(descriptor)
        flushed.append((status.st_ino, status.st_size if stat.S_ISREG(status.st_mode) else 0))

    monkeypatch.setattr(os, "fsync", recorded)
    await store.put("new/part", b"ten bytes.")
    file, folder = (root / "new" / "part").stat().st_ino, (root / "new").stat().st_ino
    # The new folder's own name, then the whole file, then its name.
    assert flushed == [(root.stat().st_ino, 0), (file, 10), (folder, 0)]
    flushed.clear()
    await store.put("new/other", b"x")
    assert flushed == [((root / "new" / "other").stat().st_ino, 1), (folder, 0)]


async def test_what_is_not_as_it_must_be_is_missing(store: ObstoreStore) -> None:
    await store.put("missing/there", b"ten bytes.")
    for key, start, length, size in (
        ("missing/not", 0, 1, 10),
        ("missing/there", 0, 1, 9),
        ("missing/there", 0, 1, 11),
        ("missing/there", 10, 5, 15),
        ("missing/there", 8, 5, 10),
    ):
        with pytest.raises(ObjectMissing):
            await store.get_range(key, start, length, size)


async def test_deleting_is_of_whole_names_and_again_does_no_harm(store: ObstoreStore) -> None:
    for key in ("gone/a", "gone/ab", "gone-too/a"):
        await store.put(key, b"x")
    assert await _keys(store, "gone") == ["gone/a", "gone/ab"]
    for _ in range(2):
        await store.delete(["gone/a", "gone/never"])
    assert await _keys(store, "gone") == ["gone/ab"]
    assert await _keys(store, "gone-too") == ["gone-too/a"]


@pytest.mark.parametrize("size", [0, 1, FRAME_BYTES, PART_BYTES + 1, 10 * PART_BYTES + 77])
async def test_documents_lie_there_sealed_and_come_back_identical(far: Vault, size: int) -> None:
    content = os.urandom(size)
    upload = await far.send(content)
    await far.call_clean(upload.id)
    assert await far.given(upload.id) == content
    if size > FRAME_BYTES:
        assert await far.given(upload.id, size - FRAME_BYTES, size - 1) == content[-FRAME_BYTES:]
    stored = [each async for each in far.store.list()]
    assert sum(each.size_bytes for each in stored) == size + 28 * max(1, -(-size // FRAME_BYTES))


async def test_what_is_erased_or_nobodys_is_removed_there(far: Vault) -> None:
    upload = await far.send(os.urandom(2 * PART_BYTES))
    await far.store.put("0/left-by-a-dead-writer", b"x")
    assert len(await _keys(far.store)) == 3
    assert await far.erase(upload.id) == [upload.id]
    with pytest.raises(DocumentGone):
        await far.documents.upload(ANA, upload.id)
    # The store's own clock says how old an object is: all of these are old enough.
    await far.again(orphan_seconds=-60).sweep()
    assert await _keys(far.store) == []


async def test_a_store_that_is_away_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with s3.server() as running:
        store = _reached(monkeypatch, running)
        async with vault(tmp_path, store=store) as kept:
            upload = await kept.send(b"whole")
            await kept.call_clean(upload.id)
            running.stop()
            with pytest.raises(ObjectStoreUnavailable):
                await kept.send(b"another")
            with pytest.raises(ObjectStoreUnavailable):
                await kept.given(upload.id)
            with pytest.raises(ObjectStoreUnavailable):
                await _keys(store)
