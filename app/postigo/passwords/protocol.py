"""Protocol between program and child: one JSON object a line (`pipe.messages`), in both directions.

Down: `Order` first; then, when the child asks, `Master`, `Ranges` or `Try`. The end of stdin means "stop at once". Up: nothing of a
password, no part of one, no hash, no length but a bucket; the five hexadecimal characters of `Wanted` only when leaks are
asked for online.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from postigo.passwords.model import Judged, Length, ListTrouble, Profile, ReadProblem, Reason, Source, TagsProblem
from postigo.pipe.messages import to_line

# --- down


@dataclass(frozen=True, slots=True)
class ChangeTags:
    """File of the child's change tags, and their key (64 hexadecimal characters)."""

    store: str
    key: str

    def __repr__(self) -> str:
        return "ChangeTags(…)"


@dataclass(frozen=True, slots=True)
class Order:
    """Order to the child: audit `files`, or with none, wait for `Try`.

    `words` are the person's own (names, pets, plates, birthdays), held in memory only. `offline` is a downloaded list of
    leaked passwords. With `online`, the child asks for ranges by their prefixes when it has judged everything else.
    """

    today: date
    files: tuple[str, ...] = ()
    profile: Profile = Profile.POLICE
    words: tuple[str, ...] = ()
    tags: ChangeTags | None = None
    offline: str | None = None
    online: bool = False

    def __repr__(self) -> str:
        return "Order(…)"


@dataclass(frozen=True, slots=True)
class Master:
    """The master password of a file and its key file, where there is one. An empty password: it has none.

    None: the person has nothing (or nothing else) to open it with, leave the file out.
    """

    file: int
    password: str | None = field(repr=False)
    key_file: str | None = None


@dataclass(frozen=True, slots=True)
class Ranges:
    """Bodies of the leak service by prefix, as it sent them.

    `end` comes with the last of them, also when some never came.
    """

    bodies: Mapping[str, str] = field(default_factory=dict, repr=False)
    end: bool = False


@dataclass(frozen=True, slots=True)
class Try:
    """A password typed into the tester. `number` comes back with its answer."""

    number: int
    password: str = field(repr=False)
    site: str = ""
    user: str = ""


Down: TypeAlias = Order | Master | Ranges | Try

# --- up


@dataclass(frozen=True, slots=True)
class Ready:
    """The child is set up. `engine` is the package that judges; `sealed`: no core dump, no other process reads its memory."""

    engine: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A file was recognised."""

    file: int
    source: Source


@dataclass(frozen=True, slots=True)
class Locked:
    """A file needs what opens it. `refused`: how often what was given did not; `key_file`: why the one that was given cannot be read."""

    file: int
    source: Source
    refused: int = 0
    key_file: ReadProblem | None = None


@dataclass(frozen=True, slots=True)
class Deriving:
    """Progress of deriving a file's key, after `seconds`. The file asks for that much work."""

    file: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a file was read: `done` of `total` bytes."""

    file: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Snagged:
    """Something was wrong with a file, or with `row` of it (or of its `sheet`). `whole`: nothing of the file could be read."""

    snag: ReadProblem
    file: int
    row: int | None = None
    whole: bool = False
    sheet: int | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries as they are known now. A later one of the same file and row replaces an earlier."""

    entries: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of how many entries were judged; `total` is 0 while nobody knows."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """The five-character prefixes of the ranges that are wanted, shuffled."""

    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeakList:
    """Result of the offline list: `checked` entries were looked up in it. `trouble`: why not, or why not all."""

    checked: int
    trouble: ListTrouble | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Whether the change tags were kept for the next audit, and why not. `anew`: an older store could not be used and was begun anew."""

    kept: bool
    why: TagsProblem | None = None
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """The tester's answer."""

    number: int
    score: int
    length: Length
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The audit is over: everything was told."""

    entries: int


@dataclass(frozen=True, slots=True)
class Crashed:
    """Crash of the child, a fault of ours.

    `where` is the type of the fault and its place in the code, and nothing more.
    """

    where: str


Up: TypeAlias = (
    Ready
    | Opened
    | Locked
    | Deriving
    | Reading
    | Snagged
    | Batch
    | Progress
    | Wanted
    | LeakList
    | Kept
    | Tried
    | Done
    | Crashed
)


def master_line(file: int, password: bytearray, key_file: str | None) -> bytearray:
    """`Master` as one line, of a password in UTF-8, in memory that can be wiped."""
    mark = b'"password":"'  # nowhere else: within a value, a quotation mark is behind a backslash
    before, _, behind = to_line(Master(file, "", key_file)).partition(mark)
    length = sum(len(_escaped(byte)) for byte in password)
    line = bytearray(
        before + mark + bytes(length) + behind
    )  # at once as long as it is: growing would leave copies behind
    at = len(before + mark)
    for byte in password:
        told = _escaped(byte)
        line[at : at + len(told)] = told
        at += len(told)
    return line


def _escaped(byte: int) -> bytes:
    """A byte as it stands in a text of JSON."""
    return b"\\u%04x" % byte if byte < 0x20 else b"\\%c" % byte if byte in b'"\\' else b"%c" % byte
