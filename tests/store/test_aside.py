"""The list of what is set aside: no name in it, back when the facts change, and no harm by damage."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from postigo.core import setting_aside
from postigo.core.aside import Aside
from postigo.core.handle import Handle, HandleKind
from postigo.core.model import Finding, Level, Subject
from postigo.core.setting_aside import Span
from postigo.core.values import Keyword, Program, Text, Value
from postigo.store import aside
from postigo.store.aside import AsideTrouble, SetAside
from tests.support import made
from tests.support.program import posix

TODAY = date(2026, 11, 23)
LINE = made.listed("update.auto", 3)
WEEK = setting_aside.snoozed(Span.WEEK, TODAY)
FINE = setting_aside.accepted("It is the library's.", TODAY)


def finding(name: str = "canary-program", level: Level = Level.ADVISE, **values: Value) -> Finding:
    text = Text("{name} is old.", values={"name": Program(name), **values})
    return Finding("old", level, text, Program(name), handle=Handle(HandleKind.PROGRAM, f"/opt/{name}"))


def kept(folder: Path, mark: Aside = WEEK, *found: Finding) -> SetAside:
    return aside.add([(LINE, one, mark) for one in found or [finding()]], TODAY, folder)


def content(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / aside.NAME).read_text())
    return data


# --- what is kept


@pytest.mark.parametrize("mark", [WEEK, FINE])
def test_what_is_set_aside_is_found_again(tmp_path: Path, mark: Aside) -> None:
    kept(tmp_path, mark)
    assert aside.read(tmp_path).find(LINE, finding()) == mark


def test_without_a_list_nothing_is_set_aside(tmp_path: Path) -> None:
    assert aside.read(tmp_path).find(LINE, finding()) is None
    assert list(tmp_path.iterdir()) == []


def test_the_list_names_nothing_of_the_machine(tmp_path: Path) -> None:
    report = made.everything()
    found = [(report.listing(said.check), one, WEEK) for said in report.verdicts for one in said.findings]
    aside.add(found, TODAY, tmp_path)
    assert len(content(tmp_path)["entries"]) == len(found)
    assert b"canary" not in (tmp_path / aside.NAME).read_bytes()


def test_another_key_makes_other_hashes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        kept(tmp_path / name)
    one, other = (content(tmp_path / name)["entries"][0] for name in ("one", "other"))
    assert (one["thing"], one["facts"]) != (other["thing"], other["facts"])


@posix
def test_the_list_is_its_owners_alone(tmp_path: Path) -> None:
    kept(tmp_path)
    assert stat.S_IMODE((tmp_path / aside.NAME).stat().st_mode) == 0o600


def test_setting_aside_again_takes_the_place_of_the_first(tmp_path: Path) -> None:
    kept(tmp_path, FINE)
    kept(tmp_path, WEEK)
    assert [entry.aside for entry in aside.read(tmp_path).entries] == [WEEK]


def test_a_list_does_not_grow_without_end(tmp_path: Path) -> None:
    kept(tmp_path, WEEK, *(finding(f"p{number}") for number in range(510)))
    after = aside.read(tmp_path)
    assert after.find(LINE, finding("p9")) is None
    assert after.find(LINE, finding("p509")) == WEEK


# --- it comes back


@pytest.mark.parametrize(
    "changed",
    [
        finding(level=Level.ACT),
        finding("another"),
        replace(finding(), code="older"),
        replace(finding(), handle=Handle(HandleKind.PROGRAM, "/tmp/canary-program")),  # noqa: S108 - a name
        finding(tool=Keyword("apt")),
        replace(finding(), subjects=(Subject(Program("more"), Handle(HandleKind.PROGRAM, "/opt/more")),)),
    ],
)
@pytest.mark.parametrize("mark", [WEEK, FINE])
def test_it_comes_back_when_the_facts_change(tmp_path: Path, changed: Finding, mark: Aside) -> None:
    assert kept(tmp_path, mark).find(LINE, changed) is None


def test_it_comes_back_when_the_check_looks_in_a_new_way(tmp_path: Path) -> None:
    list_ = kept(tmp_path)
    assert list_.find(replace(LINE, version=2), finding()) is None
    assert list_.find(replace(LINE, check="update.apps"), finding()) is None


def test_what_is_snoozed_may_count_on_and_what_is_accepted_may_not(tmp_path: Path) -> None:
    now, later = finding(n=12, since=TODAY), finding(n=13, since=TODAY + timedelta(days=1))
    assert kept(tmp_path / "week", WEEK, now).find(LINE, later) == WEEK
    assert kept(tmp_path / "fine", FINE, now).find(LINE, later) is None
    assert kept(tmp_path / "fine", FINE, now).find(LINE, now) == FINE


def test_another_wording_of_the_same_facts_changes_nothing(tmp_path: Path) -> None:
    said = finding()
    better = replace(said, text=Text("{name} waits for an update.", values=said.text.values))
    assert kept(tmp_path).find(LINE, better) == WEEK


# --- it ends


def test_what_is_taken_up_again_is_gone_with_its_reason(tmp_path: Path) -> None:
    kept(tmp_path, FINE)
    after, gone = aside.end(lambda entry: entry.check == "update.auto", TODAY, tmp_path)
    assert (after.find(LINE, finding()), gone) == (None, 1)
    assert b"library" not in (tmp_path / aside.NAME).read_bytes()


def test_what_has_ended_goes_when_the_list_is_written(tmp_path: Path) -> None:
    kept(tmp_path, FINE)
    aside.add([(LINE, finding("other"), WEEK)], TODAY + timedelta(days=400), tmp_path)
    assert b"library" not in (tmp_path / aside.NAME).read_bytes()


def test_a_clock_that_went_back_loses_nothing(tmp_path: Path) -> None:
    kept(tmp_path, FINE)
    aside.add([(LINE, finding("other"), setting_aside.snoozed(Span.DAY, date(1970, 1, 1)))], date(1970, 1, 1), tmp_path)
    assert aside.read(tmp_path).find(LINE, finding()) == FINE


def test_ending_what_is_not_there_writes_nothing(tmp_path: Path) -> None:
    assert aside.end(lambda _entry: True, TODAY, tmp_path)[1] == 0
    assert list(tmp_path.iterdir()) == []


# --- damage


def _without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda data: data.pop(name)


def _entry(**change: object) -> Callable[[dict[str, Any]], object]:
    return lambda data: data["entries"][0].update(change)


@pytest.mark.parametrize(
    "harm",
    [
        _without("schema"),
        _without("key"),
        _without("entries"),
        lambda data: data.update(key="zz"),
        lambda data: data.update(key="00"),
        lambda data: data.update(entries={}),
        lambda data: data.update(schema="postigo.set-aside/0"),
        lambda data: data.update(schema=["postigo.set-aside/1"]),
        _entry(kind="policy"),
        _entry(until="tomorrow"),
        _entry(since=None),
        _entry(more="x"),
        _entry(facts=7),
    ],
)
def test_a_list_that_is_damaged_is_said_and_sets_nothing_aside(
    tmp_path: Path, harm: Callable[[dict[str, Any]], object]
) -> None:
    kept(tmp_path)
    data = content(tmp_path)
    harm(data)
    _refused(tmp_path, json.dumps(data).encode(), "is damaged")


@pytest.mark.parametrize(
    "bytes_", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b"\0" * 100, b'{"schema": 1e999}']
)
def test_a_file_that_is_no_list_is_said_and_stays(tmp_path: Path, bytes_: bytes) -> None:
    _refused(tmp_path, bytes_, "is damaged")


def test_a_list_of_a_newer_postigo_is_said_and_stays(tmp_path: Path) -> None:
    _refused(tmp_path, b'{"schema": "postigo.set-aside/2", "marks": []}', "A newer Postigo wrote")


def test_a_list_without_end_is_not_read(tmp_path: Path) -> None:
    _refused(tmp_path, b" " * (1 << 20), "cannot be read")


def _refused(folder: Path, there: bytes, says: str) -> None:
    """It is said, nothing is set aside, and neither adding nor ending changes a byte."""
    file = folder / aside.NAME
    file.write_bytes(there)
    for call in (
        lambda: aside.read(folder),
        lambda: kept(folder),
        lambda: aside.end(lambda _entry: True, TODAY, folder),
    ):
        with pytest.raises(AsideTrouble) as trouble:
            call()
        assert says in trouble.value.text.one
        assert file.read_bytes() == there


def test_a_disk_that_is_full_is_said_and_the_list_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path)
    before = (tmp_path / aside.NAME).read_bytes()

    def full(_file: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(aside, "replace_plain", full)
    with pytest.raises(AsideTrouble) as trouble:
        kept(tmp_path, WEEK, finding("other"))
    assert trouble.value.text.one.startswith("This could not be kept")
    assert (tmp_path / aside.NAME).read_bytes() == before


@posix
def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / aside.NAME)
    with pytest.raises(AsideTrouble, match="ordinary"):
        aside.read(tmp_path)


def test_letters_that_are_broken_survive(tmp_path: Path) -> None:
    mark = setting_aside.accepted("a\udcff\u202eb", TODAY)
    assert kept(tmp_path, mark).find(LINE, finding()) == mark
    assert aside.read(tmp_path).find(LINE, finding()) == mark
