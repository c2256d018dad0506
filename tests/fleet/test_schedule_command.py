"""`postigo schedule`: what it says, what it writes, and with which status it ends."""

from __future__ import annotations

import json
import os
import stat
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Event
from unittest.mock import Mock, patch

import pytest

from postigo.audit.worker_process import CannotBegin
from postigo.cli import schedule
from postigo.cli.status import Exit, UsageError
from postigo.core.model import Scope
from postigo.core.policy import Policy
from postigo.core.report import Report
from postigo.fleet import look as looking
from postigo.fleet import secret
from postigo.fleet.device import KEY_BYTES, LETTERS, key_in, stand_in
from postigo.fleet.layout import place_of
from postigo.fleet.lock import held
from postigo.fleet.orders import Every
from postigo.fleet.standing import Standing, note
from postigo.reports.published import fits
from postigo.store import machine
from postigo.store.context import Context
from postigo.words import Words
from tests.support.places import needs
from tests.support.program import ENGLISH, inside

MACHINES = Path(__file__).parents[1] / "machines"


@cache
def _looked() -> Report | None:
    """Report of the look of a remembered computer: one for all tests."""
    return looking.look(Event(), replay=str(MACHINES / "linux-school.json"))


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The computer's own folder, and an administrator's without a key."""
    monkeypatch.setattr(machine, "state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr(machine, "settings_folder", lambda: tmp_path / "etc")
    (tmp_path / "etc").mkdir()
    return tmp_path / "state"


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Policy:
    """Policy of a school, for a remembered computer of its own."""
    (tmp_path / "share").mkdir()
    report = _looked()
    monkeypatch.setattr(looking, "look", lambda _cancel, _rules: report)
    return Policy(schedule="weekly", report_folder=str(tmp_path / "share"), site="ceip-3")


def call(
    policy: Policy, action: str | None = "run", *, now: bool = False, file: str | None = None, lang: str = "en"
) -> int:
    return schedule.run(Namespace(action=action, now=now, file=file), Context(lang, policy=policy))


def folder(policy: Policy) -> Path:
    return Path(str(policy.report_folder))


def reports(policy: Policy) -> list[Path]:
    return sorted(folder(policy).rglob("*.json"))


def test_a_run_makes_a_report_of_the_machine_and_of_nobody(
    state: Path, policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(policy) == Exit.NOTHING_TO_DO
    (file,) = reports(policy)
    place = place_of(file)
    assert place is not None
    assert place.site == "ceip-3"
    assert len(place.device) == LETTERS
    report = json.loads(file.read_bytes())
    assert fits(report)
    assert (report["label"], report["level"]) == (place.device, "share")
    assert capsys.readouterr().out.splitlines() == [
        "Your school looks at this computer every week.",
        "It looks at the machine, at nobody's account.",
        f"A report was brought to {policy.report_folder}.",
    ]
    assert call(policy) == Exit.NOTHING_TO_DO
    assert capsys.readouterr().out == ""
    assert reports(policy) == [file]
    assert call(policy, now=True) == Exit.NOTHING_TO_DO
    (again,) = set(reports(policy)) - {file}
    assert again.name.startswith(f"{place.device}.")
    assert sorted(one.name for one in state.iterdir()) == ["lock", "own.key", "schedule.json", "waiting"]


def test_every_check_in_it_is_one_of_the_machine() -> None:
    report = _looked()
    assert report is not None
    assert len(report.listed) > 10
    assert {line.scope for line in report.listed} == {Scope.MACHINE}


def test_a_program_that_is_read_too_slowly_is_tried_once_more() -> None:
    """A computer that just started, at low priority: the worker says nothing in its time."""

    def nothing() -> Iterator[object]:
        yield from ()

    slow = Mock(side_effect=[CannotBegin("nothing for 10 seconds"), nothing()])
    with patch("postigo.audit.supervisor.audit", slow):
        assert looking.look(Event()) is None
    slow.side_effect = CannotBegin
    with patch("postigo.audit.supervisor.audit", slow), pytest.raises(CannotBegin):
        looking.look(Event())
    assert slow.call_count == 4


def test_a_label_of_the_school_is_the_name_in_the_folder_and_in_the_report(state: Path, policy: Policy) -> None:
    assert call(policy._replace(label="Aula 3, PC 12", report_level="full")) == Exit.NOTHING_TO_DO
    (file,) = reports(policy)
    assert file.name == "aula-3-pc-12.json"
    report = json.loads(file.read_bytes())
    assert (report["label"], report["level"], report["reason"]) == ("Aula 3, PC 12", "full", looking.WHY_ALL.one)
    assert not (state / secret.OWN).exists()


def test_a_label_without_a_letter_stands_in_the_report_alone(state: Path, policy: Policy) -> None:
    assert call(policy._replace(label="★ ★")) == Exit.NOTHING_TO_DO
    (file,) = reports(policy)
    assert len(file.stem) == LETTERS
    assert json.loads(file.read_bytes())["label"] == "★ ★"
    assert (state / secret.OWN).exists()


def test_the_schools_key_makes_the_name_and_a_broken_one_stops_the_look(state: Path, policy: Policy) -> None:
    file = machine.settings_folder() / secret.SCHOOLS
    file.write_bytes(secret.new_key())
    with patch("postigo.fleet.numbers.numbers", return_value=("n1", "n2")):
        call(policy)
        (report,) = reports(policy)
        assert report.stem == stand_in(key_in(file.read_text()), ("n1", "n2"))
        file.write_text("half a key")
        with pytest.raises(UsageError, match="is no key of Postigo's"):
            call(policy, now=True)
    assert reports(policy) == [report]
    assert not (state / secret.OWN).exists()


@pytest.mark.usefixtures("state")
def test_a_computer_that_nothing_tells_from_others_wants_a_label(policy: Policy) -> None:
    with (
        patch("postigo.fleet.numbers.numbers", return_value=("", "")),
        pytest.raises(UsageError, match="Give it a name in its policy"),
    ):
        call(policy)
    assert reports(policy) == []


def test_a_second_run_meanwhile_is_told_to_wait(
    state: Path, policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    state.mkdir()
    with held(state / "lock"):
        assert call(policy) == Exit.BUSY
    assert capsys.readouterr().err == "This computer is looking at itself already. Wait until that is over.\n"
    assert reports(policy) == []


def test_a_report_that_waits_is_no_success(state: Path, policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    folder(policy).rmdir()
    assert call(policy) == Exit.CANNOT_WRITE
    capsys.readouterr()
    assert call(policy, action=None) == Exit.NOTHING_TO_DO
    told = " ".join(capsys.readouterr().out.split())
    assert "One report waits here until it can go there." in told
    folder(policy).mkdir()
    assert call(policy) == Exit.NOTHING_TO_DO
    assert len(reports(policy)) == 1
    assert [*state.glob("waiting/*")] == []


def test_without_a_folder_nothing_is_looked_at_and_nobody_reads_that_something_is(
    state: Path, policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = policy._replace(report_folder=None)
    with pytest.raises(UsageError, match="names no folder"):
        call(nowhere)
    assert not state.exists()
    call(nowhere, action=None)
    told = " ".join(capsys.readouterr().out.split())
    assert "names no folder for the reports. So no look is made." in told
    assert "every week" not in told


@pytest.mark.usefixtures("state")
def test_whoever_sits_at_a_terminal_is_told_when_the_next_look_is_due_and_a_journal_is_not(
    policy: Policy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call(policy)
    capsys.readouterr()
    assert call(policy) == Exit.NOTHING_TO_DO
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert call(policy) == Exit.NOTHING_TO_DO
    due = Words("en").day(datetime.now().astimezone().date() + timedelta(7))
    assert capsys.readouterr().out == f"No look is due before {due}. To look all the same, add --now.\n"


def test_with_a_wrong_clock_no_day_is_named() -> None:
    for now in (Standing(undated=True), Standing(date(2026, 11, 30), undated=True)):
        assert "until the clock of this computer is right" in schedule._not_due(Every.WEEKLY, now).one


@needs("posix")
def test_where_only_the_system_may_keep_things_a_run_says_who_can_start_it(state: Path, policy: Policy) -> None:
    state.touch()  # a file where the folder should be: also root is refused
    with pytest.raises(UsageError, match="cannot be kept"):
        call(policy)
    with (
        patch.object(Path, "mkdir", side_effect=PermissionError(13, "no")),
        pytest.raises(UsageError, match="Only who"),
    ):
        call(policy)


def test_everybody_can_read_what_is_arranged(state: Path, policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(Policy(), action=None) == Exit.NOTHING_TO_DO
    assert capsys.readouterr().out == "No look is arranged on this computer.\n"
    assert call(policy, action=None, lang="es") == Exit.NOTHING_TO_DO
    assert "Tu centro educativo revisa este equipo cada semana. Mira el equipo" in capsys.readouterr().out
    state.mkdir()
    note(Standing(date(2026, 11, 30), device="k7", waiting=2), state)
    call(policy, action=None)
    told = " ".join(capsys.readouterr().out.split())
    assert "The last look was on 30 Nov 2026." in told
    assert "called k7." in told
    assert "2 reports wait here" in told


@needs("posix")
@pytest.mark.usefixtures("state")
def test_a_key_that_others_can_read_is_said(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    file = machine.settings_folder() / secret.SCHOOLS
    file.write_bytes(secret.new_key())
    for mode, said in ((0o644, True), (0o600, False)):
        file.chmod(mode)
        call(policy, action=None)
        assert ("Other accounts can read the school's key" in " ".join(capsys.readouterr().out.split())) is said


def test_a_key_is_made_once_and_never_over_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "reports.key"
    assert call(Policy(), action="key", file=str(file)) == Exit.NOTHING_TO_DO
    before = file.read_bytes()
    assert len(key_in(before.decode())) == KEY_BYTES
    assert before.hex() not in capsys.readouterr().out
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="is there already"):
        call(Policy(), action="key", file=str(file))
    assert file.read_bytes() == before


@pytest.mark.parametrize("words", [("look",), ("--now",), ("run", "x"), ("key",), ("key", "k", "--now")])
def test_what_does_not_go_together_is_refused(words: tuple[str, ...]) -> None:
    assert inside("schedule", *words, env=ENGLISH).returncode == Exit.USAGE


def test_where_no_look_is_arranged_a_run_ends_at_once() -> None:
    done = inside("schedule", "run", env=ENGLISH)
    assert (done.returncode, done.stdout) == (0, "No look is arranged on this computer. Nothing was done.\n")
