"""A real PowerShell, wherever `pwsh` is on the path: values, the protocol, and each expression of the checks.

PowerShell 7 is not the 5.1 that the program starts, and has few of Windows' commands. So here stand the language and the
protocol; what Windows says stands in recordings. An expression is read by PowerShell's own parser, and run with the
recorded objects in place of the commands that this computer lacks.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from postigo.core.system import CannotTell, Json, Platform, Unknown, attempt
from postigo.system import commands, commands_windows, powershell
from postigo.system.powershell import PowerShell
from postigo.system.powershell_values import literal
from postigo.testing import cases
from tests.support.places import needs
from tests.support.powershell_expressions import texts
from tests.support.powershell_rows import ANSWERS, VALUES

pytestmark = needs("pwsh")

PATIENCE = 30.0
RECORDINGS = Path(__file__).resolve().parents[1] / "recordings"
_PLAIN = re.compile(r"([A-Z]\w+-\w+)(?: [^|]*)?\| Select-Object ([\w,]+)")
"""Pattern of an expression that passes on properties of what one command says: what goes in comes out."""
_DATE = re.compile(r"\d{4}-\d\d-\d\dT|/Date\(")
"""Pattern of a text that PowerShell 7 reads as a date, and writes in another way."""
_PARSED = (
    "$wrong = $null; $null = [System.Management.Automation.Language.Parser]::ParseInput($program, [ref]$null, [ref]$wrong); "
    "@($wrong | ForEach-Object { $_.ErrorId })"
)


def _start() -> subprocess.Popen[bytes]:
    path = shutil.which("pwsh") or "pwsh"
    return commands_windows.start(
        path, ("pwsh", *powershell._ARGUMENTS, "-Command", "-"), commands.surroundings(None), feed=True
    )


@pytest.fixture(scope="module")
def real() -> Iterator[PowerShell]:
    shell = PowerShell(_start, lambda *_: None)
    yield shell
    shell.close()


@pytest.fixture(scope="module")
def limited() -> Iterator[PowerShell]:
    """A shell in Constrained Language Mode, as a school's policy sets it."""
    shell = PowerShell(_start, lambda *_: None)
    assert shell.ask("$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; 1", PATIENCE) == 1
    yield shell
    shell.close()


@pytest.fixture
def brittle() -> Iterator[tuple[PowerShell, list[bool]]]:
    """A shell that the test may end, and what was announced: a start, an end."""
    told: list[bool] = []
    shell = PowerShell(_start, lambda _, started: told.append(started))
    yield shell, told
    shell.close()


def _said(shell: PowerShell, expression: str, seconds: float = PATIENCE) -> object:
    """The value, or the reason for having none."""
    said = attempt(shell.ask, expression, seconds)
    return said.why if isinstance(said, CannotTell) else said


# --- values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", VALUES, ids=lambda row: row["about"])
def test_a_value_comes_as_it_is_in_both_language_modes(
    real: PowerShell, limited: PowerShell, row: dict[str, Any]
) -> None:
    assert real.ask("$folder", PATIENCE, {"folder": row["value"]}) == row["value"]
    assert limited.ask("$folder", PATIENCE, {"folder": row["value"]}) == row["value"]


# --- rows that were captured ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: f"{row['mode']}: {row['about']}")
def test_it_answers_as_it_did(real: PowerShell, limited: PowerShell, row: dict[str, Any]) -> None:
    if sys.platform == "win32" and "/bin/sh" in row["expression"]:
        return
    shell = real if row["mode"] == "full" else limited
    expected = Unknown(row["right"]) if row["right"] else json.loads(row["framed"][1:])
    assert _said(shell, row["expression"]) == expected


# --- the protocol --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "noise",
    [
        "Write-Warning 'a'",
        "Write-Host 'a'",
        "Write-Verbose 'a' -Verbose",
        "Write-Information 'a' -InformationAction Continue",
        "Write-Progress -Activity 'a' -Status 'b'",
        "[Console]::Write('a')",
        "function global:prompt { 'odd> ' }",
        "[System.Threading.Thread]::CurrentThread.CurrentCulture = 'es-ES'",
    ],
)
def test_no_stream_disturbs_an_answer(real: PowerShell, noise: str) -> None:
    assert real.ask(f"{noise}; 'ñ'", PATIENCE) == "ñ"


def test_a_long_answer_comes_whole(real: PowerShell) -> None:
    assert real.ask("'ab' * 1000000", PATIENCE) == "ab" * 1_000_000


@pytest.mark.parametrize(
    ("expression", "seconds", "why"),
    [
        ("exit 3", PATIENCE, Unknown.UNREADABLE),
        ("'x' * 9000000", PATIENCE, Unknown.UNREADABLE),
        ("Start-Sleep 60", 1.0, Unknown.TIMEOUT),
    ],
)
def test_a_bad_question_costs_one_answer(
    brittle: tuple[PowerShell, list[bool]], expression: str, seconds: float, why: Unknown
) -> None:
    shell, told = brittle
    assert shell.ask("1", PATIENCE) == 1
    assert _said(shell, expression, seconds) is why
    assert shell.ask("2", PATIENCE) == 2
    assert told == [True, False, True]


# --- the expressions of the checks -----------------------------------------------------------------------------------------


def _lines() -> list[str]:
    """Whole lines as they are sent: each expression within our question."""
    marks = {"values": "", "begin": "[b[", "end": "]e]"}
    return [powershell._QUESTION % {**marks, "expression": literal(text)} for text in texts()]


@pytest.mark.parametrize("text", [*texts(), *_lines()])
def test_its_own_parser_finds_no_fault(real: PowerShell, text: str) -> None:
    assert real.ask(_PARSED, PATIENCE, {"program": text}) == []


@pytest.mark.parametrize("text", texts())
def test_an_expression_ends_with_a_value_or_a_reason_in_both_language_modes(
    real: PowerShell, limited: PowerShell, text: str
) -> None:
    """Windows' commands are missing here, and what cannot be asked costs one answer: nothing hangs, and nothing ends."""
    values = {"folder": "C:\\x"} if "$folder" in text else {}
    for shell in (real, limited):
        said = attempt(shell.ask, text, PATIENCE, values)
        if isinstance(said, CannotTell):
            assert said.why in {Unknown.MISSING, Unknown.DENIED, Unknown.UNREADABLE}, said
        assert shell.ask("1", PATIENCE) == 1


def _recorded() -> list[tuple[str, str, list[list[Json]]]]:
    """Command, expression and recorded lists of objects of each plain expression."""
    answers: dict[str, list[list[Json]]] = {}
    for case in cases(RECORDINGS):
        if case.recording.platform is not Platform.WINDOWS:
            continue
        for question, said in case.recording.answers.items():
            if question.startswith("powershell ") and isinstance(said, dict) and "value" in said:
                answers.setdefault(question.removeprefix("powershell "), []).append(_listed(said["value"]))
    plain = [(found, text) for text in texts() if (found := _PLAIN.fullmatch(text))]
    whole = [
        (found[1], text, [items for items in answers.get(text, []) if _are_whole(items, set(found[2].split(",")))])
        for found, text in plain
    ]
    return [one for one in whole if one[2]]


def _listed(value: Json) -> list[Json]:
    """An answer as a list: one object comes as itself."""
    return value if isinstance(value, list) else [value]


def _are_whole(items: list[Json], names: set[str]) -> bool:
    """Whether they are objects with just these properties, none of them a date."""
    return all(
        isinstance(item, dict)
        and item.keys() == names
        and not any(isinstance(value, str) and _DATE.match(value) for value in item.values())
        for item in items
    )


def test_recorded_objects_come_through_an_expression_as_they_are(real: PowerShell) -> None:
    """The command is a function here that says the recorded objects, as many as there are."""
    for command, text, answers in _recorded():
        says = (
            f"function global:{command} {{ ConvertFrom-Json $global:told | ForEach-Object {{ $_ }} }}; "
            "$global:told = $program; 1"
        )
        for items in answers:
            assert real.ask(says, PATIENCE, {"program": json.dumps(items)}) == 1
            assert _listed(real.ask(text, PATIENCE)) == items, text
