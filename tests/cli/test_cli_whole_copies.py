"""What goes to stdout goes there whole, or is said not to have: copies on a full disk, events of which nobody reads."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from postigo.core.events import Catalogue, Done, Event, Finished
from postigo.pipe.messages import from_line
from tests.support.program import posix
from tests.support.teletype import command

pytestmark = [pytest.mark.usefixtures("home"), pytest.mark.breadth(3)]

FAMILY = Path(__file__).parents[1] / "machines/windows-11-family.json"
BUFFER, NO_BUFFER = {"PYTHONUNBUFFERED": ""}, {"PYTHONUNBUFFERED": "1"}
"""Without, one call writes what a pipe or a disk takes just then: as in many containers, where this is set for all."""


@posix
@pytest.mark.parametrize("form", ["html", "json", "text"])
@pytest.mark.parametrize("env", [BUFFER, NO_BUFFER], ids=["buffered", "unbuffered"])
def test_a_copy_that_does_not_fit_is_never_taken_for_whole(tmp_path: Path, form: str, env: Mapping[str, str]) -> None:
    copy = tmp_path / "copy"
    limited = (
        f'ulimit -f 8; exec "$@" > {shlex.quote(str(copy))}'  # blocks of 512 bytes or of 1024, as the shell has it
    )
    wanted = command("audit", "--replay", str(FAMILY), "--format", form)
    done = subprocess.run(
        ["sh", "-c", limited, "sh", *wanted],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, **env},
    )
    assert copy.stat().st_size in {4096, 8192}
    assert done.returncode == 74
    assert done.stderr.startswith("The disk is full: not everything could be written.")


@posix
def test_ctrl_c_while_nobody_reads_cuts_no_event() -> None:
    import fcntl  # noqa: PLC0415 - POSIX only
    import termios  # noqa: PLC0415 - as above

    with subprocess.Popen(
        command("audit", "--events", "--replay", str(FAMILY)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **NO_BUFFER},
    ) as process:
        assert process.stdout is not None

        def waiting(pipe: int = process.stdout.fileno()) -> int:
            return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)

        before = 0
        while not before or waiting() > before:  # until the pipe is full
            before = waiting()
            time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)  # it is heard within the call that writes
        events: list[Event] = [from_line(Event, line) for line in process.stdout]
        assert process.wait(60) == 130
    first, last = events[0], events[-1]
    assert isinstance(first, Catalogue)
    assert isinstance(last, Done)
    assert last.cancelled
    assert sum(isinstance(event, Finished) for event in events) == len(first.listed)


def test_events_go_into_no_file(tmp_path: Path) -> None:
    place = tmp_path / "events"
    with place.open("w") as file:
        done = subprocess.run(
            command("audit", "--events", "--replay", str(FAMILY)),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 64
    assert done.stderr.startswith("--events speaks to programs, on a pipe.")
    assert place.read_bytes() == b""
