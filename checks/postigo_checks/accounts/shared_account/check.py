"""`password.shared-account`: whether people have an account each, and whether a guest may come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Text
from postigo_checks.accounts.shared_account.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.accounts.shared_account.fact import Accounts


def load(platform: Platform) -> Implementation[Accounts]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.accounts.shared_account.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.accounts.shared_account.probes import linux as way
        case Platform.WINDOWS:
            from postigo_checks.accounts.shared_account.probes import windows as way
        case Platform.MACOS:
            from postigo_checks.accounts.shared_account.probes import macos as way
    return Implementation(way, judge)


SHARED_ACCOUNT: Final = Check(
    id="password.shared-account",
    title=Text("Accounts that several people share"),
    why=Text("Who shares an account shares everything in it: photos, messages, and pages that are still signed in."),
    tip=4,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("How many accounts of people there are, and whether a name means several people."),
            Text("Whether several people share an account with the name of one. Accounts that live on a server."),
        ),
        Platform.WINDOWS: Coverage(
            Text("How many accounts are on, whether a name means several people, and the guest account."),
            Text("Whether several people share an account with the name of one. Accounts of a school's directory."),
        ),
        Platform.MACOS: Coverage(
            Text("How many accounts of people there are, whether a name means several people, and the guest account."),
            Text("Whether several people share an account with the name of one."),
        ),
    },
    scope=Scope.MACHINE,
    budget=20.0,
    fixes=FIXES,
)
