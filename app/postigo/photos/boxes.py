"""Boxes of a HEIF file: its items, and where their bytes lie. ISO/IEC 14496-12 and 23008-12."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from postigo.photos.octets import number, part
from postigo.photos.refusal import Damaged, OtherKind

_MOST: Final = 20_000  # boxes side by side, items, pieces of an item


@dataclass(frozen=True, slots=True)
class Box:
    """Box of the file: where it begins, where its inside does, and where it ends."""

    kind: bytes
    start: int
    inside: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """Item: its kind, and the ranges of the file that hold its bytes."""

    kind: bytes
    ranges: tuple[tuple[int, int], ...]


def boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """Boxes side by side."""
    for _ in range(_MOST):
        if start == end:
            return
        size, kind, head = number(data, start, 4), part(data, start + 4, 4), 8
        if size == 1:
            size, head = number(data, start + 8, 8), 16
        elif size == 0:  # up to the end of what is around it
            size = end - start
        if size < head or start + size > end:
            raise Damaged
        yield Box(kind, start, start + head, start + size)
        start += size
    raise Damaged


def only(data: bytes, start: int, end: int, kind: bytes) -> Box | None:
    """The box of a kind; None if there is none. `Damaged` for two."""
    found = [box for box in boxes(data, start, end) if box.kind == kind]
    if len(found) > 1:
        raise Damaged
    return found[0] if found else None


def items(data: bytes, meta: Box) -> tuple[Item, ...]:
    """Items of a file. `OtherKind` for such as lie in another file or within each other."""
    inside = meta.inside + 4
    infos, places = only(data, inside, meta.end, b"iinf"), only(data, inside, meta.end, b"iloc")
    held = only(data, inside, meta.end, b"idat")
    if infos is None or places is None:
        raise Damaged
    kinds = dict(_kinds(data, infos))
    found = dict(_places(data, places, held))
    return tuple(Item(kinds.get(number_, b""), ranges) for number_, ranges in found.items())


def _kinds(data: bytes, infos: Box) -> Iterator[tuple[int, bytes]]:
    wide = number(data, infos.inside, 1) > 0
    for box in boxes(data, infos.inside + (8 if wide else 6), infos.end):
        version = number(data, box.inside, 1)
        if box.kind == b"infe" and version in {2, 3}:
            size = 4 if version == 3 else 2
            yield number(data, box.inside + 4, size), part(data, box.inside + 4 + size + 2, 4)


def _places(data: bytes, places: Box, held: Box | None) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
    at = places.inside
    version, sizes = number(data, at, 1), number(data, at + 4, 2)
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    if version > 2 or not {offset_size, length_size, base_size} <= {0, 4, 8} or length_size == 0:
        raise Damaged
    wide = 4 if version == 2 else 2
    count, at = number(data, at + 6, wide), at + 6 + wide
    if count > _MOST:
        raise Damaged
    for _ in range(count):
        item, at = number(data, at, wide), at + wide
        method = 0
        if version:
            method, at = number(data, at, 2) & 15, at + 2
        if method > 1 or number(data, at, 2):
            raise OtherKind("HEIF")
        if method == 1 and held is None:
            raise Damaged
        within = held.inside if method == 1 and held is not None else 0
        base, at = number(data, at + 2, base_size), at + 2 + base_size
        extents, at = number(data, at, 2), at + 2
        ranges = list[tuple[int, int]]()
        for _extent in range(extents):
            at += index_size if version else 0
            start, length = number(data, at, offset_size), number(data, at + offset_size, length_size)
            at += offset_size + length_size
            part(data, within + base + start, length)
            ranges.append((within + base + start, within + base + start + length))
        yield item, tuple(ranges)
