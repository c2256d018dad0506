"""Context of every view: how the window looks and which language it speaks."""

from __future__ import annotations

from dataclasses import dataclass

from postigo.gui.common.language import Language
from postigo.gui.common.status_style import StatusText
from postigo.gui.widgets.theme import Look, Theme


@dataclass(frozen=True, slots=True)
class ViewContext:
    """The surroundings of a view."""

    theme: Theme
    language: Language

    @property
    def look(self) -> Look:
        """The look of now."""
        return self.theme.look

    def say(self, said: StatusText) -> str:
        """A sentence of a pack, or of ours."""
        return self.language.say(said.text, said.pack)
