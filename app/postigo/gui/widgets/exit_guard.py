"""Quick exit above a page for as long as something discreet stands open on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from postigo.gui.widgets.exit_bar import ExitBar
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import let_go


class ExitGuard(QObject):
    """Guard of a page. `open_now`: whether something discreet is open. `first` takes the button that Tab reaches first."""

    exit_wanted = Signal()

    def __init__(self, page: Page, open_now: Callable[[], bool], first: Callable[[ExitBar | None], object]) -> None:
        super().__init__(page)
        self._page, self._open_now, self._first = page, open_now, first
        self.bar: ExitBar | None = None
        page.around.language.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show the bar, or be rid of it."""
        wanted = self._open_now()
        if wanted and self.bar is None:
            self.bar = ExitBar(self._page.around)
            self.bar.fill(self.bar.exit, self.bar.count)
            self.bar.exit_wanted.connect(self.exit_wanted)
            self.bar.shown.connect(self._lead)
            self._put(self.bar)
        elif not wanted and self.bar is not None:
            old, self.bar = self.bar, None
            self._put(None)
            let_go(old)
        if self.bar is not None:
            self.bar.refresh()

    def _put(self, bar: ExitBar | None) -> None:
        self._page.fixed = bar
        self._page.refixed.emit()
        if bar is None:
            self._first(None)

    def _lead(self) -> None:
        """Let Tab lead there, once both are in one window."""
        self._first(self.bar)
