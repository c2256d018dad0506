"""The whole program as a person starts it, on this machine: true answers, no network, nothing left behind."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from postigo.core.model import Share
from postigo.core.redact import Disclosure
from postigo.core.report import CheckInfo, Report
from postigo.core.system import Platform
from postigo.reports import json_, shape
from postigo.reports.redaction import stand_ins, words_for
from postigo.system.recording import load
from postigo_checks import pack
from tests.machines.build import checks_of, looked_at
from tests.support.made import NOW
from tests.support.pace import keeps
from tests.support.places import alone, leave, needs
from tests.tables import differ_today

ROOT = Path(__file__).resolve().parents[2]
EIGHT = (
    "camera.in-use",
    "camera.microphone",
    "camera.app-permissions",
    "update.os-pending",
    "update.os-supported",
    "update.auto",
    "av.active",
    "firewall.enabled",
)
linux = needs("linux", "proc")


def postigo(*words: str, before: tuple[str, ...] = (), **more: Any) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-m", "postigo", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=ROOT, **more)


def answers(out: str) -> dict[str, tuple[Any, ...]]:
    """What a JSON report says, without times and prose."""
    return {
        result["check"]: (
            result["level"],
            sorted(finding["code"] for finding in result["findings"]),
            sorted(gap["why"] for gap in result["gaps"]),
        )
        for result in json.loads(out)["results"]
    }


def audit(*words: str, before: tuple[str, ...] = (), **more: Any) -> dict[str, tuple[Any, ...]]:
    done = postigo("audit", *EIGHT, "--format", "json", *words, before=before, **more)
    assert done.returncode in {0, 1, 2, 3}, done.stderr
    return answers(done.stdout)


@pytest.fixture
def same_machine() -> Iterator[None]:
    """This machine, which no other test gives a camera meanwhile."""
    with alone("camera"):
        yield


@linux
@pytest.mark.usefixtures("same_machine")
def test_this_machine_is_audited_and_every_check_answers() -> None:
    seen = audit()
    here = json.loads(postigo("audit", *EIGHT, "--format", "json").stdout)
    assert {*seen, *(absent["check"] for absent in here["not_here"])} == set(EIGHT)
    crashed = {check for check, (_, _, gaps) in seen.items() if {"crashed", "timeout"} & set(gaps)}
    assert not crashed


@linux
@needs("net")
@pytest.mark.usefixtures("same_machine")
def test_without_a_network_the_answers_are_the_same() -> None:
    assert audit(before=("unshare", "-n")) == audit()


@linux
@needs("ptrace")
def test_nothing_connects_to_the_internet(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    audit(before=("strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg", "-o", str(trace)))
    lines = trace.read_text("utf-8", "replace").splitlines()
    internet = [line for line in lines if re.search(r"sa_family=AF_INET6?\b", line)]
    assert not internet


@pytest.fixture
def camera() -> Iterator[Path]:
    """A device node called /dev/video0 that is no camera, as the issue wants it: taken away afterwards."""
    node = Path("/dev/video0")
    with alone("camera"):
        if node.exists():
            leave("a camera of this machine is left alone")
        os.mknod(node, 0o600 | 0o020000, os.makedev(1, 3))
        try:
            yield node
        finally:
            node.unlink()


@linux
@needs("nodes")
def test_whoever_holds_the_camera_is_named_within_one_audit(camera: Path, tmp_path: Path) -> None:
    spy = tmp_path / "spyglass"
    shutil.copy("/bin/sleep", spy)
    with camera.open("rb") as held, subprocess.Popen([str(spy), "60"], stdin=held) as process:
        try:
            done = postigo("audit", "camera.in-use", "--format", "json", "--level", "full", "--reason", "a test")
            told = json.loads(done.stdout)["results"][0]
            assert done.returncode == 2
            assert told["level"] == "act"
            assert "spyglass" in json.dumps(told["findings"])
            given_away = postigo("audit", "camera.in-use", "--format", "json").stdout
            assert "spyglass" not in given_away
            assert str(tmp_path) not in given_away
        finally:
            process.kill()


@linux
def test_a_closed_pipe_stops_the_audit_and_leaves_nothing() -> None:
    assert keeps(5, seconds_to_stop)


def seconds_to_stop() -> float:
    """What an audit took to end after its pipe was closed; held to leave nothing."""
    command = [sys.executable, "-m", "postigo", "audit", *EIGHT, "--events"]
    name, value = "POSTIGO_TEST_MARK", f"{os.getpid()}-{time.monotonic_ns()}"
    mark = f"{name}={value}"
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True, env={**os.environ, name: value}
    ) as running:
        assert running.stdout is not None
        assert running.stdin is not None
        assert '"Catalogue"' in running.stdout.readline()
        assert len(marked(mark)) > 1, "the mark is seen where there is something to see"
        running.stdin.close()
        began = time.monotonic()
        rest = running.stdout.read().splitlines()
        assert running.wait(timeout=60) == 130
        took = time.monotonic() - began
    assert json.loads(rest[-1])["is"] == "Done"
    assert not marked(mark)
    return took


def marked(mark: str) -> list[str]:
    """Processes that have this mark in their environment: it is inherited, whoever becomes their parent."""
    left = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if mark.encode() in environ.read_bytes().split(b"\0"):
                left.append(environ.parent.name)
    return left


IN_NO_FILE = {check.id for check in pack.checks if check.share is Share.NEVER}
MACHINES = sorted((ROOT / "tests/machines").glob("*.json"))


def levels(machine: Path) -> dict[str, Any]:
    """What a report of this machine must say of each check, but for what the tables of today say otherwise."""
    recording = load(machine.read_bytes())
    elsewhere = IN_NO_FILE | differ_today(recording)
    return {
        check: verdict["level"]
        for check, verdict in recording.verdicts.items()
        if not verdict.get("not_here") and check not in elsewhere
    }


@pytest.mark.parametrize("platform", list(Platform))
def test_a_remembered_machine_is_audited_on_any_other(platform: Platform) -> None:
    machine = next(path for path in MACHINES if load(path.read_bytes()).platform is platform)
    told = answers(postigo("audit", "--replay", str(machine), "--format", "json").stdout)
    unasked = {check.id for check in pack.checks if check.on_request}
    wanted = {check: level for check, level in levels(machine).items() if check not in unasked}
    assert {check: level for check, (level, _, _) in told.items() if check in wanted} == wanted


@pytest.mark.parametrize("machine", MACHINES, ids=lambda path: path.stem)
def test_a_report_of_a_remembered_machine_says_what_was_seen(machine: Path) -> None:
    recording = load(machine.read_bytes())
    verdicts, _ = looked_at(recording)
    checks = checks_of(recording.platform, recording.verdicts)
    listed = tuple(CheckInfo.of(check, "postigo_checks", recording.platform) for check in checks)
    report = Report("0", recording.platform, NOW, listed=listed, verdicts=tuple(verdicts.values()))
    words = words_for("en", report, stand_ins(Disclosure.SHARED, report))
    told = answers(json_.render(shape.given(report, words)).decode())
    wanted = levels(machine)
    assert {check: level for check, (level, _, _) in told.items() if check in wanted} == wanted
