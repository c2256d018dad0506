"""`boot.secure`: whether the computer starts only systems that somebody vouches for (Secure Boot).

Off is **ADVISE**; the older way is a **NOTE**, since nothing can be switched on there; so are certificates of 2011, since Windows
renews them by itself. macOS tells it only to root (`bputil`), and there it is on unless somebody took trouble: the check does not
exist on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.protection.secure_boot.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.protection.secure_boot.fact import SecureBoot


def load(platform: Platform) -> Implementation[SecureBoot]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.protection.secure_boot.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.protection.secure_boot.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.protection.secure_boot.windows import windows as way
    return Implementation(way, judge)


BOOT_SECURE: Final = Check(
    id="boot.secure",
    title=Text("Secure Boot"),
    why=Text("A program that starts before the system can hide from it, and from the antivirus."),
    tip=3,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("What the firmware says of itself, and whether Linux checks what it starts."),
            Text("Which keys the firmware trusts. A container does not see the firmware."),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "What Windows noted when it started, with which firmware, and whether it renewed the certificates of 2011."
            ),
            Text("Which keys the firmware trusts besides."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=FIXES,
)
