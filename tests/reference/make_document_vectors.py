"""Writes tests/vectors/documents/ anew with the examiner's writer; the files are frozen, so run it only to add some.

`python -m tests.reference.make_document_vectors` from the top of the repository.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.reference import document_reader as reference

FOLDER = Path(__file__).parents[1] / "vectors" / "documents"
SIZES = (0, 1, 15, 65_535, 65_536, 65_537, 131_072, 200_000)
WHOLE_IN_JSON = 1_000
IN_A_BIN = 65_537
PLACE = "matter:7f9c24e8-3b12-4fef-91e0-57a2c1c0c701"


def nonces_of(name: str, count: int) -> list[bytes]:
    return [hashlib.sha256(f"nonce:{name}:{index}".encode()).digest()[:12] for index in range(count)]


def key_of(name: str) -> bytes:
    return hashlib.sha256(f"key:{name}".encode()).digest()


def document_id_of(name: str) -> str:
    return reference.id_of(hashlib.sha256(f"id:{name}".encode()).digest())


def accepted(size: int) -> dict[str, Any]:
    name = f"length-{size}"
    content = reference.generated_content(name, size)
    count = reference.frames_count(size)
    sealed = reference.seal(document_id_of(name), key_of(name), content, nonces_of(name, count))
    row: dict[str, Any] = {
        "name": name,
        "accepted": True,
        "document_id": sealed.document_id,
        "place": PLACE,
        "wrap_context": reference.wrap_context(sealed.document_id, PLACE).decode(),
        "data_key": sealed.key.hex(),
        "length_bytes": size,
        "content_generated_from": name,
        "content_sha256": hashlib.sha256(content).hexdigest(),
        "header": reference.header(sealed.document_id, size).hex(),
        "nonces": [frame[:12].hex() for frame in sealed.frames],
        "associated_data": [reference.associated_data(sealed.document_id, size, index).hex() for index in range(count)],
        "tags": [frame[-16:].hex() for frame in sealed.frames],
        "sealed_length_bytes": len(sealed.file),
        "sealed_sha256": hashlib.sha256(sealed.file).hexdigest(),
    }
    if size <= WHOLE_IN_JSON:
        row["content"] = content.hex()
        row["sealed"] = sealed.file.hex()
    elif size == IN_A_BIN:
        row["sealed_file"] = f"{name}.bin"
        (FOLDER / f"{name}.bin").write_bytes(sealed.file)
    return row


def refused() -> list[dict[str, Any]]:
    """What a lenient reader might take: each sealed rightly but for the one thing that its name says."""
    name = "refused"
    key, document_id, nonce = key_of(name), document_id_of(name), nonces_of(name, 1)[0]
    content = b"Notice CP504, page 1"
    length = len(content)
    head = reference.header(document_id, length)
    digest = hashlib.sha256(head).digest()

    def sealed(associated: bytes | None, *, of: bytes = content, under: bytes = key, with_nonce: bytes = nonce) -> bytes:
        return with_nonce + AESGCM(under).encrypt(with_nonce, of, associated)

    def about(changed: bytes, index: int = 0, last: int = 1) -> bytes:
        return hashlib.sha256(changed).digest() + index.to_bytes(8, "big") + bytes([last])

    right = sealed(about(head))
    other = document_id_of("another")
    changes: dict[str, Callable[[], dict[str, Any]]] = {
        "not-marked-last": lambda: {"sealed": sealed(about(head, 0, 0))},
        "last-marked-with-2": lambda: {"sealed": sealed(about(head, 0, 2))},
        "last-marked-with-255": lambda: {"sealed": sealed(about(head, 0, 255))},
        "frames-counted-from-1": lambda: {"sealed": sealed(about(head, 1, 1))},
        "index-little-endian-of-another-frame": lambda: {"sealed": sealed(digest + (256).to_bytes(8, "little") + b"\x01")},
        "index-of-4-bytes": lambda: {"sealed": sealed(digest + bytes(4) + b"\x01")},
        "no-last-flag": lambda: {"sealed": sealed(digest + bytes(8))},
        "no-associated-data": lambda: {"sealed": sealed(None)},
        "header-itself-not-its-digest": lambda: {"sealed": sealed(head + bytes(8) + b"\x01")},
        "header-not-bound": lambda: {"sealed": sealed(bytes(32) + bytes(8) + b"\x01")},
        "other-magic": lambda: {"sealed": sealed(about(b"TASVAULX" + head[8:]))},
        "version-2": lambda: {"sealed": sealed(about(head[:8] + b"\x02" + head[9:]))},
        "version-0": lambda: {"sealed": sealed(about(head[:8] + b"\x00" + head[9:]))},
        "algorithm-2": lambda: {"sealed": sealed(about(head[:9] + b"\x02" + head[10:]))},
        "frame-size-65535": lambda: {"sealed": sealed(about(head[:10] + (65_535).to_bytes(4, "big") + head[14:]))},
        "frame-size-little-endian": lambda: {"sealed": sealed(about(head[:10] + (65_536).to_bytes(4, "little") + head[14:]))},
        "length-little-endian": lambda: {"sealed": sealed(about(head[:14] + length.to_bytes(8, "little") + head[22:]))},
        "length-one-more-in-the-header": lambda: {"sealed": sealed(about(reference.header(document_id, length + 1)))},
        "length-one-less-in-the-header": lambda: {"sealed": sealed(about(reference.header(document_id, length - 1)))},
        "another-id-in-the-header": lambda: {"sealed": sealed(about(reference.header(other, length)))},
        "id-as-text-in-the-header": lambda: {"sealed": sealed(about(head[:22] + document_id.encode()))},
        "another-key": lambda: {"sealed": sealed(about(head), under=key_of("another"))},
        "row-says-one-byte-more": lambda: {"length_bytes": length + 1},
        "row-says-one-byte-less": lambda: {"length_bytes": length - 1},
        "row-says-nothing-is-in-it": lambda: {"length_bytes": 0},
        "row-says-two-frames": lambda: {"length_bytes": 65_536 + length},
        "row-says-another-id": lambda: {"document_id": other},
        "row-has-another-key": lambda: {"data_key": key_of("another").hex()},
        "one-byte-of-content-more-sealed": lambda: {"sealed": sealed(about(head), of=content + b"!")},
        "one-byte-of-content-less-sealed": lambda: {"sealed": sealed(about(head), of=content[:-1])},
        "nonce-of-16-bytes": lambda: {"sealed": sealed(about(head), with_nonce=nonce + bytes(4))},
        "tag-cut-to-12-bytes": lambda: {"sealed": right[:-4]},
        "tag-cut-to-15-bytes": lambda: {"sealed": right[:-1]},
        "tag-missing": lambda: {"sealed": right[:-16]},
        "nonce-missing": lambda: {"sealed": right[12:]},
        "nonce-behind-the-tag": lambda: {"sealed": right[12:] + right[:12]},
        "only-a-nonce": lambda: {"sealed": right[:12]},
        "only-nonce-and-tag": lambda: {"sealed": right[:12] + right[-16:]},
        "nothing-at-all": lambda: {"sealed": b""},
        "one-zero-byte-after": lambda: {"sealed": right + b"\x00"},
        "line-break-after": lambda: {"sealed": right + b"\n"},
        "header-stored-before": lambda: {"sealed": head + right},
        "frame-twice": lambda: {"sealed": right + right},
        "empty-frame-after": lambda: {
            "sealed": right + sealed(about(head, 1, 1), of=b"", with_nonce=nonces_of("refused-2", 1)[0])
        },
        "empty-frame-before": lambda: {
            "sealed": sealed(about(head, 0, 0), of=b"", with_nonce=nonces_of("refused-2", 1)[0]) + sealed(about(head, 1, 1))
        },
        "cut-into-two-frames": lambda: {
            "sealed": sealed(about(head, 0, 0), of=content[:10])
            + sealed(about(head, 1, 1), of=content[10:], with_nonce=nonces_of("refused-2", 1)[0])
        },
        "in-the-clear": lambda: {"sealed": content},
        "all-zero": lambda: {"sealed": bytes(12 + length + 16)},
    }
    rows = []
    for what, change in changes.items():
        row = {
            "name": what,
            "accepted": False,
            "document_id": document_id,
            "data_key": key.hex(),
            "length_bytes": length,
            "sealed": right,
            **change(),
        }
        row["sealed"] = row["sealed"].hex()
        rows.append(row)
    # The rule for an empty document: one frame without content, not no frame.
    empty = reference.header(document_id, 0)
    for what, stored in {
        "empty-document-without-a-frame": b"",
        "empty-document-not-marked-last": nonce + AESGCM(key).encrypt(nonce, b"", about(empty, 0, 0)),
        "empty-document-with-content": nonce + AESGCM(key).encrypt(nonce, b"x", about(empty)),
        "empty-document-with-frame-twice": (nonce + AESGCM(key).encrypt(nonce, b"", about(empty))) * 2,
    }.items():
        rows.append(
            {
                "name": what,
                "accepted": False,
                "document_id": document_id,
                "data_key": key.hex(),
                "length_bytes": 0,
                "sealed": stored.hex(),
            }
        )
    return rows


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for row in map(accepted, SIZES):
        (FOLDER / f"{row['name']}.json").write_text(json.dumps(row, indent=1) + "\n")
    (FOLDER / "refused.json").write_text(json.dumps(refused(), indent=1) + "\n")


if __name__ == "__main__":
    main()
