"""Fixtures of the live machine, and of a Windows under Wine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from postigo.system.live import live
from postigo.system.machine import Machine
from tests.support import windows_lane
from tests.support.windows_lane import ROOT


@pytest.fixture
def machine() -> Iterator[Machine]:
    this = live()
    yield this
    this.close()


@pytest.fixture(scope="module")
def display() -> Iterator[dict[str, str]]:
    with windows_lane.screen() as env:
        yield env


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own wheel, as a release would carry it."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))
