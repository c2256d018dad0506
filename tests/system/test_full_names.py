"""Full names on Windows: of accounts of this computer only, by its own list, so that a recording names nobody.

A stand-in lays its answers out in memory as the headers say; the lane of Wine asks the real call (test_windows_lane.py).
"""

from __future__ import annotations

import ctypes
import struct
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from postigo.system import full_names_windows, identity
from tests.support.places import needs

NAMES = {"ana": "Ana Ejemplo", "otra": "Otra Persona", "nameless": None}
_NO_SUCH_USER = 2221


class _Libraries:
    """Stand-in for secur32, kernel32 and netapi32. `asked` are the servers and the names that were looked up."""

    def __init__(self, account: str, computer: str = "AULA-3", *, answers: bool = True) -> None:
        self.asked: list[tuple[object, str]] = []
        self.freed = 0
        self._account, self._computer, self._answers = account, computer, answers
        self._kept: list[Any] = []

    def __call__(self, _name: str) -> SimpleNamespace:
        def whose(_kind: int, buffer: Any, _size: Any) -> int:
            buffer.value = self._account
            return int(self._answers)

        def here(buffer: Any, _size: Any) -> int:
            buffer.value = self._computer
            return 1

        def ask(server: object, name: str, level: int, place: Any) -> int:
            self.asked.append((server, name))
            assert level == 10
            if name not in NAMES:
                return _NO_SUCH_USER
            texts = [ctypes.create_unicode_buffer(text) if text else None for text in (name, "", None, NAMES[name])]
            laid = ctypes.create_string_buffer(
                struct.pack("4Q", *(ctypes.addressof(text) if text else 0 for text in texts)), 32
            )
            self._kept += [*texts, laid]
            place._obj.contents = type(place._obj)._type_.from_buffer(laid)
            return 0

        def free(_pointer: object) -> int:
            self.freed += 1
            return 0

        return SimpleNamespace(GetUserNameExW=whose, GetComputerNameW=here, NetUserGetInfo=ask, NetApiBufferFree=free)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(sys, "platform", "win32")
    return monkeypatch


@needs("linux")
def test_the_person_and_the_others_of_this_computer_are_known_by_full_name(
    windows: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    people = tmp_path_factory.mktemp("x") / "Users"
    for name in ("ana", "otra", "nameless", "gone", "Public"):
        (people / name).mkdir(parents=True)
    libraries = _Libraries("aula-3\\ana")
    windows.setattr(ctypes, "WinDLL", libraries, raising=False)
    _, names, others, account = identity._people(str(people / "ana"))
    assert names == ("Ana Ejemplo",)
    assert "Otra Persona" in others
    assert "Ana Ejemplo" not in others
    assert account is None
    assert {server for server, _ in libraries.asked} == {None}, "a server was asked"
    assert libraries.freed == 3


@pytest.mark.parametrize("account", ["COLEGIO\\ana", "AzureAD\\ana", "ana", "", "\\ana"])
def test_an_account_of_a_domain_is_never_looked_up(windows: pytest.MonkeyPatch, account: str) -> None:
    libraries = _Libraries(account)
    windows.setattr(ctypes, "WinDLL", libraries, raising=False)
    assert full_names_windows.own_account() == ""
    assert libraries.asked == []


def test_a_call_that_failed_tells_no_name(windows: pytest.MonkeyPatch) -> None:
    windows.setattr(ctypes, "WinDLL", _Libraries("AULA-3\\ana", answers=False), raising=False)
    assert full_names_windows.own_account() == ""


def test_a_windows_without_these_libraries_has_no_full_names(windows: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> None:
        raise FileNotFoundError(name)

    windows.setattr(ctypes, "WinDLL", gone, raising=False)
    assert identity._people("")[1] == ()
