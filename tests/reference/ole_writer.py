"""A minimal writer of OLE compound files ([MS-CFB], version 3), for examples of old Office documents made at test time.

Every stream is padded to at least 4,096 bytes, so that none lies in the mini stream.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NO_STREAM = 0xFFFFFFFF


@dataclass
class _Entry:
    name: str
    kind: int
    clsid: bytes = bytes(16)
    data: bytes = b""
    children: dict[str, _Entry] = field(default_factory=dict)
    child: int = NO_STREAM
    right: int = NO_STREAM
    start: int = END


def _tree(streams: dict[str, bytes], clsid: bytes) -> _Entry:
    root = _Entry("Root Entry", 5, clsid)
    for path, data in streams.items():
        at = root
        *folders, name = path.split("/")
        for folder in folders:
            at = at.children.setdefault(folder, _Entry(folder, 1))
        at.children[name] = _Entry(name, 2, data=data.ljust(4096, b"\0"))
    return root


def write(streams: dict[str, bytes], clsid: bytes = bytes(16)) -> bytes:
    """A compound file with these streams; a path's folders become storages. `clsid` is the root storage's class."""
    order: list[_Entry] = []

    def number(entry: _Entry) -> int:
        at = len(order)
        order.append(entry)
        kin = sorted(entry.children.values(), key=lambda each: (len(each.name), each.name.upper()))
        before: _Entry | None = None
        for each in kin:
            index = number(each)
            if before is None:
                entry.child = index
            else:
                before.right = index
            before = each
        return at

    number(_tree_root := _tree(streams, clsid))
    assert order[0] is _tree_root

    directory_sectors = -(-len(order) * 128 // SECTOR)
    data_sectors = sum(-(-len(entry.data) // SECTOR) for entry in order)
    fat_sectors = 1
    while fat_sectors * 128 < fat_sectors + directory_sectors + data_sectors:
        fat_sectors += 1
    assert fat_sectors <= 109
    fat = [FAT] * fat_sectors

    def chain(count: int) -> int:
        start = len(fat)
        fat.extend([*range(start + 1, start + count), END])
        return start

    directory_start = chain(directory_sectors)
    body = b""
    for entry in order:
        if entry.data:
            entry.start = chain(-(-len(entry.data) // SECTOR))
            body += entry.data.ljust(-(-len(entry.data) // SECTOR) * SECTOR, b"\0")
    fat.extend([FREE] * (fat_sectors * 128 - len(fat)))

    directory = b""
    for entry in order:
        name = entry.name.encode("utf-16-le") + b"\0\0"
        directory += name.ljust(64, b"\0") + struct.pack("<HBB", len(name), entry.kind, 1)
        directory += struct.pack("<III", NO_STREAM, entry.right, entry.child) + entry.clsid + bytes(4 + 8 + 8)
        directory += struct.pack("<IQ", entry.start, len(entry.data))
    directory = directory.ljust(directory_sectors * SECTOR, b"\0")

    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, directory_start, 0, 4096, END, 0, END, 0)
    header += b"".join(struct.pack("<I", index if index < fat_sectors else FREE) for index in range(109))
    assert len(header) == SECTOR
    return header + b"".join(struct.pack("<I", each) for each in fat) + directory + body
