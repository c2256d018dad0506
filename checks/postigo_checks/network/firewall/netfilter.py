"""Verdict of the kernel's packet filter on a stranger who knocks, whoever wrote the rules.

A packet has to pass every chain that stands at a hook on its way in; the first chain that drops it is enough. Rules are read from
`nft` (nft_rules) or from `iptables-save` (iptables_rules).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from postigo.api import CannotTell, Unknown
from postigo_checks.network.firewall.packets import ALL, ANY, NEVER, NONE, SOME, Hit, when

_MOST: Final = 200_000
"""Rules looked at before we give up: jumps into one another can multiply without end."""
_DEEPEST: Final = 32  # the kernel itself follows sixteen jumps


class Does(Enum):
    """Action of a rule on a packet that it hits."""

    ACCEPT = "accept"
    DROP = "drop"
    RETURN = "return"
    JUMP = "jump"
    GOTO = "goto"
    SEND_ON = "send on"  # to another port or another machine (a container): the rules for what comes in are not asked
    UNSURE = "unsure"  # it may let in and it may keep out


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition and what follows from it; `target` is the chain of a jump."""

    hit: Hit
    does: Does
    target: str = ""


@dataclass(slots=True)
class Chain:
    """Rules in order. One that stands at a hook has that hook's name, and says what becomes of the rest."""

    hook: str | None = None
    rest: Does = Does.ACCEPT
    rules: list[Rule] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """Chains by name. `opaque`: it has rules of which `nft` does not tell all. `doubtful`: it may be switched off."""

    chains: dict[str, Chain] = field(default_factory=dict)
    opaque: bool = False
    doubtful: bool = False
    size: int = 0  # rules as they are written, to hold two readings of one table against each other


@dataclass(frozen=True, slots=True)
class Way:
    """Packets that come in: that `may`, that `must`, and that may be passed on."""

    may: int
    must: int
    passed: int = NONE


# --- who knocks ------------------------------------------------------------------------------------------------------

Span = tuple[int, int, int]  # version, first and last address, as numbers


@dataclass(frozen=True, slots=True)
class Stranger:
    """Stranger who knocks, by IPv4 or IPv6: from anywhere, or (not `anyhow`) just so.

    Just so, without an interface or a source, is one that no rule names.
    """

    version: int
    anyhow: bool = True
    interface: str | None = None
    source: Span | None = None


@dataclass(slots=True)
class Named:
    """The interfaces and sources that the rules name."""

    interfaces: set[str] = field(default_factory=set)
    sources: set[Span] = field(default_factory=set)


def comes_by(stranger: Stranger, interface: str, named: Named) -> Hit:
    """Whether a stranger comes by an interface (`lo` is nobody's but ours). `eth*` stands for all that begin so."""
    if interface == "lo":
        return NEVER
    if interface == "*":
        return ANY
    named.interfaces.add(interface)
    if stranger.anyhow:
        return SOME
    return when(stranger.interface == interface or _covers(interface, stranger.interface))


def _covers(pattern: str, name: str | None) -> bool:
    return pattern.endswith("*") and name is not None and name.startswith(pattern[:-1])


def comes_from(stranger: Stranger, source: Span | None, named: Named) -> Hit:
    """Whether a stranger has one of these addresses; None: addresses that we cannot read."""
    if source is None:
        return SOME
    version, first, last = source
    if version != stranger.version or _is_loop(source):
        return NEVER
    if first == 0 and last == _last(version):
        return ANY
    named.sources.add(source)
    if stranger.anyhow:
        return SOME
    if stranger.source is None:
        return NEVER
    _, own_first, own_last = stranger.source
    if first <= own_first and own_last <= last:
        return ANY
    inside = own_first <= first and last <= own_last  # who is in the smaller one is asked about by itself
    return NEVER if inside or last < own_first or own_last < first else SOME


def goes_to(stranger: Stranger, address: Span | None) -> Hit:
    """Whether a stranger's packet goes to one of these addresses. Never to the loop, and to groups it opens nothing."""
    if address is None:
        return SOME
    version, first, last = address
    if version != stranger.version or _is_loop(address):
        return NEVER
    low, high = ((IPv4Address if version == 4 else IPv6Address)(number) for number in (first, last))
    if low.is_multicast and high.is_multicast:
        return NEVER
    if first == last == _last(4) and version == 4:
        return NEVER
    return ANY if first == 0 and last == _last(version) else SOME


def _last(version: int) -> int:
    return (1 << (32 if version == 4 else 128)) - 1


def _is_loop(span: Span) -> bool:
    version, first, last = span
    low, high = ((IPv4Address if version == 4 else IPv6Address)(number) for number in (first, last))
    return low.is_loopback and high.is_loopback


def span(text: str) -> Span | None:
    """An address, a network (`10.0.0.0/8`) or a range (`10.0.0.1-10.0.0.9`). None if it is none of these."""
    try:
        if "-" in text:
            first, last = (ip_address(part) for part in text.split("-"))
            return (first.version, int(first), int(last)) if first.version == last.version else None
        network = ip_network(text, strict=False)
    except ValueError:
        return None
    return network.version, int(network.network_address), int(network.broadcast_address)


# --- the way of a packet ---------------------------------------------------------------------------------------------

_WAY_IN: Final = ("prerouting", "input")


def way_in(tables: Iterable[Table]) -> Way:
    """Packets that come in past all chains of these tables. UNREADABLE where one jumps to a chain that is not there."""
    may, must, passed = ALL, ALL, NONE
    left = [_MOST]
    for table in tables:
        for chain in table.chains.values():
            if chain.hook == "ingress":
                must = NONE  # of one network card, before all others: it may drop what it likes
            if chain.hook not in _WAY_IN:
                continue
            way = _through(table.chains, chain, Hit(ALL, ALL), left, 0)
            open_ = chain.rest is Does.ACCEPT
            passed |= way.passed
            must &= NONE if table.doubtful else way.accepted.must | (way.rest.must if open_ else NONE)
            if not table.doubtful:
                may &= way.accepted.may | (way.rest.may if open_ else NONE)
    return Way(may, must, passed)


@dataclass(slots=True)
class _Passage:
    """How a chain divides what arrives. Let in, passed on, and what goes on behind it."""

    accepted: Hit
    rest: Hit
    passed: int


def _through(  # noqa: C901 - one step for each thing that a rule can do
    chains: Mapping[str, Chain], chain: Chain, arriving: Hit, left: list[int], depth: int
) -> _Passage:
    if depth > _DEEPEST:
        raise CannotTell(Unknown.UNREADABLE, "rules that jump without end")
    may, must = arriving.may, arriving.must
    yes_may = yes_must = back_may = back_must = passed = NONE
    for rule in chain.rules:
        left[0] -= 1
        if left[0] < 0:
            raise CannotTell(Unknown.UNREADABLE, f"more than {_MOST} rules")
        if not may:
            break
        hit = Hit(may & rule.hit.may, must & rule.hit.must)
        stays = NONE if rule.does is not Does.UNSURE else hit.may
        may, must = may & ~rule.hit.must | stays, must & ~rule.hit.may
        match rule.does:
            case Does.ACCEPT:
                yes_may, yes_must = yes_may | hit.may, yes_must | hit.must
            case Does.SEND_ON:
                passed |= hit.may
                yes_may, yes_must = yes_may | hit.may, yes_must | hit.must
            case Does.UNSURE:
                yes_may |= hit.may
            case Does.DROP:
                pass
            case Does.RETURN:
                back_may, back_must = back_may | hit.may, back_must | hit.must
            case Does.JUMP | Does.GOTO:
                if rule.target not in chains:
                    raise CannotTell(Unknown.UNREADABLE, "a jump to a chain that is not there")
                inner = _through(chains, chains[rule.target], hit, left, depth + 1)
                yes_may, yes_must = yes_may | inner.accepted.may, yes_must | inner.accepted.must
                passed |= inner.passed
                if rule.does is Does.JUMP:
                    may, must = may | inner.rest.may, must | inner.rest.must
                else:
                    back_may, back_must = back_may | inner.rest.may, back_must | inner.rest.must
    return _Passage(Hit(yes_may, yes_must), Hit(may | back_may, must | back_must), passed)
