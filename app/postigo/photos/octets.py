"""Bytes of a file, read with bounds. What is not there is `Damaged`, never another exception."""

from __future__ import annotations

from typing import Literal

from postigo.photos.refusal import Damaged

Order = Literal["little", "big"]


def part(data: bytes, start: int, count: int) -> bytes:
    """These bytes, all of them."""
    if start < 0 or count < 0 or start + count > len(data):
        raise Damaged
    return data[start : start + count]


def number(data: bytes, start: int, count: int, order: Order = "big") -> int:
    """Number of `count` bytes, without a sign."""
    return int.from_bytes(part(data, start, count), order)
