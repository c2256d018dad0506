"""Lines over a child's pipes: how they are split, how a child is heard, and how it ends."""

from __future__ import annotations

import itertools
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

import tests.support.offscreen  # noqa: F401 - before anything of Qt
from postigo.core.events import Event, Started
from postigo.pipe.child_end import set_apart
from postigo.pipe.host import Ended, Host, start
from postigo.pipe.messages import from_line, to_line
from postigo.pipe.protocol import LONGEST, Lines, send
from postigo.pipe.qt_host import QtHost
from tests.support.places import needs

Open = Callable[..., Host]


@pytest.fixture
def host() -> Iterator[Open]:
    opened: list[Host] = []

    def host(code: str, most_waiting: int = 0) -> Host:
        opened.append(Host(start([sys.executable, "-c", code], errors=True), most_waiting))
        return opened[-1]

    yield host
    for one in opened:
        one.kill()
        one.close_stdin()


def heard(one: Host) -> list[bytes]:
    """All its lines, to its end."""
    lines: list[bytes] = []
    with suppress(Ended):
        lines += one.lines()
    return lines


# --- lines


@given(
    some.lists(some.binary().map(lambda line: line.replace(b"\n", b"")), max_size=5), some.lists(some.integers(0, 40))
)
def test_lines_are_the_same_however_they_come(lines: list[bytes], cuts: list[int]) -> None:
    whole = b"".join(line + b"\n" for line in lines)
    places = sorted({0, len(whole), *(min(cut, len(whole)) for cut in cuts)})
    split = Lines()
    came = [line for begin, end in itertools.pairwise(places) for line in split.feed(whole[begin:end])]
    assert came == lines
    assert not split.too_long


def test_what_has_no_end_is_too_long_and_what_was_whole_before_it_is_heard() -> None:
    lines = Lines(longest=8)
    assert lines.feed(b"one\ntwo\n12345678") == [b"one", b"two"]
    told = [(lines.feed(part), lines.too_long) for part in (b"", b"9", b"\n")]
    assert told == [([], False), ([], True), ([b"123456789"], True)], "nothing that comes later can be trusted"


@given(some.text())
def test_a_message_is_one_line_of_ascii(check: str) -> None:
    line = to_line(Started(check))
    assert line.isascii()
    assert line.index(b"\n") == len(line) - 1
    assert from_line(Event, line) == Started(check)


def test_a_line_is_written_whole_however_little_a_pipe_takes() -> None:
    reads, writes = os.pipe()
    got = bytearray()

    def read() -> None:
        while part := os.read(reads, 1 << 10):
            got.extend(part)

    reader = threading.Thread(target=read)
    reader.start()
    line = b"x" * 300_000 + b"\n"  # no pipe holds as much
    send(writes, bytearray(line))
    os.close(writes)
    reader.join(60)
    os.close(reads)
    assert got == line


# --- a child that is heard


def test_a_child_is_heard_line_by_line_and_its_end_is_told(host: Open) -> None:
    one = host("import sys; print('one'); print('two'); sys.exit(3)")
    assert heard(one) == [b"one", b"two"]
    with pytest.raises(Ended, match="ended with status 3") as end:
        one.receive(0.1)
    assert end.value.status == 3


@needs("posix")
def test_a_child_that_was_killed_is_told_by_the_name_of_the_signal(host: Open) -> None:
    one = host("import os, signal; print('one', flush=True); os.kill(os.getpid(), signal.SIGKILL)")
    assert heard(one) == [b"one"]
    with pytest.raises(Ended, match="SIGKILL"):
        one.receive()


def test_nothing_for_so_long_is_no_end(host: Open) -> None:
    one = host("import sys; sys.stdin.read()")
    assert one.receive(0.05) is None
    assert one.silence > 0.04


def test_what_it_is_told_comes_through_and_the_end_of_its_stdin_ends_it(host: Open) -> None:
    one = host("import sys\nfor line in sys.stdin: print(line[::-1].strip(), flush=True)")
    one.send(b"abc\n")
    assert one.receive(30) == b"cba"
    one.close(30)
    assert one.process.returncode == 0


def test_a_child_that_does_not_heed_the_end_of_its_stdin_is_killed(host: Open) -> None:
    one = host("import time; print('ready', flush=True); time.sleep(60)")
    assert one.receive(30) == b"ready"
    began = time.monotonic()
    one.close(0.05)
    assert time.monotonic() - began < 20
    assert one.process.returncode != 0


def test_to_tell_a_dead_child_something_is_no_fault_and_shows_when_it_is_heard(host: Open) -> None:
    one = host("")
    one.process.wait(30)
    one.send(b"x" * 300_000)
    with pytest.raises(Ended, match="status 0"):
        one.receive(30)


def test_a_line_without_an_end_ends_it(host: Open) -> None:
    one = host("import sys\nprint('one')\nwhile True: sys.stdout.write('x' * 65536)")
    assert one.receive(30) == b"one"
    with pytest.raises(Ended):
        one.receive(60)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # which is what it is about
def test_a_line_for_which_the_memory_is_too_short_ends_it(host: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_short(_lines: Lines, _part: bytes) -> list[bytes]:
        raise MemoryError

    monkeypatch.setattr(Lines, "feed", too_short)
    one = host("print('one', flush=True); import time; time.sleep(60)")
    with pytest.raises(Ended):
        assert one.receive(20) is None, "nobody waits for ever"
    one.close(0.1)  # and with it its thread, so that no other test hears of it


def test_a_flood_stops_at_its_source(host: Open) -> None:
    code = "import sys, time\nfor n in range(10**6): print(n)\n"
    one = host(code, most_waiting=10)
    assert one.receive(30) == b"0"
    time.sleep(0.3)
    assert one.process.poll() is None, "it waits for us"
    assert [one.receive(30) for _ in range(3)] == [b"1", b"2", b"3"]


def test_what_it_wrote_last_is_known_after_it_was_killed(host: Open) -> None:
    one = host("import time; print('+7', flush=True); print('ready', flush=True); time.sleep(60)")
    while one.process.poll() is None and one._lines.qsize() < 2:
        time.sleep(0.01)
    assert one.kill() == [b"+7", b"ready"]
    assert one.process.poll() is not None


def test_its_last_words_are_those_on_stderr(host: Open) -> None:
    one = host("import sys; sys.exit('no such file')")
    assert heard(one) == []
    assert one.last_error_line == "no such file"


# --- the child's own ends

NOBODY_PRINTS = f"""
import os, sys
sys.path[:0] = {sys.path!r}
from postigo.pipe.child_end import lead_nowhere, set_apart, when_closed
from postigo.pipe.protocol import send
own, asked = set_apart(1), set_apart(0)
lead_nowhere(2)
print("a library prints", flush=True)
print("and complains", file=sys.stderr, flush=True)
assert sys.stdin.read() == ""
send(own, b"mine\\n")
when_closed(asked, lambda: os._exit(7))
import time; time.sleep(60)
"""


def test_what_a_library_prints_or_reads_does_not_reach_the_pipe(host: Open) -> None:
    one = host(NOBODY_PRINTS)
    assert one.receive(30) == b"mine"
    assert one.receive(0.1) is None
    one.close_stdin()
    with pytest.raises(Ended, match="status 7"):
        one.receive(30)
    assert one.last_error_line == ""


def test_a_stream_that_is_set_apart_can_be_read_on_its_own() -> None:
    reads, writes = os.pipe()
    own = set_apart(reads)
    os.write(writes, b"mine")
    assert os.read(own, 10) == b"mine"
    assert os.read(reads, 10) == b""
    for file in (reads, writes, own):
        os.close(file)


# --- as a window has it (more in test_gui_models.py and test_gui_passwords_real.py)


def test_many_lines_come_in_slices_and_the_end_after_the_last(qtbot: QtBot) -> None:
    one = QtHost(parent := QObject())
    lines: list[bytes] = []
    one.line.connect(lines.append)
    one.line.connect(lambda _: time.sleep(0.0005))
    slices: list[int] = []
    one._soon.timeout.connect(lambda: slices.append(len(lines)))
    with qtbot.waitSignal(one.ended, timeout=60_000) as ended:
        one.start([sys.executable, "-c", "for n in range(400): print(n)"])
    assert lines == [str(n).encode() for n in range(400)]
    assert ended.args == ["the child ended with status 0"]
    assert len(slices) > 3, "the window could paint meanwhile"
    del parent


def test_a_last_line_that_is_too_long_is_told_once(qtbot: QtBot) -> None:
    one = QtHost(parent := QObject())
    told: list[str] = []
    one.ended.connect(told.append)
    with qtbot.waitSignal(one.ended, timeout=60_000):
        one.start([sys.executable, "-c", f"import os; os.write(1, b'x' * {LONGEST + 1})"])
    qtbot.wait(50)
    assert told == [f"the child wrote a line of more than {LONGEST} bytes"]
    assert not one._soon.isActive(), "nothing is left to hand over"
    del parent


def test_whoever_hears_a_line_may_abandon_the_rest(qtbot: QtBot) -> None:
    one = QtHost(parent := QObject())
    lines: list[bytes] = []
    one.line.connect(lines.append)
    one.line.connect(lambda _: one.abandon())
    with qtbot.assertNotEmitted(one.ended, wait=200), qtbot.waitSignal(one.line, timeout=60_000):
        one.start([sys.executable, "-c", "for n in range(400): print(n)"])
    assert lines == [b"0"]
    del parent
