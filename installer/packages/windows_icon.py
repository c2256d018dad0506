"""Icon for Windows (ICO): the drawing of `installer.packages.desktop`, in the sizes of menus and lists. It is made of rectangles."""

from __future__ import annotations

import re
import struct
from typing import Final, NamedTuple

from installer.packages.desktop import icon

SIZES: Final = (16, 24, 32, 48, 64)
_FINE: Final = 4
"""Points that are looked at in each direction of a pixel."""


class Box(NamedTuple):
    """Rectangle with round corners, in units of the drawing, and its colour as BGR."""

    left: float
    top: float
    right: float
    bottom: float
    round: float
    colour: bytes

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        if not (self.left <= x <= self.right and self.top <= y <= self.bottom):
            return False
        beside = max(self.left + self.round - x, x - self.right + self.round, 0)
        above = max(self.top + self.round - y, y - self.bottom + self.round, 0)
        return bool(beside * beside + above * above <= self.round * self.round or not beside or not above)


def boxes(drawing: str) -> list[Box]:
    """Rectangles of the drawing, from the back to the front. A border is a larger one behind."""
    found: list[Box] = []
    white = bytes.fromhex("FFFFFF")
    for tag in re.findall(r"<rect [^>]+>", drawing):
        said = dict(re.findall(r'([\w-]+)="([^"]+)"', tag))
        x, y, wide, high = (float(said[name]) for name in ("x", "y", "width", "height"))
        half, rx = float(said.get("stroke-width", 0)) / 2, float(said.get("rx", 0))
        for by, colour in ((half, said.get("stroke")), (-half, said.get("fill", "#FFFFFF"))):
            if colour:
                bgr = bytes.fromhex(colour[1:])[::-1] or white
                found.append(Box(x - by, y - by, x + wide + by, y + high + by, max(0.0, rx + by), bgr))
    return found


def image(size: int) -> bytes:
    """Picture of this many pixels, as a DIB of 32 bits. Its last row is first (learn.microsoft.com, "BITMAPINFOHEADER")."""
    drawn = boxes(icon())
    step = 24 / size / _FINE
    rows = []
    for y in reversed(range(size)):
        row = bytearray()
        for x in range(size):
            seen = [
                next((box.colour for box in reversed(drawn) if box.holds((x * _FINE + i + 0.5) * step, (y * _FINE + j + 0.5) * step)), None)
                for i in range(_FINE) for j in range(_FINE)
            ]  # fmt: skip
            inside = [colour for colour in seen if colour is not None]
            mean = bytes(sum(part) // len(inside) for part in zip(*inside, strict=True)) if inside else bytes(3)
            row += mean + bytes([255 * len(inside) // len(seen)])
        rows.append(bytes(row))
    mask = bytes((size + 31) // 32 * 4 * size)
    return struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0) + b"".join(rows) + mask


def ico() -> bytes:
    """The file (learn.microsoft.com, "ICONDIR")."""
    pictures = [(size, image(size)) for size in SIZES]
    entries, offset = b"", 6 + 16 * len(pictures)
    for size, content in pictures:
        entries += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(content), offset)
        offset += len(content)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(content for _, content in pictures)
