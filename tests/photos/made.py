"""Pictures made by hand, byte for byte: no program is needed for them."""

from __future__ import annotations

import zlib
from typing import Final

from postigo.photos import tags
from postigo.photos.tags import Field

DAY: Final = b"2024:05:06 07:08:09\0"
XMP: Final = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:Description exif:GPSLatitude='40,25N'/></x:xmpmeta>"


def ratio(*numbers: int) -> Field:
    return tags.RATIONAL, len(numbers), b"".join(number.to_bytes(4, "big") + b"\0\0\0\1" for number in numbers)


def block(*, placed: bool = True, **more: Field) -> bytes:
    """Exif with a day, a direction, and perhaps a place."""
    inner = {0x9003: (tags.ASCII, len(DAY), DAY), 0x9011: (tags.ASCII, 7, b"+02:00\0"), 0x927C: (7, 6, b"secret")}
    place = {1: (tags.ASCII, 2, b"N\0"), 2: ratio(40, 25, 1), 3: (tags.ASCII, 2, b"W\0"), 4: ratio(3, 42, 1)}
    first: dict[int, Field] = {
        0x0112: (tags.SHORT, 1, b"\0\6"),
        0x010F: (tags.ASCII, 6, b"Maker\0"),
        0x8769: (tags.LONG, 1, bytes(4)),
    }
    first |= {int(name[1:], 16): field for name, field in more.items()}
    if placed:
        first[0x8825] = (tags.LONG, 1, bytes(4))
    at = 8 + tags.size_of(first)
    first[0x8769] = (tags.LONG, 1, at.to_bytes(4, "big"))
    if placed:
        first[0x8825] = (tags.LONG, 1, (at + tags.size_of(inner)).to_bytes(4, "big"))
    lists = tags.written(first, 8, "big") + tags.written(inner, at, "big")
    return b"MM\0*\0\0\0\x08" + lists + (tags.written(place, at + tags.size_of(inner), "big") if placed else b"")


def segment(kind: int, inside: bytes) -> bytes:
    return bytes((0xFF, kind)) + (len(inside) + 2).to_bytes(2, "big") + inside


def exif(inside: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0" + inside)


FRAME: Final = segment(0xC0, b"\x08\0\1\0\1\1\1\x11\0")
SCAN: Final = segment(0xDA, b"\1\1\0\0\x3f\0") + b"coded\xff\0picture\xff\xd0on"


def jpeg(*segments: bytes, behind: bytes = b"") -> bytes:
    return b"\xff\xd8" + b"".join(segments) + FRAME + SCAN + b"\xff\xd9" + behind


def chunk(kind: bytes, inside: bytes) -> bytes:
    return len(inside).to_bytes(4, "big") + kind + inside + zlib.crc32(kind + inside).to_bytes(4, "big")


def png(*chunks: bytes, behind: bytes = b"") -> bytes:
    head = chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0")
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + b"".join(chunks)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
        + behind
    )


def tiff(**more: Field) -> bytes:
    """TIFF of one pixel, with a place."""
    pixel = (tags.LONG, 1, (4).to_bytes(4, "big"))
    small = {"x100": 1, "x101": 1, "x102": 8, "x103": 1, "x106": 1, "x117": 1}
    fields: dict[str, Field] = {name: (tags.SHORT, 1, value.to_bytes(2, "big")) for name, value in small.items()}
    return block(placed=True, **{**fields, "x111": pixel, **more})


def box(kind: bytes, inside: bytes) -> bytes:
    return (len(inside) + 8).to_bytes(4, "big") + kind + inside


def grid_heic() -> bytes:
    """HEIC whose picture is a grid that lies within its tables (`idat`), with words behind it."""
    grid = b"\0\0\0\1gridrows"
    row = b"\0\1\0\1\0\0\0\1" + bytes(4) + len(grid).to_bytes(4, "big")
    info = box(b"infe", b"\2\0\0\0\0\1\0\0grid\0")
    places = box(b"iloc", b"\1\0\0\0\x44\0\0\1" + row)
    held = box(b"idat", grid + b"Madrid")
    told = box(b"iprp", box(b"ipco", box(b"ispe", bytes(12)) + box(b"udes", bytes(4) + b"Madrid\0"))) + box(
        b"uuid", b"Madrid"
    )
    meta = box(b"meta", bytes(4) + box(b"iinf", bytes(4) + b"\0\1" + info) + places + held + told)
    return box(b"ftyp", b"heic" + bytes(4) + b"mif1") + meta


def heic(*, exif_kind: bytes = b"Exif", overlap: bool = False, more: bytes = b"", brand: bytes = b"heic") -> bytes:
    """HEIC of two items: a picture, and Exif behind it in `mdat`."""
    picture, told = b"coded picture", bytes(4) + block()

    def whole(start: int) -> bytes:
        places = ((1, start, len(picture)), (2, start + (0 if overlap else len(picture)), len(told)))
        rows = b"".join(
            n.to_bytes(2, "big") + bytes(2) + b"\0\1" + at.to_bytes(4, "big") + size.to_bytes(4, "big")
            for n, at, size in places
        )
        infos = b"".join(
            box(b"infe", b"\2\0\0\0" + n.to_bytes(2, "big") + bytes(2) + kind + b"\0")
            for n, kind in ((1, b"hvc1"), (2, exif_kind))
        )
        meta = box(b"iinf", bytes(4) + b"\0\2" + infos) + box(b"iloc", bytes(4) + b"\x44\0\0\2" + rows)
        return box(b"ftyp", brand + bytes(4) + b"mif1") + box(b"meta", bytes(4) + meta) + more

    front = whole(0)
    return whole(len(front) + 8) + box(b"mdat", picture + told)
