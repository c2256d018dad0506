"""Kernel's rules as `iptables-save` tells them. With all arguments of their modules, which `nft` keeps to itself.

*filter
:INPUT DROP [0:0]
:ufw-user-input - [0:0]
-A ufw-user-input -p tcp -m multiport --dports 1024:65535 -j ACCEPT
COMMIT
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from postigo.api import CannotTell, Unknown
from postigo_checks.network.firewall.netfilter import (
    Chain,
    Does,
    Named,
    Rule,
    Stranger,
    Table,
    comes_by,
    comes_from,
    goes_to,
    span,
)
from postigo_checks.network.firewall.packets import (
    ALL,
    ANY,
    NEVER,
    NONE,
    PORTS,
    SOME,
    TCP,
    UDP,
    Hit,
    at_ports,
    both,
    either,
    only,
    other,
)

_TABLES: Final = {"filter", "nat", "mangle", "raw", "security"}
_HOOKS: Final = {"INPUT": "input", "PREROUTING": "prerouting"}
_BUILT_IN: Final = {"INPUT", "PREROUTING", "OUTPUT", "FORWARD", "POSTROUTING"}
_SHORT: Final = {
    "-i": "--in-interface",
    "-o": "--out-interface",
    "-s": "--source",
    "-d": "--destination",
    "-p": "--protocol",
    "-m": "--match",
    "-j": "--jump",
    "-g": "--goto",
    "--dport": "--destination-port",
    "--dports": "--destination-ports",
    "--ctstate": "--state",
}
_ASKING_NOTHING: Final = {
    *("tcp", "udp", "multiport", "conntrack", "state", "comment", "addrtype", "pkttype", "iprange", "icmp", "icmp6"),
    *("ipv6-icmp", "icmpv6", "sctp", "dccp", "udplite", "esp", "ah", "rt"),
}
"""Modules that ask only by their options, which are read one by one."""
_PROTOCOLS: Final = {
    "tcp": only(TCP),
    "6": only(TCP),
    "udp": only(UDP),
    "17": only(UDP),
    "all": ANY,
    "0": ANY,
} | dict.fromkeys(
    (
        "icmp",
        "icmpv6",
        "ipv6-icmp",
        "icmp6",
        "igmp",
        "sctp",
        "dccp",
        "udplite",
        "esp",
        "ah",
        "gre",
        "ospf",
        "vrrp",
        "l2tp",
        "pim",
    ),
    NEVER,
)
_STATES: Final = {"NEW": ANY, "ESTABLISHED": NEVER, "RELATED": NEVER, "INVALID": NEVER, "SNAT": SOME, "DNAT": NEVER}
_AIMS: Final = {"LOCAL": ANY} | dict.fromkeys(("UNICAST", "BROADCAST", "MULTICAST", "ANYCAST", "BLACKHOLE"), NEVER)
_KINDS: Final = {"unicast": ANY, "broadcast": NEVER, "multicast": NEVER}
_ENDS: Final = {
    "ACCEPT": Does.ACCEPT,
    "DROP": Does.DROP,
    "REJECT": Does.DROP,
    "RETURN": Does.RETURN,
    "DNAT": Does.SEND_ON,
    "REDIRECT": Does.SEND_ON,
    "TPROXY": Does.SEND_ON,
}
_TALK: Final = {
    *("LOG", "NFLOG", "ULOG", "MARK", "CONNMARK", "CT", "NOTRACK", "TCPMSS", "DSCP", "TOS", "CLASSIFY", "HL", "TTL"),
    *("TRACE", "SET", "CHECKSUM", "RATEEST", "CONNSECMARK", "SECMARK", "AUDIT", "MASQUERADE", "SNAT"),
}
"""Targets after which the packet goes on, or that concern only what goes out."""


def tables(output: str, stranger: Stranger, named: Named) -> dict[str, Table]:
    """The tables by name, each rule as a condition on a stranger's packet. UNREADABLE if a table is not told to its end."""
    found: dict[str, Table] = {}
    table: Table | None = None
    untracked = any(word in output for word in (" --notrack", " -j NOTRACK"))
    for line in output.splitlines():
        if not line or line.startswith("#"):
            continue
        if table is None:
            name = line.removeprefix("*")
            if not line.startswith("*") or name not in _TABLES or name in found:
                raise _unreadable(line)
            table = found[name] = Table()
        elif line == "COMMIT":
            table = None
        elif line.startswith(":"):
            _chain(table, line)
        else:
            _rule(table, line, _Packet(stranger, named, untracked=untracked))
    if table is not None:
        raise CannotTell(Unknown.UNREADABLE, "iptables-save was cut")
    return found


def _unreadable(line: str) -> CannotTell:
    return CannotTell(Unknown.UNREADABLE, f"iptables-save: {line!r:.120}")


def _chain(table: Table, line: str) -> None:
    match line[1:].split(" "):
        case [name, "-" | "ACCEPT" | "DROP" as policy, *_] if name and (policy == "-") is (name not in _BUILT_IN):
            rest = Does.DROP if policy == "DROP" else Does.ACCEPT
            table.chains[name] = Chain(_HOOKS.get(name), rest)
        case _:
            raise _unreadable(line)


@dataclass(frozen=True, slots=True)
class _Packet:
    """Stranger who knocks, and the names that the rules have for them."""

    stranger: Stranger
    named: Named
    untracked: bool


def _rule(table: Table, line: str, packet: _Packet) -> None:
    words = _words(line)
    if len(words) < 2 or words[0] != "-A" or words[1] not in table.chains:
        raise _unreadable(line)
    hit, does, target = ANY, None, ""
    for negated, option, arguments in _options(words[2:], line):
        if option in {"--jump", "--goto"}:
            if len(arguments) != 1 or target:
                raise _unreadable(line)
            target = arguments[0]
            does = _verdict(table, target, goto=option == "--goto")
        elif not target:  # what follows the verdict are its own options
            one = _condition(option, arguments, packet)
            hit = both(hit, other(one) if negated else one)
    table.size += 1
    if does is not None:
        table.chains[words[1]].rules.append(Rule(hit, does, target))


def _words(line: str) -> list[str]:
    """The words of a rule. What is not plain stands in double quotes, with a backslash before quotes and backslashes."""
    if not _LINE.fullmatch(line):
        raise _unreadable(line)
    return [plain or _ESCAPED.sub(r"\1", quoted) for quoted, plain in _WORD.findall(line)]


_LINE: Final = re.compile(r'(?:"(?:[^"\\]|\\.)*"|[^\s"]+)(?: (?:"(?:[^"\\]|\\.)*"|[^\s"]+))* ?')
_WORD: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s"]+)')
_ESCAPED: Final = re.compile(r"\\(.)")


def _verdict(table: Table, target: str, *, goto: bool) -> Does | None:
    if target in table.chains:
        return Does.GOTO if goto else Does.JUMP
    return None if target in _TALK else _ENDS.get(target, Does.UNSURE)


def _options(words: list[str], line: str) -> Iterator[tuple[bool, str, list[str]]]:
    """Each option by its long name, with its words, and whether a `!` stands before it."""
    negated, at = False, 0
    while at < len(words):
        word = words[at]
        at += 1
        if word == "!":
            negated = True
            continue
        if not word.startswith("-"):
            raise _unreadable(line)
        arguments = []
        option = _SHORT.get(word, word)
        while at < len(words) and words[at] != "!" and (option in _ONE or not words[at].startswith("-")):
            arguments.append(words[at])
            at += 1
            if option in _ONE:
                break
        yield negated, option, arguments
        negated = False


_ONE: Final = {
    *("--comment", "--in-interface", "--out-interface", "--source", "--destination", "--protocol", "--match"),
    *("--jump", "--goto", "--log-prefix", "--string", "--nflog-prefix"),
}
"""Options that are followed by one word, whatever it looks like."""


def _condition(option: str, arguments: list[str], packet: _Packet) -> Hit:
    read = _READERS.get(option)
    if option == "--match" and arguments:
        return ANY if arguments[0] in _ASKING_NOTHING else SOME
    if option == "--comment":
        return ANY
    if read is None or len(arguments) != 1 or not arguments[0]:
        return SOME
    return read(arguments[0], packet)


def _with_star(interface: str) -> str:
    """A beginning that stands for many interfaces, written as nft writes it."""
    return f"{interface[:-1]}*" if interface.endswith("+") else interface


def _ports(text: str, packet: _Packet) -> Hit:
    del packet
    packets = NONE
    for part in text.split(","):
        first, colon, last = part.partition(":")
        first, last = first or "0", (last or "65535") if colon else first
        if not (
            first.isascii() and first.isdecimal() and last.isascii() and last.isdecimal() and len(first + last) < 12
        ):
            return SOME  # by the name of a service
        if int(first) >= PORTS or int(last) >= PORTS:
            return SOME
        packets |= at_ports(ALL, int(first), int(last))
    return only(packets)


def _state(text: str, packet: _Packet) -> Hit:
    if packet.untracked and {"NEW", "UNTRACKED"}.intersection(text.split(",")):
        return SOME
    return either((_STATES | {"UNTRACKED": NEVER}).get(word, SOME) for word in text.split(","))


def _named(words: dict[str, Hit]) -> Callable[[str, _Packet], Hit]:
    return lambda text, _: either(words.get(word, SOME) for word in text.split(","))


_READERS: Final[dict[str, Callable[[str, _Packet], Hit]]] = {
    "--in-interface": lambda text, packet: comes_by(packet.stranger, _with_star(text), packet.named),
    "--source": lambda text, packet: comes_from(packet.stranger, span(text), packet.named),
    "--src-range": lambda text, packet: comes_from(packet.stranger, span(text), packet.named),
    "--destination": lambda text, packet: goes_to(packet.stranger, span(text)),
    "--protocol": _named(_PROTOCOLS),
    "--destination-port": _ports,
    "--destination-ports": _ports,
    "--ports": lambda text, packet: Hit(ALL, _ports(text, packet).must),  # to one of them, or from one
    "--state": _state,
    "--ctstatus": _named({"DNAT": NEVER, "EXPECTED": NEVER, "SEEN_REPLY": NEVER, "ASSURED": NEVER, "CONFIRMED": NEVER}),
    "--dst-type": _named(_AIMS),
    "--rt-type": lambda text, _: NEVER if text == "0" else SOME,  # Linux itself throws such packets away
    "--pkt-type": _named(_KINDS),
}
