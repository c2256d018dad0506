"""Rules of what a log may keep: by age, and by what a file shows."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from postigo.core.values import Text
from postigo.evidence.trouble import EvidenceTrouble
from postigo.guidance.path import Age


class Gate(Enum):
    """Answers at the gate before a file."""

    CLEAR = auto()  # it shows nobody naked, and nobody in a sexual situation
    UNSURE = auto()
    SHOWS = auto()


GATE: Final = Text("This file does not show anybody naked or in a sexual situation.")
"""Sentence that must be answered with yes before a file is named."""
LEAVE_IT: Final = Text("Leave it where it is. Show it to the police on your device.")
LEAVE_IT_TO_THEM: Final = Text(
    "Stop here. Do not look at it and do not copy it. Leave it where it is, and ask the police or a help line."
)
"""Answer when it was not: no byte is read, and no path is kept."""

NO_LOG: Final = Text(
    "Tell an adult whom you trust now. They can write down what happened, together with you. "
    "You can call 900 20 20 10 (ANAR) in Spain at any hour. It is free."
)
TEXT_ONLY: Final = Text(
    "Under 18 a log keeps text only. A file goes in only if you choose that in addition, best with an adult."
)


def must_be_allowed(age: Age, *, file: bool = False, files_chosen: bool = False) -> None:
    """`EvidenceTrouble` where somebody of this age has no log, or no files in it.

    Only an adult who speaks for themselves needs no extra choice for files.
    """
    if age is Age.CHILD:
        raise EvidenceTrouble(NO_LOG)
    if file and age is not Age.ADULT and not files_chosen:
        raise EvidenceTrouble(TEXT_ONLY)


def leave_it(age: Age) -> Text:
    """Words for a file that may be intimate. A carer never looks: it can be a crime (guidance 2.3)."""
    return LEAVE_IT_TO_THEM if age is Age.CARER else LEAVE_IT


def must_be_clear(gate: Gate) -> None:
    """`EvidenceTrouble` unless a file may be looked at."""
    if gate is not Gate.CLEAR:
        raise EvidenceTrouble(LEAVE_IT)
