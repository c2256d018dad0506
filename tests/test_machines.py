"""Whole machines, remembered: every check finds its answers in one file, and what must follow follows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from postigo.core.conduct import Facts, conduct
from postigo.engine.packs import PackData
from postigo.system.recording import Recording, load
from postigo.system.replay import Replay
from postigo.testing import short
from postigo_checks import pack
from tests.machines.build import FOLDER, built
from tests.machines.recipes import RECIPES, Recipe

MACHINES = sorted(FOLDER.glob("*.json"))


def machine(path: Path) -> Recording:
    return load(path.read_bytes())


@pytest.mark.parametrize("path", MACHINES, ids=lambda path: path.stem)
def test_a_whole_machine_gives_the_verdicts_it_holds(path: Path) -> None:
    recording = machine(path)
    system = Replay(recording)
    facts = Facts(system)
    checks = [check for check in pack.checks if recording.platform in check.probe.platforms]
    verdicts = {check.id: conduct(check, facts, PackData(pack.package)) for check in checks}
    assert {check: short(verdict) for check, verdict in verdicts.items()} == recording.verdicts
    unasked = recording.answers.keys() - system.asked - {"now", "elevated"}
    assert not unasked, f"never asked: {sorted(unasked)}"
    unanswered = system.asked - recording.answers.keys()
    assert not unanswered, f"not in the recording: {sorted(unanswered)}"


@pytest.mark.parametrize("path", MACHINES, ids=lambda path: path.stem)
def test_a_whole_machine_names_nobody_but_ana(path: Path) -> None:
    """The only account in what is published is a made-up one; where a home has a name, it is hers."""
    homes = re.findall(r"[\\/#](?:home|Users)[\\/#]+(\w+)", path.read_text("utf-8"))
    assert set(homes) <= {"ana"}


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_the_machines_say_what_their_recordings_say(recipe: Recipe) -> None:
    """`python3 -m tests.machines` makes them anew."""
    assert (FOLDER / f"{recipe.name}.json").read_bytes() == built(recipe)


def test_there_is_a_machine_of_each_system() -> None:
    assert {machine(path).platform.value for path in MACHINES} == {"linux", "windows", "macos"}
