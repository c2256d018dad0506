"""Walk through all that can be done safely: one previewed change at a time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from postigo.core.offer import OfferKey
from postigo.core.values import Text
from postigo.fixes.journal import How
from postigo.gui.common.status_style import StatusText
from postigo.gui.today.models.audit import Phase
from postigo.gui.today.models.fix_part import FixSheet, Press, press, sheet
from postigo.gui.today.models.fixing import Fixing, Place, Stage


@dataclass(frozen=True, slots=True)
class WalkPart:
    """Part that shows the walk: the `sheet` of one change, or its end."""

    title: StatusText | None = None
    sheet: FixSheet | None = None
    ended: tuple[Text, ...] = ()
    before: Text | None = None
    """Words before what is changed, on a computer that several people use."""


class Walk(QObject):
    """Walk through the safe offers, in the order of the checks."""

    changed = Signal()

    def __init__(self, fixing: Fixing) -> None:
        super().__init__()
        self._fixing = fixing
        self.active = False
        self._left: list[OfferKey] = []  # still to come
        self._total = 0
        self._ends: dict[str, How] = {}  # of each change that was made, by its id
        self._over = False  # its end is told until the person closes it
        fixing.changed.connect(self._follow)
        fixing.audit.changed.connect(self._look_begins)

    @property
    def part(self) -> WalkPart | None:
        """Part to show; None before it begins, and once its end was read."""
        fix = self._fixing.now
        if self.active and fix is not None and fix.place is Place.WALK:
            number = self._total - len(self._left)
            values: dict[str, int | Text] = {"n": number, "total": self._total, "title": fix.title}
            title = StatusText(Text("{n} of {total}: {title}", values=values), fix.pack)
            return WalkPart(title=title, sheet=sheet(fix), before=self._before(fix.key))
        if self._over:
            return WalkPart(ended=self._told())
        return None

    @property
    def offer(self) -> Text | None:
        """Words of its button; None while it goes on, and where nothing is safe."""
        n = 0 if self.part is not None or self._fixing.busy else len(self._fixing.safe)
        if not n:
            return None
        return Text("Do what can be done safely: {n} thing…", "Do what can be done safely: {n} things…", n, {"n": n})

    def _before(self, key: OfferKey) -> Text | None:
        plans = (one.plan for one in self._fixing.safe if one.key == key)
        return self._fixing.audit.before_changes(*plans)

    def begin(self) -> None:
        """Begin with the first."""
        if self._fixing.busy:
            return
        self._left = [one.key for one in self._fixing.safe]
        self._total, self._ends, self._over, self.active = len(self._left), {}, False, True
        self._next()

    def press(self, what: Press) -> None:
        """Do what a button of its sheet says."""
        match what:
            case Press.SKIP | Press.NEXT:
                self._next()
            case Press.STOP:
                self._end()
            case Press.CLOSE:
                self._over = False
                self.changed.emit()
            case _:
                press(self._fixing, what)

    def _next(self) -> None:
        """Show the next one that is still there. Another change may have mended it."""
        there = {one.key for one in self._fixing.safe}
        while self._left:
            key = self._left.pop(0)
            if key in there:
                self._fixing.ask(key, Place.WALK)
                return
        self._end()

    def _end(self) -> None:
        self.active, self._over = False, True
        self._fixing.leave(Place.WALK)
        self.changed.emit()

    def _follow(self) -> None:
        """Count what was changed. The walk ends where the person went elsewhere, or a look began."""
        fix = self._fixing.now
        if self.active and (fix is None or fix.place is not Place.WALK):
            self.active, self._over = False, bool(self._ends)
        if self.active and fix is not None and fix.stage is Stage.ENDED and fix.changed is not None:
            entry = fix.changed.entry
            if entry.undoes:
                self._ends.pop(entry.undoes, None)
            elif entry.how is not None:
                self._ends[entry.id] = entry.how
        self.changed.emit()

    def _look_begins(self) -> None:
        if self._fixing.audit.phase is not Phase.LOOKED:
            self._over = False

    def _told(self) -> tuple[Text, ...]:
        """How it ended."""
        n = len(self._ends)
        other = sum(1 for how in self._ends.values() if how is not How.FIXED)
        changed = Text("That is all. {n} thing was changed.", "That is all. {n} things were changed.", n, {"n": n})
        told = [changed if n else Text("That is all. Nothing was changed.")]
        if other:
            told.append(
                Text(
                    "Of these, {n} is still there or could not be seen. The list below says which.",
                    "Of these, {n} are still there or could not be seen. The list below says which.",
                    other,
                    {"n": other},
                )
            )
        return tuple(told)
