"""`python3 -m tests.bench`: what Postigo costs on this machine, beside its aims and beside others. Not a test: nothing fails.

Times are the median of several runs, memory is the peak of each process (`VmHWM`), ratios are to a bare `python -c pass` or
to the neighbour named. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.bench import engines, fixes, fleet, history, passwords, reports, window
from tests.bench.rows import AS_AT_HOME, PYTHON, ROOT, Row, median


class Peaks:
    """The most memory that each process below one has had, by what it is, in bytes."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.peak: dict[str, int] = {}

    def look(self) -> None:
        """Read the peaks of the processes that are there now."""
        for pid in [self.pid, *_children(self.pid)]:
            with suppress(OSError, StopIteration, IndexError):
                status = Path(f"/proc/{pid}/status").read_text()
                high = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
                name = _name(pid)
                self.peak[name] = max(self.peak.get(name, 0), int(high.split()[1]) * 1024)


def _children(pid: int) -> Iterator[int]:
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield int(child)
                yield from _children(int(child))


def _name(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    if "postigo.audit.worker" in words:
        threads = len(list(Path(f"/proc/{pid}/task").iterdir()))
        parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        return "warden" if threads == 1 and "postigo.audit.worker" in _words(parent) else "worker"
    if "postigo" in words:
        return "supervisor (postigo audit)"
    return f"command {Path(words[0]).name}"


def _words(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")


def audit_rows(runs: int) -> Iterator[Row]:
    """One audit seen from its stream of events, several times."""
    wholes, firsts, cpus = [], [], []
    checks: dict[str, list[float]] = {}
    peaks: dict[str, int] = {}
    for _ in range(runs + 1):
        command = [str(PYTHON), "-m", "postigo", "audit", "--events"]
        before = os.times()
        began = time.perf_counter()
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True, cwd=ROOT, env=AS_AT_HOME
        ) as running:
            watch = Peaks(running.pid)
            first = 0.0
            assert running.stdout is not None
            os.set_blocking(running.stdout.fileno(), False)
            rest = ""
            while running.poll() is None:
                watch.look()
                with suppress(BlockingIOError, TypeError):
                    rest += running.stdout.read() or ""
                if not first and '"Finished"' in rest:
                    first = time.perf_counter() - began
                time.sleep(0.005)
            rest += running.stdout.read() or ""
        wholes.append(time.perf_counter() - began)
        firsts.append(first or wholes[-1])
        after = os.times()
        cpus.append(after.children_user + after.children_system - before.children_user - before.children_system)
        for event in map(json.loads, rest.splitlines()):
            if event["is"] == "Finished":
                checks.setdefault(event["verdict"]["check"], []).append(event["verdict"]["seconds"])
        peaks = {name: max(size, peaks.get(name, 0)) for name, size in watch.peak.items()}
    yield Row("audit, whole", f"{statistics.median(wholes[1:]):.3f} s", f"CPU {statistics.median(cpus[1:]):.2f} s")
    yield Row("audit, first result", f"{statistics.median(firsts[1:]):.3f} s")
    for check, seconds in sorted(checks.items(), key=lambda item: -statistics.median(item[1])):
        yield Row(f"  {check}", f"{statistics.median(seconds):.3f} s")
    for name, size in sorted(peaks.items(), key=lambda item: -item[1]):
        key = f"{name}, peak memory"
        yield Row(key, f"{size / 1e6:.1f} MB")


def neighbour_rows(runs: int) -> Iterator[Row]:
    """Others that look at a machine, in the same run."""
    lynis = shutil.which("lynis") or ("/usr/sbin/lynis" if Path("/usr/sbin/lynis").exists() else None)
    if not lynis:
        yield Row("lynis audit system --quick", "not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [lynis, "audit", "system", "--quick", "--quiet", "--no-colors"]
        command += ["--logfile", f"{folder}/log", "--report-file", f"{folder}/report"]
        yield Row(
            "lynis audit system --quick", f"{median(command, max(1, runs // 3)):.3f} s", "some 250 tests of a server"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--only",
        choices=["audit", "window", "neighbours", "passwords", "history", "reports", "fixes", "fleet", "engines"],
    )
    asked = parser.parse_args()
    runs = asked.runs
    bare = median([str(PYTHON), "-c", "pass"], runs)
    help_ = median([str(PYTHON), "-m", "postigo", "--help"], runs)
    print(f"{'what':<50} {'measured':>14}   {'aim':<12} beside")
    print(Row("python -c pass", f"{bare:.3f} s"))
    print(Row("postigo --help", f"{help_:.3f} s", f"{help_ / bare:.1f} times a bare Python"))
    parts = {
        "audit": audit_rows,
        "window": window.rows,
        "neighbours": neighbour_rows,
        "passwords": passwords.rows,
        "history": history.rows,
        "reports": reports.rows,
        "fixes": fixes.rows,
        "fleet": fleet.rows,
        "engines": engines.rows,
    }
    for name, rows in parts.items():
        if asked.only in {None, name}:
            for row in rows(runs):
                print(row, flush=True)


if __name__ == "__main__":
    main()
