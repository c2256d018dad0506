"""Conditions of nftables, and whether a stranger's packet meets them.

The stranger knocks anew: no packet of theirs belongs to what this machine has asked for. They are in the same network, so there is
a way back to them. A word that we do not know may be true or not (`SOME`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from postigo.api import Json
from postigo_checks.network.firewall.netfilter import Named, Span, Stranger, comes_by, comes_from, goes_to, span
from postigo_checks.network.firewall.packets import (
    ALL,
    ANY,
    NEVER,
    PORTS,
    SOME,
    TCP,
    UDP,
    Hit,
    at_ports,
    both,
    only,
    when,
)

CARRIED: Final = {"tcp": TCP, "udp": UDP, "th": ALL}
"""The protocols whose header a match looks into. Of another (ICMP, SCTP) no packet is one of TCP or UDP."""
_OTHER_HEADERS: Final = {
    *("icmp", "icmpv6", "igmp", "sctp", "dccp", "udplite", "esp", "ah", "comp", "gre", "geneve", "vxlan", "hbh", "rt"),
    *("frag", "dst", "mh", "arp"),
}
_PROTOCOLS: Final = {"tcp": only(TCP), "udp": only(UDP)} | dict.fromkeys(
    ("icmp", "icmpv6", "ipv6-icmp", "igmp", "sctp", "dccp", "udplite", "esp", "ah", "comp", "gre", "ospf", "vrrp"),
    NEVER,
)
_VERSIONS: Final = {"ipv4": 4, "ip": 4, "ipv6": 6, "ip6": 6}
_WORDS: Final[Mapping[str, Mapping[str, Hit]]] = {
    "kind": {"host": ANY, "unicast": ANY, "broadcast": NEVER, "multicast": NEVER, "other": NEVER},
    "aim": {"local": ANY} | dict.fromkeys(("unicast", "broadcast", "multicast", "anycast", "blackhole"), NEVER),
    "status": dict.fromkeys(
        ("dnat", "expected", "seen-reply", "assured", "confirmed"), NEVER
    ),  # for `dnat`: `ProbeFunc.passed`
    "state": {"new": ANY, "established": NEVER, "related": NEVER, "invalid": NEVER, "untracked": NEVER},
}


@dataclass(frozen=True, slots=True)
class Asks:
    """Field that is asked for. None for one that we do not know. `within`: packets that have it at all."""

    field: str | None
    within: Hit = ANY
    parts: tuple[Asks, ...] = ()


def described(left: Json, version: int) -> Asks:  # noqa: C901 - one case a field
    """The left side of a match, for packets of this version of IP."""
    ip4, ip6 = when(version == 4), when(version == 6)
    match left:
        case {"concat": list(parts)}:
            return Asks("all", parts=tuple(described(part, version) for part in parts))
        case {"&": [inner, *_]}:  # some bits of it
            return Asks(None, described(inner, version).within)
        case {"meta": {"key": "iif" | "iifname"}}:
            return Asks("interface")
        case {"meta": {"key": "l4proto"}}:
            return Asks("protocol")
        case {"meta": {"key": "nfproto" | "protocol"}}:
            return Asks("version")
        case {"meta": {"key": "pkttype"}}:
            return Asks("kind")
        case {"ct": {"key": "state" | "status" as key}}:
            return Asks(str(key))
        case {"fib": {"result": "type", "flags": ["daddr"] | ["daddr", "iif"] | "daddr"}}:
            return Asks("aim")
        case {"fib": {"result": "oif", "flags": list(flags)}} if "saddr" in flags:
            return Asks("way back")
        case {"payload": {"protocol": "ip", "field": "protocol"}}:
            return Asks("protocol", ip4)
        case {"payload": {"protocol": "ip6", "field": "nexthdr"}}:
            return Asks("protocol", ip6)
        case {"payload": {"protocol": "ip" | "ip6" as protocol, "field": str(name)}}:
            return Asks(name if name in {"saddr", "daddr"} else None, ip4 if protocol == "ip" else ip6)
        case {"payload": {"protocol": str(protocol), "field": str(name)}} if protocol in CARRIED:
            return Asks("port" if name == "dport" else None, only(CARRIED[protocol]))
        case {"payload": {"protocol": str(protocol), "field": str()}} if protocol in _OTHER_HEADERS:
            return Asks(None, NEVER)
    return Asks(None)


def condition(  # noqa: C901 - one case a field
    asks: Asks, member: Json, stranger: Stranger, named: Named, *, untracked: bool
) -> Hit:
    """Whether a stranger's packets have this value there. `untracked`: rules keep packets from being followed."""
    match asks.field, member:
        case "all", {"concat": list(members)} if len(members) == len(asks.parts):
            hit = ANY
            for part, own in zip(asks.parts, members, strict=True):
                one = condition(part, own, stranger, named, untracked=untracked)
                hit = both(hit, both(part.within, one))
            return hit
        case "interface", str(name) if name:
            return comes_by(stranger, name, named)
        case "protocol", str() | int():
            return _protocol(member)
        case "version", str(word) if word in _VERSIONS:
            return when(_VERSIONS[word] == stranger.version)
        case "state", str() if untracked:
            return NEVER if member in {"established", "related", "invalid"} else SOME
        case "kind" | "aim" | "status" | "state", str(word):
            return _WORDS[str(asks.field)].get(word, SOME)
        case "way back", bool(there):
            return when(there)
        case "saddr", _:
            return comes_from(stranger, _span(member), named)
        case "daddr", _:
            return goes_to(stranger, _span(member))
        case "port", {"range": [int(first), int(last)]} if 0 <= first <= last < PORTS:
            return only(at_ports(ALL, first, last))
        case "port", int(port) if not isinstance(member, bool) and 0 <= port < PORTS:
            return only(at_ports(ALL, port, port))
    return SOME


def _protocol(member: Json) -> Hit:
    match member:
        case bool():
            return SOME
        case int(number):
            return {6: only(TCP), 17: only(UDP)}.get(number, NEVER if 0 < number < 255 else SOME)
    return _PROTOCOLS.get(member, SOME) if isinstance(member, str) else SOME


def _span(member: Json) -> Span | None:
    match member:
        case str(address):
            return span(address)
        case {"prefix": {"addr": str(address), "len": int(bits)}}:
            return span(f"{address}/{bits}")
        case {"range": [str(first), str(last)]}:
            return span(f"{first}-{last}")
    return None
