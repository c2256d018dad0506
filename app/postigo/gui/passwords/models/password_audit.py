"""Password audit as the window follows it: files, progress, master passwords, outcome, faults."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import Enum, auto
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QObject, Signal

from postigo.bounds.closed import Hold
from postigo.core.values import Text
from postigo.gui.common.trouble import NOT_STARTED, NOT_UNDERSTOOD, STOPPED, Trouble
from postigo.gui.passwords.models.change_tags import Remembering
from postigo.gui.passwords.models.sandbox_process import SandboxStream, leave_alone
from postigo.passwords import export_file
from postigo.passwords.model import Judged, Profile, TagsProblem
from postigo.passwords.protocol import (
    Batch,
    ChangeTags,
    Crashed,
    Done,
    Down,
    Kept,
    Locked,
    Master,
    Order,
    Progress,
    Up,
    Wanted,
)
from postigo.passwords.result import Result

MOST_FILES: Final = 40


class Step(Enum):
    """Where the person stands with the files."""

    CHOOSING = auto()  # nothing was looked at
    KEY_RING = auto()  # the key ring is asked first, and may ask the person
    LOOKING = auto()
    LOCKED = auto()  # a file waits for its master password
    LOOKED = auto()


class Passwords(QObject):
    """Everything the window knows of the password audit, in memory only. A password passes through it and is not kept.

    `changed`: something other than the entries. `news`: entries that are new or known better. `looked`: a look has ended.
    `wanted`: the child waits for these ranges of the leak service.
    """

    changed = Signal()
    news = Signal(object)  # a tuple of Judged
    began = Signal()
    looked = Signal()
    wanted = Signal(object)  # a tuple of prefixes
    forgotten = Signal()
    followed = Signal(str)  # whose advice

    def __init__(
        self,
        open_stream: Callable[[], SandboxStream],
        remembering: Remembering,
        now: Callable[[], datetime],
        today: Callable[[], date],
    ) -> None:
        super().__init__()
        self.remembering = remembering
        self._open_stream, self.now, self._today = open_stream, now, today
        self.step = Step.CHOOSING
        self.paths: tuple[str, ...] = ()
        self.too_many = False
        self.elsewhere = False
        """Whether other files are being chosen: what was seen stays until they are."""
        self.words = ""
        """The person's own words as typed: in memory, and gone when the page is closed."""
        self.profile = Profile.POLICE
        self.result: Result | None = None
        self.locked: Locked | None = None
        self.key_file = ""
        """The key file that was chosen for the file that waits, and for no other."""
        self._unlocking = False  # somebody was asked for a master password in this look
        self._closed = Hold()
        self.trouble: Trouble | None = None
        self.cancelled = False
        self.for_leaks = False
        """Whether the look under way is for leaks. What was seen before stays on the screen."""
        self.deleted: set[int] = set()
        """Of which files the person has had the export deleted."""
        self.stamps: dict[int, export_file.Stamp | None] = {}
        self._before: Result | None = None  # of the look before the one for leaks
        self._seen: set[tuple[int, int]] = set()  # told in the look that goes on
        self.entries: dict[tuple[int, int], Judged] = {}
        self._stream: SandboxStream | None = None
        self._order: Order | None = None  # waits for the key ring

    # --- what the person says

    def choose(self, paths: Sequence[str]) -> None:
        """Look through these files, as one."""
        unique = export_file.each_once(paths)
        self.too_many = len(unique) > MOST_FILES
        if not unique or self.too_many or (self.busy and not self.elsewhere):
            self.changed.emit()
            return
        self._leave()
        self.elsewhere = False
        self.paths = unique
        self.stamps = {index: export_file.stamp(path) for index, path in enumerate(unique)}
        self.entries, self.deleted = {}, set()
        self.forgotten.emit()
        self._begin(Order(self._today(), self.paths, self.profile, self.own_words()))

    def other(self, *, wanted: bool) -> None:
        """Other files are to be chosen, or the person stays with what was seen. Nothing is forgotten before they are there."""
        self.elsewhere, self.too_many = wanted, False
        self.changed.emit()

    def again(self) -> None:
        """Look through the same files again, with the words and the profile of now."""
        if self.can_repeat:
            self.choose(self.paths)

    def for_online(self) -> None:
        """Look again, to learn which ranges of the leak service would be asked. Nothing is asked yet."""
        if self.can_repeat:
            self._begin(Order(self._today(), self.paths, self.profile, self.own_words(), online=True), for_leaks=True)

    def with_list(self, path: str) -> None:
        """Look again, beside a downloaded list of leaked passwords."""
        if self.can_repeat:
            order = Order(self._today(), self.paths, self.profile, self.own_words(), offline=path)
            self._begin(order, for_leaks=True)

    def unlock(self, master: str | None) -> None:
        """Pass on the master password of the file that waits, empty if none. None: leave the file out.

        It is handed on and not kept. The key file that was chosen goes with it.
        """
        if self.locked is None or self._stream is None:
            return
        file, self.locked = self.locked.file, None
        self.step = Step.LOOKING
        self._stream.send(Master(file, master, None if master is None else self.key_file or None))
        self.changed.emit()

    def use_key_file(self, path: str) -> None:
        """The key file of the file that waits; nothing: the one of before."""
        if self.locked is not None and path:
            self.key_file = path
            self.changed.emit()

    def without(self) -> None:
        """Look without waiting for the key ring: nothing is remembered of this look."""
        order = self._order
        if order is not None:
            self.remembering.stop()
            self._start(order)

    def cancel(self) -> None:
        """Stop. What was seen stays."""
        if self.busy:
            self._end(cancelled=True)

    def send(self, frame: Down) -> None:
        """Say something to the child, if it still lives."""
        if self._stream is not None:
            self._stream.send(frame)

    def forget(self) -> None:
        """Forget the files, what was seen in them, and the words."""
        self._leave()
        self.step = Step.CHOOSING
        self.paths, self.words, self.result, self.trouble, self.locked = (), "", None, None, None
        self.entries, self.stamps, self.deleted = {}, {}, set()
        self.cancelled = self.too_many = self.for_leaks = self.elsewhere = False
        self._hold()
        self.forgotten.emit()
        self.changed.emit()

    def say_words(self, typed: str) -> None:
        """The person's own words, as they stand in the field."""
        self.words = typed
        self._hold()

    def follow(self, profile: Profile) -> None:
        """Follow this advice from the next look on."""
        if profile is not self.profile:
            self.profile = profile
            self.changed.emit()
            self.followed.emit(profile.value)

    def close(self) -> None:
        """The window closes: no child may live on, and nothing stays."""
        self._leave()
        self.words = ""
        self._hold()

    # --- how it stands

    @property
    def busy(self) -> bool:
        """Whether a look goes on."""
        return self.step in {Step.KEY_RING, Step.LOOKING, Step.LOCKED}

    @property
    def can_repeat(self) -> bool:
        """Whether the same files can be looked through once more."""
        return bool(self.paths) and not self.busy and not self.deleted

    @property
    def finished(self) -> bool:
        """Whether everything was looked at, in this look or the last. The last counts where this one is for leaks."""
        known = self._before if self._before is not None else self.result
        return known is not None and known.done

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self.result.progress if self.result else Progress(0, 0)

    def name(self, file: int) -> str:
        """The name of a file, without its folders."""
        return PurePath(self.paths[file]).name if file < len(self.paths) else ""

    def own_words(self) -> tuple[str, ...]:
        """Words between the commas: "1234 BCD" and a whole address are one each."""
        return tuple(word.strip() for word in self.words.replace(";", ",").split(",") if word.strip())

    # --- what the child says

    def _begin(self, order: Order, *, for_leaks: bool = False) -> None:
        self._leave()
        self._before, self.result = (self.result if for_leaks else None), Result(order.files)
        self.trouble = self.locked = None
        self.cancelled, self.for_leaks = False, for_leaks
        self._seen = set()
        self.began.emit()
        if not self.remembering.wanted:
            self._start(order)
            return
        self.step, self._order = Step.KEY_RING, order
        self.changed.emit()
        self.remembering.ask(self._remember)

    def _remember(self, tags: ChangeTags | TagsProblem) -> None:
        """The key ring has answered. Without its key the look goes on, and says why nothing is kept."""
        if self._order is None or self.result is None:
            return
        if isinstance(tags, ChangeTags):
            self._start(replace(self._order, tags=tags))
        else:
            self.result.receive(Kept(kept=False, why=tags))
            self._start(self._order)

    def _start(self, order: Order) -> None:
        self.step, self._order = Step.LOOKING, None
        stream = self._stream = self._open_stream()
        stream.frame.connect(lambda frame: self._hear(stream, frame))
        stream.ended.connect(lambda detail: self._lost(stream, STOPPED, detail))
        stream.not_started.connect(lambda detail: self._lost(stream, NOT_STARTED, detail))
        self.changed.emit()
        stream.start()
        stream.send(order)

    def _hear(self, stream: SandboxStream, frame: Up) -> None:
        if stream is not self._stream or self.result is None:
            return
        try:
            self.result.receive(frame)
        except (IndexError, KeyError) as wrong:  # a file that was never named
            self._lost(stream, NOT_UNDERSTOOD, type(wrong).__name__)
            return
        match frame:
            case Batch():
                self._take(frame.entries)
            case Locked():
                self._lock(frame)
            case Wanted():
                self.wanted.emit(frame.prefixes)
            case Crashed():
                self._lost(stream, STOPPED, frame.where)
            case Done():
                self._end()
            case _:
                self.changed.emit()

    def _lock(self, locked: Locked) -> None:
        """A file waits for what opens it. What was chosen for it stays when it was refused, unless it could not be read."""
        if not locked.refused or locked.key_file is not None:
            self.key_file = ""
        self.locked, self.step, self._unlocking = locked, Step.LOCKED, True
        self._hold()
        self.changed.emit()

    def _hold(self) -> None:
        """Keep this process closed while a secret is in it.

        That is own words, or a master password, from the question to the end of the look.
        """
        self._closed.keep(secret=bool(self.words) or self._unlocking)

    def _take(self, entries: tuple[Judged, ...]) -> None:
        keys = {(entry.file, entry.row): entry for entry in entries}
        self._seen.update(keys)
        self.entries.update(keys)
        self.news.emit(entries)

    def _lost(self, stream: SandboxStream, text: Text, detail: str) -> None:
        if stream is self._stream:
            self.trouble = Trouble(text, detail)
            self._end()

    def _end(self, *, cancelled: bool = False) -> None:
        self._leave()
        self.cancelled, self.locked = cancelled, None
        self.step = Step.LOOKED
        whole = self.result is not None and self.result.done
        if self._before is not None and not whole:
            self.result = self._before  # what the first look told still holds
        self._before = None
        if whole and self._seen != set(self.entries):
            self.entries = {key: entry for key, entry in self.entries.items() if key in self._seen}
            self.forgotten.emit()  # the file has fewer entries than when it was looked through first
            self.news.emit(tuple(self.entries.values()))
        self.looked.emit()
        self.changed.emit()

    def _leave(self) -> None:
        self._order = None
        self._unlocking = False
        self._hold()
        self.remembering.stop()
        stream, self._stream = self._stream, None
        if stream is not None:
            leave_alone(stream)
