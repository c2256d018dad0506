"""Messages between the window and `postigo fix --events`, as lines of JSON.

One child does one order, which is the first line of its stdin; it answers with one message, and ends. While the helper with rights installs
updates, lines of its progress come before the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from postigo.core.change import Refusal, Setting, Step
from postigo.core.model import Verdict
from postigo.core.offer import OfferKey
from postigo.core.values import Text
from postigo.fixes.journal import Entry


class Do(StrEnum):
    """Kinds of orders."""

    PREVIEW = "preview"
    APPLY = "apply"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Order:
    """One order. PREVIEW needs `key`; APPLY `key` and the `expected` steps of the preview that the person said yes to; UNDO `id`.

    `mine`: the person was asked in this row who put it there, and replied that they did. Only then is there what a plan asks this for.
    """

    do: Do
    key: OfferKey | None = None
    expected: tuple[Step, ...] = ()
    id: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """Preview of a change: today's state in the check's words, and what will be.

    `rights`: the system will ask for an administrator's password. No `steps` and no `rights`: all is so already.
    """

    key: OfferKey
    title: Text
    now: Text
    will_be: tuple[Text, ...]
    steps: tuple[Step, ...] = ()
    affects: Text | None = None
    safety: bool = False
    undoable: bool = True
    rights: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """A change or an undo as it ended, with what the same check says now."""

    entry: Entry
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Refusal of an order: why, in one sentence that says what to do."""

    why: Refusal
    text: Text
    detail: str = ""
    expected: Setting | None = None
    found: Setting | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Progress of what the helper with rights installs: `fetch` or `install`, and percent. No answer yet."""

    step: str
    percent: int


Message: TypeAlias = Preview | Changed | Refused
