"""Apps that may see the screen on Windows, and those that record it now.

The capabilities graphicsCaptureProgrammatic and graphicsCaptureWithoutBorder, which records without the coloured frame that
Windows draws else; where even the computer's own key of the first is missing, Windows is too old to ask. Below both stand the
times of use, as for camera and microphone: a list that somebody posted has Chrome there with a use that goes on (text id
57639062770). Which programs are not noted nobody has tried, so what is noted counts, and nothing is said of what is not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from postigo.api import ABSENT, Absent, CannotTell, CaptureKind, Data, Handle, Platform, System, Unseen, attempt
from postigo_checks.capture.consent_store import ROOTS
from postigo_checks.capture.in_use.fact import User
from postigo_checks.capture.in_use.windows import noted_users
from postigo_checks.capture.in_use.windows_record import Walk, read
from postigo_checks.capture.permissions.fact import App, Group
from postigo_checks.capture.permissions.windows import consents
from postigo_checks.capture.screen_recording.fact import Free, Part, Power, Recorders
from postigo_checks.common import known_programs
from postigo_checks.common.known_programs import KnownPrograms

CAPABILITY: Final = "graphicsCaptureProgrammatic"
POLICY: Final = "LetAppsAccessGraphicsCaptureProgrammatic"
UNFRAMED: Final = "graphicsCaptureWithoutBorder"
UNFRAMED_POLICY: Final = "LetAppsAccessGraphicsCaptureWithoutBorder"


def windows(system: System, data: Data) -> Recorders:
    """Apps that may see the screen on Windows, and those that record it now."""
    table: KnownPrograms = known_programs.load(data, Platform.WINDOWS)
    oldest = attempt(system.registry, rf"{ROOTS[1]}\{CAPABILITY}", optional=True)
    if oldest is ABSENT:
        return Recorders(free=(Free.ALL_OLD,))
    walks = {CAPABILITY: read(system, CAPABILITY)}
    if isinstance(oldest, CannotTell):
        recording, late = _recording(system, table, walks)
        return Recorders((), (Free.DESKTOP,), (Unseen(Part.STORE, oldest.why), *late), recording=recording)
    told = [consents(system, table, CAPABILITY, POLICY)]
    unframed: tuple[App, ...] = ()
    younger = attempt(system.registry, rf"{ROOTS[1]}\{UNFRAMED}", optional=True)
    unseen = [Unseen(Part.STORE, younger.why)] if isinstance(younger, CannotTell) else []
    if not isinstance(younger, CannotTell | Absent):  # absent: a Windows that always draws the frame
        told.append(consents(system, table, UNFRAMED, UNFRAMED_POLICY))
        unframed = told[1].apps
        walks[UNFRAMED] = read(system, UNFRAMED)
    by_policy = (Free.POLICY,) if any(Group.BY_POLICY in one.free for one in told) else ()
    recording, late = _recording(system, table, walks)
    return Recorders(
        tuple(dict.fromkeys((Power.SCREEN, app) for one in told for app in one.apps)),
        (Free.DESKTOP, *by_policy),
        (*unseen, *(Unseen(Part.STORE, item.why) for one in told for item in one.unseen), *late),
        unframed,
        recording,
    )


def _recording(
    system: System, table: KnownPrograms, walks: dict[str, Walk]
) -> tuple[tuple[User, ...], tuple[Unseen[Part], ...]]:
    """Programs whose use of the screen was noted without an end, and that run. And what could not be read of them."""
    processes = attempt(system.processes) if any(walk.open for walk in walks.values()) else ()
    found: list[User] = []
    for capability, walk in walks.items():
        for user in noted_users(system, table, CaptureKind.CAMERA, walk, processes) if walk.open else ():
            mine = user.permission
            found.append(user if mine is None else replace(user, permission=Handle(mine.kind, mine.id, capability)))
    unseen = dict.fromkeys(Unseen(Part.USE, item.why) for walk in walks.values() for item in walk.unseen)
    once: dict[tuple[str, str | None], User] = {}
    for user in found:
        once.setdefault((user.program, user.path), user)  # many are noted below both
    return tuple(once.values()), tuple(unseen)
