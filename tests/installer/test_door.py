"""The three files for a double click: they reach set-up from any folder, hand on what was typed, and say what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import windows_lane
from tests.support.places import WINE, needs

posix = needs("posix")
ROOT = Path(__file__).resolve().parents[2]
DOORS = ("postigo.sh", "Postigo.command", "Postigo.cmd")
ARRIVED = """\
import sys
from pathlib import Path

def main():
    print("arrived", sys.argv[1:], Path.cwd().name)
    return 3
"""
NO_PYTHON = "Postigo needs Python 3.11 or newer"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The doors, and behind them a set-up that only says who came."""
    place = tmp_path / "Mis cosas (1)" / "It's Postigo"
    (place / "installer").mkdir(parents=True)
    for name in DOORS:
        shutil.copy2(ROOT / name, place / name)
    for name in ("run.py", "doorstep.py", "__init__.py"):
        shutil.copy2(ROOT / "installer" / name, place / "installer" / name)
    (place / "installer/first_command.py").write_text(ARRIVED, encoding="utf-8")
    return place


def opened(*command: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "DISPLAY": "", "WAYLAND_DISPLAY": "", **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@posix
@pytest.mark.parametrize("name", ["postigo.sh", "Postigo.command"])
def test_it_opens_from_its_folder_and_from_any_other(name: str, checkout: Path, tmp_path: Path) -> None:
    for door, cwd in ((f"./{name}", checkout), (str(checkout / name), tmp_path)):
        done = opened(door, "audit", "a b", cwd=cwd)
        assert (done.returncode, done.stdout) == (3, f"arrived ['audit', 'a b'] {cwd.name}\n"), done.stderr


@posix
@pytest.mark.parametrize("shell", ["sh", "dash", "bash"])
@pytest.mark.parametrize("name", ["postigo.sh", "Postigo.command"])
def test_it_opens_where_a_zip_has_lost_the_right_to_run_it(name: str, shell: str, checkout: Path) -> None:
    (checkout / name).chmod(0o644)
    assert subprocess.run([shell, "-n", name], cwd=checkout, check=False).returncode == 0
    assert opened(shell, name, cwd=checkout).stdout == f"arrived [] {checkout.name}\n"


@posix
@pytest.mark.parametrize("name", ["postigo.sh", "Postigo.command"])
def test_a_link_on_the_desktop_opens_it_and_a_lonely_file_says_what_is_missing(
    name: str, checkout: Path, tmp_path: Path
) -> None:
    (tmp_path / "Open me").symlink_to(checkout / name)
    assert opened("./Open me", "x", cwd=tmp_path).stdout == f"arrived ['x'] {tmp_path.name}\n"
    shutil.rmtree(checkout / "installer")
    alone = opened(f"./{name}", cwd=checkout)
    assert (alone.returncode, len(alone.stderr.splitlines())) == (69, 2)
    assert "Unpack the whole folder first" in alone.stderr


@posix
def test_a_newer_python_beside_an_old_one_is_found_and_none_is_said(checkout: Path, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("dirname", "sh", "readlink"):
        (tools / name).symlink_to(shutil.which(name) or "")
    done = opened(str(checkout / "postigo.sh"), cwd=tmp_path, PATH=str(tools))
    assert done.returncode == 69
    assert done.stderr.startswith(NO_PYTHON)
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")  # an old one: it says no to every question
    (tools / "python3").chmod(0o755)
    (tools / "python3.12").symlink_to(sys.executable)
    done = opened(str(checkout / "postigo.sh"), cwd=tmp_path, PATH=str(tools))
    assert done.stdout.startswith("arrived []"), done.stderr


@posix
def test_the_first_time_a_click_shows_what_it_does(checkout: Path, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "xdg-terminal-exec").write_text('#!/bin/sh\necho shown; exec "$@"\n', encoding="utf-8")
    (tools / "xdg-terminal-exec").chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    done = opened(str(checkout / "postigo.sh"), cwd=tmp_path, PATH=path, DISPLAY=":4242")
    assert done.stdout.splitlines()[:2] == ["shown", f"arrived [] {tmp_path.name}"]
    assert "Press Enter" in done.stdout
    (checkout / ".venv").mkdir()
    (checkout / ".venv/postigo-set-up.json").touch()
    done = opened(str(checkout / "postigo.sh"), cwd=tmp_path, PATH=path, DISPLAY=":4242")
    assert done.stdout == f"arrived [] {tmp_path.name}\n", "later it is the window alone"


@posix
@pytest.mark.parametrize("command", ["-m installer.run", "installer/run.py", "../It\\'s\\ Postigo/installer/run.py"])
def test_a_file_named_like_a_part_of_python_is_not_run(command: str, checkout: Path) -> None:
    for name in ("json", "subprocess", "ctypes", "tempfile"):
        (checkout / f"{name}.py").write_text("raise SystemExit('not ours')\n", encoding="utf-8")
        (checkout / f"installer/{name}.py").write_text("raise SystemExit('not ours')\n", encoding="utf-8")
    first = "import json, subprocess, ctypes, tempfile\n"
    (checkout / "installer/first_command.py").write_text(first + ARRIVED, encoding="utf-8")
    done = opened("sh", "-c", f"'{sys.executable}' {command} x", cwd=checkout)
    assert (done.returncode, done.stdout) == (3, f"arrived ['x'] {checkout.name}\n"), done.stderr


def test_the_doors_stand_where_they_are_seen_and_are_read_by_their_system() -> None:
    assert (ROOT / "Postigo.cmd").read_bytes().count(b"\r\n") == (ROOT / "Postigo.cmd").read_bytes().count(b"\n")
    for name in ("postigo.sh", "Postigo.command"):
        assert b"\r" not in (ROOT / name).read_bytes()
        listed = subprocess.run(["git", "ls-files", "-s", name], cwd=ROOT, capture_output=True, text=True, check=True)
        assert listed.stdout.startswith("100755"), f"{name} has lost the right to be run"
    for name in DOORS:
        assert (ROOT / name).read_bytes().isascii() or name != "Postigo.cmd", "a console reads it in its own code page"


@pytest.mark.set_up
@needs("wine")
def test_windows_own_command_line_opens_it(checkout: Path, tmp_path: Path) -> None:
    lane = windows_lane.prepared()
    shutil.copytree(lane / "prefix", tmp_path / "prefix", symlinks=True)
    shutil.copytree(lane / "python", tmp_path / "python")
    plain = "Z:" + str(tmp_path / "python").replace("/", "\\")
    with windows_lane.screen() as display:
        environ = display | {"WINEPREFIX": str(tmp_path / "prefix"), "WINEARCH": "win64", "WINEDEBUG": "-all"}

        def run(*words: str, path: str) -> subprocess.CompletedProcess[bytes]:
            return subprocess.run(
                [str(WINE), "cmd", "/c", "Postigo.cmd", *words],
                cwd=checkout,
                env={**os.environ, **environ, "WINEPATH": path},
                input=b"",  # a pipe: see windows_lane
                capture_output=True,
                timeout=120,
                check=False,
            )

        there = run("audit", "a b", path=plain)
        assert (there.returncode, there.stdout.split(b"]")[0]) == (3, b"arrived ['audit', 'a b'"), there
        clicked = run(path=plain)
        assert b"arrived []" in clicked.stdout
        assert b"Press any key" in clicked.stdout, "or nobody could read what went wrong"
        assert NO_PYTHON.encode() in run("x", path="C:\\").stdout
