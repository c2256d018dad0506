"""The table's lines, and how a command is timed."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = next(p for p in (ROOT / ".venv/bin/python", Path(sys.executable)) if p.exists())
"""The environment that `installer.run` made; else the one that runs this."""

_COMPILED = tempfile.TemporaryDirectory()
AS_AT_HOME = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPYCACHEPREFIX": _COMPILED.name,
}
"""The environment to time in. At a person's, modules are compiled once; machines for development and CI often forbid to keep that."""

AIMS = {
    "postigo --help": "<= 0.050 s",
    "audit, first result": "",
    "audit, whole": "<= 1 s",
    "window, first frame": "<= 0.4 s",
    "window, peak memory": "<= 90 MB",
    "window, loop late while it looks, 99 of 100": "<= 16 ms",
    "window, loop late while it looks, worst": "<= 50 ms",
    "worker, peak memory": "<= 60 MB",
    "passwords, 1,000 entries": "<= 1 s",
    "passwords, 1,000 entries, first results": "<= 0.5 s",
    "passwords, 10,000 entries": "<= 5 s",
    "passwords, 10,000 entries, peak memory of child": "<= 150 MB",
    "passwords, 10,000 entries, KDBX, peak memory": "<= 150 MB",
    "passwords, 10,000 entries, pure Python": "<= 45 s",
    "history, keeping a look": "<= 0.060 s",
    "history, listing 1,000 of 10,000": "<= 0.050 s",
    "history, two looks opened and compared": "<= 0.050 s",
    "report of 80 checks, json": "<= 0.020 s",
    "report of 80 checks, html": "<= 0.050 s",
    "report of 80 checks, pdf": "<= 0.4 s",
    "report of 80 checks, size of the page": "<= 200 kB",
    "fix, preview": "<= 0.3 s",
    "fix, change made and looked at again": "<= 1 s",
    "fix, line of the journal": "<= 0.020 s",
    "fix, line of a journal of 450 changes": "<= 0.020 s",
    "fleet, 10,000 report files, summary": "<= 6 s",
    "ansible, 8 computers, look and fetch": "<= 25 s",
    "leaks, 10,000 entries in 1,000,000 lines": "<= 1 s",
}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    value: str
    beside: str = ""

    def __str__(self) -> str:
        return f"{self.what:<50} {self.value:>14}   {AIMS.get(self.what, ''):<12} {self.beside}"


def median(command: list[str], runs: int) -> float:
    """Seconds of wall time; the first run warms up and is not counted."""
    times = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        subprocess.run(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            stdin=subprocess.DEVNULL,
            env=AS_AT_HOME,
        )
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])
