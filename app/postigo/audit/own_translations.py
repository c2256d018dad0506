"""Translations of the built-in packs, for whoever tells their sentences without a look."""

from __future__ import annotations

from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path

from postigo.audit.packs import offers


@cache
def own_locales() -> dict[str, str]:
    """Folder of the translations of each built-in pack, by its name (`Words.locales`). Nothing is imported."""
    found: dict[str, str] = {}
    for offer in offers():
        spec = PathFinder.find_spec(offer.place.partition(":")[0].partition(".")[0]) if offer.built_in else None
        for place in (spec.submodule_search_locations or ()) if spec else ():
            if (folder := Path(place, "locale")).is_dir():
                found.setdefault(offer.name, str(folder))
    return found
