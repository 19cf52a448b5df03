"""ZIP archives as no honest program writes them, byte for byte (PKWARE APPNOTE 6.3.10). Made at test time, nothing stored."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

UTF8 = 1 << 11
ENCRYPTED = 1
DATE, TIME = (2024 - 1980) << 9 | 3 << 5 | 11, 10 << 11


def deflated(data: bytes) -> bytes:
    made = zlib.compressobj(9, zlib.DEFLATED, -15)
    return made.compress(data) + made.flush()


def deflated_zeros(count: int, block: int = 1 << 24) -> tuple[bytes, int]:
    """Deflated zeros and their CRC-32, without so many zeros in memory: one flushed block, repeated."""
    assert count % block == 0
    maker = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = bytes(block)
    first = maker.compress(zeros) + maker.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(count // block):
        crc = zlib.crc32(zeros, crc)
    return first * (count // block) + b"\x03\x00", crc


@dataclass
class Member:
    """One member; what isn't said follows from the data. `local_*` differ from the directory where an archive lies."""

    name: bytes
    data: bytes = b""
    method: int = 8
    packed: bytes | None = None
    crc: int | None = None
    size: int | None = None
    packed_size: int | None = None
    flags: int = UTF8
    external: int = 0
    made_by: int = 3 << 8 | 20
    extra: bytes = b""
    local_extra: bytes = b""
    local_name: bytes | None = None
    local_size: int | None = None
    local_method: int | None = None
    at: int | None = None
    """Where its local header is said to be; if given, none is written."""

    def finished(self) -> Member:
        if self.packed is None:
            self.packed = deflated(self.data) if self.method == 8 else self.data
        if self.crc is None:
            self.crc = zlib.crc32(self.data)
        if self.size is None:
            self.size = len(self.data)
        if self.packed_size is None:
            self.packed_size = len(self.packed)
        return self

    def local(self) -> bytes:
        self.finished()
        name = self.name if self.local_name is None else self.local_name
        size = self.size if self.local_size is None else self.local_size
        method = self.method if self.local_method is None else self.local_method
        return (
            struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, self.flags, method, TIME, DATE, self.crc, self.packed_size, size,
                        len(name), len(self.local_extra))
            + name + self.local_extra
        )  # fmt: skip

    def central(self, at: int) -> bytes:
        self.finished()
        return (
            struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, self.made_by, 20, self.flags, self.method, TIME, DATE, self.crc,
                        self.packed_size, self.size, len(self.name), len(self.extra), 0, 0, 0, self.external, at)
            + self.name + self.extra
        )  # fmt: skip


def end(count: int, directory_size: int, directory_at: int, comment: bytes = b"") -> bytes:
    shown = min(count, 0xFFFF)
    return struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, shown, shown, directory_size, directory_at, len(comment)) + comment


def zip64_end(count: int, directory_size: int, directory_at: int, at: int) -> bytes:
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, directory_size, directory_at)
    return record + struct.pack("<IIQI", 0x07064B50, 0, at, 1)


def archive(members: list[Member], *, prefix: bytes = b"", comment: bytes = b"", zip64: bool = False) -> bytes:
    body = bytearray(prefix)
    directory = bytearray()
    for member in members:
        at = member.at
        if at is None:
            at = len(body)
            body += member.local()
            assert member.packed is not None
            body += member.packed
        directory += member.central(at)
    directory_at = len(body)
    body += directory
    if zip64 or len(members) > 0xFFFF:
        body += zip64_end(len(members), len(directory), directory_at, len(body))
    return bytes(body + end(len(members), len(directory), directory_at, comment))


def zip_of(files: dict[str, bytes], *, stored: bool = False) -> bytes:
    """An honest archive."""
    return archive([Member(name.encode(), data, method=0 if stored else 8) for name, data in files.items()])


def overlapping_same(count: int, zeros: int = 1 << 22) -> bytes:
    """Every entry of the directory names the same bytes."""
    one = Member(b"0000.txt", bytes(zeros)).finished()
    assert one.packed is not None
    body = one.local() + one.packed
    members = [one.central(0)]
    for index in range(1, count):
        other = Member(f"{index:04}.txt".encode(), packed=one.packed, crc=one.crc, size=one.size)
        members.append(other.central(0))
    directory = b"".join(members)
    return body + directory + end(count, len(directory), len(body))


def overlapping_quoted(count: int, zeros: int = 1 << 22) -> bytes:
    """Fifield, "A better zip bomb" (2019): each member quotes the local header of the next as a stored block, and all share one kernel."""
    kernel = Member(f"{count - 1:04}.txt".encode(), bytes(zeros)).finished()
    assert kernel.packed is not None
    stack = [kernel]
    content = bytes(zeros)
    packed = kernel.packed
    for index in range(count - 2, -1, -1):
        quoted = stack[-1].local()
        packed = b"\x00" + struct.pack("<HH", len(quoted), len(quoted) ^ 0xFFFF) + quoted + packed
        content = quoted + content
        stack.append(Member(f"{index:04}.txt".encode(), packed=packed, crc=zlib.crc32(content), size=len(content)))
    members = stack[::-1]
    body = b""
    offsets = []
    for member in members:
        offsets.append(len(body))
        body += member.local()
        if member is not kernel:
            following = members[len(offsets)].local()
            body += b"\x00" + struct.pack("<HH", len(following), len(following) ^ 0xFFFF)
    body += kernel.packed
    directory = b"".join(member.central(at) for member, at in zip(members, offsets, strict=True))
    return body + directory + end(count, len(directory), len(body))


class ZipCrypto:
    """The old encryption of ZIP (APPNOTE 6.1), so that an encrypted archive is a real one."""

    def __init__(self, password: bytes) -> None:
        self.keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self._update(byte)

    @staticmethod
    def _crc(crc: int, byte: int) -> int:
        return ~zlib.crc32(bytes([byte]), ~crc & 0xFFFFFFFF) & 0xFFFFFFFF

    def _update(self, byte: int) -> None:
        self.keys[0] = self._crc(self.keys[0], byte)
        self.keys[1] = ((self.keys[1] + (self.keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        self.keys[2] = self._crc(self.keys[2], self.keys[1] >> 24)

    def encrypt(self, data: bytes) -> bytes:
        out = bytearray()
        for byte in data:
            mask = (self.keys[2] | 2) & 0xFFFF
            out.append(byte ^ (mask * (mask ^ 1) >> 8 & 0xFF))
            self._update(byte)
        return bytes(out)


def encrypted_member(name: bytes, data: bytes, password: bytes = b"refund2024") -> Member:
    crc = zlib.crc32(data)
    clear = bytes(range(11)) + bytes([crc >> 24])
    packed = ZipCrypto(password).encrypt(clear + deflated(data))
    return Member(name, packed=packed, crc=crc, size=len(data), flags=UTF8 | ENCRYPTED)


def aes_member(name: bytes, data: bytes) -> Member:
    """As WinZip marks AES-256; what lies in it is no real ciphertext, which nobody without the password can tell."""
    extra = struct.pack("<HHHHBH", 0x9901, 7, 2, 0x4541, 3, 8)
    fake = bytes((index * 197 + 31) % 256 for index in range(len(data) + 28))
    return Member(
        name, method=99, packed=fake, crc=0, size=len(data), flags=UTF8 | ENCRYPTED, extra=extra, local_extra=extra
    )
