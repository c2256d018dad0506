"""A child of ours: how this very Python is started again with another module of ours."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping


def command(module: str, *words: str) -> list[str]:
    """A module as a command: our own Python with our own flags, and never with the current folder on its path.

    Without -P, a `json.py` in a folder of downloads would be run, and a folder called `postigo` instead of us.
    """
    flags = {"-I": sys.flags.isolated, "-E": sys.flags.ignore_environment, "-s": sys.flags.no_user_site}
    kept = [flag for flag, is_set in flags.items() if is_set]
    return [sys.executable, "-P", *kept, "-m", module, *words]


def itself(environ: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The program file behind `command`, and an environment that makes it feel as if started by that command.

    In a virtual environment on Windows, python.exe only starts the real one and waits (bpo-34977): whoever boxes that
    starter may come too late for what it has started. multiprocessing goes around it in the same way.
    """
    base: str = getattr(sys, "_base_executable", sys.executable) or sys.executable
    if sys.platform == "win32" and os.path.normcase(base) != os.path.normcase(sys.executable):
        return base, {**environ, "__PYVENV_LAUNCHER__": sys.executable}
    return sys.executable, dict(environ)
