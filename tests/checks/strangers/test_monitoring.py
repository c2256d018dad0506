"""What watches this computer: the probe learns it, and nothing of it is shown before there is a safety flow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from postigo.audit.packs import PackData
from postigo.core.system import Platform, Unknown
from postigo.core.unseen import Unseen
from postigo.system.recording import Recording, load
from postigo.system.replay import Replay
from postigo.testing import worse_answers
from postigo_checks import pack
from postigo_checks.strangers.monitoring.probes import (
    ENROLLMENTS,
    JOBS,
    SERVICES,
    UNITS,
    WATCHED,
    Kind,
    Part,
    Watched,
    Watcher,
)

DATA = PackData("postigo_checks")
RECORDINGS = Path(__file__).parents[2] / "recordings/net.hosts-proxy-dns"


def process(name: str) -> dict[str, Any]:
    return {"pid": len(name) + 100, "name": name, "path": None, "started": None, "own": False}


def file(path: str) -> dict[str, Any]:
    return {"path": path, "kind": "file", "size": 1, "modified": "2026-11-01T10:00:00+00:00"}


LINUX = {"processes": [process("bash"), process("veyon-server")], **{f"glob {at}": [] for at in UNITS}}
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
    """A machine on which the way to the web is the usual one."""
    usual = load((RECORDINGS / f"{platform.value}-usual.json").read_bytes())
    return Recording(platform, "0", {**usual.answers, **answers})


def learn(recording: Recording) -> Watched:
    way = WATCHED.way(recording.platform)
    assert way is not None
    found: Watched = way(Replay(recording), DATA)
    return found


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
    way = WATCHED.way(recording.platform)
    assert way is not None
    before: Watched = way(system, DATA)
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


def test_there_is_no_check_of_it_yet() -> None:
    """E-lines of the guidance: what may bring somebody into danger is not shown without a way out of it."""
    assert "info.monitoring-software" not in {check.id for check in pack.checks}
    used = {check.implementation(platform).way for check in pack.checks for platform in check.platforms}
    assert used.isdisjoint({WATCHED.linux, WATCHED.windows, WATCHED.macos})
