"""Log of evidence: begun, opened, added to. Each call opens what lies there now, and leaves it whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Final

from postigo.core.values import Text
from postigo.evidence import bag, chain, clock, place, sealed, stamps
from postigo.evidence.chain import Checked
from postigo.evidence.entry import Draft, Kind
from postigo.evidence.rules import must_be_allowed
from postigo.evidence.stamps import Request, Stamped
from postigo.evidence.trouble import NOT_OURS, EvidenceTrouble
from postigo.guidance.path import Age

NO_PASSPHRASE: Final = Text("A log needs a passphrase. Without one anybody could read it.")
NOTHING_SAID: Final = Text("This entry says nothing yet. Nothing was saved.")
NO_ENTRY: Final = Text("It has no entry yet. Note something first.")


@dataclass(frozen=True, slots=True)
class Log:
    """Log that was opened. `files` is the whole bag; `altered` names files of it that are not as its manifest says."""

    files: Mapping[str, bytes] = field(repr=False)
    checked: Checked
    altered: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether all of it is as it was written."""
        return not self.checked.misfits and not self.altered


def begin(where: File, passphrase: str, age: Age) -> Log:
    """A new, empty log. `EvidenceTrouble` where there may be none, or it cannot be saved."""
    must_be_allowed(age)
    if not passphrase:
        raise EvidenceTrouble(NO_PASSPHRASE)
    real = place.real(where)
    place.must_be_new(where)
    files = bag.made(b"", clock.now())
    content = sealed.seal(files, passphrase)
    with place.alone(real):
        place.write(real, content, new=True)
    return opened_bag(files)


def opened(where: File, passphrase: str) -> Log:
    """The log as it lies there. `WrongPassphrase`, or `EvidenceTrouble` if it cannot be opened."""
    return opened_bag(sealed.unseal(place.read(place.real(where)), passphrase))


def add(where: File, passphrase: str, draft: Draft, age: Age, *, files_chosen: bool = False) -> Log:
    """Add one entry, and save. Nobody else writes meanwhile, and what another added before is kept.

    `Busy` if somebody writes now; other `EvidenceTrouble`. Then nothing was changed.
    """
    must_be_allowed(age, file=draft.file is not None, files_chosen=files_chosen)
    if draft.empty:
        raise EvidenceTrouble(NOTHING_SAID)
    real = place.real(where)
    with place.alone(real):
        before = opened(real, passphrase)
        _must_refer(before, draft)
        must_be_sound(before)
        after = _with(before, draft, bag.stamps(before.files))
        place.write(real, sealed.seal(after, passphrase))
    return opened_bag(after)


def stamp(where: File, passphrase: str, entry: int, asked: Request, answer: bytes) -> Log:
    """Keep the answer of a time-stamp service on one entry, noted by another.

    `EvidenceTrouble` where it is not the stamp of that entry and request, or cannot be saved. Then nothing was changed.
    """
    real = place.real(where)
    with place.alone(real):
        before = opened(real, passphrase)
        must_be_sound(before)
        if bag.stamp(entry) in before.files:
            raise EvidenceTrouble(Text("This entry has a time stamp already."))
        stamps.read(answer, stamps.stamped(answer, chain.lines(before.files[bag.LOG], entry)), asked.nonce)
        name = bag.stamp(entry)
        draft = Draft(Kind.STAMPED, stamp=Stamped(entry, name, hashlib.sha256(answer).hexdigest()))
        after = _with(before, draft, {**bag.stamps(before.files), name: answer})
        place.write(real, sealed.seal(after, passphrase))
    return opened_bag(after)


def opened_bag(files: Mapping[str, bytes]) -> Log:
    """A bag that is open already, as one that was handed over is. `EvidenceTrouble` for what is none."""
    if bag.LOG not in files:
        raise EvidenceTrouble(NOT_OURS)
    noted = bag.head(files)
    checked = chain.check(files[bag.LOG], noted)
    altered = {name for name in bag.misfits(files) if name != bag.LOG}
    noted_stamps = (entry.draft.stamp for entry in checked.entries if entry.draft.stamp)
    # A manifest can be made anew by anybody; what an entry says of its stamp cannot.
    altered |= {one.file for one in noted_stamps if hashlib.sha256(files.get(one.file, b"")).hexdigest() != one.sha256}
    return Log(files, checked, tuple(sorted(altered)))


def must_be_sound(log: Log) -> None:
    """`EvidenceTrouble` for a damaged log. It stays as it is: one more line would hide what was cut."""
    if not log.sound:
        raise EvidenceTrouble(
            Text(
                "This log is not as it was written, so nothing is added to it. Keep it, and begin a new one. "
                "To check it says what does not match."
            )
        )


def last_line(log: Log) -> bytes:
    """Stored line of the last entry: a stamp of it covers all before it. `EvidenceTrouble` for a log without, or damaged."""
    must_be_sound(log)
    if not log.checked.head.count:
        raise EvidenceTrouble(NO_ENTRY)
    (line,) = chain.lines(log.files[bag.LOG], log.checked.head.count)
    return line


def _with(before: Log, draft: Draft, kept: Mapping[str, bytes]) -> dict[str, bytes]:
    """Bag with one more entry and these time stamps."""
    moment = clock.now()
    return bag.made(chain.appended(before.files[bag.LOG], draft, moment), moment, kept)


def _must_refer(log: Log, draft: Draft) -> None:
    if (draft.kind is Kind.CHANGED) != (draft.changes is not None):
        raise ValueError("a change names what it changes, and nothing else does")
    if draft.kind is Kind.STAMPED:
        raise ValueError("a stamp is kept by `stamp`, which reads it")
    if draft.changes is not None and not 1 <= draft.changes <= log.checked.head.count:
        raise EvidenceTrouble(
            Text("There is no entry {n}. Look at the numbers again.", values={"n": draft.changes}),
        )
