"""Calls of Windows, as far as they can be tried anywhere: the closed list, the process that answers, recordings, and sizes."""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

import pytest

from postigo.core.codec import decode, encode
from postigo.core.system import CannotTell, Platform, Unknown
from postigo.core.windows_call import WindowsCall
from postigo.pipe import host as pipe_host
from postigo.pipe import reexec
from postigo.system import recording
from postigo.system.calls import child, errors, host
from postigo.system.calls.answering import ANSWERS
from postigo.system.calls.messages import Answer, Question, Refusal
from postigo.system.identity import Identity
from postigo.system.recorder import Recorder
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from postigo.windows_calls import CALLS, SUBJECT_OF
from postigo.windows_calls.firmware import FIRMWARE_TYPE, FirmwareType

TABLE = json.loads((Path(__file__).parents[1] / "tables" / "windows_sdk.json").read_text("utf-8"))

# Children that speak the protocol and do one thing each.
SPEAKS = "import json, os, sys, time\nfor line in sys.stdin:\n    asked = json.loads(line)\n    "
UEFI = SPEAKS + 'print(json.dumps({"is": "Answer", "value": "uefi"}), flush=True)\n'
DIES = SPEAKS + "os._exit(5)\n"
SLEEPS = SPEAKS + "time.sleep(600)\n"
NOISE = SPEAKS + "print('{[<', flush=True)\n"
OTHER = SPEAKS + 'print(json.dumps({"is": "Answer", "value": {"bios": 1}}), flush=True)\n'
REFUSES = SPEAKS + 'print(json.dumps({"is": "Refusal", "why": "denied", "detail": "x"}), flush=True)\n'
CRASHED = SPEAKS + 'print(json.dumps({"is": "Refusal", "why": "crashed", "detail": "x"}), flush=True)\n'
SLOW = SPEAKS + 'time.sleep(1)\n    print(json.dumps({"is": "Answer", "value": "uefi"}), flush=True)\n'


@dataclass
class Asked:
    """Calls whose children run a script, and what was announced of them."""

    calls: host.Calls
    started: list[int]
    ended: list[int]

    def firmware(self) -> FirmwareType:
        return self.calls.ask(FIRMWARE_TYPE, {})

    def why(self) -> Unknown:
        with pytest.raises(CannotTell) as unknown:
            self.firmware()
        return unknown.value.why


@pytest.fixture
def asked() -> Iterator[Callable[..., Asked]]:
    made: list[Asked] = []

    def make(*scripts: str) -> Asked:
        rest = iter(scripts)
        started: list[int] = []
        ended: list[int] = []

        def begin() -> pipe_host.Process:
            return pipe_host.start([sys.executable, "-c", next(rest)])

        calls = host.Calls(lambda pid, begins: (started if begins else ended).append(pid), begin)
        made.append(Asked(calls, started, ended))
        return made[-1]

    yield make
    for one in made:
        one.calls.close()
        assert sorted(one.ended) == sorted(one.started)


def test_one_process_serves_many_calls(asked: Callable[..., Asked]) -> None:
    windows = asked(UEFI)
    assert {windows.firmware() for _ in range(20)} == {FirmwareType.UEFI}
    assert len(windows.started) == 1


@pytest.mark.parametrize(
    ("script", "why"),
    [(DIES, Unknown.CRASHED), (NOISE, Unknown.UNREADABLE), (OTHER, Unknown.UNREADABLE), (CRASHED, Unknown.CRASHED)],
)
def test_a_fault_costs_one_answer_and_no_other(asked: Callable[..., Asked], script: str, why: Unknown) -> None:
    windows = asked(script, UEFI)
    assert windows.why() is why
    if script is not OTHER:  # a process that answers by the rules is kept, whatever it says
        assert windows.firmware() is FirmwareType.UEFI
        assert len(windows.started) == 2


def test_a_refusal_is_an_answer_of_a_sound_process(asked: Callable[..., Asked]) -> None:
    windows = asked(REFUSES)
    assert [windows.why() for _ in range(3)] == [Unknown.DENIED] * 3
    assert len(windows.started) == 1


def test_a_call_that_hangs_is_given_up_and_its_process_ended(
    asked: Callable[..., Asked], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host, "START", 0.0)
    hurried = WindowsCall(FIRMWARE_TYPE.name, FirmwareType, seconds=0.5)
    monkeypatch.setattr(host, "CALLS", MappingProxyType({hurried.name: hurried}))
    windows = asked(SLEEPS, UEFI)
    began = time.monotonic()
    with pytest.raises(CannotTell) as unknown:
        windows.calls.ask(hurried, {})
    assert unknown.value.why is Unknown.TIMEOUT
    assert time.monotonic() - began < 5
    assert windows.ended == windows.started


def test_a_few_are_asked_at_once_and_the_rest_wait(asked: Callable[..., Asked]) -> None:
    windows = asked(*[SLOW] * host.MOST)
    told: list[FirmwareType] = []
    threads = [threading.Thread(target=lambda: told.append(windows.firmware())) for _ in range(host.MOST + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [FirmwareType.UEFI] * (host.MOST + 1)
    assert len(windows.started) == host.MOST


def test_a_closed_host_starts_nothing_more(asked: Callable[..., Asked]) -> None:
    windows = asked(UEFI)
    windows.firmware()
    windows.calls.close()
    assert windows.why() is Unknown.TIMEOUT
    assert len(windows.started) == 1


def test_who_asks_a_host_that_closes_waits_no_longer(asked: Callable[..., Asked]) -> None:
    windows = asked(*[SLEEPS] * host.MOST)
    told: list[Unknown] = []
    threads = [threading.Thread(target=lambda: told.append(windows.why())) for _ in range(4 * host.MOST)]
    for thread in threads:
        thread.start()
    while len(windows.started) < host.MOST:
        time.sleep(0.01)
    time.sleep(0.2)
    began = time.monotonic()
    windows.calls.close()
    for thread in threads:
        thread.join()
    assert time.monotonic() - began < 3
    assert set(told) == {Unknown.CRASHED, Unknown.TIMEOUT}


def test_only_calls_of_the_list_are_asked(asked: Callable[..., Asked]) -> None:
    windows = asked()
    with pytest.raises(ValueError, match="no call of Windows"):
        windows.calls.ask(WindowsCall("anything", str), {})
    with pytest.raises(ValueError, match="no call of Windows"):
        windows.calls.ask(FIRMWARE_TYPE, {"library": "kernel32"})
    assert child.reply(Question("anything")) == Refusal(Unknown.CRASHED, "no call of Windows: anything")


@pytest.mark.parametrize("name", ["", "Firmware", "firmware type", "../x", "a--b"])
def test_a_name_is_a_plain_word(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be named"):
        WindowsCall(name, str)


def test_our_own_process_starts_and_says_honestly_that_this_is_no_windows() -> None:
    calls = host.Calls(lambda *_: None)
    try:
        with pytest.raises(CannotTell) as unknown:
            calls.ask(FIRMWARE_TYPE, {})
        assert unknown.value.why is Unknown.MISSING
    finally:
        calls.close()


def test_nothing_of_whoever_is_beside_us_runs_in_it(tmp_path: Path) -> None:
    """A `.pth` file and PYTHONPATH are others' code."""
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit(7)")
    command = reexec.bare("postigo.system.calls.child", reexec.folders_of(["postigo"]), alone=True)
    done = subprocess.run(command, input=b"", capture_output=True, env={"PYTHONPATH": str(tmp_path)}, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


class OfWindowsError(OSError):
    """An error of Windows, as its Python raises it."""

    def __init__(self, number: int | None) -> None:
        super().__init__("exception: access violation reading 0x10")
        self.winerror = number


class OfComError(Exception):
    """An error of COM, as comtypes raises it: the HRESULT is signed."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "ein übersetzter Satz", ())
        self.hresult = number


@pytest.mark.parametrize(
    ("fault", "why", "detail"),
    [
        (OfComError(-2147024891), Unknown.DENIED, "x: 0x80070005"),
        (OfComError(-2147221164), Unknown.MISSING, "x: 0x80040154"),
        (OfComError(-2147217394), Unknown.MISSING, "x: 0x8004100e"),
        (OfComError(-2147467259), Unknown.UNREADABLE, "x: 0x80004005"),
        (OfWindowsError(5), Unknown.DENIED, "x: 0x00000005"),
        (OfWindowsError(1722), Unknown.MISSING, "x: 0x000006ba"),
        (OfWindowsError(None), Unknown.CRASHED, "x: OfWindowsError: exception: access violation reading 0x10"),
        (ZeroDivisionError("y"), Unknown.CRASHED, "x: ZeroDivisionError: y"),
    ],
)
def test_numbers_of_windows_are_reasons(fault: Exception, why: Unknown, detail: str) -> None:
    assert errors.refusal(fault, "x") == Refusal(why, detail)


def test_an_exception_costs_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: object) -> Any:
        raise KeyError("x")

    monkeypatch.setattr(child, "_ask", ask)
    assert child.reply(Question("firmware-type")) == Refusal(Unknown.CRASHED, "firmware-type: KeyError: 'x'")
    monkeypatch.setattr(child, "_ask", lambda *_: FirmwareType.BIOS)
    assert child.reply(Question("firmware-type")) == Answer("bios")


# --- recordings ------------------------------------------------------------------------------------------------------


def test_a_call_is_recorded_under_its_name_and_replayed() -> None:
    class Machine:
        platform, elevated = Platform.WINDOWS, False

        def call(self, call: WindowsCall[Any], **values: str) -> Any:
            assert (call, values) == (FIRMWARE_TYPE, {})
            return FirmwareType.BIOS

    recorder = Recorder(Machine())  # type: ignore[arg-type]  # of the whole machine, this one verb
    assert recorder.call(FIRMWARE_TYPE) is FirmwareType.BIOS
    written = recording.dump(recorder.recording(Identity(Platform.WINDOWS), "0"))
    assert json.loads(written)["answers"]["call firmware-type"] == "bios"
    assert Replay(recording.load(written)).call(FIRMWARE_TYPE) is FirmwareType.BIOS


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("uefi-3", Unknown.UNREADABLE),
        (["uefi"], Unknown.UNREADABLE),
        ({"unknown": "denied", "detail": ""}, Unknown.DENIED),
    ],
)
def test_an_odd_answer_of_a_recording_is_no_answer(answer: Any, why: Unknown) -> None:
    remembered = Recording(Platform.WINDOWS, "0", {"call firmware-type": answer})
    with pytest.raises(CannotTell) as unknown:
        Replay(remembered).call(FIRMWARE_TYPE)
    assert unknown.value.why is why


# --- what every call of the list keeps --------------------------------------------------------------------------------


@pytest.mark.parametrize("call", CALLS.values(), ids=lambda call: call.name)
def test_every_call_has_a_type_that_travels(call: WindowsCall[Any]) -> None:
    """An answer goes through a pipe and into recordings, and comes back as what it was: its type must be one of the codec's."""
    junks: tuple[Any, ...] = ({"\x00": [1.5]}, 1.5, [[[]]])
    for junk in junks:
        try:
            told = decode(call.answer, junk)
        except ValueError:
            continue
        assert decode(call.answer, encode(told, tag=False)) == told
    assert 0 < call.seconds <= 60


@pytest.mark.parametrize("subject", sorted(set(SUBJECT_OF.values())))
def test_every_call_is_answered_by_the_module_of_its_name(subject: str) -> None:
    source = (Path(host.__file__).parent / f"{subject}.py").read_text("utf-8")
    module = import_module(f"postigo.windows_calls.{subject}")
    names = [name for name, value in vars(module).items() if value in module.CALLS]
    assert sorted(names) == sorted(set(names))
    for name in names:
        assert f"@answers({name})" in source, name
    assert source.count("@answers(") == len(names)
    if "sys.platform ==" not in source:  # else it can be imported under Windows only, and the lane looks
        answered = import_module(f"postigo.system.calls.{subject}")
        for call in module.CALLS:
            hints = get_type_hints(ANSWERS[call.name])
            assert hints.pop("return") == call.answer
            assert set(hints) == set(call.values)
            assert ANSWERS[call.name].__module__ == answered.__name__


@pytest.mark.parametrize("name", sorted(TABLE["structures"]))
def test_structures_have_the_sizes_of_the_headers(name: str) -> None:
    """On a 64-bit system of any kind: the fields have types of fixed width, or pointers."""
    module, _, kind = name.rpartition(".")
    structure: Any = getattr(import_module(f"postigo.system.calls.{module}"), kind)
    row = TABLE["structures"][name]
    offsets = {item: getattr(structure, item).offset for item in row["offsets"]}
    assert (ctypes.sizeof(structure), offsets) == (row["size"], row["offsets"])
