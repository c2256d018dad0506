"""PowerShell: what a real one answered, and what its errors mean.

tests/powershell/answers.jsonl was captured from PowerShell 7.6 on Linux with the questions of this project. Where a
`pwsh` is on the path, test_real_powershell.py puts them to it again.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from postigo.core.system import CannotTell, Json, Unknown
from postigo.system.powershell import answer, reason
from tests.support.powershell_rows import ANSWERS


@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: f"{row['mode']}: {row['about']}")
def test_an_answer_of_a_real_one_means_what_it_says(row: dict[str, Any]) -> None:
    if row["right"] is None:
        assert answer(row["framed"]) == json.loads(row["framed"][1:])
        return
    with pytest.raises(CannotTell) as unknown:
        answer(row["framed"])
    assert unknown.value.why.value == row["right"]


@pytest.mark.parametrize("mode", ["ConstrainedLanguage", "RestrictedLanguage", "NoLanguage"])
def test_what_fails_where_rules_limit_powershell_is_denied(mode: str) -> None:
    said = "RuntimeException,Microsoft.PowerShell.Commands.InvokeExpressionCommand|OperationStopped||-2146233087"
    assert reason(said).why is Unknown.UNREADABLE
    assert reason(f"{said}|FullLanguage").why is Unknown.UNREADABLE
    limited = reason(f"{said}|{mode}")
    assert limited.why is Unknown.DENIED
    assert "rules limit" in limited.detail
    assert reason(f"CommandNotFoundException,X|ObjectNotFound||-2146233087|{mode}").why is Unknown.MISSING
    assert reason(f"TypeNotFound,X|InvalidOperation||-2146233087|{mode}").why is Unknown.UNREADABLE
    assert reason(f"MissingEndCurlyBrace,X|ParserError||-2146233087|{mode}").why is Unknown.UNREADABLE


@pytest.mark.parametrize("mode", ["", "FullLanguage", "ConstrainedLanguage"])
@pytest.mark.parametrize(
    ("said", "why", "number"),
    [
        ("HRESULT 0x800106ba,Get-MpComputerStatus|NotSpecified|Failed|-2146233088", Unknown.UNREADABLE, "0x800106ba"),
        ("ComMethodTargetInvocation|NotSpecified||-2146233087,-2147023838", Unknown.UNREADABLE, "0x80070422"),
        ("MI RESULT 1,Get-CimInstance|NotSpecified|Failed|-2146233088", Unknown.UNREADABLE, ""),
        ("HRESULT 0x8004100e,X|ObjectNotFound|InvalidNamespace|-2146233088", Unknown.MISSING, "0x8004100e"),
        ("HRESULT 0x80041003,X|PermissionDenied|AccessDenied|-2146233088", Unknown.DENIED, "0x80041003"),
    ],
)
def test_what_com_or_windows_said_keeps_its_sentence_in_every_language_mode(
    mode: str, said: str, why: Unknown, number: str
) -> None:
    unknown = reason(f"{said}|{mode}")
    assert unknown.why is why
    assert unknown.detail.startswith(number)
    assert "rules limit" not in unknown.detail


@pytest.mark.parametrize(
    "error",
    [
        "CannotCreateComTypeConstrainedLanguage,Microsoft.PowerShell.Commands.NewObjectCommand",
        "CannotCreateTypeConstrainedLanguage,Microsoft.PowerShell.Commands.NewObjectCommand",
        "MethodInvocationNotSupportedInConstrainedLanguage,Microsoft.PowerShell.Commands.InvokeExpressionCommand",
        "PropertySetterNotSupportedInConstrainedLanguage,Microsoft.PowerShell.Commands.InvokeExpressionCommand",
        "ConversionSupportedOnlyToCoreTypes,Microsoft.PowerShell.Commands.InvokeExpressionCommand",
        "CannotDefineNewType,Microsoft.PowerShell.Commands.AddTypeCommand",
        "CantInvokeCallOperatorAcrossLanguageBoundaries",
        "ScriptsNotAllowed",
        "InvalidCastConstructorException,Microsoft.PowerShell.Commands.SelectObjectCommand",
    ],
)
def test_an_error_id_of_language_mode_is_denied_and_says_so(error: str) -> None:
    refused = reason(f"{error}|InvalidOperation||-2147467262,-2146233087|ConstrainedLanguage")
    assert refused.why is Unknown.DENIED
    assert "rules limit" in refused.detail


def test_a_cast_that_fails_in_the_full_language_is_no_refusal() -> None:
    said = "InvalidCastConstructorException,Select-Object|InvalidArgument||-2147467262,-2146233087|FullLanguage"
    assert reason(said).why is Unknown.UNREADABLE


def test_the_text_of_an_exception_is_not_told() -> None:
    assert "Alba" not in reason("C:\\Users\\Alba is not there|OperationStopped||-2146233087").detail


@pytest.mark.parametrize(
    "name",
    [
        "System.Collections.Hashtable",
        "System.Object[]",
        "System.Object",
        "System.String[]",
        "System.Collections.Generic.List`1[System.String]",
        "Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Thing",
        "System.Management.Automation.PSCustomObject",
    ],
)
def test_a_table_that_came_as_the_name_of_its_type_is_unreadable(name: str) -> None:
    with pytest.raises(CannotTell) as unknown:
        answer("=" + json.dumps({"a": [{"b": name}]}))
    assert unknown.value.why is Unknown.UNREADABLE


@pytest.mark.parametrize(
    "text", ["System", "System.exe", "System Volume Information", "C:\\System.Object", "Systemd.A"]
)
def test_a_text_that_is_no_name_of_a_type_stays(text: str) -> None:
    assert answer("=" + json.dumps([text])) == [text]


@pytest.mark.parametrize(
    ("framed", "value"),
    [
        ('={"value":[1,2],"Count":2}', [1, 2]),
        ('={"a":{"value":[],"Count":0}}', {"a": []}),
        ('={"value":[{"value":["x"],"Count":1}],"Count":1}', [["x"]]),
        ('={"value":[1,2],"Count":3}', {"value": [1, 2], "Count": 3}),
        ('={"value":[1],"Count":1,"more":0}', {"value": [1], "Count": 1, "more": 0}),
        ('={"value":"x","Count":1}', {"value": "x", "Count": 1}),
    ],
)
def test_a_list_that_5_1_wrapped_is_a_list(framed: str, value: Json) -> None:
    assert answer(framed) == value


def test_what_com_said_inside_is_the_number_that_is_told() -> None:
    """Outer first: MethodInvocationException (of .NET's own kind), then what Windows Update answered."""
    told = reason("ComMethodTargetInvocation|NotSpecified||-2146233087,-2147023838|FullLanguage")
    assert told.detail.startswith("0x80070422")
    assert reason("X|NotSpecified||-2146233087|FullLanguage").detail.startswith("0x80131501")
