"""Values of a sentence: what may be given away is made of words that are known beforehand, and of digits."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import Enum, StrEnum
from pathlib import Path

import pytest

from postigo.core.evaluate import unknown_verdict
from postigo.core.redact import Disclosure, Pseudonyms
from postigo.core.system import Unknown
from postigo.core.values import Keyword, Numeral, Quoted, Text
from postigo.words import Words
from tests.support import made

ROOT = Path(__file__).resolve().parents[2]

FROM_ELSEWHERE = {
    ("core/evaluate.py", "asked"): "held to the form of a program's name; a check's source names it (decision 0607)",
    (
        "reports/evidence_names.py",
        "key",
    ): "the key of what supports a finding: a word of its check, and a key of the JSON",
    ("gui/reports/views/ticks.py", "title"): "an order of a plan in the language of now, for the screen only",
    ("photos/refusal.py", "kind"): "a kind of file that `photos/` knows, by the name that stands there",
    ("reports/wording.py", "pack.name"): "the name of a pack stands in every copy: whose checks there were",
    ("reports/wording.py", "pack.origin"): "so does that of who brought it",
    ("reports/wording.py", "asking_for(checks, call)"): "ids of the catalogue behind our own name",
    ("updates/automatic/judge.py", "name"): "values of a policy, all of them literals of auto_windows_policy",
    ("network/listening/probes.py", "line['name']"): "a service of the bundled table",
    ("network/listening/probes.py", "program.name"): "a program of the bundled table",
}
"""Keywords that are no literals, by file and source, each with what makes its set a closed one."""


def is_literal(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str()):
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return is_literal(body) and is_literal(orelse)
    return False


def of_literals(tree: ast.AST) -> set[int]:
    """The nodes in comprehensions over words that stand right there."""
    return {
        id(name)
        for node in ast.walk(tree)
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp))
        for each in node.generators
        if isinstance(each.iter, (ast.Tuple, ast.List)) and all(map(is_literal, each.iter.elts))
        for name in ast.walk(node)
        if isinstance(name, ast.Name) and isinstance(each.target, ast.Name) and name.id == each.target.id
    }


def loose_keywords(source: str) -> Iterator[str]:
    """The arguments of `Keyword` that are no literals, as they are written."""
    tree = ast.parse(source)
    there = of_literals(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="Keyword"), args=[word]) if not is_literal(word) and id(word) not in there:
                yield ast.unparse(word)
            case ast.Call(func=ast.Name(id=name), args=words) if name not in {"isinstance", "Keyword"}:
                yield from (ast.unparse(node) for word in words if ast.unparse(word) == "Keyword")


def test_a_keyword_is_literal_where_it_is_made() -> None:
    found = {
        (path.relative_to(ROOT / top).as_posix(), word)
        for top in ("app/postigo", "checks/postigo_checks")
        for path in sorted((ROOT / top).rglob("*.py"))
        for word in loose_keywords(path.read_text("utf-8"))
    }
    assert found == FROM_ELSEWHERE.keys()


@pytest.mark.parametrize(
    "source", ["Keyword(name)", 'Keyword(f"{name}")', "map(Keyword, names)", "[Keyword(name) for name in names]"]
)
def test_a_keyword_from_elsewhere_is_found(source: str) -> None:
    assert len([*loose_keywords(source)]) == 1


@pytest.mark.parametrize(
    "source", ['Keyword("apt")', 'Keyword("a" if windows else "b")', '{w: Keyword(w) for w in ("a", "b")}']
)
def test_a_keyword_of_the_source_is_none_from_elsewhere(source: str) -> None:
    assert [*loose_keywords(source)] == []


class Tool(StrEnum):
    APT = "apt"


class Number(Enum):
    ONE = 1


def test_a_keyword_of_an_enumeration_is_a_member() -> None:
    assert Keyword.of(Tool.APT) == Keyword("apt")
    for other in ("apt", Number.ONE, None):
        with pytest.raises(TypeError):
            Keyword.of(other)  # type: ignore[arg-type] # what a pack without types may do


@pytest.mark.parametrize("text", ["443", "443, 8080…", "08:00", "900 20 20 10", "0x80070643"])
def test_a_numeral_has_digits(text: str) -> None:
    assert Words().say(Text("{n}", values={"n": Numeral(text)})) == text


@pytest.mark.parametrize("text", ["", "ana", "12 ana", "0xANA", "1e9", " 1", "+1\n"])
def test_a_numeral_holds_no_name(text: str) -> None:
    with pytest.raises(ValueError, match="digits only"):
        Numeral(text)


def test_what_was_said_is_shown_on_the_own_screen_and_in_a_full_copy_only() -> None:
    said = Text("It says {words}.", values={"words": Quoted("/home/ana: no")})
    assert Words().say(said) == "It says /home/ana: no."
    for level in (Disclosure.SHARED, Disclosure.INTERNAL):
        assert Words("en", stand_ins=Pseudonyms(level)).say(said) == "It says text 1."
        assert Words("es", stand_ins=Pseudonyms(level)).say(said).endswith("texto 1.")


@pytest.mark.parametrize(("asked", "told"), [("gsettings", True), ("/home/ana/bin/tool", False), ("a b", False)])
def test_who_was_asked_is_told_by_name_and_never_by_a_path(asked: str, told: bool) -> None:
    verdict = unknown_verdict("camera.in-use", made.NOW, Unknown.MISSING, asked=asked)
    assert (asked in Words().say(verdict.gaps[0].text)) is told
