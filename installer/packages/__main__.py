"""Command that makes packages: `python3 -m installer.packages deb`. As root on Debian; all of it goes into `dist/`."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from installer import environment
from installer.first_command import guarded
from installer.generator import ROOT
from installer.packages.order import WORK, Order

MAKERS: Final[dict[str, tuple[str, str]]] = {
    "deb": ("make_linux", "Debian package with the window"),
    "headless": ("make_linux", "Debian package without a window and without the audit of passwords"),
    "pdf": ("make_linux", "Debian package that adds reports as PDF"),
    "fleet": ("make_linux", "Debian package that adds the summary of many computers"),
    "tarball": ("make_linux", "archive for a USB stick, with nothing to install"),
    "msi": ("make_windows", "Windows package for many PCs"),
    "exe": ("make_windows", "Windows set-up program for a home"),
    "macos": ("make_macos", "disk image for macOS, on a Mac"),
    "sbom": ("sbom", "bills of materials (CycloneDX)"),
    "sums": ("sums", "SHA256SUMS of the folder, signed where a program for that is named"),
    "winget": ("stores", "entry for winget, of the MSI in the folder"),
    "cask": ("stores", "entry for Homebrew, of the disk image in the folder"),
}
"""Makers: the module here with a function of that name, and its result."""
NEEDS_A_MAC: Final = frozenset({"macos", "cask"})
"""Makers that `all` leaves out. A Mac has to have made something first."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The command, in the project's environment."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    told = "; ".join(
        [*(f"{name}: {what}" for name, (_, what) in MAKERS.items()), "try: install those of Linux on bare systems"]
    )
    parser = argparse.ArgumentParser(prog="python3 -m installer.packages", description=__doc__, epilog=told)
    parser.add_argument("what", nargs="+", choices=[*MAKERS, "all", "try"])
    parser.add_argument(
        "--suite",
        default="bullseye",
        help="release of Debian that builds: its C library is the oldest that they run on",
    )
    parser.add_argument("--work", type=Path, default=WORK, help="folder for the systems that build and try")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="folder for the packages")
    parser.add_argument("--level", type=int, default=9, help="of compression: 0 is quick, 9 is small")
    parser.add_argument("--systems", default="", help="for try: names of releases, with commas")
    parser.add_argument("--later", type=Path, help="for try: a package postigo of a later version, to renew by")
    asked = parser.parse_args(given)
    if importlib.util.find_spec("postigo") is None:
        return guarded(_again, given)
    asked.out.mkdir(parents=True, exist_ok=True)
    if asked.what == ["try"]:
        from installer.packages import trial  # noqa: PLC0415 - needs the project's environment

        named = [name for name in asked.systems.split(",") if name]
        return trial.run_all(asked.out, asked.work, named, asked.later)
    for name in [one for one in MAKERS if one not in NEEDS_A_MAC] if "all" in asked.what else asked.what:
        module = importlib.import_module(f"installer.packages.{MAKERS[name][0]}")
        for made in getattr(module, name)(Order(asked.suite, asked.work, asked.out, asked.level)):
            print(f"{made}  {made.stat().st_size / 1e6:.1f} MB")
    return 0


def _again(arguments: Sequence[str]) -> int:
    """Run the same with the Python of `.venv`. It is set up if it must be."""
    python = environment.prepare(ROOT / ".venv", ["base"])
    return subprocess.run([str(python), "-m", "installer.packages", *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
