"""Trouble with a child of ours, in words: not started, ended too early, not understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.core.values import Text


@dataclass(frozen=True, slots=True)
class Trouble:
    """Trouble in words for a person; `detail` is technical, and folded."""

    text: Text
    detail: str = ""


NOT_STARTED: Final = Text("The look could not begin. The fault is ours, not yours.")
STOPPED: Final = Text("The look stopped before it had finished. The fault is ours, not yours.")
NOT_UNDERSTOOD: Final = Text("The look said something that we do not understand. The fault is ours, not yours.")
