"""A file as the readers of the password audit give it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, Read, RowSnag, Unreadable
from postigo.passwords.sandbox.readers import read
from postigo.passwords.sandbox.readers.unlock import Ask, Key, Refused
from tests.passwords.make_files import MASTER
from tests.passwords.promise import TODAY

HEADING = "name,url,username,password,note\n"


def nobody(_source: Source, _refused: Refused) -> None:
    raise AssertionError("nothing of this is locked")


def owner(_source: Source, refused: Refused) -> Key:
    assert not refused.times
    return Key(MASTER)


def reads(path: Path, ask: Ask = nobody) -> list[Read]:
    return list(read(path, ask, today=TODAY))


def refusal(path: Path, ask: Ask = nobody) -> ReadProblem:
    with pytest.raises(Unreadable) as refused:
        reads(path, ask)
    assert refused.value.__context__ is None, "what it took the place of may show the file"
    return refused.value.snag


def entries(found: list[Read]) -> dict[int, Entry]:
    return {entry.row: entry for entry in found if isinstance(entry, Entry)}


def in_order(found: list[Read]) -> list[Entry]:
    return [one for one in found if isinstance(one, Entry)]


def snags(found: list[Read]) -> list[tuple[ReadProblem, int | None]]:
    return [(snag.snag, snag.row) for snag in found if isinstance(snag, RowSnag)]


Write = Callable[[bytes | str], Path]
