"""`info.device-name`: whether the computer is called after a person.

The names are compared here with those of the people who have an account, and only "yes" or "no" goes on: neither a
verdict nor a copy of it holds a name. A short name must stand alone ("PC-de-Ana") or be glued to an ordinary word only
("ANASTUDIO"); one of five letters or more may also be part of a longer word. Words that are nobody's name (user, laptop,
alumno) do not count, and neither does the beginning of one: Windows names a Microsoft account after the first five
letters of its mail address, so "Offic" is an office's.

The accounts of a school or firm (Entra, a domain) are in no list of local ones; their folders are, in `ProfileList`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Text
from postigo_checks.strangers.device_name.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.strangers.device_name.fact import Called


def load(platform: Platform) -> Implementation[Called]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.strangers.device_name.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.strangers.device_name.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.strangers.device_name.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.strangers.device_name.macos import macos as way
    return Implementation(way, judge)


DEVICE_NAME: Final = Check(
    id="info.device-name",
    title=Text("What the computer's name gives away"),
    why=Text("On a network, and by Bluetooth, a device tells its name to everybody near. It need not tell yours."),
    tip=5,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("The name of the computer and of its Bluetooth, compared here with the names of the accounts."),
            Text("Nicknames, and names of people who have no account here."),
        ),
        Platform.WINDOWS: Coverage(
            Text("The name of the computer, compared here with the names of the accounts."),
            Text("Nicknames, people who have no account here, and a name that was given to Bluetooth alone."),
        ),
        Platform.MACOS: Coverage(
            Text("The name of the computer, compared here with the names of the accounts."),
            Text("Nicknames, and names of people who have no account here."),
        ),
    },
    scope=Scope.MACHINE,
    budget=20.0,
    fixes=FIXES,
)
