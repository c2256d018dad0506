r"""Sign-in on Windows: `Winlogon`'s automatic sign-in, and accounts that need no password.

`AutoAdminLogon` is text "1"; scripts also write the number 1. The password for it lies in `DefaultPassword` in plain
text, or hidden elsewhere (the tool Autologon), so that its absence means nothing. Its data is never read: see
`is_withheld` in postigo.core.system.

Tools that turn the automatic sign-in off leave `DefaultPassword` empty: that is no password.

Whether a password is blank cannot be asked: only trying would tell, and trying locks accounts and leaves traces. An account
that never had one set may have none, whatever its flag says: the flag (UF_PASSWD_NOTREQD) is only a rule
(PowerShell#11965), and the built-in account 500 that somebody turned on has it the other way round. The account of Microsoft
or of a school always has one. That one was set once does not prove that there is one now.
"""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, System, Unknown, Unseen, attempt
from postigo_checks.accounts.sign_in.fact import Part, SignIn
from postigo_checks.common.user_accounts.windows import GUEST, accounts

WINLOGON: Final = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon"
SWITCH: Final = "AutoAdminLogon"
KEPT: Final = "DefaultPassword"
_SETTING: Final = Handle(HandleKind.REGISTRY_VALUE, SWITCH, WINLOGON)


def windows(system: System, data: Data) -> SignIn:
    """Both halves, each with its own gap."""
    del data
    unseen: list[Unseen[Part]] = []
    automatic, kept_open, maybe = None, False, 0
    winlogon = attempt(_winlogon, system)
    if isinstance(winlogon, CannotTell):
        unseen.append(Unseen(Part.AUTOMATIC, winlogon.why))
    else:
        automatic, kept_open = winlogon
    listed = attempt(accounts, system)
    if isinstance(listed, CannotTell):
        unseen.append(Unseen(Part.PASSWORDS, listed.why))
    else:
        asked = [account for account in listed if account.enabled and account.ours and account.rid != GUEST]
        maybe = sum(not account.has_password_date for account in asked)
    return SignIn(automatic, kept_open, maybe_blank=maybe, unseen=tuple(unseen), setting=_SETTING)


def _winlogon(system: System) -> tuple[bool, bool]:
    """Whether somebody is signed in by itself, and whether a password lies there for it."""
    values = system.registry(WINLOGON).values
    there = values.get(KEPT, "") != ""
    match values.get(SWITCH):
        case None:
            return False, there
        case "0" | "1" | 0 | 1 as switch:
            return str(switch) == "1", there
        case odd:
            raise CannotTell(Unknown.UNREADABLE, f"{SWITCH} is {type(odd).__name__} {odd!r:.20}")
