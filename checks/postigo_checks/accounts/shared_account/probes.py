"""Probes of `password.shared-account`: lists of accounts, and the switch for a guest.

What is counted are accounts, not people: that several share one shows only in its name ("alumno", "family"), which is
compared here with a bundled table and goes no further than the fact's count.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from postigo.api import CannotTell, Data, System, Unknown, attempt
from postigo_checks.accounts.login_screens.linux import in_use, lightdm
from postigo_checks.accounts.shared_account.fact import Accounts, Guest
from postigo_checks.common.casefolding import plain
from postigo_checks.common.user_accounts import linux as accounts_linux
from postigo_checks.common.user_accounts import macos as accounts_macos
from postigo_checks.common.user_accounts import windows as accounts_windows

TABLE: Final = "shared_names.json"
GUEST: Final = ("sysadminctl", "-guestAccount", "status")

GUEST_SCRIPT: Final = "/usr/sbin/guest-account"

# Three wordings over the releases of macOS: "Guest account enabled.", "Enabled = true", "Enabled: Yes".
_GUEST_OFF: Final = re.compile(r"\bdisabled\b|\benabled\s*[=:]\s*(?:false|no)\b", re.IGNORECASE)
_GUEST_ON: Final = re.compile(r"\bguest account enabled\b|\benabled\s*[=:]\s*(?:true|yes)\b", re.IGNORECASE)


def linux(system: System, data: Data) -> Accounts:
    """By /etc/passwd; lightdm alone still knows a guest, where its script is installed."""

    def guest() -> Guest:
        if in_use(system) != "lightdm" or lightdm(system).get("allow-guest", "true").casefold() != "true":
            return Guest.OFF
        return Guest.FORGETS if system.glob(GUEST_SCRIPT) else Guest.OFF

    return _accounts(data, attempt(lambda: [person.name for person in accounts_linux.people(system)]), attempt(guest))


def windows(system: System, data: Data) -> Accounts:
    """Accounts by the local list, in which the guest is number 501 in every language."""
    listed = attempt(accounts_windows.accounts, system)
    if isinstance(listed, CannotTell):
        return Accounts(listed, 0, listed)
    on = [account for account in listed if account.enabled]
    guest = Guest.KEEPS if any(account.rid == accounts_windows.GUEST for account in on) else Guest.OFF
    found = _accounts(data, [account.name for account in on if account.is_person], guest)
    return replace(found, for_several=found.for_several + sum(account.is_kiosk for account in on))


def macos(system: System, data: Data) -> Accounts:
    """By the local directory of accounts."""

    def guest() -> Guest:
        output = system.run(*GUEST)
        said = output.out + output.err  # it speaks on its standard error
        if _GUEST_OFF.search(said):
            return Guest.OFF
        if not _GUEST_ON.search(said):
            raise CannotTell(Unknown.UNREADABLE, f"sysadminctl: status {output.code}")
        return Guest.FORGETS

    return _accounts(data, attempt(accounts_macos.people, system), attempt(guest))


def _accounts(data: Data, names: Iterable[str] | CannotTell, guest: Guest | CannotTell) -> Accounts:
    if isinstance(names, CannotTell):
        return Accounts(names, 0, guest)
    table = frozenset(map(plain, json.loads(data.read(TABLE))["names"]))
    named = list(names)
    return Accounts(len(named), sum(re.sub(r"[\W\d_]", "", plain(name)) in table for name in named), guest)
