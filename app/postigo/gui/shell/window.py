"""Window: a side bar, and beside it the page of one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from postigo.gui.shell.names_band import NamesBand
from postigo.gui.shell.pages import Pages
from postigo.gui.shell.place import Place
from postigo.gui.shell.router import Router
from postigo.gui.shell.sidebar import Sidebar
from postigo.gui.widgets.carried_state import Spot
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import let_go
from postigo.gui.widgets.status_icon import window_icon

NARROW = 760  # px at 100 % text under which the side bar lies across the top
USUAL = QSize(1180, 860)


class Window(QWidget):
    """Window of these places. It keeps where the person is through another size, look or language. `closed`: for good."""

    closed = Signal()
    _alone = False
    _fixed: QWidget | None = None
    _ready = False  # Qt sends its first events while the object is still being made

    def __init__(self, places: Sequence[Place], around: ViewContext) -> None:
        super().__init__()
        self._places, self.around = places, around
        self.router = Router(
            {place.id: place.exists for place in places}, next(place.id for place in places if place.door)
        )
        self.setWindowTitle("Postigo")
        self.setWindowIcon(window_icon(around.look))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.pages = Pages({place.id: partial(place.build, self) for place in places})
        self.sidebar = self._make_sidebar()
        self._box.addWidget(self.sidebar)
        self._upright = QVBoxLayout()
        self._names = self._make_band()
        self._upright.addWidget(self.pages, 1)
        self._box.addLayout(self._upright, 1)
        self.pages.turned.connect(self._show_fixed)
        self.pages.show_page(self.router.here)
        self.resize(USUAL)
        self.setMinimumSize(360, 320)
        self.router.moved.connect(self._move)
        around.language.changed.connect(self._speak)
        around.theme.changed.connect(self._renew)
        for key, act in (
            ("F5", lambda: self._here().look_again()),
            ("F1", partial(self.router.go, self.router.door)),
            ("F9", lambda: around.language.hide_names(wanted=not around.language.hides)),
            ("Esc", lambda: self._here().escape()),
            ("Ctrl++", lambda: around.theme.zoom(1)),
            ("Ctrl+=", lambda: around.theme.zoom(1)),
            ("Ctrl+-", lambda: around.theme.zoom(-1)),
            ("Ctrl+0", lambda: around.theme.zoom(0)),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)
        self._ready = True

    def _here(self) -> Page:
        return self.pages.page(self.router.here)

    def _make_band(self) -> NamesBand:
        band = NamesBand(self.around)
        self._upright.insertWidget(0, band)
        band.show_names.clicked.connect(lambda: self._here().focus_first())
        band.refresh(behind_door=self.router.here == self.router.door)
        return band

    def _make_sidebar(self) -> Sidebar:
        sidebar = Sidebar(self._places, self.around)
        sidebar.wanted.connect(self.router.go)
        sidebar.refresh(self.router.here, self.router.there)
        return sidebar

    def _move(self) -> None:
        self.sidebar.refresh(self.router.here, self.router.there)
        self._names.refresh(behind_door=self.router.here == self.router.door)
        self._arrange(self.width())  # places may have come or gone
        self.pages.show_page(self.router.here)

    def _show_fixed(self, part: QWidget | None) -> None:
        """Show what stands above this page, and nothing of another's."""
        if part is self._fixed:
            return
        if self._fixed is not None:
            self._upright.removeWidget(self._fixed)
            self._fixed.hide()
        self._fixed = part
        if part is not None:
            self._upright.insertWidget(1, part)
            part.show()

    def stand_alone(self, alone: bool) -> None:
        """Show the page and nothing beside it, or the side bar again."""
        self._alone = alone
        self.sidebar.setVisible(not alone)

    def _renew(self) -> None:
        """Everything in the look of now. Nothing is lost of what the person did, and nothing lives on of what was there."""
        where, old, band = self.pages.where(), self.sidebar, self._names
        held: QWidget | None = self.focusWidget()
        spot = Spot.of(held, old) if held is not None and old.isAncestorOf(held) else None
        above = self._fixed
        fixed = Spot.of(held, above) if held is not None and above is not None and above.isAncestorOf(held) else None
        self.setUpdatesEnabled(False)
        self.sidebar = self._make_sidebar()
        self._box.removeWidget(old)
        self._box.insertWidget(0, self.sidebar)
        self.sidebar.setVisible(not self._alone)
        let_go(old)
        let_go(band)
        self._names = self._make_band()
        self.pages.renew()
        self._arrange(self.width())
        self.pages.resume(where)
        for place, root in ((spot, self.sidebar), (fixed, self._fixed)):
            if place is not None and root is not None and (thing := place.find(root)) is not None:
                thing.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setUpdatesEnabled(True)

    def _speak(self) -> None:
        """The same in another language; the person stays where they are."""
        where, held = self.pages.where(), self.focusWidget()
        self.sidebar.refresh(self.router.here, self.router.there)
        self._names.refresh(behind_door=self.router.here == self.router.door)
        self._arrange(self.width())  # words of another length
        for page in self.pages.made:
            page.refresh()
        if where is not None and held is self.focusWidget():  # it is where it was, under another name
            where = replace(where, focus=None)
        self.pages.resume(where)

    def _arrange(self, width: int) -> None:
        narrow = width < self.around.look.px(NARROW)
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.sidebar.lie(across=narrow, width=width)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where it is narrow, the side bar lies across the top."""
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard begins where the page begins."""
        super().showEvent(event)
        if not event.spontaneous():
            self._here().focus_first()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The system changed its colours or its font."""
        if self._ready and event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ThemeChange}:
            self.around.theme.notice()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """The pages are left, and whoever works for them stops."""
        for page in self.pages.made:
            page.leave()
        self.closed.emit()
        super().closeEvent(event)
