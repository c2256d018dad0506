"""`camera.recent-use`: which programs used the camera in the last 30 days, as Windows notes it.

Windows keeps the last use of each program, with its time, and no more. Linux and macOS keep no history: there the check
does not exist. What it tells is about a person's days, so it leaves in no file.

The rule (a catalogue severity of `med`, so nothing above ADVISE): ADVISE for a program in a folder for downloads,
temporary files or the recycle bin, for one that the table does not know or that any program may run in, and for a known
name in an odd folder; NOTE for parts of Windows and for the others ("Do you remember?"); GOOD where no use is noted. A use
"in the future" counts as recent: the clock is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from postigo.api import (
    CaptureKind,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Level,
    OpenSettings,
    Path,
    Plan,
    Platform,
    Probe,
    Program,
    SettingsPage,
    Share,
    System,
    Text,
    Value,
)
from postigo_checks.capture.camera_in_use import check as camera
from postigo_checks.capture.in_use import windows as consent_store
from postigo_checks.capture.in_use.fact import Blind, Standing, User, program_user
from postigo_checks.capture.in_use.fixes import FIND_IT
from postigo_checks.capture.in_use.judge import gaps
from postigo_checks.common import known_programs
from postigo_checks.common.known_programs import KnownPrograms, basename

DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class PastUse:
    """The last time that a program began to use the camera, in UTC."""

    user: User
    when: datetime


@dataclass(frozen=True, slots=True)
class CameraHistory:
    """The noted uses of the last days, the newest first, and what could not be read."""

    uses: tuple[PastUse, ...]
    blind: tuple[Blind, ...] = ()


def windows(system: System, data: Data) -> CameraHistory:
    """Who used the camera lately."""
    table = known_programs.load(data, Platform.WINDOWS)
    since = system.now() - timedelta(days=DAYS)
    sessions, blind = consent_store.history(system, CaptureKind.CAMERA)
    uses = [PastUse(_user(table, session), session.start) for session in sessions if session.start >= since]
    return CameraHistory(tuple(sorted(uses, key=lambda use: use.when, reverse=True)), blind)


def _user(table: KnownPrograms, session: consent_store.Session) -> User:
    if session.packaged:
        return consent_store.packaged(table, CaptureKind.CAMERA, session)
    path = None if session.bare else session.leaf.replace("#", "\\")
    return program_user(table, CaptureKind.CAMERA, basename(path or session.leaf), path)


FIXES: Final = (
    Plan(
        "take-permission",
        Text("Take {device} away from the program", values={"device": camera.WORDS.device}),
        (
            OpenSettings(SettingsPage.CAMERA),
            *FIND_IT,
            Instruct(Text("Cover the camera when you do not use it.")),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
    ),
)

_SAYS: Final[dict[Standing, tuple[str, Callable[[Program, datetime], Text]]]] = {
    Standing.LANDED: (
        "used-download",
        lambda program, when: Text(
            "{program} used the camera at {when}. It was in a folder for downloads or temporary files. "
            "Do you remember using it?",
            values={"program": program, "when": when},
        ),
    ),
    Standing.MISPLACED: (
        "used-odd-place",
        lambda program, when: Text(
            "A program called {program} used the camera at {when}. It was not in the folder where {program} usually is. "
            "Do you remember using it?",
            values={"program": program, "when": when},
        ),
    ),
    Standing.STRANGER: (
        "used-stranger",
        lambda program, when: Text(
            "{program} used the camera at {when}. Do you remember using it?",
            values={"program": program, "when": when},
        ),
    ),
    Standing.RUNTIME: (
        "used-stranger",
        lambda program, when: Text(
            "A program that runs in {program} used the camera at {when}. Many programs can run in it. Do you remember?",
            values={"program": program, "when": when},
        ),
    ),
}


def judge(fact: CameraHistory) -> Iterator[Finding | Gap]:
    """What the uses mean; see the rule at the top of this module."""
    known: dict[Program, datetime] = {}
    asked = set()
    for use in fact.uses:
        program = Program(use.user.program)
        if use.user.standing not in _SAYS:
            known.setdefault(program, use.when)
        elif (program, use.user.standing) not in asked:  # the newest stands first; each version leaves one of its own
            asked.add((program, use.user.standing))
            code, say = _SAYS[use.user.standing]
            evidence: dict[str, Value | Text] = {"path": Path(use.user.path)} if use.user.path else {}
            yield Finding(code, Level.ADVISE, say(program, use.when), program, evidence, ("take-permission",))
    if known:
        yield Finding(
            "used",
            Level.NOTE,
            Text(
                "In the last {days} days, {n} program that you may know used the camera: {programs}. Do you remember?",
                "In the last {days} days, {n} programs that you may know used the camera: {programs}. Do you remember?",
                len(known),
                {"n": len(known), "days": DAYS, "programs": list(known)},
            ),
            evidence={f"last use {n}": _when(*item) for n, item in enumerate(known.items(), 1)},
        )
    if not fact.uses and not fact.blind:
        yield Finding(
            "not-used",
            Level.GOOD,
            Text("Windows notes no use of the camera in the last {days} days.", values={"days": DAYS}),
        )
    yield from gaps(fact.blind, camera.WORDS)


def _when(program: Program, when: datetime) -> Text:
    return Text("{program}: {when}", values={"program": program, "when": when})


RECENT_USE: Final = Check(
    id="camera.recent-use",
    title=Text("Who used the camera lately"),
    why=Text("A program that used the camera without you is easier to find while you remember the day."),
    tip=2,
    probe=Probe(windows=windows),
    judge=judge,
    coverage={
        Platform.WINDOWS: Coverage(
            reads=Text("What Windows notes of the last time that each program used the camera."),
            misses=Text(
                "Earlier uses: Windows keeps only the last one. Other accounts. "
                "Any program of this account can change what Windows notes."
            ),
        )
    },
    share=Share.NEVER,
    budget=10.0,
    fixes=FIXES,
)
