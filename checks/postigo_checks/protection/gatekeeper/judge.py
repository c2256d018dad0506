"""Judge of `av.gatekeeper`: each lock that is off is advised against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import CannotTell, Finding, Gap, Handle, HandleKind, Level, Text
from postigo_checks.protection.gatekeeper.fact import Integrity, Locks

_SWITCH: Final = Handle(HandleKind.SWITCH, "--global-enable", "spctl")


def judge(fact: Locks) -> Iterator[Finding | Gap]:
    """Both on is good; each that is off is advised against."""
    if fact.asks_first is False:
        text = Text("This Mac lets programs of unknown makers run without asking (Gatekeeper is off).")
        yield Finding("gatekeeper-off", Level.ADVISE, text, fixes=("gatekeeper-on",), handle=_SWITCH)
    if fact.integrity is Integrity.OFF:
        text = Text("A program could change this Mac's own system files (System Integrity Protection is off).")
        yield Finding("integrity-off", Level.ADVISE, text, fixes=("integrity-on",))
    if fact.integrity is Integrity.PARTLY:
        text = Text("Parts of this Mac's guard for its own system files are off (System Integrity Protection).")
        yield Finding("integrity-partly", Level.ADVISE, text, fixes=("integrity-on",))
    if fact.asks_first is True and fact.integrity is Integrity.ON:
        text = Text("This Mac asks before a program of an unknown maker runs, and guards its own system files.")
        yield Finding("locks-on", Level.GOOD, text)
    if isinstance(fact.asks_first, CannotTell):
        yield Gap(fact.asks_first.why, Text("We could not see whether Gatekeeper is on."))
    if isinstance(fact.integrity, CannotTell):
        yield Gap(fact.integrity.why, Text("We could not see whether System Integrity Protection is on."))
