"""Place in a picture, by the few fields in its first bytes.

Pure functions over bytes; nothing is ever decoded into a picture. JPEG carries the fields in a segment "Exif" (and
sometimes as XMP), HEIF in an item of that name, PNG in a chunk `eXIf`, TIFF and most camera raws in the file itself. All
of them hold the same thing inside: lists (IFD) of tags, one of which leads to the list of the place. A place counts when
latitude and longitude are both there and not both zero, as cameras write them that never found out.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final


class Answer(Enum):
    """Answers of a picture's first bytes."""

    PLACE = "place"
    NONE = "none"
    MORE = "more"  # it stands further behind
    DAMAGED = "damaged"  # this is no picture of a kind that we know


class _More(Exception):  # noqa: N818 - an answer, not an error
    """The bytes end before the field does."""


class _Damaged(Exception):  # noqa: N818
    """The bytes make no sense."""


_EXIF: Final = b"Exif\0\0"
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_GPS: Final = 0x8825
_LATITUDE, _LONGITUDE = 2, 4
_RATIONAL: Final = 5
_MOST: Final = 1000  # tags in a list, boxes in a box


def place(head: bytes) -> Answer:
    """Answer of a file's first bytes. `MORE` of a file that ends here is a damaged one."""
    try:
        if head.startswith(b"\xff\xd8"):
            found = _jpeg(head)
        elif head.startswith(_PNG):
            found = _png(head)
        elif head[:4] in {b"II*\0", b"MM\0*"}:
            found = _tiff(head)
        elif head[4:8] == b"ftyp":
            found = _heif(head)
        else:
            return Answer.DAMAGED
    except _More:
        return Answer.MORE
    except _Damaged:
        return Answer.DAMAGED
    return Answer.PLACE if found else Answer.NONE


def _bytes(data: bytes, start: int, count: int) -> bytes:
    if start < 0 or count < 0:
        raise _Damaged
    if start + count > len(data):
        raise _More
    return data[start : start + count]


def _big(data: bytes, start: int, count: int) -> int:
    return int.from_bytes(_bytes(data, start, count), "big")


# --- TIFF: the lists of tags -----------------------------------------------------------------------------------------


def _tiff(data: bytes) -> bool:
    order: str = {b"II": "little", b"MM": "big"}.get(_bytes(data, 0, 2), "")
    if not order or _number(data, order, 2, 2) != 42:
        raise _Damaged
    first = _tags(data, order, _number(data, order, 4, 4))
    if _GPS not in first:
        return False
    tags = _tags(data, order, _number(data, order, first[_GPS] + 8, 4))
    return all(tag in tags for tag in (_LATITUDE, _LONGITUDE)) and any(
        _degrees(data, order, tags[tag]) for tag in (_LATITUDE, _LONGITUDE)
    )


def _number(data: bytes, order: str, start: int, count: int) -> int:
    return int.from_bytes(_bytes(data, start, count), "little" if order == "little" else "big")


def _tags(data: bytes, order: str, start: int) -> dict[int, int]:
    """Tags of a list, each with where its entry begins. Number, type, count, value or where that is."""
    count = _number(data, order, start, 2)
    if not 0 < count <= _MOST:
        raise _Damaged
    return {_number(data, order, at, 2): at for at in range(start + 2, start + 2 + 12 * count, 12)}


def _degrees(data: bytes, order: str, entry: int) -> bool:
    """Whether degrees, minutes or seconds are other than zero."""
    if _number(data, order, entry + 2, 2) != _RATIONAL or _number(data, order, entry + 4, 4) != 3:
        raise _Damaged
    at = _number(data, order, entry + 8, 4)
    return any(_number(data, order, at + 8 * part, 4) for part in range(3))


# --- what lies around it ---------------------------------------------------------------------------------------------


def _jpeg(data: bytes) -> bool:
    """Segment after segment, until the picture itself begins."""
    at = 2
    while True:
        if _big(data, at, 1) != 0xFF:
            raise _Damaged
        kind = _big(data, at + 1, 1)
        if kind == 0xFF:  # filling
            at += 1
            continue
        if kind in {0xDA, 0xD9}:
            return False
        length = _big(data, at + 2, 2)
        if kind == 0xE1 and _in_segment(data, at + 4, length - 2):
            return True
        at += 2 + max(length, 2)


def _in_segment(data: bytes, start: int, length: int) -> bool:
    if _bytes(data, start, min(length, len(_EXIF))) == _EXIF:
        return _tiff(data[start + len(_EXIF) : start + length])
    whole = _bytes(data, start, length)
    return whole.startswith(_XMP) and b"exif:GPSLatitude" in whole


def _png(data: bytes) -> bool:
    at = len(_PNG)
    while True:
        length, kind = _big(data, at, 4), _bytes(data, at + 4, 4)
        if kind in {b"IDAT", b"IEND"}:  # it may stand behind the picture too, but hardly anybody writes it there
            return False
        if kind == b"eXIf":
            return _tiff(data[at + 8 : at + 8 + length])
        at += 12 + length


def _heif(data: bytes) -> bool:
    """The box "meta" says which item is the Exif, and where it lies."""
    for kind, start, end in _boxes(data, 0, None):
        if kind == b"meta":
            inner = {name: (begin, stop) for name, begin, stop in _boxes(data, start + 4, end)}
            if b"iinf" not in inner or b"iloc" not in inner:
                return False
            item = _exif_item(data, *inner[b"iinf"])
            if item is None:
                return False
            at = _location(data, inner[b"iloc"][0], item)
            if at is None:
                raise _Damaged  # the fields are there, in a place that we cannot read
            return _tiff(data[at + 4 + _big(data, at, 4) :])
        if kind in {b"mdat", b"moov"}:  # a film, or a picture whose table stands at the end
            raise _More
    raise _Damaged


def _boxes(data: bytes, start: int, end: int | None) -> Iterator[tuple[bytes, int, int]]:
    """The boxes side by side: kind, where the inside begins, where it ends."""
    for _ in range(_MOST):
        if end is not None and start >= end:
            return
        size, kind, head = _big(data, start, 4), _bytes(data, start + 4, 4), 8
        if size == 1:
            size, head = _big(data, start + 8, 8), 16
        if size < head:
            raise _Damaged
        yield kind, start + head, start + size
        start += size


def _exif_item(data: bytes, start: int, end: int) -> int | None:
    wide = _big(data, start, 1) > 0
    for kind, begin, _ in _boxes(data, start + (8 if wide else 6), end):
        version = _big(data, begin, 1)
        if kind == b"infe" and version in {2, 3}:
            size = 4 if version == 3 else 2
            if _bytes(data, begin + 4 + size + 2, 4) == b"Exif":
                return _big(data, begin + 4, size)
    return None


def _location(data: bytes, start: int, wanted: int) -> int | None:
    """Where an item begins in the file; None for one that lies elsewhere."""
    version, sizes = _big(data, start, 1), _big(data, start + 4, 2)
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    wide = 4 if version == 2 else 2
    count = _big(data, start + 6, wide)
    at = start + 6 + wide
    for _ in range(min(count, _MOST)):
        item, at = _big(data, at, wide), at + wide
        method = 0
        if version in {1, 2}:
            method, at = _big(data, at, 2) & 15, at + 2
        at += 2
        base, at = _big(data, at, base_size), at + base_size
        extents, at = _big(data, at, 2), at + 2
        skip = index_size if version in {1, 2} else 0
        if item == wanted:
            return base + _big(data, at + skip, offset_size) if extents and method == 0 else None
        at += extents * (skip + offset_size + length_size)
    return None
