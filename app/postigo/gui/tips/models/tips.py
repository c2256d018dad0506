"""Tips: which one is read, and what the person replied to its questions. In memory only, for as long as the window is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal

from postigo.core.values import Text
from postigo.guidance import questions
from postigo.guidance.classroom import ALONE
from postigo.guidance.questions import Question, Reply
from postigo.guidance.reader import Reader
from postigo.guidance.tips import BY_NUMBER, TIPS, Tip

NOT_STORED: Final = Text("Your answers are not stored. They are gone when you close Postigo.")
INTIMATE: Final = ("image.q-pressure", "image.q-already-sent")
"""Questions about intimate pictures."""


class Tips(QObject):
    """Tip that is read, and the replies to all questions.

    `replied`: one of them is another than before. `forgotten`: all that the person told is to be forgotten.
    """

    changed = Signal()
    replied = Signal()
    forgotten = Signal()

    def __init__(self, reader: Callable[[], Reader] = Reader, *, classroom: bool = False) -> None:
        super().__init__()
        self._reader = reader
        self.stored: Final = ALONE if classroom else NOT_STORED
        """Sentence on where the replies are."""
        self._tip = TIPS[0].number
        self.replies: dict[str, Reply] = {}

    @property
    def tip(self) -> Tip:
        """The tip that is read."""
        return BY_NUMBER[self._tip]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Its questions."""
        return questions.of_tip(self._tip)

    @property
    def lead(self) -> Text | None:
        """Words before something to do; None where the reader needs none."""
        return self._reader().lead

    @property
    def under_pressure(self) -> bool:
        """Whether intimate pictures may be the matter. Then the reply to a question about them was not no."""
        return any(self.replies.get(question, Reply.NO) is not Reply.NO for question in INTIMATE)

    def show(self, tip: int) -> None:
        """Read this tip."""
        if tip != self._tip:
            self._tip = tip
            self.changed.emit()

    def reply(self, question: str, reply: Reply) -> None:
        """Reply to a question, or reply otherwise than before."""
        if self.replies.get(question) is not reply:
            self.replies[question] = reply
            self.changed.emit()
            self.replied.emit()

    def forget(self) -> None:
        """Forget all replies."""
        self.forgotten.emit()
        if self.replies:
            self.replies.clear()
            self.changed.emit()
            self.replied.emit()
