"""Pack of a stranger, for the trial of packages: one check that is always fine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from postigo.api import Check, Coverage, Data, Finding, Level, Pack, Platform, Probe, System, Text


@dataclass(frozen=True)
class There:
    """Fact of the check: it ran."""

    ran: bool


def look(_system: System, _data: Data) -> There:
    """The fact. Nothing is asked."""
    return There(ran=True)


def judge(_fact: There) -> Iterator[Finding]:
    """One finding."""
    yield Finding("fine", Level.GOOD, Text("All is as it should be."))


SIGHT = {platform: Coverage(Text("Nothing."), Text("All else.")) for platform in Platform}
IS_THERE = Check(
    "a_pack:is.there",
    Text("It is there"),
    Text("It should be."),
    1,
    Probe(linux=look, windows=look, macos=look),
    judge,
    SIGHT,
    budget=20.0,
)
pack = Pack("a_pack", "a_pack", (IS_THERE,))
