"""Beginning of the audit: what it does, and how to choose or get a file.

It says also what it does not do, and takes files that are dropped.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.passwords.models.export_guides import GUIDES, SAFE, Guide
from postigo.gui.passwords.models.password_audit import MOST_FILES, Passwords
from postigo.gui.passwords.views.audit_options import AuditOptionsView
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import RADIUS, CardFrame
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing, numbered, sheet
from postigo.gui.widgets.theme import BODY, LEAD, SMALL


class ChooseFiles(QWidget):
    """`files_wanted` asks for the system's dialog."""

    files_wanted = Signal()

    def __init__(self, passwords: Passwords, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passwords, self._around = passwords, around
        look = around.look
        box = column(self, look.space(16))
        self.kept = Kept(passwords, around)
        box.addWidget(self.kept)
        self.drop = DropArea(passwords, around)
        self.drop.button.clicked.connect(self.files_wanted)
        box.addWidget(self.drop)
        self.guides = Guides(around)
        box.addWidget(self.guides)
        self.wishes = AuditOptionsView(passwords, around)
        box.addWidget(self.wishes)

    def refresh(self) -> None:
        """In the language of now."""
        self.kept.refresh()
        self.drop.refresh()
        self.wishes.refresh()
        self.guides.refresh()


class Kept(QWidget):
    """Notice while other files are chosen: what was seen is still there. It is one press away, and can be forgotten."""

    def __init__(self, passwords: Passwords, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passwords, self._around = passwords, around
        look = around.look
        panel, box = sheet(look, "note")
        column(self, 0).addWidget(panel)
        self._stays = Label(look, BODY)
        self.back, self.forget = Button(look, Kind.PLAIN), Button(look, Kind.PLAIN)
        self.back.clicked.connect(self._stay)
        self.forget.clicked.connect(passwords.forget)
        box.addWidget(self._stays)
        box.addWidget(flowing(look, (self.back, self.forget)))
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        say = self._around.language.say
        reveal(self, self._passwords.elsewhere)
        self._stays.show_text(say(Text("What was seen in your last file stays until you choose another.")))
        self.back.speak(f"‹ {say(Text('Back to what was seen'))}", say(Text("Back to what was seen")))
        self.forget.speak(say(Text("Forget it")), say(Text("Forget what was seen")))

    def _stay(self) -> None:
        self._passwords.other(wanted=False)


class DropArea(CardFrame):
    """Card with a dashed edge: files are dropped on it, or chosen with its button."""

    def __init__(self, passwords: Passwords, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(around.look, "house", parent=parent)
        look = around.look
        self._passwords, self._around, self._over = passwords, around, False
        self.setAcceptDrops(True)
        box = column(self, look.space(8), (look.space(28), look.space(24), look.space(24), look.space(24)))
        self._title = Label(look, LEAD, bold=True)
        self._does = tuple(Label(look, BODY) for _ in range(3))
        self.button = Button(look, Kind.MAIN)
        self._hint = Label(look, SMALL, "quiet")
        self._many = Label(look, BODY, "open_text")
        for part in (self._title, *self._does):
            box.addWidget(part)
        box.addSpacing(look.space(8))
        box.addWidget(flowing(look, [self.button]))
        box.addWidget(self._hint)
        box.addWidget(self._many)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        say = self._around.language.say
        self._title.show_text(say(Text("Look through your passwords")))
        texts = (
            Text(
                "You choose a file from your browser or your password manager, or your own spreadsheet. It stays on this computer."
            ),
            Text("Each password is looked at once, and forgotten. Nothing is kept, unless you ask for it below."),
            Text("Nothing goes to the internet, unless you ask for it later."),
        )
        for label, text in zip(self._does, texts, strict=True):
            label.show_text(say(text))
        self.button.speak(say(Text("Choose a file…")))
        self._hint.show_text(say(Text("Or drop it here. Several files at once are looked through together.")))
        many = Text("These are too many files. Choose {n} at most.", values={"n": MOST_FILES})
        self._many.show_text(say(many) if self._passwords.too_many else "")

    # --- dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files of this computer are welcome."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._hover(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """They go elsewhere."""
        del event
        self._hover(over=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Here they are."""
        self._hover(over=False)
        event.setDropAction(Qt.DropAction.CopyAction)  # never a move: the file manager would delete the original
        event.accept()
        self._passwords.choose([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def _hover(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The sheet with a dashed edge; a firm one while something is held over it."""
        del event
        look = self._around.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(look.colour("main" if self._over else "rim"), 2 if self._over else 1.4)
        if not self._over:
            pen.setDashPattern([5.0, 4.0])
        painter.setPen(pen)
        painter.setBrush(look.colour("hover" if self._over else "house"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), RADIUS, RADIUS)


class Guides(QWidget):
    """Guides to getting the file: one short way for each program. It is shown when its name is chosen."""

    def __init__(self, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        look = around.look
        panel, box = sheet(look)
        column(self, 0).addWidget(panel)
        self._title = Label(look, BODY, bold=True)
        self._safe = Label(look, BODY, "quiet")
        self._chosen: Guide | None = None
        self.choices = {guide.name: Choice(look) for guide in GUIDES}
        for name, button in self.choices.items():
            button.speak(name)
        self._choices = Choices(self.choices, self._choose, self)
        self._steps = QVBoxLayout()
        box.addWidget(self._title)
        box.addWidget(flowing(look, self.choices.values()))
        box.addLayout(self._steps)
        box.addWidget(self._safe)
        self._shown: object = None
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        say = self._around.language.say
        self._title.show_text(say(Text("How do I get the file?")))
        self._safe.show_text(say(SAFE) if self._chosen is None or self._chosen.export else "")
        steps = [say(step) for step in self._chosen.steps] if self._chosen else []
        if steps != self._shown:
            self._shown = steps
            empty(self._steps)
            self._steps.addLayout(numbered(self._around.look, steps))

    def _choose(self, name: str) -> None:
        self._chosen = next(guide for guide in GUIDES if guide.name == name)
        self.refresh()
