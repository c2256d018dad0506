"""Keeping of each look in the history, in a thread, if the person wants one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Thread
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from postigo.core.policy import NO_POLICY, Policy
from postigo.core.report import Report
from postigo.core.values import Text
from postigo.gui.today.models.audit import Audit

Store: TypeAlias = Callable[[Report, datetime], "int | Text | None"]
"""Keeper of a look. Returns its number in the history, why it could not be kept, or None where nothing is to be kept."""


def store(report: Report, now: datetime, policy: Policy = NO_POLICY) -> int | Text | None:
    """Keep a look as the settings on the disk say, and the policy lets. The terminal may have changed them meanwhile."""
    from postigo.store import files  # noqa: PLC0415 - in the thread, and only after a look

    try:
        settings = files.settings()
    except files.SettingsTrouble:  # said at the start already; without a yes that can be read nothing is kept
        return None
    if policy.history_off or not settings.history:
        return None
    from postigo.reports import keeping  # noqa: PLC0415 - nobody has a history who did not ask for it
    from postigo.store.history.database import HistoryTrouble  # noqa: PLC0415

    try:
        return keeping.keep(report, settings, now)
    except HistoryTrouble as trouble:
        return trouble.text


class Keeping(QObject):
    """Keeping of the looks. `changed`: one was kept, or could not be; `told` says why not.

    Of the device alone: what the person's files said and what they replied is kept nowhere. One check again is no look.
    """

    changed = Signal()
    _ended = Signal(object)

    def __init__(self, audit: Audit, keep: Store = store) -> None:
        super().__init__()
        self._audit, self._keep = audit, keep
        self.number: int | None = None
        """Number of the last look that was kept."""
        self.told: Text | None = None
        audit.looked.connect(self._looked)
        # From the thread by way of a method of ours: Qt brings a signal over only to an object that lives over here.
        self._ended.connect(self._kept)

    def _looked(self) -> None:
        report = self._audit.report
        if report is None or report.remembered or self._audit.classroom:
            return
        now = self._audit.now()

        def aside() -> None:
            kept = self._keep(report, now)
            try:
                self._ended.emit(kept)
            except RuntimeError:  # the window has gone, and this object of Qt's with it; the look is kept
                return

        Thread(target=aside, name="history").start()  # waited for at the end: what is begun is written whole

    def _kept(self, result: object) -> None:
        if result is None:
            return
        self.told = result if isinstance(result, Text) else None
        self.number = result if isinstance(result, int) else self.number
        self.changed.emit()
