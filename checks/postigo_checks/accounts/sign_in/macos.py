"""How one gets into a Mac: the automatic sign-in.

The name in `autoLoginUser` stays when it is switched off; what goes is /etc/kcpassword, which holds the password and is
root's alone. That it exists can be seen, and it is never opened. So both must be there. With FileVault on both may be left from
before: macOS does not sign in by itself then, for the disk is locked until somebody types a password.
"""

from __future__ import annotations

from typing import Final

from postigo.api import Absent, CannotTell, Data, Handle, HandleKind, System, Unknown, Unseen, attempt
from postigo_checks.accounts.sign_in.fact import Part, SignIn
from postigo_checks.common.macos.filevault import is_surely_on

LOGIN_WINDOW: Final = "/Library/Preferences/com.apple.loginwindow.plist"
KEPT: Final = "/etc/kcpassword"
_SETTING: Final = Handle(HandleKind.DEFAULTS, "autoLoginUser", LOGIN_WINDOW.removesuffix(".plist"))


def macos(system: System, data: Data) -> SignIn:
    """Accounts without a password cannot be seen on a Mac."""
    del data
    automatic = attempt(_automatic, system)
    if isinstance(automatic, CannotTell):
        return SignIn(None, unseen=(Unseen(Part.AUTOMATIC, automatic.why),))
    if not automatic:
        return SignIn(automatic=False)
    locked = attempt(is_surely_on, system)
    if isinstance(locked, CannotTell):
        return SignIn(automatic=True, unseen=(Unseen(Part.AUTOMATIC, locked.why),), setting=_SETTING)
    return SignIn(automatic=not locked, setting=_SETTING)


def _automatic(system: System) -> bool:
    if not system.glob(KEPT):
        return False
    settings = system.plist(LOGIN_WINDOW, optional=True)
    if isinstance(settings, Absent):
        return False
    if not isinstance(settings, dict):
        raise CannotTell(Unknown.UNREADABLE, f"{LOGIN_WINDOW} is a {type(settings).__name__}")
    name = settings.get("autoLoginUser", "")
    if not isinstance(name, str):
        raise CannotTell(Unknown.UNREADABLE, f"autoLoginUser is a {type(name).__name__}")
    return bool(name)
