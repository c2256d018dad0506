"""Kept looks in words: whether they are kept, and their list (text, or JSON `postigo.history/1`).

The schema of the JSON is published in postigo_resources/schema/history-1.json.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from postigo.core.model import Level
from postigo.core.report import Shutter
from postigo.core.trend import WINDOWS, House
from postigo.core.values import Quoted, Text, utc
from postigo.reports import wording
from postigo.reports.paper import Paper, wrapped
from postigo.reports.printable import harmless
from postigo.store.files import Settings
from postigo.words import Words

if TYPE_CHECKING:
    from postigo.store.history.history import Look  # with a database, which few have any need of

SCHEMA: Final = "postigo.history/1"
ABOUT: Final = (
    Text(
        "What is kept is what the screen tells of this computer, with names. Your answers are not in it, and "
        "neither are your passwords."
    ),
    Text("Whoever can use this account can read it."),
)
"""Sentences on what a history is, to be read before a yes."""
FORGET_ALL: Final = Text("Delete every look that is kept here?")
"""Question before all of it is forgotten."""

_WINDOWS: Final[Mapping[Shutter, tuple[str, str]]] = {
    Shutter.CLOSED: ("█", "#"),
    Shutter.AJAR: ("▌", "/"),
    Shutter.ASKING: ("▌", "/"),
    Shutter.OPEN: (" ", " "),
    Shutter.FOGGED: ("░", "~"),
    Shutter.BARE: ("░", "~"),
}
"""Windows of a small house, each with its sign for plain terminals."""


def state(settings: Settings) -> Text:
    """Whether looks are kept, and for how long."""
    if not settings.history:
        return Text("No look is kept.")
    n = settings.history_days
    return Text(
        "Each look at this computer is kept for one day.",
        "Each look at this computer is kept for {n} days.",
        n,
        {"n": n},
    )


def small_house(house: House, paper: Paper) -> str:
    """A house of one look in eleven letters."""
    return f"[{'|'.join(_sign(shutter, paper) for shutter in house.windows)}]"


def lines(looks: Sequence[Look], words: Words, paper: Paper) -> Iterator[str]:
    """The list, the newest first: number, day, house, and what it counted, in words."""
    width = max((len(str(look.id)) for look in looks), default=1)
    for look in looks:
        said = counted(look, words.say)
        named = f"{look.label} · " if look.label else ""
        head = f"{str(look.id).rjust(width)}  {words.moment(look.began)}  {small_house(look.house, paper)}  "
        yield from wrapped(f"{head}{named}{said}", paper, hang=width + 2)
    if looks:
        yield ""
        yield from wrapped(words.say(_legend(paper)), paper)


def _legend(paper: Paper) -> Text:
    """How a small house is read. Beside each house the same is told in words."""
    names = {"closed": Shutter.CLOSED, "ajar": Shutter.AJAR, "open": Shutter.OPEN, "fogged": Shutter.FOGGED}
    return Text(
        "Each house is one look. Its windows are tips 1 to 5: {closed} closed, {ajar} can be better, “{open}” act, "
        "{fogged} not seen.",
        values={name: Quoted(_sign(shutter, paper)) for name, shutter in names.items()},
    )


def _sign(shutter: Shutter, paper: Paper) -> str:
    return _WINDOWS[shutter][1 if paper.plain else 0]


def counted(look: Look, say: Callable[[Text], str]) -> str:
    """Counts of a look, the worst first. Gaps are never left out."""
    parts = []
    for level, word in (
        (Level.ACT, "act"),
        (Level.ADVISE, "advise"),
        (None, "unknown"),
        (Level.NOTE, "note"),
        (Level.GOOD, "good"),
    ):
        if n := look.counts.get(word, 0):
            parts.append(f"{say(wording.LEVELS[level])}: {n}")
    if look.ended is None:
        parts.append(say(Text("stopped before its end")))
    return " · ".join(parts)


def render(looks: Sequence[Look], settings: Settings, words: Words) -> bytes:
    """The list as one JSON object, indented, UTF-8."""
    return (harmless(json.dumps(shape(looks, settings, words), ensure_ascii=False, indent=1)) + "\n").encode(
        errors="replace"
    )


def shape(looks: Sequence[Look], settings: Settings, words: Words) -> dict[str, Any]:
    """The list as plain JSON values."""
    return {
        "schema": SCHEMA,
        "lang": words.language,
        "on": settings.history,
        "keep_days": settings.history_days,
        "looks": [_look(look) for look in looks],
    }


def _look(look: Look) -> dict[str, Any]:
    return {
        "id": look.id,
        **({"label": look.label} if look.label else {}),
        "app": {"version": look.app},
        "began": utc(look.began),
        "ended": None if look.ended is None else utc(look.ended),
        "windows": {str(tip): shutter.value for tip, shutter in zip(WINDOWS, look.house.windows, strict=True)},
        "counts": dict(look.counts),
    }
