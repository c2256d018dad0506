"""What rules may and must let in, held against a plain walk of single packets through the same rules."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from postigo_checks.network.firewall import iptables_rules
from postigo_checks.network.firewall.netfilter import Named, Stranger, way_in
from postigo_checks.network.firewall.nft_rules import read, tables
from postigo_checks.network.firewall.packets import ALL, PORTS, TCP, UDP, at_ports, many, ports_of

SEEDS = range(120)
_CHAINS = ("in", "a", "b")
_PROTOCOLS = ("tcp", "udp")

Rule = tuple[str, str, int, int, bool, str]  # chain, protocol, first and last port, whether not those, verdict


def some_rules(chance: random.Random) -> list[Rule]:
    """Rules in three chains, of which each jumps to later ones only."""
    rules: list[Rule] = []
    for chain in _CHAINS:
        for _ in range(chance.randint(0, 6)):
            first = chance.randint(0, PORTS - 1)
            last = min(PORTS - 1, first + chance.choice((0, 10, 5_000, 40_000)))
            later = [f"{how} {other}" for other in _CHAINS[_CHAINS.index(chain) + 1 :] for how in ("jump", "goto")]
            verdict = chance.choice(["accept", "drop", "return", *later])
            rules.append((chain, chance.choice(_PROTOCOLS), first, last, chance.random() < 0.2, verdict))
    return rules


def walk(rules: list[Rule], protocol: str, port: int, chain: str = "in") -> str | None:
    """What becomes of one packet in a chain: "accept", "drop", or None where it comes out at its end."""
    for at, of, first, last, negated, verdict in rules:
        if at != chain or of != protocol or (first <= port <= last) is negated:
            continue
        how, _, target = verdict.partition(" ")
        if how in {"accept", "drop"}:
            return how
        if how == "return":
            return None
        inner = walk(rules, protocol, port, target)
        if inner is not None or how == "goto":
            return inner
    return None


def as_nft(rules: list[Rule], policy: str) -> str:
    """The same rules as nft lists them."""
    head: list[dict[str, Any]] = [{"metainfo": {}}, {"table": {"family": "inet", "name": "t"}}]
    for chain in _CHAINS:
        base = {"type": "filter", "hook": "input", "prio": 0, "policy": policy} if chain == "in" else {}
        head.append({"chain": {"family": "inet", "table": "t", "name": chain, **base}})
    for chain, protocol, first, last, negated, verdict in rules:
        how, _, target = verdict.partition(" ")
        left = {"payload": {"protocol": protocol, "field": "dport"}}
        match = {"match": {"op": "!=" if negated else "==", "left": left, "right": {"range": [first, last]}}}
        expr = [match, {"counter": {}}, {how: {"target": target} if target else None}]
        head.append({"rule": {"family": "inet", "table": "t", "chain": chain, "expr": expr}})
    return json.dumps({"nftables": head})


def as_iptables(rules: list[Rule], policy: str) -> str:
    """The same rules as iptables-save writes them."""
    names = {"in": "INPUT", "a": "a", "b": "b"}
    lines = ["*filter", f":INPUT {policy.upper()} [0:0]", ":a - [0:0]", ":b - [0:0]"]
    for chain, protocol, first, last, negated, verdict in rules:
        how, _, target = verdict.partition(" ")
        end = f"-{'g' if how == 'goto' else 'j'} {target}" if target else f"-j {how.upper()}"
        ports = f"{'! ' if negated else ''}--dports {first}:{last}"
        lines.append(
            f'-A {names[chain]} -p {protocol} -m multiport {ports} -m comment --comment "a \\"b\\" -j DROP" {end}'
        )
    return "\n".join([*lines, "COMMIT", "# Completed", ""])


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_let_in_is_what_a_walk_lets_in(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same tries each time
    rules, policy = some_rules(chance), chance.choice(("accept", "drop"))
    by_nft = way_in(tables(read(as_nft(rules, policy)), Stranger(4), Named()).values())
    by_iptables = way_in(iptables_rules.tables(as_iptables(rules, policy), Stranger(4), Named()).values())
    assert by_nft == by_iptables
    assert by_nft.may == by_nft.must  # all of these conditions are understood
    edges = {port for _, _, first, last, _, _ in rules for port in (first - 1, first, last, last + 1)}
    for port in sorted(edges | {0, PORTS - 1} | {chance.randrange(PORTS) for _ in range(20)}):
        if not 0 <= port < PORTS:
            continue
        for protocol, packets in (("tcp", TCP), ("udp", UDP)):
            let_in = (walk(rules, protocol, port) or policy) == "accept"
            assert bool(by_nft.may & at_ports(packets, port, port)) is let_in, (protocol, port)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_not_understood_makes_nothing_sure(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same tries each time
    rules, policy = some_rules(chance), chance.choice(("accept", "drop"))
    whole = json.loads(as_nft(rules, policy))
    sure = way_in(tables(read(json.dumps(whole)), Stranger(4), Named()).values())
    odd: list[dict[str, Any]] = [
        {"match": {"op": "==", "left": {"meta": {"key": "mark"}}, "right": 7}},
        {"limit": {"rate": 3}},
        {"xt": {"type": "match", "name": "multiport"}},
        {"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "saddr"}}, "right": "192.0.2.7"}},
    ]
    listed = [entry["rule"] for entry in whole["nftables"] if "rule" in entry]
    held = {at for at in range(len(rules)) if chance.random() < 0.5}
    for at in held:
        listed[at]["expr"].insert(0, chance.choice(odd))
    seen = way_in(tables(read(json.dumps(whole)), Stranger(4), Named()).values())
    assert seen.must & ~seen.may == 0
    # For some mark, some source, some ports the rules are those of before; for others those that were held are not there.
    assert sure.may & ~seen.may == 0
    assert seen.must & ~sure.must == 0
    left = [rule for at, rule in enumerate(rules) if at not in held]
    without = way_in(tables(read(as_nft(left, policy)), Stranger(4), Named()).values())
    assert without.may & ~seen.may == 0
    assert seen.must & ~without.must == 0


def test_ports_are_counted_once() -> None:
    assert ports_of(at_ports(ALL, 80, 82) | at_ports(TCP, 443, 443)) == (80, 81, 82, 443)
    assert not many(at_ports(TCP, 1, 10_000))
    assert many(at_ports(TCP, 1, 10_001))
    assert at_ports(TCP, 70_000, 80_000) == at_ports(TCP, 9, 8) == 0
