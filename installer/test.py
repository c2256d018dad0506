"""The second command of the README: sets up what the tests need, then runs them all. `python3 -m installer.test [--qt 6.9.3] [words for pytest]`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from installer import environment, ground, person, system_packages
from installer.run import guarded
from installer.words import say, sentence

READERS = {  # those who read the code; pytest, who runs it, comes last
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "import-linter": ("-c", "from importlinter.cli import lint_imports_command as go; go()"),
    "mypy": ("-m", "mypy"),
}


def parsed(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """The Qt asked for, None meaning the one of this machine, and what is pytest's."""
    parser = argparse.ArgumentParser(prog="python3 -m installer.test", epilog="Everything else is handed to pytest.")
    parser.add_argument("--qt", choices=["6.9.3"], help="run on the Qt for older systems, in a .venv of its own")
    known, rest = parser.parse_known_args(list(arguments))
    return known.qt, [word for word in rest if word != "--"]


def surroundings(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of pytest: no screen, and one language whatever the machine's."""
    return dict(environ, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8")


def run_all(python: Path, words: Sequence[str]) -> list[str]:
    """The names of those who found something wrong. All run, whoever fails; pytest speaks last."""
    failed = []
    for name, command in READERS.items():
        print(f"== {name}", flush=True)
        if subprocess.run([str(python), *command], cwd=environment.ROOT, check=False).returncode != 0:
            failed.append(name)
    print("== pytest", flush=True)
    pytest = [str(python), "-m", "pytest", *words]
    if subprocess.run(pytest, cwd=environment.ROOT, env=surroundings(os.environ), check=False).returncode != 0:
        failed.append("pytest")
    return failed


def set_up_and_test(arguments: Sequence[str]) -> int:
    """Everything from a bare machine to the last test; the exit status."""
    qt, words = parsed(arguments)
    ground.tell_and_go_on()
    behind = person.behind_sudo(os.environ, root=system_packages.is_root())
    if sys.platform == "linux":
        system_packages.provide_test_packages(advise=behind is None)
    if behind is not None:
        return person.again_as(behind, "installer.test", arguments)
    layer = f"qt-{qt}" if qt else environment.qt_layer_here()
    folder = environment.ROOT / (f".venv-qt{qt}" if qt else ".venv")
    python = environment.prepare(folder, ["base", "dev", *([layer] if layer else [])])
    failed = run_all(python, words)
    if failed:
        say(sentence("failed", names=", ".join(failed)))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(guarded(set_up_and_test, sys.argv[1:]))
