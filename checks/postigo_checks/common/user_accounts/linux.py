"""The accounts of people on a Linux. Who can sign in, by the system's own list.

Names come from /etc/passwd, which everybody may read; accounts that a school keeps on a server are not in it.
AccountsService (the desktop's own keeper of accounts) is asked over D-Bus where it runs, one property at a time: its
whole answer would hold mail addresses and birthdays of logins. It is never started.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from postigo.api import Absent, Bus, CannotTell, System, Unknown
from postigo_checks.common.linux import dbus_property

USERS: Final = "/etc/passwd"
LOGIN_DEFS: Final = "/etc/login.defs"
SERVICE: Final = "org.freedesktop.Accounts"
SERVICE_PATH: Final = "/org/freedesktop/Accounts"

_NO_SHELL: Final = {"nologin", "false", "sync", "true", "git-shell"}
_LIMIT: Final = re.compile(r"^\s*(UID_MIN|UID_MAX)\s+(\d+)\s*$", re.MULTILINE)
_USER_PATH: Final = re.compile(rf"{SERVICE_PATH}/User(\d+)")


@dataclass(frozen=True, slots=True)
class Account:
    """A line of /etc/passwd. `open`: the field of the password is empty. `group`: the number of the main group."""

    name: str
    uid: int
    full_name: str
    shell: str
    open: bool
    group: int


def accounts(system: System) -> tuple[Account, ...]:
    """Every local account; UNREADABLE if the file is not what it should be."""
    return tuple(_lines(system.read(USERS)))


def _lines(content: bytes) -> Iterator[Account]:
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{USERS} is not text") from None
    root = False
    for line in lines:
        if not line.strip() or line.startswith(("+", "-", "#")):  # "+" brings in accounts of a server (NIS)
            continue
        fields = line.split(":")
        if len(fields) != 7 or not fields[2].isdecimal() or not fields[3].isdecimal():
            raise CannotTell(Unknown.UNREADABLE, f"{USERS}: a line with {len(fields)} fields")
        root = root or fields[2] == "0"
        full_name, _, _ = fields[4].partition(",")
        yield Account(fields[0], int(fields[2]), full_name, fields[6], open=not fields[1], group=int(fields[3]))
    if not root:
        raise CannotTell(Unknown.UNREADABLE, f"{USERS} has no root")


def people(system: System) -> tuple[Account, ...]:
    """The accounts that are people's. A number in their range, and a shell that lets them in."""
    everyone = accounts(system)
    low, high = _range(system)
    return tuple(account for account in everyone if low <= account.uid <= high and lets_in(account))


def lets_in(account: Account) -> bool:
    """Whether one can sign in with this account at all."""
    return account.shell.rpartition("/")[2] not in _NO_SHELL


def _range(system: System) -> tuple[int, int]:
    """The numbers that people's accounts have, as login.defs says; its defaults where it says nothing."""
    limits = {"UID_MIN": 1000, "UID_MAX": 60000}
    content = system.read(LOGIN_DEFS, optional=True)
    if not isinstance(content, Absent):
        try:
            limits |= {name: int(number) for name, number in _LIMIT.findall(content.decode())}
        except UnicodeDecodeError:
            raise CannotTell(Unknown.UNREADABLE, f"{LOGIN_DEFS} is not text") from None
    return limits["UID_MIN"], limits["UID_MAX"]


# --- AccountsService -------------------------------------------------------------------------------------------------


def served(system: System) -> tuple[int, ...]:
    """The numbers of the accounts that AccountsService knows."""
    match system.dbus(Bus.SYSTEM, SERVICE, SERVICE_PATH, SERVICE, "ListCachedUsers"):
        case [list(paths)]:
            found = [_USER_PATH.fullmatch(path) if isinstance(path, str) else None for path in paths]
            if all(found):
                return tuple(int(match[1]) for match in found if match)
    raise CannotTell(Unknown.UNREADABLE, "ListCachedUsers: a reply of another shape")


def served_number(system: System, uid: int, name: str) -> int:
    """One property of an account, a number."""
    return dbus_property.get_number(system, SERVICE, f"{SERVICE_PATH}/User{uid}", f"{SERVICE}.User", name)
