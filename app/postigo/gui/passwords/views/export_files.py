"""Export files: where they lie, and deleting them after a second yes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.passwords.models.export_files import Export, Exports
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.collapsible import Collapsible
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.parts import column, empty, flowing, line
from postigo.gui.widgets.theme import BODY, SMALL
from postigo.passwords.export_file import AFTER, BEFORE, OWN_LIST


class ExportsView(Collapsible):
    """One part for each file."""

    def __init__(self, exports: Exports, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(around.look, parent)
        self._exports, self._around = exports, around
        self._holder = QWidget()
        self._parts = column(self._holder, around.look.space(12))
        self.box.addWidget(self._holder)
        self._shown: object = None
        self.refresh()

    def refresh(self) -> None:
        """Show how things stand now."""
        say = self._around.language.say
        exports = self._exports.exports()
        shown = (exports, self._exports.gone, self._around.language.voice)
        if shown == self._shown:
            return
        self._shown = shown
        warned = any(export.where for export in exports)
        state = Text("it lies where others may find it") if warned else Text("delete it when you are done")
        if exports and all(export.vault or export.own for export in exports):
            state = Text("nothing to delete")
        if self._exports.gone:
            state = Text("deleted")
        self.fold.speak(f"{say(Text('What to do with the file'))} · {say(state)}")
        focused = any(button.hasFocus() for button in self._holder.findChildren(Button))
        empty(self._parts)
        for export in exports:
            self._parts.addWidget(self._part(export))
        if self._exports.gone:
            for after in AFTER:
                self._parts.addWidget(line(self._around.look, say(after)))
        if focused:
            button = self._holder.findChild(Button, "stay") or self.fold
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _part(self, export: Export) -> QWidget:
        look, say = self._around.look, self._around.language.say
        part = QWidget()
        box = column(part, look.space(4))
        name = Label(look, BODY, bold=True)
        name.show_text(self._around.language.value(export.name))
        box.addWidget(name)
        if export.outcome is not None:
            box.addWidget(line(look, say(export.outcome)))
        if export.vault:
            box.addWidget(line(look, say(Text("This is your own vault, not a copy: keep it.")), "quiet"))
            return part
        if not export.deletable:
            return part
        lies = Text("It lies in {folder}.", values={"folder": export.folder})
        box.addWidget(line(look, say(lies), "quiet", SMALL))
        for where in export.where:
            box.addWidget(line(look, say(where), "ajar_text"))
        if not export.locked:
            box.addWidget(line(look, say(OWN_LIST if export.own else BEFORE)))
        if not export.own:
            box.addWidget(self._buttons(export))
        return part

    def _buttons(self, export: Export) -> QWidget:
        look, say, named = self._around.look, self._around.language.say, self._around.language.value(export.name)
        if not export.asking:
            delete = Button(look, Kind.PLAIN)
            delete.setObjectName("delete")
            text = say(Text("Delete this file…"))
            delete.speak(text, f"{text} {named}")
            delete.clicked.connect(lambda: self._exports.ask(export.file))
            return flowing(look, [delete])
        part = QWidget()
        box = column(part, look.space(4))
        sure = Label(look, BODY, bold=True)
        sure.show_text(say(Text("Delete it for good? There is no way back. Have you saved your passwords elsewhere?")))
        box.addWidget(sure)
        stay, go = Button(look, Kind.PLAIN), Button(look, Kind.PLAIN)
        stay.setObjectName("stay")
        go.setObjectName("go")
        stay.speak(say(Text("Keep it")))
        go.speak(say(Text("Yes, delete it")))
        stay.clicked.connect(lambda: self._exports.ask(None))
        go.clicked.connect(lambda: self._exports.delete(export.file))
        box.addWidget(flowing(look, [stay, go]))
        return part
