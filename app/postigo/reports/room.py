"""Room on a sheet of A4: lines and rows of texts, estimated before drawing.

Page in print and PDF share it, so that both break alike. Lengths are points, with letters of a wide font (DejaVu Sans).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

ROOM: Final = 740.0
"""Height of A4 (842) without the margins, and a little less."""
WIDTH: Final = 510.0
_NARROW: Final = frozenset("fijlrtI.,:;|()[]'’“”-· ")
_BROAD: Final = frozenset("mwMW—…%@☐")


def row(*cells: tuple[str, float, bool], extra: float = 0) -> float:
    """Height of a row: text, width and weight of each cell."""
    return 4.6 + extra + 11.1 * max(lines(text, width - 6, bold=bold) for text, width, bold in cells)


def lines(text: str, width: float, size: float = 8.5, *, bold: bool = False) -> int:
    """Lines that a text takes, broken between words, in letters of so many points."""
    count, used = 1, 0.0
    for word in text.split():
        length = size * sum(map(_em, word)) * (1.1 if bold else 1)
        if used and used + 0.32 * size + length > width:
            count, used = count + 1, 0.0
        used += length + (0.32 * size if used else 0)
        count, used = count + int(used // width), used % width
    return count


def _em(letter: str) -> float:
    return 0.38 if letter in _NARROW else 0.95 if letter in _BROAD or ord(letter) > 0x2E7F else 0.6


def rows_in(heights: Sequence[float], room: float) -> int:
    """Number of rows that fit into the room: at least one. A line for the others needs room too."""
    if sum(heights) <= room:
        return len(heights)
    fit = sum(1 for height in accumulate(heights) if height <= room - 18)
    return min(max(fit, 1), len(heights))
