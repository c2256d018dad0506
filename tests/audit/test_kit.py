"""The test kit for anybody's pack: it names every recording that is wrong, and goes on after one that breaks the check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from postigo.api import Check, Coverage, Data, Finding, Implementation, Level, Pack, Platform, Probe, System, Text
from postigo.testing import replay_all


@dataclass(frozen=True)
class Name:
    name: str


def learn(system: System, _data: Data) -> Name:
    """What stands in a file; a file that may not be read is an empty one: dishonest on purpose."""
    try:
        return Name(str(system.read("/etc/hostname")))
    except Exception:  # noqa: BLE001 - that is the dishonesty
        return Name("")


def judge(fact: Name) -> Iterator[Finding]:
    if "broken" in fact.name:
        raise ZeroDivisionError
    level = Level.ACT if "bad" in fact.name else Level.GOOD
    yield Finding("seen", level, Text("It was seen."), needs_confirmation="you?" in fact.name)


SIGHT = {Platform.LINUX: Coverage(Text("A file."), Text("All else."))}
PACK = Pack("acme", "wellbehaved", (Check("is.fine", Text("It"), Text("So."), 3, Probe(linux=learn), judge, SIGHT),))
GOOD: dict[str, Any] = {"level": "good", "findings": ["seen: good"], "gaps": []}


def put(folder: Path, case: str, answer: str, verdict: dict[str, Any], check: str = "is.fine") -> None:
    place = folder / check / f"linux-{case}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    head = {
        "schema": "postigo.recording/1",
        "platform": "linux",
        "app": "0.1.0",
        "kind": "documented",
        "source": "made",
    }
    body = {"answers": {"read /etc/hostname": answer}, "verdicts": {check: verdict}}
    place.write_text(json.dumps(head | body), encoding="utf-8")


STRANGERS: Any = SimpleNamespace(config=SimpleNamespace(getoption=lambda _, default: default))
"""Request of pytest in somebody else's suite, which knows no `--all`: everything is tried."""


def test_every_wrong_recording_is_named_also_behind_one_that_breaks_the_check(tmp_path: Path) -> None:
    put(tmp_path, "a-right", "x", GOOD)
    put(tmp_path, "b-broken", "broken", GOOD)
    put(tmp_path, "c-wrong", "bad", GOOD)
    put(tmp_path, "d-no-verdict", "x", GOOD, "is.fine")
    place = tmp_path / "is.fine" / "linux-d-no-verdict.json"
    place.write_text(place.read_text("utf-8").replace('"is.fine"', '"is.other"'), encoding="utf-8")
    recordings, _, _ = replay_all(PACK, tmp_path)
    with pytest.raises(AssertionError) as said:
        recordings("is.fine")
    told = str(said.value)
    assert "is.fine/linux-a-right" not in told
    assert "is.fine/linux-b-broken: the check crashed: " in told
    assert "ZeroDivisionError" in told
    assert "is.fine/linux-c-wrong: says " in told
    assert "instead of " in told
    assert "is.fine/linux-d-no-verdict: " in told
    assert "KeyError" in told


def test_who_asks_the_person_needs_a_plan_for_no(tmp_path: Path) -> None:
    put(tmp_path, "asks", "you?", GOOD)
    recordings, _, _ = replay_all(PACK, tmp_path)
    with pytest.raises(AssertionError, match="seen asks the person, and has no plan on linux for who says no"):
        recordings("is.fine")


def test_every_dishonest_answer_is_named_of_every_recording(tmp_path: Path) -> None:
    put(tmp_path, "one", "bad", {"level": "act", "findings": ["seen: act"], "gaps": []})
    put(tmp_path, "two", "bad", {"level": "act", "findings": ["seen: act"], "gaps": []})
    _, honesty, _ = replay_all(PACK, tmp_path)
    with pytest.raises(AssertionError) as said:
        honesty("is.fine", STRANGERS)
    told = str(said.value)
    for case in ("one", "two"):
        for why in ("denied", "timeout", "missing"):
            assert f"is.fine/linux-{case}: read /etc/hostname -> {why}: " in told


def test_a_recording_of_a_check_that_the_pack_does_not_have_is_wrong(tmp_path: Path) -> None:
    put(tmp_path, "one", "x", GOOD, "is.gone")
    recordings, _, _ = replay_all(PACK, tmp_path)
    with pytest.raises(AssertionError, match=r"is\.gone has recordings, and is no check of acme"):
        recordings("is.gone")


def test_all_that_is_missing_is_named_with_its_place(tmp_path: Path) -> None:
    put(tmp_path, "one", "fine", GOOD)
    with pytest.raises(AssertionError) as said:
        replay_all(PACK, tmp_path)[2](PACK.checks[0])
    told = str(said.value)
    place = f"{tmp_path}/is.fine/linux-<case>.json"
    assert f"- a bad one on linux, at level advise or act: {place}" in told
    assert f"- one on linux that could not tell, with a gap: {place}" in told
    assert "a good one" not in told
    assert "postigo record CHECK --output FILE" in told


def test_a_coverage_of_a_platform_without_a_way_to_look_is_named(tmp_path: Path) -> None:
    """At hand or loaded: else a person would read that it can be seen there, and hear for ever that it could not."""
    at_hand = replace(PACK.checks[0], coverage={**SIGHT, Platform.MACOS: SIGHT[Platform.LINUX]})

    def load(platform: Platform) -> Implementation[Name]:
        return Implementation({Platform.LINUX: learn}[platform], judge)

    loaded = replace(at_hand, probe=None, judge=None, load=load)
    for check in (at_hand, loaded):
        with pytest.raises(AssertionError, match=r"- a way to look on macos, which its coverage names: .*Error"):
            replay_all(Pack("acme", "wellbehaved", (check,)), tmp_path)[2](check)
