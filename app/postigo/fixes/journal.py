"""Journal of changes: what was, kept on the disk before it is changed. A line of JSON each, only added to.

No journal, no change: whatever cannot be written here is a reason to leave the machine alone. It lies in the account's own folder, for
its owner only, and in no copy and no report: it names things of this machine.
"""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NoReturn

from postigo import __version__
from postigo.core.change import CannotChange, Refusal, Step
from postigo.core.codec import DecodeError, decode, encode
from postigo.core.offer import Offer, OfferKey
from postigo.core.values import Text
from postigo.store.places import data_folder
from postigo.store.plain import forget_plain, replace_plain

VERSION: Final = 1
NAME: Final = "changes.jsonl"
LOCK: Final = "changes.lock"
LONGEST: Final = 8 << 20
"""Bytes of a journal that is read. `KEPT` changes stay far below."""
ENDS: Final = 1 << 12
"""Bytes kept for the ends of changes. What was begun must stay readable."""
KEPT: Final = 500
"""Changes that are kept. Of the oldest beyond them only the title stays: they can no longer be undone."""
PATIENCE: Final = 30.0
"""Seconds that one Postigo waits for another."""


class How(StrEnum):
    """How a change ended."""

    FIXED = "fixed"  # the same check no longer finds it
    STILL_THERE = "still-there"  # changed, and the same check still finds it
    UNVERIFIED = "unverified"  # changed, and the check could not look
    PUT_BACK = "put-back"  # it failed on the way, and all is as it was
    HALF = "half"  # it failed on the way, and not all could be put back
    UNDONE = "undone"  # taken back since, on the person's wish
    RESTORED = "restored"  # this was the taking back of another one, and all is as it was before that


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: when, by which Postigo, for which finding, and its steps with both states.

    `helper` is the fix of the helper with administrator's rights, which keeps the state before itself. `undoes` is the id of the change
    that this one took back. `how` is None while it goes on, and for ever where it was interrupted.
    """

    id: str
    at: datetime
    app: str
    key: OfferKey
    pack: str
    title: Text
    plan_version: int
    steps: tuple[Step, ...]
    undoable: bool = True
    helper: str = ""
    undoes: str = ""
    how: How | None = None

    @classmethod
    def of(cls, offer: Offer, steps: tuple[Step, ...]) -> Entry:
        """Entry of a change that is about to be made, now and by this Postigo."""
        return cls(
            id=os.urandom(4).hex(),
            at=datetime.now(UTC),
            app=__version__,
            key=offer.key,
            pack=offer.line.pack,
            title=offer.about(offer.plan.title),
            plan_version=offer.plan.version,
            steps=steps,
            undoable=offer.means.undoable,
            helper=offer.means.helper,
        )

    def back(self, steps: tuple[Step, ...]) -> Entry:
        """Entry of the undo of this change, now and by this Postigo."""
        new = os.urandom(4).hex()
        return replace(self, id=new, at=datetime.now(UTC), app=__version__, steps=steps, undoes=self.id, how=None)


@dataclass(frozen=True, slots=True)
class Pruned:
    """Changes that were too old to keep: their titles. They can no longer be undone."""

    titles: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """Content of the journal, the oldest change first. `damaged` lines cannot be read; `younger` are of a newer Postigo."""

    entries: tuple[Entry, ...] = ()
    pruned: tuple[Text, ...] = ()
    damaged: int = 0
    younger: int = 0

    def entry(self, id_: str) -> Entry | None:
        """One change by its id."""
        return next((one for one in self.entries if one.id == id_), None)


def can_be_undone(entry: Entry) -> bool:
    """Whether there is something to take back."""
    return entry.undoable and entry.how not in {How.UNDONE, How.PUT_BACK}


def interrupted(content: Content) -> tuple[Entry, ...]:
    """Changes that were killed on the way, or whose undo was. An undo of each puts back what was before."""
    unended = {one.undoes or one.id for one in content.entries if one.how is None}
    return tuple(one for one in content.entries if one.id in unended and can_be_undone(one))


def later_on_the_same(content: Content, done: Entry) -> Entry | None:
    """Later change of the same setting, to be undone first; None if there is none."""
    after = content.entries[content.entries.index(done) + 1 :]
    own = {step.setting for step in done.steps}
    return next(
        (
            one
            for one in reversed(after)
            if one.how not in {How.UNDONE, How.PUT_BACK}
            and not one.undoes
            and own & {step.setting for step in one.steps}
        ),
        None,
    )


class Journal:
    """The journal in a folder. `CannotChange(NO_JOURNAL)` where it can be neither read nor written."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @property
    def file(self) -> Path:
        """Its file."""
        try:
            return (self._folder or data_folder()) / NAME
        except RuntimeError:
            raise CannotChange(Refusal.NO_JOURNAL, "this account has no home") from None

    def read(self) -> Content:
        """Content of the journal; empty where there is none yet."""
        return _folded(self._raw().split(b"\n"))

    def _raw(self) -> bytes:
        try:
            with os.fdopen(_opened(self.file, os.O_RDONLY), "rb") as opened:
                content = opened.read(LONGEST + 1)
        except FileNotFoundError:
            return b""
        except OSError as why:
            raise CannotChange(Refusal.NO_JOURNAL, f"{type(why).__name__} {why.errno}") from None
        if len(content) > LONGEST:
            raise CannotChange(Refusal.NO_JOURNAL, "too large")
        return content

    def begin(self, entry: Entry) -> None:
        """Keep a change that is about to be made. It is on the disk when this returns."""
        self._prune()
        self._append({"v": VERSION, "begun": encode(replace(entry, how=None))}, LONGEST - ENDS)

    def end(self, id_: str, how: How) -> None:
        """Note how a change ended."""
        self._append({"v": VERSION, "ended": id_, "how": how.value}, LONGEST)

    def note(self, id_: str, how: How) -> None:
        """Note an end, if there is room.

        If not, the change counts as interrupted, and its undo finds what is so by then.
        """
        with suppress(CannotChange):
            self.end(id_, how)

    def forget(self) -> bool:
        """Delete it, but not while a change is being made. Whether it is gone. Then nothing can be undone any more."""
        try:
            with self.alone(patience=0):
                gone = forget_plain(self.file)
        except CannotChange:
            return False
        return gone and forget_plain(self.file.with_name(LOCK))

    @contextmanager
    def alone(self, patience: float = PATIENCE) -> Iterator[None]:
        """A time in which no other Postigo of this account makes a change. `CannotChange(BUSY)` after `patience` seconds."""
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = _opened(self.file.with_name(LOCK), os.O_RDWR | os.O_CREAT)
        except OSError as why:
            raise CannotChange(Refusal.NO_JOURNAL, f"{type(why).__name__} {why.errno}") from None
        try:
            deadline = time.monotonic() + patience
            while not _locked(handle):
                if time.monotonic() > deadline:
                    raise CannotChange(Refusal.BUSY)
                time.sleep(0.05)
            yield
        finally:
            os.close(handle)

    def _append(self, record: dict[str, Any], room: int) -> None:
        line = json.dumps(record, separators=(",", ":")).encode() + b"\n"
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new = not self.file.exists()
            handle = _opened(self.file, os.O_RDWR | os.O_APPEND | os.O_CREAT)
            try:
                _add(handle, line, room)
            finally:
                os.close(handle)
            if new:
                _sync_folder(self.file.parent)
        except OSError as why:
            raise CannotChange(Refusal.NO_JOURNAL, f"{type(why).__name__} {why.errno}") from None

    def _prune(self) -> None:
        """Forget the oldest changes beyond `KEPT`, but for their titles. Not where there are lines that we cannot read."""
        raw = self._raw()
        if raw.count(b'"begun":') < KEPT:
            return
        content = _folded(raw.split(b"\n"))
        if len(content.entries) < KEPT or content.damaged or content.younger:
            return
        old, kept = content.entries[: -KEPT // 2], content.entries[-KEPT // 2 :]
        titles = (*content.pruned, *(one.title for one in old if one.how is not How.UNDONE and not one.undoes))
        records: list[dict[str, Any]] = [{"v": VERSION, "pruned": encode(Pruned(titles[-KEPT:]))}]
        for one in kept:
            records.append({"v": VERSION, "begun": encode(replace(one, how=None))})
            if one.how is not None:
                records.append({"v": VERSION, "ended": one.id, "how": one.how.value})
        try:
            replace_plain(
                self.file, b"".join(json.dumps(one, separators=(",", ":")).encode() + b"\n" for one in records)
            )
        except OSError as why:
            raise CannotChange(Refusal.NO_JOURNAL, f"{type(why).__name__} {why.errno}") from None


def _opened(file: Path, flags: int) -> int:
    """Descriptor of an ordinary file of this account, in which nobody else may write. UNTRUSTED for another one, `OSError` for a link."""
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
        flags |= getattr(os, name, 0)
    handle = os.open(file, flags, 0o600)
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is not an ordinary file")
    if sys.platform != "win32" and (about.st_uid != os.geteuid() or about.st_mode & 0o022):
        os.close(handle)
        raise CannotChange(Refusal.UNTRUSTED, f"owner {about.st_uid}, mode {stat.S_IMODE(about.st_mode):04o}")
    return handle


def _add(handle: int, line: bytes, room: int) -> None:
    """Add a line, on the disk; all of it, or nothing. `OSError`, EFBIG beyond `room` bytes."""
    size = os.lseek(handle, 0, os.SEEK_END)
    if size:
        os.lseek(handle, -1, os.SEEK_END)
        if os.read(handle, 1) != b"\n":
            line = b"\n" + line  # somebody was interrupted in the middle of a line
    if size + len(line) > room:
        raise OSError(errno.EFBIG, "it would be too large to be read")
    try:
        _write(handle, line)
    except OSError:
        with suppress(OSError):
            os.ftruncate(handle, size)
        raise


def _write(handle: int, line: bytes) -> None:
    """Write all of a line, on the disk. `OSError`, also where a part of it is there by then."""
    if os.write(handle, line) != len(line):
        raise OSError(errno.ENOSPC, "not all of a line could be written")
    os.fsync(handle)


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _folded(lines: list[bytes]) -> Content:
    entries: dict[str, Entry] = {}
    pruned: tuple[Text, ...] = ()
    damaged = younger = 0
    for line in filter(None, lines):
        try:
            record = json.loads(line, parse_constant=_no_number)
            json.dumps(record, ensure_ascii=False).encode()  # half a letter is no text
            if record["v"] > VERSION:
                younger += 1
            elif "begun" in record:
                entry: Entry = decode(Entry, record["begun"])
                damaged += entry.id in entries  # none of ours: the first one stays
                entries.setdefault(entry.id, entry)
            elif "pruned" in record:
                pruned = decode(Pruned, record["pruned"]).titles
            else:
                id_ = record["ended"]
                entries[id_] = replace(entries[id_], how=How(record["how"]))
        except (ValueError, KeyError, TypeError, RecursionError, DecodeError):
            damaged += 1
    return Content(tuple(entries.values()), pruned, damaged, younger)


def _locked(handle: int) -> bool:
    """Whether the lock is ours now. It goes with the process, however that ends."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - of one system only

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - of the others

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    """Put a new file's name on the disk. Windows has no way to ask for it: its file system keeps names in a journal of its own."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
