"""Earlier looks and saves: read aside, then shown, compared or forgotten as the person wants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, Signal

from postigo.core.values import Path as PathValue
from postigo.core.values import Text
from postigo.gui.common.aside import Aside
from postigo.store.files import Settings
from postigo.store.os_errors import os_error_reason

if TYPE_CHECKING:
    from postigo.core.diff import Diff
    from postigo.core.report import Report
    from postigo.store.history.history import History, Look
    from postigo.store.saves import Save

DAYS: Final = (30, 90, 365, 1095)
"""For how long looks can be kept, in days."""

NOT_READ: Final = Text("What is kept could not be read. The fault is ours, not yours. Nothing of it was changed.")
NOT_THERE: Final = Text("This look is not there any more.")


class Chooser(Protocol):
    """Settings of the person, as far as the history needs them."""

    chosen: Settings
    said: Text | None

    def choose(self, field: str, value: bool | int) -> None:
        """Let a setting have another value from now on, and keep it."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Looks and saves that are kept, the newest first, with troubles of reading them. `lost`: lines that nobody can read."""

    looks: tuple[Look, ...] = ()
    trouble: Text | None = None
    saves: tuple[Save, ...] = ()
    lost: int = 0
    saves_trouble: Text | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A look that was opened: the report of its day, or why it cannot be."""

    number: int
    report: Report | None = None
    trouble: Text | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Comparison of two looks, or why there is none. `pair`: their numbers, the earlier first."""

    pair: tuple[int, int]
    diff: Diff | None = None
    trouble: Text | None = None


@dataclass(frozen=True, slots=True)
class Hands:
    """Hands of the model: where things are kept. Tests hand in others."""

    data_folder: Callable[[], Path]
    now: Callable[[], datetime]

    def history(self) -> History:
        """The history of this account. `HistoryTrouble` where there is no folder for it."""
        from postigo.store.history.database import NO_HOME, HistoryTrouble  # noqa: PLC0415
        from postigo.store.history.history import history  # noqa: PLC0415 - in the thread

        try:
            return history(self.data_folder())
        except RuntimeError as homeless:
            raise HistoryTrouble(NO_HOME, str(homeless)) from None

    def read(self, days: int) -> Shelf:
        """All that is kept. What is older than `days` is forgotten before."""
        from postigo.store.history.database import HistoryTrouble  # noqa: PLC0415 - in the thread

        looks: tuple[Look, ...] = ()
        trouble = None
        try:
            kept = self.history()
            kept.prune(self.now(), days)
            looks = tuple(kept.looks())
        except HistoryTrouble as why:
            trouble = why.text
        return Shelf(looks, trouble, *self._saves())

    def _saves(self) -> tuple[tuple[Save, ...], int, Text | None]:
        from postigo.store import saves  # noqa: PLC0415 - in the thread
        from postigo.store.history.database import NO_HOME  # noqa: PLC0415

        try:
            file = saves.list_file(self.data_folder())
        except RuntimeError:
            return (), 0, NO_HOME
        try:
            found, lost = saves.saves(file.parent)
        except OSError as why:
            told = Text(
                "The list of saved reports cannot be read in {file}: {reason}.",
                values={"file": PathValue(str(file)), "reason": os_error_reason(why)},
            )
            return (), 0, told
        return tuple(found), lost, None

    def open(self, number: int) -> Opened:
        """The report of one look."""
        from postigo.store.history.database import HistoryTrouble  # noqa: PLC0415 - in the thread

        try:
            audit = self.history().open(number)
        except HistoryTrouble as why:
            return Opened(number, trouble=why.text)
        return Opened(number, trouble=NOT_THERE) if audit is None else Opened(number, audit.report)

    def compare(self, pair: tuple[int, int]) -> Compared:
        """Comparison of two looks."""
        from postigo.core.diff import Incomparable, diff  # noqa: PLC0415 - in the thread
        from postigo.reports.comparable import of_stored  # noqa: PLC0415
        from postigo.reports.comparison import NOT_COMPARED  # noqa: PLC0415
        from postigo.store.history.database import HistoryTrouble  # noqa: PLC0415

        try:
            before, after = (self.history().open(number) for number in pair)
        except HistoryTrouble as why:
            return Compared(pair, trouble=why.text)
        if before is None or after is None:
            return Compared(pair, trouble=NOT_THERE)
        try:
            return Compared(pair, diff(of_stored(before), of_stored(after)))
        except Incomparable:
            return Compared(pair, trouble=NOT_COMPARED)

    def forget(self, number: int | None) -> Text | None:
        """Forget one look, or all of them. None, or what could not be done."""
        from postigo.store.history.database import HistoryTrouble  # noqa: PLC0415 - in the thread

        try:
            kept = self.history()
            if number is None:
                kept.delete()
            else:
                kept.forget_look(number)
        except HistoryTrouble as why:
            return why.text
        return None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Answer to a wish to forget: what could not be done, or None."""

    trouble: Text | None


class Past(QObject):
    """Earlier looks and saves. Read when somebody comes to see them, and again when there may be more.

    `not_kept`: why the last look could not be kept. Each change of what is kept is done aside, and then all is read anew.
    """

    changed = Signal()

    def __init__(self, chooser: Chooser, hands: Hands, not_kept: Callable[[], Text | None]) -> None:
        super().__init__()
        self._chooser, self._hands, self.not_kept = chooser, hands, not_kept
        self._open = False
        self._reading: Aside[Shelf] = Aside(self._read)
        self._opening: Aside[Opened] = Aside(self._opened)
        self._comparing: Aside[Compared] = Aside(self._compared)
        self._forgetting: Aside[Forgotten] = Aside(self._forgotten)
        self.shelf: Shelf | None = None
        """None before it was read."""
        self.opened: Opened | None = None
        self.marked: tuple[int, ...] = ()
        """Numbers of the looks that are compared: two, or fewer while somebody chooses."""
        self.compared: Compared | None = None
        self.told: Text | None = None

    # --- whether looks are kept

    @property
    def settings(self) -> Settings:
        """Settings of the person."""
        return self._chooser.chosen

    @property
    def keeps(self) -> bool:
        """Whether each look is kept."""
        return self.settings.history

    @property
    def days(self) -> int:
        """For how many days."""
        return self.settings.history_days

    @property
    def said(self) -> Text | None:
        """Reason why the choice is not kept."""
        return self._chooser.said

    def keep(self, *, wanted: bool) -> None:
        """Keep each look from now on, or no more."""
        self._chooser.choose("history", wanted)
        self.changed.emit()

    def keep_for(self, days: int) -> None:
        """Keep looks for so long. What is older is forgotten now."""
        if days != self.days:
            self._chooser.choose("history_days", days)
            self.reload()

    # --- what is kept

    @property
    def busy(self) -> bool:
        """Whether something is read, compared or forgotten."""
        return any(one.busy for one in (self._reading, self._opening, self._comparing, self._forgetting))

    def open(self, *, wanted: bool) -> None:
        """Somebody looks at the page, or no longer."""
        self._open = wanted
        if wanted:
            self.reload()

    def reload(self) -> None:
        """There may be something new. It is read if somebody looks."""
        if self._open:
            days = self.days
            self._reading.run(lambda: self._hands.read(days))
        self.changed.emit()

    def _read(self, shelf: Shelf | None) -> None:
        self.shelf = shelf or Shelf(trouble=NOT_READ, saves_trouble=NOT_READ)
        there = [look.id for look in self.shelf.looks]
        if not set(self.marked) <= set(there) or len(self.marked) < 2:
            self.marked = tuple(there[:2])
        if self.opened is not None and self.opened.number not in there:
            self.opened = None
        self._compare()
        self.changed.emit()

    def look(self, number: int) -> Look | None:
        """A look in the list."""
        return next((one for one in self.shelf.looks if one.id == number), None) if self.shelf is not None else None

    def show(self, number: int | None) -> None:
        """Open a look, or close the one that is open."""
        if number is None:
            self._opening.forget()
            self.opened = None
        else:
            self._opening.run(lambda: self._hands.open(number))
        self.changed.emit()

    def _opened(self, opened: Opened | None) -> None:
        self.opened = opened
        if opened is None:
            self.told = NOT_READ
        self.changed.emit()

    def mark(self, number: int, *, wanted: bool) -> None:
        """Compare this look, or not. Two are compared: of three, the one that was chosen first is let go."""
        others = tuple(one for one in self.marked if one != number)
        self.marked = (*others, number)[-2:] if wanted else others
        self._compare()
        self.changed.emit()

    def _compare(self) -> None:
        looks = [look for number in self.marked if (look := self.look(number)) is not None]
        if len(looks) < 2:
            self._comparing.forget()
            self.compared = None
            return
        before, after = sorted(looks, key=lambda look: look.began)
        self._comparing.run(lambda: self._hands.compare((before.id, after.id)))

    def _compared(self, compared: Compared | None) -> None:
        self.compared = compared
        if compared is None:
            self.told = NOT_READ
        self.changed.emit()

    def forget(self, number: int | None) -> None:
        """Forget one look, or all of them."""
        self._forgetting.run(lambda: Forgotten(self._hands.forget(number)))
        self.changed.emit()

    def _forgotten(self, done: Forgotten | None) -> None:
        self.told = NOT_READ if done is None else done.trouble
        self.reload()
