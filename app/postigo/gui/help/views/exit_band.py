"""Band behind the door: the quick exit, the way back, and 024. It never scrolls away."""

from __future__ import annotations

from postigo.core.values import Text
from postigo.gui.help.models.way import Stage, Way
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.exit_bar import BarWords, ExitBar
from postigo.gui.widgets.labels import reveal
from postigo.gui.widgets.parts import flowing
from postigo.gui.widgets.theme import SMALL
from postigo.guidance.helplines import Line, typed
from postigo.guidance.path import Age

NUMBER_MS = 60_000  # long enough to paste a number into a telephone program


class ExitBand(ExitBar):
    """Quick exit with its key, the way back, and 024 with its button.

    The quick exit is the first stop of Tab.
    """

    def __init__(self, way: Way, clipboard: LentClipboard, around: ViewContext) -> None:
        super().__init__(around)
        look = around.look
        self._way, self._clipboard = way, clipboard
        self.back = Button(look, Kind.PLAIN)
        self.life = BarWords(look, SMALL)
        self.copy = Button(look, Kind.PLAIN)
        self.copy.clicked.connect(self._copy)
        self._number = flowing(look, (self.life, self.copy))  # one thing: a "copy" alone on a line would copy what?
        self.fill(self.exit, self.count, self.back, self._number)
        clipboard.changed.connect(self.refresh)
        self.refresh()

    @property
    def stops(self) -> tuple[Button, ...]:
        """Stops of Tab, in their order."""
        return (self.exit, self.back, self.copy)

    @property
    def _line(self) -> Line | None:
        """Line for thoughts of suicide. In danger it has a card of its own."""
        return None if self._way.here.stage is Stage.DANGER else self._way.contacts.life

    def refresh(self) -> None:
        """In the language of now."""
        say, line = self.around.language.say, self._line
        self.back.speak(f"‹ {say(Text('Back'))}", say(Text("Back")))
        if line is not None:
            copied = self._clipboard.holds(line.value)
            value = {"number": typed(line.value.removeprefix("https://"))}
            yours = Text("If you think of hurting yourself: {number}", values=value)
            theirs = Text("If somebody thinks of hurting themselves: {number}", values=value)
            self.life.show_text(say(theirs if self._way.age is Age.CARER else yours))
            name = say(Text("Copied") if copied else Text("Copy {number}", values=value))
            self.copy.speak(say(Text("Copied") if copied else Text("Copy")), name)
        reveal(self._number, line is not None)
        super().refresh()

    def _copy(self) -> None:
        if (line := self._line) is not None:
            self._clipboard.lend(line.value, kept_ms=NUMBER_MS)
