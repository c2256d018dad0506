"""`av.gatekeeper`: whether a Mac asks before a stranger's program, and guards its system files.

Two locks of macOS itself. Gatekeeper refuses programs whose maker Apple does not know, until somebody insists; System
Integrity Protection (SIP) keeps every program, also root's, out of the system's own files. With both off XProtect is on and
its list is new, and nothing is guarded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.protection.gatekeeper.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.protection.gatekeeper.fact import Locks


def load(_platform: Platform) -> Implementation[Locks]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.protection.gatekeeper.judge import judge
    from postigo_checks.protection.gatekeeper.macos import macos

    return Implementation(macos, judge)


AV_GATEKEEPER: Final = Check(
    id="av.gatekeeper",
    title=Text("The Mac's protection against unknown programs"),
    why=Text("Who wants to spy on you often asks you to open a program. This protection stops it, or asks you first."),
    tip=3,
    load=load,
    coverage={
        Platform.MACOS: Coverage(
            Text("Whether Gatekeeper and System Integrity Protection are on."),
            Text("Exceptions that somebody made for one program, and how the Mac's start is guarded."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=15.0,
    fixes=FIXES,
)
