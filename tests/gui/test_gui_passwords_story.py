"""A person's way through the Passwords page, with the real child: in this process, and on a real (virtual) screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import tests.support.offscreen  # noqa: F401 - skips where there is no Qt
from tests.stories.passwords_drive import LOGINS
from tests.support.places import needs


@pytest.mark.parametrize("screen", ["offscreen", pytest.param("xvfb", marks=needs("screen"))])
def test_a_file_is_looked_through_a_password_tried_and_the_export_deleted(tmp_path: Path, screen: str) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_"))}
    environ |= {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    environ["QT_QPA_PLATFORM"] = "xcb" if screen == "xvfb" else "offscreen"
    command = [sys.executable, "-m", "tests.stories.passwords_drive", str(tmp_path)]
    run = subprocess.run(
        ["xvfb-run", "-a", *command] if screen == "xvfb" else command,
        env=environ,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    told = run.stdout.splitlines()
    assert told[-1:] == ["done"], run.stdout + run.stderr
    assert "trouble: None" in told
    rows = [line for line in told if line.startswith("row: ")]
    assert len(rows) == len(LOGINS)
    assert any("gmail.com" in row and row.endswith("· atención") for row in rows[:2])
    assert any("192.168.1.1" in row and row.endswith("· atención") for row in rows)
    assert "bbva.es" in rows[-1]
    assert any(line.startswith("open: ") and "Qué hacer" in line for line in told)
    assert any(line.startswith("tester: ") and "fácil de adivinar" in line for line in told)
    assert "selected: True, offered elsewhere: False" in told
    assert any(line.startswith("export: False | ") and "El archivo está borrado." in line for line in told)
    assert any(line.startswith("fourth: Consejo 4") and "atención" in line for line in told)
    for _, _, _, password in LOGINS:
        if password != "admin":  # noqa: S105 - it is the user name too
            assert (password in run.stdout + run.stderr) is False, "a password was told"
