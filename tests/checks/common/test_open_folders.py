"""A pattern that is refused for one closed folder is answered by the others; what is wrong in an open one is still said."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from postigo.core.system import CannotTell, Platform, Unknown
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from postigo_checks.common import open_folders
from tests.support.places import needs

PATTERN = "/etc/*/policies/*.json"
DENIED: dict[str, Any] = {"unknown": "denied"}


def entry(path: str, kind: str, mode: int = 0o755) -> dict[str, Any]:
    return {"kind": kind, "modified": "2026-11-20T07:00:00+00:00", "path": path, "size": 0, "mode": mode}


FOLDERS = [
    entry("/etc/brave", "folder"),
    entry("/etc/firewalld", "folder", 0o750),
    entry("/etc/hidden", "folder", 0o711),
    entry("/etc/hosts", "file", 0o644),
    entry("/etc/ssh", "folder"),
]
FEDORA: dict[str, Any] = {
    f"glob {PATTERN}": DENIED,
    "glob /etc/*": FOLDERS,
    'find /etc * ["policies"]': {"entries": [entry("/etc/brave/policies", "folder")], "closed": [], "cut": False},
    "glob /etc/brave/policies/*.json": [entry("/etc/brave/policies/a.json", "file")],
    "glob /etc/firewalld/policies/*.json": DENIED,
    "glob /etc/hidden/policies/*.json": [entry("/etc/hidden/policies/b.json", "file")],
}


def found(**changed: Any) -> list[str] | Unknown:
    answers = {question: answer for question, answer in (FEDORA | changed).items() if answer is not None}
    told = open_folders.entries(Replay(Recording(Platform.LINUX, "0", answers)), PATTERN)
    return told.why if isinstance(told, CannotTell) else [one.path for one in told]


BOTH = ["/etc/brave/policies/a.json", "/etc/hidden/policies/b.json"]


def test_what_lies_in_open_folders_is_found_also_where_they_cannot_be_listed() -> None:
    assert found() == BOTH


@pytest.mark.parametrize(
    ("question", "answer", "told"),
    [
        (f"glob {PATTERN}", [], []),
        (f"glob {PATTERN}", {"unknown": "timeout"}, Unknown.TIMEOUT),
        ("glob /etc/*", DENIED, Unknown.DENIED),
        ("glob /etc/*", None, Unknown.MISSING),
        ("glob /etc/brave/policies/*.json", {"unknown": "unreadable"}, Unknown.UNREADABLE),
        ("glob /etc/brave/policies/*.json", None, Unknown.MISSING),
    ],
)
def test_what_could_not_be_seen_for_another_reason_stays_a_gap(question: str, answer: Any, told: Any) -> None:
    assert found(**{question: answer}) == told


def test_without_the_walk_each_folder_is_asked() -> None:
    assert found(**{'find /etc * ["policies"]': DENIED, "glob /etc/ssh/policies/*.json": []}) == BOTH
    assert found(**{'find /etc * ["policies"]': DENIED}) is Unknown.MISSING


@needs("another-account")
def test_another_account_is_told_what_it_may_see() -> None:
    with tempfile.TemporaryDirectory() as place:  # where other accounts may come: pytest's own folder is closed to them
        Path(place).chmod(0o755)
        _another_account_looks(Path(place))


def _another_account_looks(place: Path) -> None:
    for name, mode in (("open", 0o755), ("closed", 0o750), ("hidden", 0o711)):
        folder = place / "etc" / name
        (folder / "policies").mkdir(parents=True)
        (folder / "policies" / "a.json").write_text("{}")
        folder.chmod(mode)
    script = (
        "import os, sys; from postigo.system.live import live; from postigo_checks.common import open_folders\n"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "print(*(one.path for one in open_folders.entries(live(), sys.argv[1])))"
    )
    pattern = f"{place}/etc/*/policies/*.json"
    done = subprocess.run(
        [sys.executable, "-c", script, pattern],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.split() == [f"{place}/etc/{name}/policies/a.json" for name in ("hidden", "open")], done.stderr
