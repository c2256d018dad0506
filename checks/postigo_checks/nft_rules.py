"""What a ruleset of nftables does with a stranger who knocks: a reading of `nft -j list ruleset`.

Rules of `iptables` stand there too, unless they were made with the old interface of the kernel (`iptables-legacy`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from postigo.api import CannotTell, Json, Unknown
from postigo_checks.nft_accepts import Chain, Rule, let_many_in
from postigo_checks.shapes import an_object


class Answer(Enum):
    """What becomes of a packet that no rule for something special lets in or keeps out."""

    KEPT_OUT = "kept out"
    LET_IN = "let in"
    DEPENDS = "depends"  # on rules that we do not weigh up


_TALK: Final = {"counter", "log", "comment"}  # what a rule does besides
_BLOCK: Final = {"drop", "reject", "queue", "xt", "synproxy"}  # `xt` is a module of iptables: it may do anything


@dataclass(slots=True)
class _Ruleset:
    """The chains that filter what comes in, with their policies, and the rules of all chains, in order."""

    inputs: dict[Chain, str] = field(default_factory=dict)
    rules: dict[Chain, list[Rule]] = field(default_factory=dict)


def answers(output: str) -> tuple[Answer, Answer]:
    """The answer to strangers by IPv4 and by IPv6; UNREADABLE if this is no whole ruleset."""
    ruleset = _read(output)
    both = []
    for families in ({"ip", "inet"}, {"ip6", "inet"}):
        said = [_answer(ruleset, chain) for chain in ruleset.inputs if chain[0] in families]
        # Every input chain is asked; one that says no is enough.
        worst_last = (Answer.KEPT_OUT, Answer.DEPENDS, Answer.LET_IN)
        both.append(next((answer for answer in worst_last if answer in said), Answer.LET_IN))
    return both[0], both[1]


def _read(output: str) -> _Ruleset:
    listed = an_object(output, "nft").get("nftables")
    if not isinstance(listed, list) or not listed or not isinstance(listed[0], dict) or "metainfo" not in listed[0]:
        raise CannotTell(Unknown.UNREADABLE, f"not a ruleset: {output!r:.80}")
    ruleset = _Ruleset()
    for entry in listed:
        kind, body = next(iter(entry.items())) if isinstance(entry, dict) and len(entry) == 1 else ("", None)
        if kind == "chain":
            body = _object(body)
            if body.get("type") == "filter" and body.get("hook") == "input":
                policy = body.get("policy", "accept")
                if policy not in {"accept", "drop"}:
                    raise CannotTell(Unknown.UNREADABLE, f"policy {policy!r:.40}")
                ruleset.inputs[_chain(body, "name")] = str(policy)
        elif kind == "rule":
            body = _object(body)
            said_so = body.get("expr")
            if not isinstance(said_so, list):
                raise CannotTell(Unknown.UNREADABLE, f"not a rule: {body!r:.120}")
            ruleset.rules.setdefault(_chain(body, "chain"), []).append([_object(part) for part in said_so])
        elif not kind:
            raise CannotTell(Unknown.UNREADABLE, f"not an entry: {entry!r:.80}")
    return ruleset


def _object(body: Json) -> dict[str, Json]:
    if not isinstance(body, dict):
        raise CannotTell(Unknown.UNREADABLE, f"not an object: {body!r:.80}")
    return body


def _chain(body: Mapping[str, Json], name: str) -> Chain:
    words = [body.get(key) for key in ("family", "table", name)]
    family, table, chain = (word if isinstance(word, str) else "" for word in words)
    if not (family and table and chain):
        raise CannotTell(Unknown.UNREADABLE, f"a chain without a name: {body!r:.120}")
    return family, table, chain


def _answer(ruleset: _Ruleset, chain: Chain) -> Answer:
    """What one input chain says: by its rules for everybody, or else by its policy.

    A policy that keeps everybody out says nothing where a rule before it lets in more than a few.
    """
    said = _for_everybody(ruleset, chain, set()) or ruleset.inputs[chain]
    if said == "drop":
        return Answer.DEPENDS if let_many_in(ruleset.rules, chain, set()) else Answer.KEPT_OUT
    return Answer.DEPENDS if _may_block(ruleset, chain, set()) else Answer.LET_IN


def _for_everybody(ruleset: _Ruleset, chain: Chain, seen: set[Chain]) -> str | None:
    """What the rules that ask for nothing (no match) decide, through the chains they jump to; None if nothing."""
    if chain in seen:
        return None
    seen.add(chain)
    for rule in ruleset.rules.get(chain, []):
        parts = [part for part in rule if not _TALK.issuperset(part)]
        if len(parts) != 1:
            continue
        match parts[0]:
            case {"drop": _} | {"reject": _} | {"xt": {"type": "target", "name": "REJECT" | "DROP"}}:
                return "drop"
            case {"accept": _}:
                return "accept"
            case {"return": _}:
                return None
            case {"jump": {"target": str(target)}}:
                said = _for_everybody(ruleset, (*chain[:2], target), seen)
                if said is not None:
                    return said
            case {"goto": {"target": str(target)}}:
                return _for_everybody(ruleset, (*chain[:2], target), seen)
    return None


def _may_block(ruleset: _Ruleset, chain: Chain, seen: set[Chain]) -> bool:
    """Whether any rule that can be reached from here keeps something out."""
    if chain in seen:
        return False
    seen.add(chain)
    for rule in ruleset.rules.get(chain, []):
        for key, value in _everything(rule):
            if key in _BLOCK:
                return True
            if key in {"jump", "goto"} and isinstance(value, dict):
                target = value.get("target")
                if isinstance(target, str) and _may_block(ruleset, (*chain[:2], target), seen):
                    return True
    return False


def _everything(value: object) -> Iterator[tuple[str, object]]:
    """Every key in a rule with what stands under it, however deep: jumps hide in verdict maps too."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from _everything(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _everything(inner)
