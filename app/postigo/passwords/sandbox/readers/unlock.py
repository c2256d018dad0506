"""Unlocking of a file: its key is asked for, a few times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Unreadable


@dataclass(frozen=True, slots=True)
class Key:
    """Key that a person gives for a file. An empty password: that it has none."""

    password: str = field(repr=False)
    key_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Number of keys that did not open a file, and the last key file's problem."""

    times: int = 0
    key_file: ReadProblem | None = None


Ask = Callable[[Source, Refused], Key | None]
"""Gives what opens a file of that kind, or None to give up."""

_TRIES: Final = 5


def masters(source: Source, ask: Ask) -> Iterator[str]:
    """Passwords that the person gives, until it is right or given up. Then WRONG_MASTER."""
    for times in range(_TRIES):
        said = ask(source, Refused(times))
        if said is None:
            break
        yield said.password
    raise Unreadable(ReadProblem.WRONG_MASTER)


def keys(source: Source, ask: Ask, read: Callable[[Path], bytes]) -> Iterator[tuple[str, bytes | None]]:
    """The passwords and what `read` gives of the key files, as `masters`. A key file that cannot be read is asked for again."""
    times, trouble = 0, None
    for _ in range(2 * _TRIES):
        said = ask(source, Refused(times, trouble)) if times < _TRIES else None
        if said is None:
            break
        trouble, content = None, None
        try:
            content = read(said.key_file) if said.key_file else None
        except Unreadable as problem:
            trouble = problem.snag
            continue
        yield said.password, content
        times += 1
    raise Unreadable(ReadProblem.WRONG_MASTER)
