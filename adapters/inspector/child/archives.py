"""ZIP archives: their structure as PKWARE's APPNOTE 6.3.10 has it, strictly: files hide in what readers disagree about.

Parts lie one after the other without gap or overlap (Fifield's bombs overlap), local and central headers say the same, and a
part unpacks to exactly what is said of it, within limits on count, bytes, ratio and depth.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adapters.inspector.child import office
from adapters.inspector.child.content import File, read_at
from adapters.inspector.child.found import Found, damaged
from adapters.inspector.port import Finding

if TYPE_CHECKING:
    from adapters.inspector.child.looking import Look

ZIP: Final = "application/zip"
_END = b"PK\x05\x06"
_END_BYTES = 22
_MOST_COMMENT_BYTES = 65_535
_OURS_COMMENT_BYTES = 1024
_LOCAL_BYTES = 30
_MOST_NAME_BYTES = 1024
# What a central header takes at most with its name and extra fields, as far as we go.
_MOST_CENTRAL_BYTES_EACH = 4096
_LOCATOR_BYTES = 20
_SECOND_END_BYTES = 56
_SIZES_BEHIND = 0x8
_UNICODE_PATH = 0x7075
_STORED, _DEFLATED = 0, 8
_EMPTY_DEFLATED_BYTES = 2
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
_CHUNK_BYTES = 256 * 1024
_RATIO_FROM_BYTES = 1024 * 1024

# A comment is a line or two of words.
_NO_COMMENT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|<(?:script|html|svg|\?)", re.IGNORECASE)
_DRIVE = re.compile(r"^[A-Za-z]:")
# What computers put into archives by themselves; nobody is meant to open it.
_BY_THE_SYSTEM = re.compile(r"(?:^|/)(?:__MACOSX/(?:.*/)?\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
_MOST_SYSTEM_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Member:
    """One file within an archive."""

    name: str
    offset: int
    packed_bytes: int
    length_bytes: int
    checksum: int
    method: int
    encrypted: bool
    also_called: str | None


def ends_as_zip(file: File, length: int) -> bool:
    """Whether readers of ZIP archives, which begin at the end, would find one."""
    tail = read_at(file, max(0, length - _END_BYTES - _MOST_COMMENT_BYTES), _END_BYTES + _MOST_COMMENT_BYTES)
    at = tail.rfind(_END)
    while at >= 0:
        end = tail[at : at + _END_BYTES]
        if len(end) == _END_BYTES:
            entries, central_bytes, central_at, comment_bytes = struct.unpack("<HIIH", end[10:])
            where = max(0, length - len(tail)) + at
            if at + _END_BYTES + comment_bytes <= len(tail) and central_bytes <= where and (entries or not central_at):
                return True
        at = tail.rfind(_END, 0, at)
    return False


def before_content(head: bytes) -> int:
    """Where the bytes of the first part begin: a PDF that lies there unpacked is no second beginning."""
    name_bytes, extra_bytes = struct.unpack_from("<HH", head.ljust(_LOCAL_BYTES, b"\0"), 26)
    return _LOCAL_BYTES + int(name_bytes) + int(extra_bytes)


def look(file: File, length: int, look_at: Look, depth: int) -> str:
    """The kind of archive, after looking into everything in it. Raises Found."""
    members = _members(file, length, look_at)
    names = {member.name for member in members}
    kind = office.kind_of_package(names, lambda name: _whole(file, _by_name(members, name), look_at))
    encrypted = any(member.encrypted for member in members)
    if kind is not None and not encrypted:
        for member in members:
            office.look_at_part(kind, member.name, _unpack(file, member, look_at), look_at, depth)
        return kind
    if depth >= look_at.limits.archive_depth:
        raise Found(Finding.ARCHIVE_UNSAFE, ZIP)
    for member in members:
        _look_into(file, member, look_at, depth)
    if encrypted:
        raise Found(Finding.ENCRYPTED, ZIP)
    return ZIP


def _look_into(file: File, member: Member, look_at: Look, depth: int) -> None:
    if member.also_called is not None:
        look_at.refuses(_last(member.also_called), None)
    if member.encrypted or _BY_THE_SYSTEM.search(member.name):
        look_at.refuses(_last(member.name), None)
        if not member.encrypted:
            _refuse_program(_unpack(file, member, look_at))
            if member.length_bytes > _MOST_SYSTEM_BYTES:
                raise Found(Finding.ARCHIVE_UNSAFE, ZIP)
        return
    content = _unpack(file, member, look_at)
    if not isinstance(content, io.BytesIO):
        raise Found(Finding.ARCHIVE_TOO_LARGE, ZIP)
    seen = look_at.at(content, depth + 1)
    look_at.refuses(_last(member.name), seen.content_type)


def _refuse_program(content: io.BytesIO | bytes) -> None:
    from adapters.inspector.child.looking import is_executable  # noqa: PLC0415  (each looks into the other)

    head = content if isinstance(content, bytes) else content.read(64)
    if is_executable(head):
        raise Found(Finding.EXECUTABLE, ZIP)


def _members(file: File, length: int, look_at: Look) -> list[Member]:
    """Every file of it, each in its place. Raises Found."""
    entries = _check_end(file, length, look_at)
    unsafe = Found(Finding.ARCHIVE_UNSAFE, ZIP)
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            central_at = archive.start_dir
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OverflowError):
        raise damaged(ZIP) from None
    if len(infos) != entries:
        raise unsafe
    look_at.entries_left -= entries
    if look_at.entries_left < 0:
        raise Found(Finding.ARCHIVE_TOO_LARGE, ZIP)
    at, seen, members = 0, set[str](), list[Member]()
    for info in sorted(infos, key=lambda info: info.header_offset):
        name = info.orig_filename
        _check_name(name, info, seen)
        start = _local(file, info, at, name)
        at = start + info.compress_size
        at += _descriptor(file, at, info)
        if not info.is_dir():
            members.append(
                Member(
                    name,
                    start,
                    info.compress_size,
                    info.file_size,
                    info.CRC,
                    info.compress_type,
                    bool(info.flag_bits & _ENCRYPTED_FLAGS),
                    _also_called(info.extra),
                )
            )
        elif info.file_size or info.compress_size > _EMPTY_DEFLATED_BYTES:
            raise unsafe
    if central_at != at:
        raise unsafe
    return members


def _check_end(file: File, length: int, look_at: Look) -> int:
    """How many parts it lists, after its end was found where the document ends. Raises Found."""
    tail = read_at(file, max(0, length - _END_BYTES - _OURS_COMMENT_BYTES), _END_BYTES + _OURS_COMMENT_BYTES)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise Found(Finding.SEVERAL_FORMATS if ends_as_zip(file, length) else Finding.DAMAGED, ZIP)
    entries, central_bytes, central_at, comment_bytes = struct.unpack("<HIIH", tail[at + 10 : at + _END_BYTES])
    if at + _END_BYTES + comment_bytes != len(tail):
        raise Found(Finding.SEVERAL_FORMATS, ZIP)
    if _NO_COMMENT.search(tail[at + _END_BYTES :]):
        raise Found(Finding.SEVERAL_FORMATS, ZIP)
    if central_bytes == 0xFFFFFFFF or entries == 0xFFFF:
        # ZIP64: nobody sends so many files or so much.
        raise Found(Finding.ARCHIVE_TOO_LARGE, ZIP)
    _check_second_end(file, length - len(tail) + at, entries, central_bytes, central_at)
    if entries > look_at.limits.archive_entries or central_bytes > entries * _MOST_CENTRAL_BYTES_EACH:
        raise Found(Finding.ARCHIVE_TOO_LARGE, ZIP)
    return int(entries)


def _check_second_end(file: File, end_at: int, entries: int, central_bytes: int, central_at: int) -> None:
    """The end for large archives (APPNOTE 4.3.14), which some programs always write, says what the usual end says.

    Raises Found.
    """
    locator_at = end_at - _LOCATOR_BYTES
    if locator_at < 0 or not (locator := read_at(file, locator_at, _LOCATOR_BYTES)).startswith(b"PK\x06\x07"):
        return
    record_at = locator_at - _SECOND_END_BYTES
    disk, said_at, disks = struct.unpack("<4xIQI", locator)
    if record_at != central_at + central_bytes or disk or said_at != record_at or disks > 1:
        raise Found(Finding.ARCHIVE_UNSAFE, ZIP)
    said = struct.unpack("<4sQ4xIIQQQQ", read_at(file, record_at, _SECOND_END_BYTES))
    if said != (b"PK\x06\x06", _SECOND_END_BYTES - 12, 0, 0, entries, entries, central_bytes, central_at):
        raise Found(Finding.ARCHIVE_UNSAFE, ZIP)  # two lists, of which readers choose one


def _check_name(name: str, info: zipfile.ZipInfo, seen: set[str]) -> None:
    unsafe = Found(Finding.ARCHIVE_UNSAFE, ZIP)
    plain = name.replace("\\", "/")
    folded = plain.casefold().rstrip("/")
    if not folded or len(name) > _MOST_NAME_BYTES or "\0" in name or folded in seen:
        raise unsafe
    if plain.startswith("/") or _DRIVE.match(plain) or ".." in plain.split("/"):
        raise unsafe
    seen.add(folded)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise unsafe


def _local(file: File, info: zipfile.ZipInfo, at: int, name: str) -> int:
    """Where the part's bytes begin, after its own header said the same as the list. Raises Found."""
    unsafe = Found(Finding.ARCHIVE_UNSAFE, ZIP)
    if info.header_offset != at:
        raise Found(Finding.SEVERAL_FORMATS, ZIP) if not at else unsafe
    head = read_at(file, info.header_offset, _LOCAL_BYTES)
    if len(head) < _LOCAL_BYTES or head[:4] != b"PK\x03\x04":
        raise damaged(ZIP)
    flags, method, checksum, packed, length, name_bytes, extra_bytes = struct.unpack("<2xHH4xIIIHH", head[4:])
    own_name = read_at(file, info.header_offset + _LOCAL_BYTES, name_bytes)
    try:
        same = own_name.decode("utf-8" if flags & 0x800 else "cp437") == name
    except UnicodeDecodeError:
        same = False
    if not same or method != info.compress_type or (flags ^ info.flag_bits) & (_ENCRYPTED_FLAGS | 0x808):
        raise unsafe
    if 0xFFFFFFFF in (packed, length):
        extra = read_at(file, info.header_offset + _LOCAL_BYTES + name_bytes, extra_bytes)
        length, packed = _large_sizes(extra, length, packed)
    known = flags & _SIZES_BEHIND == 0
    if known and (checksum, packed, length) != (info.CRC, info.compress_size, info.file_size):
        raise unsafe
    return int(info.header_offset) + _LOCAL_BYTES + int(name_bytes) + int(extra_bytes)


def _descriptor(file: File, at: int, info: zipfile.ZipInfo) -> int:
    """How long the sizes are that stand behind a part, where its header said that they do. Raises Found."""
    if not info.flag_bits & _SIZES_BEHIND:
        return 0
    behind = read_at(file, at, 24)
    for signature in (b"PK\x07\x08", b""):
        for sizes in ("<III", "<IQQ"):
            descriptor = signature + struct.pack(sizes, info.CRC, info.compress_size, info.file_size)
            if behind.startswith(descriptor):
                return len(descriptor)
    raise Found(Finding.ARCHIVE_UNSAFE, ZIP)


def _also_called(extra: bytes) -> str | None:
    """The name in other letters beside it (APPNOTE 4.6.9), which some programs show instead. Raises Found."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH:
            try:
                return extra[at + 9 : at + 4 + length].decode()
            except UnicodeDecodeError:
                raise damaged(ZIP) from None
        at += 4 + length
    return None


def _large_sizes(extra: bytes, length: int, packed: int) -> tuple[int, int]:
    """The sizes of a part where they stand in its extra field (APPNOTE 4.5.3). Raises Found."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == 1 and size >= 16 and at + 20 <= len(extra):
            large_length, large_packed = struct.unpack_from("<QQ", extra, at + 4)
            return (
                large_length if length == 0xFFFFFFFF else length,
                large_packed if packed == 0xFFFFFFFF else packed,
            )
        at += 4 + size
    raise damaged(ZIP)


def _by_name(members: list[Member], name: str) -> Member:
    return next(member for member in members if member.name == name)


def _whole(file: File, member: Member, look_at: Look) -> bytes:
    """A small part as it is, not counted twice. Raises Found."""
    if member.encrypted or member.length_bytes > _CHUNK_BYTES:
        return b""
    return b"".join(_unpacked(file, member, look_at))


def _unpack(file: File, member: Member, look_at: Look) -> io.BytesIO | bytes:
    """The part as a file, or its first bytes where it is too large to be looked into. Raises Found."""
    limits = look_at.limits
    if member.length_bytes > _RATIO_FROM_BYTES and member.length_bytes > limits.archive_ratio * member.packed_bytes:
        raise Found(Finding.ARCHIVE_UNSAFE, ZIP)
    look_at.bytes_left -= member.length_bytes
    if look_at.bytes_left < 0:
        raise Found(Finding.ARCHIVE_TOO_LARGE, ZIP)
    if member.length_bytes <= limits.archive_member_bytes:
        return io.BytesIO(b"".join(_unpacked(file, member, look_at)))
    head = b""
    for piece in _unpacked(file, member, look_at):
        head = head or piece
    return head


def _unpacked(file: File, member: Member, look_at: Look) -> Iterator[bytes]:
    """The part's bytes: as many as were said, with the checksum that was said, and nothing behind them. Raises Found."""
    if member.method == _STORED:
        pieces = _packed(file, member)
    elif member.method == _DEFLATED:
        pieces = _inflated(_packed(file, member))
    else:
        raise Found(Finding.TYPE_NOT_ACCEPTED, ZIP)
    length, checksum = 0, 0
    for piece in pieces:
        length += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if length > member.length_bytes:
            raise Found(Finding.ARCHIVE_UNSAFE, ZIP)
        yield piece
    if length != member.length_bytes or checksum != member.checksum:
        raise damaged(ZIP)


def _packed(file: File, member: Member) -> Iterator[bytes]:
    at, end = member.offset, member.offset + member.packed_bytes
    while at < end:
        piece = read_at(file, at, min(_CHUNK_BYTES, end - at))
        if not piece:
            raise damaged(ZIP)
        at += len(piece)
        yield piece


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    """RFC 1951; its end is the end of what was packed."""
    inflate = zlib.decompressobj(-15)
    for piece in packed:
        rest = piece
        while rest or not inflate.eof:
            try:
                unpacked = inflate.decompress(rest, _CHUNK_BYTES)
            except zlib.error:
                raise damaged(ZIP) from None
            if unpacked:
                yield unpacked
            rest = inflate.unconsumed_tail
            if inflate.unused_data or (inflate.eof and rest):
                raise damaged(ZIP)
            if not unpacked and not rest:
                break
    if not inflate.eof:
        raise damaged(ZIP)


def _last(name: str) -> str:
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2]
