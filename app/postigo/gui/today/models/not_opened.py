"""Sentences about a page of the settings that did not open, with advice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from postigo.core.settings_page import NotOpened
from postigo.core.values import Text

WHY: Final[Mapping[NotOpened, Text]] = {
    NotOpened.UNKNOWN: Text(
        "That page could not be opened: Postigo does not know where this system has it. "
        "Look for it in your system's settings."
    ),
    NotOpened.MISSING: Text(
        "That page could not be opened: the program that shows it is not on this computer. "
        "Look for it in your system's settings."
    ),
    NotOpened.REFUSED: Text(
        "That page could not be opened: your system did not do it when we asked. Look for it in your system's settings."
    ),
}
