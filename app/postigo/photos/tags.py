"""Lists of tags (IFD), read with bounds, and written. TIFF 6.0, Exif 2.32."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from postigo.photos.octets import Order, number, part
from postigo.photos.refusal import Damaged

ASCII, SHORT, LONG, RATIONAL = 2, 3, 4, 5
SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes of one value of each type."""
_HALVES: Final = {RATIONAL, 10}
"""Types of two numbers of four bytes."""
_MOST: Final = 1000  # tags in a list

Field = tuple[int, int, bytes]
"""Type, count, and the value as it stands in the file."""


def order_of(data: bytes) -> Order:
    """Byte order of what begins as a TIFF file does."""
    match part(data, 0, 4):
        case b"II*\0":
            return "little"
        case b"MM\0*":
            return "big"
    raise Damaged


def entries(data: bytes, order: Order, start: int) -> Iterator[tuple[int, int]]:
    """Tags of a list, each with where its entry begins."""
    count = number(data, start, 2, order)
    if not 0 < count <= _MOST:
        raise Damaged
    for at in range(start + 2, start + 2 + 12 * count, 12):
        yield number(data, at, 2, order), at


def field(data: bytes, order: Order, entry: int) -> Field:
    """Type, count and value of an entry."""
    kind, count = number(data, entry + 2, 2, order), number(data, entry + 4, 4, order)
    size = SIZES.get(kind, 0) * count
    if not size:
        raise Damaged
    return kind, count, part(data, entry + 8 if size <= 4 else number(data, entry + 8, 4, order), size)


def numbers(found: Field, order: Order) -> list[int]:
    """Values of a field of whole numbers."""
    kind, _, raw = found
    if kind not in {1, SHORT, LONG, 13}:
        raise Damaged
    size = SIZES[kind]
    return [int.from_bytes(raw[at : at + size], order) for at in range(0, len(raw), size)]


def turned(found: Field) -> Field:
    """Field in the other byte order."""
    kind, count, raw = found
    size = 4 if kind in _HALVES else SIZES[kind]
    return kind, count, b"".join(raw[at : at + size][::-1] for at in range(0, len(raw), size))


def size_of(fields: Mapping[int, Field]) -> int:
    """Size of a list with all its values, in bytes; 0 if it is empty."""
    if not fields:
        return 0
    return 6 + 12 * len(fields) + sum(len(raw) + len(raw) % 2 for _, _, raw in fields.values() if len(raw) > 4)


def written(fields: Mapping[int, Field], start: int, order: Order, following: int = 0) -> bytes:
    """List that begins at `start` of its file, its values behind it. `following` is where the next list begins."""
    if not fields:
        return b""
    table, values = len(fields).to_bytes(2, order), b""
    at = start + 6 + 12 * len(fields)
    for tag, (kind, count, raw) in sorted(fields.items()):
        table += tag.to_bytes(2, order) + kind.to_bytes(2, order) + count.to_bytes(4, order)
        if len(raw) <= 4:
            table += raw.ljust(4, b"\0")
        else:
            table += (at + len(values)).to_bytes(4, order)
            values += raw + b"\0" * (len(raw) % 2)
    return table + following.to_bytes(4, order) + values
