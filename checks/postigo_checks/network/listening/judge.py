"""Judge of `net.listening`: a program that no table knows is **ADVISE**, never more.

It may be a game or a tool for work, and a firewall may keep everybody out. Services that everybody has (the finder of printers,
DHCP, parts of the system) and programs known for it are a **NOTE**.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from postigo.api import Finding, Gap, Handle, HandleKind, Level, Numeral, Path, Program, Text, Unknown, gaps
from postigo_checks.network.listening.fact import Listening, Part, Stranger


def judge(fact: Listening) -> Iterator[Finding | Gap]:
    """Strangers one by one, the others together, and what could not be seen."""
    for stranger in fact.strangers:
        yield _stranger(stranger)
    if fact.known:
        values = {"names": [_PLAINLY.get(name.word, name) for name in fact.known]}
        text = Text(
            "These accept connections from other devices, which is usual for them: {names}. A firewall may still keep others out.",
            values=values,
        )
        if any(name.word in _FROM_AFAR for name in fact.known):  # usual for them, and not for everybody
            text = Text(
                "These accept connections from other devices: {names}. Do you know all of them? A firewall may still keep others out.",
                values=values,
            )
        yield Finding("known-services", Level.NOTE, text)
    if fact.hidden:
        text = Text(
            "On {n} port a program accepts connections from other devices. We could not see which one.",
            "On {n} ports programs accept connections from other devices. We could not see which ones.",
            fact.hidden,
            {"n": fact.hidden},
        )
        yield Gap(Unknown.DENIED, text)
    if fact.passed_on:
        shown = Numeral(", ".join(map(str, fact.passed_on[:_SHOWN])) + ("…" if len(fact.passed_on) > _SHOWN else ""))
        text = Text(
            "On {n} port, other devices reach a container, even past the firewall.",
            "On {n} ports, other devices reach containers, even past the firewall.",
            len(fact.passed_on),
            {"n": len(fact.passed_on)},
        )
        yield Finding("passed-on", Level.NOTE, text, evidence={"ports": shown}, fixes=("ask-then-close",))
    yield from gaps(fact.unseen, _UNSEEN)
    if not (fact.strangers or fact.known or fact.hidden or fact.passed_on or fact.unseen):
        yield Finding("nobody", Level.GOOD, Text("No program accepts connections from other devices on the network."))


_SHOWN: Final = 20  # ports
_UNSEEN: Final = {
    Part.CONTAINERS: Text("This computer may hold containers. We could not see whether other devices reach them."),
    Part.NETWORK: Text("Postigo sees only a network of its own here, not that of the computer."),
    Part.ACCOUNTS: Text("We could only see the programs of this account."),
}
_PLAINLY: Final[Mapping[str, Text]] = {
    "Avahi": Text("search for devices (Avahi)"),
    "Bonjour": Text("search for devices (Bonjour)"),
    "CUPS": Text("printing (CUPS)"),
    "DHCP": Text("address of the network (DHCP)"),
    "LLMNR": Text("search for devices (LLMNR)"),
    "NFS": Text("shared folders (NFS)"),
    "NTP": Text("clock (NTP)"),
    "RDP": Text("remote desktop (RDP)"),
    "SSDP": Text("search for devices (SSDP)"),
    "SSH": Text("remote sign-in (SSH)"),
    "Samba": Text("shared folders (Samba)"),
    "VNC": Text("remote desktop (VNC)"),
    "WinRM": Text("remote commands (WinRM)"),
    "dnsmasq": Text("names and addresses of the network (dnsmasq)"),
    "mDNS": Text("search for devices (mDNS)"),
}
"""Purpose of a service with a technical name."""
_FROM_AFAR: Final = frozenset(
    {"AnyDesk", "Epoptes", "NetSupport", "RDP", "RustDesk", "SSH", "TeamViewer", "VNC", "Veyon", "WinRM"}
)
"""By these somebody far away can use the computer. `camera.remote-control` judges them, and nothing here calms."""


def _stranger(stranger: Stranger) -> Finding:
    program = Program(stranger.program)
    text = Text(
        "{program} accepts connections from other devices, on port {ports}. A firewall may still keep them out.",
        "{program} accepts connections from other devices, on ports {ports}. A firewall may still keep them out.",
        len(stranger.ports),
        {"program": program, "ports": tuple(Numeral(str(port)) for port in stranger.ports)},  # a name, not an amount
    )
    evidence = {} if stranger.path is None else {"path": Path(stranger.path)}
    port = Handle(HandleKind.PORT, f"tcp/{stranger.ports[0]}")
    handle = port if stranger.path is None else Handle(HandleKind.PROGRAM, stranger.path)
    return Finding("program-waits", Level.ADVISE, text, program, evidence, ("ask-then-close",), handle=handle)
