"""How Postigo ends when it does not end by itself: what set-up says then, what is noted, and of what nothing is."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from installer import first_command, watched, words

from postigo.gui.shell import display
from postigo.store import trace
from tests.support.pace import waits
from tests.support.places import needs
from tests.support.teletype import Screen, command
from tests.support.windows_lane import screen

pytestmark = pytest.mark.breadth(3)

posix = needs("posix")
ROOT = Path(__file__).resolve().parents[2]
CRASH = "from postigo.store import trace; trace.begin(); {between}; import ctypes; ctypes.string_at(0)"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "Ana"
    place.mkdir()
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(place))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANGUAGE", "")
    return place


def a_python(place: Path, script: str) -> Path:
    """What set-up would start as Python, whatever it is asked to run."""
    program = place / "python"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


@posix
@pytest.mark.parametrize("name", ["KILL", "TERM", "HUP"])
def test_whoever_was_ended_from_outside_is_told_so_and_not_that_it_is_broken(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = first_command.start(a_python(tmp_path, f"kill -{name} $$"), ["audit"])
    said = capsys.readouterr().err
    assert said.startswith(f"Postigo was ended from outside (SIG{name})")
    assert ".venv" not in said
    assert first_command.outcome(status, ["audit"]) == 128 + getattr(signal, f"SIG{name}")


@posix
def test_a_crash_names_a_file_with_lines_and_nothing_of_the_person(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = f"secret = 'hunter2 Ana'\n{CRASH.format(between='pass')}"
    status = first_command.start(
        a_python(tmp_path, f"exec {shlex.quote(sys.executable)} -c {shlex.quote(program)}"), []
    )
    said = capsys.readouterr().err
    assert status == -signal.SIGSEGV
    assert "(SIGSEGV)" in said
    assert ".venv" not in said
    note = home / "postigo" / trace.KEPT
    assert str(note) in said
    content = note.read_text(encoding="utf-8")
    assert "Segmentation fault" in content
    assert "in string_at" in content
    assert not any(word in content for word in ("hunter2", str(home), str(ROOT)))
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    assert sorted(path.name for path in note.parent.iterdir()) == [trace.KEPT], "one is kept"


@posix
def test_the_way_to_help_leaves_no_trace_even_of_a_crash(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = CRASH.format(between="trace.end()")
    first_command.start(a_python(tmp_path, f"exec {shlex.quote(sys.executable)} -c {shlex.quote(program)}"), [])
    assert "If it stops again, please tell us." in capsys.readouterr().err
    assert list(home.iterdir()) == []


@posix
def test_who_ends_as_usual_leaves_nothing(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert watched.start(a_python(tmp_path, f'test -f "${trace.TRACE}" && exit 2'), []) == (2, "")
    assert list(home.iterdir()) == []
    assert not list(tmp_path.glob("postigo-*"))


def test_a_fault_in_python_is_noted_by_its_lines_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace, "_ON_THE_WAY_TO_HELP", [])  # another test of this process may have gone there

    def inner(secret: str) -> None:
        raise ValueError(secret)

    try:
        inner("hunter2")
    except ValueError as fault:
        place = trace.keep(fault, home / "postigo")
    assert place is not None
    content = place.read_text(encoding="utf-8")
    assert content.startswith("builtins.ValueError\n")
    assert "in inner" in content
    assert "hunter2" not in content
    assert str(ROOT) not in content
    assert stat.S_IMODE(place.stat().st_mode) & 0o077 == 0 or os.name == "nt"


@posix
@pytest.mark.parametrize(
    ("lang", "told"), [("en", "Stopped. Nothing was changed."), ("es", "Parado. No se ha cambiado nada.")]
)
def test_ctrl_c_is_answered(lang: str, told: str) -> None:
    screen = Screen("audit", env={"LANGUAGE": lang, "LC_ALL": "", "LANG": f"{lang}_ES.UTF-8"})
    screen.until("1")  # the first of "Looking 1 of 48"
    screen.process.send_signal(signal.SIGINT)
    assert screen.end() == 130
    assert screen.text.rstrip().endswith(told)
    assert screen.text.count(told) == 1


@posix
@pytest.mark.parametrize(
    "call", [("--help",), ("audit", "--help"), ("auditt",), ("--format", "xml"), ("audit", "--nothing")]
)
def test_the_chosen_language_reaches_every_command(home: Path, call: tuple[str, ...]) -> None:
    (home / "postigo").mkdir()
    (home / "postigo/settings.toml").write_text('language = "es"\n', encoding="utf-8")
    screen = Screen(*call, env={"LANG": "en_GB.UTF-8", "LC_ALL": ""})
    screen.end()
    spanish = ("opciones", "Postigo no conoce", "Postigo no entiende")
    assert any(word in screen.text for word in spanish), screen.text


def test_set_up_speaks_the_chosen_language_too(home: Path) -> None:
    assert words.sentence("interrupted") == "Stopped. Nothing was changed."
    (home / "postigo").mkdir()
    (home / "postigo/settings.toml").write_text('language = "es"\n', encoding="utf-8")
    assert words.sentence("interrupted") == "Parado. No se ha cambiado nada."
    (home / "postigo/settings.toml").write_text("language = [\n", encoding="utf-8")
    assert words.sentence("interrupted") == "Stopped. Nothing was changed."


@needs("x11")
@pytest.mark.parametrize(
    "screen",
    [
        {"DISPLAY": ":4242"},
        {"DISPLAY": "no:such:thing"},
        {"WAYLAND_DISPLAY": "wayland-4242"},
        {"WAYLAND_DISPLAY": "wayland-4242", "DISPLAY": ":4242", "XDG_RUNTIME_DIR": "/nowhere"},
        {"DISPLAY": ":4242", "QT_QPA_PLATFORM": "xcb"},
        {"DISPLAY": ":4242", "QT_QPA_PLATFORM": "nonsense"},
        {"DISPLAY": ":4242", "QT_QPA_PLATFORM_PLUGIN_PATH": "/nowhere", "QT_PLUGIN_PATH": "/nowhere"},
    ],
    ids="-".join,
)
def test_a_display_that_nobody_answers_is_one_sentence_or_a_number_for_set_up(screen: dict[str, str]) -> None:
    names = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"}
    environ = {name: value for name, value in os.environ.items() if name not in names} | screen
    ends = []
    for words_ in ([], ["--try-window"]):
        done = subprocess.run(command(*words_), env=environ, capture_output=True, text=True, timeout=120, check=False)
        ends.append((done.returncode, done.stdout, done.stderr))
    sentence = "There can be no window here. To look at this device in the terminal, type: postigo audit\n"
    assert ends == [(64, "", sentence), (69, "", "")]


@needs("x11")
@pytest.mark.parametrize("kind", ["x11", "wayland"])
def test_a_display_that_takes_the_call_and_stays_silent_is_left_alone(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt would wait for it without end, and no Ctrl-C would reach it."""
    monkeypatch.setattr(display, "PATIENCE", 0.5)
    with socket.socket(socket.AF_UNIX) as silent:
        if kind == "x11":
            number = 4000 + os.getpid() % 4000
            silent.bind(f"\0/tmp/.X11-unix/X{number}")  # the abstract name is asked first, and leaves no file
            monkeypatch.setenv("DISPLAY", f":{number}")
        else:
            silent.bind(str(tmp_path / "w"))
            monkeypatch.setenv("WAYLAND_DISPLAY", "w")
            monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        silent.listen()
        assert not (display.x11 if kind == "x11" else display.wayland)()


@needs("screen")
def test_a_display_that_answers_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with screen() as there:
        monkeypatch.setenv("DISPLAY", there["DISPLAY"])
        assert display.x11()
        display.let_go()


@needs("screen", "qt")
def test_ctrl_c_ends_the_window_though_nothing_happens_in_it() -> None:
    with screen() as there:
        window = Screen("--lang", "en", env={"DISPLAY": there["DISPLAY"], "QT_QPA_PLATFORM": "xcb"})
        time.sleep(1)
        assert waits(lambda: b"libQt6Widgets" in Path(f"/proc/{window.process.pid}/maps").read_bytes(), 30)
        time.sleep(2)
        window.process.send_signal(signal.SIGINT)
        assert window.end() == 130
        assert window.text.rstrip().endswith("Stopped. Nothing was changed.")
