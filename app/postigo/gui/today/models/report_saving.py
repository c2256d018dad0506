"""Saving of a report: when it is offered, and its result."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from postigo.core.report import Report
from postigo.core.values import Path, Text
from postigo.gui.common.language import Language
from postigo.gui.today.models.audit import Audit, Phase

Keep: TypeAlias = Callable[[Report, str, str], Text | None]
"""Writer of a report to a new file; returns why it failed, or None. It takes the report, the name and the language."""

ENDING = ".html"
OFFER = Text("Save a report…")
LEVEL = Text(
    "For somebody who helps you: what was seen and what to do. "
    "In the place of the names of people, programs, devices, pages and files stand numbers."
)


class Saving(QObject):
    """Saving of a report. Nothing is written before the person has said where. `told` is what came of the last wish."""

    changed = Signal()

    def __init__(self, audit: Audit, language: Language, keep: Keep | None) -> None:
        super().__init__()
        self._audit, self._language, self._keep = audit, language, keep
        self.told: Text | None = None
        self.failed = False
        audit.looked.connect(self._forget)

    @property
    def offered(self) -> bool:
        """Whether there is something to save, and a way to do it."""
        return self._keep is not None and self._audit.phase is Phase.LOOKED and self._audit.report is not None

    @property
    def usual_name(self) -> str:
        """The name that is proposed: the day alone, nothing of the computer or the person."""
        return f"postigo-{self._audit.now().astimezone():%Y-%m-%d}{ENDING}"

    def save(self, name: str) -> None:
        """Save it there; an empty name is a dialog that was closed."""
        report = self._audit.report
        if not name or report is None or self._keep is None:
            return
        name = name if name.lower().endswith((ENDING, ".htm")) else name + ENDING
        trouble = self._keep(report, name, self._language.code)
        self.failed = trouble is not None
        self.told = trouble or Text("Saved: {file}", values={"file": Path(name)})
        self.changed.emit()

    def _forget(self) -> None:
        self.told, self.failed = None, False
        self.changed.emit()
