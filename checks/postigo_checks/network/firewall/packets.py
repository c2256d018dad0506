"""Packets of a stranger, as far as the rules of a firewall tell them apart. TCP or UDP, and the port they knock at.

A set of packets is one whole number with a bit for each of them, so that "both", "either" and "but not" are one step.
What a rule does with them is known from two sides: those that it **may** hit (for some stranger), and those that it **must**
hit (for every stranger). A condition that is not understood may hit all and must hit none: so it never lets a wall look whole,
and never lets it look open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from typing import Final

PORTS: Final = 1 << 16
NONE: Final = 0
TCP: Final = (1 << PORTS) - 1
UDP: Final = TCP << PORTS
ALL: Final = TCP | UDP
LOW: Final = ((1 << 1024) - 1) * (1 | (1 << PORTS))
"""The ports on which the system's own services wait."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Packets that a condition may be true for, and those that it surely is."""

    may: int
    must: int


ANY: Final = Hit(ALL, ALL)
SOME: Final = Hit(ALL, NONE)
NEVER: Final = Hit(NONE, NONE)


def only(packets: int) -> Hit:
    """A condition that is true for just these."""
    return Hit(packets, packets)


def when(true: bool) -> Hit:
    """A condition that does not hang on the port."""
    return ANY if true else NEVER


def both(first: Hit, second: Hit) -> Hit:
    """Both conditions."""
    return Hit(first.may & second.may, first.must & second.must)


def either(hits: Iterable[Hit]) -> Hit:
    """One of the conditions, or more; without any, never."""
    return reduce(lambda a, b: Hit(a.may | b.may, a.must | b.must), hits, NEVER)


def other(hit: Hit) -> Hit:
    """The opposite."""
    return Hit(ALL & ~hit.must, ALL & ~hit.may)


@cache
def at_ports(protocols: int, first: int, last: int) -> int:
    """The packets of these protocols (`TCP`, `UDP` or both) to a range of ports. Of ports that do not exist, none."""
    first, last = max(first, 0), min(last, PORTS - 1)
    if last < first:
        return NONE
    one = ((1 << (last - first + 1)) - 1) << first
    return protocols & (one | one << PORTS)


FEW: Final = 10_000
"""Open ports of which one can still say that strangers are kept out. Fedora's open zone has 129,022."""


def many(packets: int) -> bool:
    """Whether these are more than a few."""
    return packets.bit_count() > FEW


def ports_of(packets: int) -> tuple[int, ...]:
    """The ports among these packets, in order, each once."""
    merged = (packets & TCP) | (packets >> PORTS)
    found = []
    while merged:
        lowest = merged & -merged
        found.append(lowest.bit_length() - 1)
        merged ^= lowest
    return tuple(found)
