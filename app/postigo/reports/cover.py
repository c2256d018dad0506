"""Cover of a copy: what the person adds to a report that they give away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.core.values import Personal
from postigo.reports.printable import printable

LONGEST_LABEL: Final = 100
"""Letters; the schema of the report says the same."""
LONGEST_NOTES: Final = 2000


@dataclass(frozen=True, slots=True)
class Cover:
    """Additions of the person: notes, whether both looked together, the reason of a full copy.

    `host` is the name of the computer; it stands in copies from the internal level up. `key` (32 bytes) makes the references:
    a new one for each copy, unless the copy is one of a pair. `told` are single things that are told by name though the level
    hides them, and `watchers` says that what may watch the person is in the copy: both by ticks of their own (red lines E4, E6). `contact` is whom
    the policy of the computer names: it stands in copies from the internal level up, for it may be a person.
    """

    notes: str = ""
    together: bool | None = None
    reason: str = ""
    host: str = ""
    key: bytes | None = None
    told: tuple[Personal, ...] = ()
    watchers: bool = False
    contact: str = ""


NOTHING_ADDED: Final = Cover()


def one_line(typed: str) -> str:
    """Label or reason as typed, on one line."""
    return " ".join(printable(typed).split())


def several_lines(typed: str) -> str:
    """Notes as they were typed."""
    return printable(typed).strip()
