"""`password.blank-or-auto`: whether this computer opens for anybody who sits there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.accounts.sign_in.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.accounts.sign_in.fact import SignIn


def load(platform: Platform) -> Implementation[SignIn]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.accounts.sign_in.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.accounts.sign_in.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.accounts.sign_in.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.accounts.sign_in.macos import macos as way
    return Implementation(way, judge)


BLANK_OR_AUTO: Final = Check(
    id="password.blank-or-auto",
    title=Text("The password to come in"),
    why=Text("Behind an account are its owner's photos, messages and e-mail. A password keeps others out of them."),
    tip=4,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("The settings of the login screen, and whether accounts have a password. Never the password itself."),
            Text("Without root, accounts of others where the desktop keeps no list. Accounts that live on a server."),
            elevated=True,
        ),
        Platform.WINDOWS: Coverage(
            Text("The automatic sign-in, and which accounts need no password. Never the password itself."),
            Text("Whether a password is blank: Windows tells only that none was ever set."),
        ),
        Platform.MACOS: Coverage(
            Text("The automatic sign-in. Never the password itself."),
            Text("Whether accounts have a password."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=20.0,
    fixes=FIXES,
)
