"""Place of the window: its title, the builder of its page, and whether it exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postigo.core.values import Text

if TYPE_CHECKING:
    from postigo.gui.shell.window import Window
    from postigo.gui.widgets.page import Page


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Place:
    """Place of the window. A new one is one entry in `gui.places`; nothing else has to know it."""

    id: str
    title: Text
    build: Callable[[Window], Page]
    """Its page. Called when it is first shown, and again when the look changes: so the page is imported in it."""
    exists: Callable[[], bool] = _always
    """Whether it can be gone to now; asked again when `Router.settle` is called."""
    within: str = ""
    """Place from whose page it is reached. It has no entry of its own in the side bar: that of the other is marked."""
    door: bool = False
    """Whether it is the way to help. It stands apart in the side bar, always in sight, with a way back. There is one."""
