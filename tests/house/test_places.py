"""What a place cannot do is skipped under its name, and the last lines of a run count it; so is what stands behind --all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import places

ROOT = Path(__file__).resolve().parents[2]
FILE = """
import pytest
from tests.support.places import need, needs

@needs("no-such-program")
@pytest.mark.parametrize("n", range(3))
def test_it(n): raise AssertionError

def test_within():
    need("no-such-program")

@pytest.mark.set_up
def test_behind(): raise AssertionError

def test_here(): pass
"""


@pytest.mark.parametrize("side_by_side", [(), ("-n", "2")], ids=["one", "two"])
def test_the_last_lines_count_what_was_not_run(tmp_path: Path, side_by_side: tuple[str, ...]) -> None:
    (tmp_path / "test_made.py").write_text(FILE, encoding="utf-8")
    words = ["-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml"), f"--rootdir={tmp_path}", *side_by_side]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *words, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    *_, behind, skipped, reason, last = done.stdout.strip().splitlines()
    assert "1 tests stand behind --all" in behind
    assert "this place cannot do everything: 4 tests were skipped" in skipped
    assert reason.split() == ["4", "no", "no-such-program"]
    assert last.startswith("1 passed, 4 skipped")


def test_every_need_is_answered_here_and_said_in_words() -> None:
    for name, (said, _) in places.NEEDS.items():
        assert said
        if name != "registry":  # nobody asks it but those behind --all
            assert isinstance(places.can(name), bool)
    assert places.can("python3") or sys.platform == "win32"
    assert not places.can("a program that nobody has")
    assert places.can("import json")
    assert not places.can("import a_module.that.nobody.has")


def test_a_command_that_is_not_there_or_fails_does_not_work() -> None:
    assert places.works(sys.executable, "-c", "pass")
    assert not places.works(sys.executable, "-c", "raise SystemExit(3)")
    assert not places.works("no-such-program")
