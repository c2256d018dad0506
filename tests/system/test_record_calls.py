"""`record_calls`: what each call of Windows answered, in one recording that names nobody."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, TypeVar

import pytest

from postigo.core.system import CannotTell, Platform, Unknown
from postigo.core.windows_call import WindowsCall
from postigo.system import record_calls
from postigo.system.record_calls import recorded
from postigo.system.recording import Recording, dump, load
from postigo.system.replay import Replay
from postigo.windows_calls import CALLS
from postigo.windows_calls.firmware import FIRMWARE_TYPE, FirmwareType
from postigo.windows_calls.updates import WAITING_UPDATES, OfferedUpdate, UpdateSearch

T = TypeVar("T")

_VERSION = r"registry HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_THIS = {"CurrentBuild": "26200", "UBR": 9991, "EditionID": "Core", "ProductId": "00330-80000-00000-AA123"}
_SEARCH = UpdateSearch(2, 1, None, (OfferedUpdate("Critical", False, datetime(2026, 11, 10, tzinfo=UTC), ("a",)),))


class Stand(Replay):
    """Windows that answers some calls, refuses others, and remembers what it was asked."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        super().__init__(
            Recording(Platform.WINDOWS, "0", {"now": "2026-11-29T09:00:00+00:00", _VERSION: {"values": _THIS}})
        )
        self.answers = answers
        self.put: list[tuple[str, dict[str, str]]] = []

    def call(self, call: WindowsCall[T], **values: str) -> T:
        """The answer, or that there is none."""
        self.put.append((call.name, values))
        if call.name not in self.answers:
            raise CannotTell(Unknown.MISSING, f"{call.name}: 0x80040154")
        answer: T = self.answers[call.name]
        return answer


def _told(stand: Stand) -> Recording:
    found = recorded(stand, "0.1.0", lambda _: True)
    assert found is not None
    return found


def test_every_call_is_asked_once_and_nothing_else_is_in_it() -> None:
    stand = Stand({FIRMWARE_TYPE.name: FirmwareType.UEFI, WAITING_UPDATES.name: _SEARCH})
    found = _told(stand)
    assert [name for name, _ in stand.put] == list(CALLS)
    assert {question.split()[0] for question in found.answers} == {"call", "now", "elevated"}
    assert found.answers["call firmware-type"] == "uefi"
    assert found.answers["call restart-needed"] == {"unknown": "missing", "detail": "restart-needed: 0x80040154"}
    assert not found.verdicts


def test_it_says_which_windows_that_was_and_not_whose() -> None:
    assert _told(Stand({})).source == "Windows: CurrentBuild 26200, UBR 9991, EditionID Core"


def test_what_was_kept_is_answered_again() -> None:
    machine = Replay(load(dump(_told(Stand({WAITING_UPDATES.name: _SEARCH})))))
    assert machine.call(WAITING_UPDATES) == _SEARCH
    with pytest.raises(CannotTell, match="0x80040154"):
        machine.call(FIRMWARE_TYPE)


def test_each_value_of_a_call_has_a_text_to_ask_with() -> None:
    assert {name for call in CALLS.values() for name in call.values} <= record_calls.ASKED_WITH.keys()


def test_a_folder_of_the_persons_own_is_asked_about_and_bears_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    who = WindowsCall("folder-of", str, values=("folder",))
    monkeypatch.setattr(record_calls, "CALLS", MappingProxyType({who.name: who}))
    monkeypatch.setenv("HOME", "/home/zacarias")
    stand = Stand({who.name: "/home/zacarias/Pictures is zacarias'"})
    text = json.dumps(dict(_told(stand).answers))
    assert stand.put == [("folder-of", {"folder": os.path.join("/home/zacarias", "Pictures")})]  # noqa: PTH118
    assert "call folder-of" in text
    assert "zacarias" not in text
    assert getpass.getuser() in {"root", "user"} or getpass.getuser() not in text


@dataclass(frozen=True, slots=True)
class Account:
    """Account of a Windows, as a call tells it."""

    name: str
    rid: int


def test_an_account_without_a_folder_is_not_named_either(monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = WindowsCall("accounts", tuple[Account, ...])
    monkeypatch.setattr(record_calls, "CALLS", MappingProxyType({accounts.name: accounts}))
    stand = Stand({accounts.name: (Account("Quetzalina", 1003), Account("Administrador", 500))})
    told = _told(stand).answers["call accounts"]
    assert [each["rid"] for each in told] == [1003, 500]
    assert "quetzalina" not in json.dumps(told).casefold()
    assert told[1]["name"] == "Administrador"


def test_who_stops_it_keeps_nothing() -> None:
    stand = Stand({})
    assert recorded(stand, "0.1.0", lambda name: name != list(CALLS)[1]) is None
    assert len(stand.put) == 1
