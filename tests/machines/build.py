"""A machine from its recipe: the answers of its recordings, one for each question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from postigo.system.recording import Recording, dump, load
from tests.machines.recipes import Recipe

FOLDER = Path(__file__).parent
RECORDINGS = FOLDER.parent / "recordings"


class Contradiction(ValueError):  # noqa: N818 - what it is
    """Two recordings answer one question in different ways, and the recipe does not say which holds."""


def built(recipe: Recipe) -> bytes:
    """The bytes of the machine's file."""
    answers: dict[str, Any] = {}
    told_by: dict[str, str] = {}
    verdicts: dict[str, Any] = {}
    platforms = set()
    for check, name in recipe.recordings.items():
        recording = load((RECORDINGS / check / f"{name}.json").read_bytes())
        platforms.add(recording.platform)
        for question, answer in recording.answers.items():
            if question in recipe.own or question in recipe.without:
                continue
            if answers.setdefault(question, answer) != answer:
                raise Contradiction(f"{recipe.name}: {told_by[question]} and {check}/{name} differ on {question}")
            told_by.setdefault(question, f"{check}/{name}")
        verdicts[check] = recipe.verdicts.get(check, recording.verdicts[check])
    (platform,) = platforms
    machine = Recording(platform, "0.1.0", {**answers, **recipe.own}, verdicts, kind=recipe.kind, source=recipe.source)
    return dump(machine)
