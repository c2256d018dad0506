"""Card over the list of entries, with a field for a master password if needed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from postigo.core.values import Quoted, Text
from postigo.gui.passwords.models.card import Press, password_card
from postigo.gui.passwords.models.entries import Entries
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.fields import SecretField
from postigo.gui.widgets.labels import FirstWords, Label, reveal
from postigo.gui.widgets.parts import flowing, let_go, progress_bar
from postigo.gui.widgets.theme import BODY, LEAD, SMALL

NARROW = 620  # px at 100 % text
USUAL_WIDTH = 900


class PasswordCardView(CardFrame):
    """Shows `vault_card`."""

    def __init__(self, entries: Entries, around: ViewContext, parent: QWidget | None = None) -> None:
        look = around.look
        super().__init__(look, parent=parent)
        self._entries, self._passwords, self._around = entries, entries.passwords, around
        self.title = FirstWords(look, LEAD, bold=True)
        self._body = Label(look, BODY, "quiet")
        self._wrong = Label(look, BODY, "open_text")
        self._beside = Label(look, SMALL, "quiet")
        self._bar = progress_bar(look)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(look.space(24), look.space(16), look.space(16), look.space(16))
        self._both.setSpacing(look.space(12))
        self._box = QVBoxLayout()
        self._box.setSpacing(look.space(8))
        self._both.addLayout(self._box, 1)
        for part in (self.title, self._body, self._wrong, self._beside):
            self._box.addWidget(part)
        self.field: SecretField | None = None
        self._width = USUAL_WIDTH
        self._box.addWidget(self._bar)
        self.open = Button(look, Kind.MAIN)
        self.open.clicked.connect(lambda _checked=False: self._unlock())
        self.key_file = Button(look, Kind.PLAIN)
        self.no_password = Button(look, Kind.PLAIN)
        self.no_password.clicked.connect(lambda _checked=False: self._unlock(none=True))
        self.leave_out = Button(look, Kind.PLAIN)
        self.leave_out.clicked.connect(self._leave_out)
        self.presses = {press: Button(look, Kind.PLAIN) for press in Press}
        for press, button in self.presses.items():
            button.clicked.connect(lambda _checked=False, press=press: self._press(press))
        asked = (self.open, self.key_file, self.no_password, self.leave_out)
        self._buttons = flowing(look, (*asked, *self.presses.values()))
        self._both.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fold = Button(look, Kind.FOLD)
        self._detail = Label(look, SMALL, "quiet")
        self._fold.turned.connect(lambda _wanted: self.refresh())
        self._box.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addWidget(self._detail)
        self.refresh()

    def refresh(self) -> None:
        """Show how things stand now."""
        shown = password_card(self._entries)
        reveal(self, shown is not None)
        if shown is None:
            self._forget_field()
            return
        say = self._around.language.say
        self.accent(shown.tone.value)
        self.title.show_text(say(shown.title))
        self._body.show_text(" ".join(_ended(say(part)) for part in shown.body))
        self._wrong.show_text(say(shown.wrong) if shown.wrong else "")
        self._beside.show_text(say(shown.beside) if shown.beside else "")
        reveal(self._bar, bool(shown.total) or (self._passwords.busy and not shown.asks and not shown.body))
        self._bar.setMaximum(shown.total)
        self._bar.setValue(shown.done)
        self._bar.setAccessibleName(say(shown.title))
        self._show_field(wanted=shown.asks)
        self.open.speak(say(Text("Open it")))
        self.key_file.speak(say(Text("Another key file…") if self._passwords.key_file else Text("Key file…")))
        self.no_password.speak(say(Text("It has no password")))
        self.leave_out.speak(say(Text("Leave this file out")))
        reveal(self.open, shown.asks)
        reveal(self.key_file, shown.takes_key_file)
        reveal(self.no_password, shown.takes_key_file)
        reveal(self.leave_out, shown.asks)
        offered = {press: text for text, press in shown.presses}
        for press, button in self.presses.items():
            reveal(button, press in offered)
            if press in offered:
                button.speak(say(offered[press]))
        reveal(self._fold, bool(shown.detail))
        self._fold.speak(say(Text("Technical detail")))
        told = self._around.language.value(Quoted(shown.detail)) if self._fold.marked and shown.detail else ""
        self._detail.show_text(told)
        self.arrange(self._width)

    @property
    def main(self) -> QWidget:
        """Where the keyboard begins: the field, or the words. Never a button: one more Enter must throw nothing away."""
        return self.title if self.field is None else self.field

    def arrange(self, width: int) -> None:
        """Buttons beside the text, or below it where it is narrow or something is typed. Called before the page is laid out."""
        self._width = width
        below = self.field is not None or width < self._around.look.px(NARROW)
        wanted = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._both.direction() is not wanted:
            self._both.setDirection(wanted)
            self._both.setAlignment(self._buttons, Qt.AlignmentFlag(0) if below else Qt.AlignmentFlag.AlignVCenter)

    # --- the master password

    def _show_field(self, *, wanted: bool) -> None:
        if not wanted:
            self._forget_field()
        elif self.field is None:
            field = self.field = SecretField(self._around.look)
            field.returnPressed.connect(self._unlock)
            self._box.insertWidget(self._box.indexOf(self._bar), field)
            QWidget.setTabOrder(field, self.open)
            field.show()
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.field is not None:
            self.field.speak(self._around.language.say(Text("Main password of this file")))

    def _unlock(self, *, none: bool = False) -> None:
        """Pass on what was typed, or nothing. Nothing is said so, or a key file was chosen and nothing typed."""
        if self.field is not None and (none or self.field.text() or self._passwords.key_file):
            typed = self._taken()
            self._passwords.unlock("" if none else typed)

    def _leave_out(self) -> None:
        self._taken()
        self._passwords.unlock(None)

    def _taken(self) -> str:
        """Text that was typed. The field that held it is gone."""
        typed = self.field.text() if self.field is not None else ""
        self._forget_field()
        return typed

    def _forget_field(self) -> None:
        field, self.field = self.field, None
        if field is not None:
            field.clear()
            let_go(field)

    def _press(self, press: Press) -> None:
        match press:
            case Press.CANCEL:
                self._passwords.cancel()
            case Press.OTHER:
                self._passwords.other(wanted=True)
            case Press.AGAIN:
                self._passwords.again()
            case Press.WITHOUT:
                self._passwords.without()


def _ended(sentence: str) -> str:
    """A sentence that ends like one, so that another may follow it."""
    return sentence if sentence.endswith((".", "?", "!", "…")) else f"{sentence}."
