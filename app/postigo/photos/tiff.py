"""Cutter of TIFF 6.0: each page is written anew, its picture as it was.

Of its tags those stay that the picture needs.

Gone are Exif but its dates, GPS, XMP, IPTC, Photoshop's blocks, GeoTIFF, texts, small pictures (SubIFDs), and all to which no tag leads.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.photos import kept, tags
from postigo.photos.octets import Order, number, part
from postigo.photos.refusal import RAW, Damaged, NotCleaned, OtherKind
from postigo.photos.tags import Field

_NEW_KIND, _COMPRESSION, _COLOURS, _ORIENTATION, _SUB, _DNG = 254, 259, 262, 274, 330, 50706
_PLACES: Final = ((273, 279), (324, 325))
"""Tags for the places and lengths of strips, and of tiles."""
_STAY: Final = frozenset(
    {
        254,
        255,
        256,
        257,
        258,
        259,
        262,
        263,
        264,
        265,
        266,
        273,
        274,
        277,
        278,
        279,
        280,
        281,
        282,
        283,
        284,
        286,
        287,
        290,
    }
    | {
        291,
        292,
        293,
        296,
        297,
        301,
        306,
        317,
        318,
        319,
        320,
        321,
        322,
        323,
        324,
        325,
        326,
        327,
        328,
        332,
        334,
        336,
        338,
        339,
    }
    | {340, 341, 347, 529, 530, 531, 532, 34675}
)
_KNOWN: Final = frozenset({1, 2, 3, 4, 5, 7, 8, 32771, 32773, 32946, 34925, 50000, 50001})
"""Kinds of compression that pictures have. Those of cameras' raw files are others."""
_SENSOR: Final = frozenset({32803, 34892})
"""Colours of a sensor, as raw files have them."""
_DATE: Final = re.compile(rb"[12]\d{3}:\d\d:\d\d \d\d:\d\d:\d\d\0")
_PAGES: Final = 1000


def cut(data: bytes) -> bytes:
    """The pages without their details, in the byte order of the file."""
    if part(data, 8, 2) == b"CR":
        raise NotCleaned(RAW)
    order = tags.order_of(data)
    stays = kept.of_tiff(data)
    out, link, seen = bytearray(data[:4] + bytes(4)), 4, set[int]()
    start = number(data, 4, 4, order)
    while start:
        if start in seen or len(seen) == _PAGES:
            raise Damaged
        seen.add(start)
        link = _page(data, order, start, out, link, stays if len(seen) == 1 else kept.Kept())
        start = number(data, start + 2 + 12 * number(data, start, 2, order), 4, order)
    if not seen:
        raise Damaged
    return bytes(out)


def _page(data: bytes, order: Order, start: int, out: bytearray, link: int, stays: kept.Kept) -> int:
    """Append a page, and let the bytes at `link` lead to it. Where its own link to the next one is."""
    found = dict(tags.entries(data, order, start))
    fields = {tag: tags.field(data, order, entry) for tag, entry in found.items() if tag in _STAY}
    _refuse(found, fields, order)
    if 306 in fields and not _DATE.fullmatch(fields[306][2]):
        del fields[306]
    pictured = False
    for places, lengths in _PLACES:
        if places in fields and lengths in fields:
            fields[places] = _moved(data, order, fields[places], fields[lengths], out)
            pictured = True
        elif places in fields or lengths in fields:
            raise Damaged
    if not pictured:
        raise Damaged
    _even(out)
    if lists := kept.inner(stays, order, len(out)):
        fields[kept.EXIF] = kept.pointer(len(out), order)
        out += lists
    _even(out)
    at = len(out)
    out[link : link + 4] = at.to_bytes(4, order)
    out += tags.written(fields, at, order)
    return at + 2 + 12 * len(fields)


def _refuse(found: dict[int, int], fields: dict[int, Field], order: Order) -> None:
    """Refuse raw files, and pictures of an unknown compression."""

    def first(tag: int, usual: int) -> int:
        return tags.numbers(fields[tag], order)[0] if tag in fields else usual

    small = bool(first(_NEW_KIND, 0) & 1)
    if _DNG in found or first(_COLOURS, 1) in _SENSOR or (small and _SUB in found):
        raise NotCleaned(RAW)
    if first(_COMPRESSION, 1) not in _KNOWN:
        raise OtherKind("TIFF")


def _moved(data: bytes, order: Order, places: Field, lengths: Field, out: bytearray) -> Field:
    """Append the strips or tiles; the field of where they lie now."""
    starts, sizes = tags.numbers(places, order), tags.numbers(lengths, order)
    if len(starts) != len(sizes) or len(out) + sum(sizes) > len(data) * 2 + 64:  # many strips in one place
        raise Damaged
    moved = b""
    for start, size in zip(starts, sizes, strict=True):
        _even(out)
        moved += len(out).to_bytes(4, order)
        out += part(data, start, size)
    return tags.LONG, len(starts), moved


def _even(out: bytearray) -> None:
    """Let the next thing begin at an even number, as the format wants."""
    if len(out) % 2:
        out += b"\0"
