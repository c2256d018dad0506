"""Writer of cabinets (MS-CAB) with MSZIP. Each block goes on with the words of the one before it: wixl's own start anew, and weigh 4 % more.

The same files in the same order give the same bytes. One folder of at most 2 GB; names are ASCII.
"""

from __future__ import annotations

import array
import functools
import operator
import struct
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

BLOCK: Final = 32768
"""Bytes of a block before compression (MS-MCI 2.1). The next one may refer to as many."""
_MSZIP: Final = 1
_ARCHIVE: Final = 0x20  # attribute of a file that was not saved yet
_HEADER: Final = struct.Struct("<4sIIIIIBBHHHHH")
_FOLDER: Final = struct.Struct("<IHH")
_FILE: Final = struct.Struct("<IIHHHH")
_DATA: Final = struct.Struct("<HH")


def cabinet(files: Iterable[tuple[str, bytes]], epoch: int) -> bytes:
    """The cabinet of these files, by name and content. `epoch` is the time of each, in seconds since 1970 UTC."""
    when = time.gmtime(epoch)
    day = (when.tm_year - 1980) << 9 | when.tm_mon << 5 | when.tm_mday
    clock = when.tm_hour << 11 | when.tm_min << 5 | when.tm_sec // 2
    entries, contents, offset = [], [], 0
    for name, content in files:
        entries.append(_FILE.pack(len(content), offset, 0, day, clock, _ARCHIVE) + name.encode("ascii") + b"\0")
        contents.append(content)
        offset += len(content)
    blocks = list(_blocks(b"".join(contents)))
    first = _HEADER.size + _FOLDER.size
    start = first + sum(map(len, entries))
    size = start + sum(map(len, blocks))
    head = _HEADER.pack(b"MSCF", 0, size, 0, first, 0, 3, 1, 1, len(entries), 0, 0, 0)
    return b"".join([head, _FOLDER.pack(start, len(blocks), _MSZIP), *entries, *blocks])


def _blocks(content: bytes) -> Iterator[bytes]:
    """CFDATA of each block."""
    for at in range(0, len(content), BLOCK):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, content[max(0, at - BLOCK) : at])
        block = content[at : at + BLOCK]
        packed = b"CK" + packer.compress(block) + packer.flush()
        sizes = _DATA.pack(len(packed), len(block))
        yield struct.pack("<I", checksum(sizes, checksum(packed, 0))) + sizes + packed


def checksum(content: bytes, seed: int) -> int:
    """Checksum of a CFDATA: its words of four bytes by exclusive or. A shorter rest counts from the other end (MS-CAB 3.1)."""
    whole = len(content) & ~3
    words = array.array("I", content[:whole])
    if sys.byteorder == "big":
        words.byteswap()
    return functools.reduce(operator.xor, words, seed) ^ int.from_bytes(content[whole:], "big")
