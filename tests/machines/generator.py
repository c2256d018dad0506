"""Generator of the remembered machines: each file from its recipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from installer.generator import Generator

from postigo.system.recording import load
from tests.machines.build import FOLDER, Contradiction, built, told_otherwise
from tests.machines.recipes import RECIPES


def made() -> Mapping[Path, bytes]:
    """The machines, with the verdicts that their recordings hold. One that contradicts itself is left as it is."""
    return {FOLDER / f"{name}.json": content for name, content in _each() if isinstance(content, bytes)}


def faults() -> Iterator[str]:
    """What only a person can mend, in a recipe: its recordings contradict each other, or do not fit the machine."""
    for name, content in _each():
        if isinstance(content, Contradiction):
            yield str(content)
        else:
            yield from told_otherwise(name, load(content))


def _each() -> Iterator[tuple[str, bytes | Contradiction]]:
    for recipe in RECIPES:
        try:
            yield recipe.name, built(recipe)
        except Contradiction as fault:
            yield recipe.name, fault


GENERATOR = Generator("machines", made, faults)
