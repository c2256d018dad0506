"""The fact that `update.os-supported` judges: how the system of this machine stands to the table of ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from postigo.api import CannotTell
from postigo_checks.support_table import Release


class Standing(StrEnum):
    """How a system stands to the table."""

    LISTED = "listed"
    NEWER = "newer than the table"
    UNLISTED = "not in the table"
    ROLLS = "rolls"  # one system without versions, renewed all the time
    TESTING = "testing"  # the next version of Debian in the making


class Extended(StrEnum):
    """Who gives updates after the end."""

    NOBODY = "nobody"
    LTS_TEAM = "Debian LTS"
    ENROLLED = "enrolled"  # and this machine is
    NOT_ENROLLED = "not enrolled"


@dataclass(frozen=True, slots=True)
class Support:
    """The support of the system on this machine.

    `later` counts releases that came after it, as far as can be told. `clock` is what the clock says, if it is wrong.
    """

    standing: Standing
    today: date
    table: date
    release: Release | None = None
    extended: Extended | CannotTell = Extended.NOBODY
    later: int = 0
    clock: date | None = None
