"""Log of evidence in the window: new, found, open and closed. In memory, and forgotten at the door."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path as File
from typing import Final, Protocol

from PySide6.QtCore import SignalInstance

from postigo.bounds.closed import Hold
from postigo.core.values import Text
from postigo.evidence import bag, draft, place, wording
from postigo.evidence.chain import holds, signed
from postigo.evidence.errands import (
    Add,
    Answer,
    Begin,
    Drafted,
    Errand,
    Handed,
    HandOver,
    Hash,
    Hashed,
    KeepStamp,
    Open,
    Opened,
    Refused,
    WriteDraft,
    saves,
)
from postigo.evidence.log import NO_PASSPHRASE
from postigo.evidence.rules import Gate
from postigo.evidence.trouble import EvidenceTrouble
from postigo.gui.evidence.models import outcome
from postigo.gui.evidence.models.errand_process import ErrandStream
from postigo.gui.evidence.models.flow import Flow
from postigo.gui.evidence.models.stamping import Stamping
from postigo.gui.evidence.models.steps import BACK, Step
from postigo.gui.evidence.models.time_stamp import TimeStamp
from postigo.gui.evidence.models.wish import Wish
from postigo.gui.evidence.models.writing import Writing
from postigo.guidance.path import Age
from postigo.passwords import passphrase
from postigo.passwords.passphrase import Passphrase
from postigo.passwords.protocol import Tried

STOPPED: Final = Text("This did not work. The fault is ours, not yours.")
UNSURE: Final = Text(
    "We cannot say whether it was saved. Press “Check it”, and look for your entry before you save again."
)
NOT_THE_SAME: Final = Text("These two are not the same. Type it again.")


class Judge(Protocol):
    """Judge of a new passphrase. `answer` belongs to what was read last, or is None while that is judged."""

    changed: SignalInstance
    answer: Tried | None

    def typed(self, read: Callable[[], str]) -> None:
        """Judge what stands in a field now."""

    def close(self) -> None:
        """End it."""


class EvidenceLog(Flow):
    """One log at a time, with its entry under way and its time stamp."""

    def __init__(
        self,
        open_errand: Callable[[], ErrandStream],
        judge: Judge,
        age: Callable[[], Age],
        language: Callable[[], str],
        country: Callable[[], str],
        stamping: Stamping,
    ) -> None:
        super().__init__(open_errand)
        self.judge = judge
        self._age, self._language, self._country = age, language, country
        self.writing, self.time_stamp = Writing(self, age), TimeStamp(self, stamping)
        self.errands.answered.connect(self._hear)
        self.errands.failed.connect(self._fail)
        self._closed = Hold()
        self._begin()

    def _begin(self) -> None:
        self.start()
        self.writing.forget()
        self.time_stamp.forget()
        self.phrase: Passphrase | None = None
        """Phrase that was made for a new log."""
        self.zipped = False
        self.wish = Wish(self._language())

    # --- what the views ask

    @property
    def can_seal(self) -> bool:
        """Whether the library that seals is here."""
        return find_spec("pyrage") is not None

    @property
    def busy(self) -> bool:
        """Whether an errand is under way, or a service is asked."""
        return super().busy or self.time_stamp.asking

    @property
    def name(self) -> str:
        """Name of the log's file."""
        return File(self.where).name

    # --- a log, new or found

    def begin(self) -> None:
        """Begin a new one: first its place."""
        self.pick(Step.NAME, files=False)

    def find(self) -> None:
        """Look for one that there is."""
        self.pick(Step.FIND)

    def choose(self, path: str) -> None:
        """Take what was chosen in the picker of this step."""
        match self.step:
            case Step.NAME:
                self._name(path)
            case Step.FIND:
                self.where = path
                self.go(Step.UNLOCK)
            case Step.FILE:
                self.do(Hash(path, Gate.CLEAR))
            case Step.TARGET:
                self.do(HandOver(self.where, self.secret, path, self.zipped, self._language()))
            case Step.PAPER:
                wish = self.wish
                self.do(WriteDraft(self.where, self.secret, path, wish.form, wish.language, self._country()))
            case _:
                raise ValueError(self.step)

    def _name(self, path: str) -> None:
        path = path if path.endswith(".age") else f"{path}.age"
        try:
            place.must_be_new(File(path))
        except EvidenceTrouble as trouble:
            self.refuse(trouble.text)
            return
        self.where = path
        self.go(Step.NEW_PHRASE)

    def make_phrase(self) -> None:
        """Make a phrase of words for a new log."""
        self.phrase = passphrase.make(passphrase.USUAL, self._language())
        self.changed.emit()

    def create(self, first: str, second: str) -> None:
        """Begin the log with this passphrase, typed twice."""
        if not first:
            self.refuse(NO_PASSPHRASE)
        elif first != second:
            self.refuse(NOT_THE_SAME)
        else:
            self._keep(first)
            self.do(Begin(self.where, first, self._age()))

    def unlock(self, typed: str) -> None:
        """Open the log that was found."""
        self._keep(typed)
        self.do(Open(self.where, typed))

    # --- an open log

    def check(self) -> None:
        """Look at it as it lies there now."""
        self.do(Open(self.where, self.secret))

    def compare(self, count: str, last: str) -> None:
        """Compare it with a signed paper, by the number and the fingerprint there."""
        if self.log is None:
            return
        head = signed(count.strip(), last)
        if head is None:
            self.refuse(wording.NO_HEAD)
            return
        agrees = holds(self.log.files[bag.LOG], head)
        self.go(Step.LOG, wording.AGREES if agrees else wording.DISAGREES)

    def draft(self) -> None:
        """Draft the report to the police: in Spanish where it is made in Spain."""
        self.wish = Wish(draft.usual_language(self._country(), self._language()))
        self.go(Step.DRAFT)

    def take_paper(self) -> None:
        """Choose where the draft goes."""
        self.pick(Step.PAPER, files=False)

    def hand_over(self) -> None:
        """Make a copy that others can read."""
        self.go(Step.HAND)

    def take_target(self, *, zipped: bool) -> None:
        """Choose where that copy goes."""
        self.zipped = zipped
        self.pick(Step.TARGET, files=False)

    # --- ways out

    def back(self) -> bool:
        """Go one step back; False where the log itself would be left."""
        before = BACK.get(self.step)
        if before is None:
            return False
        self.time_stamp.stop()
        if self.errands.under_way is not None and not saves(self.errands.under_way):
            self.errands.drop()
        match before:
            case Step.NAME:
                self.begin()
            case Step.FIND:
                self.find()
            case _:
                self.go(before)
        return True

    def close(self) -> None:
        """Close the log."""
        self.forget()
        self.moved.emit()

    def forget(self) -> None:
        """Forget all of it. What is being saved is saved."""
        self._drop()
        self.judge.close()
        self._closed.keep(secret=False)
        self._begin()

    def finish(self) -> None:
        """The program ends: wait for what is being saved."""
        self._drop()
        self.errands.finish()

    # --- errands

    def _drop(self) -> None:
        """Hear no more of what is under way."""
        self.time_stamp.stop()
        self.errands.drop()

    def _fail(self, errand: Errand) -> None:
        self.refuse(UNSURE if isinstance(errand, Add | KeepStamp) else STOPPED)

    def _hear(self, errand: Errand, answer: Answer) -> None:
        match answer:
            case Refused(text):
                self.refuse(text)
            case Opened():
                if isinstance(errand, Add):
                    self.writing.forget()
                self.log, self.phrase = answer.log, None
                self.go(Step.LOG, *outcome.opened(errand, self.log, again=self.step is Step.LOG))
            case Hashed(file):
                self.writing.form.file = file
                self.go(Step.FORM)
            case Handed(files):
                self.listed = files
                self.go(Step.LOG, *outcome.written(errand))
            case Drafted():
                self.go(Step.LOG, *outcome.written(errand))

    # --- steps

    def go(self, step: Step, *told: Text) -> None:
        """Go to a step. A new passphrase is judged on its own page only."""
        if self.step is Step.NEW_PHRASE:
            self.judge.close()
        super().go(step, *told)

    def _keep(self, secret: str) -> None:
        self.secret = secret
        self._closed.keep(secret=True)
