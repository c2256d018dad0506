"""Windows' short names ("8.3"). The second spelling that a file or folder with a long name has on many disks.

`Program Files (x86)` is `PROGRA~2` too. A short name is made of up to six letters of the long one, without spaces and dots
and with `_` for what an old program could not write, then `~` and a number, then three letters of the ending; the fifth
of the same beginning gets two letters and four hexadecimal digits instead (Microsoft, "Naming Files, Paths, and
Namespaces"). So a short name tells that a long one *may* be meant, never that it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_SHORT: Final = re.compile(r"([^~.]{1,6})~\d{1,6}(?:\.([^~.]{1,3}))?")
_HASHED: Final = re.compile(r"[0-9a-f]{4}")


def is_short(part: str) -> bool:
    """Whether one part of a path is such a name."""
    return _SHORT.fullmatch(part) is not None


def may_be(one: str, other: str) -> bool:
    """Whether two parts of paths can be one file or folder. Small and large letters are the same."""
    one, other = one.casefold(), other.casefold()
    return one == other or _stands_for(one, other) or _stands_for(other, one)


def all_may_be(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two paths, in parts, can be one."""
    return len(one) == len(other) and all(map(may_be, one, other))


def _stands_for(short: str, long: str) -> bool:
    found = _SHORT.fullmatch(short)
    if found is None or is_short(long):
        return False
    stem, dot, end = long.rpartition(".") if "." in long.lstrip(".") else (long, "", "")
    stem = re.sub(r"[ .]", "", stem)
    wanted_end = re.sub(r"[ .]", "", end)[:3] if dot else ""
    if not _alike(found[2] or "", wanted_end):
        return False
    begins = _alike(found[1], stem[: len(found[1])])
    hashed = len(found[1]) == 6 and _HASHED.fullmatch(found[1][2:]) is not None and _alike(found[1][:2], stem[:2])
    return begins or hashed


def _alike(short: str, long: str) -> bool:
    """Letter by letter; `_` stands for what an old program could not write."""
    return len(short) == len(long) and all(
        a == b or (a == "_" and not (b.isascii() and b.isalnum())) for a, b in zip(short, long, strict=True)
    )
