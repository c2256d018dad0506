"""Probe of `password.admin-daily` on Windows: the token, and User Account Control.

An administrator's programs run with a filtered token until one says yes, and in it the group S-1-5-32-544 is
"used for deny only". `IsUserAnAdmin` and `CheckTokenMembership` call that no administrator, so the groups of the token are
read, and not by `whoami`, which translates each to a name and so may ask a school's server. A directory of a school may hide
the group; membership of an administrator's group of the computer itself (S-1-5-114) says the same.
With EnableLUA 0 nothing is filtered, and nobody is asked; with ConsentPromptBehaviorAdmin 0 an administrator is not
asked (MS-GPSB). The built-in account 500 is never filtered unless FilterAdministratorToken is 1: who looks as that
account has no other one for every day.
"""

from __future__ import annotations

from typing import Final

from postigo.api import Absent, CannotTell, Data, Key, System, Unknown, attempt
from postigo_checks.accounts.admin_daily.fact import POLICY, Standing

_ADMINISTRATORS: Final = {"S-1-5-32-544", "S-1-5-114"}
_BUILT_IN: Final = "-500"


def windows(system: System, data: Data) -> Standing:
    """By the groups of the token, and by what User Account Control is set to."""
    del data
    policy = attempt(_policy, system)
    asks = attempt(_switch, policy, "EnableLUA")
    if system.elevated:
        if asks is False:  # then every program of an administrator is elevated, from the first
            return Standing(administrator=True, asks=False)
        if attempt(_is_built_in, system, policy) is True:
            return Standing(administrator=True, asks=asks)
        return Standing(CannotTell(Unknown.MISSING, "the look itself has administrator rights"), asks)
    administrator = attempt(_in_group, system)
    if asks is True and administrator is not False:
        consent = attempt(_switch, policy, "ConsentPromptBehaviorAdmin", most=5)
        if isinstance(consent, CannotTell) or (administrator is True and consent is False):
            asks = consent
    return Standing(administrator, asks)


def _in_group(system: System) -> bool:
    groups = system.token().groups
    if not groups:
        raise CannotTell(Unknown.UNREADABLE, "a token without groups")
    return not _ADMINISTRATORS.isdisjoint(groups)


def _is_built_in(system: System, policy: Key | Absent | CannotTell) -> bool:
    """Whether the account that looks is number 500, whose programs are never filtered."""
    return system.token().user.endswith(_BUILT_IN) and not _switch(policy, "FilterAdministratorToken", default=0)


def _policy(system: System) -> Key | Absent:
    return system.registry(POLICY, optional=True)


def _switch(policy: Key | Absent | CannotTell, name: str, *, default: int = 1, most: int = 1) -> bool:
    """Whether a value of User Account Control is not 0. What holds where nobody wrote it is the default."""
    if isinstance(policy, CannotTell):
        raise policy
    value = default if isinstance(policy, Absent) else policy.values.get(name, default)
    if not isinstance(value, int) or not 0 <= value <= most:
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {value!r:.20}")
    return value != 0
