"""List of Postigo's changes, read from the journal in a thread. After each look and each change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from postigo.core.change import CannotChange, Refusal
from postigo.core.values import Text
from postigo.fixes import wording
from postigo.fixes.journal import Content, Entry, Journal, can_be_undone, interrupted, later_on_the_same
from postigo.gui.common.aside import Aside
from postigo.gui.common.status_style import StatusText
from postigo.gui.today.models.audit import Phase
from postigo.gui.today.models.fix_part import FixSheet, Press, press, sheet
from postigo.gui.today.models.fixing import Fixing, Place

FEW = 10
"""Number of changes that are listed at first. As many come with each wish for older ones."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change: what, when and how it ended. `undo` where it can be taken back; `note` says what stands before that."""

    id: str
    title: StatusText
    told: Text
    undo: bool = False
    note: StatusText | None = None
    sheet: FixSheet | None = None


@dataclass(frozen=True, slots=True)
class ChangesPart:
    """Part under the card. `stopped` are changes that were interrupted: they are told, unfolded. `notes` are about the list."""

    stopped: tuple[Line, ...]
    lines: tuple[Line, ...]
    older: int
    notes: tuple[StatusText, ...]


class ChangeList(QObject):
    """Changes of Postigo in this account. The list is shown once there is something, and not before the person let us look."""

    changed = Signal()

    def __init__(self, fixing: Fixing, folder: Callable[[], Path]) -> None:
        super().__init__()
        self._fixing, self._folder = fixing, folder
        self._content: Content | CannotChange = Content()
        self._shown = FEW
        self._aside: Aside[Content | CannotChange] = Aside(self._take)
        fixing.audit.looked.connect(self.read)
        fixing.made.connect(self.read)
        fixing.changed.connect(self.changed)

    @property
    def busy(self) -> bool:
        """Whether it is being read."""
        return self._aside.busy

    def read(self) -> None:
        """Read the journal anew. That of this machine is nothing to a remembered one."""
        if self._fixing.audit.remembered is None and not self._fixing.audit.classroom:
            self._aside.run(self._read)

    def _read(self) -> Content | CannotChange:
        try:
            return _settled(Journal(self._folder()))
        except CannotChange as why:
            return why
        except RuntimeError:  # no home: nothing was ever changed from here
            return Content()

    def _take(self, found: Content | CannotChange | None) -> None:
        if found is not None and found != self._content:
            self._content = found
            self.changed.emit()

    @property
    def part(self) -> ChangesPart | None:
        """Part to show; None where there is nothing, and while nothing was looked at."""
        if self._fixing.audit.phase is not Phase.LOOKED or self._content == Content():
            return None
        if isinstance(self._content, CannotChange):
            return ChangesPart((), (), 0, (StatusText(wording.unreadable(self._content)),))
        listed = [entry for entry in reversed(self._content.entries) if not entry.undoes]
        stopped = _stopped(self._content)
        others = [entry for entry in listed if entry not in stopped]
        return ChangesPart(
            tuple(self._line(self._content, entry, stopped=True) for entry in stopped),
            tuple(self._line(self._content, entry) for entry in others[: self._shown]),
            max(0, len(others) - self._shown),
            tuple(map(StatusText, self._notes(self._content))),
        )

    def show_older(self) -> None:
        """List some more."""
        self._shown += FEW
        self.changed.emit()

    def undo(self, id_: str) -> None:
        """Take this change back."""
        entry = self._content.entry(id_) if isinstance(self._content, Content) else None
        if entry is not None:
            self._fixing.undo(entry, Place.LIST)

    def press(self, what: Press) -> None:
        """Do what a button of the sheet says."""
        press(self._fixing, what)

    def _line(self, content: Content, entry: Entry, *, stopped: bool = False) -> Line:
        fix = self._fixing.now
        ours = fix is not None and fix.place is Place.LIST and fix.entry is not None and fix.entry.id == entry.id
        later = later_on_the_same(content, entry) if can_be_undone(entry) else None
        note = None
        if later is not None:
            values: dict[str, Text | datetime] = {"title": later.title, "day": later.at}
            note = StatusText(
                Text("First undo the later change of the same: {title}, {day}", values=values), later.pack
            )
        return Line(
            entry.id,
            StatusText(entry.title, entry.pack),
            Text("{day}: {how}", values={"day": entry.at, "how": wording.ENDED[None if stopped else entry.how]}),
            can_be_undone(entry) and later is None and not self._fixing.busy,
            note,
            sheet(fix) if ours and fix is not None else None,
        )

    def _notes(self, content: Content) -> Iterator[Text]:
        yield from wording.unread(content)
        if n := len(content.pruned):
            yield Text(
                "{n} older change is no longer kept, and cannot be undone.",
                "{n} older changes are no longer kept, and cannot be undone.",
                n,
                {"n": n},
            )


def _stopped(content: Content) -> list[Entry]:
    """Changes that were interrupted, or whose undo was. Another undo makes an end of both."""
    begun = (content.entry(entry.undoes) if entry.undoes else entry for entry in reversed(interrupted(content)))
    return list({entry.id: entry for entry in begun if entry is not None and can_be_undone(entry)}.values())


def _settled(journal: Journal) -> Content:
    """The journal. One that has no end yet and is being made at this moment, here or by another Postigo, is left out."""
    content = journal.read()
    if not interrupted(content):
        return content
    try:
        with journal.alone(patience=0):
            return journal.read()
    except CannotChange as why:
        if why.why is not Refusal.BUSY:
            return content
    going = interrupted(content)[-1]
    return replace(content, entries=tuple(entry for entry in content.entries if entry != going))
