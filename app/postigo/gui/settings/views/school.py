"""Part of the settings about the policy: each value that it fixes, with a padlock."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo import invocation
from postigo.core.policy_says import LOCKED, not_followed
from postigo.core.values import Quoted, Text
from postigo.gui.settings.models.settings import SettingsModel
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Heading, Label, reveal
from postigo.gui.widgets.locked import LockedLine
from postigo.gui.widgets.parts import column, empty, sheet
from postigo.gui.widgets.theme import BODY, LEAD


class SchoolPart(QWidget):
    """Hidden where there is no policy."""

    def __init__(self, settings: SettingsModel, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._around = settings, around
        look = around.look
        self._title = Heading(look, LEAD - 2, bold=True)
        panel, inside = sheet(look)
        self.trouble = Label(look, BODY, "open_text")
        self._list = QVBoxLayout()
        self._list.setSpacing(look.space(16))
        inside.setSpacing(look.space(16))
        inside.addWidget(self.trouble)
        inside.addLayout(self._list)
        box = column(self, look.space(12))
        box.addWidget(self._title)
        box.addWidget(panel)

    def refresh(self) -> None:
        """In the language of now."""
        say, settings = self._around.language.say, self._settings
        fixed, troubles = settings.fixed(), settings.policy.troubles
        reveal(self, bool(fixed or troubles))
        self._title.show_text(say(LOCKED))
        self.trouble.show_text(say(not_followed(Quoted(invocation.plain("policy")))) if troubles else "")
        empty(self._list)
        for one in fixed:
            line = LockedLine(self._around.look)
            self._list.addWidget(line)
            told = Text("{title}: {value}", values={"title": one.title, "value": one.value})
            line.show_value(
                say(told), " · ".join(say(text) for text in (one.help, one.why) if text is not None), say(LOCKED)
            )
