"""States of a computer in a summary, and reasons to leave a report out. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """How one check stands on one computer. Each computer is in exactly one of them for each check."""

    ACT = "act"
    ADVISE = "advise"
    FINE = "fine"  # good, or worth knowing and asks for nothing
    UNKNOWN = "unknown"  # could not look: neither good nor bad
    NOT_LOOKED = (
        "not-looked"  # nobody asked there, the look did not come to its end, or an older Postigo has no such check
    )
    ABSENT = "absent"  # there is no such thing on that computer

    @property
    def asks(self) -> bool:
        """Whether there is something to do."""
        return self in {State.ACT, State.ADVISE}

    @property
    def is_known(self) -> bool:
        """Whether somebody looked and saw."""
        return self not in {State.UNKNOWN, State.NOT_LOOKED}


STATES: Final = tuple(State)
"""Columns of a summary, in their order."""


class Change(StrEnum):
    """Change of a check between two reports of one computer."""

    BETTER = "better"  # known before and now, and asks for less
    WORSE = "worse"  # known before and now, and asks for more
    FOUND = "found"  # asks for something now; before, nobody could tell
    LOST = "lost"  # known before; now nobody can tell. It is never an improvement


_WEIGHT: Final = {State.ACT: 2, State.ADVISE: 1, State.FINE: 0, State.ABSENT: 0}


def change(before: State, now: State) -> Change | None:
    """Change from one state to another; None where nothing that matters changed."""
    if not now.is_known:
        return Change.LOST if before.is_known else None
    if not before.is_known:
        return Change.FOUND if now.asks else None
    was, stands = _WEIGHT[before], _WEIGHT[now]
    if was == stands:
        return None
    return Change.BETTER if stands < was else Change.WORSE


class Visit(StrEnum):
    """Reason why somebody should go to a computer."""

    ACT = "act"  # somebody could be harmed now
    BROKEN = "broken"  # checks could not be loaded there
    UNFINISHED = "unfinished"  # the look did not come to its end
    UNSEEN = "unseen"  # at least half of the checks that looked could not see
    SILENT = "silent"  # no new report for long


class Left(StrEnum):
    """Reason why a file or a line is left out. It never counts as a computer with something to do."""

    TOO_LARGE = "too-large"  # than any report of Postigo
    NOT_JSON = "not-json"
    CUT = "cut"  # it begins as a report, and its end is missing
    NOT_OURS = "not-ours"  # JSON, and no report of Postigo
    NEWER = "newer"  # a newer Postigo wrote it
    EDITED = "edited"  # it is not as it was made: its fingerprint or its signature does not fit
    UNMARKED = "unmarked"  # it has no fingerprint: a very old Postigo, or somebody took it out
    MISFIT = "misfit"  # its fingerprint fits, and it is not what the schema says
    REMEMBERED = "remembered"  # it speaks of a recording, not of a computer
    CLOCK = "clock"  # that computer's clock is wrong: nobody knows of when it is
    CLASH = "clash"  # another report of the same computer and second says something else: none of them counts
    TWICE = "twice"  # the very same report is there already, and counts once
    NAMELESS = "nameless"  # nothing tells which computer it is from
    LINK = "link"  # links are not followed
    SPECIAL = "special"  # a device, a pipe: no ordinary file
    DENIED = "denied"  # this account may not read it
    UNREADABLE = "unreadable"  # the disk or the share failed
