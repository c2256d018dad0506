"""Rows of a summary: what of one report is counted. Nothing in them names a person, and no sentence of a finding is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from postigo.core.report import Shutter
from postigo.fleet.states import State, Visit


@dataclass(frozen=True, slots=True)
class Asked:
    """Finding that asks for something: its code, its level, and whether it was set aside."""

    code: str
    state: State
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer of one check. `version` is the check's, 0 where nobody tells it: of two versions nothing is compared."""

    check: str
    tip: int
    state: State
    title: str
    version: int = 1
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class ToDo:
    """A thing to do, as one report says it. `fix` is "" where nothing of ours mends it; then `what` is the title of the check."""

    check: str
    fix: str
    what: str
    effort: str
    who: str
    state: State


@dataclass(frozen=True, slots=True)
class Origin:
    """Computer of a report, by where it lay. `site` is "" in a flat folder."""

    site: str
    device: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """One report as it is counted.

    `name` is what the computer is called; `sha256` is the fingerprint of the whole report, `source` the file
    and line that it was read from.
    """

    origin: Origin
    name: str
    source: str
    began: datetime
    finished: bool
    platform: str
    system: str
    broken: int
    shutters: tuple[Shutter, ...]
    answers: tuple[Answer, ...]
    to_do: tuple[ToDo, ...]
    sha256: str

    @property
    def counts(self) -> dict[State, int]:
        """How many checks are in each state that occurs."""
        seen: dict[State, int] = {}
        for answer in self.answers:
            seen[answer.state] = seen.get(answer.state, 0) + 1
        return seen

    @property
    def worst(self) -> State:
        """Worst that is known of the computer; else unknown if something could not be seen. Else fine.

        What a policy leaves out is no check that failed; its window is fogged all the same, and nobody saw behind it.
        """
        counts = self.counts
        if State.ACT in counts:
            return State.ACT
        if State.ADVISE in counts:
            return State.ADVISE
        if self.broken or not self.finished or State.UNKNOWN in counts or State.FINE not in counts:
            return State.UNKNOWN
        if Shutter.FOGGED in self.shutters:
            return State.UNKNOWN
        return State.FINE

    @property
    def visit(self) -> tuple[Visit, ...]:
        """Reasons to go there, but for silence, which nobody can tell from one report."""
        counts = self.counts
        unseen = counts.get(State.UNKNOWN, 0)
        told = sum(counts.get(state, 0) for state in (State.ACT, State.ADVISE, State.FINE, State.UNKNOWN))
        reasons = (
            (Visit.ACT, State.ACT in counts),
            (Visit.BROKEN, self.broken > 0),
            (Visit.UNFINISHED, not self.finished),
            (Visit.UNSEEN, 2 * unseen >= told),
        )
        return tuple(reason for reason, holds in reasons if holds)
