"""List of entries inside its page, as tall as all its rows. Only those in sight, and the one with the focus, exist."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from postigo.core.values import Text
from postigo.gui.passwords.models.entries import Bond, End, Entries, Heading, Key, Line, Part
from postigo.gui.passwords.models.entry import telling
from postigo.gui.passwords.views.entry import EntryView
from postigo.gui.passwords.views.entry_row import EntryRow, row_height
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.card_frame import RADIUS
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, Selectable
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import let_go
from postigo.gui.widgets.theme import SMALL

MARGIN = 240  # px beyond what is in sight for which rows exist too
TALLEST = 400_000
"""px of the list itself. Qt's layouts end at 524,287 (QLAYOUTSIZE_MAX): a longer list glides past a little faster than its page."""
WHILE_MS = 120  # what comes within that time is shown together: the eye reads no faster


class EntryList(QWidget):
    """Rows in their places. `address_wanted` comes from the open one; `rowed`: other rows can have the focus now."""

    address_wanted = Signal(str)
    rowed = Signal()

    def __init__(self, entries: Entries, around: ViewContext, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries, self._around, self._page = entries, around, page
        self._lines: tuple[Part, ...] = ()
        self._tops: list[int] = [0]
        self._places: dict[Key, int] = {}  # key -> which of the lines
        self._rows: dict[int, EntryRow] = {}
        self._titles: dict[int, Label] = {}
        self._spare: list[EntryRow] = []
        self._view: EntryView | None = None
        self._view_voice = ("", False)
        self._current = 0  # the line on which Tab lands
        self._width = 0
        self._shape: object = None
        self._measured: tuple[Part, ...] = ()
        self._now = QTimer(self)
        self._now.setSingleShot(True)
        self._now.setInterval(0)
        self._now.timeout.connect(self._due)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(
            Qt.WidgetAttribute.WA_StaticContents
        )  # rows that stay where they are need not be painted anew
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WHILE_MS)
        self._soon.timeout.connect(self._due)
        self._filling = QTimer(self)
        self._filling.setSingleShot(True)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self._fill)
        entries.reshaped.connect(self._later)
        entries.renewed.connect(self._later)
        entries.opened.connect(self.refresh)
        page.verticalScrollBar().valueChanged.connect(self._fill)
        self.refresh()

    def _later(self) -> None:
        if not self._entries.growing:
            self.soon()
        elif not self._soon.isActive():
            self._soon.start()

    def soon(self) -> None:
        """Refresh when Qt has done what is under way. With thousands of entries it is one step at a time."""
        if not self._entries.building:
            self._now.start()

    def _due(self) -> None:
        """Do what was put off. Not while the lines are made, which would make them all at once."""
        if not self._entries.building:
            self.refresh()

    # --- what is shown

    def refresh(self) -> None:
        """Show how things stand now."""
        self._soon.stop()
        self._now.stop()
        held = next((row.key for row in self._rows.values() if row.hasFocus()), None)
        if self._lines is not self._entries.lines:
            before, self._lines = self._lines, self._entries.lines
            if self._lines[: len(before)] == before:  # it only grew
                self._know(len(before))
            else:
                self._places.clear()
                self._know(0)
                self._drop(before)
        self._show_telling()
        if held is not None and held in self._places:
            self._current = self._places[held]
        elif not self._entry_at(self._current):
            self._current = next((index for index, line in enumerate(self._lines) if isinstance(line, Line)), 0)
        self._measure()
        self._fill()
        if held is not None and held in self._places:
            self._rows[self._places[held]].setFocus(Qt.FocusReason.OtherFocusReason)

    def row(self, key: Key) -> EntryRow | None:
        """The row of an entry, if it exists now."""
        return self._rows.get(self._places.get(key, -1))

    @property
    def rows(self) -> tuple[EntryRow, ...]:
        """The rows that exist now, from top to bottom."""
        return tuple(self._rows[index] for index in sorted(self._rows))

    @property
    def current(self) -> Key | None:
        """The entry on which Tab lands."""
        line = self._lines[self._current] if self._current < len(self._lines) else None
        return line.key if isinstance(line, Line) else None

    def begin_at(self, key: Key | None) -> None:
        """Let Tab land on this entry."""
        if key is not None and key in self._places:
            self._current = self._places[key]
            self._fill()

    @property
    def open_view(self) -> EntryView | None:
        """View of the open row."""
        return self._view

    def chain(self) -> Iterator[QWidget]:
        """Stops of Tab: the current row, and if it is open, its parts."""
        open_at = self._open_index()
        current = self._rows.get(self._current)
        told = self._view is not None and open_at is not None
        inside = self._inside() if told else ()
        if current is not None and (open_at is None or self._current <= open_at):
            yield current
            yield from inside
        else:
            yield from inside
            if current is not None:
                yield current

    def _inside(self) -> tuple[QWidget, ...]:
        if self._view is None:
            return ()
        return tuple(part for part in self._view.findChildren(QWidget) if isinstance(part, (Button, Selectable)))

    def _entry_at(self, index: int) -> bool:
        return 0 <= index < len(self._lines) and isinstance(self._lines[index], Line)

    def _open_index(self) -> int | None:
        key = self._entries.open_row
        return None if key is None else self._places.get(key)

    def _show_telling(self) -> None:
        wanted = telling(self._entries) if self._open_index() is not None else None
        voice = self._around.language.voice
        if self._view is not None and (self._view.told, self._view_voice) == (wanted, voice):
            return
        inside = self._view.focusWidget() if self._view is not None else None
        focused = inside is not None and inside.hasFocus()
        if self._view is not None:
            let_go(self._view)
            self._view = None
        if wanted is None:
            return
        self._view = EntryView(wanted, self._around, self)
        self._view_voice = voice
        self._view.address_wanted.connect(self.address_wanted)
        self._view.show()
        if focused:
            button = self._view.findChild(Button, "change")
            if button is not None:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _know(self, first: int) -> None:
        """Know the place of each line from `first` on."""
        new = enumerate(self._lines[first:], start=first)
        self._places.update((line.key, index) for index, line in new if isinstance(line, Line))

    # --- where things are

    def _measure(self) -> None:
        """Where each line begins. All rows are of one height, so that ten thousand cost no more than a sum."""
        look, width = self._around.look, max(self.width(), 1)
        self._width = width
        tall = row_height(look, width)
        over = self._heading_height(width)
        open_at = self._open_index()
        told = self._view.height_for(width) if open_at is not None and self._view is not None else 0
        shape = (width, tall, over, open_at, told)
        known = len(self._tops) - 1 if shape == self._shape and self._same_so_far() else 0
        of = {Line: tall, Heading: over, End: look.space(16)}
        heights = [of[type(one)] for one in self._lines[known:]]
        if open_at is not None and open_at >= known:
            heights[open_at - known] += told
        self._row_height, self._shape, self._measured = tall, shape, self._lines
        self._tops[known:] = accumulate(heights, initial=self._tops[known] if known else 0)
        wanted = min(self._tops[-1], TALLEST) + (1 if self._lines else 0)
        if self.minimumHeight() != wanted or self.maximumHeight() != wanted:
            self.setFixedHeight(wanted)

    def _heading_height(self, width: int) -> int:
        """Height of a heading: as for large numbers. All are alike, for there may be thousands."""
        look = self._around.look
        metrics = QFontMetrics(look.font(SMALL, bold=True))
        longest = self._around.language.say(Heading(Bond.NEAR, 999, 99).text)
        room = QRect(0, 0, max(1, width - 2 * look.space(16)), 10_000)
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), longest).height() + look.space(20)

    def _same_so_far(self) -> bool:
        """Whether the lines that were measured are still the first."""
        known = len(self._tops) - 1
        return self._measured is self._lines or (known == len(self._measured) and self._lines[:known] == self._measured)

    def _above(self) -> int:
        """Pixels of this widget above what is in sight; negative where it begins further down."""
        view = self._page.viewport()
        return -self.mapTo(view, self.rect().topLeft()).y() if view.isAncestorOf(self) else 0

    @property
    def _spare_height(self) -> tuple[int, int]:
        """Surplus of the rows' height over this widget's, and the scrolling for it. Both are pixels."""
        return max(0, self._tops[-1] - TALLEST), max(1, TALLEST - self._page.viewport().height())

    def _shift(self) -> int:
        """How far up the rows are drawn beside where they would be."""
        over, way = self._spare_height
        return over * max(0, min(self._above(), way)) // way

    def _sight(self, shift: int) -> tuple[int, int]:
        """The first line in sight, and the one after the last."""
        top = self._above() + shift
        first = max(0, bisect_right(self._tops, top - MARGIN) - 1)
        last = bisect_right(self._tops, top + self._page.viewport().height() + MARGIN)
        return first, min(last, len(self._lines))

    def _fill(self) -> None:
        """Make a row for every line in sight, and for the one that Tab reaches. Put the others aside."""
        if not self._lines:
            return
        shift = self._shifted = self._shift()
        first, last = self._sight(shift)
        wanted = set(range(first, last)) | ({self._current} if self._entry_at(self._current) else set())
        # To hide what has the focus would hand it to whatever stands next, and scroll there.
        wanted |= {index for index, row in self._rows.items() if row.hasFocus()}
        for index in [index for index in self._rows if index not in wanted]:
            self._put_aside(self._rows.pop(index))
        for index in [index for index in self._titles if index not in wanted]:
            let_go(self._titles.pop(index))
        for index in sorted(wanted):
            one = self._lines[index]
            if isinstance(one, Heading):
                self._place_title(index, one)
            elif isinstance(one, Line):
                self._place_row(index, one)
        open_at = self._open_index()
        if self._view is not None and open_at is not None:
            top = self._tops[open_at] + self._row_height
            self._view.setGeometry(0, top - shift, self.width(), self._tops[open_at + 1] - top)
        stops = (self._rows.get(self._current), self._view)
        if stops != self._stops:
            self._stops = stops
            self.rowed.emit()

    def _place_title(self, index: int, heading: Heading) -> None:
        look = self._around.look
        title = self._titles.get(index)
        if title is None:
            title = self._titles[index] = Label(look, SMALL, "quiet", bold=True, parent=self)
            title.setContentsMargins(look.space(16), look.space(8), look.space(16), 0)
        title.show_text(self._around.language.say(heading.text))
        title.setGeometry(0, self._tops[index] - self._shifted, self.width(), self._tops[index + 1] - self._tops[index])
        title.show()

    def _place_row(self, index: int, one: Line) -> None:
        row = self._rows.get(index)
        if row is None:
            row = self._rows[index] = self._spare.pop() if self._spare else self._new_row()
        row.index = index
        opened = one.key == self._entries.open_row
        n = 0 if self._entries.growing else len(self._places)
        told = (self._entries.entry(one.key), one, index, n, opened, self._entries.settled, self._around.language.voice)
        if told != row.told:
            row.told = told
            values = {"row": self._number(index), "n": n}
            place = Text("{row} of {n}", values=values) if n else Text("Row {row}", values=values)
            row.show_entry(one.key, self._entries.shown(one.key), place, opened=opened, grouped=one.grouped)
        row.setGeometry(QRect(0, self._tops[index] - self._shifted, self.width(), self._row_height))
        policy = Qt.FocusPolicy.StrongFocus if index == self._current else Qt.FocusPolicy.ClickFocus
        if row.focusPolicy() is not policy:
            row.setFocusPolicy(policy)
        if row.isHidden():
            row.show()

    def _number(self, index: int) -> int:
        """Which entry a line is, without the headings and ends of groups."""
        return index + 1 - bisect_right(self._headings(), index)

    def _headings(self) -> list[int]:
        if self._counted is not self._lines:
            self._counted = self._lines
            self._heading_places = [i for i, line in enumerate(self._lines) if not isinstance(line, Line)]
        return self._heading_places

    _shifted = 0
    _stops: tuple[EntryRow | None, EntryView | None] = (None, None)
    _counted: object = None
    _heading_places: list[int]

    def _new_row(self) -> EntryRow:
        row = EntryRow(self._around, self)
        row.clicked.connect(self._pressed)
        return row

    def _pressed(self) -> None:
        row = self.sender()
        if isinstance(row, EntryRow) and row.key is not None:
            self._current = row.index
            self._entries.toggle(row.key)

    def _put_aside(self, row: EntryRow) -> None:
        row.hide()
        row.forget()
        self._spare.append(row)

    def _drop(self, before: tuple[Part, ...]) -> None:
        """Put aside what stood for a line that is now another one."""
        moved = [i for i in (*self._rows, *self._titles) if self._lines[i : i + 1] != before[i : i + 1]]
        for index in moved:
            row, title = self._rows.pop(index, None), self._titles.pop(index, None)
            if row is not None:
                self._put_aside(row)
            if title is not None:
                let_go(title)

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keys: up and down by row, Page up and down by page, Home and End.

        The last two go to the first and the last.
        """
        here = next((index for index, row in self._rows.items() if row.hasFocus()), None)
        page = max(1, self._page.viewport().height() // max(1, self._row_height) - 1)
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -len(self._lines),
            Qt.Key.Key_End: len(self._lines),
        }
        step = steps.get(Qt.Key(event.key()))
        if here is None or step is None:
            super().keyPressEvent(event)
            return
        goal = max(0, min(here + step, len(self._lines) - 1))
        if not self._entry_at(goal):
            goal = next(
                (i for i in ((goal - 1, goal + 1) if step < 0 else (goal + 1, goal - 1)) if self._entry_at(i)), here
            )
        self.go_to(goal)

    def go_to(self, index: int) -> None:
        """Bring a line into sight and give it the focus."""
        self._current = index
        self._bring(index)
        self._fill()
        self._rows[index].setFocus(Qt.FocusReason.TabFocusReason)

    def _bring(self, index: int) -> None:
        """Scroll no further than needed for a row to be in sight."""
        over, way = self._spare_height
        room, margin = self._page.viewport().height(), self._around.look.space(16)
        top, bottom = self._tops[index] - margin, self._tops[index] + self._row_height + margin
        seen = self._above() + self._shift()
        if seen <= top and bottom <= seen + room:
            return
        wanted = top if top < seen else bottom - room
        here = wanted * way // (way + over) if over else wanted  # what a scroll of `here` shows is here + its shift
        bar = self._page.verticalScrollBar()
        bar.setValue(bar.value() + here - self._above())

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width may give the rows another height."""
        super().resizeEvent(event)
        if event.size().width() != self._width:
            self._measure()
            self.update()
        else:  # its lower edge is another one now
            self.update(0, min(event.size().height(), event.oldSize().height()) - RADIUS, self.width(), 2 * RADIUS)
        self._filling.start()  # where this list is in its page is known when the page is laid out

    def moveEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Something above it grew or shrank."""
        del event
        self._filling.start()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All rows."""
        return QSize(self._around.look.px(360), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Rows can be as narrow as one likes."""
        return QSize(self._around.look.px(160), self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The sheet under the rows."""
        del event
        if not self._lines:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._around.look.colour("edge"), 1))
        painter.setBrush(self._around.look.colour("card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        first, last = self._sight(self._shifted)
        for index in (index for index in range(first, last) if isinstance(self._lines[index], End)):
            top = self._tops[index] - self._shifted
            gap = QRectF(0, top, self.width(), self._tops[index + 1] - self._tops[index])
            painter.fillRect(gap, self._around.look.colour("wall"))
            for y in (gap.top(), gap.bottom() - 1):
                painter.fillRect(QRectF(1, y, gap.width() - 2, 1), self._around.look.colour("edge"))
