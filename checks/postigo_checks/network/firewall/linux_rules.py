"""The rules in force on Linux, for root. Read in every way there is, and what they do with a stranger who knocks.

- `nft` tells all but the arguments of iptables' own modules; those are read from `iptables-nft-save`.
- Rules of the old interface (`iptables-legacy`) `nft` does not see: the kernel names their tables in /proc.
- Without `nft`, the rules of iptables alone still tell who is kept out: others could only keep out more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from postigo.api import CannotTell, Output, System, Unknown, attempt
from postigo_checks.network.firewall import iptables_rules, nft_rules
from postigo_checks.network.firewall.netfilter import Named, Span, Stranger, Table, Way, way_in
from postigo_checks.network.firewall.packets import NONE

VERSIONS: Final = (4, 6)
_FAMILY: Final = {4: "ip", 6: "ip6"}
_TOOL: Final = {4: "iptables", 6: "ip6tables"}
_LEGACY: Final = {4: "/proc/net/ip_tables_names", 6: "/proc/net/ip6_tables_names"}
_MOST_WAYS: Final = 64  # ways to come that the rules name: interfaces times sources


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules as they were read. nft's answer is None where it is not installed. Iptables' texts of new and old rules stand by version."""

    by_nft: nft_rules.Ruleset | None
    modern: Mapping[int, str]
    legacy: Mapping[int, str]
    unseen: tuple[CannotTell, ...] = ()
    """Old rules that could not be read: they keep out more, or pass something on."""

    @property
    def programs(self) -> bool:
        """Whether a program that looks after a firewall has made these rules (firewalld, ufw).

        Whoever switches ufw off leaves its chains behind until the next start, with nothing in them.
        """
        texts = (*self.modern.values(), *self.legacy.values())
        if any("\n-A ufw" in text or "\n:INPUT_ZONES" in text for text in texts):
            return True
        if self.by_nft is None:
            return False
        return any(name == "firewalld" for _, name in self.by_nft.flags) or any(
            name.startswith("ufw") and rules for (_, name), rules in self.by_nft.rules.items()
        )

    def way(self, stranger: Stranger, named: Named) -> Way:
        """Packets by which such a stranger gets in."""
        version, family = stranger.version, _FAMILY[stranger.version]
        of_nft = {} if self.by_nft is None else nft_rules.tables(self.by_nft, stranger, named)
        found: list[Table] = []
        text = self.modern.get(version)
        told = {} if text is None else iptables_rules.tables(text, stranger, named)
        for (of, name), table in of_nft.items():
            better = told.get(name) if of == family and table.opaque else None
            found.append(better if better is not None and better.size == table.size else table)
        if self.by_nft is None:
            found += told.values()
        if version in self.legacy:
            found += iptables_rules.tables(self.legacy[version], stranger, named).values()
        way = way_in(found)
        whole = self.by_nft is not None and not self.unseen
        return way if whole else Way(way.may, NONE, way.passed)


def read(system: System) -> Rules:
    """The rules in force. DENIED where they may not be read, MISSING where there is no tool, UNREADABLE if one is cut."""
    output = attempt(system.run, "nft", "-j", "list", "ruleset")
    if isinstance(output, CannotTell):
        if output.why is not Unknown.MISSING:
            raise output
        return _by_iptables(system, output)
    if output.code != 0:  # in a container, root may lack the right (CAP_NET_ADMIN)
        raise CannotTell(Unknown.DENIED, f"nft: status {output.code}, {output.err!r:.120}")
    ruleset = nft_rules.read(output.out)
    modern: dict[int, str] = {}
    for version in VERSIONS:
        listed = nft_rules.tables(ruleset, Stranger(version), Named())
        if any(table.opaque for (family, _), table in listed.items() if family == _FAMILY[version]):
            text = attempt(_saved, system, f"{_TOOL[version]}-nft-save", f"{_TOOL[version]}-save", new=True)
            if not isinstance(text, CannotTell):  # else those rules stay as little understood as `nft` tells them
                modern[version] = text
    legacy, unseen = _old_rules(system)
    return Rules(ruleset, modern, legacy, unseen)


def _by_iptables(system: System, missing: CannotTell) -> Rules:
    """The rules of iptables alone. Both tools are there or none: one package holds them."""
    modern: dict[int, str] = {}
    for version in VERSIONS:
        text = attempt(_saved, system, f"{_TOOL[version]}-save", None, new=None)
        if isinstance(text, CannotTell):
            raise missing if text.why is Unknown.MISSING else text
        modern[version] = text
    legacy, unseen = _old_rules(system)
    return Rules(None, modern, legacy, unseen)


def _old_rules(system: System) -> tuple[dict[int, str], tuple[CannotTell, ...]]:
    legacy: dict[int, str] = {}
    unseen = []
    for version, path in _LEGACY.items():
        names = attempt(system.read, path, optional=True)  # absent where the kernel's old tables are not in use
        if isinstance(names, CannotTell):
            unseen.append(names)
        elif names:
            text = attempt(_saved, system, f"{_TOOL[version]}-legacy-save", f"{_TOOL[version]}-save", new=False)
            if isinstance(text, CannotTell):
                unseen.append(text)
            elif any(f"*{name}" not in text.splitlines() for name in names.decode("ascii", "replace").split()):
                unseen.append(CannotTell(Unknown.UNREADABLE, "a table of iptables-legacy is not told"))
            else:
                legacy[version] = text
    return legacy, tuple(unseen)


def _saved(system: System, tool: str, second: str | None, *, new: bool | None) -> str:
    """Output of `iptables-save` for the `new` rules or the old ones. None for whichever it is made for."""
    output = attempt(system.run, tool)
    if isinstance(output, CannotTell):
        if second is None or output.why is not Unknown.MISSING:
            raise output
        output = system.run(second)
        if ("(nf_tables)" in output.out) is not new:
            raise CannotTell(Unknown.MISSING, f"{second} tells of the other rules")
    return _whole(output, tool)


def _whole(output: Output, tool: str) -> str:
    lines = output.out.rstrip("\n").splitlines()
    if output.code != 0 or (lines and not lines[-1].startswith("# Completed")):
        raise CannotTell(Unknown.UNREADABLE, f"{tool}: status {output.code}, {output.err or output.out!r:.120}")
    return output.out


def passed_on(rules: Rules) -> int:
    """Packets sent on to another port or container. No rule for what comes in looks at them."""
    passed = NONE
    for version in VERSIONS:
        passed |= rules.way(Stranger(version), Named()).passed
    return passed


@dataclass(frozen=True, slots=True)
class Door:
    """A way to come that the rules name: an interface, a source, or both. What is open there, and what may be."""

    interface: str | None
    source: Span | None
    may: int
    must: int


def doors(rules: Rules, version: int) -> Iterator[Door]:
    """Openings for each way to come that the rules name. The first is a stranger who comes by none of them.

    UNREADABLE where the rules name too many.
    """
    named = Named()
    rules.way(Stranger(version), named)
    if (len(named.interfaces) + 1) * (len(named.sources) + 1) > _MOST_WAYS:
        raise CannotTell(Unknown.UNREADABLE, "rules that name too many ways to come")
    sources: list[Span | None] = [None, *sorted(named.sources)]
    interfaces: list[str | None] = [None, *sorted(named.interfaces)]
    for interface, source in ((interface, source) for interface in interfaces for source in sources):
        way = rules.way(Stranger(version, anyhow=False, interface=interface, source=source), Named())
        yield Door(interface, source, way.may, way.must)
