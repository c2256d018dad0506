"""Older wordings of questions to PowerShell, so that older recordings can still be replayed.

Until version 0.1.0 a value stood in the expression itself. Nothing live asks in these words. A wording stays as long as its question of today is asked (a test holds that); where a question goes,
because a call of Windows tells more, its older wordings go too, and what a recording of then holds is an answer
to nothing: that check says there what it cannot see.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from typing import Final

from postigo.core.system import CannotTell, Output, Token, Unknown

_OTHERS: Final = (
    (" OR PNPDeviceID LIKE 'SWD_VCAMDEVAPI%'", ""),  # cameras that programs make
)


def older(expression: str, values: Mapping[str, str]) -> str | None:
    """Older question of a recording. None if never changed."""
    was = expression
    for name, value in values.items():
        quoted = value.replace("'", "''")
        was = was.replace(f"${name}", f"'{quoted}'")
    for now, then in _OTHERS:
        was = was.replace(now, then)
    return None if was == expression else f"powershell {was}"


_DEVICES: Final = (
    'powershell Get-CimInstance Win32_PnPEntity -Filter "{}" | Select-Object Name,PNPClass,PNPDeviceID,Service'
)
BESIDE: Final = {
    _DEVICES.format("PNPClass='Camera' OR PNPClass='Image' OR PNPClass='AudioEndpoint' OR PNPClass='Computer'"):
        _DEVICES.format(r"PNPDeviceID LIKE 'SWD\\\\VCAMDEVAPI%'"),
}  # fmt: skip
"""Wider questions that a recording may hold beside the older ones. Both are one answer then."""


WHOAMI: Final = ("run whoami /user /fo csv /nh", "run whoami /groups /fo csv /nh")
"""Older questions for the account and its groups, by a program that translates each identifier."""

_EVERYONE: Final = "S-1-1-0"
_LABEL: Final = "S-1-16-"
_SID: Final = re.compile(r"S-1(?:-\d+)+")


def token_of(user: Output | CannotTell, groups: Output | CannotTell) -> Token:
    """Token that a recorded `whoami` shows. UNREADABLE where its list is not whole, whatever the order of its rows."""
    if isinstance(groups, CannotTell) and isinstance(user, CannotTell):
        raise groups
    listed = () if isinstance(groups, CannotTell) else _identifiers(groups, 2)
    if listed and (_EVERYONE not in listed or not any(sid.startswith(_LABEL) for sid in listed)):
        raise CannotTell(Unknown.UNREADABLE, f"whoami: {len(listed)} groups, not all of them")
    own = ("",) if isinstance(user, CannotTell) else _identifiers(user, 1)
    return Token(own[0], listed)


def _identifiers(output: Output, column: int) -> tuple[str, ...]:
    rows = list(csv.reader(output.out.splitlines()))
    found = tuple(row[column] for row in rows if len(row) > column and _SID.fullmatch(row[column]))
    if output.code != 0 or not rows or len(found) != len(rows):
        raise CannotTell(Unknown.UNREADABLE, f"whoami: status {output.code}, {len(found)} of {len(rows)} rows")
    return found
