"""Steps in the log, and where each leads back to."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final


class Step(Enum):
    """Steps in the log."""

    START = auto()
    NAME = auto()  # where a new one lies
    NEW_PHRASE = auto()
    FIND = auto()
    UNLOCK = auto()
    LOG = auto()
    FORM = auto()
    FILE = auto()  # which file
    DRAFT = auto()
    PAPER = auto()  # where the draft goes
    STAMP = auto()
    HAND = auto()
    TARGET = auto()  # where the copy goes


BACK: Final[Mapping[Step, Step]] = {
    Step.NAME: Step.START,
    Step.NEW_PHRASE: Step.NAME,
    Step.FIND: Step.START,
    Step.UNLOCK: Step.FIND,
    Step.FORM: Step.LOG,
    Step.FILE: Step.FORM,
    Step.DRAFT: Step.LOG,
    Step.PAPER: Step.DRAFT,
    Step.STAMP: Step.LOG,
    Step.HAND: Step.LOG,
    Step.TARGET: Step.HAND,
}
