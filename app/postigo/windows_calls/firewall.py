"""Calls about Windows' own firewall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.core.windows_call import WindowsCall


@dataclass(frozen=True, slots=True)
class FirewallProfile:
    """Firewall on one kind of network, as it is set on this computer. A policy may overrule it.

    `lets_in`: what nobody asked for is let in. `left_out` counts the network cards on which it is not applied.
    """

    enabled: bool
    lets_in: bool
    left_out: int


@dataclass(frozen=True, slots=True)
class FirewallState:
    """Firewall of Windows on its three kinds of networks, by its service's own word."""

    public: FirewallProfile
    private: FirewallProfile
    work: FirewallProfile


FIREWALL_STATE: Final = WindowsCall("firewall-state", FirewallState, seconds=10.0)
"""INetFwPolicy2 of netfw.h, Windows Vista and later. MISSING with 0x800706d9 in its detail where the service does not run."""

FIREWALL_RULES: Final = WindowsCall("firewall-rules", tuple[str, ...], values=("group",))
"""Rules of a group, in the words of MS-GPFAS 2.2.2.19. `group` as the rules name it: `@FirewallAPI.dll,-32752`.

Those of this computer, of a policy, and of who manages it from afar. The registry holds all rules of all programs, which are
nobody's business.
"""

CALLS: Final = (FIREWALL_STATE, FIREWALL_RULES)
