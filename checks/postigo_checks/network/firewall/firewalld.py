"""Zones of firewalld by D-Bus. All that it lets in, also what was opened while it runs.

On desktops its rights let everybody ask; on servers only root may. A connection goes to the zone of its source, else
to that of its interface, else to the default one. Rules beside firewalld's own can only keep out more, but where it still
works with iptables (before 0.6, or by its settings) its "direct" rules come first: so they must be none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from postigo.api import Bus, BusError, CannotTell, Json, System, Unknown
from postigo_checks.network.firewall.packets import ALL, NONE, PORTS, TCP, UDP, at_ports

SERVICE: Final = "org.fedoraproject.FirewallD1"
_PATH: Final = "/org/fedoraproject/FirewallD1"
_PROTOCOLS: Final = {"tcp": TCP, "udp": UDP, "6": TCP, "17": UDP} | dict.fromkeys(
    ("sctp", "dccp", "icmp", "ipv6-icmp", "igmp", "esp", "ah", "gre", "ipv6", "ipip", "vrrp", "ospf", "pim", "l2tp"),
    NONE,
)
_TARGETS: Final = {"ACCEPT": ALL, "default": NONE, "DROP": NONE, "%%REJECT%%": NONE, "REJECT": NONE}
_OF_PORT: Final = re.compile(r"\bport port=\"([^\"]*)\" protocol=\"([^\"]*)\"")
_OF_SERVICE: Final = re.compile(r"\bservice name=\"([^\"]*)\"")
_NARROW: Final = re.compile(r"\b(?:icmp-type|icmp-block|forward-port|masquerade)\b")
_HELD_TO_SOME: Final = re.compile(r"\b(?:source|destination|limit|mark|protocol)\b")
_PORTS: Final = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone in use. How it is called, who comes into it, and what it lets in."""

    name: str
    default: bool
    interfaces: tuple[str, ...]
    sources: tuple[str, ...]
    lets_in: int


def default_zone(system: System) -> str | None:
    """The zone of networks that have none of their own. None where firewalld does not run."""
    bus = "org.freedesktop.DBus"
    owned = body(system.dbus(Bus.SYSTEM, bus, "/org/freedesktop/DBus", bus, "NameHasOwner", "s", SERVICE))
    if not isinstance(owned, bool):
        raise CannotTell(Unknown.UNREADABLE, f"NameHasOwner: {owned!r:.80}")
    if not owned:
        return None
    zone = _ask(system, "", "getDefaultZone")
    if not isinstance(zone, str) or not zone:
        raise CannotTell(Unknown.UNREADABLE, f"getDefaultZone: {zone!r:.80}")
    return zone


def zones(system: System, default: str) -> tuple[Zone, ...]:
    """The zones in use, the default one first. DENIED where firewalld tells only an administrator."""
    for question in ("getAllRules", "getAllPassthroughs"):
        if _ask(system, ".direct", question) != []:
            raise CannotTell(Unknown.UNREADABLE, "firewalld has direct rules")
    active = _ask(system, ".zone", "getActiveZones")
    if not isinstance(active, dict):
        raise CannotTell(Unknown.UNREADABLE, f"getActiveZones: {active!r:.80}")
    beside = _policies(system)
    found = []
    for name, who in {default: {}, **active}.items():
        match who:
            case dict():
                interfaces, sources = _words(who.get("interfaces", [])), _words(who.get("sources", []))
            case _:
                raise CannotTell(Unknown.UNREADABLE, f"getActiveZones: {who!r:.80}")
        if name != default and not interfaces and not sources:
            raise CannotTell(Unknown.UNREADABLE, "a zone in use by nobody")
        settings = _ask(system, ".zone", "getZoneSettings2", name)
        if not isinstance(settings, dict) or "target" not in settings:
            raise CannotTell(Unknown.UNREADABLE, f"the settings of a zone: {settings!r:.80}")
        found.append(Zone(name, name == default, interfaces, sources, _lets_in(system, settings) | beside))
    return tuple(found)


def _policies(system: System) -> int:
    """Packets that policies let in besides, whatever the zone."""
    active = _ask(system, ".policy", "getActivePolicies")
    if not isinstance(active, dict):
        raise CannotTell(Unknown.UNREADABLE, f"getActivePolicies: {active!r:.80}")
    packets = NONE
    for name, between in active.items():
        match between:
            case {"egress_zones": list(aims)}:
                if "HOST" in _words(aims):
                    packets |= _lets_in(system, _ask(system, ".policy", "getPolicySettings", name))
            case _:
                raise CannotTell(Unknown.UNREADABLE, f"getActivePolicies: {between!r:.80}")
    return packets


def _lets_in(system: System, settings: Json) -> int:
    """The packets that a zone or a policy accepts."""
    if not isinstance(settings, dict):
        raise CannotTell(Unknown.UNREADABLE, f"the settings of a zone: {settings!r:.80}")
    target = settings.get("target", "default")
    if not isinstance(target, str) or target not in {*_TARGETS, "CONTINUE"}:
        raise CannotTell(Unknown.UNREADABLE, f"a target: {target!r:.40}")
    packets = _TARGETS.get(target, NONE)
    packets |= _named(settings)
    for port in _list(settings.get("forward_ports", [])):
        packets |= _port(port)
    for service in _words(settings.get("services", [])):
        packets |= _service(system, service)
    for rule in _words(settings.get("rules_str", settings.get("rich_rules", []))):
        packets |= _rich(system, rule)
    return packets


def _named(settings: dict[str, Json]) -> int:
    """Ports and protocols that the settings of a zone or a service name."""
    packets = NONE
    for protocol in _words(settings.get("protocols", [])):
        packets |= _protocol(protocol)
    for port in _list(settings.get("ports", [])):
        packets |= _port(port) if _pair(port)[0] else _protocol(_pair(port)[1])
    for port in _list(settings.get("source_ports", [])):
        packets |= _protocol(_pair(port)[1])  # a sender takes the port that they like
    return packets


def _service(system: System, name: str, depth: int = 0) -> int:
    settings = _ask(system, "", "getServiceSettings2", name)
    if not isinstance(settings, dict) or depth > _DEEPEST:
        raise CannotTell(Unknown.UNREADABLE, f"the settings of a service: {settings!r:.80}")
    packets = _named(settings)
    for other in _words(settings.get("includes", [])):
        packets |= _service(system, other, depth + 1)
    return packets


def _protocol(name: str) -> int:
    if name not in _PROTOCOLS:
        raise CannotTell(Unknown.UNREADABLE, f"a protocol: {name:.40}")
    return _PROTOCOLS[name]


def _rich(system: System, rule: str) -> int:
    """Packets that a "rich" rule lets in. All, unless it is held to a port, a service or the network's own messages."""
    if " accept" not in rule or _NARROW.search(rule):
        return NONE
    ports, services = _OF_PORT.search(rule), _OF_SERVICE.search(rule)
    if ports is not None:
        return _port([ports[1], ports[2]])
    if services is not None:
        return _service(system, services[1])
    if _HELD_TO_SOME.search(rule):
        raise CannotTell(Unknown.UNREADABLE, "a rule that lets some in")
    return ALL


def _port(port: Json) -> int:
    span, protocol = _pair(port)
    numbers = _PORTS.fullmatch(span)
    if numbers is None or int(numbers[1]) >= PORTS or int(numbers[2] or 0) >= PORTS:
        raise CannotTell(Unknown.UNREADABLE, f"a port: {port!r:.60}")
    return at_ports(_protocol(protocol), int(numbers[1]), int(numbers[2] or numbers[1]))


def _pair(port: Json) -> tuple[str, str]:
    match port:
        case [str(span), str(protocol), *_]:
            return span, protocol
    raise CannotTell(Unknown.UNREADABLE, f"a port: {port!r:.60}")


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise CannotTell(Unknown.UNREADABLE, f"no list: {value!r:.60}")
    return value


def _words(value: Json) -> tuple[str, ...]:
    words = tuple(word for word in _list(value) if isinstance(word, str))
    if len(words) != len(_list(value)):
        raise CannotTell(Unknown.UNREADABLE, f"no words: {value!r:.60}")
    return words


def _ask(system: System, part: str, question: str, *about: str) -> Json:
    signature = "s" * len(about)
    return body(system.dbus(Bus.SYSTEM, SERVICE, _PATH, f"{SERVICE}{part}", question, signature, *about))


def body(reply: Json | BusError) -> Json:
    """The one value of a reply."""
    if isinstance(reply, BusError):
        raise CannotTell(Unknown.DENIED if "NotAuthorized" in reply.name else Unknown.UNREADABLE, reply.name)
    if not isinstance(reply, list) or len(reply) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"a reply of another shape: {reply!r:.80}")
    return reply[0]
