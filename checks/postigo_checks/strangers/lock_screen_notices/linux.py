"""Probe of `info.lockscreen` on Linux."""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, System, Unknown, attempt
from postigo_checks.common.linux.desktop import Desktop, desktop, switch, words
from postigo_checks.strangers.lock_screen_notices.fact import Notices

GNOME: Final = "org.gnome.desktop.notifications"
SHOWN: Final = "show-in-lock-screen"
GNOME_APP: Final = f"{GNOME}.application:/org/gnome/desktop/notifications/application"

_MOST: Final = 40  # programs that are asked about; each costs a process
_APP_ID: Final = re.compile(r"[A-Za-z0-9_.-]+")


def linux(system: System, data: Data) -> Notices:
    """GNOME alone has something to tell."""
    del data
    return Notices(attempt(_gnome, system), Handle(HandleKind.GSETTINGS, SHOWN, GNOME))


def _gnome(system: System) -> bool:
    if desktop(system) is not Desktop.GNOME:
        raise CannotTell(Unknown.MISSING, "a desktop of which we know no such setting")
    if not switch(system, GNOME, SHOWN):
        return False
    programs = words(system, GNOME, "application-children")
    if len(programs) > _MOST or not all(_APP_ID.fullmatch(program) for program in programs):
        raise CannotTell(Unknown.UNREADABLE, f"{len(programs)} programs, too many or oddly named")
    return any([switch(system, f"{GNOME_APP}/{program}/", "details-in-lock-screen") for program in programs])  # noqa: C419 - all are asked
