"""Classroom mode in the terminal: no account is read, no name is said, and nothing is kept but what somebody saves."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from postigo import __main__ as door
from postigo.cli import checks
from postigo.core.model import Scope
from postigo.core.redact import Disclosure
from postigo.guidance import classroom
from postigo.store import files, places, saves, trace
from postigo.store.places import data_folder
from postigo.store.policy import Found
from tests.support.places import needs
from tests.support.program import inside, postigo
from tests.support.teletype import command

MACHINES = Path(__file__).parents[1] / "machines"
WRITES = re.compile(r'(?:open|openat|creat)\([^"\n]*"(?P<file>[^"\n]*)", [^)\n]*O_(?:WRONLY|RDWR|CREAT)')
NO_FILE = re.compile(r"^/(?:dev|proc)/|^/tmp$|/__pycache__/__(?:init|main)__\.[^/]*$")
"""Places of the system; a file without a name, gone with its process; Python's own copy of a program's first two files."""


@pytest.fixture
def lived_in(home: Path) -> Path:
    """A home in which somebody uses Postigo: it keeps each look, and noted a save."""
    files.keep(files.Settings(language="es", begun=True, history=True))
    saves.note(saves.Save(date(2026, 11, 1), Disclosure.SHARED, "html"), data_folder())
    (home / "Documents").mkdir()
    (home / "Documents/contraseñas.txt").write_text("ana: secreto\n")
    return home


def contents(folder: Path) -> dict[str, str]:
    """Every file with its hash and the time of its last change, and every folder."""
    return {
        str(one.relative_to(folder)): f"{one.stat().st_mtime_ns} {hashlib.sha256(one.read_bytes()).hexdigest()}"
        if one.is_file()
        else "folder"
        for one in folder.rglob("*")
    }


@needs("posix")
def test_a_look_leaves_the_home_as_it_is_and_says_where_the_file_lies(lived_in: Path, tmp_path: Path) -> None:
    before, report = contents(lived_in), tmp_path / "07.html"
    done = postigo("audit", "--classroom", "camera.devices", "--label", "Computer 07", "--output", str(report))
    assert done.returncode in {0, 1, 2, 3}, done
    assert classroom.NOTICE.one in done.stderr, "and not in the language of whoever lives here"
    assert str(report) in done.stderr
    assert "Computer 07" in report.read_text("utf-8")
    assert contents(lived_in) == before
    report.unlink()
    assert [one.name for one in tmp_path.iterdir()] == ["home"]


@needs("posix")
def test_without_the_mode_the_same_call_is_noted(lived_in: Path, tmp_path: Path) -> None:
    before = contents(lived_in)
    postigo("audit", "camera.devices", "--output", str(tmp_path / "07.html"))
    assert contents(lived_in) != before, "else the test above sees nothing"


@pytest.mark.long
@needs("linux", "ptrace")
def test_the_kernel_sees_no_file_written_and_none_of_the_home_opened(lived_in: Path, tmp_path: Path) -> None:
    calls, before = tmp_path / "calls", contents(lived_in)
    looked_on = ("strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=open,openat,creat,connect", "-o", str(calls))
    whole = [*looked_on, *command("audit", "--classroom")]
    done = subprocess.run(whole, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode in {0, 1, 2, 3}, done
    said = calls.read_text(errors="replace")
    assert "postigo_checks" in said, "else nothing was looked at"
    assert [file for found in WRITES.finditer(said) if not NO_FILE.search(file := found["file"])] == []
    assert f'"{lived_in}' not in said
    assert "AF_INET" not in said
    assert contents(lived_in) == before


def test_of_a_remembered_machine_only_the_machine_is_looked_at_and_no_name_is_said(home: Path) -> None:
    replay = ("--replay", str(MACHINES / "linux-school.json"))
    told = json.loads(inside("audit", "--classroom", "--format", "json", "--label", "Equipo 07", *replay).stdout)
    whole = json.loads(inside("audit", "--format", "json", *replay).stdout)
    assert told["results"]
    assert {one["scope"] for one in told["results"]} == {Scope.MACHINE.value}
    assert {one["scope"] for one in whole["results"]} == set(Scope)
    assert (told["label"], told["level"]) == ("Equipo 07", Disclosure.SHARED.value)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("--scope", "user"),
        ("--level", "full", "--reason", "we want to"),
        ("--level", "internal"),
        ("--notes", "Ana was here"),
        ("--together", "yes"),
        ("--pair", "pair.json"),
        ("--sign",),
    ],
)
def test_what_is_about_one_person_or_tells_a_name_is_refused(
    home: Path, called: Callable[..., str], words: tuple[str, ...]
) -> None:
    del home
    assert called("audit", "--classroom", *words).startswith("In class this goes with no --")


@pytest.mark.parametrize(
    "label", ["Ana", "Ana García", "a/b 7", "Computer 07 in the third room on the left", " ", "7\u202e"]
)
def test_a_label_is_short_and_has_a_number(home: Path, called: Callable[..., str], label: str) -> None:
    del home
    assert called("audit", "--classroom", "--label", label).startswith("In class the number of this computer is short")


@pytest.mark.parametrize("label", ["7", "Equipo 07", "Computer 7", "Aula 3 - PC 12", "2.º B, 4".replace(",", "")])
def test_a_number_of_a_computer_is_a_label(label: str) -> None:
    assert classroom.is_label(label)


@pytest.mark.parametrize(
    "command", ["fix", "undo", "changes", "aside", "history", "passwords x.csv", "record", "packs", "diff"]
)
def test_commands_that_are_about_one_person_are_off(home: Path, called: Callable[..., str], command: str) -> None:
    assert called(*command.split(), "--classroom") == classroom.OFF.one
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("command", ["checks", "explain firewall.enabled", "help-now", "phone", "passphrase"])
def test_what_keeps_nothing_is_there(home: Path, command: str) -> None:
    done = inside("--classroom", *command.split())
    assert done.returncode == 0, done
    assert list(home.iterdir()) == []


def test_the_lines_to_type_keep_the_mode(home: Path) -> None:
    del home
    assert "--classroom" in inside("checks", "--classroom").stdout


def test_a_crash_is_noted_nowhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object) -> int:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(checks, "run", fall)
    assert inside("checks").returncode == 70
    assert list(home.rglob("last-crash.txt")) != []
    for one in home.rglob("last-crash.txt"):
        one.unlink()
    assert inside("checks", "--classroom").returncode == 70
    assert list(home.rglob("last-crash.txt")) == []


@pytest.mark.parametrize(
    ("tables", "account", "wanted"),
    [
        ({"mandatory": {"classroom": True}}, 1000, True),
        ({"default": {"classroom": True}}, 1000, True),
        ({"mandatory": {"classroom": False}, "default": {"classroom": True}}, 1000, False),
        ({"mandatory": {"classroom": "yes"}}, 1000, False),
        ({"mandatory": {"classroom": True}}, 0, False),
    ],
    ids=["mandatory", "default", "not here", "no value", "root"],
)
@needs("posix")
def test_the_policy_makes_it_a_class_but_not_for_root(
    monkeypatch: pytest.MonkeyPatch, tables: dict[str, dict[str, object]], account: int, wanted: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: account)
    monkeypatch.setattr(places, "_NOWHERE", [])
    monkeypatch.setattr(trace, "_ON_THE_WAY_TO_HELP", [])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert door._is_for_a_class([], Found("/etc/postigo/policy.toml", tables)) is wanted
    assert places.keeps_nothing() is wanted
