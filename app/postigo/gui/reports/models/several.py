"""Summary of several computers: a folder of reports is read aside, counted, told and saved. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path as File
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from postigo.core.values import Path, Text
from postigo.gui.common.aside import Aside
from postigo.store.os_errors import os_error_reason
from postigo.store.plain import write_new_plain

if TYPE_CHECKING:
    from postigo.fleet.page.outline import Outline
    from postigo.fleet.summary import Summary

ENDINGS: Final = {"html": ".html", "pdf": ".pdf"}
"""Formats of a page of a summary, with the ending of their files."""
TELLS_MS: Final = 500
"""Pause between two looks at how far the reading is."""
NO_READER: Final = Text("Reports cannot be counted with this Python: it has no “msgspec”. Use a computer with 64 bits.")
NOT_READ: Final = Text("This folder could not be counted. The fault is ours, not yours. Nothing in it was changed.")
STOPPED: Final = Text("You stopped. Nothing is told of a part of a folder: it could look better than it is.")


@dataclass
class Reading:
    """Reading of one folder: how far it is, and whether the person stopped it. Two threads share it."""

    count: int = 0
    stopped: bool = False


def counted(folder: File, today: date, keep_days: int, reading: Reading) -> Summary | Text:
    """Summary of a folder, or why there is none."""
    from postigo.fleet.fold import Fold  # noqa: PLC0415 - with msgspec, in the thread of whoever wants it
    from postigo.fleet.folder import Folder  # noqa: PLC0415
    from postigo.fleet.tally import conclude  # noqa: PLC0415

    fold, found = Fold(), Folder(folder, today)
    for one in found:
        if reading.stopped:
            return STOPPED
        reading.count += 1
        fold.add(one)
    return conclude(fold.tally(today, found.passed.over, keep_days))


def can_read() -> bool:
    """Whether this Python has what reads reports."""
    return find_spec("msgspec") is not None


def pdf_is_there() -> bool:
    """Whether a PDF can be made here."""
    from postigo.reports import typeset  # noqa: PLC0415 - few come here

    return typeset.available()


class Several(QObject):
    """Summary that the page shows. `told` is what came of the last wish."""

    changed = Signal()
    ended = Signal()  # the reading is over, whatever came of it

    def __init__(
        self,
        language: Callable[[], str],
        today: Callable[[], date],
        keep_days: int,
        write: Callable[[File, bytes], None] = write_new_plain,
        has_pdf: Callable[[], bool] = pdf_is_there,
    ) -> None:
        super().__init__()
        self._language, self._today, self._keep_days = language, today, keep_days
        self._write, self._has_pdf = write, has_pdf
        self._aside = Aside["Summary | Text"](self._take, may_hang=True)
        self._reading = Reading()
        self._watch = QTimer(self)
        self._watch.setInterval(TELLS_MS)
        self._watch.timeout.connect(self.changed)
        self._outline: tuple[str, Outline] | None = None
        self.summary: Summary | None = None
        self.told: Text | None = None
        self.failed = False
        self.file: str | None = None
        """File that was saved last."""

    # --- the reading

    @property
    def obstacle(self) -> Text | None:
        """Reason why nothing can be read here."""
        return None if can_read() else NO_READER

    @property
    def busy(self) -> bool:
        """Whether a folder is being read."""
        return self._aside.busy

    @property
    def count(self) -> int:
        """How many files were read so far."""
        return self._reading.count

    def choose(self, folder: str) -> None:
        """Read this folder, in the place of the one before. An empty name is a dialog that was closed."""
        if not folder or self.busy or self.obstacle is not None:
            return
        reading, place, today, days = Reading(), File(folder), self._today(), self._keep_days
        self._forget()
        self._reading = reading
        self._aside.run(lambda: counted(place, today, days, reading))
        self._watch.start()
        self.changed.emit()

    def stop(self) -> None:
        """Read no further. A drive that does not answer is not waited for."""
        if not self.busy:
            return
        self._reading.stopped = True
        self._aside.forget()
        self._take(STOPPED)

    def forget(self) -> None:
        """Forget what was told. The files stay where they are."""
        if not self.busy:
            self._forget()
            self.changed.emit()

    def _forget(self) -> None:
        self.summary = self._outline = self.told = self.file = None
        self.failed = False

    def _take(self, found: Summary | Text | None) -> None:
        self._watch.stop()
        if found is None or isinstance(found, Text):
            self.told, self.failed = found or NOT_READ, found is None
        else:
            self.summary = found
        self.changed.emit()
        self.ended.emit()

    # --- what is told

    @property
    def outline(self) -> Outline | None:
        """Outline of the page, in the language of now."""
        if self.summary is None:
            return None
        language = self._language()
        if self._outline is None or self._outline[0] != language:
            from postigo.fleet.page.maker import outline  # noqa: PLC0415 - few come here

            self._outline = language, outline(self.summary, language)
        return self._outline[1]

    @property
    def paper(self) -> str:
        """Format in which a summary is printed."""
        return "pdf" if self._has_pdf() else "html"

    @property
    def forms(self) -> tuple[str, ...]:
        """Formats that can be made here."""
        return tuple(form for form in ENDINGS if form != "pdf" or self._has_pdf())

    def usual_name(self, form: str) -> str:
        """The name that is proposed. Nothing of the folder stands in it."""
        return f"postigo-{self._today():%Y-%m-%d}{ENDINGS[form]}"

    def save(self, name: str, form: str) -> bool:
        """Save the summary in a new file. An empty name is a dialog that was closed."""
        if not name or self.summary is None:
            return False
        place = name if name.lower().endswith(ENDINGS[form]) else name + ENDINGS[form]
        try:
            self._write(File(place), _made(self.summary, self._language(), form))
        except FileExistsError:
            there = Text("{file} is there already. Choose another name.", values={"file": Path(place)})
            self.told, self.failed = there, True
        except OSError as why:
            self.told, self.failed = (
                Text(
                    "{file} cannot be written ({reason}).",
                    values={"file": Path(place), "reason": os_error_reason(why)},
                ),
                True,
            )
        else:
            self.told, self.failed, self.file = Text("Saved: {file}", values={"file": Path(place)}), False, place
        self.changed.emit()
        return not self.failed


def _made(summary: Summary, language: str, form: str) -> bytes:
    from postigo.fleet.page import html, pdf  # noqa: PLC0415 - few come here

    return pdf.render(summary, language) if form == "pdf" else html.render(summary, language)
