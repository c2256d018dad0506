"""Acts of the log of evidence, with a shelf in the place of a disk and of the process that seals."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from postigo.core.values import Text
from postigo.evidence import bag, chain, errands
from postigo.evidence.clock import InStep, Moment
from postigo.evidence.entry import Draft, Kind, Part
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
)
from postigo.evidence.picked import PickedFile
from postigo.evidence.rules import Gate
from postigo.evidence.sealed import _meaning
from postigo.evidence.stamps import Stamped
from postigo.gui.common.folder import Beginning, Folder, Listing, Name
from postigo.gui.evidence.models.errand_process import ErrandStream
from postigo.gui.evidence.models.form import What
from postigo.gui.evidence.models.log import EvidenceLog
from postigo.gui.features import Features
from postigo.gui.shell.window import Window
from postigo.guidance.path import Age, Situation
from postigo.passwords.passphrase import Passphrase
from tests.stories.window_pages import at_help

HOME = "/home/ana"
MOMENT = Moment("2026-11-23T09:12:00+01:00", InStep.YES)
SECRET = "one-two-three"  # noqa: S105 - a made-up one
NAMES = (Name("Fotos", True), Name("Trabajo", True), Name("amenaza-1.png", False), Name("notes.age", False))


class FakeErrand(ErrandStream):
    """An errand on the shelf: answered at once, or when the test says so."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf
        self.left = False
        self.errand: Errand | None = None

    def do(self, errand: Errand) -> None:
        self.errand = errand
        if not self._shelf.slow:
            self.end()

    def end(self) -> None:
        """Do it now."""
        assert self.errand is not None
        answer = self._shelf.answer(self.errand)
        if self.left and not errands.saves(self.errand):
            self.failed.emit()
        else:
            self.answered.emit(answer)

    def leave(self) -> None:
        self.left = True

    def wait(self) -> None:
        self.end()


class Shelf:
    """Logs by their place. `slow`: nothing is answered before the test ends an errand."""

    def __init__(self) -> None:
        self.logs: dict[str, tuple[str, Mapping[str, bytes]]] = {}
        self.errands: list[FakeErrand] = []
        self.slow = False
        self.refusal: Text | None = None

    def open(self) -> FakeErrand:
        self.errands.append(FakeErrand(self))
        return self.errands[-1]

    def answer(self, errand: Errand) -> Answer:
        if self.refusal is not None:
            return Refused(self.refusal)
        match errand:
            case Begin():
                self.logs[errand.where] = (errand.passphrase, bag.made(b"", MOMENT))
                return Opened(self.logs[errand.where][1])
            case Hash():
                return Hashed(PickedFile(errand.path, 48_213, "2026-11-22T20:01:00+00:00", "ab" * 32))
            case HandOver():
                return Handed("3. amenaza-1.png: unchanged")
            case WriteDraft():
                return Drafted()
            case Open() | Add() | KeepStamp():
                right, files = self.logs[errand.where]
                if right != errand.passphrase:
                    return Refused(_meaning("Decryption failed").text)
                if isinstance(errand, Add):
                    files = bag.made(chain.appended(files[bag.LOG], errand.draft, MOMENT), MOMENT)
                    self.logs[errand.where] = (right, files)
                if isinstance(errand, KeepStamp):
                    name = bag.stamp(errand.entry)
                    noted = Stamped(errand.entry, name, hashlib.sha256(errand.answer).hexdigest())
                    line = chain.appended(files[bag.LOG], Draft(Kind.STAMPED, stamp=noted), MOMENT)
                    files = bag.made(line, MOMENT, {name: errand.answer})
                    self.logs[errand.where] = (right, files)
                return Opened(files)


class FakeFolder(Folder):
    """A folder with names of a story, read at once."""

    def go(self, path: str) -> None:
        self.usual = tuple(
            Beginning(Text(name), f"{HOME}{below}")
            for name, below in (("My folder", ""), ("Documents", "/Documents"), ("Pictures", "/Pictures"))
        )
        self.path, self.listing = path, Listing(NAMES)
        self.changed.emit()


class Play(Protocol):
    """What an act is given."""

    window: Window
    features: Features
    shelf: Shelf


def at_the_log(age: Age = Age.ADULT) -> Callable[[Play], EvidenceLog]:
    """Behind the door, at the beginning of the log."""

    def act(play: Play) -> EvidenceLog:
        way = play.features.way
        at_help(play.window, partial(way.tell, Situation.THREAT), partial(way.tell_age, age), way.open_log)
        return play.features.evidence

    return act


def picking(log: EvidenceLog) -> EvidenceLog:
    """The same picker over the folder of the story."""
    assert log.folder is not None
    log.folder = FakeFolder(HOME, files=log.folder._files)
    log.moved.emit()
    return log


def opened(play: Play, age: Age = Age.ADULT) -> EvidenceLog:
    """A log with three entries."""
    log = at_the_log(age)(play)
    where = str(Path(HOME) / "notes.age")
    shelf = play.shelf
    shelf.answer(Begin(where, SECRET, age))
    for draft in (
        Draft(said={Part.WHAT: "Me escribió y pidió dinero", Part.WHO: "@nadie_77", Part.WHEN: "22/11, 20:00"}),
        Draft(
            said={Part.WHAT: "Una captura de la amenaza"}, file=PickedFile("/home/ana/amenaza-1.png", 9, "", "cd" * 32)
        ),
        Draft(Kind.SHOWN, {Part.TO: "Mi hermana", Part.DAY: "2026-11-23"}),
    ):
        shelf.answer(Add(where, SECRET, draft, Age.ADULT, files_chosen=True))
    log.find()
    log.choose(where)
    log.unlock(SECRET)
    return log


def _name(play: Play) -> None:
    log = at_the_log()(play)
    log.begin()
    picking(log)


def _phrase(play: Play) -> None:
    _name(play)
    log = play.features.evidence
    log.choose(str(Path(HOME) / "notes"))
    log.phrase = Passphrase("one-two-three-four-five-six", 77.5)
    log.changed.emit()


def _wrong(play: Play) -> None:
    log = opened(play)
    log.close()
    log.find()
    log.choose(str(Path(HOME) / "notes.age"))
    log.unlock("another")


def _written(play: Play) -> None:
    log = opened(play)
    log.writing.begin()
    log.writing.say(Part.WHAT, "Ha vuelto a escribir")
    log.moved.emit()


def _form(what: What, *gates: Gate, age: Age = Age.ADULT) -> Callable[[Play], None]:
    def act(play: Play) -> None:
        log = opened(play, age)
        log.writing.begin()
        log.writing.take_kind(what)
        for gate in gates:
            log.writing.answer(gate)
            if gate is Gate.CLEAR:
                picking(log)
                log.choose(f"{HOME}/amenaza-1.png")

    return act


def _file(play: Play) -> None:
    log = opened(play)
    log.writing.begin(What.FILE)
    log.writing.answer(Gate.CLEAR)
    picking(log)


def _target(play: Play) -> None:
    log = opened(play)
    log.take_target(zipped=False)
    picking(log)


def _leaves(play: Play) -> None:
    log = opened(play)
    log.time_stamp.begin()
    log.time_stamp.name_service("http://time.example.org/stamp")


def _drafting(play: Play) -> None:
    log = opened(play)
    log.draft()
    log.take_paper()
    picking(log)


def _drafted(play: Play) -> None:
    _drafting(play)
    play.features.evidence.choose("/media/usb/notes.html")


def _handed(play: Play) -> None:
    _target(play)
    play.features.evidence.choose("/media/usb/notes")


def _working(play: Play) -> None:
    _written(play)
    play.shelf.slow = True
    play.features.evidence.writing.save()


def _broken(play: Play) -> None:
    log = opened(play)
    where = str(Path(HOME) / "notes.age")
    secret, files = play.shelf.logs[where]
    play.shelf.logs[where] = (secret, {**files, bag.LOG: files[bag.LOG].replace(b"dinero", b"nada")})
    log.check()


ACTS: dict[str, Callable[[Play], None]] = {
    "log": lambda play: _none(at_the_log()(play)),
    "log-teen": lambda play: _none(at_the_log(Age.TEEN)(play)),
    "log-name": _name,
    "log-phrase": _phrase,
    "log-wrong": _wrong,
    "log-entries": lambda play: _none(opened(play)),
    "log-written": _written,
    "log-working": _working,
    "log-gate": _form(What.FILE),
    "log-gate-teen": _form(What.FILE, age=Age.TEEN),
    "log-left": _form(What.FILE, Gate.UNSURE),
    "log-file": _file,
    "log-file-chosen": _form(What.FILE, Gate.CLEAR),
    "log-shown": _form(What.SHOWN),
    "log-checked": lambda play: opened(play).check(),
    "log-broken": _broken,
    "log-draft": lambda play: opened(play).draft(),
    "log-draft-place": _drafting,
    "log-drafted": _drafted,
    "log-stamp": lambda play: opened(play).time_stamp.begin(),
    "log-stamp-leaves": _leaves,
    "log-hand": lambda play: opened(play).hand_over(),
    "log-target": _target,
    "log-handed": _handed,
}

MAIN = ("log", "log-name", "log-phrase", "log-entries", "log-written", "log-gate", "log-draft", "log-handed")
"""Acts that are drawn in every light and size."""


def _none(_log: EvidenceLog) -> None:
    """An act gives nothing back."""
