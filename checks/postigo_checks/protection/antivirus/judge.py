"""Judge of `av.active`: one that watches with a new list is enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import CannotTell, Finding, Gap, Level, Text, Unseen, gaps
from postigo_checks.protection.antivirus.fact import Antivirus, Custom, Guard, Lists, Part, State

_TURN_ON: Final = ("turn-on",)
_UPDATE: Final = ("update",)


def judge(fact: Antivirus) -> Iterator[Finding | Gap]:
    """One that watches with a new list is enough, whatever else is installed."""
    for guard in fact.guards:
        if guard.state is State.ON and guard.lists is Lists.CURRENT:
            text = Text("{program} is on, and its list of dangers is up to date.", values={"program": guard.name})
            if guard.presumed:
                text = Text(
                    "{program} belongs to the system, and its list of dangers is up to date.",
                    values={"program": guard.name},
                )
            yield Finding("protected", Level.GOOD, text, evidence=_age(guard))
            return
    on = [guard for guard in fact.guards if guard.state is State.ON]
    for guard in on or fact.guards:
        yield from _standing(guard, fact.custom)
    yield from gaps(fact.unseen, _unseen)
    if not fact.guards and not fact.unseen:
        yield _none(fact.custom)


def _none(custom: Custom) -> Finding:
    """No antivirus. On Linux that is usual, and asks for nothing: docs/decisions/0010-no-antivirus-on-linux.md."""
    if custom is Custom.RARE:
        return Finding("none", Level.NOTE, Text("We found no antivirus that we know. On Linux that is usual."))
    text = Text("No antivirus is working now. Harmful programs would not be stopped.")
    return Finding("none", _unguarded(custom), text, fixes=_TURN_ON)


def _unguarded(custom: Custom) -> Level:
    """Level of a machine that nobody watches. Only Windows leans on its antivirus so much that it is urgent.

    On a Mac, signatures and notarisation still stand before a foreign program.
    """
    return Level.ACT if custom is Custom.BUILT_IN else Level.ADVISE


def _standing(guard: Guard, custom: Custom) -> Iterator[Finding | Gap]:
    """How one antivirus stands that is not wholly good."""
    values = {"program": guard.name}
    match guard.state:
        case CannotTell() as unknown:
            yield Gap(unknown.why, Text("We could not see whether {program} is on.", values=values))
        case State.OFF:
            text = Text("{program} is off. It does not watch this computer now.", values=values)
            yield Finding("off", _unguarded(custom), text, guard.name, fixes=_TURN_ON, handle=guard.handle)
            return
        case State.EXPIRED:
            text = Text("{program} has expired. It does not watch this computer any more.", values=values)
            yield Finding("expired", _unguarded(custom), text, guard.name, fixes=_TURN_ON, handle=guard.handle)
            return
        case State.SNOOZED:
            text = Text("{program} is paused. It does not watch this computer now.", values=values)
            yield Finding("snoozed", Level.ADVISE, text, guard.name, fixes=_TURN_ON, handle=guard.handle)
            return
        case State.BY_HAND:
            text = Text("{program} is installed. It looks only when somebody asks it to.", values=values)
            yield Finding("installed-not-protecting", Level.NOTE, text, guard.name)
    yield from _list(guard)


def _list(guard: Guard) -> Iterator[Finding | Gap]:
    """How good the list of dangers is of an antivirus that looks, or may look."""
    values = {"program": guard.name}
    if isinstance(guard.lists, CannotTell):
        yield Gap(guard.lists.why, Text("We could not see when {program} was last updated.", values=values))
    elif guard.lists is Lists.NEVER:
        text = Text("{program} has never fetched its list of dangers. It does not know them yet.", values=values)
        yield Finding("never-updated", Level.ADVISE, text, guard.name, fixes=_UPDATE, handle=guard.handle)
    elif guard.lists is Lists.OLD:
        text = Text("{program} has not been updated for long. It may not know the newest dangers.", values=values)
        if guard.days is not None:
            text = Text(
                "{program} was last updated {n} day ago. It may not know the newest dangers.",
                "{program} was last updated {n} days ago. It may not know the newest dangers.",
                guard.days,
                {**values, "n": guard.days},
            )
        yield Finding("stale-definitions", Level.ADVISE, text, guard.name, _age(guard), _UPDATE, handle=guard.handle)


def _age(guard: Guard) -> dict[str, int]:
    return {} if guard.days is None else {"days": guard.days}


def _unseen(item: Unseen[Part]) -> Text:
    """Sentence on what could not be looked at."""
    values = {} if item.subject is None else {"program": item.subject}
    match item.part:
        case Part.SECURITY_CENTER:
            return Text("Windows did not tell us which antivirus programs there are.")
        case Part.DEFENDER:
            return Text("Microsoft Defender did not answer us.")
        case Part.PROGRAM_FILE:
            return Text("{program} is on Windows' list. We could not see if it is still installed.", values=values)
        case Part.PROCESSES:
            return Text("We could not see all the programs that run.")
        case Part.INSTALLED:
            return Text("We could not see how {program} is doing.", values=values)
        case Part.OTHER_PRODUCT:
            return Text("{program} runs here. It does not tell us whether its list is new.", values=values)
