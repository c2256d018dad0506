"""The engine: an audit from its catalogue to its end, and workers that die."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postigo.audit import orphans, supervisor
from postigo.audit.request import Request
from postigo.audit.supervisor import audit, catalogue
from postigo.audit.worker_process import CannotBegin, Fault
from postigo.core.events import Catalogue, Done, Event, Finished, Started
from postigo.core.report import PackInfo
from postigo.core.system import Platform
from postigo.pipe import reexec
from postigo.pipe.messages import from_line
from postigo.system.recording import NotARecording, Recording, dump, load
from tests.support.pace import keeps, waits, within
from tests.support.with_packs import PACKS, WELL, WELL_SAID, Install, heard, install, request, said, states

__all__ = ["install"]


# --- an audit --------------------------------------------------------------------------------------------------------


def test_an_audit_is_catalogue_then_starts_and_answers_then_done(install: Install) -> None:
    install("wellbehaved")
    events = heard(request(*WELL))
    assert said(events) == WELL_SAID
    first = events[0]
    assert isinstance(first, Catalogue)
    assert [line.check for line in first.listed] == list(WELL), "in the pack's order"
    assert {line.pack for line in first.listed} == {"wellbehaved"}
    assert first.remembered is False
    info = next(pack for pack in first.packs if pack.name == "wellbehaved")
    assert replace(info, locale="") == PackInfo("wellbehaved", "1.0", "wellbehaved")
    assert Path(info.locale) == PACKS / "wellbehaved" / "locale"


def test_a_verdict_says_how_long_it_took(install: Install) -> None:
    install("wellbehaved")

    def told() -> float:
        events = heard(request("wellbehaved:is.slow"))
        slow = next(event.verdict for event in events if isinstance(event, Finished))
        assert slow.seconds >= 0.3
        return slow.seconds

    assert keeps(10, told)


def test_the_order_of_the_request_does_not_matter(install: Install) -> None:
    install("wellbehaved")
    events = heard(request(*reversed(WELL)))
    first = events[0]
    assert isinstance(first, Catalogue)
    assert [line.check for line in first.listed] == list(WELL)


def test_one_check_can_be_looked_at_again(install: Install) -> None:
    install("wellbehaved")
    assert said(heard(request(WELL[1]))) == {WELL[1]: WELL_SAID[WELL[1]]}


def test_a_look_offers_what_it_does_not_look_at() -> None:
    with closing(audit(Request(tip=4))) as events:
        first = next(events)
    assert isinstance(first, Catalogue)
    assert [line.check for line in first.offered] == ["password.saved-on-shared", "password.plain-file"]
    assert not any(line.on_request for line in first.listed)
    assert first.incomplete_tips == ()


def test_the_catalogue_alone_asks_nothing(install: Install) -> None:
    install("wellbehaved", "naughty")
    asked = request("wellbehaved:is.slow", "naughty:hang.python", "naughty:die.segfault")
    found = within(10, lambda: catalogue(asked))
    assert found is not None
    assert len(found.listed) == 3


def test_checks_wait_side_by_side(install: Install) -> None:
    install("wellbehaved")
    events = heard(request("wellbehaved:is.slow", "wellbehaved:is.brief"))
    kinds = [type(event) for event in events]
    assert kinds == [Catalogue, Started, Started, Finished, Finished, Done]


def test_a_remembered_machine_is_audited_on_its_own_clock(install: Install, tmp_path: Path) -> None:
    install("wellbehaved")
    file = tmp_path / "a recording.json"
    now = "2024-05-06T07:08:09+00:00"
    file.write_bytes(dump(Recording(Platform.MACOS, "test", {"now": now, "elevated": True})))
    events = heard(replace(request(*WELL), replay=str(file)))
    first, last = events[0], events[-1]
    assert isinstance(first, Catalogue)
    assert isinstance(last, Done)
    assert (first.platform, first.remembered, first.elevated) == (Platform.MACOS, True, True)
    assert first.began.isoformat() == now
    assert (last.ended - first.began).total_seconds() < 60
    assert said(events) == WELL_SAID


@pytest.mark.parametrize("content", [None, b"", b"{}", json.dumps({"schema": "postigo.recording/9"}).encode()])
def test_a_recording_that_cannot_be_read_is_no_packs_fault(
    install: Install, tmp_path: Path, content: bytes | None
) -> None:
    install("wellbehaved")
    file = tmp_path / "recording.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CannotBegin, match=r"NotARecording|FileNotFoundError"):
        list(audit(replace(request(*WELL), replay=str(file))))


@pytest.mark.parametrize(
    "answers",
    [
        '{"now": {"unknown": "denied"}}',
        '{"now": {"absent": true}}',
        '{"now": "2024-05-06T07:08:09"}',
        '{"elevated": {"unknown": "denied"}}',
        '{"files": ' + "1" * 5000 + "}",
    ],
)
def test_what_is_wrong_in_a_recording_is_said_when_it_is_loaded(answers: str) -> None:
    whole = dump(Recording(Platform.LINUX, "test", {})).decode()
    assert load(whole.encode()).answers == {}
    broken = whole.replace('"answers": {}', f'"answers": {answers}')
    assert broken != whole
    with pytest.raises(NotARecording):
        load(broken.encode())


def test_an_installation_that_is_broken_is_no_packs_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "postigo").mkdir()
    (tmp_path / "postigo" / "__init__.py").write_text("raise ImportError('half a program')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(CannotBegin, match="half a program"):
        list(audit(request("a.b")))


def test_what_lies_in_the_current_folder_is_not_run(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install("wellbehaved")
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "json.py").write_text("raise SystemExit('this came from the web')")
    monkeypatch.chdir(tmp_path / "downloads")
    assert said(heard(request(WELL[0]))) == {WELL[0]: WELL_SAID[WELL[0]]}


def test_a_child_of_ours_is_not_what_lies_in_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / "postigo").mkdir()
    (tmp_path / "postigo" / "__main__.py").write_text("print('this came from the web')")
    command = reexec.command("postigo", "--version")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.startswith("Postigo ")


@pytest.mark.parametrize("flag", ["-I", "-E", "-s"])
def test_a_child_of_ours_keeps_the_flags_that_its_parent_was_given(flag: str) -> None:
    code = "from postigo.pipe import reexec; print(*reexec.command('x', 'word'))"
    done = subprocess.run([sys.executable, flag, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    words = done.stdout.split()
    assert "-P" in words
    assert flag in words
    assert words[-3:] == ["-m", "x", "word"]


def test_in_a_virtual_environment_on_windows_the_python_behind_it_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "X:/here/.venv/Scripts/python.exe")
    monkeypatch.setattr(sys, "_base_executable", "X:/python.exe")
    assert reexec.python_program({"A": "1"}) == ("X:/here/.venv/Scripts/python.exe", {"A": "1"})
    monkeypatch.setattr(sys, "platform", "win32")
    assert reexec.python_program({"A": "1"}) == (
        "X:/python.exe",
        {"A": "1", "__PYVENV_LAUNCHER__": "X:/here/.venv/Scripts/python.exe"},
    )


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"is": "Finished", "verdict": {"is": "Verdict", "check": "a.b", "seconds": 1' + "0" * 400 + "}}",
    ],
)
def test_what_is_no_event_is_said_to_be_none(line: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_line(Event, line)


def test_that_no_worker_can_begin_is_not_for_a_pack_to_say(install: Install) -> None:
    install("wellbehaved")
    watch = supervisor._Audit(request(*WELL), None)
    try:
        assert watch.catalogue(only=()) is not None
        worker = watch._workers[None]
        with pytest.raises(Fault):
            worker._note(b"!enough")
    finally:
        watch.end()


def test_cancelled_before_its_catalogue_an_audit_is_done_and_nothing_else(install: Install) -> None:
    install("wellbehaved")
    cancel = threading.Event()
    cancel.set()
    [done] = list(audit(request(*WELL), cancel))
    assert isinstance(done, Done)
    assert done.cancelled
    assert catalogue(request(*WELL), cancel) is None


def test_a_worker_that_somebody_kills_costs_no_answer(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("wellbehaved")
    workers = _spied(monkeypatch)
    events: list[Event] = []
    killed: list[int] = []
    for event in audit(request(*WELL)):
        events.append(event)
        if event == Started("wellbehaved:is.slow") and not killed:
            killed.append(workers[-1])
            os.kill(workers[-1], signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    assert said(events) == WELL_SAID
    assert workers[-1] not in killed


def test_a_worker_killed_while_it_imports_is_no_packs_fault(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("wellbehaved", "takes_its_time")
    workers = _spied(monkeypatch)

    def kill() -> None:
        while len(workers) < 2:  # the first is that of the built-in checks
            time.sleep(0.01)
        time.sleep(0.4)
        os.kill(workers[1], signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    events = heard(request(*WELL, packs=("wellbehaved", "takes-its-time")))
    killer.join()
    assert said(events) == WELL_SAID
    assert {state for state, _ in states(events).values()} == {"runs"}


def test_a_worker_killed_before_its_first_import_is_tried_once_more(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("wellbehaved")
    workers = _spied(monkeypatch, kill=1)
    assert said(heard(request(*WELL))) == WELL_SAID
    assert len(workers) == 3  # that of the built-in checks, once more; the stranger's


def test_workers_that_never_begin_are_not_tried_for_ever(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("wellbehaved")
    workers = _spied(monkeypatch, kill=9)
    with pytest.raises(CannotBegin):
        list(audit(request(*WELL)))
    assert len(workers) == 2


def test_what_is_forgiven_puts_no_sign_of_life_into_the_future(install: Install) -> None:
    install("wellbehaved")
    watch = supervisor._Audit(request(*WELL), None)
    try:
        assert watch.catalogue(only=()) is not None
        worker = watch._workers[None]
        worker.discount(1000.0)
        assert worker._host.silence >= 0.0
    finally:
        watch.end()


def _spied(monkeypatch: pytest.MonkeyPatch, kill: int = 0) -> list[int]:
    """The pids of all workers, as they are started; the first few may be killed at once."""
    workers: list[int] = []

    class Spy(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            workers.append(self.pid)
            if len(workers) <= kill:
                self.kill()

    monkeypatch.setattr("postigo.pipe.host.subprocess.Popen", Spy)
    return workers


def test_time_in_which_nobody_listened_counts_for_no_budget(install: Install) -> None:
    install("wellbehaved")
    events = []
    for event in audit(request("wellbehaved:is.brief", "wellbehaved:is.slow")):
        events.append(event)
        if event == Started("wellbehaved:is.brief"):
            time.sleep(3.5)  # its budget is two seconds, and it was done in a quarter of it
    assert said(events)["wellbehaved:is.brief"] == {"level": "good", "findings": ["fine: good"], "gaps": []}


def test_an_audit_leaves_no_thread_and_no_pipe_open(install: Install) -> None:
    install("wellbehaved")
    heard(request(*WELL))  # what is opened once and for all is open now
    threads, files = set(threading.enumerate()), _open_files()
    heard(request(*WELL))
    assert waits(lambda: set(threading.enumerate()) <= threads, 5), "what others had may end meanwhile"
    assert waits(lambda: _open_files() <= files, 5)


def _open_files() -> set[str]:
    """What this process has open, each pipe by its number; the list itself is none of them."""
    found = set()
    for file in Path("/proc/self/fd").iterdir() if Path("/proc/self/fd").is_dir() else ():
        with contextlib.suppress(OSError):
            found.add(str(file.readlink()))
    return {name for name in found if not name.endswith("/fd")}


def test_nonsense_about_process_groups_kills_nobody() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True
    ) as bystander:
        orphans.end_groups([0, 1, -1, 2**22 + 7, 10**12])
        orphans.end_marked("")
        orphans.end_marked("nobody carries this")
        assert bystander.poll() is None
        bystander.communicate(b"\n")
    assert bystander.returncode == 0
