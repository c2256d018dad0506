"""Messages between the window and the child that shows and makes changes (`postigo fix --events`), as lines of JSON.

One child does one order, which is the first line of its stdin; it answers with one message, and ends. Between them come the lines of the
audit that looks again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from postigo.core.change import Refusal, Setting, Step
from postigo.core.model import Verdict
from postigo.core.offer import OfferKey
from postigo.core.values import Text
from postigo.fixes.journal import Content, Entry


class Do(StrEnum):
    """What is asked for."""

    PREVIEW = "preview"
    APPLY = "apply"
    UNDO = "undo"
    LIST = "list"


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
    """What would be changed: today's state in the check's own words, what will be, who else notices, and each step.

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
    """Nothing was changed, or all was put back: why, in one sentence that says what to do."""

    why: Refusal
    text: Text
    detail: str = ""
    expected: Setting | None = None
    found: Setting | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What Postigo changed, and what an interrupted change left."""

    content: Content
    interrupted: tuple[str, ...] = field(default=())  # ids


Message: TypeAlias = Preview | Changed | Refused | Listed
