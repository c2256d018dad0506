"""Guide through a phone: which phone it is, and where the person is. In memory only, for as long as the window is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from postigo.core.values import Text
from postigo.gui.tips.models.tips import Tips
from postigo.guidance import phone
from postigo.guidance.phone import EDITIONS, Look, Menu, System, Tally
from postigo.guidance.phone_looks import looks, name
from postigo.guidance.questions import Reply


class Unsure(Enum):
    """Choice of somebody who has another phone, or does not know which."""

    UNSURE = "another, or I do not know"


Chosen: TypeAlias = System | Unsure


class PhoneGuide(QObject):
    """Phone that is looked at, and the card that is shown. What is told of it lies with the other replies."""

    changed = Signal()

    def __init__(self, tips: Tips, today: Callable[[], date]) -> None:
        super().__init__()
        self._tips, self._today = tips, today
        self.chosen: Chosen | None = None
        self.edition = ""
        self.at = 0
        tips.changed.connect(self.changed)
        tips.forgotten.connect(self._forgotten)

    @property
    def lead(self) -> Text | None:
        """Words before the looks; None where the reader needs none."""
        return self._tips.lead

    @property
    def looks(self) -> tuple[Look, ...]:
        """Looks at the chosen phone."""
        return looks(self.chosen, self.edition) if isinstance(self.chosen, System) else ()

    @property
    def look(self) -> Look | None:
        """Look of the card that is shown. None before the first and after the last."""
        return self.looks[self.at] if self.at < len(self.looks) else None

    @property
    def ended(self) -> bool:
        """Whether the person is behind the last card."""
        return bool(self.looks) and self.at == len(self.looks)

    @property
    def way(self) -> Menu | None:
        """Way to the look that is shown."""
        return None if self.look is None else phone.menu(name(self.look), self.edition)

    @property
    def support(self) -> tuple[Text, ...]:
        """Sentences on the models that still get updates; none where another look is shown."""
        first = self.look is not None and self.at == 0
        return phone.support(self.look.system, self.edition, self._today()) if first and self.look else ()

    @property
    def tally(self) -> Tally:
        """Tally of the chosen phone so far."""
        return phone.tally(self.looks, self._tips.replies)

    @property
    def any_told(self) -> bool:
        """Whether there is something to forget."""
        return self.chosen is not None or bool(self._tips.replies)

    def choose(self, chosen: Chosen) -> None:
        """Take this phone, from its first card on."""
        if chosen is not self.chosen:
            self.chosen, self.at = chosen, 0
            self.edition = next(iter(EDITIONS[chosen])) if isinstance(chosen, System) else ""
            self.changed.emit()

    def use(self, edition: str) -> None:
        """Show the words of this edition. The card stays, where the edition has it."""
        if edition != self.edition:
            shown, self.edition = self.look, edition
            self.at = self.looks.index(shown) if shown in self.looks else min(self.at, len(self.looks))
            self.changed.emit()

    def go(self, by: int) -> None:
        """Go on or back by so many cards. Behind the last one stands what was told."""
        at = max(0, min(self.at + by, len(self.looks)))
        if at != self.at:
            self.at = at
            self.changed.emit()

    def given(self, look: Look) -> Reply | None:
        """Reply to a look, if there is one."""
        return self._tips.replies.get(look.question.id)

    def reply(self, look: Look, reply: Reply) -> None:
        """Tell how it was."""
        self._tips.reply(look.question.id, reply)

    def forget(self) -> None:
        """Forget all replies, and which phone it is."""
        self._tips.forget()

    def _forgotten(self) -> None:
        self.chosen, self.edition, self.at = None, "", 0
        self.changed.emit()
