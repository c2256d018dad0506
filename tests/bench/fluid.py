"""`python -m tests.bench.fluid [COUNT]`: how late a timer of 16 ms is in the window while a real child looks through so many entries.

Prints the worst, and how late 99 of 100 beats were. The file holds made-up passwords and is gone afterwards.
"""

from __future__ import annotations

import csv
import gc
import os
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from postigo.gui.main import open_window
from postigo.gui.passwords.models.password_audit import Step
from postigo.gui.places import PASSWORDS
from postigo.gui.shell.application import application
from tests.passwords.corpus import corpus


def written(folder: Path, count: int) -> Path:
    """An export of a browser with so many made-up logins."""
    file = folder / "passwords.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(("name", "url", "username", "password", "note"))
        for number, password in enumerate(corpus(count, seed=count)):
            host = f"site-{number}.example.org"
            table.writerow((host, f"https://{host}/login", f"ana{number % 40}", password, ""))
    return file


def main(argv: list[str]) -> int:
    """The command."""
    count = int(argv[0]) if argv else 10_000
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application(["fluid"])
    window, features = open_window(app, language="es")
    window.show()
    gc.freeze()  # as the program does
    window.router.go(PASSWORDS)
    beats: list[float] = []
    work: list[float] = []  # what this thread has computed: also on a machine that does other things
    beat = QTimer()
    beat.setTimerType(Qt.TimerType.PreciseTimer)

    def tick() -> None:
        beats.append(time.perf_counter())
        work.append(time.thread_time())

    beat.timeout.connect(tick)
    with tempfile.TemporaryDirectory() as folder:
        file = written(Path(folder), count)
        for _ in range(20):
            QApplication.processEvents()
        passwords = features.vault.passwords
        firsts: list[float] = []
        passwords.news.connect(lambda _entries: firsts.append(time.perf_counter()) if not firsts else None)
        beat.start(16)
        began = time.perf_counter()
        passwords.choose([str(file)])
        while passwords.step is not Step.LOOKED:
            QApplication.processEvents()
            time.sleep(0.001)
        took = time.perf_counter() - began
        until = time.perf_counter() + 1
        while time.perf_counter() < until:
            QApplication.processEvents()
            time.sleep(0.001)
    late = sorted(later - earlier - 0.016 for earlier, later in pairwise(beats))
    own = sorted(later - earlier for earlier, later in pairwise(work))
    print(
        f"{len(passwords.entries)} entries in {took:.2f} s, the first after {firsts[0] - began:.2f} s; "
        f"the window's own work between two beats: worst {own[-1] * 1000:.0f} ms, "
        f"99 of 100 within {own[int(len(own) * 0.99)] * 1000:.0f} ms; "
        f"late: worst {late[-1] * 1000:.0f} ms, 99 of 100 within {late[int(len(late) * 0.99)] * 1000:.0f} ms; "
        f"trouble: {passwords.trouble}"
    )
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
