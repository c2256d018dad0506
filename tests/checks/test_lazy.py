"""Lazy checks: the catalogue is read without what conducts them, and a worker imports what it conducts."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from postigo.api import Check
from postigo.audit.request import Request, WorkerOrder
from postigo.pipe.messages import to_line
from postigo_checks import pack

CHECKS = Path(__file__).parents[2] / "checks"
MACHINE = Path(__file__).parents[1] / "machines/ubuntu-24-04.json"
DECLARES = {"check", "fixes"}
CONDUCTS = {"fact", "judge", "linux", "macos", "windows", "probe", "probes"}
MOST_MODULES = 25
"""Modules that conduct one small check, its own and what checks share."""


COME_ALONG = {
    "postigo_checks.accounts.sign_in.windows",  # its judge names two of its registry keys
    "postigo_checks.common.user_accounts.macos",  # one short file has the probes of shared accounts, on all systems
    "postigo_checks.common.user_accounts.windows",
    "postigo_checks.common.windows",  # the package around what these read
}
"""Probes of other systems that are imported on Linux all the same."""


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(CHECKS).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted((CHECKS / "postigo_checks").rglob("*.py"))}
DECLARATIONS = {name: path for name, path in MODULES.items() if name.endswith(".check")}


def at_import(module: str) -> Iterator[str]:
    """Modules of the pack that this one imports when it is imported itself: not within a function, not for types only."""
    for node in ast.parse(MODULES[module].read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            named = [f"{node.module}.{name.name}" for name in node.names]
            yield from (name for name in [node.module or "", *named] if name in MODULES)


@cache
def brought(module: str) -> frozenset[str]:
    """All modules of the pack that come with this one, but for the packages above it."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += at_import(one)
    return frozenset(found)


def last(module: str) -> str:
    return module.rpartition(".")[2]


def conducting(modules: set[str]) -> set[str]:
    """Those that are neither a declaration, nor plans, nor a package."""
    return {name for name in modules if last(name) not in DECLARES and MODULES[name].name != "__init__.py"}


@pytest.mark.parametrize("module", DECLARATIONS)
def test_a_declaration_brings_nothing_that_conducts(module: str) -> None:
    assert {name for name in brought(module) if last(name) in CONDUCTS} == set()


def imported(code: str, *arguments: str) -> set[str]:
    """Modules of the pack that are there after this code ran in a Python of its own."""
    tell = "print(*(name for name in sys.modules if name.startswith('postigo_checks')))"
    done = subprocess.run(
        [sys.executable, "-c", f"import os, sys; {code}; {tell}", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split()) & MODULES.keys()


def test_reading_the_catalogue_imports_no_fact_no_probe_and_no_judge() -> None:
    there = imported("import postigo_checks")
    assert DECLARATIONS.keys() <= there
    assert {name for name in there if last(name) in CONDUCTS} == set()


def test_a_worker_imports_what_it_conducts() -> None:
    order = WorkerOrder(Request(checks=("boot.secure",), replay=str(MACHINE)), only=("boot.secure",))
    run = (
        "from postigo.audit import runner; "
        "runner.run_all(sys.argv[1].encode(), runner.EventChannel(os.open(os.devnull, os.O_WRONLY), print))"
    )
    conducts = conducting(imported(run, to_line(order).decode()) - imported("import postigo_checks"))
    assert {f"postigo_checks.protection.secure_boot.{part}" for part in ("fact", "judge", "linux")} <= conducts
    assert len(conducts) < MOST_MODULES
    assert {name.split(".")[1] for name in conducts} <= {"protection", "common"}


def test_every_check_of_ours_loads_what_conducts_it() -> None:
    assert [check.id for check in pack.checks if check.load is None] == []


def loads(declaration: str) -> Iterator[ast.FunctionDef]:
    """The functions of a declaration that import what conducts a check."""
    for node in ast.parse(MODULES[declaration].read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("load"):
            yield node


@pytest.mark.parametrize("check", pack.checks, ids=lambda check: check.id)
def test_what_a_check_imports_is_for_the_platforms_of_its_coverage(check: Check[Any]) -> None:
    """No way to look is left out of the coverage, and the coverage names none that is not there."""
    assert check.load is not None
    declared = next(node for node in loads(check.load.__module__) if node.name == check.load.__name__)
    there = {
        getattr(import_module(node.module or ""), name.name)
        for node in ast.walk(declared)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    loaded = [check.implementation(platform) for platform in check.coverage]
    assert {by.way for by in loaded} | {by.judge for by in loaded} == there


def test_a_worker_imports_no_probe_of_another_system() -> None:
    run = (
        "from postigo.api import Platform; from postigo_checks import pack; "
        "[one.implementation(Platform.LINUX) for one in pack.checks if Platform.LINUX in one.platforms]"
    )
    assert {name for name in imported(run) if last(name) in {"windows", "macos"}} <= COME_ALONG
