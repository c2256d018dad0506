"""The second command of the README: sets up what the tests need, then runs them.

`python3 -m installer.test` runs the usual ones: all that installs no system, no packages and no Wine. With `--all`, which
`.ci/run` uses, it runs those too. `--qt 6.9.3` tests on the Qt for older systems. Everything else is handed to pytest.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from installer import environment, ground, person, system_packages
from installer.first_command import guarded
from installer.words import say, sentence

MYPY = ("-m", "mypy", "--cache-dir")
OTHERS = ("win32", "darwin")
"""Systems beside Linux whose code is read too. Names that exist on one only are hidden from the others."""
READERS = {  # those who read the code, side by side; pytest, who runs it, comes last
    "mypy": (*MYPY, ".mypy_cache/here"),
    **{
        f"mypy for {system}": (
            *MYPY,
            f".mypy_cache/{system}",
            "-p",
            "postigo",
            "-p",
            "postigo_checks",
            "--platform",
            system,
        )
        for system in OTHERS
    },
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "import-linter": ("-c", "from importlinter.cli import lint_imports_command as go; go()"),
}


class Asked(NamedTuple):
    """Options of the command line. `qt` None means the one of this machine; `words` are pytest's."""

    qt: str | None
    everything: bool
    words: list[str]


def parsed(arguments: Sequence[str]) -> Asked:
    """The command line, understood."""
    parser = argparse.ArgumentParser(
        prog="python3 -m installer.test", allow_abbrev=False, epilog="Everything else is handed to pytest."
    )
    parser.add_argument("--qt", choices=["6.9.3"], help="run on the Qt for older systems, in a .venv of its own")
    parser.add_argument(
        "--all", action="store_true", dest="everything", help="also what installs a bare system, Wine or packages"
    )
    known, rest = parser.parse_known_args(list(arguments))
    return Asked(known.qt, known.everything, [word for word in rest if word != "--"])


def surroundings(environ: Mapping[str, str]) -> dict[str, str]:
    """Environment of pytest: no screen, one language, and bytecode that is kept.

    A shell that wants none kept would have each of a thousand processes compile everything anew: three times the time.
    """
    kept = {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return dict(kept, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8")


def cores() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # Linux only
        return os.cpu_count() or 1


def side_by_side(words: Sequence[str]) -> list[str]:
    """Options of pytest for tests side by side.

    It is one more at a time than there are processors, for many of them wait. Nobody's who asks for one process (`-n
    0`, `--pdb`).
    """
    if any(word.startswith(("-n", "--numprocesses", "--dist", "--pdb", "--trace")) for word in words):
        return []
    return ["-n", str(min(cores() + 1, 8)), "--dist", "worksteal"]


def read(python: Path) -> list[str]:
    """The names of the readers who found something wrong. Each says its own when all that stand before it have."""
    failed = []
    with ThreadPoolExecutor(max(2, cores())) as pool:
        asked = {
            name: pool.submit(
                subprocess.run,
                [str(python), *command],
                cwd=environment.ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
            for name, command in READERS.items()
        }
        for name, reader in asked.items():
            done = reader.result()
            print(f"== {name}\n{done.stdout.strip()}", flush=True)
            if done.returncode != 0:
                failed.append(name)
    return failed


WITHOUT_QT = (
    *("-p", "no:pytest-qt", "-W", "ignore::pytest.PytestConfigWarning"),  # its settings stand in pyproject.toml
    *("-o", "addopts=-rfE --strict-markers -p no:cacheprovider"),
)
"""Options of pytest where Qt does not load (a plain user without Qt's libraries).

Its plug-in would end the run at once.
"""


def has_qt(python: Path) -> bool:
    """Whether Qt's widgets load there."""
    asked = [str(python), "-P", "-c", "import PySide6.QtWidgets"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def run_all(python: Path, asked: Asked) -> list[str]:
    """The names of those who found something wrong. All run, whoever fails; pytest speaks last."""
    failed = read(python)
    print("== pytest", flush=True)
    more = [*side_by_side(asked.words), *(["--all"] if asked.everything else [])]
    more += [] if has_qt(python) else WITHOUT_QT
    pytest = [str(python), "-m", "pytest", *more, *asked.words]
    if subprocess.run(pytest, cwd=environment.ROOT, env=surroundings(os.environ), check=False).returncode != 0:
        failed.append("pytest")
    return failed


def set_up_and_test(arguments: Sequence[str]) -> int:
    """Everything from a bare machine to the last test; the exit status."""
    asked = parsed(arguments)
    began = monotonic()
    ground.tell_and_go_on()
    behind = person.behind_sudo(os.environ, root=system_packages.is_root())
    if sys.platform == "linux":
        system_packages.provide_test_packages(everything=asked.everything, advise=behind is None)
    if behind is not None:
        return person.again_as(behind, "installer.test", arguments)
    layer = f"qt-{asked.qt}" if asked.qt else environment.qt_layer_here()
    folder = environment.ROOT / (f".venv-qt{asked.qt}" if asked.qt else ".venv")
    layers = ["base", "dev", *environment.test_layers_here(), *([layer] if layer else [])]
    python = environment.prepare(folder, layers)
    print(f"== set-up: {monotonic() - began:.0f} s", flush=True)
    failed = run_all(python, asked)
    if failed:
        say(sentence("failed", names=", ".join(failed)))
    return 1 if failed else 0


def main() -> int:
    """The command."""
    return guarded(set_up_and_test, sys.argv[1:])
