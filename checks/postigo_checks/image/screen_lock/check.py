"""`image.screen-lock`: whether an untouched computer locks itself.

Up to 5 minutes is good (the catalogue's measure), up to 15 worth knowing (what CIS accepts), more is advised against. On
all three systems this is a setting of each account, so the check is the person's, although the catalogue marks it for
shared computers: a machine-wide look may read no home, and root's own setting says nothing about anybody else's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.image.screen_lock.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.image.screen_lock.fact import ScreenLock


def load(platform: Platform) -> Implementation[ScreenLock]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.image.screen_lock.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.image.screen_lock.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.image.screen_lock.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.image.screen_lock.macos import macos as way
    return Implementation(way, judge)


SCREEN_LOCK: Final = Check(
    id="image.screen-lock",
    title=Text("The lock of the screen"),
    why=Text("An open screen lets anybody near you look at your pictures, or use your accounts as if they were you."),
    tip=1,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text(
                "When the screen of GNOME, Budgie, Cinnamon, MATE, KDE or XFCE goes blank, and whether that locks it."
            ),
            Text("Other desktops, and locks of programs of one's own."),
        ),
        Platform.WINDOWS: Coverage(
            Text("The limit for an untouched computer, the screen saver, and what happens when it sleeps."),
            Text("Locks by a phone that goes away, or by other programs."),
        ),
        Platform.MACOS: Coverage(
            Text("When the screen goes blank, and how soon after that the password is asked for."),
            Text(
                "Screen savers that somebody starts by hand, and the default of one that was never set. "
                "What a school's or a firm's profile sets instead."
            ),
        ),
    },
    share=Share.OPEN,
    scope=Scope.USER,
    budget=20.0,
    fixes=FIXES,
)
