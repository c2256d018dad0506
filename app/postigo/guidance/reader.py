"""Reader of the sentences: their audience, and whether several people use the computer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from postigo.core.model import Plan
from postigo.core.values import Text


class Audience(StrEnum):
    """Audience as the settings name it. The way to help never reads it: it asks for the age itself."""

    CHILD = "child"  # with an adult
    TEEN = "teen"
    ADULT = "adult"
    TEACHER = "teacher"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reader of the sentences. `shared`: several people use the computer."""

    audience: Audience | None = None
    shared: bool = False

    @property
    def lead(self) -> Text | None:
        """Words before something to do for oneself; None where it needs none."""
        return _TOGETHER if self.audience is Audience.CHILD else None

    def before_changes(self, *plans: Plan) -> Text | None:
        """Words before what plans change on a shared computer. None before a safety note.

        Who looks after the computer may be who did it.
        """
        return _TELL if self.shared and plans and not any(plan.safety for plan in plans) else None


ALONE: Final = Reader()
"""Reader of whom nothing is known."""


def reader(audience: str | None, shared: bool | None) -> Reader:
    """Reader of these settings. A computer of which a teacher said nothing is a shared one."""
    told = None if audience is None else Audience(audience)
    return Reader(told, told is Audience.TEACHER if shared is None else shared)


_TOGETHER: Final = Text("Do this together with the adult who is with you.")
_TELL: Final = Text("Several people use this computer. Before you change something, tell who looks after it.")
