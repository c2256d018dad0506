"""Second reader of a picture: looks for a place wherever one could stand.

It shares no code with the cutters.

It searches all bytes for words and for lists of tags, whatever the file's structure says, and unpacks the texts of PNG. A list of tags
is looked for by its head, at any place of a file: a picture within a picture has one too.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from enum import Enum
from typing import Final

_WINDOW: Final = 4 << 20
"""Bytes that are searched at once. So the window never waits long for the thread."""
_OVERLAP: Final = 64
_UNPACKED: Final = 8 << 20


class Trace(Enum):
    """Traces that a reader can find."""

    PLACE = "place"  # it says where the picture was taken
    BLOCK = "block"  # details in which a place could stand


def _everywhere(words: bytes) -> bytes:
    """Pattern of words, also as UTF-16 writes them."""
    each = words.split()
    wide = [b"\0".join(bytes([letter]) for letter in word) for word in each]
    return b"|".join(re.escape(word) for word in (*each, *wide))


_PLACES: Final = re.compile(
    _everywhere(
        b"GPSLatitude GPSLongitude GPSPosition GpsLatitude GpsLongitude exif:GPS photoshop:City photoshop:State photoshop:Country"
        b" Iptc4xmpCore:Location Iptc4xmpCore:CountryCode Iptc4xmpExt:LocationCreated Iptc4xmpExt:LocationShown geo:lat"
        b" location.ISO6709 \xa9xyz"
    )
)
_BLOCKS: Final = re.compile(
    _everywhere(
        b"<x:xmpmeta <rdf:RDF http://ns.adobe.com/xap/1.0/ http://ns.adobe.com/xmp/extension/ W5M0MpCehiHzreSzNTczkc9d"
        b" 8BIM\x04\x04"
    )
    + rb"|Photoshop 3\.0\0|Raw profile type|XMP DataXMP|MPF\0(?:II\*\0|MM\0\*)"
)
_CITIES: Final = re.compile(rb"\x1c\x02[\x1a\x1b\x5a\x5c\x5f\x64\x65]\0[\x01-\xff]")
"""Cities, states, countries and places of the content, as IPTC-IIM 4.2 numbers them."""
_LISTS: Final = re.compile(rb"II\*\0|MM\0\*")
_RAW_TEXT: Final = re.compile(rb"[0-9a-fA-F\s]+\Z")

_GPS, _EXIF, _SUB, _INTEROP = 0x8825, 0x8769, 0x014A, 0xA005
_SAYS_MUCH: Final = {0x02BC, 0x83BB, 0x8649, 0x927C, 0x9286, 0x010E, 0x013B, 0xA430, 0x882A, 0x9010, 0x9011, 0x9012}
"""XMP, IPTC, Photoshop, a maker's notes, words, names, time zones."""
_GEO: Final = {0x830E, 0x8480, 0x8482, 0x87AF, 0x87B0, 0x87B1}
"""Tags of GeoTIFF."""
_NAMES_CITIES: Final = {0x83BB, 0x8649}
_DEGREES: Final = {2, 4, 20, 22}
"""Latitude and longitude, of the camera and of what it looked at."""
_AREAS: Final = {27, 28}
"""How the place was found, and the name of the area."""
_LISTED, _TAGS = 200, 1000
_SIZES: Final = (0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4)


def traces(data: bytes) -> frozenset[Trace]:
    """Traces that are found in a file. None at all: nothing of a place is in it, and no room for one."""
    found = set(_plain(data))
    if data.startswith(b"\x89PNG"):
        for text in _texts(data):
            found |= {Trace.BLOCK, *_plain(text)}
    return frozenset(found)


def _plain(data: bytes) -> Iterator[Trace]:
    """Traces that stand in these bytes as they are."""
    yield from _words(data)
    for window in _windows(data):
        for hit in _LISTS.finditer(data, *window):
            yield from _tagged(data, hit.start())


def _windows(data: bytes) -> Iterator[tuple[int, int]]:
    for start in range(0, len(data), _WINDOW):
        yield start, min(len(data), start + _WINDOW + _OVERLAP)


def _words(data: bytes) -> Iterator[Trace]:
    """Words that name a place, or that a block of details begins with."""
    for start, end in _windows(data):
        if _PLACES.search(data, start, end):
            yield Trace.PLACE
        for hit in _BLOCKS.finditer(data, start, end):
            yield Trace.BLOCK
            if _CITIES.search(data, hit.start(), hit.start() + (64 << 10)):
                yield Trace.PLACE


def _tagged(data: bytes, base: int) -> set[Trace]:
    """Traces in the lists of tags that begin here. None if these bytes are no such lists but look like it by chance."""
    order = "<" if data[base : base + 1] == b"I" else ">"
    found, todo, seen = set[Trace](), [_number(data, order + "I", base + 4) or 0], {0}
    while todo and len(seen) < _LISTED:
        if (start := todo.pop()) in seen:
            continue
        seen.add(start)
        listed, following = _list(data, base, order, start)
        if len(seen) == 2 and not all(0 < kind < len(_SIZES) for _, kind, _, _ in listed):
            return set()
        todo.append(following)
        for tag, kind, amount, where in listed:
            if tag in {_EXIF, _INTEROP, _SUB}:
                todo.append(where)
            else:
                found |= _of_tag(data, base, order, (tag, kind, amount, where))
    return found


def _list(data: bytes, base: int, order: str, start: int) -> tuple[list[tuple[int, int, int, int]], int]:
    """Tags of a list: number, type, count, value. With them, where the next list begins; 0 if nowhere."""
    count = _number(data, order + "H", base + start) or 0
    if count > _TAGS:
        return [], 0
    at, end = base + start + 2, base + start + 2 + 12 * count
    entries = [data[one : one + 12] for one in range(at, end, 12)]
    return [struct.unpack(order + "HHII", one) for one in entries if len(one) == 12], _number(
        data, order + "I", end
    ) or 0


def _of_tag(data: bytes, base: int, order: str, told: tuple[int, int, int, int]) -> set[Trace]:
    tag, kind, amount, where = told
    if tag == _GPS:
        return {Trace.BLOCK, *_coordinates(data, base, order, where)}
    if tag in _GEO:
        return {Trace.BLOCK, Trace.PLACE}
    if tag not in _SAYS_MUCH:
        return set()
    size = _SIZES[kind] * amount if kind < len(_SIZES) else 0
    named = tag in _NAMES_CITIES and _CITIES.search(data, base + where, min(len(data), base + where + size))
    return {Trace.BLOCK, Trace.PLACE} if named else {Trace.BLOCK}


def _coordinates(data: bytes, base: int, order: str, start: int) -> set[Trace]:
    """Whether a list of the place names latitude, longitude or an area."""
    for tag, _, amount, where in _list(data, base, order, start)[0]:
        numbers = data[base + where : base + where + 8 * min(amount, 3)]
        if tag in _DEGREES and len(numbers) == 8 * amount:
            if any(struct.unpack(f"{order}{2 * amount}I", numbers)[::2]):
                return {Trace.PLACE}
        elif tag in _AREAS and amount > 8:
            return {Trace.PLACE}
    return set()


def _texts(data: bytes) -> Iterator[bytes]:
    """Texts of a PNG, unpacked, but for a bare date."""
    at = 8
    while at + 8 <= len(data):
        length, kind = _number(data, ">I", at) or 0, data[at + 4 : at + 8]
        inside = data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind not in {b"tEXt", b"zTXt", b"iTXt"}:
            continue
        name, _, text = inside.partition(b"\0")
        if kind == b"tEXt" and name == b"Creation Time" and re.fullmatch(rb"[\d :T-]{19}", text):
            continue
        yield inside
        for unpacked in _inflated(text):
            yield unpacked
            yield from _from_digits(unpacked)
        yield from _from_digits(text)


def _inflated(text: bytes) -> Iterator[bytes]:
    """Unpacked content of a text, wherever in its first bytes that begins."""
    for at in range(min(len(text), 200)):
        if text[at] & 0x0F == 8:
            try:
                yield zlib.decompressobj().decompress(text[at:], _UNPACKED)
            except zlib.error:
                continue
            return


def _from_digits(text: bytes) -> Iterator[bytes]:
    """Bytes that were written as digits, as ImageMagick writes Exif and IPTC."""
    head = text.split(None, 2)
    if len(head) == 3 and _RAW_TEXT.match(head[2]):
        digits = b"".join(head[2].split())
        yield bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))


def _number(data: bytes, form: str, at: int) -> int | None:
    """Number at a place; None beyond the end."""
    if at + struct.calcsize(form) > len(data):
        return None
    found: int = struct.unpack_from(form, data, at)[0]
    return found
