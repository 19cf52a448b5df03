"""Documents as people send them, and as those send them who mean harm; made here, byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw

SAMPLES = Path(__file__).with_name("samples")
"""`letter.heic`: our own drawing, encoded by libheif, with a telephone's marks and a place in its EXIF."""
MZ = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + bytes(200)

_CATALOG = b"<</Type/Catalog/Pages 2 0 R%s>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R%s>>"
_DRAWN = b"0 0 1 rg 72 600 400 40 re f 72 500 300 40 re f"


def stream(content: bytes, words: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (words, len(content), content)


def pdf(
    catalog: bytes = b"",
    page: bytes = b"",
    objects: Mapping[int, bytes] | None = None,
    packed: Mapping[int, bytes] | None = None,
) -> bytes:
    """One page; `objects` from number 10 stand in the clear, `packed` ones in a compressed object stream (PDF 1.5)."""
    plain = {1: _CATALOG % catalog, 2: _PAGES, 3: _PAGE % page, 4: stream(_DRAWN), **(objects or {})}
    hidden = dict(packed or {})
    plain = {number: body for number, body in plain.items() if number not in hidden}
    out, places, within = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), dict[int, int](), dict[int, tuple[int, int]]()
    highest = max([*plain, *hidden])
    if hidden:
        highest += 1
        numbers, bodies = b"", b""
        for place, (number, body) in enumerate(hidden.items()):
            numbers += b"%d %d " % (number, len(bodies))
            bodies += body + b"\n"
            within[number] = (highest, place)
        words = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(hidden), len(numbers))
        plain[highest] = stream(zlib.compress(numbers + bodies), words)
    for number, body in plain.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table, highest = len(out), highest + 1
    places[highest] = table
    rows = b""
    for number in range(highest + 1):
        if number in places:
            rows += b"\1" + places[number].to_bytes(4, "big") + b"\0"
        elif number in within:
            rows += b"\2" + within[number][0].to_bytes(4, "big") + bytes([within[number][1]])
        else:
            rows += bytes(6)
    words = b"/Type/XRef/Size %d/W[1 4 1]/Root 1 0 R/Filter/FlateDecode" % (highest + 1)
    out += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (highest, stream(zlib.compress(rows), words), table)
    return bytes(out)


def picture(kind: str = "JPEG", size: tuple[int, int] = (400, 300), **options: object) -> bytes:
    """A page with lines on it, its upper left corner red."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for y in range(size[1] // 5, size[1] - 20, max(size[1] // 12, 8)):
        draw.rectangle((size[0] // 10, y, size[0] - size[0] // 6, y + 4), fill=(30, 30, 60))
    draw.rectangle((0, 0, size[0] // 10, size[1] // 10), fill=(200, 0, 0))
    out = io.BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def photograph(orientation: int = 1, size: tuple[int, int] = (400, 300)) -> bytes:
    """A JPEG as a telephone makes it: with its maker, its model, the place, and how it was held."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "PhoneMaker", "Phone Model 1", orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (38.0, 53.0, 51.0), 3: "W", 4: (77.0, 2.0, 11.0)})
    return picture("JPEG", size, exif=exif.tobytes(), quality=90)


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def linked_zip() -> bytes:
    """An archive with a symbolic link."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("letter.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def raw_zip(entries: list[tuple[bytes, int, bytes, dict[str, int]]], gap: bytes = b"", comment: bytes = b"") -> bytes:
    """An archive written field by field: name, method, packed bytes, and what its headers say instead of the truth."""
    out, central = bytearray(), bytearray()
    for name, method, packed, says in entries:
        flags = says.get("flags", 0)
        checksum, length = says.get("crc", zlib.crc32(packed)), says.get("length", len(packed))
        offset = says.get("offset", len(out))
        if "offset" not in says:
            local_name = name if "local_name" not in says else b"x" * len(name)
            out += struct.pack(
                "<IHHHHHIIIHH", 0x04034B50, 20, flags, method, 0, 0, checksum, len(packed), length, len(name), 0
            )
            out += local_name + packed + gap
        central += struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, flags, method, 0, 0, checksum, len(packed), length, len(name),
            0, 0, 0, 0, 0, offset,
        )  # fmt: skip
        central += name
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(entries), len(entries), len(central), len(out), len(comment))
    return bytes(out + central + end + comment)


def bomb(length: int = 200 * 1024 * 1024) -> bytes:
    """So many zeros in a thousandth of the bytes."""
    return zipped({"zeros.txt": bytes(length)})


def overlapping() -> bytes:
    """Two files that share their bytes (Fifield, A better zip bomb)."""
    packed = zlib.compress(b"a" * 100_000, 9)[2:-4]
    said = {"crc": zlib.crc32(b"a" * 100_000), "length": 100_000}
    return raw_zip([(b"a.txt", 8, packed, said), (b"b.txt", 8, packed, {**said, "offset": 0})])


_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>%s'
    b'<Override PartName="/word/document.xml" ContentType="%s"/></Types>'
)
DOCX_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCM_MAIN = b"application/vnd.ms-word.document.macroEnabled.main+xml"
_RELS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s'
    b"</Relationships>"
)
_BODY = (
    b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b"<w:p><w:r><w:t>My letter</w:t></w:r>%s</w:p></w:body></w:document>"
)


def docx(
    main: bytes = DOCX_MAIN,
    types: bytes = b"",
    relations: bytes = b"",
    body: bytes = b"",
    parts: Mapping[str, bytes] | None = None,
) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": _TYPES % (types, main),
            "_rels/.rels": _RELS % b"",
            "word/document.xml": _BODY % body,
            "word/_rels/document.xml.rels": _RELS % relations,
            **(parts or {}),
        }
    )


def odt(manifest: bytes = b"", parts: Mapping[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", "<?xml version='1.0'?><office xmlns='urn:x'>Letter</office>")
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
        archive.writestr(
            "META-INF/manifest.xml", b"<?xml version='1.0'?><manifest xmlns='urn:y'>" + manifest + b"</manifest>"
        )
    return out.getvalue()


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (MS-CFB); a path with a slash stands in a storage. Streams are padded past the mini stream."""
    end, free, fat_mark, none = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
    entries: list[tuple[str, int, bytes]] = [("Root Entry", 5, b"")]
    children: dict[int, list[int]] = {0: []}
    storages = {"": 0}
    for path, content in streams.items():
        folder, _, name = path.rpartition("/")
        if folder not in storages:
            storages[folder] = len(entries)
            children[0].append(len(entries))
            children[len(entries)] = []
            entries.append((folder, 1, b""))
        children[storages[folder]].append(len(entries))
        entries.append((name, 2, content.ljust(4096, b"\0")))
    sectors, fat = list[bytes](), [fat_mark]

    def chain(content: bytes) -> int:
        first, count = len(sectors) + 1, -(-len(content) // 512)
        for number in range(count):
            sectors.append(content[number * 512 : (number + 1) * 512].ljust(512, b"\0"))
            fat.append(end if number == count - 1 else first + number + 1)
        return first

    starts = [chain(content) if kind == 2 else 0 for _, kind, content in entries]
    following = {number: after for each in children.values() for number, after in pairwise(each)}
    directory = b""
    for number, (name, kind, content) in enumerate(entries):
        encoded = name.encode("utf-16-le") + b"\0\0"
        inside = children.get(number) or [none]
        start = end if kind == 5 else starts[number]
        directory += encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
        directory += struct.pack("<III", none, following.get(number, none), inside[0]) + bytes(16 + 4 + 16)
        directory += struct.pack("<IQ", start, len(content))
    directory += (bytes(68) + struct.pack("<III", none, none, none) + bytes(48)) * (-len(entries) % 4)
    directory_at = chain(directory)
    assert len(fat) <= 128
    table = struct.pack("<128I", *fat, *[free] * (128 - len(fat)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory_at, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    return head + table + b"".join(sectors)


def word_stream(flags: int = 0) -> bytes:
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x0409, 0, flags) + bytes(500)


def excel_stream(sheet_kind: int = 0, encrypted: bool = False) -> bytes:
    records = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0, 0, 0, 0)
    if encrypted:
        records += struct.pack("<HHH", 0x2F, 2, 0)
    records += struct.pack("<HHIBBBB", 0x85, 8, 0, 0, sheet_kind, 1, 0) + b"S" + struct.pack("<HH", 0x0A, 0)
    return records


RTF = rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 Dear advocate,\par my letter.}"
