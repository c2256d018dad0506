"""The house rules that tools do not know: what a pack may import, what core may import, what no file may name."""

from __future__ import annotations

import ast
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

PACKS_MAY_IMPORT = {
    "__future__",
    "collections",
    "csv",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "ipaddress",
    "json",
    "math",
    "packaging",
    "pathlib",
    "postigo.api",
    "postigo_checks",
    "re",
    "typing",
}
PURE_PATHS = {"PurePath", "PurePosixPath", "PureWindowsPath"}
FORBIDDEN_CALLS = {"open", "exec", "eval", "compile", "__import__", "input", "print", "breakpoint"}


def imports(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name, "") for name in node.names)
        if isinstance(node, ast.ImportFrom):
            assert not node.level, "relative imports hide the floors"
            yield from ((node.lineno, node.module or "", name.name) for name in node.names)


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", sources("checks"), ids=lambda path: path.stem)
def test_a_pack_imports_only_what_cannot_touch_the_machine(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for line, module, name in imports(tree):
        allowed = any(module == may or module.startswith(may + ".") for may in PACKS_MAY_IMPORT)
        assert allowed, f"{path.name}:{line} imports {module}"
        assert module != "pathlib" or name in PURE_PATHS, f"{path.name}:{line}: pure paths only"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS, f"{path.name}:{node.lineno} calls {node.func.id}"


@pytest.mark.parametrize("path", sources("app/postigo/core"), ids=lambda path: path.stem)
def test_the_core_is_standard_library(path: Path) -> None:
    for line, module, _ in imports(ast.parse(path.read_text("utf-8"))):
        top = module.partition(".")[0]
        assert top in sys.stdlib_module_names or module.startswith("postigo.core"), f"{path.name}:{line} {module}"


def test_of_urllib_only_the_parser_is_used() -> None:
    for path in sources("app") + sources("checks"):
        for line, module, name in imports(ast.parse(path.read_text("utf-8"))):
            assert not module.startswith("urllib.") or module == "urllib.parse", f"{path.name}:{line}"
            assert module != "urllib" or name == "parse", f"{path.name}:{line}"


@pytest.mark.parametrize("path", sources("app/postigo/gui/models"), ids=lambda path: path.stem)
def test_a_model_knows_of_qt_only_its_core(path: Path) -> None:
    for line, module, name in imports(ast.parse(path.read_text("utf-8"))):
        assert not module.startswith("PySide6.") or module == "PySide6.QtCore", f"{path.name}:{line} {module}"
        assert module != "PySide6" or name == "QtCore", f"{path.name}:{line} {name}"


def test_importing_the_core_and_the_terminal_does_not_bring_qt() -> None:
    code = "import sys, postigo.__main__, postigo.api, postigo.words; print('PySide6' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "False"


@pytest.mark.slow
@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_the_types_hold_on_the_other_systems(platform: str) -> None:
    command = [sys.executable, "-m", "mypy", "-p", "postigo", "-p", "postigo_checks", "--platform", platform]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def tracked() -> list[Path]:
    out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in out.decode().split("\0") if name]


def names_of_this_machine() -> set[str]:
    """Words that only this machine would bring in: its host name, and the hosts of its package registries."""
    found = {socket.gethostname()}
    config = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    sources_list = [*Path("/etc/apt").glob("sources.list"), *Path("/etc/apt").glob("sources.list.d/*")]
    listed = config.stdout + "".join(path.read_text("utf-8", "replace") for path in sources_list if path.is_file())
    found |= set(re.findall(r"https?://(?:[^/@\s]*@)?([^/:\s']+)", listed))
    public = {"pypi.org", "deb.debian.org", "security.debian.org", "archive.ubuntu.com", "security.ubuntu.com"}
    return (
        {name.lower() for name in found if len(name) > 3}
        - public
        - {"localhost", "debian", "ubuntu", "fedora", "linux", "windows", "equipo"}
    )


def test_no_file_names_this_machine_or_its_paths() -> None:
    names = names_of_this_machine()
    paths = re.compile(rb"/(?:root|work)/\w[/\w]*")
    for path in tracked():
        if not path.is_file() or path.suffix in {".png", ".ico", ".icns"} or path.name == Path(__file__).name:
            continue
        content = path.read_bytes()
        for name in names:
            assert name.encode() not in content.lower(), f"{path.relative_to(ROOT)} names this machine"
        if path.parts[len(ROOT.parts)] in {"tests", "checks", "resources", "docs"}:
            found = paths.search(content)
            assert found is None, f"{path.relative_to(ROOT)} holds a path of a machine: {found.group().decode()}"
