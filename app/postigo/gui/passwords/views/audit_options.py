"""Options before the files are looked through: own words, advice, and remembering."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from postigo.core.values import Text
from postigo.gui.passwords.models.password_audit import Passwords
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.collapsible import Collapsible
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.fields import Field
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.parts import column, flowing, sheet
from postigo.gui.widgets.theme import BODY, SMALL
from postigo.passwords.model import Profile
from postigo.passwords.wording import PROFILES, WHY_TWO

MARK: Final = Text(
    "For each password a mark is kept on this computer. It tells nothing without a key, and the key lies "
    "in your system's key ring."
)


class AuditOptionsView(QWidget):
    """Options of a person beforehand: own words. Folded: whose advice to follow, and what to remember."""

    def __init__(self, passwords: Passwords, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passwords, self._around = passwords, around
        look = around.look
        panel, box = sheet(look)
        column(self, 0).addWidget(panel)
        self._words_title = Label(look, BODY, bold=True)
        self._words_why = Label(look, BODY, "quiet")
        self._example = Label(look, SMALL, "quiet")
        self.words = Field(look)
        self.words.setText(passwords.words)
        self.words.textChanged.connect(passwords.say_words)
        self._profile_title = Label(look, BODY, bold=True)
        self.options = Collapsible(look)
        self.profiles = {profile: Choice(look) for profile in Profile}
        self._choices = Choices(self.profiles, passwords.follow, self)
        self._why = Label(look, SMALL, "quiet")
        self.remember = Button(look, Kind.BOX)
        self.remember.toggled.connect(passwords.remembering.want)
        self._kept = Label(look, SMALL, "quiet")
        self.forget = Button(look, Kind.PLAIN)
        self.forget.clicked.connect(passwords.remembering.forget)
        self._forgotten = Label(look, BODY)
        passwords.remembering.changed.connect(self.refresh)
        for part in (self._words_title, self._words_why, self.words, self._example, self.options):
            box.addWidget(part)
        inside = self.options.box
        inside.addWidget(self._profile_title)
        inside.addWidget(flowing(look, self.profiles.values()))
        inside.addWidget(self._why)
        inside.addSpacing(look.space(8))
        inside.addWidget(self.remember, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._kept)
        inside.addWidget(flowing(look, [self.forget]))
        inside.addWidget(self._forgotten)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now, as things stand."""
        say = self._around.language.say
        self._words_title.show_text(say(Text("Words of yours (if you like)")))
        self._words_why.show_text(
            say(Text("Names, pets, plates, birthdays: who knows you tries them first. They are forgotten at the end."))
        )
        self.words.speak(say(Text("Words of yours")))
        self._example.show_text(say(Text("For example: Luna, 1234 BCD, 14/03/2010")))
        hidden = self._around.language.hides
        self.words.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
        if self.words.text() != self._passwords.words:
            self.words.setText(self._passwords.words)
        self.options.fold.speak(say(Text("Options")))
        self._profile_title.show_text(say(Text("How often should a password change?")))
        for profile, button in self.profiles.items():
            button.speak(say(PROFILES[profile]))
        self._choices.hold(self._passwords.profile)
        self._why.show_text(say(WHY_TWO))
        self._show_memory()

    def _show_memory(self) -> None:
        say, memory = self._around.language.say, self._passwords.remembering
        self.remember.speak(say(Text("Remember which ones changed")))
        self.remember.setChecked(memory.wanted)
        self._kept.show_text(say(MARK))
        held = self.forget.hasFocus()
        there = memory.kept and not memory.forgetting
        if held and not there:
            self.remember.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal(self.forget, there)
        self.forget.speak(say(Text("Forget them")), say(Text("Forget what was kept of earlier looks")))
        told = Text("Forgetting…") if memory.forgetting else memory.told
        self._forgotten.show_text(say(told) if told is not None else "")
