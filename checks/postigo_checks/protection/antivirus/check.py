"""`av.active`: whether an antivirus is there, on, and current. Old definitions are a finding, not a detail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import (
    CannotTell,
    Check,
    Coverage,
    Finding,
    Gap,
    Instruct,
    Level,
    OpenSettings,
    Place,
    Plan,
    Platform,
    Probe,
    Scope,
    Share,
    Text,
)
from postigo_checks.protection.antivirus.fact import Antivirus, Custom, Guard, Lists, Missed, Source, State
from postigo_checks.protection.antivirus.linux import linux
from postigo_checks.protection.antivirus.macos import macos
from postigo_checks.protection.antivirus.windows import windows

_TURN_ON: Final = ("turn-on-windows", "turn-on-macos", "turn-on-linux")
_UPDATE: Final = ("update-windows", "update-macos", "update-linux")


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
    for missed in fact.missed:
        yield Gap(missed.unknown.why, _unseen(missed))
    if not fact.guards and not fact.missed:
        yield _none(fact.custom)


def _none(custom: Custom) -> Finding:
    """No antivirus. On Linux that is usual, and asks for nothing: docs/decisions/0010-no-antivirus-on-linux.md."""
    if custom is Custom.RARE:
        return Finding("none", Level.NOTE, Text("We found no antivirus that we know. On Linux that is usual."))
    text = Text("No antivirus is working now. Harmful programs would not be stopped.")
    return Finding("none", _unguarded(custom), text, fixes=_TURN_ON)


def _unguarded(custom: Custom) -> Level:
    """What it weighs that nobody watches: only Windows leans on its antivirus so much that it is urgent.

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
            yield Finding("off", _unguarded(custom), text, guard.name, fixes=_TURN_ON)
            return
        case State.EXPIRED:
            text = Text("{program} has expired. It does not watch this computer any more.", values=values)
            yield Finding("expired", _unguarded(custom), text, guard.name, fixes=_TURN_ON)
            return
        case State.SNOOZED:
            text = Text("{program} is paused. It does not watch this computer now.", values=values)
            yield Finding("snoozed", Level.ADVISE, text, guard.name, fixes=_TURN_ON)
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
        yield Finding("never-updated", Level.ADVISE, text, guard.name, fixes=_UPDATE)
    elif guard.lists is Lists.OLD:
        text = Text("{program} has not been updated for long. It may not know the newest dangers.", values=values)
        if guard.days is not None:
            text = Text(
                "{program} was last updated {n} day ago. It may not know the newest dangers.",
                "{program} was last updated {n} days ago. It may not know the newest dangers.",
                guard.days,
                {**values, "n": guard.days},
            )
        yield Finding("stale-definitions", Level.ADVISE, text, guard.name, _age(guard), _UPDATE)


def _age(guard: Guard) -> dict[str, int]:
    return {} if guard.days is None else {"days": guard.days}


def _unseen(missed: Missed) -> Text:
    """What could not be looked at, for a person."""
    values = {} if missed.program is None else {"program": missed.program}
    match missed.source:
        case Source.SECURITY_CENTER:
            return Text("Windows did not tell us which antivirus programs there are.")
        case Source.DEFENDER:
            return Text("Microsoft Defender did not answer us.")
        case Source.PROGRAM_FILE:
            return Text("{program} is on Windows' list. We could not see if it is still installed.", values=values)
        case Source.PROCESSES:
            return Text("We could not see all the programs that run.")
        case Source.INSTALLED:
            return Text("We could not see how {program} is doing.", values=values)
        case Source.OTHER_PRODUCT:
            return Text("{program} runs here. It does not tell us whether its list is new.", values=values)


_PLANS: Final = (
    Plan(
        "turn-on-windows",
        Text("Turn on the antivirus"),
        (
            OpenSettings(Place.ANTIVIRUS),
            Instruct(Text("Open “Virus & threat protection”.")),
            Instruct(Text("If it shows a button to turn protection on, press it.")),
            Instruct(Text("Microsoft Defender comes with Windows. You do not need to pay for another one.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "update-windows",
        Text("Update the antivirus"),
        (
            OpenSettings(Place.ANTIVIRUS),
            Instruct(Text("Open “Virus & threat protection”.")),
            Instruct(Text("Under “Protection updates”, press “Check for updates”.")),
            Instruct(Text("If you use another antivirus, open it and press “Update”.")),
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "turn-on-macos",
        Text("Turn on XProtect"),
        (
            Instruct(Text("Restart the Mac, and look again.")),
            Instruct(Text("If it is still off, ask Apple's support. There is no switch for it in the settings.")),
        ),
        Text("About 5 minutes and a restart."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "update-macos",
        Text("Let the Mac fetch the newest list"),
        (
            OpenSettings(Place.UPDATES),
            Instruct(Text("Press the “i” beside “Automatic updates”.")),
            Instruct(Text("Turn on the entry for security responses and system files.")),
            Instruct(Text("Leave the Mac on, with internet, for some hours. Then look again.")),
        ),
        Text("About 2 minutes, and some hours of waiting."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "turn-on-linux",
        Text("Turn on the antivirus"),
        (
            Instruct(Text("Open the antivirus and turn on its protection.")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "update-linux",
        Text("Update the antivirus"),
        (
            Instruct(Text("For ClamAV, type in a terminal: sudo systemctl enable --now clamav-freshclam")),
            Instruct(Text("For Microsoft Defender, type in a terminal: mdatp definitions update")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
)

AV_ACTIVE: Final = Check(
    id="av.active",
    title=Text("The antivirus"),
    why=Text(
        "An antivirus stops programs that could spy on you. It can only stop those on its list, so the list must be new."
    ),
    tip=3,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("Which antivirus programs are installed and running, and the date of ClamAV's list."),
            Text("An antivirus that we do not know. ClamAV lists that are kept in an unusual folder."),
        ),
        Platform.WINDOWS: Coverage(
            Text("The antivirus programs that Windows' Security Center knows, and the state of Microsoft Defender."),
            Text("How many days old the list of another maker's antivirus is. Windows tells only new or old."),
        ),
        Platform.MACOS: Coverage(
            Text("Whether the scans of XProtect, Apple's own antivirus, are on, and when its list was fetched."),
            Text(
                "Antivirus programs of other makers. Up to macOS 14, whether the scans are on. "
                "When XProtect last searched this Mac: on laptops weeks can go by."
            ),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=60.0,  # two questions to PowerShell, each with a cold start
    fixes=_PLANS,
)
