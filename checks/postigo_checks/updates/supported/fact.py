"""Fact of `update.os-supported`: how this system stands to the table of ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from postigo.api import CannotTell, Handle
from postigo_checks.updates.supported.bounds import Bounds
from postigo_checks.updates.supported.table import Release


class Standing(StrEnum):
    """Standing of a system to the table."""

    LISTED = "listed"
    BASED = "built on a listed one"
    NEWER = "newer than the table"
    UNLISTED = "not in the table"
    ROLLS = "rolls"  # one system without versions, renewed all the time
    TESTING = "testing"  # the next version of Debian in the making
    UNFINISHED = "a test version"  # of another system


class Extended(StrEnum):
    """Source of updates after the end."""

    NOBODY = "nobody"
    LTS_TEAM = "Debian LTS"
    ENROLLED = "enrolled"  # and this machine is
    NOT_ENROLLED = "not enrolled"
    FREE = "not enrolled, and it would be free"  # in the European Economic Area


@dataclass(frozen=True, slots=True)
class Support:
    """Support of the system on this machine.

    `release` is its own row of the table, or that of the system it is built on. `later` counts releases that came after it, as
    far as can be told. `clock` is what the clock says, if it is wrong. `product`, `name` and `bounds` are those of a release that
    is newer than the table. `ended_by`: one whose end the table does not know has surely had it by then. `stopped`: since when
    extended updates did not come any more. `pinned`: the value by which a policy keeps Windows at its version, asked where
    its end has come.
    """

    standing: Standing
    today: date
    table: date
    release: Release | None = None
    extended: Extended | CannotTell = Extended.NOBODY
    later: int = 0
    clock: date | None = None
    product: str = ""
    name: str = ""
    bounds: Bounds | None = None
    ended_by: date | None = None
    stopped: date | None = None
    pinned: Handle | CannotTell | None = None
