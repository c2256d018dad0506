"""The beginning of the audit: what it does and does not do, where a file is chosen or dropped, and how to get one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.models.password_guides import GUIDES, SAFE, Guide
from postigo.gui.models.passwords import MOST_FILES, Passwords
from postigo.gui.theme import BODY, LEAD, SMALL
from postigo.gui.views.around import Around
from postigo.gui.views.button import Button, Kind
from postigo.gui.views.fields import Field
from postigo.gui.views.labels import Label, reveal
from postigo.gui.views.panel import RADIUS, Panel
from postigo.gui.views.parts import column, empty, flowing, numbered, sheet
from postigo.passwords.model import Profile
from postigo.passwords.phrases import PROFILES, WHY_TWO


class Choosing(QWidget):
    """`files_wanted` asks for the system's dialog."""

    files_wanted = Signal()

    def __init__(self, passwords: Passwords, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passwords, self._around = passwords, around
        look = around.look
        box = column(self, look.space(16))
        self.drop = DropArea(passwords, around)
        self.drop.button.clicked.connect(self.files_wanted)
        box.addWidget(self.drop)
        self.guides = Guides(around)
        box.addWidget(self.guides)
        self.wishes = Wishes(passwords, around)
        box.addWidget(self.wishes)

    def refresh(self) -> None:
        """In the language of now."""
        self.drop.refresh()
        self.wishes.refresh()
        self.guides.refresh()


class DropArea(Panel):
    """A card with a dashed edge: files are dropped on it, or chosen with its button."""

    def __init__(self, passwords: Passwords, around: Around, parent: QWidget | None = None) -> None:
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
        pen = QPen(look.colour("main" if self._over else "bare"), 2 if self._over else 1.4)
        if not self._over:
            pen.setDashPattern([5.0, 4.0])
        painter.setPen(pen)
        painter.setBrush(look.colour("hover" if self._over else "house"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), RADIUS, RADIUS)


class Wishes(QWidget):
    """What the person may say beforehand: words of their own, and whose advice on changing passwords to follow."""

    def __init__(self, passwords: Passwords, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passwords, self._around = passwords, around
        look = around.look
        panel, box = sheet(look)
        column(self, 0).addWidget(panel)
        self._words_title = Label(look, BODY, bold=True)
        self._words_why = Label(look, BODY, "quiet")
        self.words = Field(look)
        self.words.setText(passwords.words)
        self.words.textChanged.connect(passwords.say_words)
        self._profile_title = Label(look, BODY, bold=True)
        self._profile_title.setContentsMargins(0, look.space(12), 0, 0)
        self.profiles = {profile: Button(look, Kind.CHOICE) for profile in Profile}
        self._group = QButtonGroup(self)
        for profile, button in self.profiles.items():
            self._group.addButton(button)
            button.toggled.connect(lambda chosen, profile=profile: passwords.follow(profile) if chosen else None)
        self._why = Label(look, SMALL, "quiet")
        self.remember = Button(look, Kind.BOX)
        self.remember.toggled.connect(passwords.remembering.want)
        self._kept = Label(look, SMALL, "quiet")
        self.forget = Button(look, Kind.PLAIN)
        self.forget.clicked.connect(passwords.remembering.forget)
        self._forgotten = Label(look, BODY)
        passwords.remembering.changed.connect(self.refresh)
        for part in (self._words_title, self._words_why, self.words, self._profile_title):
            box.addWidget(part)
        box.addWidget(flowing(look, self.profiles.values()))
        box.addWidget(self._why)
        box.addSpacing(look.space(8))
        box.addWidget(self.remember, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._kept)
        box.addWidget(flowing(look, [self.forget]))
        box.addWidget(self._forgotten)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now, as things stand."""
        say = self._around.language.say
        self._words_title.show_text(say(Text("Words of yours (if you like)")))
        self._words_why.show_text(
            say(Text("Names, pets, plates, birthdays: who knows you tries them first. They are forgotten at the end."))
        )
        self.words.speak(say(Text("Words of yours")), say(Text("For example: Luna, 1234 BCD, 14/03/2010")))
        if self.words.text() != self._passwords.words:
            self.words.setText(self._passwords.words)
        self._profile_title.show_text(say(Text("How often should a password change?")))
        for profile, button in self.profiles.items():
            button.speak(say(PROFILES[profile]))
            button.setChecked(profile is self._passwords.profile)
        self._why.show_text(say(WHY_TWO))
        self._show_memory()

    def _show_memory(self) -> None:
        say, memory = self._around.language.say, self._passwords.remembering
        self.remember.speak(say(Text("Remember which ones changed")))
        self.remember.setChecked(memory.wanted)
        self._kept.show_text(
            say(
                Text(
                    "For each password a mark is kept on this computer. It tells nothing without a key, and the key lies "
                    "in your system's key ring."
                )
            )
        )
        held = self.forget.hasFocus()
        there = memory.kept and not memory.forgetting
        if held and not there:
            self.remember.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal(self.forget, there)
        self.forget.speak(say(Text("Forget them")), say(Text("Forget what was kept of earlier looks")))
        told = Text("Forgetting…") if memory.forgetting else memory.told
        self._forgotten.show_text(say(told) if told is not None else "")


class Guides(QWidget):
    """How to get the file: one short way for each program, shown when its name is chosen."""

    def __init__(self, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        look = around.look
        panel, box = sheet(look)
        column(self, 0).addWidget(panel)
        self._title = Label(look, BODY, bold=True)
        self._safe = Label(look, BODY, "quiet")
        self._chosen: Guide | None = None
        self.choices = {guide.name: Button(look, Kind.CHOICE) for guide in GUIDES}
        self._group = QButtonGroup(self)
        for guide in GUIDES:
            button = self.choices[guide.name]
            button.speak(guide.name)
            self._group.addButton(button)
            button.toggled.connect(lambda chosen, guide=guide: self._choose(guide) if chosen else None)
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

    def _choose(self, guide: Guide) -> None:
        self._chosen = guide
        self.refresh()
