"""Judge of `firewall.enabled`: a firewall that is off is advised against, and never urgent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from postigo.api import Finding, Gap, Level, Numeral, Text, Unknown, Unseen, Value, gaps
from postigo_checks.network.firewall.fact import Firewall, Network, Opening, Part, Stand

_FIXES: Final = ("turn-on", "set-up")
_ALLOWED: Final = ("keep-out", "set-up")

_NAMES: Final = {
    Network.ANY: Text("all networks"),
    Network.PUBLIC: Text("public networks"),
    Network.PRIVATE: Text("private networks"),
    Network.WORK: Text("work or school networks"),
}
_UNSEEN: Final = {
    Part.WALL: Text("We could not see whether the firewall is on."),
    Part.SERVICE: Text("We could not see whether the firewall may start with the computer."),
    Part.ANSWER: Text("The firewall did not answer us. It may not be running."),
    Part.CARDS: Text("Some network cards are left out of the firewall. We could not see which ones."),
    Part.OTHER: Text("We could not see whether a firewall of another maker is on."),
    Part.RULES: Text(
        "Only an administrator may read the rules that are in force. With these rights, Postigo can read them."
    ),
    Part.IN_FORCE: Text("We could not read the rules that are in force, not even as an administrator."),
    Part.UNITS: Text("We could not see which firewall services run."),
    Part.ZONES: Text(
        "The firewall (firewalld) runs. Only an administrator may see what it lets in. "
        "With these rights, Postigo can read that."
    ),
    Part.SET_TO: Text(
        "The firewall (ufw) is set to keep others out. Only an administrator may see what is opened in it. "
        "With these rights, Postigo can read that."
    ),
    Part.PASSED_ON: Text("We could not read all rules of the firewall (iptables-legacy)."),
}
_STRANGE: Final = Text(
    "This computer has firewall rules that we do not understand. "
    "Ask the person who made them whether they keep others out."
)


def judge(fact: Firewall) -> Iterator[Finding | Gap]:
    """Another maker's firewall does as well. A firewall that is off is never urgent: most homes have a router before it."""
    if fact.other is not None:
        text = Text("The firewall of {program} is on.", values={"program": fact.other})
        yield Finding("another-on", Level.GOOD, text)
        return
    off = [_NAMES[network] for network, stand in fact.walls.items() if stand is Stand.OFF]
    open_ = [_NAMES[network] for network, stand in fact.walls.items() if stand is Stand.OPEN]
    evidence: dict[str, Value] = {} if fact.name is None else {"firewall": fact.name}
    hidden = {item.part for item in fact.unseen}
    whole = hidden.isdisjoint({Part.WALL, Part.SERVICE, Part.CARDS})
    if off and whole and len(off) == len(fact.walls):
        text = Text("The firewall is off. Other devices on the network can try to reach this computer.")
        yield Finding("off", Level.ADVISE, text, evidence=evidence, fixes=_FIXES, handle=fact.wall)
    elif off:
        text = Text("The firewall is off on {networks}.", values={"networks": off})
        yield Finding("partly-off", Level.ADVISE, text, evidence=evidence, fixes=_FIXES, handle=fact.wall)
    if open_:
        text = Text("The firewall is on, but it lets everybody in on {networks}.", values={"networks": open_})
        yield Finding("lets-everybody-in", Level.ADVISE, text, evidence=evidence, fixes=_ALLOWED, handle=fact.wall)
    if Stand.HALF in fact.walls.values():
        text = Text(
            "The firewall is on for the older kind of addresses (IPv4), but not for the newer one (IPv6). "
            "Devices on the same network can still try to reach this computer."
        )
        yield Finding("ipv4-only", Level.ADVISE, text, evidence=evidence, fixes=_ALLOWED, handle=fact.wall)
    yield from _beside(fact, evidence)
    if whole and Part.ANSWER not in hidden and set(fact.walls.values()) == {Stand.ON} and not fact.openings:
        yield Finding("on", Level.GOOD, Text("The firewall is on."), evidence=evidence)
    yield from gaps(fact.unseen, _unseen)


def _unseen(item: Unseen[Part]) -> Text:
    strange = item.part is Part.IN_FORCE and item.why is Unknown.UNREADABLE
    return _STRANGE if strange else _UNSEEN[item.part]


def _beside(fact: Firewall, evidence: Mapping[str, Value]) -> Iterator[Finding]:
    """Findings on a wall that is on: openings in it, and ways around it."""
    if Stand.WIDE in fact.walls.values():
        text = Text("The firewall is on. As it comes with this system, others can still reach programs that you start.")
        yield Finding("wide", Level.NOTE, text, evidence=evidence, fixes=("narrow",))
    if Stand.MANY in fact.walls.values():
        text = Text("The firewall is on, but very many ports are open in it. Others can reach programs that you start.")
        yield Finding("many-ports", Level.NOTE, text, evidence=evidence, fixes=("close-ports",))
    yield from map(_opening, fact.openings)
    if fact.passed_on:
        text = Text(
            "On {n} port, others reach a program past the firewall. Containers such as Docker's do this.",
            "On {n} ports, others reach programs past the firewall. Containers such as Docker's do this.",
            len(fact.passed_on),
            {"n": len(fact.passed_on)},
        )
        shown = Numeral(", ".join(map(str, fact.passed_on[:_SHOWN])) + ("…" if len(fact.passed_on) > _SHOWN else ""))
        yield Finding("passed-on", Level.NOTE, text, evidence={"ports": shown}, fixes=("close-ports",))


def _opening(way: Opening) -> Finding:
    """A way around the wall: where strangers come by it, as bad as none."""
    if way.interface is None:
        text = Text("The firewall is on, but it lets in every device of the network {network}.")
        return Finding("network-let-in", Level.NOTE, _filled(text, way), subject=way.network, fixes=("close-ports",))
    if way.near and way.network is None:
        text = Text("The firewall is on, but it lets everybody in who comes by {interface}.")
        return Finding("lets-in-by", Level.ADVISE, _filled(text, way), way.interface, fixes=_ALLOWED, handle=way.handle)
    text = Text("The firewall is on, but it lets everything in that comes by {interface}.")
    return Finding("interface-let-in", Level.NOTE, _filled(text, way), subject=way.interface, fixes=("close-ports",))


def _filled(text: Text, way: Opening) -> Text:
    values = {"interface": way.interface, "network": way.network}
    return replace(text, values={name: value for name, value in values.items() if value is not None})


_SHOWN: Final = 20  # ports
