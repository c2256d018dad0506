r"""Folders, accounts, power and Bluetooth, asked by Windows' own Python under Wine.

Where Wine 8 stops: it keeps of an access list what the nine bits of POSIX can hold, so that the owner and everybody are told and
no other person and no group; it lists no accounts at level 3 and knows no keeper of one (level 24); it has no power scheme, no
screen saver that asks, and of Bluetooth only the names of the functions. A closed folder is open to root, who runs it here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import windows_lane
from tests.support.places import needs
from tests.support.windows_lane import ROOT, Windows

pytestmark = [pytest.mark.set_up, needs("wine")]

WITH = """
import ctypes, json, os, winreg
from ctypes import wintypes
from postigo.core.codec import encode
from postigo.core.system import CannotTell
from postigo.system import windows as machine
from postigo.windows_calls import CALLS

SHELL_FOLDERS = r"Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders"


def ask(windows, call, **values):
    try:
        return encode(windows.call(CALLS[call], **values), tag=False)
    except CannotTell as unknown:
        return [unknown.why.value, unknown.detail]


def let_in(path, sddl):
    library = ctypes.WinDLL("advapi32")
    read = library.ConvertStringSecurityDescriptorToSecurityDescriptorW
    read.restype, read.argtypes = wintypes.BOOL, (wintypes.LPCWSTR, wintypes.DWORD, ctypes.c_void_p, ctypes.c_void_p)
    write = library.SetFileSecurityW
    write.restype, write.argtypes = wintypes.BOOL, (wintypes.LPCWSTR, wintypes.DWORD, ctypes.c_void_p)
    descriptor = ctypes.c_void_p()
    assert read(sddl, 1, ctypes.byref(descriptor), None)
    assert write(path, 4, descriptor)


def move(value, kind=winreg.REG_EXPAND_SZ):
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, SHELL_FOLDERS) as key:
        winreg.SetValueEx(key, "My Pictures", 0, kind, value)


"""

FOLDERS = (
    WITH
    + r"""
windows, told = machine.Windows(), {}
for name, sddl in {
    "closed": "D:P(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)",
    "open": "D:P(A;OICI;FA;;;WD)",
    "l’Albert": "D:P(A;OICI;FA;;;OW)(A;OICI;FR;;;WD)",
    "‘fotos’ “x”": "D:P(A;OICI;FA;;;OW)",
    "ñ €😀": "D:P(A;OICI;FA;;;OW)",
    "a" * 100 + "\\" + "b" * 100 + "\\" + "c" * 100: "D:P(A;OICI;FA;;;OW)",
}.items():
    path = "C:\\probe\\" + name
    plain = "\\\\?\\" + path if len(path) > 240 else path
    os.makedirs(plain, exist_ok=True)
    let_in(plain, sddl)
    told[name[:20]] = ask(windows, "folder-access", folder=path)
odd = ("C:\\probe\\gone", "C:\\probe\\gone\\x", "Q:\\x", "", "*", "C:\\probe\\a<b", "C:\\probe\0\\x", r"\\nas\fotos", "\\\\?\\UNC\\nas\\fotos")
told["odd"] = [ask(windows, "folder-access", folder=path)[0] for path in odd]
windows.close()
print(json.dumps(told))
"""
)

KNOWN = (
    WITH
    + r"""
told = []


def pictures():
    windows = machine.Windows()
    answer = ask(windows, "known-folders")
    windows.close()
    return answer["pictures"]


told.append(pictures())
move(r"%CASA%\Imágenes")
told.append(pictures())
os.environ["CASA"] = r"D:\Casa"
told.append(pictures())
move(r"%USERPROFILE%\OneDrive\Fotos")
told.append(pictures())
move(7, winreg.REG_DWORD)
told.append(pictures())
print(json.dumps(told))
"""
)

OTHERS = (
    WITH
    + """
windows = machine.Windows()
print(json.dumps({name: ask(windows, name) for name in ("local-accounts", "persons-names", "power-settings", "bluetooth-visible")}))
windows.close()
"""
)

OPEN_PICTURES = (
    WITH
    + r"""
pictures = "C:\\probe\\l’Albert ‘fotos’"
os.makedirs(pictures, exist_ok=True)
let_in(pictures, "D:P(A;OICI;FA;;;{})")
move(pictures, winreg.REG_SZ)
with winreg.CreateKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Services\LanmanServer\Shares") as key:
    pass
with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Services\LanmanServer", 0, winreg.KEY_WRITE) as key:
    winreg.SetValueEx(key, "Start", 0, winreg.REG_DWORD, 2)
"""
)


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True)
    with windows_lane.screen() as display:
        yield Windows.fresh(tmp_path_factory.mktemp("windows"), next(folder.glob("*.whl")), display)


def told(windows: Windows, code: str) -> Any:
    done = windows.python("-c", code)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def access(windows: Windows) -> dict[str, Any]:
    answers: dict[str, Any] = told(windows, FOLDERS)
    return answers


def test_whom_a_folder_lets_in_is_read_back_as_it_was_written(access: dict[str, Any]) -> None:
    def readers(name: str) -> list[str]:
        return [entry.rpartition(";")[2] for entry in access[name].partition("D:")[2].strip("()").split(")(")]

    assert "WD" in readers("open")
    assert "WD" in readers("l’Albert")
    for name in ("closed", "‘fotos’ “x”", "ñ €😀", "a" * 20):
        assert "WD" not in readers(name), name
    assert all(access[name].startswith("O:S-1-5-21-") for name in access if name != "odd")


def test_a_path_that_leads_nowhere_is_a_gap_and_one_to_another_computer_is_not_asked(access: dict[str, Any]) -> None:
    assert access["odd"] == [*["missing"] * 4, *["unreadable"] * 3, "denied", "denied"]


def test_a_folder_that_was_moved_is_where_windows_says(windows: Windows) -> None:
    own, unknown, by_variable, in_the_profile, no_text = told(windows, KNOWN)
    assert own.endswith(r"\Pictures")
    assert unknown == r"%CASA%\Imágenes"  # a variable that this session has not: the check calls it a gap
    assert by_variable == r"D:\Casa\Imágenes"
    assert in_the_profile == own.replace(r"\Pictures", r"\OneDrive\Fotos")
    assert no_text == own


def test_what_wine_lacks_is_an_honest_gap(windows: Windows) -> None:
    answers = told(windows, OTHERS)
    assert answers["local-accounts"] == ["missing", "NetUserEnum: 0x0000007c"]  # ERROR_INVALID_LEVEL
    assert answers["persons-names"] == ["missing", "NetUserEnum: 0x0000007c"]
    assert answers["bluetooth-visible"] == ["missing", "BluetoothFindFirstRadio: 0x00000078"]  # not implemented
    power = answers["power-settings"]
    assert (power["sleeps"], power["display_off"], power["sleep"], power["saver"]) == (True, None, None, None)


@pytest.mark.parametrize(("whom", "codes"), [("WD", ["pictures-open"]), ("OW", ["closed"])])
def test_the_pictures_are_as_open_as_their_list(windows: Windows, whom: str, codes: list[str]) -> None:
    """From the registry by the known folder and its list to the verdict, through a name with apostrophes of every kind."""
    done = windows.python("-c", OPEN_PICTURES.replace("{}", whom))
    assert done.returncode == 0, done.stderr
    audit = windows.python(
        "-m", "postigo", "audit", "image.folders", "--format", "json", "--level", "full", "--reason", "a test"
    )
    (result,) = json.loads(audit.stdout)["results"]
    assert [finding["code"] for finding in result["findings"]] == codes, result
    assert {gap["why"] for gap in result["gaps"]} <= {"missing"}  # whether somebody else has an account
