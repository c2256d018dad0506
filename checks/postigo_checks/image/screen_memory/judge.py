"""Judge of `image.screen-memory`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Handle, HandleKind, Level, Text, gaps
from postigo_checks.image.screen_memory.fact import Memory, Part, ScreenMemory

_SAID: Final = {
    Memory.NONE: ("none", Level.GOOD, Text("This Windows keeps no pictures of your screen.")),
    Memory.FORBIDDEN: (
        "forbidden",
        Level.GOOD,
        Text("A rule of this computer keeps the screen history of Windows off."),
    ),
    Memory.OFF: ("off", Level.GOOD, Text("The screen history of Windows (Recall) is off.")),
    Memory.UNUSED: ("unused", Level.GOOD, Text("This account does not use the screen history of Windows (Recall).")),
    Memory.ON: (
        "on",
        Level.ADVISE,
        Text(
            "Windows takes pictures of your screen again and again, and keeps them (Recall)."
            " Another person with your password could look at them."
        ),
    ),
    Memory.ONCE: ("was-on", Level.NOTE, Text("Windows has kept pictures of your screen in the past (Recall).")),
}

_UNSEEN: Final = dict.fromkeys(
    Part, Text("We could not see all that tells whether Windows keeps pictures of your screen.")
)
_FEATURE: Final = Handle(HandleKind.SWITCH, "Recall", "dism")


def judge(fact: ScreenMemory) -> Iterator[Finding | Gap]:
    """One sentence, then what could not be seen."""
    if fact.memory is not None:
        code, level, text = _SAID[fact.memory]
        fixes, handle = ((), None) if level is Level.GOOD else (("turn-off",), _FEATURE)
        yield Finding(code, level, text, fixes=fixes, handle=handle)
    yield from gaps(fact.unseen, _UNSEEN)
