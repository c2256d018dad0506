"""Cutter of GIF (GIF89a): pictures, their times and the loop stay, and nothing else.

GIF has no place for a date of its own.
"""

from __future__ import annotations

from typing import Final

from postigo.photos.octets import number, part
from postigo.photos.refusal import Damaged

_LOOPS: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
"""Extensions that change what is seen: how often it is played, and the colour profile."""


def cut(data: bytes) -> bytes:
    """The pictures without what was said about them."""
    at = 13 + _colours(number(data, 10, 1))
    pieces, pictures = [part(data, 0, at)], 0
    while True:
        start, kind = at, number(data, at, 1)
        if kind == 0x3B:  # the end
            break
        if kind == 0x2C:  # a picture
            at = _behind(data, start + 11 + _colours(number(data, start + 9, 1)))
            pieces.append(part(data, start, at - start))
            pictures += 1
        elif kind == 0x21:
            label = number(data, start + 1, 1)
            at = _behind(data, start + 2)
            if label == 0xF9 or (label == 0xFF and part(data, start + 3, 11) in _LOOPS):
                pieces.append(part(data, start, at - start))
        else:
            raise Damaged
    if not pictures:
        raise Damaged
    return b"".join((*pieces, b"\x3b"))


def _colours(flags: int) -> int:
    """Bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _behind(data: bytes, at: int) -> int:
    """Where a row of blocks ends."""
    while size := number(data, at, 1):
        at += size + 1
    return at + 1
