"""Page of the settings: how Postigo speaks and looks, for whom, and what it keeps."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.policy_says import BEGINS, FIXED, LOCKED
from postigo.core.values import Path as PathValue
from postigo.core.values import Text
from postigo.gui.settings.models.questions import AUDIENCE, COLOURS, COUNTRY, PASSWORDS, SHARED
from postigo.gui.settings.models.settings import SettingsModel
from postigo.gui.settings.views.for_class import ForClass
from postigo.gui.settings.views.school import SchoolPart
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Heading, Label, reveal
from postigo.gui.widgets.locked import LockedLine
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import empty, flowing, sheet
from postigo.gui.widgets.theme import BODY, LEAD, SMALL, TITLE, ZOOMS, nearest_step, scheme_of
from postigo.guidance import classroom
from postigo.guidance.countries import NAMES, country
from postigo.words import LANGUAGES

LISTED: Final = (COLOURS, SHARED, AUDIENCE, COUNTRY, PASSWORDS)
"""Settings of the page behind language and text, in their order."""
IN_CLASS: Final = (COLOURS, COUNTRY)
"""Those that a class can choose. They are forgotten with the window."""


class SettingsPage(Page):
    """Choices hold at once. Nothing is deleted before the person said it twice."""

    class_wanted = Signal()

    def __init__(self, settings: SettingsModel, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._settings = settings
        self._listed = IN_CLASS if settings.keeps_nothing else LISTED
        look = around.look
        self._title = FirstWords(look, TITLE, bold=True)
        self.languages = {code: Choice(look) for code in LANGUAGES}
        self.texts = {step: Choice(look) for step in range(len(ZOOMS))}
        self.choices = {one.field: {value: Choice(look) for value in one.options} for one in self._listed}
        self._language = Choices(self.languages, around.language.choose, self)
        self._text = Choices(self.texts, partial(settings.choose, "text"), self)
        self._held = {
            field: Choices(choices, partial(settings.choose, field), self) for field, choices in self.choices.items()
        }
        self._names = tuple(Heading(look, LEAD - 2, bold=True) for _ in range(3 + len(self._listed)))
        self.box.addWidget(self._title)
        rows = (self.languages.values(), self.texts.values(), *(one.values() for one in self.choices.values()))
        self._rows = [flowing(look, choices) for choices in rows]
        self.locked = {field: LockedLine(look) for field in ("language", "text", *self.choices)}
        for name, choices, locked in zip(self._names, self._rows, self.locked.values(), strict=False):
            for part in (name, choices, locked):
                self.box.addWidget(part)
        self.for_class = ForClass(settings, around)
        self.for_class.wanted.connect(self.class_wanted)
        self.box.addWidget(self.for_class)
        self._screen = Heading(look, LEAD - 2, bold=True)
        self.names = Button(look, Kind.BOX)
        self.names.toggled.connect(lambda wanted: around.language.hide_names(wanted=wanted))
        self._names_why = Label(look, SMALL, "quiet")
        self.box.addWidget(self._screen)
        self.box.addWidget(self.names, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(self._names_why)
        self._asked = False
        self.said = FirstWords(look, BODY, bold=True)
        panel = self._kept_panel()
        self.box.addWidget(self._names[-1])
        self.box.addWidget(panel)
        self.school = SchoolPart(settings, around)
        self.box.addWidget(self.school)
        self.box.addStretch(1)
        settings.told.connect(self.refresh)
        settings.applied.connect(self._apply)
        self.refresh()

    def _kept_panel(self) -> QWidget:
        """Panel of what is kept, with the button that forgets it."""
        look = self.around.look
        panel, inside = sheet(look)
        self._intro = Label(look, BODY)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.space(8))
        self._yours = Label(look, SMALL, "quiet")
        self.forget = Button(look, Kind.PLAIN)
        self.sure, self.keep = Button(look, Kind.PLAIN), Button(look, Kind.PLAIN)
        self._sure = Label(look, BODY, bold=True)
        self.forget.clicked.connect(partial(self._ask, asked=True))
        self.keep.clicked.connect(partial(self._ask, asked=False))
        self.sure.clicked.connect(self._forget)
        self._question = flowing(look, [self.sure, self.keep])
        inside.addWidget(self._intro)
        inside.addLayout(self._list)
        for part in (self._yours, flowing(look, [self.forget]), self._sure, self._question, self.said):
            inside.addWidget(part)
        return panel

    def refresh(self) -> None:
        """How things stand now, in the language of now."""
        say, chosen = self.around.language.say, self._settings.chosen
        listed = (one.name for one in self._listed)
        names = (Text("Language"), Text("Size of the text"), *listed, Text("What Postigo keeps"))
        self._title.show_text(say(Text("Settings")))
        for label, name in zip(self._names, names, strict=True):
            label.show_text(say(name))
        for code, choice in self.languages.items():
            choice.speak(LANGUAGES[code])
        for step, choice in self.texts.items():
            choice.speak(say(Text("{n} %", values={"n": round(ZOOMS[step] * 100)})))
        for one in self._listed:
            for value, choice in self.choices[one.field].items():
                choice.speak(say(one.options[value]))
            held = getattr(chosen, one.field)
            self._held[one.field].hold(held if held in one.options else None)
        self._language.hold(self.around.language.code)
        hidden_for_good = self.around.language.locked
        self._screen.show_text("" if hidden_for_good else say(Text("Names on the screen")))
        self.names.speak(say(Text("Hide the names of programs, pages, files and accounts")))
        self.names.setChecked(self.around.language.hides)
        reveal(self.names, not hidden_for_good)
        why = say(Text("For a projector, or if somebody reads along. The key F9 does it too. It ends with Postigo."))
        self._names_why.show_text("" if hidden_for_good else why)
        self._text.hold(nearest_step(chosen.text))
        self._show_locked()
        self.school.refresh()
        self.for_class.refresh()
        self._show_kept()

    def _show_locked(self) -> None:
        """Show a padlock with the reason in the place of each fixed choice."""
        say, settings = self.around.language.say, self._settings
        for one, row in zip(self._listed, self._rows[2:], strict=True):
            value, locks = getattr(settings.chosen, one.field), settings.locks(one.field)
            reveal(row, not locks)
            told = one.options.get(value) or NAMES[country(str(value), self.around.language.code)]
            self.locked[one.field].show_value(say(told), say(FIXED) if locks else "", say(LOCKED))
        begins = settings.policy.locks("language")
        self.locked["language"].show_value(
            LANGUAGES[settings.policy.language or "en"], say(BEGINS) if begins else "", say(LOCKED)
        )
        self.locked["text"].show_value("", "", "")

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
        if self._settings.keeps_nothing:
            self._intro.show_text(say(classroom.KEPT))
        self._yours.show_text(
            ""
            if self._settings.keeps_nothing
            else say(
                Text(
                    "Passwords, and what you reply in the tips, are never kept. "
                    "Results, and which cameras are covered, are kept only if you asked for it. "
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
