"""Open log: how it stands, its commands, and its entries, each folded."""

from __future__ import annotations

from functools import partial

from postigo.core.values import Quoted, Text
from postigo.evidence import wording
from postigo.evidence.entry import Entry, Kind, Part
from postigo.gui.evidence.models.commands import COMMANDS
from postigo.gui.evidence.models.form import What
from postigo.gui.evidence.models.log import EvidenceLog
from postigo.gui.evidence.views.pane import Pane
from postigo.gui.widgets import button
from postigo.gui.widgets.collapsible import Collapsible
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.fields import Field
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.parts import flowing
from postigo.gui.widgets.theme import BODY, SMALL

_BEGINNING = 60  # letters of what happened, beside the number of a folded entry


class EntriesPane(Pane):
    """Entries in the order of their numbers."""

    def __init__(self, log: EvidenceLog, around: ViewContext) -> None:
        super().__init__(log, around)
        look = around.look
        self._file, self._hidden = self.line("quiet", size=SMALL), self.line(bold=True)
        self.state = self.line(bold=True)
        self.told = [self.line() for _ in log.told]
        self._listed = self.line("quiet", size=SMALL)
        self._unsaved = self.line("ajar_text", bold=True)
        self.commands = {
            one.name.one: self.button(partial(one.act, log), button.Kind.MAIN if one.main else button.Kind.PLAIN)
            for one in COMMANDS
        }
        self.add_notes()
        self.box.addWidget(flowing(look, self.commands.values()))
        self.paper = Collapsible(look)
        self._names = [Label(look, BODY) for _ in range(2)]
        self.count, self.last = Field(look), Field(look)
        self.compare = self.button(self._compare)
        for part in (self._names[0], self.count, self._names[1], self.last, flowing(look, [self.compare])):
            self.paper.box.addWidget(part)
        self.box.addWidget(self.paper)
        opened = log.log
        self.entries = [_EntryView(log, entry, around) for entry in (opened.checked.entries if opened else ())]
        for entry in self.entries:
            self.outer.addWidget(entry)

    def refresh(self) -> None:
        """In the language of now."""
        super().refresh()
        log = self.log.log
        self.first.show_text(self.say(Text("Your log")))
        self.say_whose(self._file, self._hidden)
        if log is not None:
            count = log.checked.head.count
            some = Text("{n} entry, unchanged.", "{n} entries, unchanged.", n=count, values={"n": count})
            sound = some if count else Text("It has no entry yet.")
            self.state.show_text(self.say(sound if log.sound else Text("This log is not as it was written.")))
        for label, text in zip(self.told, self.log.told, strict=False):
            label.show_text(self.say(text))
        self._listed.show_text(self.around.language.own(self.log.listed))
        self._unsaved.show_text(
            self.say(Text("There is an entry that is not saved yet.")) if self.log.writing.form.unsaved else ""
        )
        for one in COMMANDS:
            self.commands[one.name.one].speak(self.say(one.name))
        self.paper.fold.speak(self.say(Text("Compare it with your signed paper")))
        named = (Text("Number of entries on the paper"), Text("Its fingerprint, or the first 8 letters of it"))
        for label, field, name in zip(self._names, (self.count, self.last), named, strict=True):
            label.show_text(self.say(name))
            field.speak(self.say(name))
        self.compare.speak(self.say(Text("Compare")))
        for entry in self.entries:
            entry.refresh()

    def _compare(self) -> None:
        self.log.compare(self.count.text(), self.last.text())


class _EntryView(Collapsible):
    """One entry: its number and first words, and all of it when it is unfolded."""

    def __init__(self, log: EvidenceLog, entry: Entry, around: ViewContext) -> None:
        super().__init__(around.look)
        self._entry, self._around = entry, around
        said = [part for part in Part if entry.draft.said.get(part)]
        self._rows = [(part, self._line(SMALL, "quiet"), self._line(BODY)) for part in said]
        self._file, self._hash = self._line(BODY), self._line(SMALL, "quiet")
        self._moment = self._line(SMALL, "quiet")
        self.anew = button.Button(around.look)
        self.anew.clicked.connect(lambda _checked=False: log.writing.begin(What.ANEW, entry.seq))
        self.box.addWidget(flowing(around.look, [self.anew]))

    def _line(self, size: int, colour: str = "ink") -> Label:
        label = Label(self._around.look, size, colour)
        self.box.addWidget(label)
        return label

    def refresh(self) -> None:
        """In the language of now."""
        language, entry, draft = self._around.language, self._entry, self._entry.draft
        say = language.say
        title = draft.said.get(Part.WHAT) or draft.said.get(Part.REFERENCE) or draft.said.get(Part.TO) or ""
        title = title or (draft.file.name if draft.file is not None else "")
        title = " ".join(title.split())
        short = language.own(title if len(title) <= _BEGINNING else f"{title[:_BEGINNING]}…")
        kind = "" if draft.kind is Kind.NOTED else say(wording.kind(draft))
        self.fold.speak(f"{entry.seq}. " + ": ".join(part for part in (kind, short) if part))
        for part, name, text in self._rows:
            name.show_text(say(wording.PARTS[part]))
            text.show_text(language.own(draft.said[part]))
        if draft.file is not None:
            self._file.show_text(say(Text("File: {name}", values={"name": Quoted(draft.file.name)})))
            self._hash.show_text(f"SHA-256 {draft.file.sha256}")
        else:
            self._file.show_text("")
            self._hash.show_text("")
        self._moment.show_text(f"{entry.moment.at.replace('T', ' ')}, {say(wording.CLOCKS[entry.moment.in_step])}")
        self.anew.speak(say(Text("Say it anew")), say(Text("Say entry {n} anew", values={"n": entry.seq})))
