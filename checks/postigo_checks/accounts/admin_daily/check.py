"""`password.admin-daily`: whether the account of every day is an administrator's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.accounts.admin_daily.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.accounts.admin_daily.fact import Standing


def load(platform: Platform) -> Implementation[Standing]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.accounts.admin_daily.judge import judge

    match platform:
        case Platform.LINUX | Platform.MACOS:
            from postigo_checks.accounts.admin_daily.posix import posix as way
        case Platform.WINDOWS:
            from postigo_checks.accounts.admin_daily.windows import windows as way
    return Implementation(way, judge)


ADMIN_DAILY: Final = Check(
    id="password.admin-daily",
    title=Text("The rights of this account"),
    why=Text("What you open runs with your rights. With a normal account, a harmful program can do less damage."),
    tip=4,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("The groups of the account that looks."),
            Text("Rights that somebody gave in another way, and what the other accounts are."),
        ),
        Platform.WINDOWS: Coverage(
            Text("The groups of the account that looks, and whether Windows asks before changes."),
            Text("What the other accounts are. Groups that a school or a firm keeps elsewhere."),
        ),
        Platform.MACOS: Coverage(
            Text("The groups of the account that looks."),
            Text("What the other accounts are."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=FIXES,
)
