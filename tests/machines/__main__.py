"""`python3 -m tests.machines` writes the whole machines anew from their recipes. Read what changed in the diff."""

from __future__ import annotations

from tests.machines.build import FOLDER, built
from tests.machines.recipes import RECIPES

for recipe in RECIPES:
    path = FOLDER / f"{recipe.name}.json"
    path.write_bytes(built(recipe))
    print(path.name)
