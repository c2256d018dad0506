"""Cutter of HEIC and AVIF: details are blanked, and nothing is moved.

Their tables (HEIF, ISO/IEC 23008-12) say where each byte lies.

Blanked are all items that are no picture (Exif keeps which way up and when), what lies between the items, descriptions, and boxes that
are not part of a still picture, as the film of a "live" photo.
"""

from __future__ import annotations

from typing import Final

from postigo.photos import kept
from postigo.photos.boxes import Box, Item, boxes, items, only
from postigo.photos.octets import number, part
from postigo.photos.refusal import FILM, RAW, Damaged, NotCleaned, OtherKind

BRANDS: Final = frozenset(b"heic heix heim heis mif1 mif2 avif".split())
_FILMS: Final = frozenset(b"moov moof mfra".split())
_TOP: Final = frozenset(b"ftyp meta mdat".split())
_META: Final = frozenset(b"hdlr pitm iinf iloc iprp iref idat grpl dinf".split())
_PICTURES: Final = frozenset(b"hvc1 hvc2 lhv1 av01 avc1 jpeg unci j2k1 grid iovl iden tmap".split())
_TOLD: Final = frozenset(b"udes uuid free skip crtt mdft".split())
"""Properties that tell of a picture, and do not make it."""

Range = tuple[int, int]


def cut(data: bytes) -> bytes:
    """The picture without its details, of the same length."""
    tops = tuple(boxes(data, 0, len(data)))
    _refuse(data, tops)
    meta = only(data, 0, len(data), b"meta")
    if meta is None:
        raise Damaged
    found = items(data, meta)
    pictures = [one for item in found if item.kind in _PICTURES for one in item.ranges]
    out = bytearray(data)
    for box in tops:
        if box.kind not in _TOP:
            _free(out, box)
    rooms = [(box.inside, box.end) for box in tops if box.kind == b"mdat"] + _emptied(data, out, meta)
    if not pictures or not all(_within(rooms, one) for one in pictures):
        raise Damaged
    for start, end in rooms:
        out[start:end] = bytes(end - start)
    for start, end in pictures:
        out[start:end] = data[start:end]
    for item in found:
        if item.kind not in _PICTURES:
            _blank(data, out, item, rooms, pictures)
    return bytes(out)


def _emptied(data: bytes, out: bytearray, meta: Box) -> list[Range]:
    """Empty what tells of the picture among its tables. Ranges that hold items there."""
    held = list[Range]()
    for box in boxes(data, meta.inside + 4, meta.end):
        if box.kind == b"idat":
            held.append((box.inside, box.end))
        elif box.kind == b"iprp":
            _properties(data, out, box)
        elif box.kind not in _META:
            _free(out, box)
    return held


def _refuse(data: bytes, tops: tuple[Box, ...]) -> None:
    """Refuse films, raw files, and what is no HEIF."""
    if not tops or tops[0].kind != b"ftyp":
        raise Damaged
    head = part(data, tops[0].inside, tops[0].end - tops[0].inside)
    brands = {head[:4], *(head[at : at + 4] for at in range(8, len(head), 4))}
    if brands & {b"crx "}:
        raise NotCleaned(RAW)
    if any(box.kind in _FILMS for box in tops) or not brands & BRANDS:
        raise NotCleaned(FILM)


def _free(out: bytearray, box: Box) -> None:
    """Make a box an empty one of its size."""
    out[box.start + 4 : box.start + 8] = b"free"
    out[box.inside : box.end] = bytes(box.end - box.inside)


def _properties(data: bytes, out: bytearray, iprp: Box) -> None:
    """Empty the properties that tell of a picture. They keep their number in the row."""
    ipco = only(data, iprp.inside, iprp.end, b"ipco")
    if ipco is not None:
        for box in boxes(data, ipco.inside, ipco.end):
            if box.kind in _TOLD:
                _free(out, box)


def _within(rooms: list[Range], one: Range) -> bool:
    return any(low <= one[0] and one[1] <= high for low, high in rooms)


def _blank(data: bytes, out: bytearray, item: Item, rooms: list[Range], pictures: list[Range]) -> None:
    """Blank an item. Of Exif what stays is written in its place, as far as there is room."""
    whole = b"".join(data[start:end] for start, end in item.ranges)
    if not all(_within(rooms, one) for one in item.ranges):
        raise Damaged
    if any(start < end and start < high and low < end for start, end in item.ranges for low, high in pictures):
        raise OtherKind("HEIF")
    content = _exif(whole) if item.kind == b"Exif" else b""
    content = content.ljust(len(whole), b" " if item.kind == b"mime" else b"\0")
    for start, end in item.ranges:
        out[start:end], content = content[: end - start], content[end - start :]


def _exif(whole: bytes) -> bytes:
    """Content of a cleaned Exif item: the start of its block, and the block. Nothing where it does not fit."""
    if len(whole) < 8:
        return b""
    stays = kept.of_tiff(whole[4 + number(whole, 0, 4) :])
    for one in (stays, stays.least()):
        if one and len(block := bytes(4) + kept.tiff(one)) <= len(whole):
            return block
    return b""
