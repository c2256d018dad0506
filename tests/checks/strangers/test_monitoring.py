"""Programs that watch this computer: the probes, and a judge that accuses nobody and promises nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postigo.audit.packs import PackData
from postigo.core.model import Finding, Level, Share
from postigo.core.system import Platform, Unknown
from postigo.core.unseen import Unseen
from postigo.core.values import Program, Text
from postigo.system.recording import Recording, load
from postigo.system.replay import Replay
from postigo.testing import replayed, worse_answers
from postigo_checks.strangers.monitoring.check import MONITORING
from postigo_checks.strangers.monitoring.fact import Kind, Part, Watched, Watcher
from postigo_checks.strangers.monitoring.judge import judge
from postigo_checks.strangers.monitoring.probes import ENROLLMENTS, JOBS, SERVICES, UNITS, linux, macos, windows
from tests.tables import data_of

DATA = PackData("postigo_checks")
RECORDINGS = sorted((Path(__file__).parents[2] / "recordings/info.monitoring-software").glob("*.json"))
WAYS = {Platform.LINUX: linux, Platform.WINDOWS: windows, Platform.MACOS: macos}


def process(name: str) -> dict[str, Any]:
    return {"pid": len(name) + 100, "name": name, "path": None, "started": None, "own": False}


def file(path: str) -> dict[str, Any]:
    return {"path": path, "kind": "file", "size": 1, "modified": "2026-11-01T10:00:00+00:00"}


LINUX = {
    "processes": [process("bash"), process("veyon-server")],
    **{f"glob {at}": [file("/usr/lib/systemd/system/ssh.service")] if at == UNITS[1] else [] for at in UNITS},
}
WINDOWS = {
    "processes": [process("explorer.exe"), process("QAppTray.exe")],
    f"registry {SERVICES}": {"values": {}, "subkeys": ["Dnscache", "icas", "VeyonService"]},
    f"registry {ENROLLMENTS}": {"values": {}, "subkeys": ["Context", "{11111111-2222-3333-4444-555555555501}"]},
    rf"registry {ENROLLMENTS}\Context": {"values": {}},
    rf"registry {ENROLLMENTS}\{{11111111-2222-3333-4444-555555555501}}": {
        "values": {"ProviderID": "MS DM Server", "EnrollmentState": 1}
    },
}
MACOS = {
    "processes": [process("launchd")],
    f"glob {JOBS[0]}": [file("/Library/LaunchDaemons/com.qustodio.engine.plist")],
    f"glob {JOBS[1]}": [],
    "run profiles status -type enrollment": {
        "code": 0,
        "out": "Enrolled via DEP: No\nMDM enrollment: Yes (User Approved)\nMDM server: https://mdm.example.org/mdm\n",
        "err": "",
    },
}


def machine(platform: Platform, answers: dict[str, Any]) -> Recording:
    return Recording(platform, "0", answers)


def learn(recording: Recording) -> Watched:
    return WAYS[recording.platform](Replay(recording), DATA)


def test_linux_tells_what_runs_and_what_starts() -> None:
    unit = f"glob {UNITS[1]}"
    answers = {
        **LINUX,
        unit: [file("/usr/lib/systemd/system/logkeys.service"), file("/usr/lib/systemd/system/ssh.service")],
    }
    found = learn(machine(Platform.LINUX, answers))
    assert found.watchers == (
        Watcher("Veyon", Kind.CLASS, running=True),
        Watcher("logkeys", Kind.HIDDEN, running=False),
    )
    assert found.managed is None
    assert not found.unseen


def test_windows_tells_programs_services_and_enrolment() -> None:
    found = learn(machine(Platform.WINDOWS, WINDOWS))
    assert [(one.name, one.running) for one in found.watchers] == [
        ("Qustodio", True),
        ("Veyon", False),
        ("iTALC", False),
    ]
    assert found.managed is True


def test_sub_keys_that_every_windows_has_are_no_enrolment() -> None:
    answers = {**WINDOWS, f"registry {ENROLLMENTS}": {"values": {}, "subkeys": ["Context"]}}
    assert learn(machine(Platform.WINDOWS, answers)).managed is False


def test_macos_tells_jobs_and_enrolment() -> None:
    found = learn(machine(Platform.MACOS, MACOS))
    assert found.watchers == (Watcher("Qustodio", Kind.FAMILY, running=False),)
    assert found.managed is True


@pytest.mark.parametrize(
    "recording",
    [machine(Platform.LINUX, LINUX), machine(Platform.WINDOWS, WINDOWS), machine(Platform.MACOS, MACOS)],
    ids=lambda recording: recording.platform.value,
)
def test_what_cannot_be_seen_is_said(recording: Recording) -> None:
    """Each answer taken away or made nonsense: nobody is accused who was not before, and what is lost is missed."""
    system = Replay(recording)
    before = WAYS[recording.platform](system, DATA)
    for what, less in worse_answers(recording, system):
        after = learn(less)
        accused = {one.name for one in after.watchers}
        assert accused <= {one.name for one in before.watchers}, what
        lost = accused != {one.name for one in before.watchers} or after.managed != before.managed
        assert not lost or len(after.unseen) > len(before.unseen), what
        assert len(after.unseen) >= len(before.unseen)
        assert after.managed in {before.managed, None}, what


def test_a_list_of_services_with_nothing_in_it_is_no_answer() -> None:
    found = learn(machine(Platform.WINDOWS, {**WINDOWS, f"registry {SERVICES}": {"values": {}}}))
    assert found.unseen == (Unseen(Part.STARTED, Unknown.UNREADABLE),)


def test_what_hides_the_programs_of_others_is_said() -> None:
    own = {**process("bash"), "own": True}
    found = learn(machine(Platform.LINUX, {**LINUX, "processes": [own]}))
    assert found.unseen == (Unseen(Part.HIDDEN, Unknown.DENIED),)


def test_a_linux_without_units_does_not_tell_what_starts() -> None:
    found = learn(machine(Platform.LINUX, {**LINUX, **{f"glob {at}": [] for at in UNITS}}))
    assert found.unseen == (Unseen(Part.STARTED, Unknown.MISSING),)


def test_a_machine_on_which_nothing_runs_was_not_seen() -> None:
    found = learn(machine(Platform.WINDOWS, {**WINDOWS, "processes": []}))
    assert found.unseen == (Unseen(Part.RUNNING, Unknown.UNREADABLE),)


def said(fact: Watched) -> list[Finding]:
    return [one for one in judge(fact) if isinstance(one, Finding)]


def everything() -> Watched:
    """A program of each kind, and an administrator elsewhere."""
    return Watched(tuple(Watcher(f"canary-{kind.value}", kind, running=True) for kind in Kind), managed=True)


def test_a_sentence_names_a_kind_and_never_a_program() -> None:
    """E6: the name stands in the evidence, for whoever helps; the row and its title have none."""
    findings = said(everything())
    assert {finding.code for finding in findings} == {f"{kind.value}-seen" for kind in Kind} | {"managed"}
    assert [value for finding in findings for value in finding.evidence.values()]
    for finding in findings:
        assert not finding.text.values
        assert finding.subject is None
        assert all(isinstance(value, Program) for value in finding.evidence.values())


def test_what_is_found_is_no_alarm_and_has_no_plan() -> None:
    assert MONITORING.fixes == ()
    assert {(one.level, one.whose, one.fixes) for one in said(everything())} == {(Level.NOTE, True, ())}


def test_none_known_is_a_note_that_proves_nothing() -> None:
    (none,) = said(Watched((), managed=False))
    assert (none.code, none.level, none.whose) == ("nothing-known", Level.NOTE, False)
    assert none.text == Text("We have found no known program that watches. This does not prove that there is none.")


@pytest.mark.parametrize("part", Part)
def test_none_known_is_never_said_where_something_was_not_seen(part: Part) -> None:
    assert said(Watched((), managed=False, unseen=(Unseen(part, Unknown.DENIED),))) == []


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_no_recording_of_it_is_good_or_asks_for_something(path: Path) -> None:
    recording = load(path.read_bytes())
    verdict, _ = replayed(MONITORING, recording, data_of(recording))
    assert verdict.level in {None, Level.NOTE}


def test_it_runs_only_when_asked_for_and_is_in_no_copy() -> None:
    assert (MONITORING.on_request, MONITORING.discreet, MONITORING.share) == (True, True, Share.NEVER)


@pytest.mark.parametrize("change", [{"on_request": False}, {"share": Share.NAMES}])
def test_what_is_discreet_cannot_run_unasked_nor_leave(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="is discreet"):
        replace(MONITORING, **change)
