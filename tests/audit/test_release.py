"""What a machine runs, by the name its maker gives it: in a copy for whoever has many of them before them."""

from __future__ import annotations

from typing import Any

import pytest

from postigo.audit.os_version import release
from postigo.core.system import Platform
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from tests.support import remembered

CURRENT = r"registry HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
ABSENT = {"absent": True}


def named(platform: Platform, **answers: Any) -> str:
    return release(Replay(Recording(platform, "0", answers)))


def windows(**values: str) -> str:
    return named(Platform.WINDOWS, **{CURRENT: {"values": values, "subkeys": []}})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n', "Debian GNU/Linux 12 (bookworm)"),
        ("PRETTY_NAME=Arch\\ Linux\n", "Arch Linux"),
        ('PRETTY_NAME="Solus 4\n', "Solus 4"),
        (f'PRETTY_NAME="{"x" * 500}"\n', "x" * 100),
        ("NAME=Debian\n", ""),
        ("\x00\xff", ""),
    ],
)
def test_a_linux_is_called_as_it_calls_itself(content: str, told: str) -> None:
    assert named(Platform.LINUX, **{"read /etc/os-release": content}) == told


def test_where_the_usual_file_is_missing_the_other_one_tells() -> None:
    told = {"read /etc/os-release": ABSENT, "read /usr/lib/os-release": "PRETTY_NAME=Tails\n"}
    assert named(Platform.LINUX, **told) == "Tails"


def test_windows_11_is_not_called_10() -> None:
    assert (
        windows(ProductName="Windows 10 Pro", DisplayVersion="24H2", CurrentBuild="26100")
        == "Windows 11 Pro 24H2 (26100)"
    )
    assert (
        windows(ProductName="Windows 10 Home", DisplayVersion="22H2", CurrentBuild="19045")
        == "Windows 10 Home 22H2 (19045)"
    )
    assert (
        windows(ProductName="Windows Server 2022 Standard", CurrentBuild="20348")
        == "Windows Server 2022 Standard (20348)"
    )
    assert windows() == ""


@pytest.mark.parametrize("platform", Platform)
def test_what_nothing_tells_is_not_told(platform: Platform) -> None:
    assert named(platform) == ""


def test_every_remembered_machine_has_a_name() -> None:
    for path in remembered.MACHINES:
        assert any(letter.isdigit() for letter in release(remembered.machine(path))) or path.stem == "arch", path.stem
