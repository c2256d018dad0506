"""The helper as one file: what is in it, how large it is, and what is said about it elsewhere."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
import zipfile
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from installer import fix_helper

from postigo.fix_helper import linux_names, linux_units
from postigo.fix_helper.request import Code, Do, Fix, Request
from postigo.fixes import elevation
from postigo_checks.strangers.remote_control.table import parse
from tests.support.places import needs

SOURCES = sorted(fix_helper.CODE.glob("*.py"))
FRAME = ("engine.py", "linux.py", "linux_guard.py", "linux_parts.py", "request.py")
MOST_OF_THE_FRAME = 500
MOST_OF_A_FIX = 100


def statements(path: Path) -> int:
    """Lines as Python counts them (of a statement that takes several, one), without docstrings."""
    text = path.read_text("utf-8")
    lines = sum(token.type == tokenize.NEWLINE for token in tokenize.generate_tokens(io.StringIO(text).readline))
    said = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    return lines - len(said)


def test_the_helper_is_small_enough_to_be_read_whole() -> None:
    """What no fix is for, and each fix beside it, on Linux (decision 0703)."""
    sizes = {path.name: statements(path) for path in fix_helper.modules("linux")}
    assert sum(sizes.pop(name) for name in FRAME) <= MOST_OF_THE_FRAME, sizes
    assert all(size <= MOST_OF_A_FIX for size in sizes.values()), sizes


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_it_imports_the_standard_library_and_itself(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name.startswith("postigo.fix_helper") or name.partition(".")[0] in sys.stdlib_module_names, name


TOO_NEW = ("StrEnum", "removesuffix", "removeprefix", "TypeAlias", "slots=True", "umask=", "strict=", "functools.cache")


def test_it_keeps_to_what_the_python_of_ubuntu_20_04_knows() -> None:
    for path in SOURCES:
        if not path.name.startswith("windows"):
            text = path.read_text("utf-8")
            ast.parse(text, feature_version=(3, 8))
            assert not {name for name in TOO_NEW if name in text}, path.name


def test_it_joins_no_dictionaries_by_a_bar_as_that_python_cannot() -> None:
    """A bar between numbers or sets is older: one side is a flag of a module, or written as a set. Annotations are not run."""
    for path in SOURCES:
        tree = ast.parse(path.read_text("utf-8"))
        read = [
            part
            for node in ast.walk(tree)
            for part in (getattr(node, "annotation", None), getattr(node, "returns", None))
        ]
        unread = {id(node) for part in read if isinstance(part, ast.AST) for node in ast.walk(part)}
        for node in ast.walk(tree):
            if isinstance(getattr(node, "op", None), ast.BitOr) and id(node) not in unread:
                sides = [node.value] if isinstance(node, ast.AugAssign) else [node.left, node.right]  # type: ignore[attr-defined]  # a BinOp
                old = any(isinstance(side, ast.Attribute | ast.Set | ast.SetComp) for side in sides)
                assert old, f"{path.name}: {ast.unparse(node)}"


def test_no_shell_and_no_composed_code() -> None:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in {"os.system", "os.popen", "eval", "exec", "compile", "__import__"}, path.name
                assert all(keyword.arg != "shell" for keyword in node.keywords), path.name


def test_the_program_is_the_same_for_the_same_code_and_holds_nothing_else() -> None:
    made = fix_helper.program()
    assert made == fix_helper.program()
    assert made.startswith(b"#!/usr/bin/python3 -ISB\n")
    with zipfile.ZipFile(io.BytesIO(made)) as inside:
        names = set(inside.namelist())
        assert inside.read("postigo/__init__.py") == b""
    assert names == {"__main__.py", "postigo/__init__.py"} | {
        f"postigo/fix_helper/{path.name}" for path in SOURCES if not path.name.startswith("windows")
    }


def test_each_thing_that_it_does_has_an_action_of_its_own() -> None:
    """By the tag: else polkit would ask with its own sentence, which does not say what for."""
    actions = fromstring(fix_helper.policy())
    found = {}
    for action in actions.iter("action"):
        notes = {note.get("key"): note.text for note in action.iter("annotate")}
        assert notes["org.freedesktop.policykit.exec.path"] == elevation.PROGRAM == fix_helper.INSTALLED
        tag = notes["org.freedesktop.policykit.exec.argv1"]
        assert action.get("id") == f"org.postigo.fix.{tag}"
        assert [each.text for each in action.iter("allow_any")] == ["no"]
        assert [each.text for each in action.iter("allow_inactive")] == ["no"]
        assert [each.text for each in action.iter("allow_active")] == ["auth_admin"]
        languages = {
            each.get("{http://www.w3.org/XML/1998/namespace}lang", "en"): each.text for each in action.iter("message")
        }
        assert languages.keys() == {"en", "es"}
        found[tag] = languages["en"]
    on_linux = [fix for fix in Fix if fix is not Fix.CAMERA_NOTICE]
    tags = {Request(fix, do).tag for fix in on_linux for do in Do}
    assert found.keys() == tags - {"updates-install.undo"}
    assert len(set(found.values())) == len(found)


def test_its_names_of_programs_are_those_of_the_check() -> None:
    rows = [parse(row) for row in fix_helper.TABLE.read_text("utf-8").splitlines()[1:]]
    lines = [row for row in rows if row is not None]
    assert tuple(fix_helper.names()) == linux_names.NAMES
    for line in lines:
        wanted = line.kind.value in fix_helper.KINDS
        for name in line.list("units"):
            assert linux_units.known(f"{name.replace('*', '1')}.service") is wanted or not wanted, name


@pytest.mark.parametrize(
    "unit",
    [
        "ssh.service",
        "NetworkManager.service",
        "ufw.service",
        "auditd.service",
        "clamav-daemon.service",
        "apt-daily.timer",
        "cron.service",
    ],
)
def test_no_unit_that_protects_is_one_of_them(unit: str) -> None:
    assert not linux_units.known(unit)


@needs("linux")
def test_the_words_of_an_exit_status_do_not_move() -> None:
    """The exit status follows the place of the code, for Windows has no pipe: a code in the middle would change all that follow."""
    assert [str(code) for code in Code] == [
        "done", "already", "undone", "state", "nothing", "busy", "changed", "cannot", "others", "remote", "unwritable", "failed",
        "half", "strange", "request", "untrusted",
    ]  # fmt: skip
    assert [code.status for code in Code] == list(range(40, 56)), (
        "a crash of Python is 1, a kill on Windows too: no answer is"
    )
