"""Pages of the window, each built when first shown, and anew when the look changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from postigo.gui.widgets.carried_state import Where
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import let_go


class Pages(QStackedWidget):
    """Stack of pages, one for each place of `builders`.

    `turned` hands over what stands fixed above the page that comes, or None: once the page before was left.
    """

    turned = Signal(object)

    def __init__(self, builders: Mapping[str, Callable[[], Page]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._builders = builders
        self._pages: dict[str, Page] = {}

    def page(self, place: str) -> Page:
        """The page of this place."""
        return self._pages[place] if place in self._pages else self._build(place)

    def _build(self, place: str) -> Page:
        page = self._pages[place] = self._builders[place]()
        page.refresh()
        page.refixed.connect(self._refix)
        self.addWidget(page)
        return page

    def _refix(self) -> None:
        if self.shown is not None:
            self.turned.emit(self.shown.fixed)

    @property
    def made(self) -> Iterator[Page]:
        """Those that there are."""
        yield from self._pages.values()

    @property
    def shown(self) -> Page | None:
        """The page on the screen."""
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    def show_page(self, place: str) -> None:
        """Show a page, as the person left it, or from its beginning. The one before is left."""
        page, before = self.page(place), self.shown
        if page is before:
            return
        if before is not None:
            before.leave()
        self.turned.emit(page.fixed)
        self.setCurrentWidget(page)
        _lay_out(page)
        page.enter()

    def renew(self) -> None:
        """Build every page anew, with all that the person did on it. The old ones are deleted."""
        shown = self.shown
        for place, old in tuple(self._pages.items()):
            new = self._build(place)
            new.resize(old.size())
            new.take_over(old)  # before it is shown: Qt shows at once only what is there by then
            if old is shown:
                self.turned.emit(new.fixed)
                self.setCurrentWidget(new)
            self.removeWidget(old)
            let_go(old)
            if old.fixed is not None:
                let_go(old.fixed)

    def where(self) -> Where | None:
        """Where the person is on the page that is shown. Without what has the focus, if that is elsewhere in the window."""
        if self.shown is None:
            return None
        where = self.shown.where()
        return where if self.shown.holds_focus() else replace(where, focus=None, seen=False)

    def resume(self, where: Where | None) -> None:
        """Be there again, once all is laid out."""
        if self.shown is not None and where is not None:
            _lay_out(self.shown)
            self.shown.resume(where)


_ROUNDS: Final = 4
"""Rounds of laying out. A label that wraps tells its height once it has its width, and cards stand in one another."""


def _lay_out(page: Page) -> None:
    """Show and lay out now: a place to scroll to must be known."""
    for part in page.findChildren(QWidget):  # a layout shows what is put into it with a call that waits for its turn
        QCoreApplication.sendPostedEvents(part, QEvent.Type.MetaCall)
    for _ in range(_ROUNDS):
        page.lay_out()
