"""Answers about Windows' own firewall. Its properties can be set by administrators: here they are read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

import winreg  # noqa: E402

from postigo.core.system import CannotTell, Unknown  # noqa: E402
from postigo.system.calls import com  # noqa: E402
from postigo.system.calls.answering import answers  # noqa: E402
from postigo.windows_calls.firewall import (  # noqa: E402
    FIREWALL_RULES,
    FIREWALL_STATE,
    FirewallProfile,
    FirewallState,
)

_DOMAIN, _PRIVATE, _PUBLIC = 1, 2, 4  # NET_FW_PROFILE_TYPE2, icftypes.idl; one at a time
_BLOCK, _ALLOW = 0, 1  # NET_FW_ACTION, icftypes.idl:92; the registry has them the other way round
_LOCAL: Final = r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
_RULES: Final = rf"{_LOCAL}\FirewallRules"
_LAID_DOWN: Final = (rf"{_LOCAL}\Mdm\FirewallRules", r"SOFTWARE\Policies\Microsoft\WindowsFirewall\FirewallRules")


@answers(FIREWALL_STATE)
def firewall_state() -> FirewallState:
    """`INetFwPolicy2`, netfw.h, by the names of its properties."""
    policy = com.late("HNetCfg.FwPolicy2")
    return FirewallState(_profile(policy, _PUBLIC), _profile(policy, _PRIVATE), _profile(policy, _DOMAIN))


def _profile(policy: com.Late, profile: int) -> FirewallProfile:
    enabled, action = policy.get("FirewallEnabled", profile), policy.get("DefaultInboundAction", profile)
    left_out = policy.get("ExcludedInterfaces", profile)  # VT_EMPTY where there are none
    if not isinstance(enabled, bool) or action not in {_BLOCK, _ALLOW}:
        raise CannotTell(Unknown.UNREADABLE, f"FirewallEnabled {enabled!r:.20}, DefaultInboundAction {action!r:.20}")
    if left_out is not None and not isinstance(left_out, (list, tuple)):
        raise CannotTell(Unknown.UNREADABLE, "ExcludedInterfaces is no list")
    return FirewallProfile(enabled, action == _ALLOW, len(left_out or ()))


@answers(FIREWALL_RULES)
def firewall_rules(group: str) -> tuple[str, ...]:
    """Rules of the registry that name a group."""
    named = f"|embedctxt={group}|".casefold()
    found = list(_rules(_RULES))
    for path in _LAID_DOWN:
        with suppress(FileNotFoundError):  # nobody laid any down
            found += _rules(path)
    return tuple(rule for rule in found if named in rule.casefold())


def _rules(path: str) -> Iterator[str]:
    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path, access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
        for index in range(winreg.QueryInfoKey(key)[1]):
            rule = winreg.EnumValue(key, index)[1]
            if isinstance(rule, str):
                yield rule
