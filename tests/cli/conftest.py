"""Fixtures of the command line: a home of its own, calls within the process, packs that are enabled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.program import ENGLISH, inside, postigo
from tests.support.with_packs import Install, install

__all__ = ["install"]  # a fixture, found by its name


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person of its own: no settings of anybody's, and no root without a person behind it."""
    place = tmp_path / "home"
    place.mkdir()
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(place))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("SUDO_UID", "1000")
    for name, value in ENGLISH.items():
        monkeypatch.setenv(name, value)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return place


@pytest.fixture
def called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a wrong call is answered with, as by `refused`, but within this process: a start costs more than the answer."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> str:
        done = inside(*words)
        assert done.returncode == 64, done
        assert done.stdout == ""
        assert len(done.stderr.strip().splitlines()) == 1
        return done.stderr.strip()

    return call


@pytest.fixture
def enabled(install: Install) -> Install:
    """Installs packs for tests and lets their code run."""

    def put(*names: str) -> None:
        install(*names)
        for name in names:
            done = postigo("packs", "enable", name)
            assert done.returncode == 0, done

    return put
