"""Frozen documents at rest, read by an examiner's reader and by ours; what each seals, the other reads."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.reference import document_reader as reference
from tests.support import documents as ours

FOLDER = Path(__file__).parents[1] / "vectors" / "documents"
ACCEPTED = [json.loads(path.read_text()) for path in sorted(FOLDER.glob("length-*.json"))]
REFUSED = json.loads((FOLDER / "refused.json").read_text())


def by_name(row: dict[str, Any]) -> str:
    return str(row["name"])


def content_of(row: dict[str, Any]) -> bytes:
    content = reference.generated_content(row["content_generated_from"], row["length_bytes"])
    assert hashlib.sha256(content).hexdigest() == row["content_sha256"]
    return content


def stored_of(row: dict[str, Any]) -> bytes:
    """The sealed bytes: as they are frozen, or for long ones made again and held against their frozen digest."""
    if "sealed" in row:
        return bytes.fromhex(row["sealed"])
    if "sealed_file" in row:
        stored = (FOLDER / row["sealed_file"]).read_bytes()
    else:
        nonces = [bytes.fromhex(nonce) for nonce in row["nonces"]]
        stored = reference.seal(row["document_id"], bytes.fromhex(row["data_key"]), content_of(row), nonces).file
    assert len(stored) == row["sealed_length_bytes"]
    assert hashlib.sha256(stored).hexdigest() == row["sealed_sha256"]
    return stored


def test_the_vectors_hold_what_the_page_names() -> None:
    assert {row["length_bytes"] for row in ACCEPTED} == {0, 1, 15, 65_535, 65_536, 65_537, 131_072, 200_000}
    assert len({row["name"] for row in REFUSED}) == len(REFUSED) >= 50


@pytest.mark.parametrize("row", ACCEPTED, ids=by_name)
def test_the_reference_reads_it(row: dict[str, Any]) -> None:
    key, length = bytes.fromhex(row["data_key"]), row["length_bytes"]
    assert reference.header(row["document_id"], length).hex() == row["header"]
    assert [
        reference.associated_data(row["document_id"], length, index).hex() for index in range(len(row["nonces"]))
    ] == (row["associated_data"])
    assert reference.read(row["document_id"], key, length, stored_of(row)) == content_of(row)


@pytest.mark.parametrize("row", REFUSED, ids=by_name)
def test_the_reference_refuses_it(row: dict[str, Any]) -> None:
    with pytest.raises(reference.Refused):
        reference.read(
            row["document_id"], bytes.fromhex(row["data_key"]), row["length_bytes"], bytes.fromhex(row["sealed"])
        )


@pytest.mark.parametrize("row", ACCEPTED, ids=by_name)
def test_our_header_is_the_frozen_one(row: dict[str, Any]) -> None:
    assert ours.our_header(row["document_id"], row["length_bytes"]).hex() == row["header"]


@pytest.mark.parametrize("row", ACCEPTED, ids=by_name)
def test_we_read_it(row: dict[str, Any]) -> None:
    key, length = bytes.fromhex(row["data_key"]), row["length_bytes"]
    frames = reference.split(length, stored_of(row))
    assert b"".join(ours.opened_by_us(row["document_id"], key, length, frames)) == content_of(row)


@pytest.mark.parametrize("row", REFUSED, ids=by_name)
def test_we_refuse_it(row: dict[str, Any]) -> None:
    key, length = bytes.fromhex(row["data_key"]), row["length_bytes"]
    frames = reference.split(length, bytes.fromhex(row["sealed"]))
    came, refused = ours.given_out(ours.opened_by_us(row["document_id"], key, length, frames), ours.RefusedByUs)
    assert refused
    # Of those in which something follows a whole document, that document may have been given out before.
    assert came in {b"", b"Notice CP504, page 1"}


@pytest.mark.parametrize("row", ACCEPTED, ids=by_name)
def test_the_reference_reads_what_we_seal(row: dict[str, Any]) -> None:
    key, length = bytes.fromhex(row["data_key"]), row["length_bytes"]
    sealed = ours.sealed_by_us(row["document_id"], key, content_of(row))
    assert list(map(len, sealed)) == [28 + reference.content_bytes_of(length, index) for index in range(len(sealed))]
    assert b"".join(reference.read_frames(row["document_id"], key, length, sealed)) == content_of(row)


def test_we_never_seal_twice_with_one_nonce() -> None:
    row = next(row for row in ACCEPTED if row["length_bytes"] == 131_072)
    key, content = bytes.fromhex(row["data_key"]), content_of(row)
    nonces = [frame[:12] for _ in range(20) for frame in ours.sealed_by_us(row["document_id"], key, content)]
    assert len(set(nonces)) == len(nonces) == 40
