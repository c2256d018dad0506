"""Model of what is set aside. It is read at each look, and changed in an open row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from postigo.core import setting_aside
from postigo.core.aside import Aside
from postigo.core.report import Report
from postigo.core.setting_aside import Span
from postigo.core.values import Text
from postigo.store import aside as store
from postigo.store.aside import SetAside
from postigo.store.places import data_folder


class SettingAside(QObject):
    """Model of what is set aside in this account. `changed`: the marks are others now, or a wish could not be done."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], folder: Callable[[], Path] = data_folder) -> None:
        super().__init__()
        self._today, self._folder = today, folder
        self._kept: SetAside | None = None
        self.untold: Text | None = None
        """Why the list cannot be read. Nothing is set aside then."""
        self._refused: tuple[str, Text] | None = None

    def read_again(self) -> None:
        """A look begins: the terminal may have changed the list."""
        self._kept, self.untold, self._refused = None, None, None

    def forget(self) -> None:
        """All that is kept is deleted."""
        self.read_again()
        self.changed.emit()

    def mark(self, report: Report) -> Report:
        """The report with its marks."""
        if self._kept is None:
            self._kept, self.untold = self._read()
        return setting_aside.marked(report, self._kept.find, self._today())

    def _read(self) -> tuple[SetAside, Text | None]:
        try:
            return store.read(self._folder()), None
        except store.AsideTrouble as trouble:
            return store.SetAside(), trouble.text
        except RuntimeError:  # no home: there is no list, and whoever wants to begin one is told
            return store.SetAside(), None

    def snooze(self, report: Report, check: str, span: Span) -> None:
        """Set aside what asks in a check, for a time."""
        self._set_aside(report, check, setting_aside.snoozed(span, self._today()))

    def accept(self, report: Report, check: str, reason: str) -> None:
        """Set aside what asks in a check as fine here. A reason is needed."""
        if reason.strip():
            self._set_aside(report, check, setting_aside.accepted(reason, self._today()))
        else:
            self._refuse(check, Text("Write in a few words why it is fine here."))

    def _set_aside(self, report: Report, check: str, mark: Aside) -> None:
        line, said = report.listing(check), report.verdict(check)
        chosen = [
            (line, finding, mark)
            for finding in (said.findings if said else ())
            if setting_aside.choices(line, finding) != setting_aside.NONE
        ]
        self._change(check, lambda folder: store.add(chosen, self._today(), folder))

    def end(self, check: str) -> None:
        """Take up again what was set aside of a check."""
        self._change(check, lambda folder: store.end(lambda entry: entry.check == check, self._today(), folder)[0])

    def refused(self, check: str) -> Text | None:
        """Why the last wish could not be done; None where it was about another check."""
        return self._refused[1] if self._refused is not None and self._refused[0] == check else None

    def _change(self, check: str, change: Callable[[Path], SetAside]) -> None:
        try:
            self._kept, self.untold, self._refused = change(self._folder()), None, None
        except store.AsideTrouble as trouble:
            self._refuse(check, trouble.text)
            return
        except RuntimeError:
            self._refuse(check, store.HOMELESS)
            return
        self.changed.emit()

    def _refuse(self, check: str, why: Text) -> None:
        self._refused = (check, why)
        self.changed.emit()
