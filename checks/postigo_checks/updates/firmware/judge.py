"""Judge of `update.firmware`: the level, and what spoils it."""

from __future__ import annotations

from collections.abc import Iterator

from postigo.api import Finding, Level, NotApplicable, Text
from postigo_checks.updates.firmware.fact import Firmware


def judge(fact: Firmware) -> Iterator[Finding] | NotApplicable:
    """Findings on the level and on what spoils it."""
    if fact.level is None:
        return NotApplicable(Text("This system has no tool that looks after the firmware (fwupd)."))
    return _judge(fact.level, fact)


def _judge(level: int, fact: Firmware) -> Iterator[Finding]:
    if level == 0:
        text = Text(
            "The firmware (what runs before the system) is less protected than its makers advise: level 0 of 5."
        )
        yield Finding("low", Level.NOTE, text, fixes=("renew",))
    else:
        text = Text(
            "The firmware (what runs before the system) is protected at level {level} of 5.", values={"level": level}
        )
        yield Finding("protected", Level.GOOD, text)
    if fact.runtime:
        yield Finding(
            "runtime",
            Level.NOTE,
            Text(
                "Something in the running system weakens the protection of the firmware (what runs before the system)."
            ),
        )
