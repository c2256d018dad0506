"""What the tests of the live machine share: an account without rights, and children that end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from postigo.core.system import CannotTell, Unknown
from tests.support.places import needs

posix = needs("posix")
linux = needs("linux", "proc")
as_nobody = needs("another-account")


def why(ask: Callable[[], object]) -> Unknown:
    with pytest.raises(CannotTell) as unknown:
        ask()
    return unknown.value.why


DROP = """
import ctypes, os, psutil, sys
from postigo.core.system import CaptureKind, attempt
from postigo.system import linux_holders, listeners, processes, sqlite
from postigo.system.live import live
machine = live()
os.setgroups([]); os.setgid(65534); os.setuid(65534)
ctypes.CDLL(None).prctl(4, 1)  # PR_SET_DUMPABLE: else its own files are hidden from it
"""


def unprivileged(code: str) -> str:
    """What Python code prints that runs as nobody. All is imported before: root's Python may lie where nobody may look."""
    done = subprocess.run(
        [sys.executable, "-c", DROP + code], capture_output=True, text=True, check=False, timeout=60, cwd="/"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
