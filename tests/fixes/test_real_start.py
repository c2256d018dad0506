"""Start of a program for remote control with the session: taken back for real, and only for whoever says that they put it there.

A terminal of its own answers the question; `systemctl` is the system's, on a home's files without a running manager.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from postigo.reports.watched import REPLIES
from tests.support.places import needs

pytestmark = [pytest.mark.long, needs("linux", "systemctl")]

STARTER = "[Desktop Entry]\nType=Application\nName=Mine\nExec=/opt/help/rustdesk --server"
UNIT = "[Service]\nExecStart=/opt/help/rustdesk --server\n\n[Install]\nWantedBy=default.target\n"
FIX = ("fix", "camera.remote-control", "--plan", "stop-start")


def environment(home: Path) -> dict[str, str]:
    """Environment of a session without a bus."""
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "TERM": "dumb",
        "SYSTEMD_OFFLINE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def at_a_terminal(home: Path, words: Sequence[str], replies: Sequence[str]) -> str:
    """What Postigo writes on a terminal where somebody types these replies, each when it is waited for."""
    leader, follower = os.openpty()
    waiting = list(replies)
    said = ""
    with subprocess.Popen(
        [sys.executable, "-m", "postigo", *words],
        env=environment(home),
        stdin=follower,
        stdout=follower,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(follower)
        end = time.monotonic() + 120
        while time.monotonic() < end:
            ready, _, _ = select.select([leader], [], [], 1)
            if not ready:
                if process.poll() is not None:
                    break
                if waiting and said:
                    os.write(leader, waiting.pop(0).encode() + b"\n")
                continue
            try:
                said += os.read(leader, 1 << 16).decode()
            except OSError:  # the other end is closed
                break
        else:
            process.kill()
    os.close(leader)
    return " ".join(said.split())


def tree(home: Path) -> dict[str, object]:
    """All of a home but Postigo's own: modes, contents, and where links lead."""
    return {
        str(path.relative_to(home)): (
            path.lstat().st_mode,
            path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else None,
        )
        for path in sorted(home.rglob("*"))
        if ".local" not in path.parts
    }


@pytest.fixture(params=["autostart", "unit"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    if request.param == "autostart":
        starters = folder / ".config/autostart"
        starters.mkdir(parents=True)
        (starters / "mine.desktop").write_text(STARTER)
    else:
        wanted = folder / ".config/systemd/user/default.target.wants"
        wanted.mkdir(parents=True)
        (wanted.parent / "mine.service").write_text(UNIT)
        (wanted / "mine.service").symlink_to(wanted.parent / "mine.service")
    return folder


def test_it_is_taken_back_for_whoever_put_it_there(home: Path) -> None:
    before = tree(home)
    said = at_a_terminal(home, FIX, ["1", "y"])
    assert "it is mended" in said, said
    assert tree(home) != before
    undone = subprocess.run(
        [sys.executable, "-m", "postigo", "undo", "--yes"],
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert undone.returncode == 0, undone.stdout
    assert tree(home) == before


@pytest.mark.parametrize("reply", ["", "2", "3", "4", "5", "yes"])
def test_with_any_other_reply_there_is_no_offer(tmp_path: Path, reply: str) -> None:
    starters = tmp_path / "home/.config/autostart"
    starters.mkdir(parents=True)
    (starters / "mine.desktop").write_text(STARTER)
    before = tree(tmp_path / "home")
    said = at_a_terminal(tmp_path / "home", FIX, [reply, "y"])
    assert all(one.one in said for one in REPLIES.values())
    assert "Change it now?" not in said
    assert ("Do not remove it yet" in said) is (reply not in {"2", "3"}), said
    assert ("This is how you do it" in said) is (reply in {"2", "3"}), said
    assert tree(tmp_path / "home") == before


@pytest.mark.parametrize("words", [("--yes",), ("--dry-run",), ("--format", "json"), ("--yes", "--format", "json")])
def test_where_nobody_can_be_asked_there_is_no_offer(home: Path, words: tuple[str, ...]) -> None:
    before = tree(home)
    done = subprocess.run(
        [sys.executable, "-m", "postigo", *FIX, *words],
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ": true" not in done.stdout
    assert "Desktop Entry" not in done.stdout
    assert "default.target.wants" not in done.stdout
    assert tree(home) == before
