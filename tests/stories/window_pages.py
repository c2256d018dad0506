"""Pages of a window, and how a story comes to the way to help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from postigo.gui.places import HELP
from postigo.gui.shell.window import Window

P = TypeVar("P", bound=QWidget)


def page(window: Window, place: str, kind: type[P]) -> P:
    """The page of a place: built, if nobody has looked at it yet."""
    found = window.pages.page(place)
    assert isinstance(found, kind)
    return found


def at_help(window: Window, *steps: Callable[[], object]) -> None:
    """Come to the way to help by steps of its model.

    All but the last are taken before its page is shown, which would build a card for each of them.
    """
    for step in steps[:-1]:
        step()
    window.router.go(HELP)
    for step in steps[-1:]:
        step()
