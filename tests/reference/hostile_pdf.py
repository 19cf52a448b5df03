"""PDF files written by hand (ISO 32000-1), honest ones and others. Made at test time, nothing stored."""

from __future__ import annotations

import hashlib
import struct
import zlib

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def stream(data: bytes, entries: str = "") -> bytes:
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def flate(data: bytes, entries: str = "") -> bytes:
    return stream(zlib.compress(data, 9), f"/Filter /FlateDecode {entries}")


def assemble(objects: dict[int, bytes], trailer: str = "", version: str = "1.7") -> bytes:
    """A file with these objects and a table of cross-references; object 1 is the catalogue."""
    body = bytearray(f"%PDF-{version}\n%\xe2\xe3\xcf\xd3\n".encode("latin-1"))
    offsets = {}
    for number, content in objects.items():
        offsets[number] = len(body)
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table_at = len(body)
    size = max(objects) + 1
    body += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        body += f"{offsets[number]:010} 00000 n \n".encode() if number in offsets else b"0000000000 00000 f \n"
    body += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table_at}\n%%EOF\n".encode()
    return bytes(body)


def page_of_text(text: str = "Notice CP504. You have unpaid taxes for 2022.") -> bytes:
    return f"BT /F1 14 Tf 60 700 Td ({text}) Tj ET".encode("latin-1")


def objects(
    text: str = "Notice CP504. You have unpaid taxes for 2022.",
    *,
    catalogue: str = "",
    page: str = "",
    content: bytes | None = None,
    image: bool = False,
) -> dict[int, bytes]:
    """One page of text; `catalogue` and `page` are entries added to these dictionaries. Object 6 is the image, if there is one."""
    return {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode(),
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            f"/Resources << /Font << /F1 5 0 R >> /XObject << /I1 6 0 R >> >> {page} >>"
        ).encode(),
        4: content if content is not None else stream(page_of_text(text)),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }


def ordinary(text: str = "Notice CP504. You have unpaid taxes for 2022.") -> bytes:
    return assemble(objects(text))


def with_objects(more: dict[int, bytes], *, catalogue: str = "", page: str = "") -> bytes:
    return assemble({**objects(catalogue=catalogue, page=page), **more})


def with_image(image: bytes) -> bytes:
    """A page that is a picture; `image` is the whole stream object."""
    shown = stream(b"q 612 0 0 792 0 0 cm /I1 Do Q")
    return assemble({**objects(content=shown, image=True), 6: image})


def with_object_stream(hidden: dict[int, bytes], plain: dict[int, bytes], root: int = 1) -> bytes:
    """Objects `hidden` lie compressed in an object stream, and the cross-references in a stream too (ISO 32000-1, 7.5.7, 7.5.8)."""
    body = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    where: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    for number, content in plain.items():
        where[number] = (1, len(body), 0)
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    container = max([*hidden, *plain]) + 1
    pairs, packed = "", b""
    for index, (number, content) in enumerate(hidden.items()):
        pairs += f"{number} {len(packed)} "
        packed += content + b"\n"
        where[number] = (2, container, index)
    first = len(pairs)
    where[container] = (1, len(body), 0)
    body += f"{container} 0 obj\n".encode()
    body += flate(pairs.encode() + packed, f"/Type /ObjStm /N {len(hidden)} /First {first}") + b"\nendobj\n"
    table = container + 1
    where[table] = (1, len(body), 0)
    rows = b"".join(struct.pack(">BIH", *where.get(number, (0, 0, 0))) for number in range(table + 1))
    table_at = len(body)
    body += f"{table} 0 obj\n".encode()
    body += flate(rows, f"/Type /XRef /W [1 4 2] /Size {table + 1} /Root {root} 0 R") + b"\nendobj\n"
    return bytes(body + f"startxref\n{table_at}\n%%EOF\n".encode())


def rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def encrypted(user_password: bytes, owner_password: bytes = b"owner", text: str = "Statement of account") -> bytes:
    """The standard security handler, version 1 revision 2: RC4 of 40 bits (ISO 32000-1, 7.6.3). An empty user password opens for all."""
    user, owner = ((word + PADDING)[:32] for word in (user_password, owner_password))
    permissions = -44
    file_id = hashlib.md5(b"file id", usedforsecurity=False).digest()
    of_owner = rc4(hashlib.md5(owner, usedforsecurity=False).digest()[:5], user)
    key = hashlib.md5(
        user + of_owner + struct.pack("<i", permissions) + file_id, usedforsecurity=False
    ).digest()[:5]
    of_user = rc4(key, PADDING)

    def of_object(number: int) -> bytes:
        return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()[:10]

    made = objects(content=stream(rc4(of_object(4), page_of_text(text))))
    made[7] = (
        f"<< /Filter /Standard /V 1 /R 2 /P {permissions} /O <{of_owner.hex()}> /U <{of_user.hex()}> >>".encode()
    )
    return assemble(made, f"/Encrypt 7 0 R /ID [<{file_id.hex()}> <{file_id.hex()}>]", "1.4")


def many_pages(depth: int, width: int) -> bytes:
    """A tree of pages in which every node names the next one `width` times: width ** depth pages from a few objects."""
    made = objects()
    for level in range(depth):
        child = 3 if level == depth - 1 else 11 + level
        number = 2 if level == 0 else 10 + level
        kids = " ".join([f"{child} 0 R"] * width)
        made[number] = f"<< /Type /Pages /Kids [{kids}] /Count {width ** (depth - level)} >>".encode()
    return assemble(made)
