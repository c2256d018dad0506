"""The packages for Linux: built twice on Debian 12, judged, and installed, used, renewed, exchanged and purged on a bare one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from installer.packages import judges, trial
from installer.packages.systems import copied

from tests.support.built_packages import built, debian_12
from tests.support.places import needs

__all__ = ["built", "debian_12"]  # fixtures, found by their names
pytestmark = [pytest.mark.set_up, pytest.mark.long, needs("chroot", "debootstrap", "registry")]
MOST = {"postigo": 165, "postigo-headless": 45, "postigo-pdf": 85, "postigo-fleet": 75}
"""Megabytes that each may have installed."""


def test_built_again_they_are_the_same(built: Path) -> None:
    first, second = json.loads((built / "trees.json").read_text())
    assert first == second
    name = trial.file_of("postigo")
    assert (built / name).read_bytes() == (built / "again" / name).read_bytes()


@needs("lintian", "desktop-file-validate", "appstreamcli")
@pytest.mark.parametrize("name", MOST)
def test_nobody_who_judges_packages_finds_a_fault(built: Path, name: str) -> None:
    package = built / trial.file_of(name)
    assert judges.faults(package) == []
    assert sum(int(line.split()[2]) for line in judges.contents(package)) < MOST[name] * 1_000_000


@needs("piuparts")
@pytest.mark.parametrize("program", ["postigo", "postigo-headless"])
def test_piuparts_finds_nothing_that_a_purge_leaves(built: Path, debian_12: Path, tmp_path: Path, program: str) -> None:
    packages = [built / trial.file_of(name) for name in (program, "postigo-pdf", "postigo-fleet")]
    assert judges.leftovers(packages, "bookworm", debian_12, tmp_path) == []


def test_without_a_window_nothing_of_qt_and_of_passwords_comes_along(built: Path) -> None:
    lines = judges.contents(built / trial.file_of("postigo-headless"))
    assert not [line for line in lines if "PySide6" in line or "zxcvbn" in line or "pykeepass" in line]


def test_a_bare_debian_takes_runs_keeps_and_drops_them(debian_12: Path, built: Path, tmp_path: Path) -> None:
    with copied(debian_12, tmp_path / "bare") as bare:
        told = list(trial.on_one(bare, built))
    assert told[-1] == "purged, and nothing is left"
