"""Checks behind the door: in no list of the terminal, never offered, and there for whoever knows their id."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from postigo.audit.request import Request
from postigo.audit.supervisor import catalogue
from postigo.core.model import Check
from postigo.core.report import DOOR, CheckInfo
from postigo.core.system import Platform
from postigo.guidance.proof import CHECKS
from postigo_checks import pack
from tests.support.teletype import Screen, command

MACHINE = Path(__file__).parents[1] / "machines/windows-11-family.json"
RECORDING = Path(__file__).parents[1] / "recordings/blackmail.clock/linux-off.json"


def piped(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def of(check: str) -> Check[object]:
    return next(one for one in pack.checks if one.id == check)


@pytest.mark.parametrize("check", CHECKS)
def test_it_is_behind_the_door_by_its_declaration(check: str) -> None:
    for platform in Platform:
        line = CheckInfo.of(of(check), "postigo_checks", platform)
        assert (line.tip, line.behind_door, line.seeks_watchers, line.counts) == (DOOR, True, False, False)


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_list_names_it(language: str) -> None:
    for call in (["checks"], ["--help"], ["audit", "--help"], ["audit", "--tip", "6"]):
        assert "blackmail" not in piped(*call, "--lang", language).stdout
    assert "blackmail" not in piped("audit", "blackmail.clok").stderr.partition("”")[2]


def test_nobody_is_offered_it() -> None:
    found = catalogue(Request())
    assert found is not None
    assert set(CHECKS) <= {line.check for line in found.listed}, "whoever knows its id finds it"
    with subprocess.Popen(
        command("audit", "--tip", "6", "--events"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as audit:
        assert audit.stdout is not None
        told = json.loads(audit.stdout.readline())
    assert (told["listed"], told["offered"]) == ([], [])


def test_a_worker_can_be_told_the_ids_without_a_word_in_its_command_line() -> None:
    words = command("audit", "--events", "-", "--replay", str(RECORDING))
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as audit:
        assert audit.stdin is not None
        assert audit.stdout is not None
        audit.stdin.write(b"blackmail.clock\n")
        audit.stdin.flush()
        told = [json.loads(line) for line in audit.stdout.readlines()]
    assert [line["verdict"]["check"] for line in told if line["is"] == "Finished"] == ["blackmail.clock"]


def test_whoever_types_its_id_reads_the_answer_on_the_screen_without_a_safety_flow() -> None:
    screen = Screen("audit", "blackmail.clock", "--replay", str(RECORDING), "--lang", "en")
    screen.end()
    assert "does not set its clock by itself" in " ".join(screen.text.split())
    assert "Before you look" not in screen.text
    assert "another device" not in screen.text


def test_help_now_names_the_ids() -> None:
    said = piped("help-now", "--lang", "en").stdout
    assert f"audit {' '.join(CHECKS)}" in " ".join(said.split())


def bytecode_after(check: str, folder: Path) -> set[str]:
    """Modules of the pack whose bytecode a look of this check wrote into an empty folder, in all processes of it."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    words = command("audit", "--events", "-", "--replay", str(MACHINE))
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**environ, "PYTHONPYCACHEPREFIX": str(folder)}
    ) as audit:
        assert audit.stdin is not None
        assert audit.stdout is not None
        audit.stdin.write(f"{check}\n".encode())
        audit.stdin.flush()
        assert b'"is":"Finished"' in audit.stdout.read()
    found = {one.relative_to(folder).as_posix().partition("postigo_checks/")[2] for one in folder.rglob("*.pyc")}
    return {one.partition(".")[0] for one in found if one}


@pytest.mark.parametrize(
    "check",
    [CHECKS[0], *(pytest.param(one, marks=pytest.mark.long) for one in (*CHECKS[1:], "info.monitoring-software"))],
)
def test_a_worker_that_is_asked_for_a_discreet_check_writes_no_bytecode(check: str, tmp_path: Path) -> None:
    """The bytecode of what conducts it would tell the hour in which somebody asked first."""
    left = bytecode_after(check, tmp_path / "discreet")
    ordinary = bytecode_after("camera.in-use", tmp_path / "ordinary")
    assert "__init__" in left, "the catalogue is that of every look"
    assert left < ordinary, "and nothing else is there"
    judges = {name for name in ordinary if name.endswith("/judge")}
    assert judges, "else nothing was tried"
    assert not {name for name in left if name.endswith("/judge")}
