"""Status style: one shape and one colour for each state, beside a word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from postigo.core.model import Level, Verdict
from postigo.core.report import Shutter
from postigo.core.system import Unknown
from postigo.core.values import Text
from postigo.reports.wording import LEVELS, SHUTTERS
from postigo.words import APP


class Tone(StrEnum):
    """The five states of a shutter, and the door's (worth knowing, asks for nothing)."""

    CLOSED = "closed"
    AJAR = "ajar"
    OPEN = "open"
    FOGGED = "fogged"
    BARE = "bare"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class StatusText:
    """A sentence together with the pack in whose catalogue it is translated."""

    text: Text
    pack: str = APP


STOPPED: Final = Text("you stopped")
YOURS: Final = Text("you said: it is me")
LOOKING: Final = Text("looking…")
CHANGING: Final = Text("changing…")
ONLY_IF_YOU_WANT: Final = Text("not looked at: only if you want")

_OF_LEVEL: Final = {
    Level.GOOD: (Tone.CLOSED, LEVELS[Level.GOOD]),
    Level.NOTE: (Tone.NOTE, LEVELS[Level.NOTE]),
    Level.ADVISE: (Tone.AJAR, LEVELS[Level.ADVISE]),
    Level.ACT: (Tone.OPEN, LEVELS[Level.ACT]),
}


def of_level(level: Level) -> tuple[Tone, Text]:
    """Tone and word of one finding."""
    return _OF_LEVEL[level]


def of_verdict(verdict: Verdict, *, answered: bool) -> tuple[Tone, Text]:
    """Tone and word of a verdict about a thing that is here. `answered` if the person said that it is them."""
    asks = any(finding.needs_confirmation for finding in verdict.findings)
    if asks and not answered and verdict.level in {None, Level.NOTE}:
        return of_shutter(Shutter.ASKING), SHUTTERS[Shutter.ASKING]
    if verdict.level is None:
        return Tone.FOGGED, STOPPED if was_stopped(verdict) else SHUTTERS[Shutter.FOGGED]
    if asks and verdict.level is Level.NOTE:
        return Tone.NOTE, YOURS
    return _OF_LEVEL[verdict.level]


def was_stopped(verdict: Verdict) -> bool:
    """Whether a verdict knows nothing because the person stopped the look."""
    return verdict.level is None and bool(verdict.gaps) and all(gap.why is Unknown.CANCELLED for gap in verdict.gaps)


def earlier(state: Text) -> Text:
    """The word for an answer that is older than the look beside which it stands."""
    return Text("{state} (seen before)", values={"state": state})


def of_shutter(shutter: Shutter) -> Tone:
    """The tone of a window."""
    return Tone(shutter.shape)
