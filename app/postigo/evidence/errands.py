"""Errands about a log, for whoever cannot wait: opening, adding, hashing, handing over, drafting.

The library that seals holds the whole Python up for a second and more, so a window has each done by another process
(`postigo.errand`). What is asked and answered here travels through its pipe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import TypeAlias, assert_never

from postigo.core.values import Text
from postigo.evidence import draft, handover, log, paper, picked, place
from postigo.evidence.entry import Draft
from postigo.evidence.log import Log
from postigo.evidence.picked import PickedFile
from postigo.evidence.rules import Gate
from postigo.evidence.stamps import Request
from postigo.evidence.trouble import EvidenceTrouble
from postigo.guidance.path import Age
from postigo.reports.document.formats import Form, render
from postigo.words import Words


@dataclass(frozen=True, slots=True)
class Begin:
    """Errand: begin a log."""

    where: str = field(repr=False)
    passphrase: str = field(repr=False)
    age: Age


@dataclass(frozen=True, slots=True)
class Open:
    """Errand: open the log that lies there now."""

    where: str = field(repr=False)
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Add:
    """Errand: add one entry, and save."""

    where: str = field(repr=False)
    passphrase: str = field(repr=False)
    draft: Draft = field(repr=False)
    age: Age
    files_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Hash:
    """Errand: hash a file where it lies. `gate` is what was answered before it was named."""

    path: str = field(repr=False)
    gate: Gate


@dataclass(frozen=True, slots=True)
class HandOver:
    """Errand: write the opened log and its paper into the new folder `to`."""

    where: str = field(repr=False)
    passphrase: str = field(repr=False)
    to: str = field(repr=False)
    zipped: bool
    language: str


@dataclass(frozen=True, slots=True)
class WriteDraft:
    """Errand: write the draft of a report to the police into the new file `to`.

    `country` is a key of `countries.NAMES`.
    """

    where: str = field(repr=False)
    passphrase: str = field(repr=False)
    to: str = field(repr=False)
    form: Form
    language: str
    country: str


@dataclass(frozen=True, slots=True)
class KeepStamp:
    """Errand: keep the answer of a time-stamp service on one entry, and save."""

    where: str = field(repr=False)
    passphrase: str = field(repr=False)
    entry: int
    asked: Request = field(repr=False)
    answer: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """Answer: the bag of a log as it lies there now."""

    files: Mapping[str, bytes] = field(repr=False)

    @property
    def log(self) -> Log:
        """The log, checked."""
        return log.opened_bag(self.files)


@dataclass(frozen=True, slots=True)
class Hashed:
    """Answer: a file as it is now."""

    file: PickedFile = field(repr=False)


@dataclass(frozen=True, slots=True)
class Handed:
    """Answer: written. `files` is the list of the picked files, as the paper has it."""

    files: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Drafted:
    """Answer: the draft was written."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Answer: it could not be done."""

    text: Text = field(repr=False)


Errand: TypeAlias = Begin | Open | Add | Hash | HandOver | WriteDraft | KeepStamp
Answer: TypeAlias = Opened | Hashed | Handed | Drafted | Refused


def saves(errand: Errand) -> bool:
    """Whether an errand writes a log. Then it is finished, also when nobody waits for it any more."""
    return isinstance(errand, Begin | Add | KeepStamp)


def done(errand: Errand) -> Answer:
    """The answer to an errand, once it is done."""
    try:
        match errand:
            case Begin():
                return Opened(log.begin(File(errand.where), errand.passphrase, errand.age).files)
            case Open():
                return Opened(log.opened(File(errand.where), errand.passphrase).files)
            case Add(where, passphrase, draft, age, files_chosen):
                return Opened(log.add(File(where), passphrase, draft, age, files_chosen=files_chosen).files)
            case KeepStamp(where, passphrase, entry, asked, answer):
                return Opened(log.stamp(File(where), passphrase, entry, asked, answer).files)
            case Hash():
                return Hashed(picked.pick(File(errand.path), errand.gate))
            case HandOver():
                return _handed(errand)
            case WriteDraft():
                return _drafted(errand)
    except EvidenceTrouble as trouble:
        return Refused(trouble.text)
    assert_never(errand)


def _handed(errand: HandOver) -> Handed:
    content = handover.compared(log.opened(File(errand.where), errand.passphrase), Words(errand.language))
    handover.write(content, File(errand.to), zipped=errand.zipped)
    return Handed("\n".join(paper.listed(content)))


def _drafted(errand: WriteDraft) -> Drafted:
    to = File(errand.to)
    place.must_be_new(to)
    made = draft.document(log.opened(File(errand.where), errand.passphrase), errand.language, errand.country)
    place.write(to, render(made, errand.form), new=True)
    return Drafted()
