"""What the checks ask PowerShell: literals of the source only, grammatical, with a recording each, and null is never good.

The expressions are taken from the checks (tests/support/powershell_expressions.py): one that comes or goes needs no change here.
"""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from postigo.audit.packs import PackData
from postigo.core.evaluate import Facts, run_check
from postigo.core.system import Json, Platform
from postigo.system import powershell
from postigo.system.powershell_values import NAMES, literal
from postigo.system.replay import Replay
from postigo.testing import cases
from postigo_checks import pack
from tests.support.mutations import better
from tests.support.places import need
from tests.support.powershell_expressions import asked, strays, text_of, texts
from tests.support.powershell_rows import VALUES

TESTS = Path(__file__).resolve().parents[1]
ON_WINDOWS = [case for case in cases(TESTS / "recordings") if case.recording.platform is Platform.WINDOWS]


class Asking(Replay):
    """A remembered machine that notes which expressions it was asked, and may take a property out of each answer."""

    def __init__(self, *args: Any, lost: tuple[str, ...] = ()) -> None:
        super().__init__(*args)
        self.expressions: set[str] = set()
        self.lost = lost

    def powershell(self, expression: str, *, timeout: float = 20.0, **values: str) -> Json:
        """The remembered answer. Properties that are lost are null, as PowerShell says of those that failed."""
        self.expressions.add(expression)
        said = super().powershell(expression, timeout=timeout, **values)
        return _without(said, set(self.lost) & set(_calculated(expression)))


def _calculated(text: str) -> list[str]:
    """The properties of an expression that a script block makes."""
    return re.findall(r"@\{n='(\w+)';e=", text)


def _without(said: Json, lost: set[str]) -> Json:
    match said:
        case list():
            return [_without(item, lost) for item in said]
        case dict():
            return {name: None if name in lost else value for name, value in said.items()}
        case _:
            return said


def test_what_powershell_is_asked_stands_in_the_source_as_it_is() -> None:
    assert [one.where for one in asked() if one.text is None] == []
    assert strays() == []


def test_the_expressions_of_the_source_are_those_that_are_asked() -> None:
    """Else this file would look at other texts than those that reach a computer."""
    reached: set[str] = set()
    checks = {check.id: check for check in pack.checks}
    for case in ON_WINDOWS:
        machine = Asking(case.recording)
        run_check(checks[case.check], Facts(machine), PackData(pack.package))
        reached |= machine.expressions
    assert reached == set(texts())


@pytest.mark.parametrize(
    "code",
    [
        'system.powershell(f"(Get-Acl {path}).Sddl")',
        'system.powershell("(Get-Acl " + path + ").Sddl")',
        'system.powershell("(Get-Acl %s).Sddl" % path)',
        'system.powershell("(Get-Acl {}).Sddl".format(path))',
        "system.powershell(question(path))",
        'system.powershell(" ".join([path]))',
        "system.powershell(path)",
        "system.powershell(QUESTIONS[0])",
        "system.powershell(*path)",
        'system.powershell("a" if path else "b")',
    ],
)
def test_data_put_into_code_would_be_noticed(code: str) -> None:
    call = ast.parse(code).body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert text_of(call.value.args[0], "postigo_checks.image.folders.windows", ast.parse(code)) is None


@pytest.mark.parametrize("text", texts())
def test_an_expression_is_grammatical_and_sets_what_it_uses(text: str) -> None:
    assert not _has_error(text)
    set_there = {name.lower() for name in re.findall(r"\$(\w+)\s*=(?!=)", text)}
    used = {name.lower() for name in re.findall(r"\$(\w+)", text)}
    assert used - set_there - {"_", "env", "null", "true", "false"} <= NAMES


@pytest.mark.parametrize("text", texts())
def test_an_expression_starts_no_program_and_asks_no_date_for_its_truth(text: str) -> None:
    assert not re.search(r"\.exe\b|\bStart-Process\b|\bcmd\b|(?:^|[|;{(]\s*)&", text)
    truths = re.findall(r"\b(?:if|while)\s*\(([^()]*)\)", text)
    assert all(re.search(r"\s-\w+\s", truth) for truth in truths), (
        "[bool][DBNull]::Value is true: compare, or -is [DateTime]"
    )


def test_our_question_is_grammatical_with_whatever_stands_in_it() -> None:
    for row in VALUES:
        words = {"values": row["code"], "expression": literal(row["value"]), "begin": "[b[", "end": "]e]"}
        assert not _has_error(powershell._QUESTION % words)


@pytest.mark.parametrize("text", ["Get-( {", "(Get-Acl -LiteralPath 'a", "@{a=1", "if ($x { 1 }", "1 +", "'a’.Sddl"])
def test_the_grammar_knows_what_is_wrong(text: str) -> None:
    assert _has_error(text)


def _has_error(text: str) -> bool:
    need("import tree_sitter", "import tree_sitter_pwsh")
    tree_sitter, grammar = import_module("tree_sitter"), import_module("tree_sitter_pwsh")
    parser = tree_sitter.Parser(tree_sitter.Language(grammar.language()))
    return bool(parser.parse(text.encode()).root_node.has_error)


def test_a_calculated_property_that_fails_makes_nothing_better() -> None:
    """It is null then in every row, without an error: that must never mean "never", "none" or "off"."""
    checks = {check.id: check for check in pack.checks}
    wrong = []
    for case in ON_WINDOWS:
        data = PackData(pack.package)
        machine = Asking(case.recording)
        before = run_check(checks[case.check], Facts(machine), data)
        for name in {name for text in machine.expressions for name in _calculated(text)}:
            after = run_check(checks[case.check], Facts(Asking(case.recording, lost=(name,))), data)
            if better(before, after):
                wrong.append(f"{case.name}: {name}")
    assert wrong == []
