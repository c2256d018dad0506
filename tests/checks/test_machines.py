"""Whole machines, remembered: every check finds its answers in one file, and what must follow follows."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from postigo.audit.packs import PackData
from postigo.core.evaluate import Facts, run_check
from postigo.core.system import Platform, Unknown
from postigo.system.recording import Recording, load
from postigo.system.replay import Replay
from postigo.testing import not_better, verdict_digest, worse_answers
from postigo_checks import pack
from tests.machines.build import (
    ALWAYS,
    FOLDER,
    Contradiction,
    built,
    checks_of,
    looked_at,
    recordings_of,
    told_otherwise,
)
from tests.machines.recipe import Recipe
from tests.machines.recipes import RECIPES
from tests.tables import data_of

pytestmark = pytest.mark.breadth(3)

MACHINES = sorted(FOLDER.glob("*.json"))

every_machine = pytest.mark.parametrize("path", MACHINES, ids=lambda path: path.stem)


def machine(path: Path) -> Recording:
    return load(path.read_bytes())


@every_machine
def test_a_whole_machine_gives_the_verdicts_it_holds(path: Path) -> None:
    recording = machine(path)
    verdicts, system = looked_at(recording)
    held = {check: verdict_digest(verdict) for check, verdict in verdicts.items()} == recording.verdicts
    assert held, "\n".join(told_otherwise(path.stem, recording))
    unasked = recording.answers.keys() - system.asked - ALWAYS
    assert not unasked, f"never asked: {sorted(unasked)}"
    unanswered = system.asked - recording.answers.keys()
    assert not unanswered, f"not in the recording: {sorted(unanswered)}"


@every_machine
def test_a_whole_machine_seen_a_little_less_is_never_a_better_one(path: Path, request: pytest.FixtureRequest) -> None:
    """One answer may serve many checks: each of them must notice that it is worse."""
    recording = machine(path)
    before, system = looked_at(recording)
    data = data_of(recording)
    asking = {check.id: asked_by(check.id, recording) for check in checks_of(recording.platform, recording.verdicts)}
    for what, less in worse_answers(recording, system, briefly=not request.config.getoption("--all")):
        changed = next(question for question, was in recording.answers.items() if less.answers[question] != was)
        facts = Facts(Replay(less, like=system))
        for check in checks_of(recording.platform, recording.verdicts):
            if changed not in asking[check.id]:
                continue
            after = run_check(check, facts, data)
            crashed = [gap for gap in after.gaps if gap.why is Unknown.CRASHED]
            assert not crashed, f"{what}: {check.id} crashed: {after.detail}"
            verdicts = f"{json.dumps(verdict_digest(before[check.id]))} became {json.dumps(verdict_digest(after))}"
            assert not_better(before[check.id], after), f"{what}: {check.id}: {verdicts}"


def asked_by(check: str, recording: Recording) -> set[str]:
    """What one check asks of a machine."""
    system = Replay(recording)
    (known,) = (known for known in pack.checks if known.id == check)
    run_check(known, Facts(system), PackData(pack.package))
    return system.asked


@every_machine
def test_a_whole_machine_names_nobody_but_ana(path: Path) -> None:
    """The only account in what is published is a made-up one; where a home has a name, it is hers."""
    homes = re.findall(r"[\\/#](?:home|Users)[\\/#]+(\w+)", path.read_text("utf-8"))
    assert set(homes) <= {"ana", "linuxbrew"}  # the second is Homebrew's own, on every Linux


def test_a_recording_that_does_not_fit_a_machine_is_named_with_what_to_do() -> None:
    recording = machine(FOLDER / "arch.json")
    changed = {**recording.verdicts, "net.wifi": {"level": "act", "findings": ["made-up: act"], "gaps": []}}
    assert list(told_otherwise("arch", recording)) == []
    (sentence,) = told_otherwise("arch", replace(recording, verdicts=changed))
    assert sentence.startswith("arch: here net.wifi says ")
    assert "name a case of net.wifi that fits in the recipe" in sentence


def test_recordings_that_contradict_each_other_are_named() -> None:
    arch = next(recipe for recipe in RECIPES if recipe.name == "arch")
    with pytest.raises(Contradiction, match=r"^arch: the recordings of .+, .+ answer “.+” in different ways"):
        built(replace(arch, trusted=()))


def test_every_machine_has_its_recipe() -> None:
    assert {path.stem for path in MACHINES} == {recipe.name for recipe in RECIPES}


def test_a_check_is_in_all_machines_of_its_platform_by_its_usual_recording() -> None:
    usual = recordings_of(Recipe(Platform.LINUX, "made-up", "", {}, {}))
    assert usual.keys() == {check.id for check in checks_of(Platform.LINUX)}
    assert {path.name for path in usual.values()} == {"linux-usual.json"}
    named = recordings_of(Recipe(Platform.LINUX, "made-up", "", {"boot.secure": "off", "image.location": "good"}, {}))
    assert (named["boot.secure"].name, named["image.location"].name) == ("linux-off.json", "linux-good.json")
    with pytest.raises(Contradiction, match=r"av\.tamper"):
        recordings_of(Recipe(Platform.LINUX, "made-up", "", {"av.tamper": "open"}, {}))


def test_there_is_a_machine_of_each_system() -> None:
    assert {machine(path).platform for path in MACHINES} == set(Platform)
