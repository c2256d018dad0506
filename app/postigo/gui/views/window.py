"""The window: the side bar and the page beside it. It shows what the models think, and hands on what the person wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from postigo.gui.models.audit import Audit, Phase
from postigo.gui.models.card import card
from postigo.gui.models.checklist import Checklist
from postigo.gui.models.helplines import load
from postigo.gui.models.strips import strips
from postigo.gui.models.tone import Tone
from postigo.gui.views.around import Around
from postigo.gui.views.declined import Declined
from postigo.gui.views.mark import SIDE as MARK
from postigo.gui.views.mark import paint_mark
from postigo.gui.views.sidebar import Sidebar
from postigo.gui.views.today import Today

if TYPE_CHECKING:
    from postigo.gui.models.vault import Vault
    from postigo.gui.views.help import HelpPage
    from postigo.gui.views.passwords import PasswordsPage

AT_ONCE_MS = 16  # what comes within one frame is shown together
NARROWER = 560  # px at 100 % text under which it does so in two lines
NARROW = 760  # px at 100 % text under which the side bar lies across the top
USUAL = QSize(1180, 860)


class Window(QWidget):
    """The one window. `place_wanted` asks for a page of the system's settings, `address_wanted` for one on the internet;
    `files_wanted` and `list_wanted` for the system's dialogs.
    """

    place_wanted = Signal(object)
    address_wanted = Signal(str)
    files_wanted = Signal()
    list_wanted = Signal()
    _ready = False  # Qt sends its first events while the object is still being made

    def __init__(self, audit: Audit, checklist: Checklist, vault: Vault, around: Around) -> None:
        super().__init__()
        self.audit, self.checklist, self.vault, self.around = audit, checklist, vault, around
        self._helping = self._on_passwords = False
        self.setWindowTitle("Postigo")
        self.setWindowIcon(_icon(around))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._build()
        self.resize(USUAL)
        self.setMinimumSize(360, 320)
        self._state = (audit.phase, audit.stopping)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AT_ONCE_MS)
        self._soon.timeout.connect(self.refresh)
        audit.changed.connect(self._refresh_soon)
        audit.looked.connect(self._announce)
        around.language.changed.connect(self.refresh)
        around.theme.changed.connect(self._rebuild)
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

    def _build(self) -> None:
        """Everything in the look of now; the models keep what matters, so the views can be made anew at any time."""
        self.sidebar = Sidebar(self.around)
        self.pages = QStackedWidget()
        self.today = Today(self.audit, self.checklist, self.around)
        self._declined: Declined | None = None
        self._help_page: HelpPage | None = None
        self._passwords_page: PasswordsPage | None = None
        self.pages.addWidget(self.today)
        self._box.addWidget(self.sidebar)
        self._box.addWidget(self.pages, 1)
        QWidget.setTabOrder(self.sidebar.help, self.today.head.again)
        self.sidebar.today_wanted.connect(self.back)
        self.sidebar.passwords_wanted.connect(self.passwords)
        self.sidebar.help_wanted.connect(self.help)
        self.today.help_wanted.connect(self.help)
        self.today.place_wanted.connect(self.place_wanted)
        self.today.passwords_wanted.connect(self.passwords)
        self.refresh()

    @property
    def declined(self) -> Declined:
        """The page after "No", made when it is first needed."""
        if self._declined is None:
            self._declined = Declined(self.audit, self.around)
            self._declined.help_wanted.connect(self.help)
            self.pages.addWidget(self._declined)
        return self._declined

    @property
    def help_page(self) -> HelpPage:
        """The help page, made when it is first needed."""
        if self._help_page is None:
            from postigo.gui.views.help import HelpPage  # noqa: PLC0415 - see above; the first frame does not need it

            self._help_page = HelpPage(load(), self.around)
            self.pages.addWidget(self._help_page)
        return self._help_page

    @property
    def passwords_page(self) -> PasswordsPage:
        """The page about passwords, made when it is first needed."""
        if self._passwords_page is None:
            from postigo.gui.views.passwords import PasswordsPage  # noqa: PLC0415 - the first frame does not need it

            page = self._passwords_page = PasswordsPage(self.vault, self.around)
            page.files_wanted.connect(self.files_wanted)
            page.list_wanted.connect(self.list_wanted)
            page.address_wanted.connect(self.address_wanted)
            self.pages.addWidget(page)
        return self._passwords_page

    def _rebuild(self) -> None:
        scrolled = self.today.verticalScrollBar().value()
        for old in (self.sidebar, self.pages):
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._build()
        self._arrange(self.width())
        self.today.verticalScrollBar().setValue(scrolled)
        self.update()

    # --- what is shown

    def refresh(self) -> None:
        """Show how things stand now."""
        declined = self.audit.phase is Phase.DECLINED
        here = self._on_passwords and not self._helping
        page = (
            self.help_page
            if self._helping
            else self.passwords_page
            if here
            else self.declined
            if declined
            else self.today
        )
        self.sidebar.refresh(on_today=not self._helping and not here, on_passwords=here)
        self.today.refresh()
        for other in (self._declined, self._help_page, self._passwords_page):
            if other is not None:
                other.refresh()
        if self.pages.currentWidget() is not page:
            if self._passwords_page is not None and page is not self._passwords_page:
                self._passwords_page.leave()
            self.pages.setCurrentWidget(page)
            page.focus_first()

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
        self._helping = True
        self.help_page.verticalScrollBar().setValue(0)
        self.refresh()

    def passwords(self) -> None:
        """The page about passwords."""
        self._helping, self._on_passwords = False, True
        self.refresh()

    def back(self) -> None:
        """Back to the first screen, or to the question."""
        self._helping = self._on_passwords = False
        self.refresh()

    def _look_again(self) -> None:
        if self.audit.phase is Phase.LOOKED:
            self.back()
            self.audit.look()

    def _escape(self) -> None:
        if self._helping:
            self._helping = False
            self.refresh()
        elif self._on_passwords:
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
        if not event.spontaneous() and not self._helping:
            page = self.pages.currentWidget()
            if isinstance(page, (Today, Declined)):
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
        if self._passwords_page is not None:
            self._passwords_page.close_for_good()
        super().closeEvent(event)


def _icon(around: Around) -> QIcon:
    """A closed shutter, painted here: the window needs no file to show its own sign."""
    picture = QPixmap(64, 64)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(64 / MARK, 64 / MARK)
    paint_mark(painter, Tone.CLOSED, around.look)
    painter.end()
    return QIcon(picture)
