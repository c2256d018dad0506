"""Expressions that the checks put to PowerShell, taken out of their source: nobody keeps a list of them.

An expression counts where it stands as a literal, as a constant of its module, or as one that was imported by name, also
when functions hand it on. Anything else (an f-string, `+`, `%`, `.format`, a call) has no text here, and a test refuses it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "checks"
VERB = "powershell"


@dataclass(frozen=True)
class Asked:
    """One place where PowerShell is asked. `text` is None where no literal of the source is asked."""

    where: str
    text: str | None


@cache
def modules() -> dict[str, ast.Module]:
    """Modules of the built-in pack, by their whole names: many are called `windows`."""
    return {
        ".".join(path.relative_to(PACK).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
        for path in sorted(PACK.rglob("*.py"))
    }


@cache
def asked(verb: str = VERB) -> tuple[Asked, ...]:
    """All that is asked by a verb, or through a function that hands its argument on to it."""
    return tuple(_asked(verb))


def texts() -> tuple[str, ...]:
    """The expressions, each once."""
    return tuple(sorted({one.text for one in asked() if one.text is not None}))


def text_of(argument: ast.expr, module: str, tree: ast.Module) -> str | None:
    """Text of an argument that is a literal or names a constant, of this module or of one that is imported; else None."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    if isinstance(argument, ast.Attribute) and isinstance(argument.value, ast.Name):
        return _constants(_imported(tree).get(argument.value.id, "")).get(argument.attr)
    if not isinstance(argument, ast.Name):
        return None
    home, _, name = _imported(tree).get(argument.id, "").rpartition(".")
    return _constants(home).get(name) if home else _constants(module).get(argument.id)


def strays(verb: str = VERB) -> list[str]:
    """Places where the verb is spoken of without being called or handed to a call: what it is asked cannot be followed."""
    found = []
    for module, tree in modules().items():
        followed = {id(part) for call in _calls(tree) for part in (call.func, *call.args)}
        spoken = [node for node in ast.walk(tree) if isinstance(node, ast.expr) and _refers(node, verb)]
        found += [f"{module}:{node.lineno}" for node in spoken if id(node) not in followed]
    return found


def _asked(verb: str) -> Iterator[Asked]:
    for module, tree in modules().items():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call in _calls(function):
                argument = _argument(call, verb)
                if argument is None:
                    continue
                if isinstance(argument, ast.Name) and argument.id in [one.arg for one in function.args.args]:
                    yield from asked(function.name)  # it is handed on: whoever calls it names the text
                else:
                    yield Asked(f"{module}:{call.lineno}", text_of(argument, module, tree))


def _argument(call: ast.Call, verb: str) -> ast.expr | None:
    """What a call asks by a verb, its own or handed to `attempt`; None if it asks nothing by it."""
    place = 0 if verb == VERB else 1
    if _refers(call.func, verb) and len(call.args) > place:
        return call.args[place]
    if not any(_refers(part, verb) for part in call.args):
        return None
    others = [part for part in call.args if not _refers(part, verb)]
    if len(others) < place + 1:
        return None  # something else of that name: who hands a question on hands the machine on too
    return others[0 if verb == VERB else -1]


def _calls(inside: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(inside) if isinstance(node, ast.Call))


def _refers(node: ast.AST, name: str) -> bool:
    return (isinstance(node, ast.Name) and node.id == name) or (isinstance(node, ast.Attribute) and node.attr == name)


@cache
def _constants(module: str) -> dict[str, str]:
    """Texts that stand as constants at the top of a module. None for a name that is set twice: who knows which counts."""
    found: dict[str, str] = {}
    twice = set()
    for node in modules().get(module, ast.Module([], [])).body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if not isinstance(target, ast.Name):
                    continue
                if target.id in found:
                    twice.add(target.id)
                if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
                    found[target.id] = node.value.value
    return {name: text for name, text in found.items() if name not in twice}


def _imported(tree: ast.Module) -> dict[str, str]:
    """Names that a module imports, each with the whole name of what it stands for."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
