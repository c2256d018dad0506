"""Runs of a computer's own looks: when there is a look, and that no report is lost, doubled or put elsewhere."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from postigo.fleet import deliver
from postigo.fleet.deliver import MOST_WAITING, keep, write_once
from postigo.fleet.layout import places
from postigo.fleet.orders import Every, Orders, due
from postigo.fleet.scheduled import End
from postigo.fleet.standing import NAME, Standing, standing
from postigo.store.plain import write_new_plain
from tests.fleet.conftest import MONDAY, Computer
from tests.support.places import needs

FIRST = "site=a/date=2026-11-30/k7.json"


def test_the_first_run_looks_and_the_next_ones_wait_for_their_day(computer: Computer) -> None:
    assert computer.run() is End.DELIVERED
    assert computer.reports() == [FIRST]
    for _ in range(6):
        assert computer.after(days=1).run() is End.NOT_DUE
    assert computer.looks == 1
    assert computer.after(days=1).run() is End.DELIVERED
    assert computer.reports() == [FIRST, "site=a/date=2026-12-07/k7.json"]
    assert computer.standing == Standing(date(2026, 12, 7), device="k7")


def test_everybody_is_told_before_the_look_and_may_read_how_it_stands(computer: Computer) -> None:
    computer.run()
    assert computer.told == [
        "Your school looks at this computer every week.",
        "It looks at the machine, at nobody's account.",
        f"A report was brought to {computer.folder}.",
    ]
    assert json.loads((computer.state / NAME).read_text()) == {
        "schema": "postigo.schedule/1",
        "last": "2026-11-30",
        "undated": False,
        "device": "k7",
        "waiting": 0,
    }
    if os.name == "posix":
        assert stat.S_IMODE((computer.state / NAME).stat().st_mode) == 0o644


def test_nothing_is_looked_at_where_no_look_is_arranged(computer: Computer) -> None:
    computer.every(Every.OFF)
    assert computer.run() is End.NOT_DUE
    assert computer.looks == 0
    assert computer.run(at_once=True) is End.DELIVERED


@pytest.mark.parametrize(
    ("every", "days", "wanted"),
    [
        (Every.DAILY, 0, False),
        (Every.DAILY, 1, True),
        (Every.WEEKLY, 6, False),
        (Every.WEEKLY, 7, True),
        (Every.MONTHLY, 29, False),
        (Every.MONTHLY, 30, True),
        (Every.MONTHLY, 4000, True),
        (Every.OFF, 4000, False),
        (Every.MONTHLY, -1, True),  # the clock ran ahead at the last look
    ],
)
def test_a_look_is_due_after_its_days(every: Every, days: int, *, wanted: bool) -> None:
    last = date(2026, 11, 30)
    assert due(every, last, date.fromordinal(last.toordinal() + days)) is wanted


def test_a_look_that_was_stopped_is_due_again(computer: Computer) -> None:
    assert computer.run(content=None) is End.STOPPED
    assert computer.run() is End.DELIVERED
    assert computer.looks == 2


def test_a_share_that_is_away_costs_no_report_and_gets_no_folder(computer: Computer) -> None:
    share = computer.folder.parent
    shutil.move(share, share.with_name("unplugged"))
    assert computer.run() is End.KEPT
    assert not share.exists()
    assert computer.told[-1] == (
        f"A report could not be brought to {computer.folder} (there is no such file or folder). "
        "It stays on this computer, and goes there next time."
    )
    assert computer.waiting() == [FIRST]
    assert computer.standing.waiting == 1
    shutil.move(share.with_name("unplugged"), share)
    assert computer.after(days=1).run() is End.DELIVERED
    assert computer.looks == 1  # a day later none was due; what waited went there all the same
    assert computer.reports() == [FIRST]
    assert computer.waiting() == []
    assert computer.standing.waiting == 0


def test_a_share_that_vanishes_while_reports_are_brought_loses_none(computer: Computer) -> None:
    shutil.rmtree(computer.folder)
    for _ in range(3):
        computer.after(days=7).run()
    computer.folder.mkdir()

    def vanishes(place: Path, content: bytes, mode: int) -> None:
        if computer.reports():
            raise OSError(5, "input/output error")
        write_new_plain(place, content, mode)

    with patch.object(deliver, "write_new_plain", vanishes):
        assert computer.run() is End.KEPT
    assert len(computer.reports()) == 1
    assert len(computer.waiting()) == 2
    assert "A report was brought" in computer.told[-2]
    assert "(the disk has a fault)" in computer.told[-1]
    assert computer.run() is End.DELIVERED
    assert len(computer.reports()) == 3
    assert computer.told[-1].startswith("2 reports were brought")


@pytest.fixture
def small(computer: Computer) -> Iterator[Computer]:
    """One whose school has a disk of its own, with room for one page."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", computer.folder], check=True)
    yield computer
    subprocess.run(["umount", computer.folder], check=True)


@needs("disks")
def test_a_full_share_gets_no_half_report(small: Computer) -> None:
    (small.folder / "other").write_bytes(b"x" * 8192)
    assert small.run(content=b"y" * 32768) is End.KEPT
    assert "(the disk is full)" in small.told[-1]
    assert small.reports() == ["other"]
    assert small.run() is End.KEPT
    subprocess.run(["mount", "-o", "remount,size=1m", small.folder], check=True)
    assert small.run() is End.DELIVERED
    assert (small.folder / FIRST).read_bytes() == b"y" * 32768


@needs("disks")
def test_a_share_that_can_only_be_read_is_said_in_one_sentence(small: Computer) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small.folder], check=True)
    assert small.run() is End.KEPT
    assert "(that disk can only be read)" in small.told[-1]
    assert small.waiting() == [FIRST]


@needs("another-account")
def test_a_folder_of_somebody_else_is_said_in_one_sentence(computer: Computer) -> None:
    with tempfile.TemporaryDirectory() as place:  # pytest's own folders are closed to other accounts
        computer.folder, computer.state = Path(place, "roots"), Path(place, "state")
        computer.folder.mkdir(0o755)
        computer.state.mkdir()
        os.chown(computer.state, 65534, 65534)
        Path(place).chmod(0o755)
        os.seteuid(65534)
        try:
            assert computer.run() is End.KEPT
        finally:
            os.seteuid(0)
    assert "(the system does not allow it)" in computer.told[-1]


@needs("posix")
@pytest.mark.parametrize("name", ["site=a", "site=a/date=2026-11-30"])
def test_a_link_in_the_folder_leads_nowhere(computer: Computer, name: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "etc"
    elsewhere.mkdir()
    link = computer.folder / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere)
    assert computer.run() is End.KEPT
    assert "(a folder in it is a link that leads elsewhere)" in computer.told[-1]
    assert list(elsewhere.rglob("*.json")) == []


@needs("posix")
def test_a_pipe_in_the_place_of_a_report_holds_no_run(computer: Computer) -> None:
    pipe = computer.folder / FIRST
    pipe.parent.mkdir(parents=True)
    os.mkfifo(pipe)
    assert computer.run() is End.DELIVERED
    assert len(computer.reports()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a way to an open folder")
def test_a_link_that_comes_while_a_report_is_written_leads_nowhere(computer: Computer, tmp_path: Path) -> None:
    """Whoever may write in the folder has the moment between our look at it and the writing."""
    elsewhere, day = tmp_path / "etc", (computer.folder / FIRST).parent
    elsewhere.mkdir()

    def late(*of: Any) -> None:
        day.rename(day.with_name("gone"))
        day.symlink_to(elsewhere)
        write_new_plain(*of)

    with patch("postigo.fleet.deliver.write_new_plain", late):
        write_once(b"{}", computer.folder, places("a", "k7", MONDAY))
    assert list(elsewhere.iterdir()) == []
    assert (day.with_name("gone") / "k7.json").read_bytes() == b"{}"


def test_a_folder_that_hangs_makes_no_second_look(computer: Computer) -> None:
    """The system ends a run that takes too long: its report was kept, and its day noted, before anything was brought."""
    with patch("postigo.fleet.scheduled.bring", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        computer.run()
    assert computer.waiting() == [FIRST]
    assert computer.standing == Standing(date(2026, 11, 30), device="k7", waiting=1)
    assert computer.after(days=1).run() is End.DELIVERED
    assert computer.looks == 1
    assert computer.standing.waiting == 0


def test_a_report_is_never_written_over_and_a_second_one_has_the_time(computer: Computer) -> None:
    theirs = computer.folder / FIRST
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"of a copied disk with the same name")
    assert computer.run() is End.DELIVERED
    assert theirs.read_bytes() == b"of a copied disk with the same name"
    (other,) = set(computer.reports()) - {FIRST}
    assert other.startswith("site=a/date=2026-11-30/k7.")


def test_two_with_the_same_device_and_time_both_stay(tmp_path: Path) -> None:
    wrote = [write_once(content, tmp_path, places("a", "k7", MONDAY)) for content in (b"1", b"2", b"3", b"2")]
    assert [place.path().name for place in wrote] == ["k7.json", "k7.134501.json", "k7.134501-2.json", "k7.134501.json"]
    assert sorted(file.read_bytes() for file in tmp_path.rglob("*.json")) == [b"1", b"2", b"3"]


def test_a_delivery_that_was_cut_off_is_not_made_twice(computer: Computer) -> None:
    with patch.object(deliver, "_forget", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        computer.run()
    assert computer.reports() == [FIRST]
    assert computer.waiting() == [FIRST]
    assert computer.run(at_once=False) is not End.KEPT
    assert computer.waiting() == []
    assert (computer.folder / FIRST).read_bytes() == b'{"n": 1, "label": "k7"}'


@needs("posix")
def test_a_report_is_for_its_owner_and_group(computer: Computer) -> None:
    computer.run()
    assert stat.S_IMODE((computer.folder / FIRST).stat().st_mode) == 0o640
    assert stat.S_IMODE((computer.state / "waiting").stat().st_mode) == 0o700


def test_a_clock_in_1970_makes_one_report_without_a_day(computer: Computer) -> None:
    computer.now = computer.now.replace(year=1970)
    assert computer.run() is End.DELIVERED
    assert "The clock of this computer is wrong. It says 30 Nov 1970." in " ".join(computer.told)
    assert computer.reports() == ["site=a/date=unknown/k7.json"]
    assert computer.after(days=60).run() is End.NOT_DUE
    computer.now = MONDAY
    assert computer.run() is End.DELIVERED
    assert computer.reports() == [FIRST, "site=a/date=unknown/k7.json"]
    assert computer.standing == Standing(date(2026, 11, 30), device="k7")
    computer.now = MONDAY.replace(year=1980)  # its battery is still empty
    assert computer.run() is End.DELIVERED
    assert len(computer.reports()) == 2
    assert computer.standing.last == date(2026, 11, 30)


def test_a_clock_that_ran_ahead_stops_no_look(computer: Computer) -> None:
    computer.now = MONDAY.replace(year=2099)
    computer.run()
    computer.now = MONDAY
    assert computer.run() is End.DELIVERED
    assert FIRST in computer.reports()


def test_what_waits_has_an_end(tmp_path: Path) -> None:
    for n in range(MOST_WAITING + 2):
        gone = keep(b"%d" % n, tmp_path / "waiting", places("a", "k7", MONDAY.replace(year=2026 + n)))
    assert gone == 1
    left = sorted(int(file.read_bytes()) for file in tmp_path.rglob("*.json"))
    assert left == list(range(2, MOST_WAITING + 2))
    assert len(list((tmp_path / "waiting").rglob("date=*"))) == MOST_WAITING


@needs("disks")
def test_a_computer_whose_own_disk_is_full_brings_its_report_straight(computer: Computer) -> None:
    (computer.state / "waiting").mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", computer.state / "waiting"], check=True)
    try:
        assert computer.run() is End.DELIVERED
        assert computer.reports() == [FIRST]
        shutil.rmtree(computer.folder)
        assert computer.after(days=7).run() is End.LOST
    finally:
        subprocess.run(["umount", computer.state / "waiting"], check=True)
    assert computer.told[-1] == (
        "The report could be kept neither here (that disk can only be read) nor in "
        f"{computer.folder} (there is no such file or folder). The next run looks again."
    )
    assert computer.standing.last == date(2026, 11, 30)  # so the next run looks again


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"schema": "postigo.schedule/2"}', '{"schema": "postigo.schedule/1", "last": 7}']
)
def test_a_standing_that_makes_no_sense_is_that_of_a_new_computer(computer: Computer, content: str) -> None:
    (computer.state / NAME).write_text(content)
    assert standing(computer.state) == Standing()
    assert computer.run() is End.DELIVERED


def test_no_orders_are_no_looks() -> None:
    assert Orders().every is Every.OFF
