"""The firewall of macOS. `system_profiler`, whose tokens are the same in every language, or else its own tool.

`com.apple.alf` is gone from macOS 15 on: that it is absent would say nothing, so it is not asked.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, System, Unknown, Unseen, attempt
from postigo_checks.common.json_answers import told
from postigo_checks.network.firewall.fact import Firewall, Network, Part, Stand

_TOOL: Final = "/usr/libexec/ApplicationFirewall/socketfilterfw"
_STATES: Final = {
    "spfirewall_globalstate_allow_all": Stand.OFF,
    "spfirewall_globalstate_off": Stand.OFF,
    "spfirewall_globalstate_limit_connections": Stand.ON,
    "spfirewall_globalstate_block_all": Stand.ON,
}
_SAID: Final = re.compile(
    r"Firewall is (enabled|disabled|blocking all non-essential incoming connections)\. \(State = ([012])\)\s*"
)


def macos(system: System, data: Data) -> Firewall:
    """The second way only where the first makes no sense. Some releases let only an administrator use it."""
    del data
    stand = attempt(_profiled, system)
    if isinstance(stand, CannotTell):
        stand = attempt(_told, system)
    if isinstance(stand, CannotTell):
        return Firewall({}, unseen=(Unseen(Part.WALL, stand.why),))
    return Firewall({Network.ANY: stand}, wall=Handle(HandleKind.FIREWALL, "", "socketfilterfw"))


def _profiled(system: System) -> Stand:
    said = told(system.run("system_profiler", "SPFirewallDataType", "-json", timeout=10.0), "SPFirewallDataType")
    items = said.get("SPFirewallDataType")
    told_of = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    if not told_of or told_of != items:
        raise CannotTell(Unknown.UNREADABLE, "SPFirewallDataType tells of things in another shape")
    state = told_of[-1].get("spfirewall_globalstate")
    if not isinstance(state, str) or state not in _STATES:
        raise CannotTell(Unknown.UNREADABLE, f"SPFirewallDataType: state {state!r:.60}")
    return _STATES[state]


def _told(system: System) -> Stand:
    """Refused, it says so on its standard output, with status 0. What it says to an ordinary account is a yes at most."""
    output = system.run(_TOOL, "--getglobalstate")
    if output.out.startswith("Must be root"):
        raise CannotTell(Unknown.DENIED, "socketfilterfw asks for root")
    said = _SAID.fullmatch(output.out)
    if said is None or (said[1] == "disabled") is not (said[2] == "0"):
        raise CannotTell(Unknown.UNREADABLE, f"socketfilterfw: status {output.code}, {output.out!r:.80}")
    if said[2] != "0":
        return Stand.ON
    if not system.elevated:
        raise CannotTell(Unknown.DENIED, "socketfilterfw may not tell an ordinary account")
    return Stand.OFF
