"""This program as a package (.deb) that runs where it lies: a test of who installs packages need not build the real one."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
CONTROL: Final = """\
Package: postigo-headless
Version: {version}
Architecture: all
Maintainer: a test <nobody@example.org>
Description: Postigo of this folder
"""


def command() -> str:
    """Command of this very environment: it runs only where this folder is seen."""
    return f'#!/bin/sh\nexec "{ROOT}/.venv/bin/python" -P -B -m postigo "$@"\n'


def package(folder: Path, version: str = "0.1.0") -> Path:
    """The package, with the command."""
    tree = folder / "tree"
    program = tree / "usr/bin/postigo"
    program.parent.mkdir(parents=True)
    program.write_text(command())
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(CONTROL.format(version=version))
    for path in tree.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path == program else 0o644)
    tree.chmod(0o755)
    target = folder / f"postigo-headless_{version}_all.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zgzip", "--build", str(tree), str(target)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return target
