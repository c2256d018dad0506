"""What of the Windows side needs no Windows: how PowerShell is asked and heard, what its errors mean, dates, commands."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postigo.core.system import CannotTell, Json, Output, Unknown
from postigo.system import commands_windows, powershell, windows
from postigo.system.powershell import PowerShell, answer, reason
from postigo.system.powershell_values import assignments, literal
from tests.support.pace import keeps, waits

# A stand-in that speaks the part of PowerShell's language that our questions are made of.
STAND_IN = r"""
import json, re, sys, time
print("Windows PowerShell")
for line in sys.stdin:
    asked = re.search(r"Invoke-Expression -Command \((.*?)\)\); if", line)
    if not asked:
        continue
    text = "".join(
        chr(int(number)) if number else word.replace("''", "'")
        for number, word in re.findall(r"\[char\](\d+)|'((?:[^']|'')*)'", asked[1])
    ).encode("utf-16", "surrogatepass").decode("utf-16")
    begin, end = re.search(r"'(\[\w+\[)' \+ '='", line)[1], re.search(r"\$j \+ '(\]\w+\])'", line)[1]
    verb, _, rest = text.partition(" ")
    if verb == "exit":
        sys.exit(3)
    if verb == "sleep":
        time.sleep(float(rest))
    if verb == "flood":
        print("x" * 9_000_000)
    print("WARNING: something " + begin[:5])
    said = begin + "=" + json.dumps(text) + end
    if verb == "fail":
        said = begin + "!" + rest + end
    if verb == "wrap":
        said = "\r\n".join(said[at : at + 20] for at in range(0, len(said), 20))
    print(said, flush=True)
"""


@pytest.fixture
def told() -> list[tuple[int, bool]]:
    return []


@pytest.fixture
def shell(told: list[tuple[int, bool]], tmp_path: Path) -> Iterator[PowerShell]:
    script = tmp_path / "stand_in.py"
    script.write_text(STAND_IN, encoding="utf-8")

    def start() -> subprocess.Popen[bytes]:
        return commands_windows.start(sys.executable, (sys.executable, "-u", str(script)), {}, feed=True)

    this = PowerShell(start, lambda group, started: told.append((group, started)))
    yield this
    this.close()


def why(ask: Callable[[], object]) -> Unknown:
    with pytest.raises(CannotTell) as unknown:
        ask()
    return unknown.value.why


def test_one_powershell_answers_every_question(shell: PowerShell, told: list[tuple[int, bool]]) -> None:
    for expression in ("1 + 1", "it's", "two\nlines\twith 'quotes' and \"more\"", "ñ ‘curly’ 😀", ""):
        assert shell.ask(expression, 10) == expression
    assert len(told) == 1


def test_an_answer_that_was_broken_into_lines_is_mended(shell: PowerShell) -> None:
    long = "wrap " + "x" * 500
    assert shell.ask(long, 10) == long


def test_an_error_has_its_reason_and_the_next_question_its_answer(shell: PowerShell) -> None:
    assert why(lambda: shell.ask("fail HRESULT 0x80041003,Get|PermissionDenied|AccessDenied|-1", 10)) is Unknown.DENIED
    assert shell.ask("next", 10) == "next"


@pytest.mark.parametrize(
    ("expression", "reason"),
    [("sleep 60", Unknown.TIMEOUT), ("exit", Unknown.UNREADABLE), ("flood", Unknown.UNREADABLE)],
)
def test_a_bad_question_costs_one_answer_only(
    shell: PowerShell, told: list[tuple[int, bool]], monkeypatch: pytest.MonkeyPatch, expression: str, reason: Unknown
) -> None:
    monkeypatch.setattr(powershell, "START", 5.0)

    def one_answer() -> float:
        shell.close()
        shell.close()
        told.clear()
        assert shell.ask("warm up", 10) == "warm up"
        began = time.monotonic()
        assert why(lambda: shell.ask(expression, 0.5 if expression.startswith("sleep") else 10)) is reason
        took = time.monotonic() - began
        assert shell.ask("again", 10) == "again"
        assert [started for _, started in told] == [True, False, True]
        assert told[0][0] == told[1][0] != told[2][0]
        return took

    assert keeps(8, one_answer)


def test_threads_wait_for_each_other(shell: PowerShell) -> None:
    said: dict[int, Json] = {}
    threads = [threading.Thread(target=lambda n=n: said.__setitem__(n, shell.ask(f"n {n}", 20))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == {n: f"n {n}" for n in range(8)}


def test_the_wait_for_anothers_question_counts(shell: PowerShell) -> None:
    assert shell.ask("warm up", 20) == "warm up"

    def in_haste() -> float:
        slow = threading.Thread(target=lambda: shell.ask("sleep 3", 20))
        slow.start()
        time.sleep(0.5)
        began = time.monotonic()
        assert why(lambda: shell.ask("in haste", 0.5)) is Unknown.TIMEOUT
        took = time.monotonic() - began
        slow.join()
        return took

    assert keeps(2, in_haste)
    assert shell.ask("at leisure", 20) == "at leisure"


def test_what_may_take_long_is_asked_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = windows.Windows()
    asked: list[tuple[PowerShell, str]] = []
    monkeypatch.setattr(PowerShell, "ask", lambda shell, expression, *_: asked.append((shell, expression)))
    machine.powershell("quick")
    machine.powershell("slow", timeout=21.0)
    assert [word for _, word in asked] == ["quick", "slow"]
    assert asked[0][0] is not asked[1][0]


def test_closing_ends_it(shell: PowerShell, told: list[tuple[int, bool]]) -> None:
    shell.ask("x", 10)
    shell.close()
    assert told[-1] == (told[0][0], False)


def test_where_there_is_no_powershell_that_is_said() -> None:
    machine = windows.Windows()
    if sys.platform != "win32":
        assert why(lambda: machine.powershell("1")) is Unknown.MISSING
    machine.close()


@given(st.text())
def test_any_expression_becomes_one_line_of_ascii(expression: str) -> None:
    line = literal(expression)
    assert line.isascii()
    assert line.isprintable()
    units = b"".join(
        int(number).to_bytes(2, "little") if number else word.replace("''", "'").encode("utf-16-le")
        for number, word in re.findall(r"\[char\](\d+)|'((?:[^']|'')*)'", line)
    )
    assert units == expression.encode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("HRESULT 0x80041003,Microsoft.Management|PermissionDenied|AccessDenied|-2146233088", Unknown.DENIED),
        ("HRESULT 0x8004100e,Microsoft.Management|MetadataError|InvalidNamespace|-2146233088", Unknown.MISSING),
        ("HRESULT 0x80041010,Microsoft.Management|MetadataError|InvalidClass|-2146233088", Unknown.MISSING),
        ("HRESULT 0x800106ba,Get-MpComputerStatus|NotSpecified||-2146233088", Unknown.UNREADABLE),
        ("CommandNotFoundException|ObjectNotFound||-2146233087", Unknown.MISSING),
        ("UnauthorizedAccess|SecurityError||-2146233087", Unknown.DENIED),
        ("MethodInvocationNotSupportedInConstrainedLanguage|InvalidOperation||-2146233087", Unknown.DENIED),
        ("System.UnauthorizedAccessException|NotSpecified||-2147024891", Unknown.DENIED),
        ("RuntimeException|OperationStopped||-2146233087,-2147024891", Unknown.DENIED),
        ("ParseError|ParserError||-2146233087", Unknown.UNREADABLE),
        ("", Unknown.UNREADABLE),
        ("no bars at all", Unknown.UNREADABLE),
    ],
)
def test_an_error_means_what_its_codes_say(said: str, expected: Unknown) -> None:
    assert reason(said).why is expected


def test_the_hresult_stands_in_the_detail() -> None:
    assert "0x800106ba" in reason("HRESULT 0x800106ba,Get-MpComputerStatus|NotSpecified||-1").detail


@pytest.mark.parametrize("framed", ["", "x", "=", "={", "=[1,", "?1"])
def test_a_garbled_answer_is_unreadable(framed: str) -> None:
    assert why(lambda: answer(framed)) is Unknown.UNREADABLE


@pytest.mark.parametrize(
    ("framed", "value"), [("=[]", []), ("=null", None), ('="a\\u00f1\\ud83d\\ude00"', "añ😀"), ('={"a":1}', {"a": 1})]
)
def test_an_answer_is_its_json(framed: str, value: Json) -> None:
    assert answer(framed) == value


def test_our_question_has_no_line_break_and_all_its_brackets_close() -> None:
    words = {"values": assignments({"folder": "a'b’c"}), "expression": literal("x'y\nz"), "begin": "[b[", "end": "]e]"}
    question = powershell._QUESTION % words
    assert question.isascii()
    assert question.isprintable()
    bare = re.sub(r"'(?:[^']|'')*'", "", question)
    for opening, closing in ("{}", "()", "[]"):
        assert bare.count(opening) == bare.count(closing)


def test_a_filetime_is_a_moment_in_utc() -> None:
    assert windows.when(133_772_526_000_000_000) == datetime(2024, 11, 28, 7, 30, tzinfo=UTC)
    assert windows.when(0) is None
    assert windows.when(2**64 - 1) is None


@pytest.mark.parametrize("key", [r"HKCR\x", "HKLM", "SOFTWARE\\x", r"HKLM:\x", ""])
def test_only_two_roots_are_known(key: str) -> None:
    assert why(lambda: windows.divide(key)) is Unknown.UNREADABLE


def test_values_keep_their_kind() -> None:
    assert windows.divide(r"HKCU\A\B") == ("HKCU", r"A\B")
    assert windows.plain(None) == b""
    assert windows.plain(5) == 5
    assert windows.plain(b"\x00") == b"\x00"
    assert windows.plain(["a", "b"]) == ("a", "b")
    assert windows.plain("a\ud800b") == "a�b"


# --- commands, by the means that Windows has; the same code runs here ---------------------------------------------------


def run(*argv: str, timeout: float = 20.0) -> Output:
    return commands_windows.run(sys.executable, (sys.executable, *argv), timeout, {}, lambda *_: None)


def test_a_command_says_what_it_says_and_its_lines_end_plainly() -> None:
    code = r"import sys; sys.stdout.write('a\r\nb\n'); sys.stderr.write('c'); sys.exit(4)"
    assert run("-c", code) == Output(4, "a\nb\n", "c")


def test_a_late_command_ends_with_what_it_started(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = (
        "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)']);"
        f"open({str(note)!r}, 'w').write(str(p.pid)); time.sleep(300)"
    )
    assert why(lambda: run("-c", code, timeout=2.0)) is Unknown.TIMEOUT
    with contextlib.suppress(psutil.NoSuchProcess):
        grandchild = psutil.Process(int(note.read_text(encoding="utf-8")))
        assert waits(lambda: grandchild.status() == psutil.STATUS_ZOMBIE, 5), "it lives on"


def test_a_flood_is_cut() -> None:
    assert why(lambda: run("-c", "while True: print('x' * 65536)")) is Unknown.UNREADABLE


def test_an_output_whose_end_is_lost_is_no_answer(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = (
        "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(30)']);"
        f"open({str(note)!r}, 'w').write(str(p.pid)); print('half')"
    )
    try:
        assert why(lambda: run("-c", code)) is Unknown.UNREADABLE
    finally:
        psutil.Process(int(note.read_text(encoding="utf-8"))).kill()  # on Windows the supervisor's Job does it


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    assert why(lambda: commands_windows.start(str(tmp_path / "none.exe"), ("none.exe",), {})) is Unknown.MISSING


class _RefusedError(OSError):
    """An error of Windows, which alone has this number."""

    def __init__(self, number: int) -> None:
        super().__init__(22, "no")
        self.winerror = number


@pytest.mark.parametrize(
    ("number", "reason", "told"),
    [
        *((number, Unknown.DENIED, "the rules of this Windows") for number in (786, 1260, 1277, 4550, 4551, 4556)),
        *((number, Unknown.DENIED, "the rules of this Windows") for number in (4559, 4580, 4583)),
        *((number, Unknown.DENIED, "an antivirus takes it for a virus") for number in (225, 226)),
        *((number, Unknown.UNREADABLE, "no") for number in (14, 193, 216, 1450, 4549, 4560, 4579, 4584)),
    ],
)
def test_a_program_that_windows_refuses_to_start_is_denied(
    monkeypatch: pytest.MonkeyPatch, number: int, reason: Unknown, told: str
) -> None:
    def popen(*_: object, **__: object) -> None:
        raise _RefusedError(number)

    monkeypatch.setattr(subprocess, "Popen", popen)
    with pytest.raises(CannotTell) as unknown:
        commands_windows.start("C:\\x.exe", ("x.exe",), {})
    assert unknown.value.why is reason
    assert told in unknown.value.detail
