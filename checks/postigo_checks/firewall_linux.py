"""The firewall on Linux: firewalld by D-Bus, the kernel's rules where root may read them, else what ufw is set to."""

from __future__ import annotations

import re
from typing import Final

from postigo.api import ABSENT, Bus, BusError, CannotTell, Choice, Data, Json, System, Unknown, attempt
from postigo_checks.firewall_fact import Firewall, Missed, Network, Source, Stand
from postigo_checks.nft_rules import Answer, answers

_FIREWALLD: Final = "org.fedoraproject.FirewallD1"
_ZONES: Final = {
    **dict.fromkeys(
        ("block", "dmz", "drop", "external", "FedoraServer", "home", "internal", "public", "work"), Stand.ON
    ),
    "FedoraWorkstation": Stand.WIDE,  # ports 1025 to 65535 are open in it
    "docker": Stand.OPEN,
    "trusted": Stand.OPEN,
}
"""What the zones do that come with firewalld and with Fedora; one with another name may do anything."""
_UFW: Final = "ufw.service"
_OTHER_UNITS: Final = ("nftables.service", "netfilter-persistent.service", "iptables.service", "shorewall.service")
_LEGACY: Final = ("/proc/net/ip_tables_names", "/proc/net/ip6_tables_names")
_ENABLED: Final = re.compile(r"^\s*ENABLED\s*=\s*\"?(yes|no)\"?\s*$", re.MULTILINE | re.IGNORECASE)
_INPUT: Final = re.compile(r"^\s*DEFAULT_INPUT_POLICY\s*=\s*\"?(\w+)\"?\s*$", re.MULTILINE)


def linux(system: System, data: Data) -> Firewall:
    """Whoever runs (firewalld) is asked first; then what is in force (root); then what is set to be (anybody).

    No firewall service and no rule that we may read is "unknown", not "off": anything may have set rules.
    """
    del data
    zone = attempt(_zone, system)
    if isinstance(zone, str) and zone in _ZONES:
        return Firewall({Network.ANY: _ZONES[zone]}, Choice("firewalld"))
    refused = CannotTell(Unknown.DENIED, "only root may read the rules in force")
    rules = attempt(_rules, system) if system.elevated else refused
    if not isinstance(rules, CannotTell):
        return Firewall({Network.ANY: rules})
    missed = Missed(Source.IN_FORCE if system.elevated else Source.RULES, rules)
    if isinstance(zone, str):  # made by somebody: only its rules would tell
        return Firewall({}, Choice("firewalld"), missed=(missed,))
    set_to = attempt(_ufw, system)
    if rules.why is Unknown.UNREADABLE and set_to is not Stand.OPEN:  # of rules, ufw's settings say only the bad news
        return Firewall({}, missed=(missed,))
    if set_to is None or isinstance(set_to, CannotTell):
        return Firewall({}, missed=(missed,))
    units = attempt(_active, system)
    if isinstance(units, CannotTell):
        walls = {Network.ANY: set_to} if set_to is Stand.OFF else {}
        return Firewall(walls, Choice("ufw"), missed=(missed, Missed(Source.UNITS, units)))
    if set_to is Stand.OFF and not units.intersection(_OTHER_UNITS):
        return Firewall({Network.ANY: Stand.OFF}, Choice("ufw"), missed=(missed,))
    if set_to is not Stand.OFF and _UFW in units:  # it set its rules when the computer started
        return Firewall({Network.ANY: set_to}, Choice("ufw"))
    return Firewall({}, missed=(missed,))


# --- firewalld and systemd, by D-Bus ---------------------------------------------------------------------------------


def _zone(system: System) -> str | None:
    """The zone of networks that have none of their own; None where firewalld does not run.

    Its state and its rules are refused to ordinary users, even while it runs.
    """
    bus = "org.freedesktop.DBus"
    owned = _body(system.dbus(Bus.SYSTEM, bus, "/org/freedesktop/DBus", bus, "NameHasOwner", "s", _FIREWALLD))
    if not isinstance(owned, bool):
        raise CannotTell(Unknown.UNREADABLE, f"NameHasOwner: {owned!r:.80}")
    if not owned:
        return None
    zone = _body(system.dbus(Bus.SYSTEM, _FIREWALLD, "/org/fedoraproject/FirewallD1", _FIREWALLD, "getDefaultZone"))
    if not isinstance(zone, str) or not zone:
        raise CannotTell(Unknown.UNREADABLE, f"getDefaultZone: {zone!r:.80}")
    return zone


def _active(system: System) -> frozenset[str]:
    """Which of the firewall services have been started; one that is not installed is not."""
    manager, path = "org.freedesktop.systemd1", "/org/freedesktop/systemd1"
    names: list[Json] = [_UFW, *_OTHER_UNITS]
    listed = _body(system.dbus(Bus.SYSTEM, manager, path, f"{manager}.Manager", "ListUnitsByNames", "as", names))
    states: dict[str, str] = {}
    for unit in listed if isinstance(listed, list) else []:
        match unit:
            case [str(name), _, str(), str(state), *_]:
                states[name] = state
    if states.keys() != set(names):
        raise CannotTell(Unknown.UNREADABLE, f"ListUnitsByNames: {listed!r:.120}")
    return frozenset(name for name, state in states.items() if state == "active")


def _body(reply: Json | BusError) -> Json:
    """The one value of a reply."""
    if isinstance(reply, BusError):
        raise CannotTell(Unknown.DENIED if "NotAuthorized" in reply.name else Unknown.UNREADABLE, reply.name)
    if not isinstance(reply, list) or len(reply) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"a reply of another shape: {reply!r:.80}")
    return reply[0]


# --- what is in force, for root --------------------------------------------------------------------------------------


def _rules(system: System) -> Stand:
    output = system.run("nft", "-j", "list", "ruleset")
    if output.code != 0:  # in a container, root may lack the right (CAP_NET_ADMIN)
        raise CannotTell(Unknown.DENIED, f"nft: status {output.code}, {output.err!r:.120}")
    by_ipv4, by_ipv6 = answers(output.out)
    if by_ipv4 is Answer.KEPT_OUT and by_ipv6 is Answer.KEPT_OUT:
        return Stand.ON
    for path in _LEGACY:  # absent where the kernel's old tables are not in use; nft does not see those
        if system.read(path, optional=True):
            raise CannotTell(Unknown.UNREADABLE, f"rules of iptables-legacy: {path}")
    if Answer.DEPENDS in {by_ipv4, by_ipv6}:
        raise CannotTell(Unknown.UNREADABLE, "rules of its own make, which let some in and keep some out")
    if by_ipv4 is not Answer.KEPT_OUT:
        return Stand.OFF
    # Absent only where the kernel has no IPv6: then nobody comes that way. Any address, even of the own network, is one.
    return Stand.ON if system.read("/proc/net/if_inet6", optional=True) is ABSENT else Stand.HALF


# --- what ufw is set to, for anybody ---------------------------------------------------------------------------------


def _ufw(system: System) -> Stand | None:
    """What /etc/ufw says ufw shall be; None where it is not installed."""
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
