"""Products of the Security Center: whose they are, and whether they are still installed."""

from __future__ import annotations

import pytest

from postigo.core.system import CannotTell, Platform, Unknown
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from postigo_checks.common.windows.security_center import installed, is_microsofts, program_of

CST = r"C:\Program Files\CST"


@pytest.mark.parametrize(
    ("remediation", "microsofts"),
    [
        ("windowsdefender://", True),
        ("WindowsDefender:", True),
        (r"%ProgramFiles%\Windows Defender\MSASCui.exe", True),
        (r"C:\Program Files\CST\cst.exe", False),
        (r"C:\Users\ana\Windows Defender.exe", False),
        ("https://windowsdefender.example", False),
        ("", False),
    ],
)
def test_defender_is_known_by_what_puts_it_right(remediation: str, microsofts: bool) -> None:
    assert is_microsofts(remediation) is microsofts


@pytest.mark.parametrize(
    ("remediation", "program"),
    [
        (rf"{CST}\cst.exe", rf"{CST}\cst.exe"),
        (rf'"{CST}\cst.exe"', rf"{CST}\cst.exe"),
        (rf'"{CST}\cst.exe" /fix', rf"{CST}\cst.exe"),
        (rf"{CST}\cst.EXE /fix C:\b.exe", rf"{CST}\cst.EXE"),
        (rf"{CST}\cst.exe -of D\b.exe", rf"{CST}\cst.exe"),
        (r"%ProgramFiles%\CST\a b.exe", r"%ProgramFiles%\CST\a b.exe"),
        (r"D:\cst.exe", r"D:\cst.exe"),
        (rf"{CST}\cst.dll,Fix", None),
        (r"\\server\share\cst.exe", None),
        ("cst://fix", None),
        ("cst.exe", None),
        (rf"{CST}\*.exe", None),
        ("", None),
    ],
)
def test_the_program_is_found_among_what_goes_with_it(remediation: str, program: str | None) -> None:
    assert program_of(remediation) == program


def told(exe: object, folder: object) -> bool | CannotTell:
    answers = {rf"glob {CST}\cst.exe": exe, f"glob {CST}": folder}
    return installed(Replay(Recording(Platform.WINDOWS, "0", answers)), rf'"{CST}\cst.exe" /fix')


def entry(kind: str) -> list[dict[str, object]]:
    return [{"path": "C:\\x", "kind": kind, "size": 0, "modified": "2026-01-10T10:00:00+00:00"}]


def test_a_product_is_there_with_its_program_and_gone_with_its_folder() -> None:
    assert told(entry("file"), []) is True
    assert told([], []) is False


@pytest.mark.parametrize(
    ("exe", "folder", "why"),
    [
        ([], entry("folder"), Unknown.MISSING),
        ([], {"unknown": "denied", "detail": ""}, Unknown.DENIED),
        ({"unknown": "denied", "detail": ""}, [], Unknown.DENIED),
    ],
)
def test_a_folder_without_the_program_is_neither(exe: object, folder: object, why: Unknown) -> None:
    """An update may have moved it: an antivirus that watches must not be told as gone."""
    said = told(exe, folder)
    assert isinstance(said, CannotTell)
    assert said.why is why


def test_a_program_right_on_a_drive_has_no_folder_of_its_own() -> None:
    assert installed(Replay(Recording(Platform.WINDOWS, "0", {r"glob D:\cst.exe": []})), r"D:\cst.exe") is False
