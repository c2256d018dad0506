"""When a version of a browser was overtaken: what the bundled table knows for certain, and the bound for the rest."""

from __future__ import annotations

from datetime import date

import pytest

from postigo.core.system import CannotTell
from postigo.engine.packs import PackData
from postigo_checks.browser_table import Age, BrowserTable, Kin, number, read_table


@pytest.fixture(scope="module")
def table() -> BrowserTable:
    return read_table(PackData("postigo_checks"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("151.0.7922.34", (151, 0, 7922, 34)),
        ("140.14.0esr-1~deb13u1", (140, 14, 0)),
        ("1:153.0.1+linuxmint1+zara", (153, 0, 1)),
        ("142.0.1 (x64 es-ES)", (142, 0, 1)),
        ("18.6", (18, 6)),
    ],
)
def test_the_number_at_the_head_of_a_version(text: str, expected: tuple[int, ...]) -> None:
    assert number(text) == expected


@pytest.mark.parametrize("text", ["", "firefox", "1:1snap1-0ubuntu7", "7.0", "20260822.1", "\x00152"])
def test_what_is_no_version_is_not_guessed(text: str) -> None:
    with pytest.raises(CannotTell):
        number(text)


def test_a_version_that_was_replaced_was_overtaken_on_that_day(table: BrowserTable) -> None:
    assert table.age(Kin.CHROME, (150, 0)) == Age(date(2026, 7, 28), date(2026, 7, 28))


def test_the_end_of_the_newest_one_is_known_beforehand(table: BrowserTable) -> None:
    assert table.age(Kin.CHROME, (151, 0)).since == date(2026, 8, 25)


def test_a_version_above_the_table_cannot_be_overtaken_earlier_than_two_weeks_for_each_step(
    table: BrowserTable,
) -> None:
    assert table.age(Kin.CHROME, (152, 0)) == Age(None, date(2026, 9, 8))
    assert table.age(Kin.CHROME, (155, 0)) == Age(None, date(2026, 10, 20))
    assert table.age(Kin.FIREFOX, (155, 0)) == Age(None, date(2026, 9, 15))


def test_a_long_term_version_needs_its_repairs(table: BrowserTable) -> None:
    assert table.age(Kin.FIREFOX, (140, 14)).since == date(2026, 9, 29)  # its end
    assert table.age(Kin.FIREFOX, (140, 13)).since == date(2026, 8, 18)  # the day of 140.14
    assert table.age(Kin.FIREFOX, (140, 11)).since == date(2026, 7, 21)  # two repairs earlier, each two weeks or more
    assert table.age(Kin.FIREFOX, (140, 15)).earliest == date(2026, 9, 15)


def test_older_than_the_table_is_older_than_its_first_line(table: BrowserTable) -> None:
    assert table.age(Kin.FIREFOX, (52, 9)).since == date(2020, 6, 30)
