"""Stories for the window's tests and pictures: machines made up by hand, told as the lines of an audit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject

from postigo.core.conduct import unseen
from postigo.core.model import (
    Check,
    Finding,
    Gap,
    Instruct,
    Level,
    NotHere,
    OpenSettings,
    Place,
    Plan,
    Scope,
    Share,
    Sight,
    Verdict,
)
from postigo.core.report import Listed, PackInfo, PackState
from postigo.core.system import Platform, Unknown
from postigo.core.values import Choice, Path, Program, Text, Value, Version
from postigo.engine.events import Catalogue, Done, Event, Finished, Started, to_line
from postigo.gui.models.stream import Stream
from postigo_checks.photo_place import IMAGE_LOCATION
from postigo_checks.plain_file import PLAIN_FILE
from postigo_checks.saved_logins import SAVED_ON_SHARED

THEN = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
PACK = "postigo_checks"


class FakeStream(Stream):
    """A stream that says what a test tells it to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.started_with: tuple[str, ...] | None = None
        self.cancelled = False
        self.abandoned = False

    def start(self, checks: Sequence[str] = ()) -> None:
        self.started_with = tuple(checks)

    def cancel(self) -> None:
        self.cancelled = True

    def abandon(self) -> None:
        self.abandoned = True

    def tell(self, *events: Event) -> None:
        for event in events:
            self.line.emit(to_line(event))


def _plan(name: str, title: Text, place: Place, *steps: Text, effort: Text | None = None, safety: bool = False) -> Plan:
    return Plan(name, title, (OpenSettings(place), *(Instruct(step) for step in steps)), effort, safety)


def _listed(check: str, tip: int, title: Text, why: Text, *fixes: Plan, scope: Scope = Scope.MACHINE) -> Listed:
    sight = Sight(Text("What the system itself says."), Text("What a program hides on purpose."))
    return Listed(check, PACK, title, why, tip, Share.OPEN, scope, fixes, sight, 10.0)


CALLS = Text("Only programs that you use for calls need the camera.")
HOLES = Text("Old holes are the easiest door for a thief.")
LISTED = (
    _listed(
        "camera.in-use",
        2,
        Text("Who uses the camera now"),
        Text("The camera can be on and you may not notice."),
        _plan(
            "close-program",
            Text("Find out who opened the camera"),
            Place.CAMERA,
            Text("Close the program if you did not open it."),
            Text("Cover the camera."),
            effort=Text("About 2 minutes."),
            safety=True,
        ),
        scope=Scope.USER,
    ),
    _listed("camera.microphone", 2, Text("Who uses the microphone now"), CALLS, scope=Scope.USER),
    _listed(
        "camera.app-permissions",
        2,
        Text("Apps that may use the camera"),
        CALLS,
        _plan(
            "review",
            Text("Look through the list of programs"),
            Place.CAMERA,
            Text("Turn off the programs that you do not use for calls."),
            effort=Text("About 2 minutes."),
        ),
        scope=Scope.USER,
    ),
    _listed(
        "update.os-pending",
        3,
        Text("Security updates that wait"),
        HOLES,
        _plan(
            "install",
            Text("Install the security updates"),
            Place.UPDATES,
            Text("Press “Install now”."),
            Text("Restart."),
            effort=Text("About 10 minutes and a restart."),
        ),
    ),
    _listed("update.os-supported", 3, Text("How long the system gets security updates"), HOLES),
    _listed(
        "update.auto",
        3,
        Text("Automatic updates"),
        HOLES,
        _plan(
            "turn-on",
            Text("Turn on automatic updates"),
            Place.UPDATES,
            Text("Choose “Download and install automatically”."),
            effort=Text("About 1 minute."),
        ),
    ),
    _listed(
        "av.active",
        3,
        Text("The antivirus"),
        Text("An antivirus stops what is already known to do harm."),
        _plan("refresh", Text("Bring the antivirus up to date"), Place.ANTIVIRUS, Text("Press “Check for updates”.")),
    ),
    _listed(
        "firewall.enabled",
        3,
        Text("The firewall"),
        Text("Other devices on the network can knock on your computer more easily."),
        _plan("turn-on-firewall", Text("Turn on the firewall"), Place.FIREWALL, Text("Turn it on for all networks.")),
    ),
)
CHECKS = tuple(listed.check for listed in LISTED)


@dataclass(frozen=True)
class Story:
    """One machine: what its eight checks say."""

    verdicts: tuple[Verdict, ...]
    packs: tuple[PackInfo, ...] = (PackInfo(PACK, "0.1.0", "built-in"),)
    remembered: bool = False
    offered: tuple[Listed, ...] = ()

    def catalogue(self, checks: Iterable[str] = CHECKS) -> Catalogue:
        wanted = set(checks)
        listed = tuple(one for one in LISTED if one.check in wanted)
        return Catalogue("0.1.0", Platform.LINUX, THEN, False, self.remembered, self.packs, listed, (), self.offered)

    def events(self) -> tuple[Event, ...]:
        """The whole audit, check by check."""
        middle = [event for verdict in self.verdicts for event in (Started(verdict.check), Finished(verdict))]
        return (self.catalogue(), *middle, Done(THEN))

    def verdict(self, check: str) -> Verdict:
        return next(verdict for verdict in self.verdicts if verdict.check == check)


def saw(check: str, *findings: Finding, gaps: tuple[Gap, ...] = ()) -> Verdict:
    return Verdict(check, THEN, findings, gaps, seconds=0.012)


def good(check: str, text: Text) -> Verdict:
    return saw(check, Finding("fine", Level.GOOD, text))


def blind(check: str, why: Unknown = Unknown.DENIED) -> Verdict:
    return unseen(check, THEN, why, "org.freedesktop.DBus.Error.AccessDenied")


def pending(n: int, level: Level = Level.ACT) -> Verdict:
    text = Text("{n} security update is waiting", "{n} security updates are waiting", n, {"n": n})
    evidence: dict[str, Value | Text] = {
        "manager": Choice("apt"),
        "lists": Path("/var/lib/apt/lists/a-very-long-mirror-name_debian_dists_bookworm-security_InRelease"),
        "read": THEN,
    }
    return saw("update.os-pending", Finding("pending", level, text, None, evidence, ("install",)))


NO_MICROPHONE = good("camera.microphone", Text("No program is using the microphone."))
SUPPORTED = good(
    "update.os-supported",
    Text("{system} gets security updates until {day}.", values={"system": Version("Debian 12"), "day": THEN}),
)
FAMILY = Story(
    (
        saw(
            "camera.in-use",
            Finding(
                "call",
                Level.NOTE,
                Text("The camera is on. {app} is using it. Is it you?", values={"app": Program("Firefox")}),
                Program("Firefox"),
                {"program": Program("Firefox")},
                ("close-program",),
                asks=True,
            ),
        ),
        NO_MICROPHONE,
        saw(
            "camera.app-permissions",
            Finding(
                "many",
                Level.ADVISE,
                Text("{n} program may use your camera.", "{n} programs may use your camera.", 7, {"n": 7}),
                None,
                {},
                ("review",),
            ),
            gaps=(Gap(Unknown.DENIED, Text("2 of 9 programs could not be seen.")),),
        ),
        pending(69),
        SUPPORTED,
        saw(
            "update.auto",
            Finding("off", Level.ADVISE, Text("Automatic updates are off"), None, {}, ("turn-on",)),
        ),
        saw(
            "av.active",
            Finding("none", Level.ACT, Text("No antivirus with current definitions"), None, {}, ("refresh",)),
        ),
        blind("firewall.enabled"),
    )
)
"""A family's computer: things to do, and one that could not be looked at."""

ALL_WELL = Story(
    (
        good("camera.in-use", Text("No program is using the camera.")),
        NO_MICROPHONE,
        good("camera.app-permissions", Text("1 program may use the camera.")),
        saw("update.os-pending", Finding("none", Level.GOOD, Text("No security update is waiting."))),
        SUPPORTED,
        good("update.auto", Text("Automatic updates are on.")),
        good("av.active", Text("An antivirus is on, with definitions of today.")),
        good("firewall.enabled", Text("The firewall is on.")),
    )
)

NO_CAMERA = Story(
    (
        Verdict("camera.in-use", THEN, not_here=NotHere(Text("This computer has no camera."))),
        *ALL_WELL.verdicts[1:2],
        Verdict(
            "camera.app-permissions", THEN, not_here=NotHere(Text("This computer has no list of camera programs."))
        ),
        *ALL_WELL.verdicts[3:],
    ),
    (
        PackInfo(PACK, "0.1.0", "built-in"),
        PackInfo("acme", "2.1", "acme-postigo", PackState.BROKEN, "ModuleNotFoundError: No module named 'acme_doors'"),
    ),
)

BLIND = Story(
    (
        *ALL_WELL.verdicts[:3],
        blind("update.os-pending", Unknown.MISSING),
        SUPPORTED,
        blind("update.auto", Unknown.TIMEOUT),
        *ALL_WELL.verdicts[6:],
    )
)
"""Nothing asks for something, but not everything could be seen."""

WATCHED = Story(
    (
        saw(
            "camera.in-use",
            Finding(
                "unknown-program",
                Level.ACT,
                Text("The camera is on right now. {app} is using it.", values={"app": Program("svchost32")}),
                Program("svchost32"),
                {"path": Path("~/AppData/Local/Temp/7zS8C2B1F90/updater/bin/svchost32.exe")},
                ("close-program",),
            ),
        ),
        *FAMILY.verdicts[1:],
    )
)
"""An unknown program holds the camera: the safety note comes before the steps."""

_ON_REQUEST: tuple[Check[Any], ...] = (IMAGE_LOCATION, SAVED_ON_SHARED, PLAIN_FILE)
OFFERED = tuple(Listed.of(check, PACK, Platform.LINUX) for check in _ON_REQUEST)
"""What is looked at only when somebody asks for it."""
OFFERING = replace(FAMILY, offered=OFFERED)
CALM_OFFERING = replace(ALL_WELL, offered=OFFERED)
NO_LIST = good(
    "password.plain-file", Text("No file on the desktop or in the documents is named like a list of passwords.")
)
TWO_LISTS = saw(
    "password.plain-file",
    Finding(
        "looks-like-passwords",
        Level.ADVISE,
        Text(
            "There is a file whose name looks like a list of passwords: {files}. We did not open it.",
            "There are {n} files whose names look like lists of passwords: {files}. We did not open them.",
            2,
            {"n": 2, "files": [Path("~/Desktop/passwords.txt"), Path("~/Documents/contraseñas del banco.xlsx")]},
        ),
        fixes=("move",),
    ),
)
CALLING = Story((FAMILY.verdicts[0], *ALL_WELL.verdicts[1:]))
"""Nothing asks for something, but a known program has the camera: is it you?"""
