"""Head of the page: its subject, what was seen, and the button that looks again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.today.models.audit import Audit, Phase
from postigo.gui.today.models.card import Do, card
from postigo.gui.today.models.facade import summary, title
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.theme import SMALL, TITLE

NARROW = 560  # px at 100 % text


class PageHeader(QWidget):
    """Title, summary, the notice of looks on a schedule, button."""

    def __init__(
        self,
        audit: Audit,
        around: ViewContext,
        notice: Callable[[], Sequence[Text]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._audit, self._around, self._said = audit, around, notice
        look = around.look
        self._title = Label(look, TITLE, bold=True)
        self._summary = Label(look, SMALL + 1, "quiet")
        self._notice = Label(look, SMALL, "quiet")
        self.again = Button(look, Kind.MAIN)
        self.again.clicked.connect(audit.look)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._summary)
        texts.addWidget(self._notice)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look.space(12))
        self._box.addLayout(texts, 1)
        self._box.addWidget(self.again, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.refresh()

    def refresh(self) -> None:
        """Show how things stand now."""
        say = self._around.language.say
        self._title.show_text(say(title(self._audit)))
        self._summary.show_text(" · ".join(say(part) for part in summary(self._audit)))
        notice = self._said()
        self._notice.show_text(" ".join(say(sentence) for sentence in notice))
        reveal(self._notice, bool(notice))
        self.again.speak(say(Text("Look again")))
        shown = card(self._audit)
        offered = shown is not None and any(action.do is Do.LOOK for action in shown.actions)
        reveal(self.again, self._audit.phase is Phase.LOOKED and not offered)  # one such button is enough

    def arrange(self, width: int) -> None:
        """Beside each other, or the button below where it is narrow. Called before the page is laid out."""
        narrow = width < self._around.look.px(NARROW)
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() is not wanted:
            self._box.setDirection(wanted)
