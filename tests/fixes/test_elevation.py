"""Who asks the helper: whatever is there or says what, an answer of a closed list, and a sentence for each that is not as wished."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from postigo.fix_helper.request import Code, Do, Fix, Request
from postigo.fixes import elevation
from postigo.fixes.elevation import SENTENCES, How, Outcome, request
from tests.support.places import needs

pytestmark = needs("posix")


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A program in pkexec's place; what it was given lies beside it."""
    way = folder / "way"
    way.write_text(f"#!/bin/sh\nprintf '%s ' \"$@\" >{folder}/words\nhead -n 1 >{folder}/line\n{script}\n")
    way.chmod(0o755)
    monkeypatch.setattr(elevation, "_WAYS", (str(way),))
    monkeypatch.setattr(elevation, "installed", lambda: True)
    return way


def answer(**told: object) -> str:
    return f"echo '{json.dumps({'v': 1} | told)}'"


def test_from_a_clone_nobody_is_asked_for_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elevation, "start", lambda *_: pytest.fail("nothing may be started"))
    monkeypatch.setattr(elevation, "PROGRAM", "/nowhere/fix-helper")
    assert request(Fix.FIREWALL_ON, Do.APPLY) == Outcome(How.NOT_INSTALLED)


@needs("root")
def test_what_others_could_have_put_there_is_not_the_helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "fix-helper"
    monkeypatch.setattr(elevation, "PROGRAM", str(place))
    place.write_text("")
    place.chmod(0o755)
    assert elevation.installed()
    place.chmod(0o775)
    assert not elevation.installed()
    place.chmod(0o755)
    os.chown(place, 65534, 0)
    assert not elevation.installed()
    place.rename(tmp_path / "elsewhere")
    place.symlink_to("elsewhere")
    assert not elevation.installed()


def test_without_anything_that_asks_for_the_password_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elevation, "installed", lambda: True)
    monkeypatch.setattr(elevation, "_WAYS", ("/nowhere/pkexec",))
    assert request(Fix.FIREWALL_ON, Do.APPLY) == Outcome(How.NO_WAY)


def test_the_line_and_the_tag_are_those_of_the_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, answer(code="undone", now="off", undo=False, begun=False, differs=[]))
    assert request(Fix.UNIT_OFF, Do.UNDO, "anydesk.service") == Outcome(How.UNDONE, "off")
    assert (tmp_path / "words").read_text() == f"{elevation.PROGRAM} unit-off.undo "
    assert (tmp_path / "line").read_bytes() == Request(Fix.UNIT_OFF, Do.UNDO, "anydesk.service").line


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ("exit 126", How.REFUSED),
        ("exit 127", How.DENIED),
        ("exit 1", How.DENIED),
        ("kill -9 $$", How.LOST),
        ("exit 0", How.LOST),
        ("exit 137", How.LOST),
        ('echo hello; echo \'[]\'; echo \'{"v":2,"code":"done"}\'; exit 1', How.DENIED),
        (answer(code="of-another-version"), How.LOST),
        (answer(code="busy"), How.BUSY),
        (answer(code="untrusted"), How.NOT_INSTALLED),
        (answer(code="done", now="on", undo=True, begun=False, differs=[]), How.DONE),
    ],
)
def test_each_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, outcome: How) -> None:
    stand_in(tmp_path, monkeypatch, script)
    assert request(Fix.FIREWALL_ON, Do.APPLY).how is outcome


def test_somebody_elses_change_is_named_and_progress_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = answer(code="changed", now="off", undo=True, begun=False, differs=["ufw "])
    stand_in(
        tmp_path, monkeypatch, f"{answer(progress='fetch', percent=40)}\n{answer(progress='x', percent=1)}\n{changed}"
    )
    heard: list[tuple[str, int]] = []
    outcome = request(Fix.FIREWALL_ON, Do.UNDO, heard=lambda *step: heard.append(step))
    assert outcome == Outcome(How.CHANGED_SINCE, "off", undo=True, differs=("ufw ",))
    assert heard == [("fetch", 40)]


def test_every_code_has_an_end_and_every_end_that_is_not_good_a_sentence() -> None:
    ends = {elevation._by_status(code.status).how for code in Code}
    assert ends | {How.NO_WAY, How.REFUSED, How.DENIED, How.LOST} == set(How)
    assert set(How) - set(SENTENCES) == {How.DONE, How.UNDONE, How.LOOKED}


@pytest.mark.parametrize("status", [0, 1, 2, 3, 99, 255, 259, 0xC0000005])
def test_a_program_that_crashed_or_was_killed_has_answered_nothing(status: int) -> None:
    """Windows has no pipe: a crash of Python ends with 1, as does a kill; a library that lacks, with a number of its own."""
    assert elevation._by_status(status).how is How.LOST
