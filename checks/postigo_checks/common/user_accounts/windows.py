"""The local accounts of a Windows, asked once for all the checks that need them.

Windows PowerShell's own module answers a standard user too. Dates are turned into UTC there, since PowerShell writes
them in the form of the country. An account is known by the last number of its SID, since the names of the built-in
ones are translated: 500 Administrator, 501 Guest, 503 and 504 Windows' own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from postigo.api import CannotTell, Json, System, Unknown
from postigo_checks.common.json_answers import records

LOCAL_USERS: Final = (
    "Get-LocalUser | Select-Object Name,Enabled,PasswordRequired,@{n='Rid';e={($_.SID.Value -split '-')[-1]}},"
    "@{n='Source';e={[int]$_.PrincipalSource}},@{n='PasswordSet';e={$null -ne $_.PasswordLastSet}},"
    "@{n='LastLogon';e={if ($_.LastLogon -is [DateTime]) {$_.LastLogon.ToUniversalTime().ToString('s')} "
    "elseif ($null -eq $_.LastLogon) {'never'}}}"
)

ADMINISTRATOR: Final = 500
GUEST: Final = 501
_WINDOWS_OWN: Final = {503, 504}  # DefaultAccount, WDAGUtilityAccount
_SETUP: Final = "defaultuser"  # accounts that Windows' setup uses and sometimes leaves behind
_ELSEWHERE: Final = {3, 4}  # PrincipalSource: a school or firm, Microsoft. 1 is local; any other tells nothing
_SERVICES: Final = re.compile(
    r".*\$|codexsandbox.*|dell_.*|kioskuser\d+|wsiaccount|sshd|aspnet|defaultapppool|postgres|sqlserver.*",
    re.IGNORECASE,
)
"""Accounts that programs make for themselves, by names seen in real lists. `$` ends those of services and old home groups."""
_KIOSK: Final = re.compile(r"kioskuser\d+", re.IGNORECASE)
_NEVER: Final = "never"


@dataclass(frozen=True, slots=True)
class Account:
    """A local account. `ours`: nothing says that Microsoft or a school keeps its password.

    `last_sign_in` is None for one that never signed in, and the reason where that could not be told.
    """

    rid: int
    name: str
    enabled: bool
    ours: bool
    has_password_date: bool
    last_sign_in: datetime | CannotTell | None

    @property
    def is_person(self) -> bool:
        """Whether it was made for somebody."""
        built_in = self.rid in {ADMINISTRATOR, GUEST, *_WINDOWS_OWN}
        return not (built_in or self.name.casefold().startswith(_SETUP) or _SERVICES.fullmatch(self.name))

    @property
    def is_kiosk(self) -> bool:
        """Whether Windows made it for Assigned Access. It has no password, is signed in by itself, and is everybody's."""
        return _KIOSK.fullmatch(self.name) is not None


def accounts(system: System) -> tuple[Account, ...]:
    """Every local account. UNREADABLE if the list is not whole: each Windows has an account 500."""
    found = tuple(_account(entry) for entry in records(system.powershell(LOCAL_USERS)))
    if ADMINISTRATOR not in {account.rid for account in found}:
        raise CannotTell(Unknown.UNREADABLE, f"a list of {len(found)} accounts without account 500")
    return found


def _account(entry: dict[str, Json]) -> Account:
    match entry:
        case {
            "Rid": str(rid),
            "Name": str(name),
            "Enabled": bool(enabled),
            "PasswordRequired": bool(),
            "Source": int(source),
            "PasswordSet": bool(dated),
            "LastLogon": str() | None as last,
        } if rid.isdecimal() and not isinstance(source, bool):
            return Account(int(rid), name, enabled, source not in _ELSEWHERE, dated, _moment(last))
    raise CannotTell(Unknown.UNREADABLE, f"not an account: {sorted(entry)}")


def _moment(text: str | None) -> datetime | CannotTell | None:
    """A sign-in. Null is what a calculated property is that failed, whatever the reason: it never means "never"."""
    if text is None:
        return CannotTell(Unknown.UNREADABLE, "the day of a sign-in could not be told")
    if text == _NEVER:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        raise CannotTell(Unknown.UNREADABLE, f"a sign-in at {text!r:.40}") from None
