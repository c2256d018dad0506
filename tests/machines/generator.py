"""Generator of the remembered machines: each file from its recipe."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from installer.generator import Generator

from tests.machines.build import FOLDER, built
from tests.machines.recipes import RECIPES


def made() -> Mapping[Path, bytes]:
    """The machines, with the verdicts that their recordings hold."""
    return {FOLDER / f"{recipe.name}.json": built(recipe) for recipe in RECIPES}


GENERATOR = Generator("machines", made)
