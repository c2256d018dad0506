"""Sealing of the child on Windows, with a stand-in for Windows' functions: what is asked of it, and what a refusal costs.

For real, as far as Wine goes, it is done in tests/system/test_windows_closed.py.
"""

from __future__ import annotations

import ast
import ctypes
import os
import re
import sys
from collections.abc import Callable
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pytest

from postigo import bounds
from postigo.audit import orphans
from postigo.bounds import closed, win32, windows_access, windows_job, windows_process
from postigo.gui.passwords.models import sandbox_process
from postigo.passwords.sandbox import windows_hardening
from postigo.passwords.sandbox.hardening import MOST_MEMORY

APP = Path(__file__).resolve().parents[2] / "app/postigo"

# As the headers of Windows SDK 10.0.26100 have them, each word a type.
HEADERS = """
BOOL CloseHandle HANDLE
POINTER LocalFree POINTER
HANDLE GetCurrentProcess
HANDLE OpenProcess DWORD BOOL DWORD
BOOL OpenProcessToken HANDLE DWORD POINTER
BOOL SetProcessMitigationPolicy ENUM POINTER SIZE_T
BOOL TerminateProcess HANDLE UINT
BOOL AssignProcessToJobObject HANDLE HANDLE
HANDLE CreateJobObjectW POINTER LPCWSTR
BOOL SetInformationJobObject HANDLE ENUM POINTER DWORD
BOOL TerminateJobObject HANDLE UINT
BOOL ConvertSidToStringSidW POINTER POINTER
BOOL ConvertStringSecurityDescriptorToSecurityDescriptorW LPCWSTR DWORD POINTER POINTER
BOOL GetKernelObjectSecurity HANDLE DWORD POINTER DWORD POINTER
BOOL GetTokenInformation HANDLE ENUM POINTER DWORD POINTER
BOOL SetKernelObjectSecurity HANDLE DWORD POINTER
UINT GetDriveTypeW LPCWSTR
BOOL SetDefaultDllDirectories DWORD
BOOL SetDllDirectoryW LPCWSTR
UINT SetErrorMode UINT
HRESULT WerSetFlags DWORD
"""
TYPES = {
    "BOOL": ctypes.c_int32,
    "DWORD": ctypes.c_uint32,
    "ENUM": ctypes.c_int32,
    "HANDLE": ctypes.c_void_p,
    "HRESULT": ctypes.c_int32,
    "LPCWSTR": ctypes.c_wchar_p,
    "POINTER": ctypes.c_void_p,
    "SIZE_T": ctypes.c_size_t,
    "UINT": ctypes.c_uint32,
}
ACCOUNT = "S-1-5-21-1-2-3-1001"


# --- types


def test_each_function_has_the_types_of_its_header() -> None:
    told = {name: (result, *words) for result, name, *words in map(str.split, HEADERS.strip().splitlines())}
    assert told.keys() == win32.FUNCTIONS.keys()
    for name, function in win32.FUNCTIONS.items():
        assert [function.result, *function.arguments] == [TYPES[word] for word in told[name]], name
        assert function.library in {"kernel32", "advapi32"}


def layout(kind: type[ctypes.Structure]) -> tuple[int, ...]:
    """Size, and where flags, the number of processes, the counters and the memory of a process stand."""
    named = ("flags", "active_processes", "io_counters", "process_memory")
    return (ctypes.sizeof(kind), *(getattr(kind, name).offset for name in named))


def test_the_limits_of_a_job_lie_where_the_header_puts_them() -> None:
    assert layout(win32.Limits) == (144, 16, 40, 64, 112)

    class Limits32(ctypes.Structure):
        _fields_ = tuple(
            (name, ctypes.c_uint32 if kind is ctypes.c_size_t else kind) for name, kind in win32.Limits._fields_
        )

    assert layout(Limits32) == (112, 16, 28, 48, 96)


def test_no_function_of_windows_is_called_without_its_types() -> None:
    places = [*(APP / "bounds").glob("*.py"), APP / "passwords/sandbox/windows_hardening.py"]
    called = set()
    for place in places:
        for node in ast.walk(ast.parse(place.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in {"WinDLL", "windll"} or place.stem == "win32", place.name
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"call", "do"}:
                assert node.args, place.name
                called.add(ast.unparse(node.args[0]).strip("'"))
    assert called - {"made"} | {"ConvertStringSecurityDescriptorToSecurityDescriptorW"} == win32.FUNCTIONS.keys()


def test_where_there_is_no_windows_a_function_is_refused_and_nothing_is_loaded() -> None:
    with pytest.raises(OSError, match="no Windows"):
        win32.call("CloseHandle", 1)


# --- a stand-in


class Windows:
    """What is asked of Windows, in order. `refuses` give nothing; `lacks` are not there; `opens` are rights that it grants."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.refuses: set[str] = set()
        self.lacks: set[str] = set()
        self.opens = 0x101001
        self.denies = True  # what it refuses, with access denied
        self.handles: set[int] = set()
        self.error_reports = 0xE1  # the flags that it knows

    def __call__(self, name: str, *arguments: object) -> object:
        assert len(arguments) == len(win32.FUNCTIONS[name].arguments), name
        if name in self.lacks:
            raise OSError(f"this Windows has no {name}")
        self.asked.append((name, *arguments))
        if name in self.refuses:
            return 0
        return getattr(self, name, lambda *_: 1)(*arguments)

    def failure(self, name: str) -> OSError:
        return PermissionError(f"{name} failed") if self.denies else OSError(f"{name} failed")

    def names(self) -> list[object]:
        return [name for name, *_ in self.asked]

    def _handle(self) -> int:
        self.handles.add(made := 1000 + len(self.asked))
        return made

    def GetCurrentProcess(self) -> int:  # noqa: N802 - theirs
        return -1

    def OpenProcess(self, rights: int, _inherit: int, _pid: int) -> int:  # noqa: N802
        return 0 if rights & ~self.opens else self._handle()

    def CreateJobObjectW(self, _security: object, _name: object) -> int:  # noqa: N802
        return self._handle()

    def CloseHandle(self, handle: object) -> int:  # noqa: N802
        if isinstance(handle, int):
            self.handles.remove(handle)
        return 1

    def WerSetFlags(self, flags: int) -> int:  # noqa: N802
        return -2147024809 if flags & ~self.error_reports else 0  # E_INVALIDARG

    def GetDriveTypeW(self, _root: str) -> int:  # noqa: N802
        return 3


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    stand_in = Windows()
    monkeypatch.setattr(win32, "call", stand_in)
    monkeypatch.setattr(win32, "_failure", stand_in.failure)
    monkeypatch.setattr(ctypes, "wstring_at", lambda _place: ACCOUNT)
    return stand_in


def mitigations(windows: Windows) -> dict[object, object]:
    """The policies that were asked for, with their flags."""
    return {
        policy: value._obj.value  # type: ignore[attr-defined]
        for name, policy, value, size in (each for each in windows.asked if len(each) == 4)
        if name == "SetProcessMitigationPolicy" and size == 4
    }


def test_the_list_is_closed_to_the_account_and_to_the_owner_before_all_else(windows: Windows) -> None:
    assert windows_hardening.seal()
    (text,) = [
        words[1] for words in windows.asked if words[0] == "ConvertStringSecurityDescriptorToSecurityDescriptorW"
    ]
    assert text == f"D:P(A;;0x101001;;;{ACCOUNT})(A;;RC;;;OW)"
    names = windows.names()
    assert names.index("SetKernelObjectSecurity") < names.index("SetErrorMode")
    assert "OpenProcess" in names[names.index("SetKernelObjectSecurity") :]
    assert not windows.handles
    assert mitigations(windows) == {10: 7, 6: 1, 3: 3}  # neither made code (2), nor signatures (8), nor win32k (4)
    assert ("SetDllDirectoryW", "") in windows.asked
    assert ("SetDefaultDllDirectories", 0x1000) in windows.asked
    assert ("SetErrorMode", 3) in windows.asked
    assert ("WerSetFlags", 0xE1) in windows.asked


LIST = (
    "GetKernelObjectSecurity",
    "OpenProcessToken",
    "GetTokenInformation",
    "ConvertSidToStringSidW",
    "ConvertStringSecurityDescriptorToSecurityDescriptorW",
    "SetKernelObjectSecurity",
)


@pytest.mark.parametrize("name", LIST)
@pytest.mark.parametrize("way", ["refuses", "lacks"])
def test_where_the_list_is_refused_it_is_not_called_closed_and_the_rest_is_done(
    windows: Windows, name: str, way: str
) -> None:
    getattr(windows, way).add(name)
    windows.opens = 0x1FFFFF
    assert not windows_hardening.seal()
    assert mitigations(windows) == {10: 7, 6: 1, 3: 3}
    assert not windows.handles


@pytest.mark.parametrize("right", windows_access._OF_A_CLOSED_ONE, ids=hex)
def test_one_right_that_is_left_open_is_enough_not_to_call_it_closed(windows: Windows, right: int) -> None:
    windows.opens |= right
    assert not windows_hardening.seal()
    assert not windows.handles


def test_who_cannot_ask_does_not_call_it_closed(windows: Windows) -> None:
    windows.lacks.add("OpenProcess")
    assert windows_hardening.seal() is False
    windows.lacks.clear()
    windows.denies = False  # another number, such as that there is no such process
    assert windows_hardening.seal() is False


STEPS = {
    "SetErrorMode": ["SetErrorMode"],
    "WerSetFlags": ["WerSetFlags"],
    "SetDllDirectoryW": ["SetDllDirectoryW"],
    "SetDefaultDllDirectories": ["SetDefaultDllDirectories"],
    "SetProcessMitigationPolicy": ["image load", "extension points", "strict handles"],
    "GetDriveTypeW": ["image load"],
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_this_windows_does_not_know_costs_that_step(windows: Windows, name: str) -> None:
    windows.lacks.add(name)
    assert windows_hardening.harden() == tuple(STEPS[name])
    assert windows_hardening.seal()


@pytest.mark.parametrize(("known", "asked"), [(0xE1, [0xE1]), (0x21, [0xE1, 0x21]), (1, [0xE1, 0x21, 1])])
def test_an_older_windows_is_asked_for_the_reports_that_it_knows(
    windows: Windows, known: int, asked: list[int]
) -> None:
    windows.error_reports = known
    assert windows_hardening.harden() == ()
    assert [words[1] for words in windows.asked if words[0] == "WerSetFlags"] == asked


def test_what_lies_on_another_computer_may_be_loaded_where_python_lies_there(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "GetDriveTypeW", lambda _root: 4, raising=False)
    assert windows_hardening.harden() == ()
    assert mitigations(windows)[10] == 6


# --- the box


def limits(windows: Windows) -> list[tuple[int, int, int]]:
    """Flags, processes and memory of each box."""
    boxes = [words[3]._obj for words in windows.asked if words[:1] == ("SetInformationJobObject",) and words[2] == 9]  # type: ignore[attr-defined]
    return [(box.flags, box.active_processes, box.process_memory) for box in boxes]


def test_the_child_is_alone_in_its_box_and_the_desktop_comes_last(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "_kept", [])
    windows.opens |= windows_process.SET_QUOTA
    bounds._box_in(4 << 30)
    assert limits(windows) == [(0x2000 | 0x400 | 0x100 | 0x8, 1, 4 << 30)]
    assert ("OpenProcess", 0x101, 0, os.getpid()) in windows.asked
    ways = [words[2] if words[0] == "SetInformationJobObject" else words[0] for words in windows.asked]
    assert ways.index("AssignProcessToJobObject") < ways.index(4)
    assert len(windows.handles) == 1, "the box is kept, the process's handle is not"


def test_in_a_nested_box_the_desktop_stays_and_all_else_holds(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[object] = []
    monkeypatch.setattr(bounds, "_kept", kept)
    windows.opens |= windows_process.SET_QUOTA

    def nested(_job: int, kind: int, _value: object, _size: int) -> int:
        return int(kind != 4)

    monkeypatch.setattr(windows, "SetInformationJobObject", nested, raising=False)
    with pytest.raises(OSError, match="SetInformationJobObject"):
        bounds._box_in(4 << 30)
    assert len(kept) == 1
    assert len(windows.handles) == 1


@pytest.mark.parametrize("name", ["SetInformationJobObject", "AssignProcessToJobObject"])
def test_a_box_that_cannot_be_had_leaves_no_handle(
    windows: Windows, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    kept: list[object] = []
    monkeypatch.setattr(bounds, "_kept", kept)
    windows.opens |= windows_process.SET_QUOTA
    windows.refuses.add(name)
    with pytest.raises(OSError, match=name):
        bounds._box_in(4 << 30)
    assert not windows.handles
    assert not kept


def test_a_32_bit_python_is_not_left_without_any_memory(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows_job, "_MOST", 2**32 - 1)
    windows_job.WindowsJob(MOST_MEMORY)
    assert [memory for *_, memory in limits(windows)] == [2**32 - 1], "2**32 would be 0 there"


def test_a_workers_box_holds_as_many_as_it_starts(windows: Windows) -> None:
    box = windows_job.WindowsJob()
    box.end()
    box.end()
    assert limits(windows) == [(0x2000 | 0x400, 0, 0)]
    assert windows.names().count("TerminateJobObject") == 1
    assert not windows.handles


# --- its end


def test_a_process_is_ended_with_the_one_right_that_this_needs(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr(os, "kill")
    monkeypatch.setattr(orphans, "_is_there", lambda _group: False)
    orphans.end_groups([4711, 0, 1])
    assert [words[:4] for words in windows.asked if words[0] == "OpenProcess"] == [("OpenProcess", 1, 0, 4711)]
    assert windows.names() == ["OpenProcess", "TerminateProcess", "CloseHandle"]


def test_what_is_gone_or_anothers_is_left(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    windows.opens = 0
    orphans.end_groups([4711])
    assert windows.names() == ["OpenProcess"]


# --- the program itself


@pytest.fixture
def nobody_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closed, "_holders", set())
    monkeypatch.setattr(closed, "_undo", ExitStack())
    monkeypatch.setattr(sys, "platform", "win32")


@pytest.mark.usefixtures("nobody_holds")
def test_the_program_is_closed_while_it_has_a_secret_and_then_as_it_was(windows: Windows) -> None:
    with closed.closed():
        wanted = [words[1] for words in windows.asked if str(words[0]).startswith("ConvertString")]
        assert wanted == [f"D:P(A;;0x101401;;;{ACCOUNT})(A;;RC;;;OW)"]
        assert windows.names().count("SetKernelObjectSecurity") == 1
    got, _, now = [words for words in windows.asked if str(words[0]).endswith("KernelObjectSecurity")]
    assert now[:3] == ("SetKernelObjectSecurity", -1, 4)
    assert now[3] is got[3], "the list that it had before"


@pytest.mark.usefixtures("nobody_holds")
def test_a_program_that_cannot_be_closed_goes_on(windows: Windows) -> None:
    windows.refuses.add("SetKernelObjectSecurity")
    with closed.closed():
        assert windows.names().count("SetKernelObjectSecurity") == 1
    assert windows.names().count("SetKernelObjectSecurity") == 1


@pytest.mark.parametrize(("platform", "closes"), [("win32", True), (sys.platform, False)])
@pytest.mark.parametrize("way", ["ended", "not_started", "abandon"])
def test_the_window_is_closed_while_it_holds_the_child_and_only_on_windows(
    monkeypatch: pytest.MonkeyPatch, platform: str, way: str, closes: bool
) -> None:
    holders: list[bool] = []
    monkeypatch.setattr(closed.Hold, "keep", lambda _self, *, secret: holders.append(secret))
    child = sandbox_process.SandboxProcess(["no such program"])
    monkeypatch.setattr(child._host, "start", lambda _command: None)
    monkeypatch.setattr(sys, "platform", platform)
    child.start()
    assert holders == [closes]
    ways: dict[str, Callable[[], object]] = {
        "ended": lambda: child._host.ended.emit(""),
        "not_started": lambda: child._host.not_started.emit(""),
        "abandon": child.abandon,
    }
    ways[way]()
    assert holders[-1] is False


def test_the_numbers_are_those_of_the_header() -> None:
    source = (APP / "bounds/windows_access.py").read_text("utf-8")
    assert windows_access.END_OR_WAIT == 0x00100000 | 0x1000 | 0x0001
    assert re.search(r"OWNER RIGHTS", source)
    assert all(a < b for a, b in pairwise(windows_access._OF_A_CLOSED_ONE))
    assert sum(windows_access._OF_A_CLOSED_ONE) & windows_access.END_OR_WAIT == 0
