"""Devices of a flatpak: an override made and taken away, beside Flatpak's own commands, in a home of its own.

The app is made by `flatpak build-export` and never run: what Flatpak would give it is asked of `flatpak info`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.places import needs

pytestmark = [needs("linux", "flatpak"), pytest.mark.long]

APP = "org.example.Espejo"
METADATA = f"""[Application]
name={APP}
runtime=org.example.Platform/x86_64/1
command=x

[Context]
devices=all;
sockets=x11;
"""


@pytest.mark.parametrize("before", ["", "[Context]\nfilesystems=!home;\ndevices=all;!kvm;\n\n[Environment]\nA=1\n"])
def test_an_app_gets_fewer_devices_and_all_of_them_back(tmp_path: Path, before: str) -> None:
    home, build = tmp_path / "home", tmp_path / "build"
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(*words: str) -> str:
        done = subprocess.run(
            words,
            env=environment,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def changes(*words: str) -> list[dict[str, Any]]:
        said = run(sys.executable, "-m", "postigo", "fix", "camera.app-permissions", "--format", "json", *words)
        listed: list[dict[str, Any]] = json.loads(said)["changes"]
        return listed

    def devices() -> set[str]:
        shown = run("flatpak", "info", "--user", "--show-permissions", APP)
        return {
            word
            for line in shown.splitlines()
            if line.startswith("devices=")
            for word in line.removeprefix("devices=").split(";")
            if word
        }

    def seen() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in overrides.rglob("*") if path.is_file()}

    home.mkdir()
    (build / "files").mkdir(parents=True)
    (build / "export").mkdir()
    (build / "metadata").write_text(METADATA)
    run("flatpak", "build-export", "repo", "build")
    run("flatpak", "--user", "remote-add", "--no-gpg-verify", "here", "repo")
    run("flatpak", "--user", "install", "-y", "--no-deps", "here", APP)
    overrides = home / ".local/share/flatpak/overrides"
    if before:
        overrides.mkdir()
        (overrides / APP).write_text(before)
    first, there = seen(), overrides.exists()
    assert "all" in devices()
    [shown] = changes("--dry-run")
    assert seen() == first
    [made] = changes("--yes")
    assert (made["how"], made["steps"]) == ("fixed", shown["steps"])
    assert devices() - {"input"} == {"dri"}  # flatpak before 1.15.6 knows no `input`
    assert "Undone. All is as it was before." in run(sys.executable, "-m", "postigo", "undo", made["id"], "--yes")
    assert (seen(), overrides.exists()) == (first, there)
    assert "all" in devices()
    # the words of the plan
    run("flatpak", "override", "--user", "--nodevice=all", "--device=dri", APP)
    assert devices() == {"dri"}
    assert not changes("--dry-run")
    run("flatpak", "override", "--user", "--device=all", APP)
    assert "all" in devices()
