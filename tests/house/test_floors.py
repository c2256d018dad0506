"""The house rules that tools do not know: what a pack may import, what core may import, what no file may name."""

from __future__ import annotations

import ast
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PACKS_MAY_IMPORT = {
    "__future__",
    "collections",
    "csv",
    "dataclasses",
    "datetime",
    "enum",
    "fnmatch",
    "functools",
    "ipaddress",
    "json",
    "math",
    "packaging",
    "pathlib",
    "postigo.api",
    "postigo.windows_calls",
    "postigo_checks",
    "re",
    "tomllib",  # a parser of text, like json
    "typing",
    "unicodedata",
}
# What sees passwords: data, text, numbers, the files that it is handed, and the readers' libraries; of ours what knows no
# machine, no network and no screen.
THE_CHILD_MAY_IMPORT = {
    "Cryptodome",
    "__future__",
    "argon2",
    "array",
    "base64",
    "binascii",
    "bisect",
    "codecs",
    "collections",
    "contextlib",
    "ctypes",
    "dataclasses",
    "datetime",
    "decimal",  # a number as it is written, to the last digit
    "defusedxml",
    "enum",
    "errno",
    "functools",
    "gc",  # it rests during an audit
    "hashlib",
    "hmac",
    "html",
    "importlib.resources",
    "io",
    "itertools",
    "json",
    "marshal",
    "math",
    "mmap",
    "operator",
    "os",
    "pathlib",
    "postigo.bounds",
    "postigo.core",
    "postigo.leak_range",
    "postigo.passwords",
    "postigo.pipe.child_end",
    "postigo.pipe.messages",
    "postigo.pipe.protocol",
    "postigo.store.plain",
    "posixpath",  # names within an archive
    "pykeepass",
    "queue",
    "random",
    "re",
    "resource",
    "secrets",
    "select",  # whether the second judge has answered
    "signal",
    "stat",
    "string",
    "struct",
    "sys",
    "threading",
    "time",
    "typing",
    "unicodedata",
    "urllib.parse",
    "xml.etree.ElementTree",
    "zipfile",
    "zlib",
    "zxcvbn",
    "zxcvbn_rs_py",
}
# Of the audit's outer side: what it says, never what reaches the key ring, the network, the person's screen, or starts a process.
OUTSIDE_THE_CHILD = {
    "change_address",
    "export_file",
    "keeping",
    "paper",
    "result",
    "summary",
    "supervisor",
    "tables",
    "tried",
}
NET_MAY_IMPORT_OF_OTHERS = {"requests", "urllib3"}
PURE_PATHS = {"PurePath", "PurePosixPath", "PureWindowsPath"}
FORBIDDEN_CALLS = {"open", "exec", "eval", "compile", "__import__", "input", "print", "breakpoint"}


def imports(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name, "") for name in node.names)
        if isinstance(node, ast.ImportFrom):
            assert not node.level, "relative imports hide the floors"
            yield from ((node.lineno, node.module or "", name.name) for name in node.names)


@cache
def parsed(path: Path) -> ast.Module:
    """A file as Python reads it, once for all that ask."""
    return ast.parse(path.read_text("utf-8"))


def sources(*folders: str) -> list[Path]:
    """The files below some folders, given as patterns; a pattern that finds no folder is a fault of the test."""
    found = {folder: list(ROOT.glob(folder)) for folder in folders}
    assert all(found.values()), found
    return sorted(path for places in found.values() for place in places for path in place.rglob("*.py"))


@pytest.mark.parametrize("path", sources("checks"), ids=lambda path: path.stem)
def test_a_pack_imports_only_what_cannot_touch_the_machine(path: Path) -> None:
    tree = parsed(path)
    for line, module, name in imports(tree):
        allowed = any(module == may or module.startswith(may + ".") for may in PACKS_MAY_IMPORT)
        assert allowed, f"{path.name}:{line} imports {module}"
        assert module != "pathlib" or name in PURE_PATHS, f"{path.name}:{line}: pure paths only"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS, f"{path.name}:{node.lineno} calls {node.func.id}"


@pytest.mark.parametrize("path", sources("app/postigo/core"), ids=lambda path: path.stem)
def test_the_core_is_standard_library(path: Path) -> None:
    for line, module, _ in imports(parsed(path)):
        top = module.partition(".")[0]
        assert top in sys.stdlib_module_names or module.startswith("postigo.core"), f"{path.name}:{line} {module}"


def may(module: str, name: str, allowed: set[str]) -> bool:
    """Whether `import module`, or `from module import name`, stays within what is allowed."""
    return any(f"{module}.{name}.".startswith(one + ".") for one in allowed)


@pytest.mark.parametrize("path", sources("app/postigo/passwords/sandbox"), ids=lambda path: path.stem)
def test_what_sees_passwords_imports_only_what_it_should(path: Path) -> None:
    tree = parsed(path)
    for line, module, name in imports(tree):
        assert may(module, name, THE_CHILD_MAY_IMPORT), f"{path.name}:{line} imports {module} {name}"
        outer = f"{module}.{name}".removeprefix("postigo.passwords.").partition(".")[0]
        assert outer not in OUTSIDE_THE_CHILD, f"{path.name}:{line} imports {outer}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS - {"open"}, f"{path.name}:{node.lineno} calls {node.func.id}"


def test_nobody_but_the_child_itself_knows_what_sees_passwords() -> None:
    inside = ROOT / "app/postigo/passwords/sandbox"
    outside = [path for path in sources("app") + sources("checks") if not path.is_relative_to(inside)]
    assert len(outside) > 200
    for path in outside:
        for line, module, name in imports(parsed(path)):
            assert not f"{module}.{name}.".startswith("postigo.passwords.sandbox."), f"{path.name}:{line}"


@pytest.mark.parametrize("path", sources("app/postigo/net"), ids=lambda path: path.stem)
def test_what_reaches_the_network_knows_a_word_and_two_libraries(path: Path) -> None:
    for line, module, _ in imports(parsed(path)):
        top = module.partition(".")[0]
        ours = module.startswith(("postigo.core", "postigo.leak_range", "postigo.net"))
        assert ours or top in sys.stdlib_module_names | NET_MAY_IMPORT_OF_OTHERS, f"{path.name}:{line} {module}"
        assert top not in {"subprocess", "socket", "http", "ctypes", "pathlib", "os"}, f"{path.name}:{line} {module}"


def test_of_urllib_only_the_parser_is_used() -> None:
    for path in sources("app") + sources("checks"):
        for line, module, name in imports(parsed(path)):
            assert not module.startswith("urllib.") or module == "urllib.parse", f"{path.name}:{line}"
            assert module != "urllib" or name == "parse", f"{path.name}:{line}"


PIPE = {
    "child_end": {"os", "threading"},
    "host": {"contextlib", "os", "queue", "signal", "subprocess", "threading", "time", "postigo.pipe.protocol"},
    "messages": {"json", "postigo.core.codec"},
    "protocol": {"os"},
    "reexec": {"importlib.machinery", "os", "sys"},
    "qt_host": {"PySide6.QtCore", "collections", "time", "postigo.pipe.protocol"},
}
"""What each part of the pipe imports beside types: a worker loads two of them before it forks, and what sees passwords three."""


@pytest.mark.parametrize("path", sources("app/postigo/pipe"), ids=lambda path: path.stem)
def test_the_pipe_is_as_light_as_those_who_load_it_need_it(path: Path) -> None:
    allowed = {"__future__", "typing", "collections.abc", *PIPE.get(path.stem, set())}
    for line, module, _ in imports(parsed(path)):
        assert module in allowed, f"{path.name}:{line} imports {module}"


def models() -> list[Path]:
    """What the window thinks with: the models of its features, what these share, and the router."""
    gui = ROOT / "app/postigo/gui"
    features = [path for path in sources("app/postigo/gui") if path.parent.name == "models"]
    return [*features, *sources("app/postigo/gui/common"), gui / "shell/router.py"]


def test_there_are_models() -> None:
    assert len(models()) > 25


@pytest.mark.parametrize("path", models(), ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_a_model_knows_of_qt_only_its_core(path: Path) -> None:
    for line, module, name in imports(parsed(path)):
        assert not module.startswith("PySide6.") or module == "PySide6.QtCore", f"{path.name}:{line} {module}"
        assert module != "PySide6" or name == "QtCore", f"{path.name}:{line} {name}"


def test_importing_the_core_and_the_terminal_does_not_bring_qt() -> None:
    code = "import sys, postigo.__main__, postigo.api, postigo.words; print('PySide6' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "False"


ALONE = dict.fromkeys(("skip", "skipif", "importorskip", "xfail"), "places.py") | {"unfreeze": "garbage.py"}
"""Calls that one module of `tests/support` makes for all tests."""


def test_only_one_module_skips_and_one_thaws_the_garbage() -> None:
    """What a place cannot do has one name for all tests, and is counted at the end. Garbage that is thawed for good makes all later tests slow."""
    for path in sources("tests"):
        if path.is_relative_to(ROOT / "tests/packs"):
            continue
        for node in ast.walk(parsed(path)):
            name = node.attr if isinstance(node, ast.Attribute) else ""
            assert ALONE.get(name, path.name) == path.name, f"{path.name}:{getattr(node, 'lineno', 0)}"


DATA = ROOT / "resources/postigo_resources/data"


def test_each_table_that_ships_says_where_it_is_from() -> None:
    licences = (DATA / "passwords/LICENCES.md").read_text("utf-8")
    for path in sorted(DATA.rglob("*.*")):
        name = (
            path.relative_to(DATA / "passwords")
            if path.parent == DATA / "passwords"
            else f"../{path.relative_to(DATA)}"
        )
        assert f"`{name}`" in licences or path.name == "LICENCES.md", f"{name}: whose is it?"
    for path in sorted((ROOT / "checks/postigo_checks/data").iterdir()):
        head = path.read_text("utf-8")[:400]
        told = ('"about":', '"date":') if path.suffix in {".json", ".jsonl"} else ("# date: ",)
        said = all(word in head for word in told) or "endoflife.date" in head
        assert said, f"{path.name}: whose is it?"


def tracked() -> list[Path]:
    out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in out.decode().split("\0") if name]


def test_the_top_of_the_repository_is_what_it_was_decided_to_be() -> None:
    """A newcomer reads it from top to bottom. The three doors are the one exception: they must be seen (decision 0596)."""
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert top == {
        *(
            ".ci",
            ".gitattributes",
            ".gitignore",
            "LICENSE",
            "README.md",
            "LEEME.md",
            "CONTRIBUTING.md",
            "pyproject.toml",
        ),
        *("app", "checks", "docs", "installer", "resources", "tests"),
        *("Postigo.cmd", "Postigo.command", "postigo.sh"),
    }


def names_of_this_machine() -> set[str]:
    """Words that only this machine would bring in: its host name, and the hosts of its package registries."""
    found = {socket.gethostname()}
    config = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    sources_list = [*Path("/etc/apt").glob("sources.list"), *Path("/etc/apt").glob("sources.list.d/*")]
    listed = config.stdout + "".join(path.read_text("utf-8", "replace") for path in sources_list if path.is_file())
    found |= set(re.findall(r"https?://(?:[^/@\s]*@)?([^/:\s']+)", listed))
    public = {
        "pypi.org",
        "deb.debian.org",
        "security.debian.org",
        "snapshot.debian.org",
        "archive.ubuntu.com",
        "security.ubuntu.com",
    }
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


def test_a_colour_is_named_in_one_file() -> None:
    named = {
        path.name for path in sources("app/postigo/gui") if re.search(r"\"#[0-9A-Fa-f]{6}", path.read_text("utf-8"))
    }
    assert named == {"colours.py"}
