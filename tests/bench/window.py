"""Bench of the window: its first frame, its memory, and how late its event loop is while an audit runs."""

from __future__ import annotations

import shutil
import statistics
import subprocess
from collections.abc import Iterator

from tests.bench.rows import AS_AT_HOME, PYTHON, ROOT, Row
from tests.support.windows_lane import screen

MACHINE = "tests/machines/windows-11-family.json"

# Prints when the window has drawn for the first time, counted from the start of its process, and the peak memory then.
FIRST_FRAME = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
ticks = int(open('/proc/self/stat').read().rpartition(')')[2].split()[19]) / os.sysconf('SC_CLK_TCK')
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow():
            QTimer.singleShot(0, self.tell)
            QApplication.instance().removeEventFilter(self)
        return False
    def tell(self):
        up = time.clock_gettime(time.CLOCK_BOOTTIME)
        print(up - ticks, time.process_time(), flush=True)
        QTimer.singleShot(4000, self.end)
    def end(self):
        high = next(l for l in open('/proc/self/status') if l.startswith('VmHWM')).split()[1]
        print(int(high) * 1024, flush=True)
        os._exit(0)
from postigo.__main__ import main
watch = Watch()
made = QApplication.__init__
def hook(self, *words):
    made(self, *words)
    self.installEventFilter(watch)
QApplication.__init__ = hook
main(sys.argv[1:])
"""

# Prints in ms how late a timer of 4 ms was from the first moment of a look to a second after its end, and what the window's
# own thread computed between two of its beats: 99 of 100, and the worst. The second pair holds on a busy machine too.
LATE = """
import os, sys, time
from itertools import pairwise
from PySide6.QtCore import Qt, QTimer
import postigo.gui.main as window
made = window.open_window
def open_window(*words, **more):
    shown, features = made(*words, **more)
    beat = QTimer(shown, interval=4, timerType=Qt.TimerType.PreciseTimer)
    beats = []
    def tick():
        beats.append((time.perf_counter(), time.thread_time()))
    def end():
        for column, usual in ((0, 0.004), (1, 0)):
            late = sorted(1000 * (b[column] - a[column] - usual) for a, b in pairwise(beats))
            print(late[int(len(late) * 0.99)], late[-1], flush=True)
        os._exit(0)
    beat.timeout.connect(tick)
    features.audit.changed.connect(lambda: beats or (tick(), beat.start()))
    features.audit.looked.connect(lambda: QTimer.singleShot(1000, end))
    return shown, features
window.open_window = open_window
from postigo.__main__ import main
main(sys.argv[1:])
"""


def rows(runs: int) -> Iterator[Row]:
    """The window on a remembered machine, under Xvfb."""
    if not shutil.which("Xvfb"):
        yield Row("window, first frame", "no Xvfb")
        return
    with screen() as display:
        frames = [_numbers(FIRST_FRAME, display) for _ in range(runs + 1)]
        late = [_numbers(LATE, display) for _ in range(runs + 1)]
    wall, cpu, peak = map(statistics.median, zip(*frames[1:], strict=True))
    yield Row("window, first frame", f"{wall:.3f} s", f"CPU {cpu:.2f} s")
    yield Row("window, peak memory", f"{peak / 1e6:.1f} MB", "after a whole audit of a remembered machine")
    most, worst, own_most, own_worst = map(statistics.median, zip(*late[1:], strict=True))
    yield Row("window, loop late while it looks, 99 of 100", f"{most:.0f} ms", f"own work {own_most:.0f} ms")
    yield Row("window, loop late while it looks, worst", f"{worst:.0f} ms", f"own work {own_worst:.0f} ms")


def _numbers(program: str, display: dict[str, str]) -> list[float]:
    done = subprocess.run(
        [str(PYTHON), "-c", program, "--replay", str(ROOT / MACHINE)],
        env=AS_AT_HOME | display | {"QT_QPA_PLATFORM": "xcb"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return [float(number) for number in done.stdout.split()]
