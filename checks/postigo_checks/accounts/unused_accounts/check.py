"""`accounts.unused`: accounts that nobody has used for a year.

Not on Linux: what everybody may read there (wtmp, and AccountsService that reads it) is thrown away each month, so that
an account of last year looks like one that never signed in. Not on macOS, for the like reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Text
from postigo_checks.accounts.unused_accounts.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.accounts.unused_accounts.fact import Idle


def load(_platform: Platform) -> Implementation[Idle]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.accounts.unused_accounts.judge import judge
    from postigo_checks.accounts.unused_accounts.windows import windows

    return Implementation(windows, judge)


UNUSED_ACCOUNTS: Final = Check(
    id="accounts.unused",
    title=Text("Accounts that nobody uses"),
    why=Text("Somebody who once had an account here can still come in with it."),
    tip=4,
    load=load,
    coverage={
        Platform.WINDOWS: Coverage(
            Text("When each local account last signed in."),
            Text("Accounts of Microsoft or of a school, and accounts that never signed in."),
        ),
    },
    scope=Scope.MACHINE,
    budget=15.0,
    fixes=FIXES,
)
