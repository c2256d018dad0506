"""Countries with help lines, and the one in which a person probably is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from postigo.core.values import Text

SPAIN: Final = "ES"
UNION: Final = "EU"
WORLD: Final = "world"

NAMES: Final[Mapping[str, Text]] = {
    SPAIN: Text("Spain"),
    "AR": Text("Argentina"),
    "AU": Text("Australia"),
    "BR": Text("Brazil"),
    "CA": Text("Canada"),
    "CL": Text("Chile"),
    "CO": Text("Colombia"),
    "FR": Text("France"),
    "DE": Text("Germany"),
    "MX": Text("Mexico"),
    "PY": Text("Paraguay"),
    "PE": Text("Peru"),
    "GB": Text("United Kingdom"),
    "US": Text("United States"),
    UNION: Text("another country of the European Union"),
    WORLD: Text("another country"),
}
"""Countries that can be chosen, in their order. The last two stand for those without a line of their own."""

_MEMBERS: Final = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
"""Members of the European Union, by ISO 3166."""


def country(region: str | None, language: str) -> str:
    """Country whose lines are shown, as a key of `NAMES`. `region`: two letters, or None.

    Unknown and Spanish: Spain, where the advice comes from. Unknown otherwise: the worldwide lines.
    """
    if region is None:
        return SPAIN if language == "es" else WORLD
    region = region.upper()
    if region in NAMES:
        return region
    return UNION if region in _MEMBERS.split() else WORLD


def circles(chosen: str) -> tuple[str, ...]:
    """Circles whose lines are offered, nearest first: the country, the union, the world."""
    wider = (UNION, WORLD) if chosen in _MEMBERS.split() else (WORLD,)
    return tuple(dict.fromkeys((chosen, *wider)))


def numbers_of(chosen: str) -> Text:
    """Sentence on the country of the numbers."""
    if chosen == WORLD:
        return Text("These are for every country. Your own may have more.")
    return Text("These numbers are for: {country}.", values={"country": NAMES[chosen]})
