"""Backups that programs make, with the day of the last, which `disk.backup` judges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from postigo.api import CannotTell, Handle, Keyword, Unknown, Unseen


class Part(Enum):
    """Parts of a look that may stay unseen."""

    STATE = "whether it is switched on"
    LAST = "when it last worked"
    CATALOGUE = "when its catalogue changed"
    RECORDS = "the records of a program"


class Halt(Enum):
    """Reasons for which a backup that was set up saves nothing, or too little. The first one that holds is told."""

    POLICY = "a rule of this computer forbids it"
    ENDED = "the system does not support it any more"
    OFF = "it is switched off"
    BROKEN = "its own records are damaged"
    REFUSED = "its disk may not be written to"
    FAULTY = "its disk has faults"
    FULL = "there is no room left"
    BEHIND = "it is too far behind"
    AWAY = "its disk is not there"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was set up. `last` is the last one that was finished; `dated` is False where that cannot be seen.

    `at_most`: no backup is newer than that, and one may be older: it proves that a backup is old, never that it is not.
    `halt`: why it saves nothing now; `setting` is what it is switched off by. `runs`: the system says that it does.
    `encrypted` and `automatic` are None where the program does not tell; a `CannotTell` where it tells it in a word that we
    do not know.
    """

    tool: Keyword
    last: datetime | None = None
    encrypted: bool | CannotTell | None = None
    automatic: bool | None = None
    dated: bool = True
    at_most: bool = False
    halt: Halt | None = None
    runs: bool = False
    setting: Handle | None = None


@dataclass(frozen=True, slots=True)
class Backups:
    """All that were found, and what could not be looked at."""

    today: datetime
    found: tuple[Backup, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()


def moment(text: object, what: str) -> datetime:
    """Time in ISO 8601. One without a zone is taken for UTC, since only days matter here."""
    try:
        time = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        time = None
    if time is None:
        raise CannotTell(Unknown.UNREADABLE, f"{what} is no time")
    try:
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        raise CannotTell(Unknown.UNREADABLE, f"{what} is no time") from None
