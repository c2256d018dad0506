"""The fact that `firewall.enabled` judges: how the wall stands towards each kind of network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from postigo.api import Device, Handle, Keyword, Program, Site, Unseen


class Network(StrEnum):
    """Where one can be. Windows keeps a firewall for each; the others one for all."""

    ANY = "any"
    PUBLIC = "public"
    PRIVATE = "private"
    WORK = "work"


class Stand(StrEnum):
    """Answer of a firewall to a stranger who knocks."""

    ON = "on"  # keeps out what was not asked for
    WIDE = "wide"  # keeps out those who knock at the system's own services, not at other programs (ports above 1024)
    OFF = "off"
    OPEN = "open"  # it is on, and lets everybody in
    MANY = "many"  # it is on, and somebody has opened many ports in it
    HALF = "half"  # keeps out those who come by IPv4, and lets in those who come by IPv6


class Part(Enum):
    """Parts of a look that may stay unseen."""

    WALL = "the state of the firewall"
    SERVICE = "whether its service may start"
    ANSWER = "its own word, by the service that does the work"
    OTHER = "another maker's firewall"
    CARDS = "which network cards are left out of it"
    RULES = "the rules in force, which only an administrator may read"
    IN_FORCE = "the rules in force, as an administrator"
    UNITS = "which firewall services run"
    ZONES = "what firewalld lets in, which it tells only to an administrator"
    SET_TO = "whether the rules in force are as ufw is set: only an administrator may read them"
    PASSED_ON = "what is passed on past the firewall"


@dataclass(frozen=True, slots=True)
class Opening:
    """A way to come by which everybody is let in. An interface of this computer, a network, or both.

    `near`: strangers of the same network come that way, by cable or by Wi-Fi; not only a program's own network (VPN).
    """

    interface: Device | None
    network: Site | None
    near: bool
    handle: Handle | None = None


@dataclass(frozen=True, slots=True)
class Firewall:
    """Firewall of the system (`name`, where it has one). `other` is another maker's that is on in its place.

    `openings` stand beside a wall that is on; on the `passed_on` ports another program (a container) is reached past it.
    `wall` is what would have to change to keep strangers out.
    """

    walls: Mapping[Network, Stand]
    name: Keyword | None = None
    other: Program | None = None
    unseen: tuple[Unseen[Part], ...] = ()
    openings: tuple[Opening, ...] = ()
    passed_on: tuple[int, ...] = ()
    wall: Handle | None = None
