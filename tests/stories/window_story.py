"""Stories for the window's tests and pictures: what the real checks say of recordings, told as the lines of an audit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from PySide6.QtCore import QObject

from postigo.core.evaluate import unknown_verdict
from postigo.core.events import Catalogue, Done, Event, Finished, Started
from postigo.core.model import (
    Check,
    Finding,
    Gap,
    Verdict,
)
from postigo.core.report import CheckInfo, PackInfo, PackState
from postigo.core.system import Platform, Unknown
from postigo.gui.common.audit_process import Stream
from postigo.pipe.messages import to_line
from postigo.system.recording import load
from postigo.testing import replayed
from postigo_checks import pack
from postigo_checks.accounts.plain_file.check import PLAIN_FILE
from postigo_checks.accounts.saved_passwords.check import SAVED_ON_SHARED
from postigo_checks.image.photo_location.check import IMAGE_LOCATION
from tests.machines.build import FOLDER, RECORDINGS, checks_of, looked_at
from tests.tables import data_of

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

    def send(self, *events: Event) -> None:
        for event in events:
            self.line.emit(to_line(event))


_BY_ID = {check.id: check for check in pack.checks}
CHECKS = (
    "camera.in-use",
    "camera.microphone",
    "camera.app-permissions",
    "update.os-pending",
    "update.os-supported",
    "update.auto",
    "av.active",
    "firewall.enabled",
)
LISTED = tuple(CheckInfo.of(_BY_ID[check], PACK, Platform.WINDOWS) for check in CHECKS)
BUILT_IN = PackInfo(PACK, "0.1.0", "built-in", locale=str(files(PACK) / "locale"))


@dataclass(frozen=True)
class Story:
    """One machine: what its checks say."""

    verdicts: tuple[Verdict, ...]
    packs: tuple[PackInfo, ...] = (BUILT_IN,)
    remembered: bool = False
    offered: tuple[CheckInfo, ...] = ()
    listed: tuple[CheckInfo, ...] = LISTED
    platform: Platform = Platform.WINDOWS

    def catalogue(self, checks: Iterable[str] = ()) -> Catalogue:
        wanted = set(checks)
        listed = tuple(one for one in self.listed if one.check in wanted or not wanted)
        return Catalogue("0.1.0", self.platform, THEN, False, self.remembered, self.packs, listed, (), self.offered)

    def events(self) -> tuple[Event, ...]:
        """The whole audit, check by check."""
        middle = [event for verdict in self.verdicts for event in (Started(verdict.check), Finished(verdict))]
        return (self.catalogue(), *middle, Done(THEN))

    def verdict(self, check: str) -> Verdict:
        return next(verdict for verdict in self.verdicts if verdict.check == check)


def saw(check: str, *findings: Finding, gaps: tuple[Gap, ...] = ()) -> Verdict:
    return Verdict(check, THEN, findings, gaps, seconds=0.012)


def told(case: str) -> Verdict:
    """What the real check says of a recording, `<check>/<platform>-<case>`, as if it was looked at THEN."""
    check = case.partition("/")[0]
    recording = load((RECORDINGS / f"{case}.json").read_bytes())
    return replace(replayed(_BY_ID[check], recording, data_of(recording))[0], looked_at=THEN, seconds=0.012)


def blind(check: str, why: Unknown = Unknown.DENIED) -> Verdict:
    return unknown_verdict(check, THEN, why, "org.freedesktop.DBus.Error.AccessDenied")


def pending(n: int) -> Verdict:
    verdict = told("update.os-pending/windows-act-long")
    (finding,) = verdict.findings
    text = replace(finding.text, n=n, values={**finding.text.values, "n": n})
    return replace(verdict, findings=(replace(finding, text=text),))


SUPPORTED = told("update.os-supported/windows-usual")
PROOF_UNWELL = (
    "blackmail.evidence-folder/windows-three-folders-in-onedrive",
    "blackmail.auto-cleanup/windows-bin-and-downloads",
    "blackmail.clock/windows-unknown-denied",
)
"""Recordings of what runs behind the door: things to know, and one that could not be told."""
PROOF_WELL = (
    "blackmail.evidence-folder/windows-good",
    "blackmail.auto-cleanup/windows-good-off",
    "blackmail.clock/windows-usual",
)
"""As above, with nothing to do."""


def behind_door(*cases: str) -> Story:
    """What the checks behind the door say of these recordings."""
    checks = tuple(case.partition("/")[0] for case in cases)
    listed = tuple(CheckInfo.of(_BY_ID[check], PACK, Platform.WINDOWS) for check in checks)
    return Story(tuple(told(case) for case in cases), listed=listed)


FAMILY = Story(
    (
        told("camera.in-use/windows-usual"),
        told("camera.microphone/windows-nobody"),
        replace(
            told("camera.app-permissions/windows-stranger"),
            gaps=told("camera.app-permissions/windows-hkcu-denied").gaps,
        ),
        pending(69),
        SUPPORTED,
        told("update.auto/windows-service-off"),
        told("av.active/windows-off-realtime"),
        blind("firewall.enabled"),
    )
)
"""A family's computer: things to do, and one that could not be looked at."""

CAMERAS = Story(
    (told("camera.devices/windows-two-same-webcams-and-a-scanner"), *FAMILY.verdicts),
    listed=(CheckInfo.of(_BY_ID["camera.devices"], PACK, Platform.WINDOWS), *LISTED),
)
"""The family's computer, with its cameras."""

ALL_WELL = Story(
    (
        told("camera.in-use/windows-nobody"),
        told("camera.microphone/windows-nobody"),
        told("camera.app-permissions/windows-old-10"),
        told("update.os-pending/windows-good"),
        SUPPORTED,
        told("update.auto/windows-usual"),
        told("av.active/windows-usual"),
        told("firewall.enabled/windows-usual"),
    )
)

NO_CAMERA = Story(
    (told("camera.in-use/linux-no-camera"), told("camera.microphone/linux-no-microphone"), *ALL_WELL.verdicts[2:]),
    (
        BUILT_IN,
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

WATCHED = Story((told("camera.in-use/windows-hash-in-folder"), *FAMILY.verdicts[1:]))
"""An unknown program holds the camera: the safety note comes before the steps."""

_ON_REQUEST: tuple[Check[Any], ...] = (IMAGE_LOCATION, SAVED_ON_SHARED, PLAIN_FILE)
OFFERED = tuple(CheckInfo.of(check, PACK, Platform.WINDOWS) for check in _ON_REQUEST)
"""What is looked at only when somebody asks for it."""
OFFERING = replace(FAMILY, offered=OFFERED)
CALM_OFFERING = replace(ALL_WELL, offered=OFFERED)
NO_LIST = told("password.plain-file/windows-good")
TWO_LISTS = told("password.plain-file/linux-found")
CALLING = Story((FAMILY.verdicts[0], *ALL_WELL.verdicts[1:]))
"""Nothing asks for something, but a known program has the camera: is it you?"""


@cache
def machine(name: str) -> Story:
    """A remembered machine, looked at by the real checks: what the person with that computer would see."""
    recording = load((FOLDER / f"{name}.json").read_bytes())
    verdicts, _ = looked_at(recording)
    asked = [CheckInfo.of(check, PACK, recording.platform) for check in checks_of(recording.platform)]
    others = {check.id: check for check in checks_of(recording.platform, {check.id for check in pack.checks})}
    offered = tuple(CheckInfo.of(check, PACK, recording.platform) for check in others.values() if check.on_request)
    return Story(
        tuple(verdicts[line.check] for line in asked), offered=offered, listed=tuple(asked), platform=recording.platform
    )
