"""Region of the system, as the window can learn it."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from postigo import languages


def region() -> str | None:
    """Two letters of ISO 3166, or None. Qt is asked last: on a Mac no variable tells it to who starts from the Finder."""
    found = languages.region()
    if found is None:
        found = QLocale.territoryToCode(QLocale.system().territory())
    return found if len(found) == 2 and found.isalpha() else None
