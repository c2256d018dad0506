"""Trouble with a child of ours, as a person is told: it did not start, it ended too early, or it was not understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.core.values import Text


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong, for a person; `detail` is technical, and folded."""

    text: Text
    detail: str = ""


NOT_STARTED: Final = Text("The look could not begin. The fault is ours, not yours.")
STOPPED: Final = Text("The look stopped before it had finished. The fault is ours, not yours.")
NOT_UNDERSTOOD: Final = Text("The look said something that we do not understand. The fault is ours, not yours.")
