"""Summary of an MSI: its code and its times. Left to wixl, the code is random and the time is now."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

from installer.packages.systems import run

_SET: Final = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
"""FMTID_SummaryInformation, as it lies in a file (MS-OLEPS 2.25)."""
_CODE, _CREATED, _SAVED = 9, 12, 13  # propidl.h: PIDSI_REVNUMBER, PIDSI_CREATE_DTM, PIDSI_LASTSAVE_DTM
_TEXT, _TIME = 30, 64  # wtypes.h: VT_LPSTR, VT_FILETIME
_1601: Final = 11_644_473_600
"""Seconds from 1601, when Windows' clock begins, to 1970."""


def settle(package: Path, code: str, epoch: int) -> None:
    """Write this code and time into a package. Nothing changes its size; where it cannot be done, all stops."""
    content = bytearray(package.read_bytes())
    at = content.find(_SET)
    while at >= 0:
        _settle_at(content, at, code, epoch)
        at = content.find(_SET, at + 1)
    package.write_bytes(content)
    if f"{{{code}}}" not in run(["msiinfo", "suminfo", str(package)]):
        raise SystemExit(f"{package.name} did not take its code")


def _settle_at(content: bytearray, at: int, code: str, epoch: int) -> None:
    """Change a property set. `at` is where its name stands; it begins 28 bytes before that (PropertySetStream)."""
    (offset,) = struct.unpack_from("<I", content, at + 16)
    section = at - 28 + offset
    _, count = struct.unpack_from("<II", content, section)
    for number in range(count):
        name, place = struct.unpack_from("<II", content, section + 8 + 8 * number)
        (kind,) = struct.unpack_from("<I", content, section + place)
        value = section + place + 4
        if name == _CODE and kind == _TEXT:
            content[value + 4 : value + 42] = f"{{{code}}}".encode("ascii")
        elif name in {_CREATED, _SAVED} and kind == _TIME:
            struct.pack_into("<Q", content, value, (epoch + _1601) * 10_000_000)
