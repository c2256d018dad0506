"""Rows of several sources as one report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postigo.core.model import Level, NotApplicable
from postigo.core.report import PASSWORDS, Report, Shutter
from postigo.core.source import Source, union
from postigo.core.values import Text
from tests.support.made import finding, listed, report, verdict

DEVICE = report(
    (listed("update.auto", 3), verdict("update.auto", finding(Level.GOOD))),
    (listed("password.asked", PASSWORDS), verdict("password.asked", finding(Level.GOOD))),
)


def files(level: Level, tip: int = PASSWORDS) -> Source:
    return Source("files", (listed("files.row", tip),), (verdict("files.row", finding(level)),))


def test_without_another_source_a_report_is_its_devices() -> None:
    assert union(DEVICE, ()) is DEVICE
    assert union(DEVICE, [Source("files"), Source("questions")]) == DEVICE


def test_rows_of_others_stand_behind_those_of_the_device_and_count() -> None:
    both = union(DEVICE, [files(Level.ACT)])
    assert [line.check for line in both.listed] == ["update.auto", "password.asked", "files.row"]
    assert both.worst() is Level.ACT
    assert both.shutter(PASSWORDS) is Shutter.OPEN
    assert both.shutter(3) is Shutter.CLOSED


def test_two_sources_stand_in_the_order_in_which_they_are_given() -> None:
    questions = Source("questions", (listed("questions.lens", 1),))
    both = union(DEVICE, [files(Level.GOOD), questions])
    assert [line.check for line in both.listed][2:] == ["files.row", "questions.lens"]
    assert both.verdict("questions.lens") is None


@pytest.mark.parametrize("device", [replace(DEVICE, listed=(), verdicts=()), DEVICE], ids=["nothing", "another tip"])
def test_no_tip_is_closed_by_another_source_alone(device: Report) -> None:
    assert union(device, [files(Level.GOOD, tip=2)]).shutter(2) is Shutter.BARE


def test_what_is_not_on_the_device_says_nothing_of_a_tip() -> None:
    gone = verdict("password.asked", not_applicable=NotApplicable(Text("There is no such thing here.")))
    assert union(DEVICE.merge(gone), [files(Level.GOOD)]).shutter(PASSWORDS) is Shutter.BARE


def test_the_fourth_tip_is_closed_once_device_and_files_are_both_fine() -> None:
    assert DEVICE.shutter(PASSWORDS) is Shutter.BARE
    assert union(DEVICE, [files(Level.GOOD)]).shutter(PASSWORDS) is Shutter.CLOSED
