"""A machine from its recipe: the answers of its recordings, one for each question."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from postigo.core.evaluate import Facts, run_check
from postigo.core.model import Check, Verdict
from postigo.core.system import Platform
from postigo.system.recording import Recording, dump, load
from postigo.system.replay import Replay
from postigo.testing import verdict_digest
from postigo_checks import pack
from tests.machines.recipe import Recipe
from tests.tables import data_of

FOLDER = Path(__file__).parent
RECORDINGS = FOLDER.parent / "recordings"
ALWAYS = frozenset({"now", "elevated"})


class Contradiction(ValueError):  # noqa: N818 - what it is
    """Two recordings answer one question in different ways, and the recipe does not say which holds."""


def checks_of(platform: Platform, requested: Container[str] = ()) -> tuple[Check[Any], ...]:
    """The checks that run on a platform without being asked for by name, and those that somebody asks for."""
    return tuple(
        check
        for check in pack.checks
        if platform in check.platforms and (not check.on_request or check.id in requested)
    )


def looked_at(recording: Recording) -> tuple[dict[str, Verdict], Replay]:
    """What all checks say of a machine, and the machine, which knows what it was asked."""
    system = Replay(recording)
    facts, data = Facts(system), data_of(recording)
    return {
        check.id: run_check(check, facts, data) for check in checks_of(recording.platform, recording.verdicts)
    }, system


def told_otherwise(name: str, recording: Recording) -> Iterator[str]:
    """Sentences on checks that say of a machine something else than it holds, and what to do."""
    for check, verdict in looked_at(recording)[0].items():
        said, held = json.dumps(verdict_digest(verdict)), json.dumps(recording.verdicts[check])
        if verdict_digest(verdict) != recording.verdicts[check]:
            yield (
                f"{name}: here {check} says {said}, and in its recording {held}. If that recording's own test is green, another "
                f"check's recording answers a question of it here: name a case of {check} that fits in the recipe."
            )


def _differ(name: str, question: str, checks: set[str]) -> str:
    return (
        f"{name}: the recordings of {', '.join(sorted(checks))} answer “{question}” in different ways. Its recipe names "
        "cases that agree, or holds the answer itself."
    )


def recordings_of(recipe: Recipe) -> dict[str, Path]:
    """The recording of each check: the usual one of its platform, unless the recipe names another."""
    checks = [check.id for check in checks_of(recipe.platform, recipe.recordings)]
    if unknown := recipe.recordings.keys() - set(checks):
        raise Contradiction(f"{recipe.name}: no such check on {recipe.platform.value}: {sorted(unknown)}")
    found = {
        check: RECORDINGS / check / f"{recipe.platform.value}-{recipe.recordings.get(check, 'usual')}.json"
        for check in checks
    }
    if lacking := [path for path in found.values() if not path.is_file()]:
        raise Contradiction(
            f"{recipe.name} needs {lacking[0].relative_to(RECORDINGS.parents[1]).as_posix()}. A usual recording is what an "
            "ordinary, up-to-date computer at home answers; every machine takes it, unless its recipe names another."
        )
    return found


def built(recipe: Recipe) -> bytes:
    """The bytes of the machine's file."""
    recordings = recordings_of(recipe)
    answers: dict[str, Any] = dict(recipe.own)
    told_by = dict.fromkeys(recipe.own, "the machine")
    verdicts: dict[str, Any] = {}
    differ: dict[str, set[str]] = {}
    for check in sorted(recordings, key=lambda check: _rank(recipe, check)):
        recording = load(recordings[check].read_bytes())
        verdicts[check] = recipe.verdicts.get(check, recording.verdicts[check])
        for question, answer in recording.answers.items():
            if answers.setdefault(question, answer) == answer:
                told_by.setdefault(question, check)
            elif told_by[question] != "the machine" and told_by[question] not in recipe.trusted:
                differ.setdefault(question, {told_by[question]}).add(check)
    machine = Recording(recipe.platform, "0.1.0", answers, verdicts, kind=recipe.kind, source=recipe.source)
    asked = looked_at(machine)[1].asked | ALWAYS
    if differ := {question: by for question, by in differ.items() if question in asked}:
        raise Contradiction("\n".join(_differ(recipe.name, question, by) for question, by in differ.items()))
    if needless := recipe.own.keys() - asked:
        raise Contradiction(f"{recipe.name}: nobody asks {needless}")
    return dump(replace(machine, answers={question: answers[question] for question in answers.keys() & asked}))


def _rank(recipe: Recipe, check: str) -> int:
    """The trusted first, in their order; the others as they stand."""
    return recipe.trusted.index(check) if check in recipe.trusted else len(recipe.trusted)
