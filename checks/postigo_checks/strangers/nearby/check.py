r"""`info.nearby`: who near this computer may send files to this account.

macOS: AirDrop, in the account's preferences for `sharingd`. Whether newer releases still write the word is not known,
and a word that is not there is unknown, not "contacts only".
Windows: nearby sharing, `HKCU\…\CDP`: 0 off, 1 the person's own devices, 2 everybody; not there means off, as it comes.
A policy can switch the whole service off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Text
from postigo_checks.strangers.nearby.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.strangers.nearby.fact import Receiving


def load(platform: Platform) -> Implementation[Receiving]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.strangers.nearby.judge import judge

    match platform:
        case Platform.WINDOWS:
            from postigo_checks.strangers.nearby.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.strangers.nearby.macos import macos as way
    return Implementation(way, judge)


NEARBY: Final = Check(
    id="info.nearby",
    title=Text("Who near you can send you files"),
    why=Text("Some people send pictures that nobody asked for to every device that takes them."),
    tip=5,
    load=load,
    coverage={
        Platform.WINDOWS: Coverage(
            Text("Your choice for nearby sharing."), Text("Programs that take files in their own way.")
        ),
        Platform.MACOS: Coverage(
            Text("Your choice for AirDrop."),
            Text("Programs that take files in their own way. What a school's or a firm's profile sets instead."),
        ),
    },
    fixes=FIXES,
)
