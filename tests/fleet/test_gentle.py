"""Low priority of a look on a schedule, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

from tests.support.places import needs

ASKED = "from postigo.fleet.gentle import be_gentle; import os, psutil; be_gentle(); print(os.nice(0), *psutil.Process().ionice())"


@needs("linux")
def test_whoever_works_at_the_computer_comes_first() -> None:
    done = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    nice, kind, place = done.stdout.split()
    assert int(nice) >= 10
    assert (kind, place) == ("2", "7"), "best effort, and last in its queue"
