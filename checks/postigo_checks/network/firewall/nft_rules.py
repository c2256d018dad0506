"""The kernel's rules as `nft -j list ruleset` tells them.

Rules of `iptables` stand there too, unless they were made with the old interface of the kernel (`iptables-legacy`); but of a
module of iptables (`xt`) only the name is told. A table with such rules is `opaque`.
What does not fit is UNREADABLE: a rule that is not seen could be the one that lets everybody in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from postigo.api import CannotTell, Json, Unknown
from postigo_checks.common.json_answers import an_object
from postigo_checks.network.firewall.netfilter import Chain, Does, Named, Rule, Stranger, Table
from postigo_checks.network.firewall.nft_conditions import condition, described
from postigo_checks.network.firewall.packets import ANY, NEVER, SOME, Hit, both, either, other

TableName = tuple[str, str]  # family and name
_FAMILIES: Final = {"ip", "ip6", "inet", "arp", "bridge", "netdev"}
_OF: Final = {4: ("ip", "inet", "netdev"), 6: ("ip6", "inet", "netdev")}
_HOOKS: Final = {"prerouting", "input", "forward", "output", "postrouting", "ingress", "egress"}
_OTHER_KINDS: Final = {
    *("metainfo", "element", "flowtable", "counter", "quota", "limit", "secmark", "synproxy", "tunnel"),
    *("ct helper", "ct timeout", "ct expectation"),
}
_HARMLESS_FLAGS: Final = {"owner", "persist"}

_TALK: Final = {"counter", "log", "comment", "notrack", "mangle", "ct helper", "ct timeout", "ct expectation", "last"}
"""Further actions of a rule. `mangle` sets a mark, a priority or a field."""
_PASSES: Final = {"dnat", "redirect", "tproxy"}
_SIMPLE: Final = {"accept": Does.ACCEPT, "drop": Does.DROP, "reject": Does.DROP, "return": Does.RETURN}
_XT_TALK: Final = {"LOG", "NFLOG", "ULOG", "MARK", "CONNMARK", "CT", "TCPMSS", "DSCP", "TOS", "CLASSIFY", "HL", "TTL"}


@dataclass(slots=True)
class Ruleset:
    """Ruleset that nft listed, held to its shape. Tables, chains, sets and maps, and the rules of each chain in order."""

    flags: dict[TableName, Json] = field(default_factory=dict)
    chains: dict[TableName, dict[str, dict[str, Json]]] = field(default_factory=dict)
    sets: dict[TableName, dict[str, dict[str, Json]]] = field(default_factory=dict)
    rules: dict[tuple[TableName, str], list[list[dict[str, Json]]]] = field(default_factory=dict)
    untracked: bool = False


def read(output: str) -> Ruleset:
    """A whole ruleset; UNREADABLE if anything in it has another shape."""
    listed = an_object(output, "nft").get("nftables")
    if not isinstance(listed, list) or not listed or not isinstance(listed[0], dict) or "metainfo" not in listed[0]:
        raise CannotTell(Unknown.UNREADABLE, f"not a ruleset: {output!r:.80}")
    ruleset = Ruleset()
    for entry in listed:
        kind, body = next(iter(entry.items())) if isinstance(entry, dict) and len(entry) == 1 else ("", None)
        if not isinstance(body, dict):
            raise CannotTell(Unknown.UNREADABLE, f"not an entry: {entry!r:.80}")
        if kind not in _OTHER_KINDS:
            _take(ruleset, kind, body)
    return ruleset


def _take(ruleset: Ruleset, kind: str, body: dict[str, Json]) -> None:
    family, name = body.get("family"), body.get("name" if kind == "table" else "table")
    if not isinstance(family, str) or family not in _FAMILIES or not isinstance(name, str) or not name:
        raise CannotTell(Unknown.UNREADABLE, f"a {kind:.40} of no table: {body!r:.120}")
    table = (family, name)
    if kind == "table":
        ruleset.flags[table], ruleset.chains[table], ruleset.sets[table] = body.get("flags"), {}, {}
        return
    if table not in ruleset.flags:
        raise CannotTell(Unknown.UNREADABLE, f"a {kind:.40} of a table that is not listed")
    if kind == "chain":
        own = _word(body, "name")
        hook, policy = body.get("hook"), body.get("policy", "accept")
        if (hook is not None and str(hook) not in _HOOKS) or str(policy) not in {"accept", "drop"}:
            raise CannotTell(Unknown.UNREADABLE, f"a chain at {hook!r:.40} with policy {policy!r:.40}")
        ruleset.chains[table][own], ruleset.rules[table, own] = body, []
    elif kind == "rule":
        expressions = body.get("expr")
        chain = ruleset.rules.get((table, _word(body, "chain")))
        if chain is None or not isinstance(expressions, list):
            raise CannotTell(Unknown.UNREADABLE, f"not a rule: {body!r:.120}")
        rule = [part for part in expressions if isinstance(part, dict) and len(part) == 1]
        if len(rule) != len(expressions):
            raise CannotTell(Unknown.UNREADABLE, f"not a rule: {body!r:.120}")
        chain.append(rule)
        ruleset.untracked |= any("notrack" in part or part.get("xt") == _XT_CT for part in rule)
    elif kind in {"set", "map"}:
        ruleset.sets[table][_word(body, "name")] = body
    else:
        raise CannotTell(Unknown.UNREADABLE, f"an entry of a kind that we do not know: {kind:.40}")


_XT_CT: Final = {"type": "target", "name": "CT"}


def _word(body: Mapping[str, Json], key: str) -> str:
    word = body.get(key)
    if not isinstance(word, str) or not word:
        raise CannotTell(Unknown.UNREADABLE, f"no {key}: {body!r:.120}")
    return word


def tables(ruleset: Ruleset, stranger: Stranger, named: Named) -> dict[TableName, Table]:
    """The tables that a stranger's packet passes, each rule as a condition on that packet."""
    found: dict[TableName, Table] = {}
    for table, flags in ruleset.flags.items():
        words = flags if isinstance(flags, list) else [flags]
        if table[0] not in _OF[stranger.version] or words == ["dormant"]:  # switched off
            continue
        doubtful = flags is not None and not all(str(word) in _HARMLESS_FLAGS for word in words)
        of_table = Table(doubtful=doubtful)
        reader = _Reader(ruleset, table, stranger, named)
        for name, body in ruleset.chains[table].items():
            rest = Does.DROP if body.get("policy") == "drop" else Does.ACCEPT
            hook = body.get("hook")
            chain = Chain(hook if isinstance(hook, str) else None, rest)
            of_rules = ruleset.rules[table, name]
            for rule in of_rules:
                chain.rules += reader.rules(rule)
            of_table.chains[name] = chain
            of_table.size += len(of_rules)
            of_table.opaque |= any("xt" in part for rule in of_rules for part in rule)
        found[table] = of_table
    return found


@dataclass(slots=True)
class _Reader:
    """Reads the rules of one table as they look to one stranger."""

    ruleset: Ruleset
    table: TableName
    stranger: Stranger
    named: Named

    def rules(self, parts: list[dict[str, Json]]) -> list[Rule]:  # noqa: C901 - one case a word of nft
        """Rule of nft as one of ours; as several, where a map of verdicts decides."""
        hit = ANY
        found: list[Rule] = []
        for part in parts:
            [(key, body)] = part.items()
            if key == "match":
                hit = both(hit, self._match(body))
            elif key == "vmap":
                found += self._map(body, hit)
            elif key in _SIMPLE:
                found.append(Rule(hit, _SIMPLE[key]))
            elif key in {"jump", "goto"}:
                found.append(Rule(hit, Does.JUMP if key == "jump" else Does.GOTO, _target(body)))
            elif key in _PASSES:
                found.append(Rule(hit, Does.SEND_ON))
            elif key == "xt":
                what = _module(body)
                if isinstance(what, Hit):
                    hit = both(hit, what)
                elif what is not None:
                    found.append(Rule(hit, what))
                if body is None:
                    hit = both(hit, SOME)
            elif key in {"limit", "quota", "ct count", "set"}:  # now and then
                hit = both(hit, SOME)
            elif key not in _TALK:  # a word of tomorrow: whatever it does
                found.append(Rule(hit, Does.UNSURE))
                hit = both(hit, SOME)
        return found

    def _match(self, body: Json) -> Hit:
        match body:
            case {"op": str(op), "left": left, "right": right}:
                pass
            case _:
                raise CannotTell(Unknown.UNREADABLE, f"not a match: {body!r:.120}")
        members = self._members(right)
        asks = described(left, self.stranger.version)
        if members is None or op not in {"==", "in", "!=", "<", ">", "<=", ">="}:
            return both(asks.within, SOME)
        if op in {"<", ">", "<=", ">="}:
            members = _beyond(op, members)
            op = "=="
        if members is None:
            return both(asks.within, SOME)
        hits = [
            condition(asks, member, self.stranger, self.named, untracked=self.ruleset.untracked) for member in members
        ]
        hit = either(hits)
        return both(asks.within, other(hit) if op == "!=" else hit)

    def _members(self, right: Json) -> list[Json] | None:
        """The values that a match allows. One, those of a set in the rule, or of one with a name; None if they change."""
        match right:
            case {"set": list(members)} | list(members) if members:  # nft writes no empty one of these
                return [_plain(member) for member in members]
            case str(name) if name.startswith("@"):
                known = self.ruleset.sets[self.table].get(name[1:])
                if known is None:
                    raise CannotTell(Unknown.UNREADABLE, f"a set that is not listed: {name:.40}")
                filled, flags = known.get("elem"), known.get("flags", [])
                changes = not isinstance(flags, list) or not {"dynamic", "timeout"}.isdisjoint(map(str, flags))
                return None if changes or not isinstance(filled, list) else [_plain(member) for member in filled]
        return [right]

    def _map(self, body: Json, hit: Hit) -> list[Rule]:
        match body:
            case {"key": key, "data": {"set": list(pairs)}}:
                pass
            case {"key": key, "data": str(name)} if name.startswith("@"):
                known = self.ruleset.sets[self.table].get(name[1:], {})
                of_map = known.get("elem")
                if not isinstance(of_map, list) or known.get("flags") not in (None, ["interval"], ["constant"]):
                    return [Rule(both(hit, SOME), Does.UNSURE)]  # one that is filled while it runs
                pairs = of_map
            case _:
                raise CannotTell(Unknown.UNREADABLE, f"not a map of verdicts: {body!r:.120}")
        found = []
        for pair in pairs:
            match pair:
                case [who, dict(verdict)] if len(verdict) == 1:
                    right = _plain(who)
                    one = ANY if right == "*" else self._match({"op": "==", "left": key, "right": right})
                    found += [
                        Rule(both(both(hit, one), rule.hit), rule.does, rule.target) for rule in self.rules([verdict])
                    ]
                case _:
                    raise CannotTell(Unknown.UNREADABLE, f"not a pair of a map: {pair!r:.120}")
        return found


def _plain(member: Json) -> Json:
    """A member of a set without its timeout, counter and comment."""
    match member:
        case {"elem": {"val": value}}:
            return value
    return member


def _beyond(op: str, members: list[Json]) -> list[Json] | None:
    match members:
        case [bool()]:
            return None
        case [int(number)]:
            if op in {"<", "<="}:
                return [{"range": [0, number - (op == "<")]}]
            return [{"range": [number + (op == ">"), 65535]}]
    return None


def _target(body: Json) -> str:
    match body:
        case {"target": str(target)}:
            return target
    raise CannotTell(Unknown.UNREADABLE, f"a jump to nowhere: {body!r:.80}")


def _module(body: Json) -> Hit | Does | None:
    """Action of a module of iptables, of which only the name is told. None where it decides nothing.

    Older releases of nft tell not even the name, nor whether it is a match or a target (`{"xt": null}`).
    """
    match body:
        case None:
            return Does.UNSURE
        case {"type": "match", "name": str(name)}:
            if name == "comment":
                return ANY
            return NEVER if name in {"icmp", "icmp6"} else SOME
        case {"type": "target", "name": str(name)}:
            if name in _XT_TALK:
                return None
            if name in {"DROP", "REJECT"}:
                return Does.DROP
            return Does.SEND_ON if name in {"DNAT", "REDIRECT", "TPROXY"} else Does.UNSURE
    raise CannotTell(Unknown.UNREADABLE, f"a module without a name: {body!r:.80}")
