"""Empty names of files and folders in a call: one sentence, before anything is looked at. To the system they are the folder of now."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from postigo.cli import parser, typed
from postigo.cli.status import UsageError
from tests.support.program import inside

SAID = "A file or folder in this call has an empty name. Type its name."
NEW = {"output", "report", "windows_calls"}
"""Options for a new file. Each needs a name too, and `output.refuse_unless_new` says so."""


def _actions() -> Iterator[tuple[str, argparse.Action, list[str]]]:
    """Each place of a call that takes a file or a folder: its command, and the words that come before it."""
    whole = parser.parser("en")
    commands = next(one for one in whole._actions if isinstance(one, argparse._SubParsersAction)).choices
    for name, command in commands.items():
        before: list[str] = []
        for action in command._actions:
            if action.metavar is not None and ("FILE" in action.metavar or "FOLDER" in action.metavar):
                yield name, action, before + action.option_strings[-1:]
            if not action.option_strings:
                before = [*before, "x"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_no_file_that_is_read_has_an_empty_name() -> None:
    seen = 0
    for command, action, words in _actions():
        if action.dest in NEW or (command, action.dest) in {("schedule", "file"), ("fleet", "what")}:
            continue
        seen += 1
        assert action.type is typed.place, (command, action.dest)
        if seen in {1, 5}:  # argparse hands every kind the same word
            with pytest.raises(UsageError) as wrong:
                parser.parse([command, *words, ""], "en")
            assert wrong.value.text.one == SAID
    assert seen > 15


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("--replay", ""), SAID),
        (("policy", "--check", ""), SAID),
        (("papers", "families", "--policy", ""), SAID),
        (("papers", "families", "--output", ""), "The new file needs a name."),
        (("schedule", "key", ""), "The new file needs a name."),
        (("fleet", "report", ".", "--output", ""), "The new file needs a name."),
        (("audit", "--report", ""), "The new file needs a name."),
        (("record", "--windows-calls", ""), "The new file needs a name."),
        (("fleet", "tidy", ""), "“tidy” takes FOLDER."),
    ],
)
def test_an_empty_name_is_one_sentence_and_nothing_is_made(home: Path, call: tuple[str, ...], said: str) -> None:
    done = inside("--lang", "en", *call)
    assert (done.returncode, done.stdout) == (64, "")
    assert done.stderr.startswith(said)
    assert len(done.stderr.strip().splitlines()) == 1
    assert list(home.iterdir()) == []
