"""Renewal of the locks: `python3 -m installer.lock [--upgrade]`.

It is for a change of dependencies in pyproject.toml, or for newer versions. Each lock is one layer, for Linux, Windows
and macOS at once, with the hashes of every wheel: `base` (Postigo without a window, and what installs it from here),
`age` (what seals a log of evidence), `stamps` (what reads a time stamp of it), `pdf` (what makes a PDF of a report),
`fleet` (what reads many reports), `parquet` (what makes one file of them),
`qt` and `qt-6.9.3` (the window; the second for older systems), `dev` (the tests), `packages` (what makes
packages), `windows` (Windows' own Python, and what starts it). They are written by uv, which comes
into a `.venv-lock` of its own: the locks cannot depend on an environment that the locks describe.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Sequence

from installer.environment import LOCKS, ROOT, make, pip, python_of, run
from installer.first_command import guarded

UV = "uv==0.13.9"
OLD_QT = "6.9.3"  # the last with wheels for glibc 2.28 and macOS 12


def layers() -> dict[str, list[str]]:
    """Requirements of each layer, from pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    dev = project["dependency-groups"]["dev"]
    extras = project["project"]["optional-dependencies"]
    desktop = extras["desktop"]
    build = [*project["build-system"]["requires"], *(line for line in dev if line.startswith("editables"))]
    return {
        "base": [*project["project"]["dependencies"], *build],
        "age": extras["evidence"],
        "stamps": extras["stamps"],
        "pdf": extras["pdf"],
        "fleet": extras["fleet"],
        "parquet": extras["parquet"],
        "qt": desktop,
        f"qt-{OLD_QT}": [*desktop, *(f"{name_of(line)}=={OLD_QT}" for line in desktop)],
        "dev": dev,
        "packages": project["dependency-groups"]["packages"],
        "windows": project["dependency-groups"]["windows"],
    }


def name_of(requirement: str) -> str:
    """The name in a requirement, as indexes spell it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement.strip(), maxsplit=1)[0]).lower()


def pinned(lock: str, *, everywhere: bool = False) -> list[str]:
    """The names in a lock; or only those that it has on every system."""
    lines = (LOCKS / f"{lock}.txt").read_text(encoding="utf-8").splitlines()
    return [name_of(line) for line in lines if re.match(r"\w", line) and not (everywhere and "sys_platform" in line)]


def command(layer: str, *, upgrade: bool) -> list[str]:
    """Uv's words for one layer. It reads no settings, so that no mirror of the person who renews gets into the file."""
    words = [
        "-m",
        "uv",
        "--no-config",
        "--no-cache",  # it would stay in the home of whoever renews
        "pip",
        "compile",
        f".venv-lock/{layer}.in",
        "--output-file",
        f"installer/locks/{layer}.txt",
    ]
    words += ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate"]
    words += ["--custom-compile-command", "python3 -m installer.lock", *(["--upgrade"] if upgrade else [])]
    if layer in {"dev", "packages", "stamps"}:  # layers above base: the same versions, each named once
        words += ["--constraints", "installer/locks/base.txt"]
        # What base has on one system only is named again, in the same version, for the others.
        there = pinned("base", everywhere=layer == "stamps")
        words += [word for name in there for word in ("--no-emit-package", name)]
    return words


def renew(arguments: Sequence[str]) -> int:
    """All locks, written anew; versions stay where they may unless asked to `--upgrade`."""
    parser = argparse.ArgumentParser(
        prog="python3 -m installer.lock", description="Renewal of the locked dependencies."
    )
    parser.add_argument("--upgrade", action="store_true", help="take newer versions where there are any")
    asked = parser.parse_args(arguments)
    folder = ROOT / ".venv-lock"
    if not python_of(folder).is_file():
        make(folder)
    pip(folder, ["--only-binary", ":all:", UV])
    for layer, lines in layers().items():
        (folder / f"{layer}.in").write_text("\n".join(lines) + "\n", encoding="utf-8")
        run([str(python_of(folder)), *command(layer, upgrade=asked.upgrade)], folder)
        print(LOCKS / f"{layer}.txt")
    return 0


if __name__ == "__main__":
    raise SystemExit(guarded(renew, sys.argv[1:]))
