"""Judge of `blackmail.clock`. A clock that is wrong is no fault: the person writes down both times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, Text, gaps
from postigo_checks.blackmail.clock.fact import Clock, Part

LATELY: Final = 14
"""Days. Windows sets its clock once a week at least, if it is on."""

_UNSEEN: Final = {Part.LAST: Text("We could not see when the clock was set last.")}


def judge(fact: Clock) -> Iterator[Finding | Gap]:
    """One finding by the best that is known, then what could not be seen."""
    if fact.in_step:
        yield Finding("in-step", Level.GOOD, Text("The clock of this computer goes with the time of the network."))
    elif fact.by_itself is False:
        text = Text(
            "This computer does not set its clock by itself. The times of your proof could look wrong. "
            "Compare it with another clock, and write both times down."
        )
        yield Finding("not-by-itself", Level.NOTE, text)
    elif fact.in_step is False or (fact.days is not None and fact.days > LATELY):
        text = Text(
            "The clock of this computer was not set by the network lately. The times of your proof could look wrong. "
            "Compare it with another clock, and write both times down."
        )
        yield Finding("not-lately", Level.NOTE, text)
    elif fact.by_itself:
        yield Finding("by-itself", Level.GOOD, Text("This computer sets its clock by itself."))
    yield from gaps(fact.unseen, _UNSEEN)
