"""Permissions of a flatpak: an override made and taken away, beside Flatpak's own commands, in a home of its own.

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


class Installed:
    """An app that is installed for a home of its own, built with the lines of a `[Context]`."""

    def __init__(self, folder: Path, context: str) -> None:
        self.folder, self.home, build = folder, folder / "home", folder / "build"
        self.overrides = self.home / ".local/share/flatpak/overrides"
        self.home.mkdir()
        (build / "files").mkdir(parents=True)
        (build / "export").mkdir()
        application = f"[Application]\nname={APP}\nruntime=org.example.Platform/x86_64/1\ncommand=x\n"
        (build / "metadata").write_text(f"{application}\n[Context]\n{context}")
        self.run("flatpak", "build-export", "repo", "build")
        self.run("flatpak", "--user", "remote-add", "--no-gpg-verify", "here", "repo")
        self.run("flatpak", "--user", "install", "-y", "--no-deps", "here", APP)

    def run(self, *words: str) -> str:
        """What a command says."""
        done = subprocess.run(
            words,
            env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(self.home), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def override(self, content: str) -> None:
        """Change what the app may do, as this account."""
        self.overrides.mkdir(exist_ok=True)
        (self.overrides / APP).write_text(content)

    def changes(self, check: str, *words: str) -> list[dict[str, Any]]:
        """Changes that a check's fix names."""
        said = self.run(sys.executable, "-m", "postigo", "fix", check, "--format", "json", *words)
        listed: list[dict[str, Any]] = json.loads(said)["changes"]
        return listed

    def undo(self, change: str) -> None:
        """Take a change back."""
        said = self.run(sys.executable, "-m", "postigo", "undo", change, "--yes")
        assert "Undone. All is as it was before." in said

    def may(self, kind: str) -> set[str]:
        """What Flatpak itself would give the app."""
        shown = self.run("flatpak", "info", "--user", "--show-permissions", APP)
        return {
            word
            for line in shown.splitlines()
            if line.startswith(f"{kind}=")
            for word in line.removeprefix(f"{kind}=").split(";")
            if word
        }

    def seen(self) -> tuple[bool, dict[str, bytes]]:
        """All that people changed, byte for byte."""
        files = {str(path): path.read_bytes() for path in self.overrides.rglob("*") if path.is_file()}
        return self.overrides.exists(), files


@pytest.mark.parametrize("before", ["", "[Context]\nfilesystems=!home;\ndevices=all;!kvm;\n\n[Environment]\nA=1\n"])
def test_an_app_gets_fewer_devices_and_all_of_them_back(tmp_path: Path, before: str) -> None:
    app = Installed(tmp_path, "devices=all;\nsockets=x11;\n")
    if before:
        app.override(before)
    first = app.seen()
    assert "all" in app.may("devices")
    [shown] = app.changes("camera.app-permissions", "--dry-run")
    assert app.seen() == first
    [made] = app.changes("camera.app-permissions", "--yes")
    assert (made["how"], made["steps"]) == ("fixed", shown["steps"])
    assert app.may("devices") - {"input"} == {"dri"}  # flatpak before 1.15.6 knows no `input`
    app.undo(made["id"])
    assert app.seen() == first
    assert "all" in app.may("devices")
    # the words of the plan
    app.run("flatpak", "override", "--user", "--nodevice=all", "--device=dri", APP)
    assert app.may("devices") == {"dri"}
    assert not app.changes("camera.app-permissions", "--dry-run")
    app.run("flatpak", "override", "--user", "--device=all", APP)
    assert "all" in app.may("devices")


GIVEN = "[Context]\nsockets=pulseaudio;!x11;\n\n[Environment]\nA=1\n"


def test_an_app_that_was_given_sound_loses_it_and_gets_it_back(tmp_path: Path) -> None:
    app = Installed(tmp_path, "devices=dri;\nsockets=x11;wayland;\n")
    assert not app.changes("camera.microphone-permissions", "--dry-run")
    app.override(GIVEN)
    first = app.seen()
    assert app.may("sockets") == {"wayland", "pulseaudio"}
    [shown] = app.changes("camera.microphone-permissions", "--dry-run")
    assert app.seen() == first
    [made] = app.changes("camera.microphone-permissions", "--yes")
    assert (made["how"], made["steps"]) == ("fixed", shown["steps"])
    assert app.may("sockets") == {"wayland"}
    app.undo(made["id"])
    assert app.seen() == first
    # the words of the plan
    taken = ("--nosocket=pulseaudio", "--nofilesystem=xdg-run/pipewire-0", "--nodevice=all")
    app.run("flatpak", "override", "--user", *taken, APP)
    assert (app.may("sockets"), app.may("devices")) == ({"wayland"}, {"dri"})
    assert not app.changes("camera.microphone-permissions", "--dry-run")
    app.run("flatpak", "override", "--user", "--socket=pulseaudio", APP)
    assert app.may("sockets") == {"wayland", "pulseaudio"}


def test_an_app_that_was_built_with_sound_keeps_it(tmp_path: Path) -> None:
    app = Installed(tmp_path, "sockets=wayland;pulseaudio;\n")
    assert not app.changes("camera.microphone-permissions", "--dry-run")
    assert app.may("sockets") == {"wayland", "pulseaudio"}
