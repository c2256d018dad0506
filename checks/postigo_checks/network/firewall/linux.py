"""The firewall on Linux. The kernel's rules where root may read them, else what firewalld tells by D-Bus.

A name or a switch (a zone's, ufw's "enabled") is not the effect: somebody may have opened everything behind it. So for good news the
rules themselves are read, or everything that firewalld lets in; bad news may come from less.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from postigo.api import (
    ABSENT,
    Bus,
    CannotTell,
    Data,
    Handle,
    HandleKind,
    Json,
    Keyword,
    System,
    Unknown,
    Unseen,
    attempt,
)
from postigo_checks.network.firewall import firewalld
from postigo_checks.network.firewall.fact import Firewall, Network, Part, Stand
from postigo_checks.network.firewall.firewalld import body
from postigo_checks.network.firewall.linux_by_rules import in_force, openings, wide_open
from postigo_checks.network.firewall.packets import many

_FEDORAS: Final = "FedoraWorkstation"  # as it comes, ports 1025 to 65535 are open in it
_BY_NAME: Final = {_FEDORAS: Stand.WIDE, "trusted": Stand.OPEN}
"""Bad news that a zone's name tells, where nothing else is told."""
_UFW: Final = "ufw.service"
_OTHER_UNITS: Final = ("nftables.service", "netfilter-persistent.service", "iptables.service", "shorewall.service")
_ENABLED: Final = re.compile(r"^\s*ENABLED\s*=\s*\"?(yes|no)\"?\s*$", re.MULTILINE | re.IGNORECASE)
_INPUT: Final = re.compile(r"^\s*DEFAULT_INPUT_POLICY\s*=\s*\"?(\w+)\"?\s*$", re.MULTILINE)


def linux(system: System, data: Data) -> Firewall:
    """Rules in force (root), else what firewalld lets in. Settings are only bad news, never good.

    No firewall service and no rule that we may read is "unknown", not "off": anything may have set rules.
    """
    del data
    zone = attempt(firewalld.default_zone, system)
    name = Keyword("firewalld") if isinstance(zone, str) else None
    refused = CannotTell(Unknown.DENIED, "only root may read the rules in force")
    rules = attempt(in_force, system, name) if system.elevated else refused
    if isinstance(rules, Firewall) and rules.walls:
        return rules
    if isinstance(rules, Firewall):
        unseen, passed_on = rules.unseen[0], rules.passed_on
    else:
        unseen, passed_on = Unseen(Part.IN_FORCE if system.elevated else Part.RULES, rules.why), ()
    other = _by_zones(system, zone, unseen) if isinstance(zone, str) else _by_ufw(system, unseen)
    return replace(other, passed_on=passed_on)


# --- firewalld: what it tells ----------------------------------------------------------------------------------------


def _by_zones(system: System, default: str, unseen: Unseen[Part]) -> Firewall:
    """By what the zones in use let in. Where they are not told, a name is no more than that: good news from none."""
    name = Keyword("firewalld")
    wall = Handle(HandleKind.FIREWALL, default, name.word)
    zones = None if system.elevated else attempt(firewalld.zones, system, default)  # root reads the rules, or nothing
    if zones is None or isinstance(zones, CannotTell):
        if isinstance(zones, CannotTell):
            unseen = Unseen(Part.ZONES, zones.why)
        walls = {Network.ANY: _BY_NAME[default]} if default in _BY_NAME else {}
        return Firewall(walls, name, unseen=(unseen,), wall=wall)
    stands = {zone.name: _stand(zone.lets_in, zone.name) for zone in zones}
    ways: list[tuple[str | None, str | None]] = []
    for zone in zones:
        if stands[zone.name] is not Stand.ON and not zone.default:
            ways += [
                *((interface, None) for interface in zone.interfaces),
                *((None, source) for source in zone.sources if source not in _EVERYBODY),
            ]
    stand = next((stands[zone.name] for zone in zones if _EVERYBODY.intersection(zone.sources)), stands[default])
    return Firewall({Network.ANY: stand}, name, openings=openings(system, ways), wall=wall)


_EVERYBODY: Final = frozenset(("0.0.0.0/0", "::/0"))


def _stand(lets_in: int, zone: str) -> Stand:
    if not many(lets_in):
        return Stand.ON
    if wide_open(lets_in):
        return Stand.OPEN
    return Stand.WIDE if zone == _FEDORAS else Stand.MANY


# --- ufw: what it is set to, and systemd, by D-Bus -------------------------------------------------------------------


def _by_ufw(system: System, unseen: Unseen[Part]) -> Firewall:
    """Bad news of ufw: it is set to be off, or to let everybody in. That it is set to be on says nothing of its rules."""
    wall = Handle(HandleKind.FIREWALL, "", "ufw")
    set_to = attempt(_ufw, system)
    if unseen.why is Unknown.UNREADABLE and set_to is not Stand.OPEN:  # of rules, settings say only the bad news
        return Firewall({}, unseen=(unseen,))
    if set_to is None or isinstance(set_to, CannotTell):
        return Firewall({}, unseen=(unseen,))
    units = attempt(_active, system)
    if isinstance(units, CannotTell):
        walls = {Network.ANY: set_to} if set_to is Stand.OFF else {}
        return Firewall(walls, Keyword("ufw"), unseen=(unseen, Unseen(Part.UNITS, units.why)), wall=wall)
    if set_to is Stand.OFF and not units.intersection(_OTHER_UNITS):
        return Firewall({Network.ANY: Stand.OFF}, Keyword("ufw"), unseen=(unseen,), wall=wall)
    if set_to is not Stand.OFF and _UFW in units:  # it set its rules when the computer started
        if set_to is Stand.OPEN:
            return Firewall({Network.ANY: set_to}, Keyword("ufw"), wall=wall)
        if unseen.part is Part.RULES:
            unseen = Unseen(Part.SET_TO, unseen.why)
        return Firewall({}, Keyword("ufw"), unseen=(unseen,))
    return Firewall({}, unseen=(unseen,))


def _active(system: System) -> frozenset[str]:
    """Which of the firewall services have been started; one that is not installed is not."""
    manager, path = "org.freedesktop.systemd1", "/org/freedesktop/systemd1"
    names: list[Json] = [_UFW, *_OTHER_UNITS]
    listed = body(system.dbus(Bus.SYSTEM, manager, path, f"{manager}.Manager", "ListUnitsByNames", "as", names))
    states: dict[str, str] = {}
    for unit in listed if isinstance(listed, list) else []:
        match unit:
            case [str(name), _, str(), str(state), *_]:
                states[name] = state
    if states.keys() != set(names):
        raise CannotTell(Unknown.UNREADABLE, f"ListUnitsByNames: {listed!r:.120}")
    return frozenset(name for name, state in states.items() if state == "active")


# --- what ufw is set to, for anybody ---------------------------------------------------------------------------------


def _ufw(system: System) -> Stand | None:
    """State that /etc/ufw sets for ufw. None where it is not installed."""
    conf = system.read("/etc/ufw/ufw.conf", optional=True)
    if conf is ABSENT:
        return None
    if _word(_ENABLED, conf, "ENABLED").lower() == "no":
        return Stand.OFF
    policy = _word(_INPUT, system.read("/etc/default/ufw"), "DEFAULT_INPUT_POLICY")
    stands = {"DROP": Stand.ON, "REJECT": Stand.ON, "ACCEPT": Stand.OPEN}
    if policy not in stands:
        raise CannotTell(Unknown.UNREADABLE, f"DEFAULT_INPUT_POLICY={policy:.40}")
    return stands[policy]


def _word(pattern: re.Pattern[str], content: bytes, name: str) -> str:
    """The one value of a setting; UNREADABLE if it is not there exactly once."""
    found = pattern.findall(content.decode("utf-8", "replace"))
    if len(found) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"{name} stands there {len(found)} times")
    return str(found[0])
