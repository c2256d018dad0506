"""Session of the child: an audit of files, or a tester while one types."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from postigo.passwords import protocol
from postigo.passwords.hosts import place
from postigo.passwords.model import Judged, LeakCount, Length, ReadProblem, Reason, Source, TagsProblem
from postigo.passwords.protocol import Down, Order, Up
from postigo.passwords.sandbox import tags
from postigo.passwords.sandbox.entry import Deriving, Entry, Read, RowSnag, SoFar, Unreadable
from postigo.passwords.sandbox.judge_pool import Item, Judges, second
from postigo.passwords.sandbox.leak_lists import Malformed, Unusable
from postigo.passwords.sandbox.leaks import Leaks
from postigo.passwords.sandbox.readers import read
from postigo.passwords.sandbox.readers.unlock import Key, Refused
from postigo.passwords.sandbox.reuse import Across, in_order
from postigo.passwords.sandbox.strength import Judge

Send = Callable[[Up], None]
Receive = Callable[[], Down]

_BATCH: Final = 100  # entries that are told at once, at most
_SOON: Final = 0.1  # seconds after which what is there is told
_FIRST: Final = 8  # entries that are judged together: a few at first, so that something is seen soon
_LOT: Final = 128
_NAME: Final = 253
"""Most characters that are told of a site, a user or a title. It is as long as a host can be (RFC 1035, 2.3.4)."""


def judges(order: Order, closing: Sequence[int] = ()) -> Judges:
    """Pool of judges for the order. To be called before this process has a thread: a second judge may be a copy of it.

    `closing` are files that are for this process only.
    """
    if order.files:
        gc.disable()  # an audit is short and makes next to no cycles: to look for them again and again costs a tenth of its time
    judge = Judge(order.today, order.words)
    return Judges(judge, second(judge, closing) if order.files else None)


def serve(order: Order, who: Judges, *, sealed: bool, send: Send, receive: Receive) -> None:
    """Do what is ordered. Returns when an audit is over; a tester goes on until its process ends."""
    send(protocol.Ready(who.engine, sealed))
    if order.files:
        _Audit(order, who, send, receive).run()
    else:
        while True:
            _try(who, receive(), send)


def _try(who: Judges, asked: Down, send: Send) -> None:
    if not isinstance(asked, protocol.Try):
        raise TypeError
    strength = who.one(asked.password, site=asked.site, user=asked.user)
    send(protocol.Tried(asked.number, strength.score, length(asked.password), strength.reasons))


def length(password: str) -> Length:
    """The bucket of a password's length."""
    for least, bucket in ((15, Length.FROM_15), (12, Length.FROM_12), (8, Length.FROM_8)):
        if len(password) >= least:
            return bucket
    return Length.UNDER_8


def _short(name: str) -> str:
    """A name as it is told: of one that fills a screen, its beginning."""
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


class _Audit:
    """One audit of some files, as one."""

    def __init__(self, order: Order, who: Judges, send: Send, receive: Receive) -> None:
        self._order = order
        self._who = who
        self._send = send
        self._receive = receive
        self._read: list[Item] = []
        self._given = False
        self._told: dict[tuple[int, int], Judged] = {}
        self._with_logins: set[int] = set()  # numbers of files
        self._waiting: list[Judged] = []
        self._last = 0.0
        self._leaks: Leaks[tuple[int, int]] | None = Leaks() if order.online or order.offline else None

    def run(self) -> None:
        """Run the order: entries first, then what they are to each other, then leaks."""
        memory, untold, anew = self._memory()
        across = Across(today=self._order.today, profile=self._order.profile, tags=memory)
        for number, name in enumerate(self._order.files):
            self._file(number, Path(name), across)
        self._flush()
        self._send(protocol.Progress(len(self._told), len(self._told)))
        for judged in across.final():
            self._say(judged)
        self._flush()
        if self._order.tags is not None:
            untold = untold or (memory.keep(Path(self._order.tags.store)) if memory else untold)
            self._send(protocol.Kept(untold is None, untold, anew))
        if self._order.offline is not None:
            self._look_up(Path(self._order.offline))
        if self._order.online:
            self._ask()
        self._send(protocol.Done(len(self._told)))

    # --- entries

    def _file(self, number: int, path: Path, across: Across) -> None:
        refused = False  # a row of which nobody knows what is in it
        try:
            for found in read(path, partial(self._locked, number, across), today=self._order.today):
                refused = refused or (
                    isinstance(found, RowSnag) and (found.row is not None or found.snag is ReadProblem.CUT_OFF)
                )
                self._found(number, found, across)
            self._judge(across)
            if number not in self._with_logins:
                self._send(
                    protocol.Snagged(
                        ReadProblem.NO_ROW_READ if refused else ReadProblem.NO_LOGINS, number, whole=refused
                    )
                )
        except Unreadable as unreadable:
            # After the first entries a file can still break: then what was read stays, and the rest was not looked at.
            self._judge(across)
            broken = number in self._with_logins
            snag = ReadProblem.CUT_OFF if broken and unreadable.snag is ReadProblem.DAMAGED else unreadable.snag
            self._send(protocol.Snagged(snag, number, whole=not broken))

    def _found(self, number: int, found: Read, across: Across) -> None:
        match found:
            case Source():
                self._send(protocol.Opened(number, found))
            case Deriving():
                self._send(protocol.Deriving(number, found.seconds))
            case SoFar():
                self._send(protocol.Reading(number, found.done, found.total))
            case RowSnag():
                self._send(protocol.Snagged(found.snag, number, found.row, sheet=found.sheet))
            case Entry():
                self._read.append((number, found))
                if len(self._read) >= (_LOT if self._given else _FIRST):
                    self._judge(across, all_of_them=False)

    def _locked(self, number: int, across: Across, what: Source, refused: Refused) -> Key | None:
        """Key of a file, asked for when everything before it is told."""
        self._judge(across)
        self._flush()
        self._send(protocol.Locked(number, what, refused.times, refused.key_file))
        answer = self._receive()
        if not isinstance(answer, protocol.Master) or answer.file != number:  # of another file: it stays with that one
            raise TypeError
        if answer.password is None:
            return None
        return Key(answer.password, Path(answer.key_file) if answer.key_file else None)

    def _judge(self, across: Across, *, all_of_them: bool = True) -> None:
        """Have judged what was read, and emit what is judged by now. Or all of it."""
        if self._read:
            self._who.give(self._read)
            self._given = True
            self._read = []
        for (number, entry), strength in self._who.judged(all_of_them=all_of_them):
            self._with_logins.add(number)
            where = place(entry.urls, entry.title)
            judged = Judged(
                file=number,
                row=entry.row,
                site=_short(where.site),
                user=_short(entry.user),
                name=_short(entry.name),
                score=strength.score if entry.password else None,
                length=length(entry.password),
                reasons=strength.reasons,
                changed=entry.changed,
                unchanged_since=entry.unchanged_since,
                https=where.https,
            )
            across.add(judged, entry, random=strength.random)
            if self._leaks is not None:
                self._leaks.add((number, entry.row), entry.password)
            self._say(judged)

    def _say(self, judged: Judged) -> None:
        """Tell an entry, with others: a few at once, and never late."""
        self._told[judged.file, judged.row] = judged
        self._waiting.append(judged)
        now = time.monotonic()
        if len(self._waiting) >= _BATCH or now - self._last > _SOON:
            self._flush()
            self._last = now

    def _flush(self) -> None:
        if self._waiting:
            self._send(protocol.Batch(tuple(self._waiting)))
            self._send(protocol.Progress(len(self._told), 0))
            self._waiting.clear()

    # --- memory and leaks

    def _memory(self) -> tuple[tags.Tags | None, TagsProblem | None, bool]:
        """Change tags of earlier audits, why there are none, and whether they were begun anew."""
        wanted = self._order.tags
        if wanted is None:
            return None, None, False
        key = bytes.fromhex(wanted.key)
        try:
            past, anew = tags.past(Path(wanted.store), key)
        except tags.NewerStore:
            return None, TagsProblem.NEWER, False
        except OSError:
            return None, TagsProblem.NOT_KEPT, False
        return tags.Tags(key, self._order.today, past), None, anew

    def _look_up(self, path: Path) -> None:
        """The downloaded list."""
        assert self._leaks is not None  # noqa: S101 - it is there when it was ordered
        checked, trouble = 0, None
        try:
            for key, seen in self._leaks.look_up(path):
                checked += 1
                self._leaked(key, seen)
        except Unusable as unusable:
            trouble = unusable.trouble
        self._flush()
        self._send(protocol.LeakList(checked, trouble))

    def _ask(self) -> None:
        """The service, through whoever started us."""
        assert self._leaks is not None  # noqa: S101 - it is there when it was ordered
        self._send(protocol.Wanted(self._leaks.prefixes()))
        while True:
            answer = self._receive()
            if not isinstance(answer, protocol.Ranges):
                raise TypeError
            for key, seen in self._matched(self._leaks, answer):
                self._leaked(key, seen)
            self._flush()
            if answer.end:
                return

    @staticmethod
    def _matched(leaks: Leaks[tuple[int, int]], answer: protocol.Ranges) -> Iterator[tuple[tuple[int, int], LeakCount]]:
        for prefix, body in answer.bodies.items():
            try:
                yield from leaks.match(prefix, body)
            except Malformed:  # nothing can be told of these: their `leaked` stays None
                continue

    def _leaked(self, key: tuple[int, int], seen: LeakCount) -> None:
        judged = self._told[key]
        if judged.leaked is not None and judged.leaked is not LeakCount.NEVER and seen is LeakCount.NEVER:
            return  # in one list and not in the other
        reasons = judged.reasons if seen is LeakCount.NEVER else in_order({*judged.reasons, Reason.LEAKED})
        self._say(replace(judged, leaked=seen, reasons=reasons))
