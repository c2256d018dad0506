"""Older questions for the token of an account, which older recordings answer.

Where a question to PowerShell went because a call of Windows tells more, its older wordings went too: what a recording of then
holds is an answer to nothing, and the check says there what it cannot see (docs/decisions/0658).
"""

from __future__ import annotations

import csv
import re
from typing import Final

from postigo.core.system import CannotTell, Output, Token, Unknown

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
