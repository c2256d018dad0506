"""Rulesets that no recording holds: loops, verdict maps, what accepts before it drops, and what is no ruleset."""

from __future__ import annotations

import json
from typing import Any

import pytest

from postigo.api import CannotTell, Unknown
from postigo_checks.nft_rules import Answer, answers

NEW_SSH = {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 22}}
DROP: dict[str, Any] = {"drop": None}
ACCEPT: dict[str, Any] = {"accept": None}


def jump(target: str) -> dict[str, Any]:
    return {"jump": {"target": target}}


def ruleset(*rules: tuple[str, list[dict[str, Any]]], policy: str = "accept", hook: str = "input") -> str:
    """One table with a base chain `in`; each rule with the chain it stands in."""
    base = {"family": "inet", "table": "t", "name": "in", "type": "filter", "hook": hook, "prio": 0, "policy": policy}
    listed = [{"rule": {"family": "inet", "table": "t", "chain": chain, "expr": expr}} for chain, expr in rules]
    return json.dumps({"nftables": [{"metainfo": {"json_schema_version": 1}}, {"chain": base}, *listed]})


@pytest.mark.parametrize(
    ("rules", "answer"),
    [
        ([], Answer.LET_IN),
        ([("in", [NEW_SSH, ACCEPT]), ("in", [{"counter": {}}, DROP])], Answer.KEPT_OUT),
        ([("in", [NEW_SSH, DROP])], Answer.DEPENDS),
        ([("in", [ACCEPT]), ("in", [DROP])], Answer.DEPENDS),
        ([("in", [jump("a")]), ("a", [{"return": None}]), ("a", [DROP]), ("in", [ACCEPT])], Answer.DEPENDS),
        ([("in", [jump("a")]), ("a", [jump("b")]), ("b", [{"reject": {}}])], Answer.KEPT_OUT),
        ([("in", [{"goto": {"target": "a"}}]), ("in", [DROP])], Answer.DEPENDS),
        ([("in", [jump("a")]), ("a", [jump("a")])], Answer.LET_IN),
        ([("in", [{"vmap": {"key": {}, "data": {"set": [["eth0", jump("a")]]}}}]), ("a", [DROP])], Answer.DEPENDS),
        ([("in", [{"queue": {}}])], Answer.DEPENDS),
        ([("in", [{"xt": None}])], Answer.DEPENDS),
        ([("in", [{"xt": {"type": "target", "name": "REJECT"}}])], Answer.KEPT_OUT),
        ([("elsewhere", [DROP])], Answer.LET_IN),
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
    assert answers(wall) == (Answer.DEPENDS, Answer.DEPENDS)


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
