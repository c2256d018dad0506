"""Card of the way: its step, the one thing to do, and whom to call."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from postigo.core.values import Text
from postigo.gui.help.models.way import Answer, Stage, Way
from postigo.gui.help.views.contact_list import ContactList
from postigo.gui.help.views.proof_look import ProofLookPart
from postigo.gui.help.views.questions import DoorQuestionCard
from postigo.gui.help.views.stage import StageView
from postigo.gui.widgets.button import Kind
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Heading, Label, reveal
from postigo.gui.widgets.parts import empty, flowing, line, sheet
from postigo.gui.widgets.theme import BODY, SMALL
from postigo.guidance import path
from postigo.guidance.cards import NAMES, REAL, Step
from postigo.guidance.path import Situation

_ANSWERS = {Answer.READ: Text("read"), Answer.LATER: Text("later")}
TO_READ = Text("to read later")
WORDS_ONLY = (Step.BREATHE, Step.STOP)
"""Steps with nothing to be done later.

"Do not pay (later)" would say that it is paid later.
"""
HERE = Text("you are here")
WRITE = Text("Write it down in a log")
LOGS = {Step.PROOF: WRITE, Step.BLOCK: WRITE, Step.REPORT: Text("Draft of the report, from a log")}
"""Steps from which the log of evidence is reached, with the words on the button."""


class CardView(StageView):
    """Card: one of the six, a child's, or the one for an e-mail to thousands."""

    def __init__(self, way: Way, clipboard: LentClipboard, around: ViewContext) -> None:
        super().__init__(way, clipboard, around)
        look, stage, step = around.look, way.here.stage, way.here.step
        self._six = six = stage is Stage.CARDS
        self._steps = Label(look, SMALL, "quiet")  # a sentence: names in a row look like buttons
        self._of = Label(look, SMALL, "quiet")
        panel, inside = sheet(look, "note")
        self._texts = QVBoxLayout()
        self._texts.setSpacing(look.space(8))
        inside.addWidget(self._of)
        inside.addWidget(self.first)
        inside.addLayout(self._texts)
        self.next = self.button(partial(way.answer, Answer.READ), Kind.MAIN)
        self.later = self.button(partial(way.answer, Answer.LATER))
        self.call = self.button(way.call)
        self.real = self.button(partial(way.tell, Situation.THREAT), Kind.HELP)
        self.danger = self.danger_button()
        self.log = self.button(way.open_log)
        buttons = flowing(look, [self.next, self.later, self.call, self.log, self.real, self.danger])
        buttons.setContentsMargins(0, look.space(8), 0, 0)
        inside.addWidget(buttons)
        self.contacts = ContactList(way, clipboard, around, more=stage is not Stage.CHILD)
        self.contacts.address_wanted.connect(self.address_wanted)
        self.contacts.grown.connect(self.grown)
        self.contacts.unfolded.connect(self.unfolded)
        self._limits = Label(look, SMALL, "quiet")
        self.questions = tuple(DoorQuestionCard(question, way, around) for question in way.questions)
        looks = six and step is Step.PROOF and way.look is not None and way.look.offered
        self.looks = tuple(ProofLookPart(one, around) for one in [way.look] if looks and one is not None)
        for look_part in self.looks:
            look_part.reshaped.connect(self.grown)
        for part in (self._steps, panel, *self.questions, *self.looks, self.contacts, self._limits):
            self.box.addWidget(part)
        way.changed.connect(self.refresh)
        for part, wanted in (
            (self._steps, six),
            (self.next, six and step is not Step.REPORT),
            (self.later, six and step is not Step.REPORT),
            (self.call, six and step is not Step.TELL),
            (self.log, six and step in LOGS),
            (self.real, stage is Stage.BLUFF),
            (buttons, stage is not Stage.CHILD),
        ):
            reveal(part, wanted)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        card = self.way.card
        of = Text("Step {n} of {all}", values={"n": int(card.step), "all": len(Step)})
        self._of.show_text(self.say(of) if self._six else "")
        self._steps.show_text(f"{self.say(Text('The steps:'))} {', '.join(map(self._step, Step))}.")
        self.first.show_text(self.say(card.title))
        empty(self._texts)
        if self.way.begins:
            self._texts.addWidget(line(self.around.look, self.say(Text("First, for you:")), "quiet"))
        for text in self.way.begins:
            first = Label(self.around.look, BODY, bold=True)
            first.show_text(self.say(text))
            self._texts.addWidget(first)
        for part in card.parts:
            if part.heading is not None:
                title = Heading(self.around.look, BODY, bold=True)
                self._texts.addWidget(title)
                title.show_text(self.say(part.heading))
            for text in part.texts:
                label = Label(self.around.look, BODY)
                self._texts.addWidget(label)
                label.show_text(self.say(text))
        self.next.speak(self.say(Text("Next")))
        only = card.step in WORDS_ONLY
        self.later.speak(self.say(Text("I will read it later") if only else Text("I will do it later")))
        self.call.speak(self.say(Text("Tell somebody, or call")))
        self.log.speak(self.say(LOGS.get(card.step, WRITE)))
        self.real.speak(self.say(REAL))
        self.speak_danger(self.danger)
        for question in self.questions:
            question.refresh()
        for look in self.looks:
            look.refresh()
        self.contacts.refresh()
        self._limits.show_text(self.say(path.LIMITS) if self.way.here.stage is not Stage.CHILD else "")

    def _step(self, step: Step) -> str:
        """A step in words: its number, its name, and how it stands."""
        name = f"{int(step)} {self.say(NAMES[step])}"
        answer = self.way.answers.get(step)
        how = None if answer is None else _ANSWERS[answer]
        if answer is Answer.LATER and step in WORDS_ONLY:
            how = TO_READ
        if step is self.way.here.step:
            how = HERE
        return name if how is None else f"{name} ({self.say(how)})"

    def arrange(self, width: int) -> None:
        """Numbers in one column."""
        self.contacts.arrange(width)
