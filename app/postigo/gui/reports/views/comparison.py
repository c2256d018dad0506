"""Comparison of two looks in words: sentences first, then each kind of difference."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.diff import Diff
from postigo.core.values import Text
from postigo.gui.common.status_style import of_level
from postigo.gui.reports.models.past import Past
from postigo.gui.reports.models.shelf import Compared
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Heading, Label
from postigo.gui.widgets.parts import column, empty, line, marked
from postigo.gui.widgets.theme import BODY, LEAD, SMALL
from postigo.reports import comparison, redaction


class ComparisonPart(QWidget):
    """Comparison of the two looks that are marked. It never says that all is well."""

    def __init__(self, past: Past, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past, self._around = past, around
        look = around.look
        self._built: tuple[Compared | None, tuple[str, bool]] | None = None
        self._title = Heading(look, LEAD - 2, bold=True)
        self._which, self._note = Label(look, SMALL, "quiet"), Label(look, BODY)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.space(4))
        box = column(self, look.space(8))
        for part in (self._title, self._which, self._note):
            box.addWidget(part)
        box.addLayout(self._list)
        self.refresh()

    def refresh(self) -> None:
        """The comparison of now, in the language of now."""
        say, past, language = self._around.language.say, self._past, self._around.language
        looks = () if past.shelf is None else past.shelf.looks
        self._title.show_text(say(Text("What changed")) if len(looks) > 1 else "")
        choosing = len(looks) > 1 and len(past.marked) < 2
        compared = past.compared if len(past.marked) == 2 else None
        trouble = Text("Choose two looks to compare them.") if choosing else compared.trouble if compared else None
        self._note.show_text("" if trouble is None else say(trouble))
        ends = [] if compared is None else [past.look(number) for number in compared.pair]
        self._which.show_text(" → ".join(language.value(look.began) for look in ends if look is not None))
        wanted = (compared, language.voice)
        if wanted != self._built:
            self._built = wanted
            empty(self._list)
            if compared is not None and compared.diff is not None:
                self._tell(compared.diff)

    def _tell(self, seen: Diff) -> None:
        look, language = self._around.look, self._around.language
        words = redaction.words_for(language.code, seen.after, language.stand_ins)
        for notice in comparison.notices(seen):
            self._list.addWidget(line(look, words.say(notice), "quiet"))
        summary = Label(look, BODY, bold=True)
        summary.show_text(" ".join(words.say(sentence) for sentence in comparison.summary(seen)))
        self._list.addWidget(summary)
        for part in comparison.parts(seen, words):
            heading = Heading(look, BODY, bold=True)
            heading.setContentsMargins(0, look.space(8), 0, 0)
            heading.show_text(part.heading)
            self._list.addWidget(heading)
            for row in part.rows:
                if row.level is None:
                    self._list.addWidget(line(look, row.sentence))
                    continue
                tone, word = of_level(row.level)
                self._list.addLayout(marked(look, tone, f"{row.sentence} · {words.say(word)}"))
            if part.rest:
                self._list.addWidget(line(look, part.rest, "quiet"))
