"""File picker of our own: names in a list, and nothing else. It opens no file, and no list anywhere grows by what is chosen."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path as File

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from postigo.core.letters import one_line
from postigo.core.values import Path, Text
from postigo.gui.common.folder import MOST, Folder, Name
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.fields import Field
from postigo.gui.widgets.flow_layout import FlowLayout
from postigo.gui.widgets.labels import FirstWords, Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing
from postigo.gui.widgets.theme import BODY, LEAD, SMALL, Look

Index = QModelIndex | QPersistentModelIndex


class Wanted(Enum):
    """Things that can be chosen."""

    FILE = auto()
    FILES = auto()
    NEW = auto()  # a folder, and a name that is new in it
    FOLDER = auto()  # the folder that is shown


_FOLDERS = frozenset({Wanted.NEW, Wanted.FOLDER})
"""Those for which files need not be listed."""


class FilePicker(QWidget):
    """`chosen` hands over paths, `left` says that nothing was chosen. `folder` outlives the picker when the look changes."""

    chosen = Signal(
        object
    )  # a list of str; of a `list` Qt makes its own letters, and a name that is no text would lose some
    left = Signal()

    def __init__(
        self,
        folder: Folder,
        wanted: Wanted,
        title: Text,
        around: ViewContext,
        name: str = "",
        label: Text | None = None,
    ) -> None:
        super().__init__()
        look = around.look
        self._folder, self._wanted, self._around = folder, wanted, around
        self._title, self._label = title, label or Text("Name of the new file")
        self.first = FirstWords(look, LEAD, bold=True)
        self._promise, self._path = Label(look, SMALL, "quiet"), Label(look, BODY)
        self._places = QWidget()
        self._flow = FlowLayout(look.space(8), self._places)
        self.buttons: dict[str, Button] = {}
        self.up = Button(look, Kind.PLAIN)
        self.up.clicked.connect(folder.up)
        self.names = _List(look, several=wanted is Wanted.FILES)
        self._model = _Names(around, self)
        self.names.setModel(self._model)
        self.names.activated.connect(self._open)
        self.names.back.connect(folder.up)
        self.names.selectionModel().selectionChanged.connect(self._say_choose)
        self._note = Label(look, BODY)  # no red: it stands behind the door too (guidance 2.5)
        self._name_label = Label(look, BODY)
        self.name = Field(look)
        self.name.setText(name)
        self.name.returnPressed.connect(self._choose)
        self.choose, self.leave = Button(look, Kind.MAIN), Button(look)
        self.choose.clicked.connect(self._choose)
        self.leave.clicked.connect(self.left)
        box: QVBoxLayout = column(self, look.space(8))
        new = wanted is Wanted.NEW
        parts = (self.first, self._promise, self._places, self._path, flowing(look, [self.up]), self.names)
        for part in (*parts, self._note, self._name_label, self.name, flowing(look, [self.choose, self.leave])):
            box.addWidget(part)
        reveal(self.name, new)
        self._shown: str | None = None
        folder.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how things stand now."""
        say, folder = self._around.language.say, self._folder
        self.first.show_text(say(self._title))
        promise = [Text("You see names only. No file is opened, and Postigo keeps no list of what you choose.")]
        if self._around.language.hides:
            promise.append(Text("Names are not hidden here: you have to find your file by its name."))
        self._promise.show_text(" ".join(map(say, promise)))
        self._path.show_text(say(Text("In {folder}", values={"folder": Path(folder.path)})))
        self.up.speak(say(Text("Up to the folder around it")))
        self.up.setEnabled(not folder.is_top)
        self._name_label.show_text(say(self._label) if self._wanted is Wanted.NEW else "")
        self.name.speak(say(self._label))
        self.leave.speak(say(Text("Choose nothing")))
        self._show_places()
        self.names.setAccessibleName(say(Text("Names in this folder")))
        self._show_names()
        self._say_choose()

    def begin(self) -> None:
        """Put the keyboard at the first words."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_places(self) -> None:
        wanted = {place.path: self._around.language.say(place.name) for place in self._folder.beginnings}
        if list(wanted) != list(self.buttons):
            empty(self._flow)
            self.buttons = {}
            for path in wanted:
                self.buttons[path] = button = Button(self._around.look)
                button.clicked.connect(lambda _checked=False, path=path: self._folder.go(path))
                self._flow.addWidget(button)
                button.show()
        for path, button in self.buttons.items():
            button.speak(wanted[path])

    def _show_names(self) -> None:
        say, folder, found = self._around.language.say, self._folder, self._folder.listing
        at = f"{folder.path}\0{found is None}"
        if at != self._shown:
            held = self.names.hasFocus()
            self._shown = at
            self._model.show(folder.names)
            if folder.names and held:
                self.names.setCurrentIndex(self._model.index(0))
        if found is None:
            self._note.show_text(say(Text("Reading the names…")))
        elif found.trouble is not None:
            self._note.show_text(say(found.trouble))
        elif not folder.names:
            nothing = (
                Text("There is no folder in here.") if self._wanted in _FOLDERS else Text("There is nothing in here.")
            )
            self._note.show_text(say(nothing))
        elif found.cut:
            self._note.show_text(say(Text("Only {n} names are shown. There are more.", values={"n": MOST})))
        else:
            self._note.show_text("")

    def _say_choose(self) -> None:
        name = self._current()
        into = name is not None and name.is_folder and self._wanted not in _FOLDERS
        taken = {"folder": Path(File(self._folder.path).name or self._folder.path)}
        told = {
            Wanted.NEW: Text("Take this place"),
            Wanted.FOLDER: Text("Take the folder {folder}", values=taken),
        }
        usual = Text("Open this folder") if into else Text("Choose this file")
        self.choose.speak(self._around.language.say(told.get(self._wanted, usual)))

    def _current(self) -> Name | None:
        selected = self.names.selectionModel().selectedIndexes()
        return self._model.name(selected[0]) if selected else None

    def _open(self, index: QModelIndex) -> None:
        """Enter, or a double click."""
        name = self._model.name(index)
        if name is not None and name.is_folder:
            self._folder.into(name.name)
        elif name is not None:
            self._choose()

    def _choose(self) -> None:
        folder, say = self._folder, self._around.language.say
        if self._wanted is Wanted.FOLDER:
            self.chosen.emit([folder.path])
            return
        if self._wanted is Wanted.NEW:
            name = self.name.text().strip()
            if not name or set(name) & set("/\\:\0") or name in {".", ".."}:
                self._note.show_text(say(Text("Type a name without “/”, “\\” or “:”.")))
                self.name.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            self.chosen.emit([folder.path_of(name)])
            return
        names = [found for index in self.names.selectionModel().selectedIndexes() if (found := self._model.name(index))]
        files = [folder.path_of(name.name) for name in names if not name.is_folder]
        if files:
            self.chosen.emit(files)
        elif names:
            folder.into(names[0].name)
        else:
            self._note.show_text(say(Text("Choose a name in the list first.")))
            self.names.setFocus(Qt.FocusReason.OtherFocusReason)


class _Names(QAbstractListModel):
    """Names as rows. A screen reader hears which is a folder."""

    def __init__(self, around: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._around, self._names = around, tuple[Name, ...]()

    def show(self, names: tuple[Name, ...]) -> None:
        """Show these from now on."""
        self.beginResetModel()
        self._names = names
        self.endResetModel()

    def name(self, index: Index) -> Name | None:
        """The name of a row."""
        return self._names[index.row()] if index.isValid() and index.row() < len(self._names) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """How many there are."""
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The name, in words."""
        name = self.name(index)
        if name is None:
            return None
        shown = one_line(name.name)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{shown}  ›" if name.is_folder else shown
        if role == Qt.ItemDataRole.AccessibleTextRole and name.is_folder:
            return self._around.language.say(Text("{name}, a folder", values={"name": Path(shown)}))
        return None


class _List(QListView):
    """List of names. Enter opens, the backspace key goes up, letters look for a name."""

    back = Signal()

    def __init__(self, look: Look, *, several: bool) -> None:
        super().__init__()
        tokens = look.tokens
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(False)
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(look.font(BODY))
        self.setFixedHeight(look.px(200))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(
            f"QListView {{ background: {tokens.card}; color: {tokens.ink}; border: 1px solid {tokens.rim};"
            " border-radius: 8px; padding: 3px; outline: 0; }"
            f"QListView:focus {{ border: 2px solid {tokens.ring}; padding: 2px; }}"
            f"QListView::item {{ padding: 3px 8px; }}"
            f"QListView::item:selected {{ background: {tokens.main}; color: {tokens.main_text}; }}"
        )

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the first name."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model() is not None and self.model().rowCount():
            self.selectionModel().setCurrentIndex(
                self.model().index(0, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Backspace goes up."""
        if event.key() == Qt.Key.Key_Backspace:
            self.back.emit()
        else:
            super().keyPressEvent(event)
