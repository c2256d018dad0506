"""Shelf of looks and saves on the disk: read, opened, compared, forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from postigo.core.values import Path as PathValue
from postigo.core.values import Text
from postigo.store.os_errors import os_error_reason

if TYPE_CHECKING:
    from postigo.core.diff import Diff
    from postigo.core.report import Report
    from postigo.store.history.history import History, Look
    from postigo.store.saves import Save

NOT_THERE: Final = Text("This look is not there any more.")


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
        from postigo.store.history.history import history  # noqa: PLC0415 - in the thread

        return history(self._folder())

    def _folder(self) -> Path:
        from postigo.store.history.database import NO_HOME, HistoryTrouble  # noqa: PLC0415 - in the thread

        try:
            return self.data_folder()
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
        from postigo.store.history.database import HistoryTrouble  # noqa: PLC0415

        try:
            file = saves.list_file(self._folder())
            found, lost = saves.saves(file.parent)
        except HistoryTrouble as why:
            return (), 0, why.text
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
