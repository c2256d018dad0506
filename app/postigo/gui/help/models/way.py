"""Way to help in the window: where somebody is on it. In memory only, and forgotten when the door closes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from postigo.core.values import Text
from postigo.gui.help.models.proof_look import ProofLook
from postigo.guidance import cards, contacts, door_questions
from postigo.guidance.cards import Card, Step
from postigo.guidance.contacts import Contacts
from postigo.guidance.countries import NAMES
from postigo.guidance.door_questions import DoorQuestion
from postigo.guidance.helplines import Helplines
from postigo.guidance.path import Age, Situation
from postigo.guidance.questions import Reply


class Stage(Enum):
    """Stages of the way."""

    SPLIT = auto()
    AGE = auto()
    CARDS = auto()
    CHILD = auto()
    BLUFF = auto()
    DANGER = auto()
    LOG = auto()  # of evidence; not up to twelve


class Answer(Enum):
    """Answers to a card. None of them is a failure."""

    READ = auto()
    LATER = auto()


@dataclass(frozen=True, slots=True)
class Spot:
    """Spot on the way: a stage, and among the cards which one."""

    stage: Stage
    step: Step = Step.BREATHE


class Way(QObject):
    """Way to help.

    `moved`: somebody is elsewhere on it, and begins at the first words there. `changed`: the same spot says something else.
    `guess` gives a country as a key of `countries.NAMES`; nothing asks for settings.
    """

    moved = Signal()
    changed = Signal()
    forgotten = Signal()

    def __init__(
        self, lines: Helplines, guess: Callable[[], str], look: ProofLook | None = None, school: str | None = None
    ) -> None:
        super().__init__()
        self.school = school
        """Person or place that the policy of this computer names; None without one."""
        self.lines, self._guess, self.look = lines, guess, look
        self._begin()

    def _begin(self) -> None:
        self.here = Spot(Stage.SPLIT)
        self.age = Age.UNTOLD
        self.answers: dict[Step, Answer] = {}
        self.replies: dict[str, Reply] = {}
        """Replies to the questions behind the door, by id."""
        if self.look is not None:
            self.look.forget()
        self.asked = ""
        """Id of the line whose page somebody may want to open; "" for none."""
        self._behind: list[Spot] = []
        self._chosen: str | None = None

    # --- where somebody is

    @property
    def country(self) -> str:
        """Country of the numbers: the chosen one, or a guess."""
        return self._chosen or self._guess()

    @property
    def card(self) -> Card:
        """Card of this spot."""
        match self.here.stage:
            case Stage.CHILD:
                return cards.child()
            case Stage.BLUFF:
                return cards.bluff(self.lines, self.country)
            case _:
                return cards.cards(self.lines, self.age, self.country)[self.here.step - 1]

    @property
    def contacts(self) -> Contacts:
        """Contacts for this spot."""
        situation = Situation.BLUFF if self.here.stage is Stage.BLUFF else Situation.THREAT
        near = self.replies.get(door_questions.NEAR) is Reply.YES
        step = self.here.step if self.here.stage is Stage.CARDS else None
        return contacts.contacts(self.lines, self.country, situation, self.age, step, near=near)

    @property
    def danger(self) -> Contacts:
        """Contacts in danger now: the same for every age, but for whoever helps somebody else."""
        age = Age.CARER if self.age is Age.CARER else Age.UNTOLD
        return contacts.contacts(self.lines, self.country, Situation.DANGER, age)

    @property
    def questions(self) -> tuple[DoorQuestion, ...]:
        """Questions on this card. None on a child's, and none on the one for an e-mail to thousands."""
        return door_questions.of_step(self.here.step) if self.here.stage is Stage.CARDS else ()

    @property
    def begins(self) -> tuple[Text, ...]:
        """Sentences that this card begins with, for what was replied on others."""
        return tuple(door_questions.first_on(self.here.step, self.replies)) if self.here.stage is Stage.CARDS else ()

    # --- what somebody says

    def reply(self, question: str, reply: Reply) -> None:
        """Reply to a question behind the door."""
        if self.replies.get(question) is not reply:
            self.replies[question] = reply
            self.changed.emit()

    def tell(self, situation: Situation) -> None:
        """Say what happens."""
        if situation in door_questions.SPLIT:
            self.replies[door_questions.SPLIT[situation]] = Reply.YES
        match situation:
            case Situation.THREAT:
                self._go(Spot(Stage.AGE))
            case Situation.BLUFF:
                self._go(Spot(Stage.BLUFF))
            case Situation.DANGER:
                self._go(Spot(Stage.DANGER))

    def tell_age(self, age: Age) -> None:
        """Say how old the person is."""
        self.age = age
        self._go(Spot(Stage.CHILD if age is Age.CHILD else Stage.CARDS))

    def answer(self, answer: Answer) -> None:
        """Go on to the next card. At the last one there is nowhere to go."""
        self.answers[self.here.step] = answer
        if self.here.step < Step.REPORT:
            self._go(Spot(Stage.CARDS, Step(self.here.step + 1)))
        else:
            self.changed.emit()

    def call(self) -> None:
        """Go to the card on whom to tell."""
        self._go(Spot(Stage.CARDS, Step.TELL))

    def open_log(self) -> None:
        """Go to the log of evidence."""
        if self.age is not Age.CHILD:
            self._go(Spot(Stage.LOG, self.here.step))

    def back(self) -> bool:
        """Go one spot back; False at the first."""
        if not self._behind:
            return False
        self._arrive(self._behind.pop())
        return True

    def choose(self, country: str) -> None:
        """Show the numbers of this country."""
        if country in NAMES and country != self.country:
            self._chosen, self.asked = country, ""
            self.changed.emit()

    def ask(self, line: str) -> None:
        """Ask before the page of this line is opened; "" asks no longer."""
        self.asked = line
        self.changed.emit()

    def forget(self) -> None:
        """Forget all of it: the next one at the door begins at the split."""
        begun = self.here != Spot(Stage.SPLIT) or self._chosen is not None or self.asked
        self._begin()
        self.forgotten.emit()
        if begun:
            self.moved.emit()

    def _go(self, spot: Spot) -> None:
        if spot != self.here:
            self._behind.append(self.here)
            self._arrive(spot)

    def _arrive(self, spot: Spot) -> None:
        self.here, self.asked = spot, ""
        self.moved.emit()
