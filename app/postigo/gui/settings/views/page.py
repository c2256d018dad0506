"""Page of the settings: language, text, colours, and what Postigo keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.values import Path as PathValue
from postigo.core.values import Text
from postigo.gui.settings.models.settings import Colours, SettingsModel
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Heading, Label, reveal
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import empty, flowing, sheet
from postigo.gui.widgets.theme import BODY, LEAD, SMALL, TITLE, ZOOMS, nearest_step, scheme_of
from postigo.guidance.countries import NAMES
from postigo.words import LANGUAGES

COLOURS: Final[Mapping[Colours | None, Text]] = {
    None: Text("As the system"),
    "light": Text("Light"),
    "dark": Text("Dark"),
    "contrast": Text("High contrast"),
}
COUNTRIES: Final[Mapping[str | None, Text]] = {None: Text("As the system")} | dict(NAMES.items())


class SettingsPage(Page):
    """Choices hold at once. Nothing is deleted before the person said it twice."""

    def __init__(self, settings: SettingsModel, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._settings = settings
        look = around.look
        self._title = FirstWords(look, TITLE, bold=True)
        self.languages = {code: Choice(look) for code in LANGUAGES}
        self.texts = {step: Choice(look) for step in range(len(ZOOMS))}
        self.colours = {colours: Choice(look) for colours in COLOURS}
        self.countries = {country: Choice(look) for country in COUNTRIES}
        self._language = Choices(self.languages, around.language.choose, self)
        self._text = Choices(self.texts, settings.choose_text, self)
        self._colours = Choices(self.colours, settings.choose_colours, self)
        self._country = Choices(self.countries, settings.choose_country, self)
        self._names = tuple(Heading(look, LEAD - 2, bold=True) for _ in range(5))
        self.box.addWidget(self._title)
        self._part(0, self.languages.values())
        self._part(1, self.texts.values())
        self._part(2, self.colours.values())
        self._part(3, self.countries.values())
        panel, inside = sheet(look)
        self._intro = Label(look, BODY)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.space(8))
        self._yours = Label(look, SMALL, "quiet")
        self.forget = Button(look, Kind.PLAIN)
        self.sure, self.keep = Button(look, Kind.PLAIN), Button(look, Kind.PLAIN)
        self._sure = Label(look, BODY, bold=True)
        self._asked = False
        self.said = FirstWords(look, BODY, bold=True)
        self.forget.clicked.connect(partial(self._ask, asked=True))
        self.keep.clicked.connect(partial(self._ask, asked=False))
        self.sure.clicked.connect(self._forget)
        self._question = flowing(look, [self.sure, self.keep])
        inside.addWidget(self._intro)
        inside.addLayout(self._list)
        for part in (self._yours, flowing(look, [self.forget]), self._sure, self._question, self.said):
            inside.addWidget(part)
        self.box.addWidget(self._names[4])
        self.box.addWidget(panel)
        self.box.addStretch(1)
        settings.told.connect(self.refresh)
        settings.applied.connect(self._apply)
        self.refresh()

    def _part(self, number: int, choices: Iterable[Choice]) -> None:
        self.box.addWidget(self._names[number])
        self.box.addWidget(flowing(self.around.look, choices))

    def refresh(self) -> None:
        """How things stand now, in the language of now."""
        say, chosen = self.around.language.say, self._settings.chosen
        names = (
            *(Text("Language"), Text("Size of the text"), Text("Colours")),
            *(Text("Country of the help lines"), Text("What Postigo keeps")),
        )
        self._title.show_text(say(Text("Settings")))
        for label, name in zip(self._names, names, strict=True):
            label.show_text(say(name))
        for code, choice in self.languages.items():
            choice.speak(LANGUAGES[code])
        for step, choice in self.texts.items():
            choice.speak(say(Text("{n} %", values={"n": round(ZOOMS[step] * 100)})))
        for colours, choice in self.colours.items():
            choice.speak(say(COLOURS[colours]))
        for country, choice in self.countries.items():
            choice.speak(say(COUNTRIES[country]))
        self._country.hold(chosen.country if chosen.country in COUNTRIES else None)
        self._language.hold(self.around.language.code)
        self._text.hold(nearest_step(chosen.text))
        self._colours.hold(chosen.colours)
        self._show_kept()

    def _show_kept(self) -> None:
        say, kept = self.around.language.say, [one for one in self._settings.kept() if one.there]
        self._intro.show_text(
            say(Text("Postigo keeps this on this computer, and nothing else:") if kept else Text("Nothing is kept."))
        )
        empty(self._list)
        for one in kept:
            what, where = Label(self.around.look, BODY), Label(self.around.look, SMALL, "quiet")
            what.show_text(say(one.what))
            where.show_text(self.around.language.value(PathValue(str(one.file))))
            self._list.addWidget(what)
            self._list.addWidget(where)
        self._yours.show_text(
            say(
                Text(
                    "Answers and passwords are never kept. What a look saw is kept only if you asked for a history. "
                    "Reports that you saved are yours, and stay where they are."
                )
            )
        )
        self.forget.speak(say(Text("Forget everything…")))
        self._sure.show_text(say(Text("Delete all of this? The window then looks and speaks as the system does.")))
        self.sure.speak(say(Text("Yes, forget everything")))
        self.keep.speak(say(Text("No, keep it")))
        self.said.show_text("" if self._settings.said is None else say(self._settings.said))
        reveal(self.forget, bool(kept) and not self._asked)
        reveal(self._sure, self._asked)
        reveal(self._question, self._asked)

    def _apply(self) -> None:
        """Let the window look as it was chosen."""
        chosen = self._settings.chosen
        self.around.theme.wish(scheme_of(chosen.colours), chosen.text)

    def _ask(self, *, asked: bool) -> None:
        self._asked = asked
        self._show_kept()
        (self.keep if asked else self.forget).setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self._asked = False
        self._settings.forget_everything()
        self.said.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> None:
        """Esc: nothing is deleted."""
        if self._asked:
            self._ask(asked=False)

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        self.verticalScrollBar().setValue(0)
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)
