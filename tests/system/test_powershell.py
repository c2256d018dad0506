"""PowerShell: what a real one answered, what stands beside the code, and that no data stands in it.

tests/powershell/answers.jsonl was captured from PowerShell 7.6 on Linux with the questions of this project. Where a
`pwsh` is on the path, the questions are put to it again.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postigo.core.system import CannotTell, Json, Platform, Unknown
from postigo.system import commands_windows, powershell
from postigo.system.older_questions import older
from postigo.system.powershell import PowerShell, answer, assignments, literal, reason
from postigo.system.recording import Recording, powershell_key
from postigo.system.replay import Replay
from postigo_checks.common.user_accounts.windows import LOCAL_USERS
from postigo_checks.image.folders.windows import SDDL
from postigo_checks.updates.pending.windows import SEARCH
from tests.support.places import need, needs

ROOT = Path(__file__).parents[2]
ROWS = [json.loads(line) for line in (ROOT / "tests/powershell/answers.jsonl").read_text("utf-8").splitlines()]

pwsh = needs("pwsh")

FIVE = [
    "C:\\Users\\ana\\OneDrive - Colegio d’Alba",
    "C:\\Users\\ana\\Fotos’).Sddl; Write-Output hello; (‘x",
    "C:\\Users\\ana\\‘fotos’",
    "C:\\Users\\ana\\a‚b",
    "C:\\Users\\ana\\a‛b o'neill",
]
"""Folders whose names end a '…' text: PowerShell knows five single quotation marks."""

NASTY = [
    *FIVE,
    'C:\\“x”; Remove-Item y; „z"',
    "C:\\$(Get-Date)\\$env:TEMP",
    "C:\\`n`0`$x",
    "C:\\a;b|c&d",
    "C:\\{0} -f 'x'",
    "C:\\%(values)s %s %",
    "C:\\@('x')#<# y #>",
    "C:\\Año ñ ü ß € 日本 😀",
    "C:\\one\ntwo\r\nthree\u2028four\x00five",
    "C:\\–whatif —force ―x -y",
    "\u00a0\u3000C:\\ \t",
    "\ud83d",
    "",
]


# --- what a real one answered ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['mode']}: {row['about']}")
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


# --- values beside the code ----------------------------------------------------------------------------------------------

_PART = re.compile(r"'((?:[^'\u2018\u2019\u201a\u201b]|'')*)'|\[char\](\d+)")


def _read_back(code: str) -> str:
    """A text as PowerShell would read it: five marks end one, so none but the doubled first may stand in it."""
    units = b""
    for part in code.split(" + "):
        found = _PART.fullmatch(part)
        assert found, part
        if found[2]:
            units += int(found[2]).to_bytes(2, "little")
        else:
            units += found[1].replace("''", "'").encode("utf-16-le")
    return units.decode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize("value", NASTY)
def test_nothing_ends_a_value(value: str) -> None:
    code = assignments({"folder": value})
    assert code.isascii()
    assert code.isprintable()
    assert re.fullmatch(r"\$folder = ('(?:[^']|'')*'|\[char\]\d+)( \+ ('(?:[^']|'')*'|\[char\]\d+))*; ", code)


@given(st.text(alphabet=st.characters(codec=None, exclude_characters=" +"), max_size=40))
def test_any_value_comes_back_as_it_was(value: str) -> None:
    assert _read_back(literal(value)) == value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize(
    "name", ["r", "Folder", "fol der", "home", "pid", "error", "a;b", "folder)", "x__y", "", "ñandú"]
)
def test_a_values_name_is_a_plain_word(name: str) -> None:
    with pytest.raises(ValueError, match="a value cannot be called"):
        assignments({name: "x"})


def test_our_own_variables_cannot_be_a_values_name() -> None:
    own = set(re.findall(r"\$([a-zA-Z]+)\b", powershell._QUESTION)) - {"global", "ExecutionContext"}
    assert own
    for name in own:
        with pytest.raises(ValueError, match="a value cannot be called"):
            assignments({name: "x"})


# --- recordings of before ------------------------------------------------------------------------------------------------


def _answers(question: str, value: Json) -> Replay:
    return Replay(Recording(Platform.WINDOWS, "0.1.0", {question: {"value": value}}))


def test_a_recording_names_the_expression_and_its_values() -> None:
    key = powershell_key("Get-X $folder", {"folder": "C:\\d’Alba"})
    assert key == 'powershell Get-X $folder {"folder": "C:\\\\d’Alba"}'
    assert _answers(key, 7).powershell("Get-X $folder", folder="C:\\d’Alba") == 7
    assert powershell_key("Get-X", {}) == "powershell Get-X"


def test_what_an_older_postigo_asked_is_still_answered() -> None:
    then = "powershell (Get-Acl -LiteralPath 'C:\\o''neill').Sddl"
    assert _answers(then, "O:BA").powershell(SDDL, folder="C:\\o'neill") == "O:BA"
    users = older(LOCAL_USERS, {})
    assert users is not None
    assert users[0] == (
        "powershell Get-LocalUser | Select-Object @{n='Rid';e={($_.SID.Value -split '-')[-1]}},Name,Enabled,"
        "PasswordRequired,@{n='Source';e={[int]$_.PrincipalSource}},@{n='PasswordSet';e={$null -ne $_.PasswordLastSet}},"
        "@{n='LastLogon';e={if ($_.LastLogon) {$_.LastLogon.ToUniversalTime().ToString('s')}}}"
    )
    assert _answers(users[0], [{"LastLogon": None}, 7]).powershell(LOCAL_USERS) == [{"LastLogon": "never"}, 7]
    search = older(SEARCH, {})
    assert search is not None
    assert "-is [DateTime]" not in search[0]
    assert _answers(search[0], {"looked": None}).powershell(SEARCH) == {"looked": "never"}


# --- no data in code -----------------------------------------------------------------------------------------------------


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / "checks/postigo_checks").rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def _constants() -> dict[str, dict[str, str]]:
    """The texts that stand as constants at the top of each module."""
    found: dict[str, dict[str, str]] = {}
    for path, module in _modules():
        here = found.setdefault(path.stem, {})
        for node in module.body:
            target = (
                node.target
                if isinstance(node, ast.AnnAssign)
                else node.targets[0]
                if isinstance(node, ast.Assign)
                else None
            )
            if (
                isinstance(node, ast.Assign | ast.AnnAssign)
                and isinstance(target, ast.Name)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                here[target.id] = node.value.value
    return found


CONSTANTS = _constants()


def _named(argument: ast.expr, module: ast.Module, stem: str) -> str | None:
    """The text of an argument that is a literal, or the name of a constant here or in the module it was imported from."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    if isinstance(argument, ast.Attribute) and isinstance(argument.value, ast.Name):
        return CONSTANTS.get(argument.value.id, {}).get(argument.attr)
    if not isinstance(argument, ast.Name):
        return None
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and any(alias.name == argument.id for alias in node.names):
            return CONSTANTS.get((node.module or "").rpartition(".")[2], {}).get(argument.id)
    return CONSTANTS[stem].get(argument.id)


def _is(call: ast.Call, name: str) -> bool:
    return (isinstance(call.func, ast.Attribute) and call.func.attr == name) or (
        isinstance(call.func, ast.Name) and call.func.id == name
    )


def _calls(inside: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(inside) if isinstance(node, ast.Call))


def _asked(call: ast.Call, verb: str) -> ast.expr | None:
    """What a call asks by a verb, its own or handed to `attempt`; None if it asks nothing by it."""
    if _is(call, verb) and len(call.args) > (0 if verb == "powershell" else 1):
        return call.args[0 if verb == "powershell" else 1]
    if not any(_refers(part, verb) for part in call.args):
        return None
    others = [part for part in call.args if not _refers(part, verb)]
    if len(others) < (1 if verb == "powershell" else 2):
        return None  # something else of that name: who hands a question on hands the machine on too
    return others[0 if verb == "powershell" else -1]


def _questions(verb: str = "powershell") -> Iterator[tuple[str, str | None]]:
    """Where PowerShell is asked, and the text; None where it is not a text that stands in the source as it is."""
    for path, module in _modules():
        for function in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
            for call in _calls(function):
                argument = _asked(call, verb)
                if argument is None:
                    continue
                if isinstance(argument, ast.Name) and argument.id in [one.arg for one in function.args.args]:
                    yield from _questions(function.name)  # it is handed on: whoever calls it names the text
                else:
                    yield f"{path.name}:{call.lineno}", _named(argument, module, path.stem)


def _refers(node: ast.expr, name: str) -> bool:
    return (isinstance(node, ast.Name) and node.id == name) or (isinstance(node, ast.Attribute) and node.attr == name)


ASKED = list(_questions())


def test_what_powershell_is_asked_stands_in_the_source_as_it_is() -> None:
    assert len({text for _, text in ASKED}) >= 7
    assert [where for where, text in ASKED if text is None] == []


@pytest.mark.parametrize(
    "code",
    [
        'system.powershell(f"(Get-Acl {path}).Sddl")',
        'system.powershell("(Get-Acl " + path + ").Sddl")',
        'system.powershell("(Get-Acl %s).Sddl" % path)',
        'system.powershell("(Get-Acl {}).Sddl".format(path))',
        "system.powershell(question(path))",
        'system.powershell(" ".join([path]))',
    ],
)
def test_data_put_into_code_would_be_noticed(code: str) -> None:
    call = ast.parse(code).body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert _named(call.value.args[0], ast.parse(code), "folders_windows") is None


@pytest.mark.parametrize("text", sorted({text for _, text in ASKED if text}))
def test_an_expression_is_grammatical(text: str) -> None:
    assert not _has_error(text)
    for name in set(re.findall(r"\$([a-z]+)\b", text)) - {"searcher", "found", "looked", "all", "env", "null", "false"}:
        assignments({name: "x"})  # what is no variable of its own can be set beside it


def test_our_question_is_grammatical_with_whatever_stands_in_it() -> None:
    for value in NASTY:
        words = {"values": assignments({"folder": value}), "expression": literal(value), "begin": "[b[", "end": "]e]"}
        assert not _has_error(powershell._QUESTION % words)


@pytest.mark.parametrize("text", ["Get-( {", "(Get-Acl -LiteralPath 'a", "@{a=1", "if ($x { 1 }", "1 +", "'a’.Sddl"])
def test_the_grammar_knows_what_is_wrong(text: str) -> None:
    assert _has_error(text)


def _has_error(text: str) -> bool:
    need("import tree_sitter", "import tree_sitter_pwsh")
    tree_sitter, grammar = import_module("tree_sitter"), import_module("tree_sitter_pwsh")
    parser = tree_sitter.Parser(tree_sitter.Language(grammar.language()))
    return bool(parser.parse(text.encode()).root_node.has_error)


# --- with a real one -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Iterator[PowerShell]:
    def start() -> subprocess.Popen[bytes]:
        path = shutil.which("pwsh") or "pwsh"
        return commands_windows.start(path, ("pwsh", *powershell._ARGUMENTS, "-Command", "-"), {}, feed=True)

    shell = PowerShell(start, lambda *_: None)
    yield shell
    shell.close()


@pwsh
@pytest.mark.parametrize("value", NASTY)
def test_a_real_one_gets_every_value_as_it_is(real: PowerShell, value: str) -> None:
    assert real.ask("$folder", 30, {"folder": value}) == value


@pwsh
@pytest.mark.parametrize("row", [row for row in ROWS if row["mode"] == "full"], ids=lambda row: row["about"])
def test_a_real_one_answers_as_it_did(real: PowerShell, row: dict[str, Any]) -> None:
    if sys.platform == "win32" and "/bin/sh" in row["expression"]:
        return
    try:
        said: object = real.ask(row["expression"], 30)
    except CannotTell as unknown:
        said = unknown.why.value
    assert said == (row["right"] or json.loads(row["framed"][1:]))


def test_what_com_said_inside_is_the_number_that_is_told() -> None:
    """Outer first: MethodInvocationException (of .NET's own kind), then what Windows Update answered."""
    told = reason("ComMethodTargetInvocation|NotSpecified||-2146233087,-2147023838|FullLanguage")
    assert told.detail.startswith("0x80070422")
    assert reason("X|NotSpecified||-2146233087|FullLanguage").detail.startswith("0x80131501")
