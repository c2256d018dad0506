"""Format of a range of the leak service: its prefix, and its rows.

The digits are those of a SHA-1, in capitals: five name a range, and each of its rows has the other thirty-five with the number
of times that password was seen. Who asks and who compares hold an answer to the same form, each for itself: one sees the
network, the other the passwords, and neither trusts the other.
"""

from __future__ import annotations

import re
from typing import Final

PREFIX: Final = 5
"""How many of the forty digits name a range."""

_PREFIX: Final = re.compile(rf"[0-9A-F]{{{PREFIX}}}")
_ROW: Final = rf"[0-9A-F]{{{40 - PREFIX}}}:[0-9]{{1,10}}"
_BODY: Final = re.compile(rf"(?:{_ROW}\r?\n)*{_ROW}(?:\r?\n)?")


def is_prefix(text: str) -> bool:
    """Whether a text can be asked for: five digits, and nothing that would tell more."""
    return bool(_PREFIX.fullmatch(text))


def is_body(text: str) -> bool:
    """Whether a text is a whole range. One that was cut off in a row is none."""
    return bool(_BODY.fullmatch(text))
