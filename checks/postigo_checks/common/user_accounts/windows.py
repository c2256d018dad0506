"""The local accounts of a Windows, for all the checks that need them.

Windows answers a standard user too. An account is known by the last number of its SID, since the names of the built-in
ones are translated: 500 Administrator, 501 Guest, 503 and 504 Windows' own. An account of a school's directory is in no such list.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from postigo.api import CannotTell, System, Unknown
from postigo.windows_calls.accounts import LOCAL_ACCOUNTS, Keeper, LocalAccount

ADMINISTRATOR: Final = 500
GUEST: Final = 501
_WINDOWS_OWN: Final = {503, 504}  # DefaultAccount, WDAGUtilityAccount
_SETUP: Final = "defaultuser"  # accounts that Windows' setup uses and sometimes leaves behind
_SHADOW: Final = "admin"
"""Begin of the name of an account for an administrator's programs. `ADMIN_ana` for `ana` (Administrator protection)."""
_PROTECTION: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System"
_ON: Final = 2
"""`TypeOfAdminApprovalMode` with Administrator protection; 1 is without (policy CSP LocalPoliciesSecurityOptions)."""
_SERVICES: Final = re.compile(
    r".*\$|codexsandbox.*|dell_.*|kioskuser\d+|wsiaccount|sshd|aspnet|defaultapppool|postgres|sqlserver.*",
    re.IGNORECASE,
)
"""Accounts that programs make for themselves, by names seen in real lists. `$` ends those of services and old home groups."""
_KIOSK: Final = re.compile(r"kioskuser\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Account:
    """A local account. `ours`: nothing says that Microsoft keeps its password. `shadow`: Windows made it for another one.

    `last_sign_in` is None for one that never signed in, and the reason where that could not be told.
    """

    rid: int
    name: str
    enabled: bool
    ours: bool
    has_password_date: bool
    last_sign_in: datetime | CannotTell | None
    shadow: bool = False

    @property
    def is_person(self) -> bool:
        """Whether it was made for somebody."""
        built_in = self.rid in {ADMINISTRATOR, GUEST, *_WINDOWS_OWN}
        return not (
            built_in or self.shadow or self.name.casefold().startswith(_SETUP) or _SERVICES.fullmatch(self.name)
        )

    @property
    def is_kiosk(self) -> bool:
        """Whether Windows made it for Assigned Access. It has no password, is signed in by itself, and is everybody's."""
        return _KIOSK.fullmatch(self.name) is not None


def accounts(system: System) -> tuple[Account, ...]:
    """Every local account. UNREADABLE if the list is not whole: each Windows has an account 500."""
    listed = system.call(LOCAL_ACCOUNTS)
    names = {told.name.casefold() for told in listed}
    shadows = {name for name in names if _is_like_a_shadow(name, names)}
    if shadows and not _is_protected(system):
        shadows = set()  # anybody can call an account so
    found = tuple(_account(told, shadows) for told in listed)
    if ADMINISTRATOR not in {account.rid for account in found}:
        raise CannotTell(Unknown.UNREADABLE, f"a list of {len(found)} accounts without account 500")
    return found


def _is_like_a_shadow(name: str, names: Collection[str]) -> bool:
    mark, _, of = name.partition("_")
    return mark == _SHADOW and of in names


def _is_protected(system: System) -> bool:
    """Whether Windows makes such accounts here. Where that cannot be read, nobody knows whose they are."""
    mode = system.registry(_PROTECTION).values.get("TypeOfAdminApprovalMode", 0)
    if mode not in {0, 1, _ON}:
        raise CannotTell(Unknown.UNREADABLE, f"TypeOfAdminApprovalMode is {mode!r:.40}")
    return mode == _ON


def _account(told: LocalAccount, shadows: Collection[str]) -> Account:
    if not told.name:
        raise CannotTell(Unknown.UNREADABLE, "an account without a name")
    ours = told.keeper is not Keeper.MICROSOFT
    shadow = told.name.casefold() in shadows
    return Account(told.rid, told.name, told.enabled, ours, told.password_age != 0, _last_sign_in(told), shadow)


def _last_sign_in(told: LocalAccount) -> datetime | CannotTell | None:
    """A sign-in. Without a day it was none only where Windows has counted none: its 0 alone means "unknown"."""
    if told.last_sign_in is None and told.sign_ins != 0:
        return CannotTell(Unknown.UNREADABLE, "the day of a sign-in could not be told")
    if told.enabled and told.keeper is Keeper.UNTOLD:  # Microsoft's accounts have old days here
        return CannotTell(Unknown.UNREADABLE, "whether the day of a sign-in is kept up could not be told")
    return told.last_sign_in
