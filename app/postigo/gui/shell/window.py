"""The window: the side bar and the page beside it. It shows what the models think, and hands on what the person wishes."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QIcon,
    QKeySequence,
    QPainter,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QBoxLayout, QWidget

from postigo.gui.common.status_style import Tone
from postigo.gui.help.models.helplines import load
from postigo.gui.shell.pages import Pages
from postigo.gui.shell.router import Route, Router
from postigo.gui.shell.sidebar import Sidebar
from postigo.gui.today.models.audit import Audit, Phase
from postigo.gui.today.models.card import card
from postigo.gui.today.models.checklist import Checklist
from postigo.gui.today.models.strips import strips
from postigo.gui.today.views.declined_page import DeclinedPage
from postigo.gui.today.views.page import Today
from postigo.gui.widgets.carried_state import Spot
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.parts import let_go
from postigo.gui.widgets.status_icon import SIDE as MARK
from postigo.gui.widgets.status_icon import paint_mark

if TYPE_CHECKING:
    from postigo.gui.help.views.page import HelpPage
    from postigo.gui.passwords.models.page import PasswordsFeature
    from postigo.gui.passwords.views.page import PasswordsPage
    from postigo.gui.today.models.report_saving import Saving
    from postigo.gui.widgets.page import Page

AT_ONCE_MS = 16  # what comes within one frame is shown together
NARROWER = 560  # px at 100 % text under which its places are in a menu
NARROW = 760  # px at 100 % text under which the side bar lies across the top
USUAL = QSize(1180, 860)


class Shown(Enum):
    """The pages. After "No" a page of its own stands in the place of Today."""

    TODAY = auto()
    DECLINED = auto()
    PASSWORDS = auto()
    HELP = auto()


class Window(QWidget):
    """The one window. `place_wanted` asks for a page of the system's settings, `address_wanted` for one on the internet;
    `files_wanted`, `list_wanted` and `name_wanted` for the system's dialogs.
    """

    place_wanted = Signal(object)
    address_wanted = Signal(str)
    files_wanted = Signal()
    list_wanted = Signal()
    name_wanted = Signal()
    _ready = False  # Qt sends its first events while the object is still being made

    def __init__(
        self, audit: Audit, checklist: Checklist, vault: PasswordsFeature, saving: Saving, around: ViewContext
    ) -> None:
        super().__init__()
        self.audit, self.checklist, self.vault, self.saving = audit, checklist, vault, saving
        self.around = around
        self.router = Router()
        self.clipboard = LentClipboard()
        self.setWindowTitle("Postigo")
        self.setWindowIcon(_icon(around))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.pages = Pages(
            {
                Shown.TODAY: self._make_today,
                Shown.DECLINED: self._make_declined,
                Shown.PASSWORDS: self._make_passwords,
                Shown.HELP: self._make_help,
            }
        )
        self.sidebar = self._make_sidebar()
        self._box.addWidget(self.sidebar)
        self._box.addWidget(self.pages, 1)
        self.refresh()
        QWidget.setTabOrder(self.sidebar.help, self.today.head.again)
        self.resize(USUAL)
        self.setMinimumSize(360, 320)
        self._state = (audit.phase, audit.stopping)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AT_ONCE_MS)
        self._soon.timeout.connect(self.refresh)
        self.router.moved.connect(self.refresh)
        audit.changed.connect(self._refresh_soon)
        audit.looked.connect(self._announce)
        around.language.changed.connect(self._speak)
        around.theme.changed.connect(self._renew)
        for key, act in (
            ("F5", self._look_again),
            ("F1", self.help),
            ("Esc", self._escape),
            ("Ctrl++", lambda: around.theme.zoom(1)),
            ("Ctrl+=", lambda: around.theme.zoom(1)),
            ("Ctrl+-", lambda: around.theme.zoom(-1)),
            ("Ctrl+0", lambda: around.theme.zoom(0)),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)
        self._ready = True

    # --- its parts, each made when it is first needed, and anew when the look changes

    def _make_sidebar(self) -> Sidebar:
        sidebar = Sidebar(self.around)
        sidebar.wanted.connect(self.router.go)
        return sidebar

    def _make_today(self) -> Today:
        today = Today(self.audit, self.checklist, self.saving, self.around)
        today.saving.name_wanted.connect(self.name_wanted)
        today.help_wanted.connect(self.help)
        today.place_wanted.connect(self.place_wanted)
        today.passwords_wanted.connect(self.passwords)
        return today

    def _make_declined(self) -> DeclinedPage:
        declined = DeclinedPage(self.audit, self.around)
        declined.help_wanted.connect(self.help)
        return declined

    def _make_help(self) -> Page:
        from postigo.gui.help.views.page import HelpPage  # noqa: PLC0415 - the first frame does not need it

        page = HelpPage(load(), self.clipboard, self.around)
        page.back_wanted.connect(self.router.back)
        return page

    def _make_passwords(self) -> Page:
        from postigo.gui.passwords.views.page import PasswordsPage  # noqa: PLC0415 - the first frame does not need it

        page = PasswordsPage(self.vault, self.clipboard, self.around)
        page.files_wanted.connect(self.files_wanted)
        page.list_wanted.connect(self.list_wanted)
        page.address_wanted.connect(self.address_wanted)
        return page

    @property
    def today(self) -> Today:
        """The first screen."""
        return cast("Today", self.pages.page(Shown.TODAY))

    @property
    def declined(self) -> DeclinedPage:
        """The page after "No"."""
        return cast("DeclinedPage", self.pages.page(Shown.DECLINED))

    @property
    def help_page(self) -> HelpPage:
        """The help page."""
        return cast("HelpPage", self.pages.page(Shown.HELP))

    @property
    def passwords_page(self) -> PasswordsPage:
        """The page about passwords."""
        return cast("PasswordsPage", self.pages.page(Shown.PASSWORDS))

    def _renew(self) -> None:
        """Everything in the look of now. Nothing is lost of what the person did, and nothing lives on of what was there."""
        where, old = self.pages.where(), self.sidebar
        held: QWidget | None = self.focusWidget()
        spot = Spot.of(held, old) if held is not None and old.isAncestorOf(held) else None
        self.setUpdatesEnabled(False)
        self.sidebar = self._make_sidebar()
        self.sidebar.refresh(self.router.here)
        self._box.removeWidget(old)
        self._box.insertWidget(0, self.sidebar)
        self.sidebar.show()
        let_go(old)
        self.pages.renew()
        QWidget.setTabOrder(self.sidebar.help, self.today.head.again)
        self._arrange(self.width())
        self.pages.resume(where)
        if spot is not None and (thing := spot.find(self.sidebar)) is not None:
            thing.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setUpdatesEnabled(True)

    def _speak(self) -> None:
        """The same in another language; the person stays where they are."""
        where, held = self.pages.where(), self.focusWidget()
        self.refresh()
        if where is not None and held is self.focusWidget():  # it is where it was, under another name
            where = replace(where, focus=None)
        self.pages.resume(where)

    # --- what is shown

    def refresh(self) -> None:
        """Show how things stand now."""
        declined = self.audit.phase is Phase.DECLINED
        shown = {
            Route.TODAY: Shown.DECLINED if declined else Shown.TODAY,
            Route.PASSWORDS: Shown.PASSWORDS,
            Route.HELP: Shown.HELP,
        }[self.router.here]
        self.sidebar.refresh(self.router.here)
        for page in self.pages.made:
            page.refresh()
        self.pages.show_page(shown)

    def _refresh_soon(self) -> None:
        """While it looks, many answers come at once: what they change is shown together. All else shows at once."""
        state = (self.audit.phase, self.audit.stopping)
        if self.audit.phase is not Phase.LOOKING or state != self._state:
            self._state = state
            self._soon.stop()
            self.refresh()
        elif not self._soon.isActive():
            self._soon.start()

    def grow_older(self) -> None:
        """Time has passed: say anew how long ago it was looked."""
        self.today.head.refresh()

    def help(self) -> None:
        """The help page; nothing remembers that it was opened."""
        self.router.go(Route.HELP)

    def passwords(self) -> None:
        """The page about passwords."""
        self.router.go(Route.PASSWORDS)

    def back(self) -> None:
        """Back to the first screen, or to the question."""
        self.router.go(Route.TODAY)

    def _look_again(self) -> None:
        """F5, where there is something to look at again: elsewhere it would take away what is typed there."""
        if self.audit.phase is Phase.LOOKED and self.router.here is Route.TODAY:
            self.audit.look()

    def _escape(self) -> None:
        if self.router.here is Route.HELP:
            self.router.back()
        elif self.router.here is Route.PASSWORDS and self.vault.passwords.elsewhere:
            self.vault.passwords.other(wanted=False)
        elif self.router.here is Route.PASSWORDS:
            self.vault.entries.open(None)
        elif self.checklist.open_row:
            row = self.today.list.row(self.checklist.open_row)
            self.checklist.open("")
            if row is not None:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _announce(self) -> None:
        """Tell a screen reader that the look has ended: what goes on now, and what stands on the card."""
        try:
            from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - Qt 6.8
        except ImportError:
            return
        shown = card(self.audit)
        if shown is not None and QAccessible.isActive():
            told = " ".join(
                self.around.say(said) for said in (*(strip.said for strip in strips(self.audit)), shown.title)
            )
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    # --- its size, and its end

    def _arrange(self, width: int) -> None:
        narrow = width < self.around.look.px(NARROW)
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.sidebar.lie(across=narrow, narrow=width < self.around.look.px(NARROWER))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where it is narrow, the side bar lies across the top."""
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard begins where the page begins."""
        super().showEvent(event)
        if not event.spontaneous() and (page := self.pages.shown) is not None:
            page.focus_first()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The system changed its colours or its font."""
        if self._ready and event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ThemeChange}:
            self.around.theme.notice()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing looks once the window is closed."""
        self.audit.close()
        self.vault.close()
        for page in self.pages.made:
            page.leave()
        self.clipboard.take_back()
        super().closeEvent(event)


def _icon(around: ViewContext) -> QIcon:
    """A closed shutter, painted here: the window needs no file to show its own sign."""
    picture = QPixmap(64, 64)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(64 / MARK, 64 / MARK)
    paint_mark(painter, Tone.CLOSED, around.look)
    painter.end()
    return QIcon(picture)
