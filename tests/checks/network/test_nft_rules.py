"""Rulesets that no recording holds: loops, verdict maps, what accepts before it drops, and what is no ruleset."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any

import pytest

from postigo.api import CannotTell, Unknown
from postigo_checks.network.firewall import iptables_rules
from postigo_checks.network.firewall.netfilter import Named, Stranger, way_in
from postigo_checks.network.firewall.nft_rules import read, tables
from postigo_checks.network.firewall.packets import ALL, UDP, at_ports, many

NEW_SSH = {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 22}}
DROP: dict[str, Any] = {"drop": None}
ACCEPT: dict[str, Any] = {"accept": None}


class Answer(Enum):
    """What the rules do with a stranger."""

    KEPT_OUT = "but for a few ports"
    LET_IN = "surely, and everywhere"
    DEPENDS = "perhaps, or in part"


def answers(output: str) -> tuple[Answer, Answer]:
    """By IPv4 and by IPv6."""
    ruleset = read(output)
    both = []
    for version in (4, 6):
        way = way_in(tables(ruleset, Stranger(version), Named()).values())
        assert way.must & ~way.may == 0
        known = Answer.LET_IN if way.must == ALL else Answer.DEPENDS
        both.append(known if many(way.may) else Answer.KEPT_OUT)
    return both[0], both[1]


def jump(target: str) -> dict[str, Any]:
    return {"jump": {"target": target}}


def ruleset(*rules: tuple[str, list[dict[str, Any]]], policy: str = "accept", hook: str = "input") -> str:
    """One table with a base chain `in`; each rule with the chain it stands in."""
    base = {"family": "inet", "table": "t", "name": "in", "type": "filter", "hook": hook, "prio": 0, "policy": policy}
    plain = ({"chain": {"family": "inet", "table": "t", "name": name}} for name in ("a", "b", "elsewhere"))
    sets = (
        {
            "set": {
                "family": "inet",
                "table": "t",
                "name": "filled",
                "flags": ["interval"],
                "elem": [22, {"range": [80, 90]}],
            }
        },
        {"set": {"family": "inet", "table": "t", "name": "ports", "flags": ["dynamic"], "elem": [22]}},
        {"map": {"family": "inet", "table": "t", "name": "somewhere", "map": "verdict"}},
    )
    listed = [{"rule": {"family": "inet", "table": "t", "chain": chain, "expr": expr}} for chain, expr in rules]
    head = ({"metainfo": {"json_schema_version": 1}}, {"table": {"family": "inet", "name": "t"}})
    return json.dumps({"nftables": [*head, {"chain": base}, *plain, *sets, *listed]})


@pytest.mark.parametrize(
    ("rules", "answer"),
    [
        ([], Answer.LET_IN),
        ([("in", [NEW_SSH, ACCEPT]), ("in", [{"counter": {}}, DROP])], Answer.KEPT_OUT),
        ([("in", [NEW_SSH, DROP])], Answer.DEPENDS),
        ([("in", [jump("a")]), ("a", [{"return": None}]), ("a", [DROP]), ("in", [ACCEPT])], Answer.LET_IN),
        ([("in", [jump("a")]), ("a", [jump("b")]), ("b", [{"reject": {}}])], Answer.KEPT_OUT),
        ([("in", [{"goto": {"target": "a"}}]), ("in", [DROP])], Answer.LET_IN),
        ([("in", [{"vmap": {"key": {}, "data": {"set": [["eth0", jump("a")]]}}}]), ("a", [DROP])], Answer.DEPENDS),
        ([("in", [{"queue": {}}])], Answer.DEPENDS),
        ([("in", [{"xt": None}])], Answer.DEPENDS),
        ([("in", [{"xt": None}, ACCEPT]), ("in", [DROP])], Answer.DEPENDS),
        ([("in", [{"queue": {}}]), ("in", [DROP])], Answer.DEPENDS),
        ([("in", [{"tomorrow": {}}]), ("in", [DROP])], Answer.DEPENDS),
        ([("in", [ACCEPT]), ("in", [DROP])], Answer.LET_IN),
        ([("in", [{"xt": {"type": "target", "name": "REJECT"}}])], Answer.KEPT_OUT),
        ([("elsewhere", [DROP])], Answer.LET_IN),
        ([("in", [NEW_SSH, {"limit": {"rate": 3}}, DROP]), ("in", [ACCEPT])], Answer.DEPENDS),
    ],
)
def test_what_the_rules_do_with_a_stranger(rules: list[tuple[str, list[dict[str, Any]]]], answer: Answer) -> None:
    assert answers(ruleset(*rules)) == (answer, answer)


def test_the_policy_decides_where_no_rule_does() -> None:
    assert answers(ruleset(("in", [NEW_SSH, ACCEPT]), policy="drop")) == (Answer.KEPT_OUT, Answer.KEPT_OUT)


def match(left: dict[str, Any], right: object, op: str = "==") -> dict[str, Any]:
    return {"match": {"op": op, "left": left, "right": right}}


STATE, INTERFACE, PROTOCOL = {"ct": {"key": "state"}}, {"meta": {"key": "iifname"}}, {"meta": {"key": "l4proto"}}
PORT, FROM_PORT = ({"payload": {"protocol": "udp", "field": field}} for field in ("dport", "sport"))
SOURCE, GROUP = ({"payload": {"protocol": "ip", "field": field}} for field in ("saddr", "daddr"))


def states(*allowed: list[Any]) -> dict[str, Any]:
    return {"vmap": {"key": STATE, "data": {"set": list(allowed)}}}


@pytest.mark.parametrize(
    "rule",
    [
        [match(INTERFACE, "lo"), ACCEPT],
        [match(STATE, {"set": ["established", "related"]}), ACCEPT],
        [match(STATE, "established", "in"), ACCEPT],
        [states(["established", ACCEPT], ["related", ACCEPT], ["invalid", DROP])],
        [match(PROTOCOL, {"set": ["icmp", "ipv6-icmp"]}), ACCEPT],
        [match({"payload": {"protocol": "icmp", "field": "type"}}, "echo-request"), ACCEPT],
        [match(PORT, {"set": [22, {"range": [1714, 1764]}]}), ACCEPT],
        [match(STATE, "new"), match(PORT, 22), ACCEPT],
        [match(PORT, 22), jump("elsewhere")],
        [match(GROUP, {"prefix": {"addr": "224.0.0.0", "len": 4}}), ACCEPT],
        [match(SOURCE, "192.0.2.7"), DROP],
        [match(PORT, "@filled"), ACCEPT],
        [match(PORT, {"set": [{"elem": {"val": 22, "comment": "mine"}}]}), ACCEPT],
        [match({"payload": {"protocol": "icmpv6", "field": "type"}}, {"set": ["nd-redirect", 139]}, "!="), ACCEPT],
        [match({"meta": {"key": "pkttype"}}, {"set": ["broadcast", "multicast"]}), ACCEPT],
        [match(INTERFACE, {"set": ["lo"]}), ACCEPT],
        [match(SOURCE, "127.0.0.1"), ACCEPT],
        [match(PORT, 9000, "<"), match(PORT, 8000, ">="), ACCEPT],
    ],
)
def test_what_lets_in_a_few_leaves_a_wall(rule: list[dict[str, Any]]) -> None:
    wall = ruleset(("in", rule), ("elsewhere", [ACCEPT]), policy="drop")
    assert answers(wall) == (Answer.KEPT_OUT, Answer.KEPT_OUT)


@pytest.mark.parametrize(
    "rule",
    [
        [match(STATE, {"set": ["new", "established", "related"]}), ACCEPT],
        [match(INTERFACE, "docker0", "!="), ACCEPT],
        [match(INTERFACE, "eth0"), ACCEPT],
        [match(PROTOCOL, {"set": ["tcp", "udp"]}), ACCEPT],
        [match(PORT, 22, "!="), ACCEPT],
        [match(PORT, {"range": [1025, 65535]}), ACCEPT],
        [match(PORT, "@ports"), ACCEPT],
        [match(FROM_PORT, 53), ACCEPT],
        [match(PORT, 1024, ">="), ACCEPT],
        [match({"meta": {"key": "pkttype"}}, "host"), ACCEPT],
        [match({"&": [PORT, 0x8000]}, 0), ACCEPT],
        [match({"meta": {"key": "mark"}}, 0), ACCEPT],
        [match({"meta": {"key": "l4proto"}}, "a word of tomorrow"), ACCEPT],
        [match(PORT, "a service"), ACCEPT],
        [match(SOURCE, {"range": ["0.0.0.0", "255.255.255.255"]}), ACCEPT],  # noqa: S104 - a rule's words
        [{"xt": {"type": "match", "name": "multiport"}}, ACCEPT],
        [{"xt": {"type": "match", "name": "comment"}}, ACCEPT],
        [match(SOURCE, {"prefix": {"addr": "192.168.0.0", "len": 16}}), ACCEPT],
        [match(GROUP, "192.0.2.7"), ACCEPT],
        [match(INTERFACE, "eth0"), jump("elsewhere")],
        [states(["new", ACCEPT])],
        [{"vmap": {"key": STATE, "data": "@somewhere"}}],
        [{"xt": {"type": "match", "name": "conntrack"}}, ACCEPT],
    ],
)
def test_what_may_let_in_everybody_is_no_wall(rule: list[dict[str, Any]]) -> None:
    wall = ruleset(("in", rule), ("elsewhere", [ACCEPT]), policy="drop")
    assert Answer.KEPT_OUT not in answers(wall)[:1]  # an address of IPv4 lets nobody in by IPv6


def test_of_iptables_modules_the_text_of_iptables_tells_all() -> None:
    text = "*filter\n:INPUT DROP [0:0]\n:mine - [0:0]\n{rules}COMMIT\n# Completed\n"
    rules = '-A INPUT -j mine\n-A mine -p udp -m multiport --dports 9,1024:65535 -m comment --comment "a \\"b\\" -j DROP" -j ACCEPT\n'
    found = iptables_rules.tables(text.format(rules=rules), Stranger(4), Named())["filter"]
    way = way_in([found])
    assert way.may == way.must == at_ports(UDP, 9, 9) | at_ports(UDP, 1024, 65535)
    assert found.size == 2


@pytest.mark.parametrize(
    "text",
    [
        "*filter\n:INPUT DROP [0:0]\n",
        "*filter\n:INPUT PERHAPS [0:0]\nCOMMIT\n",
        "*filter\n:mine DROP [0:0]\nCOMMIT\n",
        "*strange\nCOMMIT\n",
        ":INPUT DROP [0:0]\n",
        "*filter\n:INPUT DROP [0:0]\n-A OUTPUT -j ACCEPT\nCOMMIT\n",
        "*filter\n:INPUT DROP [0:0]\n-A INPUT stray -j ACCEPT\nCOMMIT\n",
        '*filter\n:INPUT DROP [0:0]\n-A INPUT -m comment --comment "open -j ACCEPT\nCOMMIT\n',
        "iptables: Permission denied\n",
    ],
)
def test_what_is_no_whole_text_of_iptables_is_unreadable(text: str) -> None:
    with pytest.raises(CannotTell) as raised:
        iptables_rules.tables(text, Stranger(4), Named())
    assert raised.value.why is Unknown.UNREADABLE


def test_rules_that_jump_without_end_are_unreadable() -> None:
    for rules in ([("in", [jump("a")]), ("a", [jump("a")])], [("in", [jump("nowhere")])]):
        with pytest.raises(CannotTell) as raised:
            answers(ruleset(*rules))
        assert raised.value.why is Unknown.UNREADABLE


def test_what_goes_out_is_not_asked() -> None:
    assert answers(ruleset(("in", [DROP]), hook="output")) == (Answer.LET_IN, Answer.LET_IN)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{}",
        '{"nftables": []}',
        '{"nftables": [{"chain": {}}]}',
        '{"nftables": [{"metainfo": {}}, 7]}',
        '{"nftables": [{"metainfo": {}}, {"chain": {"hook": "input", "type": "filter"}}]}',
        '{"nftables": [{"metainfo": {}}, {"rule": {"family": "ip", "table": "t", "chain": "c", "expr": "drop"}}]}',
        ruleset(policy="perhaps"),
        ruleset()[:-5],
    ],
)
def test_what_is_no_whole_ruleset_is_unreadable(said: str) -> None:
    with pytest.raises(CannotTell) as raised:
        answers(said)
    assert raised.value.why is Unknown.UNREADABLE
