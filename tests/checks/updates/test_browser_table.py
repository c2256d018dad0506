"""When a version of a browser was overtaken: what the bundled table knows for certain, and the bound for the rest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from postigo.core.system import CannotTell
from postigo_checks.updates.browsers.table import Age, BrowserTable, Kin, number, read_table
from tests.tables import DataOf


@pytest.fixture(scope="module")
def table() -> BrowserTable:
    return read_table(DataOf("2026-08-22"))


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


@pytest.mark.parametrize("text", ["162.0b3", "163.0a1", "162.0~b3+build1-0ubuntu1"])
def test_a_test_version_has_no_place_in_the_table(text: str) -> None:
    with pytest.raises(CannotTell, match="a test version"):
        number(text)


def test_what_is_only_planned_may_come_four_weeks_later(table: BrowserTable) -> None:
    assert table.age(Kin.CHROME, (151, 0)) == Age(date(2026, 8, 25), date(2026, 9, 22))


def test_a_version_above_the_table_cannot_be_overtaken_earlier_than_two_weeks_for_each_step(
    table: BrowserTable,
) -> None:
    assert table.age(Kin.CHROME, (152, 0)).earliest == date(2026, 9, 8)
    assert table.age(Kin.CHROME, (155, 0)).earliest == date(2026, 10, 20)
    assert table.age(Kin.FIREFOX, (155, 0)).earliest == date(2026, 9, 15)


def test_a_version_above_the_table_is_overtaken_after_three_months_and_seven_weeks_for_each_step(
    table: BrowserTable,
) -> None:
    assert table.age(Kin.CHROME, (152, 0)).by == date(2026, 7, 28) + timedelta(days=91 + 49)
    assert table.age(Kin.FIREFOX, (155, 0)).by == date(2026, 8, 18) + timedelta(days=91 + 49)


@pytest.mark.parametrize("kin", [Kin.CHROME, Kin.FIREFOX])
def test_no_versions_of_the_table_came_slower_or_quicker_than_the_pace(table: BrowserTable, kin: Kin) -> None:
    """The bounds are those of ten years: each row of versions, however long."""
    days = sorted(each.released for each in table.of(kin) if each.released >= date(2017, 1, 1))
    days = days[3:] if kin is Kin.FIREFOX else days  # before 103 the table has the long-term ones only
    for steps in range(1, 40):
        for start, end in zip(days, days[steps:], strict=False):
            assert kin.pace.fastest * steps <= end - start <= kin.pace.slowest(steps)


def test_a_long_term_version_needs_its_repairs(table: BrowserTable) -> None:
    assert table.age(Kin.FIREFOX, (140, 14)).earliest == date(2026, 9, 1)  # the next repair, two weeks later
    assert table.age(Kin.FIREFOX, (140, 15)).earliest == date(2026, 9, 15)
    assert table.age(Kin.FIREFOX, (140, 20)).by == date(2026, 9, 29) + timedelta(days=28)  # its end, and some weeks
    assert table.age(Kin.FIREFOX, (140, 13)).by == date(2026, 8, 18)  # the day of 140.14
    assert table.age(Kin.FIREFOX, (140, 11)).by == date(2026, 7, 21)  # two repairs earlier, each two weeks or more


def test_a_long_term_version_above_the_table_is_as_old_as_the_usual_one_of_its_day(table: BrowserTable) -> None:
    """153.8 came with 161, 140.14 with 154: the second number counts like the first."""
    assert table.age(Kin.FIREFOX, (166, 3)) == table.age(Kin.FIREFOX, (169, 0))
    assert table.is_long(Kin.FIREFOX, (166, 3))
    assert table.is_long(Kin.FIREFOX, (153, 0))
    assert not table.is_long(Kin.FIREFOX, (154, 0, 1))


def test_older_than_the_table_is_older_than_its_first_line(table: BrowserTable) -> None:
    assert table.age(Kin.FIREFOX, (52, 9)).by == date(2020, 6, 30)
