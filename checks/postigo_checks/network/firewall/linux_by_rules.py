"""How the wall stands by the rules in force (Linux, root)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address, summarize_address_range
from pathlib import PurePosixPath
from typing import Final

from postigo.api import ABSENT, CannotTell, Device, Handle, HandleKind, Keyword, Site, System, Unknown, Unseen, attempt
from postigo_checks.network.firewall.fact import Firewall, Network, Opening, Part, Stand
from postigo_checks.network.firewall.linux_rules import VERSIONS, Door, Rules, doors, read
from postigo_checks.network.firewall.netfilter import Named, Span, Stranger
from postigo_checks.network.firewall.packets import LOW, many, ports_of

_KERNEL: Final = "netfilter"
_CARDS: Final = "/sys/class/net/*/device"
_CARRIED: Final = "/sys/class/net/*/lower_*"
_BRIDGES: Final = "/sys/class/net/*/bridge"


@dataclass(frozen=True, slots=True)
class _Side:
    """One version of IP. How the wall stands there (None: rules that we do not understand), and what leads around it."""

    stand: Stand | None
    doors: tuple[Door, ...] = ()


def in_force(system: System, name: Keyword | None) -> Firewall:
    """By the rules in force. CannotTell where they cannot be read, no wall where they are not understood."""
    rules = read(system)
    passed = 0
    sides: dict[int, _Side] = {}
    for version in VERSIONS:
        way = rules.way(Stranger(version), Named())
        passed |= way.passed
        sides[version] = _side(rules, version, way.may, way.must)
    unseen = [Unseen(Part.PASSED_ON, unknown.why) for unknown in rules.unseen]
    stand = attempt(_stand, system, sides)
    if isinstance(stand, CannotTell):
        unseen.insert(0, Unseen(Part.IN_FORCE, stand.why))
        return Firewall({}, name, unseen=tuple(unseen), passed_on=ports_of(passed))
    if stand is Stand.ON and many(passed):
        stand = Stand.MANY
    found = [door for side in sides.values() for door in side.doors]
    ways = openings(
        system, ((door.interface, None if door.source is None else _written(door.source)) for door in found)
    )
    wall = Handle(HandleKind.FIREWALL, "", _KERNEL if name is None else name.word)
    return Firewall(
        {Network.ANY: stand}, name, unseen=tuple(unseen), openings=ways, passed_on=ports_of(passed), wall=wall
    )


def _stand(system: System, sides: dict[int, _Side]) -> Stand:
    by_ipv4, by_ipv6 = sides[4].stand, sides[6].stand
    if by_ipv4 in {Stand.OFF, Stand.OPEN}:
        return by_ipv4
    if by_ipv6 is not Stand.ON and system.read("/proc/net/if_inet6", optional=True) is ABSENT:
        by_ipv6 = Stand.ON  # a kernel without IPv6: nobody comes that way. Any address, even of the own network, is one
        sides[6] = _Side(by_ipv6)
    if by_ipv4 is None or by_ipv6 is None:
        raise CannotTell(Unknown.UNREADABLE, "rules of its own make, which let some in and keep some out")
    if by_ipv6 in {Stand.OFF, Stand.OPEN}:
        return Stand.HALF if by_ipv4 is Stand.ON else by_ipv6
    return Stand.MANY if Stand.MANY in {by_ipv4, by_ipv6} else Stand.ON


def _side(rules: Rules, version: int, may: int, must: int) -> _Side:
    if not many(may):
        return _Side(Stand.ON)
    if many(must):
        if not wide_open(must):
            return _Side(Stand.MANY)
        return _Side(Stand.OPEN if rules.programs else Stand.OFF)  # single bans (fail2ban) are no wall
    found = []
    for door in doors(rules, version):
        if not many(door.may):
            continue
        if not many(door.must) or (door.interface is None and door.source is None):
            return _Side(None)
        found.append(door)
    alone = [door for door in found if door.interface is None or door.source is None]
    names = {door.interface for door in alone} | {door.source for door in alone}
    named = [door for door in found if door in alone or not names.intersection({door.interface, door.source})]
    return _Side(Stand.ON, tuple(named))


def wide_open(packets: int) -> bool:
    """Whether the ports of the system's own services are open, most of them. Then nobody is kept out."""
    return (packets & LOW).bit_count() > LOW.bit_count() // 4


# --- ways around -----------------------------------------------------------------------------------------------------


def openings(system: System, ways: Iterable[tuple[str | None, str | None]]) -> tuple[Opening, ...]:
    """Ways to come that lead out of this machine, each once. By an interface, from a network.

    A bridge with no card in it leads to this machine's own containers.
    """
    ways = dict.fromkeys(ways)
    if not ways:
        return ()
    cards = {PurePosixPath(entry.path).parent.name for entry in system.glob(_CARDS)}
    carried: dict[str, set[str]] = {}
    for entry in system.glob(_CARRIED):
        path = PurePosixPath(entry.path)
        carried.setdefault(path.parent.name, set()).add(path.name.removeprefix("lower_"))
    bridges = {PurePosixPath(entry.path).parent.name for entry in system.glob(_BRIDGES)}
    found = []
    for interface, network in ways:
        near = interface is None or _leads_out(interface, cards, carried)
        if near or interface not in bridges:
            device = None if interface is None else Device(interface)
            handle = Handle(HandleKind.FIREWALL, interface or network or "", _KERNEL)
            found.append(Opening(device, None if network is None else Site(network), near, handle))
    return tuple(found)


def _leads_out(interface: str, cards: set[str], carried: dict[str, set[str]]) -> bool:
    """Whether strangers of the same network come by an interface. A network card, or what stands on one (a bridge, a VLAN)."""
    every = interface.endswith("*")
    todo = {name for name in cards | carried.keys() if name.startswith(interface[:-1])} if every else {interface}
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name in cards:
            return True
        seen.add(name)
        todo |= carried.get(name, set()) - seen
    return False


def _written(source: Span) -> str:
    version, first, last = source
    size = 32 if version == 4 else 128
    low, high = ip_address(first.to_bytes(size // 8, "big")), ip_address(last.to_bytes(size // 8, "big"))
    networks = list(summarize_address_range(low, high))
    return str(networks[0]) if len(networks) == 1 else f"{low}-{high}"
