"""Log of evidence in the window: its steps, what is open, what is typed. In memory, and forgotten at the door."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path as File
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from postigo.bounds.closed import Hold
from postigo.core.values import Text
from postigo.evidence import bag, draft, place, stamps, wording
from postigo.evidence.chain import holds, signed
from postigo.evidence.entry import Part
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
from postigo.evidence.log import NO_PASSPHRASE, Log, last_line, must_be_sound
from postigo.evidence.rules import Gate, leave_it
from postigo.evidence.stamps import Request
from postigo.evidence.trouble import EvidenceTrouble
from postigo.gui.common.folder import Folder
from postigo.gui.evidence.models import outcome
from postigo.gui.evidence.models.errand_process import ErrandStream
from postigo.gui.evidence.models.errands import Errands
from postigo.gui.evidence.models.form import Form, What
from postigo.gui.evidence.models.stamping import Stamping
from postigo.gui.evidence.models.steps import BACK, Step
from postigo.gui.evidence.models.wish import Wish
from postigo.guidance.path import Age
from postigo.net import timestamp
from postigo.net.timestamp import Unstamped
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


class EvidenceLog(QObject):
    """One log at a time. `moved`: another step begins. `changed`: the same one says something else."""

    moved = Signal()
    changed = Signal()

    def __init__(
        self,
        open_errand: Callable[[], ErrandStream],
        judge: Judge,
        age: Callable[[], Age],
        language: Callable[[], str],
        country: Callable[[], str],
        stamping: Stamping,
    ) -> None:
        super().__init__()
        self.judge = judge
        self._age, self._language, self._country = age, language, country
        self._errands, self._stamping = Errands(open_errand), stamping
        self._errands.begun.connect(self.changed)
        self._errands.answered.connect(self._hear)
        self._errands.failed.connect(self._fail)
        stamping.answered.connect(self._keep_stamp)
        stamping.refused.connect(lambda why: self._refuse(Text("{why} Your log is as it was.", values={"why": why})))
        self._closed = Hold()
        self._begin()

    def _begin(self) -> None:
        self.step = Step.START
        self.form = Form()
        self.log: Log | None = None
        self.told: tuple[Text, ...] = ()
        """Answer to what was asked last."""
        self.listed = ""
        """List of the picked files, after a hand-over."""
        self.trouble: Text | None = None
        self.phrase: Passphrase | None = None
        """Phrase that was made for a new log."""
        self.folder: Folder | None = None
        """Folder of the picker that is shown."""
        self.zipped = False
        self.wish = Wish(self._language())
        self.service = ""
        """Address of a time-stamp service, once it was typed and can be one."""
        self._where, self._secret = "", ""

    # --- what the views ask

    @property
    def can_seal(self) -> bool:
        """Whether the library that seals is here."""
        return find_spec("pyrage") is not None

    @property
    def text_only(self) -> bool:
        """Whether a file is an extra choice."""
        return self._age() is not Age.ADULT

    @property
    def leave_it(self) -> Text:
        """Words for a file that may be intimate."""
        return leave_it(self._age())

    @property
    def busy(self) -> bool:
        """Whether an errand is under way."""
        return self._errands.under_way is not None or self.asking

    @property
    def asking(self) -> bool:
        """Whether a time-stamp service is being asked."""
        return self._stamping.asking

    @property
    def name(self) -> str:
        """Name of the log's file."""
        return File(self._where).name

    # --- a log, new or found

    def begin(self) -> None:
        """Begin a new one: first its place."""
        self._pick(Step.NAME, files=False)

    def find(self) -> None:
        """Look for one that there is."""
        self._pick(Step.FIND)

    def choose(self, path: str) -> None:
        """Take what was chosen in the picker of this step."""
        match self.step:
            case Step.NAME:
                self._name(path)
            case Step.FIND:
                self._where = path
                self._go(Step.UNLOCK)
            case Step.FILE:
                self._do(Hash(path, Gate.CLEAR))
            case Step.TARGET:
                self._do(HandOver(self._where, self._secret, path, self.zipped, self._language()))
            case Step.PAPER:
                wish = self.wish
                self._do(WriteDraft(self._where, self._secret, path, wish.form, wish.language, self._country()))
            case _:
                raise ValueError(self.step)

    def _name(self, path: str) -> None:
        path = path if path.endswith(".age") else f"{path}.age"
        try:
            place.must_be_new(File(path))
        except EvidenceTrouble as trouble:
            self._refuse(trouble.text)
            return
        self._where = path
        self._go(Step.NEW_PHRASE)

    def make_phrase(self) -> None:
        """Make a phrase of words for a new log."""
        self.phrase = passphrase.make(passphrase.USUAL, self._language())
        self.changed.emit()

    def create(self, first: str, second: str) -> None:
        """Begin the log with this passphrase, typed twice."""
        if not first:
            self._refuse(NO_PASSPHRASE)
        elif first != second:
            self._refuse(NOT_THE_SAME)
        else:
            self._keep(first)
            self._do(Begin(self._where, first, self._age()))

    def unlock(self, typed: str) -> None:
        """Open the log that was found."""
        self._keep(typed)
        self._do(Open(self._where, typed))

    # --- an open log

    def write(self, what: What = What.HAPPENED, changes: int | None = None) -> None:
        """Write an entry. What is not saved yet is still there."""
        if self.log is None:
            return
        try:
            must_be_sound(self.log)
        except EvidenceTrouble as trouble:
            self._refuse(trouble.text)
            return
        if changes is not None or not self.form.unsaved:
            self.form.what, self.form.changes = what, changes
        self._go(Step.FORM)

    def take_kind(self, what: What) -> None:
        """Write another kind of entry."""
        if what is not self.form.what:
            self.form.what = what
            self._turn()

    def say(self, part: Part, text: str) -> None:
        """Note what is typed."""
        before = self.form.unsaved
        self.form.said[part] = text
        if self.form.unsaved is not before:
            self.changed.emit()

    def want_files(self) -> None:
        """Choose, in addition, that a file may go in."""
        self.form.files_chosen = True
        self._turn()

    def answer(self, gate: Gate) -> None:
        """Answer what stands before a file. Only the first answer leads to a file."""
        self.form.gate, self.form.file = gate, None
        if gate is Gate.CLEAR:
            self.pick_file()
        else:
            self._turn()

    def pick_file(self) -> None:
        """Choose the file, after the gate."""
        if self.form.gate is Gate.CLEAR:
            self._pick(Step.FILE)

    def save(self) -> None:
        """Save the entry. If that fails, what was typed is still there."""
        lack = self.form.lack
        if lack is not None:
            self._refuse(lack)
        else:
            self._do(Add(self._where, self._secret, self.form.draft, self._age(), self.form.files_chosen))

    def throw_away(self) -> None:
        """Throw away what was typed and not saved."""
        self.form = Form()
        self._go(Step.LOG)

    def check(self) -> None:
        """Look at it as it lies there now."""
        self._do(Open(self._where, self._secret))

    def compare(self, count: str, last: str) -> None:
        """Compare it with a signed paper, by the number and the fingerprint there."""
        if self.log is None:
            return
        head = signed(count.strip(), last)
        if head is None:
            self._refuse(wording.NO_HEAD)
            return
        agrees = holds(self.log.files[bag.LOG], head)
        self._go(Step.LOG, wording.AGREES if agrees else wording.DISAGREES)

    def draft(self) -> None:
        """Draft the report to the police: in Spanish where it is made in Spain."""
        self.wish = Wish(draft.usual_language(self._country(), self._language()))
        self._go(Step.DRAFT)

    def take_paper(self) -> None:
        """Choose where the draft goes."""
        self._pick(Step.PAPER, files=False)

    def stamp(self) -> None:
        """Have the last entry stamped by a service that the person names."""
        if self.log is None:
            return
        try:
            stamps.must_have_library()
            last_line(self.log)
        except EvidenceTrouble as trouble:
            self._refuse(trouble.text)
            return
        self.service = ""
        self._go(Step.STAMP)

    def name_service(self, address: str) -> None:
        """Name the service. Nothing is sent yet."""
        try:
            timestamp.must_be_address(address.strip())
        except Unstamped as wrong:
            self._refuse(wrong.text)
            return
        self.service = address.strip()
        self._turn()

    def send(self) -> None:
        """Send the fingerprint of the last entry to the named service."""
        if self.log is None or not self.service or self.busy:
            return
        self.trouble = None
        self._stamping.ask(self.service, last_line(self.log))
        self.changed.emit()

    def _keep_stamp(self, asked: Request, answer: bytes) -> None:
        if self.log is not None:
            self._do(KeepStamp(self._where, self._secret, self.log.checked.head.count, asked, answer))

    def hand_over(self) -> None:
        """Make a copy that others can read."""
        self._go(Step.HAND)

    def take_target(self, *, zipped: bool) -> None:
        """Choose where that copy goes."""
        self.zipped = zipped
        self._pick(Step.TARGET, files=False)

    # --- ways out

    def back(self) -> bool:
        """Go one step back; False where the log itself would be left."""
        before = BACK.get(self.step)
        if before is None:
            return False
        self._stamping.stop()
        if self._errands.under_way is not None and not saves(self._errands.under_way):
            self._errands.drop()
        match before:
            case Step.NAME:
                self.begin()
            case Step.FIND:
                self.find()
            case _:
                self._go(before)
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
        self._errands.finish()

    # --- errands

    def _do(self, errand: Errand) -> None:
        if self._errands.under_way is None:
            self.trouble, self.told, self.listed = None, (), ""
            self._errands.do(errand)

    def _drop(self) -> None:
        """Hear no more of what is under way."""
        self._stamping.stop()
        self._errands.drop()

    def _fail(self, errand: Errand) -> None:
        self._refuse(UNSURE if isinstance(errand, Add | KeepStamp) else STOPPED)

    def _hear(self, errand: Errand, answer: Answer) -> None:
        match answer:
            case Refused(text):
                self._refuse(text)
            case Opened():
                if isinstance(errand, Add):
                    self.form = Form()
                self.log, self.phrase = answer.log, None
                self._go(Step.LOG, *outcome.opened(errand, self.log, again=self.step is Step.LOG))
            case Hashed(file):
                self.form.file = file
                self._go(Step.FORM)
            case Handed(files):
                self.listed = files
                self._go(Step.LOG, *outcome.written(errand))
            case Drafted():
                self._go(Step.LOG, *outcome.written(errand))

    # --- steps

    def _keep(self, secret: str) -> None:
        self._secret = secret
        self._closed.keep(secret=True)

    def _pick(self, step: Step, *, files: bool = True) -> None:
        start = str(File(self._where).parent) if self._where and step is not Step.FILE else ""
        self.folder = Folder(start, files=files)
        self._go(step)

    def _go(self, step: Step, *told: Text) -> None:
        if self.step is Step.NEW_PHRASE:
            self.judge.close()
        self.listed = self.listed if told else ""
        self.step, self.told = step, told
        self._turn()

    def _turn(self) -> None:
        self.trouble = None
        self.moved.emit()

    def _refuse(self, text: Text) -> None:
        self.trouble = text
        self.changed.emit()
