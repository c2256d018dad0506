"""Whether rules of nftables let in more than a few: which accepting rules are narrow.

Narrow is what lets in this machine itself (`lo`), answers to what it asked, messages of the network's own workings
(ICMP), or named ports. Everything else (a whole interface or network, new connections, all of TCP) may be everybody, and
whether it is hangs on things that we do not weigh up. A module of iptables (`xt`) keeps its arguments to itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final

from postigo.api import Json

Chain = tuple[str, str, str]  # family, table, name
Rule = list[dict[str, Json]]

_ANSWERS: Final = frozenset(("established", "related"))
_ICMP: Final = frozenset(("icmp", "icmpv6", "ipv6-icmp", "igmp", 1, 2, 58))
_WITH_PORTS: Final = frozenset(("tcp", "udp", "udplite", "sctp", "dccp", "th"))
_NARROW_MODULES: Final = frozenset(("icmp", "icmp6", "multiport"))
_FEW: Final = 10_000  # ports in one range; Fedora's open zone has 64,000


def let_many_in(rules: Mapping[Chain, list[Rule]], chain: Chain, seen: set[Chain]) -> bool:
    """Whether some rule that can be reached from here, and is not narrow, accepts."""
    if chain in seen:
        return False
    seen.add(chain)
    for rule in rules.get(chain, []):
        if any(_narrow(part, chain) for part in rule):
            continue
        for part in rule:
            if any(_accepts(rules, verdict, chain, seen) for verdict in _verdicts(part, chain)):
                return True
    return False


def _accepts(rules: Mapping[Chain, list[Rule]], verdict: dict[str, Json], chain: Chain, seen: set[Chain]) -> bool:
    match verdict:
        case {"accept": _}:
            return True
        case {"jump": {"target": str(target)}} | {"goto": {"target": str(target)}}:
            return let_many_in(rules, (*chain[:2], target), seen)
    return False


def _verdicts(part: dict[str, Json], chain: Chain) -> list[dict[str, Json]]:
    """What a part of a rule decides; of a verdict map, what it decides for those who are not few."""
    if "vmap" not in part:
        return [part]
    match part["vmap"]:
        case {"key": key, "data": {"set": list(pairs)}}:
            found: list[dict[str, Json]] = []
            for pair in pairs:
                match pair:
                    case [who, dict(verdict)] if not _narrow({"match": {"op": "==", "left": key, "right": who}}, chain):
                        found.append(verdict)
                    case [_, dict()]:
                        pass
                    case _:
                        return [{"accept": None}]
            return found
    return [{"accept": None}]  # a map that stands elsewhere: it may let anybody in


def _narrow(part: dict[str, Json], chain: Chain) -> bool:
    """Whether a part of a rule holds it to a few."""
    match part:
        case {"match": {"op": "==" | "in", "left": dict(left), "right": right}}:
            return _narrow_match(left, _members(right))
        case {"xt": {"type": "match", "name": str(module)}}:
            return module in _NARROW_MODULES or chain[2].startswith("ufw")  # the rules that ufw itself writes are known
    return False


def _narrow_match(left: dict[str, Json], members: list[Json]) -> bool:
    if not members:
        return False
    match left:
        case {"meta": {"key": "iif" | "iifname"}}:
            return all(member == "lo" for member in members)
        case {"ct": {"key": "state"}}:
            return all(isinstance(member, str) and member in _ANSWERS for member in members)
        case {"ct": {"key": "status"}}:
            return members == ["dnat"]  # sent on by a rule of this machine
        case {"meta": {"key": "l4proto"}} | {"payload": {"protocol": "ip", "field": "protocol"}}:
            return all(isinstance(member, str | int) and member in _ICMP for member in members)
        case {"payload": {"protocol": "ip6", "field": "nexthdr"}}:
            return all(isinstance(member, str | int) and member in _ICMP for member in members)
        case {"payload": {"protocol": "icmp" | "icmpv6" | "igmp"}}:
            return True
        case {"payload": {"protocol": str(protocol), "field": "dport"}} if protocol in _WITH_PORTS:
            return all(_few_ports(member) for member in members)
        case {"payload": {"protocol": "ip" | "ip6", "field": "daddr"}}:
            return all(_to_groups(member) for member in members)
    return False


def _members(right: Json) -> list[Json]:
    """The values that a match allows: one, or those of a set that stands in the rule."""
    match right:
        case {"set": list(members)}:
            return members
        case list(members):
            return members
    return [right]


def _few_ports(member: Json) -> bool:
    match member:
        case {"range": [int(first), int(last)]}:
            return last - first < _FEW
    return isinstance(member, int | str) and not str(member).startswith("@")


def _to_groups(member: Json) -> bool:
    """Whether an address is one that many devices listen to at once (multicast): what is sent there opens nothing."""
    address = member
    match member:
        case {"prefix": {"addr": str(address), "len": int()}}:
            pass
    try:
        return isinstance(address, str) and ip_address(address).is_multicast
    except ValueError:
        return False
