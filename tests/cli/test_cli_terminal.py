"""An audit on a terminal, and as a stream of events for the window."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from postigo.cli import terminal
from postigo.core.events import Catalogue, Done, Event, Finished
from postigo.pipe.messages import from_line
from tests.support.pace import keeps
from tests.support.program import posix, postigo, recorded
from tests.support.teletype import Screen, command
from tests.support.with_packs import Install

pytestmark = pytest.mark.usefixtures("home")


# --- the stream for the window ---------------------------------------------------------------------------------------


def test_events_tell_everything_as_it_happens(enabled: Install) -> None:
    enabled("wellbehaved")
    with subprocess.Popen(
        command("audit", "--events", "wellbehaved:is.advise", "wellbehaved:is.not-here"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        events = [from_line(Event, line) for line in process.stdout]
        assert process.wait(60) == 1
    assert isinstance(events[0], Catalogue)
    assert isinstance(events[-1], Done)
    assert sum(isinstance(event, Finished) for event in events) == 2


@posix
def test_closing_the_pipe_stops_the_audit(enabled: Install) -> None:
    enabled("patient")

    def to_the_end() -> float:
        with subprocess.Popen(
            command("audit", "--events", "patient:is.waiting"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            lines = [process.stdout.readline(), process.stdout.readline()]
            closed = time.monotonic()
            process.stdin.close()
            lines += process.stdout.readlines()
            status = process.wait(60)
            took = time.monotonic() - closed
        events: list[Event] = [from_line(Event, line) for line in lines if line]
        done = events[-1]
        assert isinstance(done, Done)
        assert done.cancelled
        assert status == 130
        return took

    assert keeps(1, to_the_end)


# --- a terminal ------------------------------------------------------------------------------------------------------


@posix
def test_on_a_terminal_names_are_shown_and_a_copy_of_the_same_has_none() -> None:
    path = recorded("camera.in-use", "act")
    screen = Screen("audit", "camera.in-use", "--replay", str(path), "--details")
    screen.end()
    piped = postigo("audit", "camera.in-use", "--replay", str(path), "--details").stdout
    preview = Screen("audit", "camera.in-use", "--replay", str(path), "--details", "--level", "give-away")
    preview.end()
    assert "program 1" not in screen.text.lower()
    assert "program 1" in piped.lower()
    assert "program 1" in preview.text.lower()
    assert "It has no name, no web pages" in piped
    assert "It has no name, no web pages" not in screen.text


@posix
def test_a_terminal_has_colours_unless_it_says_otherwise() -> None:
    words = ("audit", "update.auto", "--replay", str(recorded("update.auto", "advise")))
    for env, coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)):
        screen = Screen(*words, env=env)
        assert screen.end() == 1
        assert ("\x1b[" in screen.text) is coloured, env


@posix
def test_results_come_as_they_are_answered_and_the_progress_line_leaves_no_trace(enabled: Install) -> None:
    enabled("wellbehaved")
    screen = Screen("audit", "wellbehaved:is.good", "wellbehaved:is.advise", env={"NO_COLOR": "1"})
    assert screen.end() == 1
    assert "Looking 1 of 2: It is well" in screen.text
    last = [line.rpartition("\r")[2] for line in screen.text.rstrip("\n").split("\n")]
    assert not any("Looking" in line for line in last)
    assert last[-3:] == [
        "",
        "When it is done, look again: postigo audit wellbehaved:is.advise",
        "More about it: postigo explain wellbehaved:is.advise",
    ]


@posix
def test_lines_end_where_the_terminal_ends() -> None:
    screen = Screen(
        "audit", "av.active", "--replay", str(recorded("av.active", "act")), env={"NO_COLOR": "1"}, columns=50
    )
    screen.end()
    lines = [line.rpartition("\r")[2] for line in screen.text.rstrip("\n").split("\n")]
    assert max(len(line) for line in lines if "postigo " not in line) < 50


@posix
def test_ctrl_c_tells_what_was_seen_so_far_and_leaves_nothing_running(enabled: Install) -> None:
    enabled("wellbehaved", "patient")

    def to_the_end() -> float:
        screen = Screen("audit", "wellbehaved:is.good", "patient:is.waiting", env={"NO_COLOR": "1"})
        screen.until("Looking 2 of 2")
        pressed = time.monotonic()
        os.write(screen.master, b"\x03")
        os.killpg(screen.process.pid, signal.SIGINT)  # a terminal sends it to its foreground group; ours has none
        assert screen.end() == 130
        took = time.monotonic() - pressed
        assert "All is as it should be." in screen.text
        assert "You stopped the look before this was seen." in screen.text
        return took

    assert keeps(2, to_the_end)


@posix
def test_a_terminal_without_our_signs_gets_others() -> None:
    screen = Screen(
        "audit", "update.auto", "--replay", str(recorded("update.auto", "good")), env={"PYTHONIOENCODING": "ascii"}
    )
    assert screen.end() == 0
    assert "3 - Up to date: what was looked at asks for nothing" in screen.text


def test_letters_that_an_encoding_lacks_become_their_nearest(tmp_path: Path) -> None:
    with (tmp_path / "old").open("w", encoding="ascii") as old:
        assert terminal.fitting("«Cámara» · “a” → b…", old) == '"Camara" - "a" -> b...'
    with (tmp_path / "dos").open("w", encoding="cp850") as dos:
        assert terminal.fitting("Cámara “a”", dos) == 'Cámara "a"'
    with (tmp_path / "new").open("w", encoding="utf-8") as new:
        assert terminal.fitting("«Cámara» · “a”", new) == "«Cámara» · “a”"
