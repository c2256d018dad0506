"""Sign-in on Linux: the login screen's settings, and the accounts' passwords. The latter as far as they can be seen.

/etc/shadow holds what passwords can be guessed from, so it is not read, by root neither: it would end in a recording.
`passwd -S` says of an account whether it has a password: to root of everybody, to others of themselves. Without root,
AccountsService tells of the others who has none (where it runs). The group `nopasswdlogin` is let in by gdm and lightdm
without being asked. An account that is locked cannot be signed in to, so it is not open.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from postigo.api import CannotTell, Data, Output, System, Unknown, Unseen, attempt
from postigo_checks.accounts.login_screens.linux import signs_in_by_itself
from postigo_checks.accounts.sign_in.fact import Part, SignIn
from postigo_checks.common.user_accounts.linux import Account, accounts, lets_in, people, served, served_number

GROUP: Final = "/etc/group"
OWN: Final = ("passwd", "-S")
_NOT_ASKED: Final = "nopasswdlogin"

_WITHOUT: Final = 2  # AccountsService's PasswordMode: 0 regular, 1 to be set at the next sign-in, 2 none
_MODES: Final = {0, 1, _WITHOUT}
_HAS: Final = {"P", "PS", "L", "LK"}  # the words of `passwd -S` here and in Fedora's older one; locked is not open
_HAS_NONE: Final = "NP"


def linux(system: System, data: Data) -> SignIn:
    """Both halves, each with its own gap."""
    del data
    setting = attempt(signs_in_by_itself, system)
    blank, refused = _blank(system)
    unseen = [] if refused is None else [Unseen(Part.PASSWORDS, refused.why)]
    if isinstance(setting, CannotTell):
        return SignIn(None, blank=blank, unseen=(Unseen(Part.AUTOMATIC, setting.why), *unseen))
    return SignIn(setting is not None, blank=blank, unseen=tuple(unseen), setting=setting)


def _blank(system: System) -> tuple[int, CannotTell | None]:
    """How many accounts are open, and why not all could be seen."""
    try:
        everyone = [account for account in accounts(system) if lets_in(account)]
        persons = people(system)
        free = _members(system, _NOT_ASKED)
    except CannotTell as unknown:
        return 0, unknown
    open_ = {account.name for account in everyone if account.open}
    open_ |= {account.name for account in persons if account.name in free}
    if system.elevated:
        asked = {account.name: attempt(_status, system, account.name) for account in everyone}
        refused = next((answer for answer in asked.values() if isinstance(answer, CannotTell)), None)
        return len(open_ | {name for name, has in asked.items() if has is False}), refused
    told, refused = _told(system, persons)
    seen = told.keys() | open_
    if any(account.name not in seen for account in persons):
        own = attempt(_own, system)
        if isinstance(own, CannotTell):
            return len(open_ | _without(told)), refused or own
        told[own[0]] = own[1]
    if any(account.name not in told.keys() | open_ for account in persons):
        refused = refused or CannotTell(Unknown.DENIED, "only root may see the passwords of others")
        return len(open_ | _without(told)), refused
    return len(open_ | _without(told)), None


def _without(told: dict[str, bool]) -> set[str]:
    return {name for name, has in told.items() if not has}


def _told(system: System, persons: Iterable[Account]) -> tuple[dict[str, bool], CannotTell | None]:
    """Accounts with a password, by AccountsService, and why it does not tell more."""
    told: dict[str, bool] = {}
    try:
        known = served(system)
        for account in persons:
            if account.uid in known:
                told[account.name] = _mode(system, account.uid) != _WITHOUT
    except CannotTell as unknown:
        return told, unknown
    return told, None


def _mode(system: System, uid: int) -> int:
    mode = served_number(system, uid, "PasswordMode")
    if mode not in _MODES:
        raise CannotTell(Unknown.UNREADABLE, f"PasswordMode {mode}")
    return mode


def _status(system: System, name: str) -> bool:
    """Whether an account has a password; root may ask it of anybody."""
    told, has = _parsed(system.run(*OWN, name))
    if told != name:
        raise CannotTell(Unknown.UNREADABLE, "passwd -S answers for another account")
    return has


def _own(system: System) -> tuple[str, bool]:
    """The account that asks, and whether it has a password. With Fedora's older passwd only root may ask even that."""
    return _parsed(system.run(*OWN))


def _parsed(output: Output) -> tuple[str, bool]:
    fields = output.out.split(" ")
    if output.code != 0:
        raise CannotTell(Unknown.DENIED, f"passwd -S: status {output.code}")
    if len(fields) < 7 or not output.out.endswith("\n") or fields[1] not in {*_HAS, _HAS_NONE}:
        raise CannotTell(Unknown.UNREADABLE, "passwd -S says something else")
    return fields[0], fields[1] != _HAS_NONE


def _members(system: System, group: str) -> frozenset[str]:
    """Members of a group by the group's own list."""
    lines = [line.split(":") for line in _text(system.read(GROUP), GROUP).splitlines() if line.strip()]
    lines = [
        fields for fields in lines if not fields[0].startswith(("+", "-", "#"))
    ]  # "+" brings in groups of a server
    if any(len(fields) != 4 for fields in lines):
        raise CannotTell(Unknown.UNREADABLE, f"{GROUP}: a line that is no group")
    if not any(fields[0] == "root" for fields in lines):
        raise CannotTell(Unknown.UNREADABLE, f"{GROUP} has no root")
    return frozenset(name for fields in lines if fields[0] == group for name in fields[3].split(",") if name)


def _text(content: bytes, path: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None
