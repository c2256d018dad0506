"""Texts of a Chromium and rows of a Firefox that are not as they write them: left alone, with nothing half done."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from postigo.core.change import CannotChange, Refusal
from postigo.fixes.settings.chromium_text import inside, members, with_member, without
from postigo.system.changes.permission_rows import COLUMNS, Row, swap

SCHEMA = (
    "CREATE TABLE moz_perms (id INTEGER PRIMARY KEY, origin TEXT, type TEXT, permission INTEGER, expireType INTEGER, "
)
SCHEMA += "expireTime INTEGER, modificationTime INTEGER)"
ROW: dict[str, Any] = dict(zip(COLUMNS, (1, "https://cam.example", "camera", 1, 0, 0, 5), strict=True))


@pytest.mark.parametrize("name", ["a", "c", "e", "\u00f1", "a\u003cb"])
@pytest.mark.parametrize("others", [[], ["b"], ["b", "d"], ["0"], ["z", "\U0001f600"]])
def test_what_is_taken_out_and_put_back_leaves_every_byte(name: str, others: list[str]) -> None:
    entries = ",".join(f'"{one}":{{"x":[1,"}}"]}}' for one in sorted([name, *others]))
    text = f'{{"a":1,"w":{{"k":{{{entries}}},"l":{{}}}},"z":"{{"}}\n'
    place = inside(text, ("w", "k"))
    own = next(one.text for one in members(text, place) if one.name == name)
    assert with_member(without(text, place, name), place, own) == text
    with pytest.raises(CannotChange) as refused:
        with_member(text, place, own)
    assert refused.value.why is Refusal.CHANGED


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{", '{"a":1', '{"b":1,"a":2}', '{"a":1,"a":2}', '{ "a":1}', '{"a": 1,"b":2 }', '{"a":1,}'),
        *('{"a" :1}', '{"a":1;"b":2}', '{1:"a"}', '{"a":' + "[" * 100_000),
    ],
)
def test_a_text_of_another_form_is_left_alone(text: str) -> None:
    with pytest.raises(CannotChange) as refused:
        members(text)
    assert refused.value.why is Refusal.UNREADABLE


@pytest.fixture
def database(tmp_path: Path) -> Path:
    file = tmp_path / "permissions.sqlite"
    _do(file, SCHEMA, "INSERT INTO moz_perms VALUES (1, 'https://cam.example', 'camera', 1, 0, 0, 5)")
    return file


def _do(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def _rows(file: Path) -> list[Any]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT * FROM moz_perms").fetchall()


@pytest.mark.parametrize(
    ("spoilt", "out", "into", "why"),
    [
        ([], [ROW | {"permission": 2}], [], Refusal.CHANGED),
        ([], [ROW, ROW], [], Refusal.CHANGED),
        ([], [], [ROW], Refusal.CHANGED),
        ([], [], [ROW | {"id": 7}], Refusal.CHANGED),
        ([], [ROW], [ROW, ROW], Refusal.CHANGED),
        ([], [ROW | {"more": 1}], [], Refusal.UNREADABLE),
        (["ALTER TABLE moz_perms ADD COLUMN more"], [ROW], [], Refusal.UNREADABLE),
        (
            ["CREATE TABLE o (x)", "CREATE TRIGGER t AFTER DELETE ON moz_perms BEGIN INSERT INTO o VALUES (1); END"],
            [ROW],
            [],
            Refusal.FAILED,
        ),
    ],
)
def test_rows_are_all_swapped_or_none(
    database: Path, spoilt: list[str], out: list[Row], into: list[Row], why: Refusal
) -> None:
    _do(database, *spoilt)
    before = _rows(database)
    with pytest.raises(CannotChange) as refused:
        swap(str(database), tuple(out), tuple(into))
    assert (refused.value.why, _rows(database)) == (why, before)


def test_a_table_that_somebody_writes_is_left_alone(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CannotChange) as refused:
            swap(str(database), (ROW,), ())
        assert refused.value.why is Refusal.RUNNING
    link = database.with_name("link.sqlite")
    link.symlink_to(database)
    with pytest.raises(CannotChange) as refused:
        swap(str(link), (ROW,), ())
    assert refused.value.why is Refusal.NO_WAY
