"""The command line: its help, calls that are wrong, and the words of a call."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from postigo.cli import parser, terminal
from postigo.cli.parser import Parser
from postigo.reports.printable import harmless
from tests.support.places import needs
from tests.support.program import posix, postigo, refused

pytestmark = pytest.mark.usefixtures("home")


# --- help ------------------------------------------------------------------------------------------------------------


def test_help_names_every_command() -> None:
    done = postigo("--help")
    assert done.returncode == 0
    for word in ("audit", "checks", "explain", "packs", "record", "usage:"):
        assert word in done.stdout


def test_help_speaks_the_language_of_the_person() -> None:
    spanish = postigo("audit", "--help", env={"LANG": "es_ES.UTF-8", "LC_ALL": "es_ES.UTF-8"})
    assert "uso: postigo audit" in spanish.stdout
    assert "opciones:" in spanish.stdout
    assert postigo("audit", "--help", "--lang", "es").stdout == spanish.stdout
    assert not re.search(r"usage|options|show|the language", spanish.stdout)


def test_help_imports_neither_the_vocabulary_nor_the_engine() -> None:
    """That is what keeps it under 50 ms; the benchmark measures, this holds."""
    script = "import sys; from postigo.__main__ import main; main(['--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    heavy = {
        "dataclasses",
        "postigo.core",
        "postigo.words",
        "postigo.audit",
        "shutil",
        "subprocess",
        "importlib.resources",
    }
    bare = "import argparse, sys; argparse.HelpFormatter('', width=78).format_help(); print(*sys.modules)"
    python = subprocess.run([sys.executable, "-c", bare], capture_output=True, text=True, check=True)
    needed = set(python.stdout.split())  # from 3.14 on, argparse itself needs dataclasses
    assert heavy & set(done.stdout.splitlines()[-1].split()) - needed == set()


def test_a_command_is_parsed_though_a_newer_python_wants_to_paint_it() -> None:
    """Python 3.14 makes the parser of each command with `color`, which older ones do not know."""
    assert "\x1b" not in Parser(prog="postigo audit", color=True).format_help()


def test_the_version() -> None:
    assert re.fullmatch(r"Postigo \d+\.\d+\.\d+\n", postigo("--version").stdout)


# --- calls that are wrong --------------------------------------------------------------------------------------------


WRONG = [
    (["audit", "--tip", "9"], "--tip does not know “9”. It knows 1, 2, 3, 4, 5 and 6."),
    (["audit", "--format", "odt"], "--format does not know “odt”."),
    (["audit", "--level", "all"], "--level does not know “all”."),
    (["audit", "--scope", "me"], "--scope does not know “me”."),
    (["audit", "--frobnicate"], "unrecognized arguments: --frobnicate"),
    (["audit", "--form", "json"], "unrecognized arguments: --form"),
    (["frobnicate"], "postigo --help"),
    (["explain"], "postigo explain --help"),
    (["--lang", "fr"], "Postigo does not speak “fr”. It speaks en and es."),
    (["audit", "--lang=fr"], "Postigo does not speak “fr”."),
    (["audit", "--replay", "nowhere.json"], "There is no file nowhere.json."),
    (["audit", "--replay", "."], "is a folder"),
    (["audit", "--output", ""], "The new file needs a name."),
    (["audit", "--output", "a" * 300], "This name is too long for a file."),
    (["audit", "--events", "--format", "json"], "--events goes with no --format."),
    (["packs", "destroy", "acme"], "postigo packs does not know “destroy”. It knows enable and disable."),
    (["packs", "enable"], "Which pack?"),
    (["packs", "enable", "nowhere"], "There is no pack “nowhere” here."),
    (["packs", "disable", "postigo_checks"], "It always runs."),
    (["packs", "disable", "built-in"], "There is no pack “built-in” here."),
    (["record", "--output", "a.json"], "nobody is here to see it. Add --yes"),
    (["explain", "camera.inuse"], "Did you mean camera.in-use"),
    (["audit", "camera.inuse"], "Did you mean camera.in-use"),
    (["audit", "qwertyuiop"], "There is no check “qwertyuiop” here. This lists them all: postigo checks"),
    (["audit", "firewall.enabled", "--tip", "2"], "“firewall.enabled” does not go with this --tip or --scope."),
    (["audit", "--output"], "--output needs something behind it."),
    (["audit", "--details=3"], "--details takes nothing behind it."),
    (["explain", "camera.in-use", "net.wifi"], "unrecognized arguments: net.wifi. Type “postigo explain --help”"),
]
ONE_OF_EACH_KIND = (0, 4, 6, 8, 10, 14, 15, 19, 20, 21)
"""A value, an option, a command, the language, a file, options together, packs, a terminal that is none, a check asked of a worker."""


@pytest.mark.parametrize(("words", "sentence"), WRONG)
def test_a_wrong_call_is_answered_with_one_sentence(
    words: list[str], sentence: str, tmp_path: Path, called: Callable[..., str]
) -> None:
    assert sentence in called(*words)
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


@pytest.mark.parametrize(("words", "sentence"), [WRONG[number] for number in ONE_OF_EACH_KIND])
def test_a_wrong_call_ends_the_program_with_its_status(words: list[str], sentence: str, tmp_path: Path) -> None:
    assert sentence in refused(*words, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


def test_a_wrong_call_is_answered_in_the_language_of_the_person() -> None:
    assert refused("audit", "--tip", "9", "--lang", "es").startswith("--tip no conoce «9». Conoce 1, 2")


NO_RECORDING = [
    (b"", "it is not JSON"),
    (b"\xff\xfe\x00", "it is not JSON"),
    (b"[1, 2]", 'it is JSON, but has no "schema"'),
    (b'{"schema": "postigo.recording/9"}', "its schema is 'postigo.recording/9'"),
    (b'{"schema": "postigo.recording/1", "platform": "amiga", "app": "1", "answers": {}}', "platform"),
    (b"[" * 100_000, "it is not JSON"),
]


@pytest.mark.parametrize(("content", "reason"), NO_RECORDING, ids=range(len(NO_RECORDING)))
@pytest.mark.parametrize("words", [["audit"], ["checks"], ["explain", "camera.in-use"], []])
def test_what_is_no_recording_is_refused(
    words: list[str], content: bytes, reason: str, tmp_path: Path, called: Callable[..., str]
) -> None:
    file = tmp_path / "machine.json"
    file.write_bytes(content)
    sentence = called(*words, "--replay", str(file))
    assert f"{file} is not a recording of a machine" in sentence
    assert reason in sentence


@pytest.mark.parametrize("words", [["audit"], []])
def test_what_is_no_recording_ends_the_program_with_its_status(words: list[str], tmp_path: Path) -> None:
    file = tmp_path / "machine.json"
    file.write_bytes(b"[" * 100_000)
    assert f"{file} is not a recording of a machine" in refused(*words, "--replay", str(file))


@needs("x11")
def test_without_a_screen_there_is_a_sentence_and_the_way_to_the_terminal() -> None:
    assert refused().endswith("type: postigo audit")


# --- the words of the call -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "chosen", "code"),
    [
        ([], None, "en"),
        ([], "es", "es"),
        ([], "tlh", "en"),
        (["--lang", "es"], None, "es"),
        (["--lang", "en"], "es", "en"),
        (["audit", "--lang=es_ES"], None, "es"),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(words: list[str], chosen: str | None, code: str) -> None:
    assert parser.spoken(words, chosen) == code


def test_replay_may_stand_before_or_behind_the_command() -> None:
    before, behind = parser.parse(["--replay", "a", "audit"], "en"), parser.parse(["audit", "--replay", "a"], "en")
    assert before.replay == behind.replay == "a"
    assert parser.parse(["audit"], "en").replay is None


def test_only_colours_of_ours_reach_a_terminal_as_commands() -> None:
    told = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n")
    terminal.write(["\x1b[1mname \x1b]0;title\x07 \x9b2J\u202e\x1b[0m"], told)
    told.seek(0)
    assert told.read() == "\x1b[1mname \ufffd]0;title\ufffd \ufffd2J\ufffd\x1b[0m\n"


@posix
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_recording_that_is_no_ordinary_file_is_refused(tmp_path: Path, kind: str, called: Callable[..., str]) -> None:
    file = tmp_path / "made"
    os.mkfifo(file) if kind == "pipe" else file.symlink_to("/dev/zero")
    assert "it is not an ordinary file" in called("audit", "--replay", str(file))


def test_json_lets_no_command_to_a_terminal_through() -> None:
    assert harmless('"a\x9b2J\x7f é"') == '"a\\u009b2J\\u007f é"'


def test_plans_for_several_systems_that_have_one_title_are_told_apart() -> None:
    """The largest line names no tool; where all ways stand below each other, each is marked by its own."""
    said = postigo("explain", "update.os-pending").stdout
    titles = [line for line in said.splitlines() if "Install the updates" in line or "Update the system" in line]
    assert len(titles) == len(set(titles)) > 1
