"""The readers of the password audit: what each export gives, and what bad files say. No assertion shows a password."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from postigo.passwords.inside.entry import Entry, Read, RowSnag, Unreadable
from postigo.passwords.inside.readers import read
from postigo.passwords.model import Snag, Source

TODAY = date(2026, 11, 27)


def nobody(_source: Source, _again: bool) -> None:
    raise AssertionError("nothing of this is locked")


def reads(path: Path) -> list[Read]:
    return list(read(path, nobody, today=TODAY))


def written(tmp_path: Path, content: bytes | str) -> Path:
    path = tmp_path / "any name"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def entries(found: list[Read]) -> dict[int, Entry]:
    return {entry.row: entry for entry in found if isinstance(entry, Entry)}


def snags(found: list[Read]) -> list[tuple[Snag, int | None]]:
    return [(snag.snag, snag.row) for snag in found if isinstance(snag, RowSnag)]


def test_a_browser_export_is_told_by_its_heading(tmp_path: Path) -> None:
    path = written(
        tmp_path, "name,url,username,password\nA,https://a.example/,ana,one\n,android://Zm9v@com.example.app/,,two\n"
    )
    found = reads(path)
    assert found[0] is Source.CHROMIUM
    assert sorted(entries(found)) == [1, 2]
    assert entries(found)[2].urls == ("android://com.example.app/",)


@pytest.mark.parametrize(("content", "snag"), [(b"", Snag.EMPTY_FILE), (b"a,b\n1,2\n", Snag.NO_PASSWORD_COLUMN)])
def test_what_is_no_export_is_told(tmp_path: Path, content: bytes, snag: Snag) -> None:
    with pytest.raises(Unreadable) as refused:
        reads(written(tmp_path, content))
    assert refused.value.snag is snag


def test_the_first_login_does_not_wait_for_the_last(tmp_path: Path) -> None:
    path = written(tmp_path, "url,username,password,name\n" + "https://a.example,ana,one,A\n" * 10_000)
    found: Iterator[Read] = read(path, nobody)
    assert next(found) is Source.CHROMIUM
    assert isinstance(next(found), Entry)
