"""Layout of gathered reports: what a path says is what was put there, and no clock, label or name breaks it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import islice
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postigo.fleet.device import LONGEST_NAME, NotAKey, file_name, key_in, key_text, stand_in
from postigo.fleet.layout import EARLIEST, Place, place_of, places

NOON = datetime(2026, 11, 30, 13, 45, 1, tzinfo=UTC)
KEY = bytes(range(32))


def test_the_first_report_of_a_day_bears_the_device_and_the_next_ones_the_time_too() -> None:
    wanted = [str(place.path()) for place in islice(places("CEIP 3", "Aula 3, PC 12", NOON), 4)]
    assert wanted == [
        "site=ceip-3/date=2026-11-30/aula-3-pc-12.json",
        "site=ceip-3/date=2026-11-30/aula-3-pc-12.134501.json",
        "site=ceip-3/date=2026-11-30/aula-3-pc-12.134501-2.json",
        "site=ceip-3/date=2026-11-30/aula-3-pc-12.134501-3.json",
    ]


def test_without_a_site_there_is_one_all_the_same() -> None:
    assert str(next(places("", "k7", NOON)).path()) == "site=main/date=2026-11-30/k7.json"


@pytest.mark.parametrize("year", [1970, 1980, 2015, EARLIEST.year - 1])
def test_a_clock_long_gone_is_no_day_and_has_one_place(year: int) -> None:
    (only,) = places("a", "k7", NOON.replace(year=year))
    assert only.day is None
    assert str(only.path()) == "site=a/date=unknown/k7.json"


@given(st.text(), st.text(), st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)), st.integers(0, 4))  # noqa: DTZ001 - any zone
@example("İ", "ﬁ ½", datetime(2026, 2, 3, 4, 5, 6), 2)  # noqa: DTZ001 - any zone
def test_a_path_is_read_back_wherever_the_folder_lies(site: str, device: str, now: datetime, nth: int) -> None:
    if not file_name(device) or (site and not file_name(site)):
        with pytest.raises(ValueError, match="a letter or a digit"):
            next(places(site, device, now))
        return
    for place in islice(places(site, device, now), nth + 1):
        path = place.path()
        assert place_of(path) == place
        assert place_of(PurePosixPath("/mnt/share/reports") / path) == place
        assert place_of(PureWindowsPath(r"\\server\reports") / path) == place


@pytest.mark.parametrize(
    "path",
    [
        "k7.json",
        "date=2026-11-30/k7.json",
        "site=a/date=1970-01-01/k7.json",
        "site=a/date=2026-02-30/k7.json",
        "site=a/date=20261130/k7.json",
        "site=a/date=2026-11-30/K7.json",
        "site=a/date=2026-11-30/.k7.json.0a1b2c3d",
        "site=a/date=2026-11-30/.k7.json",
        "site=a/date=2026-11-30/k7.134501-1.json",
        "site=a/date=2026-11-30/k7.134501-02.json",
        "site=a/date=2026-11-30/k7.13450.json",
        "site=a/date=2026-11-30/con.json",
        "site=/date=2026-11-30/k7.json",
        "date=2026-11-30/site=a/k7.json",
        "site=a/date=2026-11-30/k7.json.gz",
        "site=a/date=2026-11-30/k7\n.json",
        "site=a/date=٢٠٢٦-11-30/k7.json",
    ],
)
def test_what_nobody_of_ours_wrote_is_no_place(path: str) -> None:
    assert place_of(PurePosixPath(path)) is None


def test_a_mac_that_takes_letters_apart_changes_no_name() -> None:
    apart = PurePosixPath("site=n\u0303andu/date=2026-11-30/k7.json")
    assert place_of(apart) == Place("ñandu", "k7", date(2026, 11, 30))


@given(st.text())
@example("../../etc/passwd")
@example("CON")
@example("com¹")
@example("a" * 39 + " con")
@example("NUL.txt")
def test_a_label_becomes_a_name_that_every_system_takes(label: str) -> None:
    name = file_name(label)
    assert file_name(name) == name
    assert len(name) <= LONGEST_NAME
    assert not set(name) & set('/\\:*?"<>|. \0')
    assert name not in {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")}
    assert name == name.lower()


def test_a_stand_in_is_the_keys_and_the_machines() -> None:
    mine = stand_in(KEY, ("5f2a", "board"))
    assert mine == "zf2mt7dwuo5vimv6"  # for ever: a computer keeps its name
    assert file_name(mine) == mine
    others = {
        stand_in(KEY[::-1], ("5f2a", "board")),
        stand_in(KEY, ("5f2a", "another")),  # a copied disk in another computer
        stand_in(KEY, ("5f2aboard", "")),
        stand_in(KEY, ("board", "5f2a")),
    }
    assert len(others | {mine}) == 5


def test_a_machine_without_a_number_has_no_stand_in() -> None:
    with pytest.raises(ValueError, match="nothing tells"):
        stand_in(KEY, ("", ""))


def test_a_key_is_read_back_with_what_stands_around_it() -> None:
    text = key_text(KEY)
    assert key_in(text) == key_in(text.replace("\n", "\r\n")) == KEY
    assert "Keep it in the school" in text


@pytest.mark.parametrize("text", ["", "# only a comment\n", "00" * 31, "00" * 33, "zz" * 32, ("00" * 32 + "\n") * 2])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NotAKey):
        key_in(text)


def test_a_short_secret_makes_no_key() -> None:
    with pytest.raises(NotAKey):
        key_text(b"short")
