"""Outside judges of what Postigo makes. They stand in no lock: a test that runs with `--all` brings them, for itself alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.places import BASE_PYTHON, can, need


def of_pypi(folder: Path, module: str, *packages: str) -> Mapping[str, str]:
    """Environment in which this Python has a module that judges. Where it is not installed, pip brings it into the folder."""
    if can(f"import {module}"):
        return os.environ
    need("registry")
    words = ("-P", "-m", "pip", "install", "--quiet", "--target", str(folder), *packages)
    subprocess.run([BASE_PYTHON, *words], check=True, capture_output=True)
    return {**os.environ, "PYTHONPATH": str(folder)}


def asked(environ: Mapping[str, str], code: str, *words: str) -> subprocess.CompletedProcess[str]:
    """What a judge of Python says, called by its entry point."""
    call = [sys.executable, "-c", code, *words]
    return subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False, env=dict(environ))


def of_npm(folder: Path, package: str, file: str) -> Path:
    """A file of a package that npm brings into the folder. A version may stand behind the package's name."""
    need("npm", "npm-registry")
    words = ("install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), package)
    subprocess.run(["npm", *words], check=True, capture_output=True)
    return folder / "node_modules" / (package[:1] + package[1:].partition("@")[0]) / file


def chromium(folder: Path, page: bytes, *words: str) -> subprocess.CompletedProcess[str]:
    """A page in Chromium without a window, with options of its own."""
    need("chromium")
    (folder / "page.html").write_bytes(page)
    call = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    told = [*call, *words, (folder / "page.html").as_uri()]
    return subprocess.run(told, capture_output=True, text=True, encoding="utf-8", check=True, timeout=120)
