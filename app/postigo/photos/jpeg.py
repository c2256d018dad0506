"""Cutter of JPEG (ISO/IEC 10918-1): only segments of the picture itself stay.

Gone are comments, all APPn but JFIF's head, the colour profile and Adobe's colour transform, and whatever follows the end of the
picture: there phones put a second picture (MPF) or a film, each with a place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from postigo.photos import kept
from postigo.photos.octets import number, part
from postigo.photos.refusal import Damaged

_EXIF: Final = b"Exif\0\0"
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
_MARKER: Final = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")
"""Marker behind the coded picture. In it a 0xFF is followed by 0, or is one of RST0 to RST7."""
_SCAN, _END = 0xDA, 0xD9
_PICTURE: Final = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)}) - {0xC8}
"""Frames, scans and tables."""
_BESIDE: Final = frozenset({*range(0xE0, 0xF0), 0xFE})
"""Segments of programs, and comments."""
_JFIF, _ICC, _ADOBE = b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"


def cut(data: bytes) -> bytes:
    """The picture without its details. `Damaged` unless it goes on to its end."""
    profile, body, stays, jfif, scans = list[bytes](), list[bytes](), kept.Kept(), b"", 0
    for kind, inside, whole in _segments(data):
        if kind in _PICTURE:
            body.append(whole)
            scans += kind == _SCAN
        elif kind == 0xE2 and inside.startswith(_ICC):
            profile.append(whole)
        elif kind == 0xEE and inside.startswith(_ADOBE):
            profile.append(b"\xff\xee\0\x0e" + part(inside, 0, 12))
        elif kind == 0xE0 and inside.startswith(_JFIF):
            jfif = jfif or b"\xff\xe0\0\x10" + part(inside, 0, 12) + b"\0\0"  # without its small picture
        elif kind == 0xE1:
            stays = stays.over(_told(inside))
        elif kind not in _BESIDE:
            raise Damaged
    if not scans:
        raise Damaged
    exif = _exif(kept.tiff(stays)) if stays else b""
    return b"".join((b"\xff\xd8", jfif, exif, *profile, *body, b"\xff\xd9"))


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Segments up to the end of the picture: kind, content, and all its bytes. The coded picture belongs to its head."""
    at = 2
    while True:
        if number(data, at, 1) != 0xFF:
            raise Damaged
        kind = number(data, at + 1, 1)
        if kind == 0xFF:  # filling
            at += 1
            continue
        if kind == _END:
            return
        length = number(data, at + 2, 2)
        inside, end = part(data, at + 4, length - 2), at + 2 + length
        if kind == _SCAN:
            found = _MARKER.search(data, end)
            if found is None:
                raise Damaged
            end = found.start()
        yield kind, inside, data[at:end]
        at = end


def _told(inside: bytes) -> kept.Kept:
    """Fields of an APP1 that stay."""
    if inside.startswith(_EXIF):
        return kept.of_tiff(inside[len(_EXIF) :])
    return kept.of_xmp(inside) if inside.startswith(_XMP) else kept.Kept()


def _exif(block: bytes) -> bytes:
    inside = _EXIF + block
    return b"\xff\xe1" + (len(inside) + 2).to_bytes(2, "big") + inside
