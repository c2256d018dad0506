"""Pool of judges: one, and on Linux a second one on another core.

Neither engine lets go of Python's lock, so that a second thread gains nothing; the second judge is a copy of this process, made
before it has a thread, as sealed as this one, and with nothing of the world but two pipes to it. It ends with this one. Where a
copy of a process is not safe (macOS) or cannot be had (Windows), one judge does it all.
"""

from __future__ import annotations

import marshal
import os
import select
import struct
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Never, TypeAlias

from postigo.passwords.hosts import addresses
from postigo.passwords.model import Reason
from postigo.passwords.sandbox.entry import Entry
from postigo.passwords.sandbox.hardening import end_with
from postigo.passwords.sandbox.strength import Case, Judge, Strength

_SITES: Final = 8  # of an entry, that are held against its password
_TEXT: Final = 400  # characters of a user name or a title that are
_PASSWORD: Final = 1000  # of a password: more than any judge reads
_AHEAD: Final = 2  # lots that the second judge has, so that it never waits for the next
_PIECE: Final = 4096  # bytes that a pipe takes at once when it takes any (pipe(7), PIPE_BUF)
_SIZE: Final = struct.Struct("<I")

Item: TypeAlias = tuple[int, Entry]
"""An entry, with the number of its file."""


@dataclass(slots=True, repr=False)
class _Lot:
    """Entries that are judged together; their strengths, once they are known."""

    items: Sequence[Item]
    cases: Sequence[Case]
    strengths: Sequence[Strength] | None = None


class Judges:
    """One judge, or two: whoever is free takes the next lot."""

    def __init__(self, judge: Judge, second: Second | None = None) -> None:
        self._judge = judge
        self._second = second
        self._lots: deque[_Lot] = deque()  # in the order in which they came
        self._away: deque[_Lot] = deque()  # those of them that the second judge has
        self._begun = False
        self.engine = judge.engine

    def one(self, password: str, *, site: str = "", user: str = "") -> Strength:
        """One password, at once."""
        return self._judge.judge(password, sites=(site,) if site else (), user=user)

    def give(self, items: Sequence[Item]) -> None:
        """Hand over a lot to judge. The first is judged here, so that something can be told soon."""
        lot = _Lot(items, [_case(entry) for _, entry in items])
        self._lots.append(lot)
        begun, self._begun = self._begun, True
        if begun and self._second is not None and len(self._away) < _AHEAD:
            if self._second.ask(lot.cases):
                self._away.append(lot)
                return
            self._go_on_alone(self._second)
        lot.strengths = self._judge.all(lot.cases)

    def judged(self, *, all_of_them: bool = False) -> Iterator[tuple[Item, Strength]]:
        """Judged items, in the order in which they came. With `all_of_them`, waits until that is all."""
        while self._lots:
            lot = self._lots[0]
            if lot.strengths is None and not self._fetch(wait=all_of_them):
                return
            if lot.strengths is not None:
                self._lots.popleft()
                yield from zip(lot.items, lot.strengths, strict=True)

    def _fetch(self, *, wait: bool) -> bool:
        """Take the next answer of the second judge; False when it has none yet."""
        assert self._second is not None  # noqa: S101 - it has a lot
        if not wait and not self._second.has_answered():
            return False
        strengths = self._second.answer()
        if strengths is None:
            self._go_on_alone(self._second)
        else:
            self._away.popleft().strengths = strengths
        return True

    def _go_on_alone(self, gone: Second) -> None:
        """Go on without the second judge, which is gone. Perhaps memory ran out; what it did not do is done here."""
        gone.close()
        self._second = None
        for lot in self._away:
            lot.strengths = self._judge.all(lot.cases)
        self._away.clear()


def _case(entry: Entry) -> Case:
    sites = tuple(found.host for found in addresses(entry.urls[:_SITES]))
    return entry.password[:_PASSWORD], sites, entry.user[:_TEXT], entry.title[:_TEXT]


class Second:
    """The other judge, as this process knows it.

    Each side may have more to say than a pipe holds. So whoever asks goes on hearing: else both could wait for the other to read.
    """

    def __init__(self, process: int, reads: int, writes: int) -> None:
        self._process, self._reads, self._writes = process, reads, writes
        self._heard = bytearray()

    def close(self) -> None:
        """Let it end, and wait until it has."""
        os.close(self._writes)
        os.close(self._reads)
        os.waitpid(self._process, 0)

    def ask(self, cases: Sequence[Case]) -> bool:
        """Hand over cases; they are answered in their order. False when nobody is there to take them."""
        rest = memoryview(_packed(cases))
        try:
            while rest:
                says, takes, _ = select.select([self._reads], [self._writes], [])
                if says and not self._receive():
                    return False
                if takes:
                    rest = rest[os.write(self._writes, rest[:_PIECE]) :]
        except OSError:
            return False
        return True

    def has_answered(self) -> bool:
        """Whether there is an answer to take, or nobody any more who could give one."""
        while not (whole := _is_whole(self._heard)) and select.select([self._reads], [], [], 0)[0]:
            if not self._receive():
                return True
        return whole

    def answer(self) -> list[Strength] | None:
        """Answer of the second judge for the next cases; waits for it. None when it is gone."""
        while not _is_whole(self._heard):
            if not self._receive():
                return None
        told = _unpacked(self._heard)
        return [Strength(score, tuple(map(Reason, reasons)), cost, random) for score, reasons, cost, random in told]

    def _receive(self) -> bool:
        """Hear what it says, waiting for it; False when it is gone."""
        part = os.read(self._reads, 1 << 16)
        self._heard += part
        return bool(part)


def second(judge: Judge, closing: Sequence[int]) -> Second | None:
    """The second judge, on Linux with more than one core. It holds none of the files in `closing` open."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return None
    first = os.getpid()
    asked, asks = os.pipe()
    answers, answered = os.pipe()
    try:
        process = os.fork()
    except OSError:  # no room for another process: one judge does it all
        for file in (asked, asks, answers, answered):
            os.close(file)
        return None
    if process == 0:
        try:
            for file in (asks, answers, *closing):
                os.close(file)
            end_with(first)
            _sit(judge, asked, answered)
        finally:
            os._exit(1)
    os.close(asked)
    os.close(answered)
    return Second(process, answers, asks)


def _sit(judge: Judge, asked: int, answered: int) -> Never:
    """The life of the second judge. It says nothing of a fault: whoever asked finds it gone, and does its work."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    heard = bytearray()
    while True:
        while not _is_whole(heard):
            part = os.read(asked, 1 << 16)
            if not part:
                os._exit(0)
            heard += part
        found = judge.all(_unpacked(heard))
        said = memoryview(
            _packed(
                [(one.score, [str(reason) for reason in one.reasons], one.guesses_log10, one.random) for one in found]
            )
        )
        while said:
            said = said[os.write(answered, said) :]


def _packed(what: Any) -> bytes:  # noqa: ANN401 - plain values
    content = marshal.dumps(what)
    return _SIZE.pack(len(content)) + content


def _is_whole(heard: bytearray) -> bool:
    """Whether a whole message was heard."""
    return len(heard) >= _SIZE.size and len(heard) >= _SIZE.size + _SIZE.unpack_from(heard)[0]


def _unpacked(heard: bytearray) -> Any:  # noqa: ANN401 - plain values
    """The first message of what was heard, which is taken out."""
    end = _SIZE.size + _SIZE.unpack_from(heard)[0]
    content = bytes(heard[_SIZE.size : end])
    del heard[:end]
    return marshal.loads(content)  # noqa: S302 - from a copy of ourselves, over a pipe of ours
