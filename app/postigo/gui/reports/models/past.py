"""Earlier looks and saves: read aside, then shown, compared or forgotten as the person wants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, Signal

from postigo.core.values import Text
from postigo.gui.common.aside import Aside
from postigo.gui.reports.models.shelf import Compared, Hands, Opened, Shelf
from postigo.store.files import Settings

if TYPE_CHECKING:
    from postigo.store.history.history import Look

DAYS: Final = (30, 90, 365, 1095)
"""For how long looks can be kept, in days."""

NOT_READ: Final = Text("What is kept could not be read. The fault is ours, not yours. Nothing of it was changed.")


class Chooser(Protocol):
    """Settings of the person, as far as the history needs them."""

    chosen: Settings
    said: Text | None

    def locks(self, field: str) -> bool:
        """Whether the policy fixes a setting."""

    def choose(self, field: str, value: bool | int) -> None:
        """Let a setting have another value from now on, and keep it."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Answer to a wish to forget: what could not be done, or None."""

    trouble: Text | None


class Past(QObject):
    """Earlier looks and saves. Read when somebody comes to see them, and again when there may be more.

    `not_kept`: why the last look could not be kept. Each change of what is kept is done aside, and then all is read anew.
    """

    changed = Signal()

    def __init__(
        self, chooser: Chooser, hands: Hands, not_kept: Callable[[], Text | None], *, there: bool = True
    ) -> None:
        super().__init__()
        self.there = there
        """Whether anything is kept at all: nothing where a class uses the window."""
        self._chooser, self._hands, self.not_kept = chooser, hands, not_kept
        self._open = False
        self._reading: Aside[Shelf] = Aside(self._read)
        self._opening: Aside[Opened] = Aside(self._opened)
        self._comparing: Aside[Compared] = Aside(self._compared)
        self._forgetting: Aside[Forgotten] = Aside(self._forgotten)
        self.shelf: Shelf | None = None
        """None before it was read."""
        self.opened: Opened | None = None
        self.marked: tuple[int, ...] = ()
        """Numbers of the looks that are compared: two, or fewer while somebody chooses."""
        self.compared: Compared | None = None
        self.told: Text | None = None

    # --- whether looks are kept

    @property
    def settings(self) -> Settings:
        """Settings of the person."""
        return self._chooser.chosen

    @property
    def keeps(self) -> bool:
        """Whether each look is kept."""
        return self.settings.history

    @property
    def forbidden(self) -> bool:
        """Whether the policy lets Postigo keep none."""
        return self._chooser.locks("history")

    @property
    def days(self) -> int:
        """For how many days."""
        return self.settings.history_days

    @property
    def said(self) -> Text | None:
        """Reason why the choice is not kept."""
        return self._chooser.said

    def keep(self, *, wanted: bool) -> None:
        """Keep each look from now on, or no more."""
        self._chooser.choose("history", wanted)
        self.changed.emit()

    def keep_for(self, days: int) -> None:
        """Keep looks for so long. What is older is forgotten now."""
        if days != self.days:
            self._chooser.choose("history_days", days)
            self.reload()

    # --- what is kept

    @property
    def busy(self) -> bool:
        """Whether something is read, compared or forgotten."""
        return any(one.busy for one in (self._reading, self._opening, self._comparing, self._forgetting))

    def open(self, *, wanted: bool) -> None:
        """Somebody looks at the page, or no longer."""
        self._open = wanted
        if wanted:
            self.reload()

    def reload(self) -> None:
        """There may be something new. It is read if somebody looks."""
        if self._open and self.there:
            days = self.days
            self._reading.run(lambda: self._hands.read(days))
        self.changed.emit()

    def _read(self, shelf: Shelf | None) -> None:
        self.shelf = shelf or Shelf(trouble=NOT_READ, saves_trouble=NOT_READ)
        there = [look.id for look in self.shelf.looks]
        if not set(self.marked) <= set(there) or len(self.marked) < 2:
            self.marked = tuple(there[:2])
        if self.opened is not None and self.opened.number not in there:
            self.opened = None
        self._compare()
        self.changed.emit()

    def look(self, number: int) -> Look | None:
        """A look in the list."""
        return next((one for one in self.shelf.looks if one.id == number), None) if self.shelf is not None else None

    def show(self, number: int | None) -> None:
        """Open a look, or close the one that is open."""
        if number is None:
            self._opening.forget()
            self.opened = None
        else:
            self._opening.run(lambda: self._hands.open(number))
        self.changed.emit()

    def _opened(self, opened: Opened | None) -> None:
        self.opened = opened
        if opened is None:
            self.told = NOT_READ
        self.changed.emit()

    def mark(self, number: int, *, wanted: bool) -> None:
        """Compare this look, or not. Two are compared: of three, the one that was chosen first is let go."""
        others = tuple(one for one in self.marked if one != number)
        self.marked = (*others, number)[-2:] if wanted else others
        self._compare()
        self.changed.emit()

    def _compare(self) -> None:
        looks = [look for number in self.marked if (look := self.look(number)) is not None]
        if len(looks) < 2:
            self._comparing.forget()
            self.compared = None
            return
        before, after = sorted(looks, key=lambda look: look.began)
        self._comparing.run(lambda: self._hands.compare((before.id, after.id)))

    def _compared(self, compared: Compared | None) -> None:
        self.compared = compared
        if compared is None:
            self.told = NOT_READ
        self.changed.emit()

    def forget(self, number: int | None) -> None:
        """Forget one look, or all of them."""
        self._forgetting.run(lambda: Forgotten(self._hands.forget(number)))
        self.changed.emit()

    def _forgotten(self, done: Forgotten | None) -> None:
        self.told = NOT_READ if done is None else done.trouble
        self.reload()
