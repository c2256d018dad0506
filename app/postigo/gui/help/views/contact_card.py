"""Card of one contact: its number or address, its purpose, and its buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.help.models.way import Way
from postigo.gui.help.views.exit_band import NUMBER_MS
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.parts import flowing
from postigo.gui.widgets.theme import BODY, SMALL, TITLE
from postigo.guidance import purposes
from postigo.guidance.contacts import Contact
from postigo.guidance.helplines import Line, typed

NARROW = 640  # px at 100 % text
SHORT = 16  # characters of a number; what is longer stands below the name
OPENS = Text("This opens your browser. The page stays in its history.")


class ContactCard(CardFrame):
    """Contact: a number stands large beside its purpose, an address below its name.

    An address is opened after a question only. `meaning` stands in for what the contact is for.
    """

    address_wanted = Signal(str)
    unfolded = Signal(QWidget)  # a part that must come into sight

    def __init__(
        self,
        contact: Contact,
        way: Way,
        clipboard: LentClipboard,
        around: ViewContext,
        meaning: Text | None = None,
    ) -> None:
        look = around.look
        super().__init__(look, "card", "note")
        self.contact, self._way, self._clipboard, self._around = contact, way, clipboard, around
        self._meaning = meaning or purposes.meaning(contact, way.age)
        self._number = Label(look, TITLE, "note_text", bold=True)
        self._number.setWordWrap(False)
        self._name = Label(look, BODY, bold=True)
        self._address = Label(look, BODY, "note_text")
        self._for = Label(look, BODY)
        self._when = Label(look, SMALL, "quiet")
        for value in (self._number, self._address):
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a stop of Tab that does nothing looks like a button
        self.copy, self.open = Button(look, Kind.PLAIN), Button(look, Kind.PLAIN)
        self.copy.clicked.connect(self._copy)
        self.open.clicked.connect(self._ask)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for part in (self._name, self._address, self._for, self._when):
            texts.addWidget(part)
        self._question = self._make_question()
        texts.addWidget(self._question)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(look.space(24), look.space(12), look.space(16), look.space(12))
        self._box.addWidget(self._number)
        self._box.addLayout(texts, 1)
        for button in (self.copy, self.open):
            self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        clipboard.changed.connect(self.refresh)
        way.changed.connect(self.refresh)
        self.refresh()

    def _make_question(self) -> QWidget:
        """Question before a page is opened: yes, a copy, or no."""
        look = self._around.look
        self._opens = Label(look, BODY, bold=True)
        self.yes, self.instead, self.no = (Button(look, Kind.PLAIN) for _ in range(3))
        self.yes.clicked.connect(self._open)
        self.instead.clicked.connect(self._copy)
        self.no.clicked.connect(self._ask_no_longer)
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, look.space(8), 0, 0)
        box.addWidget(self._opens)
        box.addWidget(flowing(look, [self.yes, self.instead, self.no]))
        holder.hide()
        return holder

    @property
    def _value(self) -> str:
        return self.contact.value if isinstance(self.contact, Line) else ""

    @property
    def _page(self) -> str:
        return self.contact.address if isinstance(self.contact, Line) else ""

    @property
    def number_width(self) -> int:
        """Width that the number needs; 0 if it has none that is short."""
        return self._number.sizeHint().width() if self._number.text() else 0

    def arrange(self, width: int, column: int) -> None:
        """Arrange the number beside its purpose, or above it where it is narrow."""
        look = self._around.look
        narrow = width < look.px(NARROW)
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._number.setMinimumWidth(0 if narrow else column)
        self._box.setSpacing(look.space(4 if narrow else 20))

    def refresh(self) -> None:
        """In the language of now; a number is never translated."""
        say, value = self._around.language.say, self._value
        short = value if len(value) <= SHORT else ""
        title = purposes.title(self.contact)
        name = title if isinstance(title, str) else say(title)
        self._number.show_text(short)
        self._name.show_text(name if name != short else "")
        self._address.show_text(value if not short else "")
        self._for.show_text(say(self._meaning))
        practical = purposes.practical(self.contact) if isinstance(self.contact, Line) else ()
        self._when.show_text(" ".join(say(text) for text in practical))
        if value:
            self._speak_buttons(value)
        asked = bool(self._page) and self._way.asked == getattr(self.contact, "id", None)
        self._opens.show_text(say(OPENS))
        reveal(self._question, asked)
        reveal(self.copy, bool(value) and not asked)
        reveal(self.open, bool(self._page) and not asked)

    def _speak_buttons(self, value: str) -> None:
        say, copied = self._around.language.say, self._clipboard.holds(value)
        name = {"number": typed(value)}
        shown = say(Text("Copied") if copied else Text("Copy"))
        self.copy.speak(shown, shown if copied else say(Text("Copy {number}", values=name)))
        self.instead.speak(say(Text("Copied") if copied else Text("Copy the address")))
        self.open.speak(say(Text("Open…")), say(Text("Open {number}…", values=name)))
        self.yes.speak(say(Text("Open the page")))
        self.no.speak(say(Text("No")))

    def _copy(self) -> None:
        """Lend it to the clipboard, like a phrase.

        A number of help in a history tells who looked for help.
        """
        self._clipboard.lend(self._value, kept_ms=NUMBER_MS)

    def _ask(self) -> None:
        assert isinstance(self.contact, Line)  # noqa: S101 - only a line has a page to open
        self._way.ask(self.contact.id)
        self.unfolded.emit(self._question)
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)  # the calm answer; whoever presses Enter twice opens nothing

    def _ask_no_longer(self) -> None:
        self._way.ask("")
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        self._ask_no_longer()
        self.address_wanted.emit(self._page)
