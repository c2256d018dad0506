r"""Package for Windows: built, and by Windows Installer of Wine installed for all, run, and removed. No real Windows ever saw it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from installer.environment import LOCKS, ROOT
from installer.packages import make_windows, windows_msi, windows_payload
from installer.packages.order import Order

from postigo import __version__
from tests.support.places import WINE, needs
from tests.support.windows_lane import Windows, prepared, screen

MACHINE = ROOT / "tests/machines/windows-11-family.json"
WIX = f"{{{windows_msi.NAMESPACE}}}"


def test_a_lock_is_read_as_windows_would_read_it() -> None:
    lock = windows_payload.for_windows((LOCKS / "base.txt").read_text("utf-8"))
    assert "comtypes==" in lock
    assert "jeepney" not in lock
    assert "sys_platform" not in lock


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "tree/lib").mkdir(parents=True)
    for name in ("postigo.exe", "postigo-window.exe", "lib/a.py"):
        (tmp_path / "tree" / name).write_text(name)
    return tmp_path / "tree"


def test_each_component_is_of_64_bits_has_its_own_code_and_the_same_one_each_time(tree: Path) -> None:
    wix = windows_msi.source(tree)
    parts = list(wix.iter("Component"))
    assert len(parts) == 5
    assert {part.get("Win64") for part in parts} == {"yes"}
    assert len({part.get("Guid") for part in parts}) == 5
    assert {ref.get("Id") for ref in wix.iter("ComponentRef")} == {part.get("Id") for part in parts}
    again = windows_msi.source(tree)
    assert [part.get("Guid") for part in again.iter("Component")] == [part.get("Guid") for part in parts]
    package = next(wix.iter("Package"))
    assert package.get("InstallScope") == "perMachine"
    (tree / "lib/a.py").write_text("other")
    assert next(windows_msi.source(tree).iter("Package")).get("Id") != package.get("Id")


def test_what_task_scheduler_and_the_menu_start_is_what_the_package_lays() -> None:
    task = fromstring((ROOT / "installer/schedule/postigo-audit.xml").read_text("utf-8"))
    commands = [element.text for element in task.iter() if element.tag.endswith("}Command")]
    assert commands == ["%ProgramFiles%\\Postigo\\postigo.exe"]
    assert set(windows_payload.STARTERS) == {"postigo.exe", "postigo-window.exe"}


def test_nothing_runs_when_it_is_installed_and_no_task_is_made(tree: Path) -> None:
    names = {element.tag for element in windows_msi.source(tree).iter()}
    assert not names & {"CustomAction", "Binary", "ServiceInstall", "InstallExecuteSequence"}


def test_the_rights_of_the_folder_are_those_that_the_page_about_the_schedule_says() -> None:
    said = (ROOT / "docs/schedule.md").read_text("utf-8")
    assert "/inheritance:r /grant *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:RX" in said
    # D:PAI is "no inheritance"; SY, BA and BU are those three, FA is F, 0x1200a9 is RX (winnt.h, sddl.h).
    assert windows_msi.RIGHTS.endswith("D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;;0x1200a9;;;BU)")


def dlls(file: Path) -> set[str]:
    """DLLs that a binary of Windows asks for, in small letters."""
    said = subprocess.run(["objdump", "-p", str(file)], capture_output=True, text=True, check=True).stdout
    return {line.split("DLL Name: ")[1].lower() for line in said.splitlines() if "DLL Name: " in line}


def verdicts(report: bytes) -> list[tuple[str, str, list[str], list[object]]]:
    """What a report says of each check: its level, its findings' codes, and its gaps. Stand-ins differ from computer to computer."""
    results = json.loads(report)["results"]
    return [(one["check"], one["level"], [found["code"] for found in one["findings"]], one["gaps"]) for one in results]


@pytest.mark.set_up
@pytest.mark.long
@needs("wine", "registry", "wixl", "msibuild", "objdump")
def test_windows_installer_installs_for_all_and_removes_all(tmp_path: Path) -> None:
    order = Order("", tmp_path / "work", tmp_path)
    (msi,) = make_windows.msi(order)
    assert msi.stat().st_size < 65_000_000
    payload = order.work / "windows/payload"
    qt = payload / "lib/PySide6"
    brought = {path.name.lower() for path in [*qt.iterdir(), *(payload / "lib/shiboken6").iterdir()]}
    wanted = {name for path in qt.rglob("*") if path.suffix in {".dll", ".pyd"} for name in dlls(path)}
    assert {name for name in wanted if name.startswith(("qt6", "pyside", "shiboken", "msvcp", "vcruntime"))} <= brought
    shutil.copytree(prepared() / "prefix", tmp_path / "prefix", symlinks=True)
    disk = tmp_path / "prefix/drive_c"
    place = disk / "Program Files/Postigo"
    before = {path for path in disk.rglob("*") if "windows" not in path.parts}
    with screen() as display:
        windows = Windows(tmp_path, tmp_path / "prefix", display)

        def run(*words: str) -> subprocess.CompletedProcess[bytes]:
            return subprocess.run(
                [str(WINE), *words],
                env=windows.environment, input=b"", capture_output=True, timeout=300, check=False,
            )  # fmt: skip

        package = "Z:" + str(msi).replace("/", "\\")
        assert run("msiexec", "/i", package, "/qn").returncode == 0
        laid = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
        assert laid == {path.relative_to(payload).as_posix() for path in payload.rglob("*") if path.is_file()}
        assert (disk / "ProgramData/Postigo").is_dir()
        assert [path.name for path in disk.rglob("Postigo.lnk")] == ["Postigo.lnk"]
        program = "C:\\Program Files\\Postigo\\postigo.exe"
        said = run(program, "--version")
        assert (said.returncode, said.stdout.strip()) == (0, f"Postigo {__version__}".encode()), said
        words = ("--lang", "en", "audit", "--format", "json", "--replay")
        told = run(program, *words, "Z:" + str(MACHINE).replace("/", "\\"))
        here = subprocess.run([sys.executable, "-m", "postigo", *words, str(MACHINE)], capture_output=True, check=False)
        assert told.returncode == here.returncode, told
        assert verdicts(told.stdout) == verdicts(here.stdout)
        assert run("msiexec", "/x", package, "/qn").returncode == 0
        left = {path for path in disk.rglob("*") if "windows" not in path.parts} - before
    assert not [path for path in left if "postigo" in path.as_posix().casefold().replace(str(tmp_path).casefold(), "")]
