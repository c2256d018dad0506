"""Details that stay in a copy: direction, date, resolution and colour space.

All else in Exif goes, so nothing has to be known of what makers put there. A date stays as the clock on the wall showed it: its
time zone tells a part of the world. Tags: Exif 2.32 (CIPA DC-008).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from postigo.photos import tags
from postigo.photos.octets import Order, number
from postigo.photos.refusal import Damaged
from postigo.photos.tags import Field

EXIF: Final = 0x8769
_INTEROP: Final = 0xA005
_ORIENTATION, _TAKEN = 0x0112, 0x9003

_DATE: Final = re.compile(rb"[12]\d{3}:[01]\d:[0-3]\d [0-2]\d:[0-5]\d:[0-6]\d\0")
_FRACTION: Final = re.compile(rb"\d{1,9} *\0")
_RULE: Final = re.compile(rb"R(?:98|03)\0")
_XMP_ORIENTATION: Final = re.compile(rb"tiff:Orientation(?:=[\"']|>)([1-8])[\"'<]")
_XMP_DATE: Final = re.compile(
    rb"(?:exif:DateTimeOriginal|photoshop:DateCreated|xmp:CreateDate)(?:=[\"']|>)"
    rb"([12]\d{3})-([01]\d)-([0-3]\d)T([0-2]\d):([0-5]\d)(?::([0-6]\d))?"
)


def _is_small(found: Field) -> bool:
    return found[:2] == (tags.SHORT, 1)


def _is_ratio(found: Field) -> bool:
    return found[:2] == (tags.RATIONAL, 1)


def _says(pattern: re.Pattern[bytes]) -> Callable[[Field], bool]:
    """Whether a text is one of these, so that nobody's own words stay."""
    return lambda found: found[0] == tags.ASCII and pattern.fullmatch(found[2]) is not None


_FIRST: Final[Mapping[int, Callable[[Field], bool]]] = {
    _ORIENTATION: _is_small,
    0x011A: _is_ratio,  # resolution, and its unit
    0x011B: _is_ratio,
    0x0128: _is_small,
    0x0132: _says(_DATE),
}
_INNER: Final[Mapping[int, Callable[[Field], bool]]] = {
    _TAKEN: _says(_DATE),
    0x9004: _says(_DATE),
    0x9290: _says(_FRACTION),  # parts of a second
    0x9291: _says(_FRACTION),
    0x9292: _says(_FRACTION),
    0xA001: _is_small,  # colour space; with Interoperability "R03" it is Adobe RGB
}
_RULES: Final[Mapping[int, Callable[[Field], bool]]] = {0x0001: _says(_RULE)}


@dataclass(frozen=True, slots=True)
class Kept:
    """Fields that stay, by tag and list, in big-endian order."""

    first: Mapping[int, Field] = field(default_factory=dict)
    exif: Mapping[int, Field] = field(default_factory=dict)
    interop: Mapping[int, Field] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything stays."""
        return bool(self.first or self.exif or self.interop)

    def over(self, other: Kept) -> Kept:
        """Both; where each has a field, this one's counts."""
        return Kept({**other.first, **self.first}, {**other.exif, **self.exif}, {**other.interop, **self.interop})

    def least(self) -> Kept:
        """Only the direction and the date, where there is little room."""
        return Kept(*({tag: of[tag] for tag in (_ORIENTATION, _TAKEN) if tag in of} for of in (self.first, self.exif)))


def of_tiff(data: bytes) -> Kept:
    """Fields of an Exif block that stay. It begins as a TIFF file does. Of a damaged one, what can be read."""
    try:
        order = tags.order_of(data)
        first, exif = _chosen(data, order, number(data, 4, 4, order), _FIRST, EXIF)
    except Damaged:
        return Kept()
    try:
        inner, rules = _chosen(data, order, exif, _INNER, _INTEROP) if exif else ({}, 0)
    except Damaged:
        return Kept(first)
    try:
        return Kept(first, inner, _chosen(data, order, rules, _RULES, 0)[0] if rules else {})
    except Damaged:
        return Kept(first, inner)


def of_xmp(packet: bytes) -> Kept:
    """Fields of an XMP packet that stay: the direction, and the date."""
    first, exif = dict[int, Field](), dict[int, Field]()
    if up := _XMP_ORIENTATION.search(packet):
        first[_ORIENTATION] = (tags.SHORT, 1, int(up[1]).to_bytes(2, "big"))
    if day := _XMP_DATE.search(packet):
        told = b"%b:%b:%b %b:%b:%b\0" % (*day.groups()[:5], day[6] or b"00")
        exif[_TAKEN] = (tags.ASCII, len(told), told)
    return Kept(first, exif)


def inner(kept: Kept, order: Order, start: int) -> bytes:
    """Lists "Exif" and "Interoperability" for the place `start` of a file. Empty if nothing of them stays."""
    exif, interop = _in_order(kept.exif, order), _in_order(kept.interop, order)
    if interop:
        exif[_INTEROP] = pointer(0, order)
        exif[_INTEROP] = pointer(start + tags.size_of(exif), order)
    return tags.written(exif, start, order) + tags.written(interop, start + tags.size_of(exif), order)


def tiff(kept: Kept) -> bytes:
    """Block of Exif that says this and nothing else; b"" if nothing stays."""
    if not kept:
        return b""
    first, start = dict(kept.first), 8
    if kept.exif or kept.interop:
        first[EXIF] = pointer(0, "big")
        first[EXIF] = pointer(start + tags.size_of(first), "big")
    lists = tags.written(first, start, "big")
    return b"MM\0*" + start.to_bytes(4, "big") + lists + inner(kept, "big", start + len(lists))


def pointer(to: int, order: Order) -> Field:
    """Field that leads to a list."""
    return tags.LONG, 1, to.to_bytes(4, order)


def _in_order(fields: Mapping[int, Field], order: Order) -> dict[int, Field]:
    return {tag: found if order == "big" else tags.turned(found) for tag, found in fields.items()}


def _chosen(
    data: bytes, order: Order, start: int, wanted: Mapping[int, Callable[[Field], bool]], lead: int
) -> tuple[dict[int, Field], int]:
    """Wanted fields of a list, in big-endian order. With them, where the list of the tag `lead` begins; 0 if none."""
    found, inner = dict[int, Field](), 0
    for tag, entry in tags.entries(data, order, start):
        if tag == lead:
            inner = number(data, entry + 8, 4, order)
        elif tag in wanted:
            try:
                one = tags.field(data, order, entry)
            except Damaged:
                continue
            if wanted[tag](one):
                found[tag] = one if order == "big" else tags.turned(one)
    return found, inner
