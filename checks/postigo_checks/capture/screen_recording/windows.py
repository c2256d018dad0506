"""Apps that may see the screen on Windows.

The capabilities graphicsCaptureProgrammatic and graphicsCaptureWithoutBorder, which records without the coloured frame that
Windows draws else; where even the computer's own key of the first is missing, Windows is too old to ask.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, Absent, CannotTell, Data, Platform, System, Unseen, attempt
from postigo_checks.capture.app_permissions.fact import App, Group
from postigo_checks.capture.app_permissions.windows import consents
from postigo_checks.capture.consent_store import ROOTS
from postigo_checks.capture.screen_recording.fact import Free, Part, Power, Recorders
from postigo_checks.common import known_programs
from postigo_checks.common.known_programs import KnownPrograms

CAPABILITY: Final = "graphicsCaptureProgrammatic"
POLICY: Final = "LetAppsAccessGraphicsCaptureProgrammatic"
UNFRAMED: Final = "graphicsCaptureWithoutBorder"
UNFRAMED_POLICY: Final = "LetAppsAccessGraphicsCaptureWithoutBorder"


def windows(system: System, data: Data) -> Recorders:
    """Apps that may see the screen on Windows."""
    table: KnownPrograms = known_programs.load(data, Platform.WINDOWS)
    try:
        if system.registry(rf"{ROOTS[1]}\{CAPABILITY}", optional=True) is ABSENT:
            return Recorders(free=(Free.ALL_OLD,))
    except CannotTell as unknown:
        return Recorders(free=(Free.DESKTOP,), unseen=(Unseen(Part.STORE, unknown.why),))
    told = [consents(system, table, CAPABILITY, POLICY)]
    unframed: tuple[App, ...] = ()
    younger = attempt(system.registry, rf"{ROOTS[1]}\{UNFRAMED}", optional=True)
    unseen = [Unseen(Part.STORE, younger.why)] if isinstance(younger, CannotTell) else []
    if not isinstance(younger, CannotTell | Absent):  # absent: a Windows that always draws the frame
        told.append(consents(system, table, UNFRAMED, UNFRAMED_POLICY))
        unframed = told[1].apps
    by_policy = (Free.POLICY,) if any(Group.BY_POLICY in one.free for one in told) else ()
    return Recorders(
        tuple(dict.fromkeys((Power.SCREEN, app) for one in told for app in one.apps)),
        (Free.DESKTOP, *by_policy),
        (*unseen, *(Unseen(Part.STORE, item.why) for one in told for item in one.unseen)),
        unframed,
    )
