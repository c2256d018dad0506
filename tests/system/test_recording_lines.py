"""Texts of several lines stand in a recording as lists of lines, and nobody who asks sees a difference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from postigo.core.system import Platform
from postigo.system.recording import NotARecording, Recording, dump, load
from postigo.system.recording_lines import joined, split
from postigo.system.replay import Replay
from postigo.testing import cases

FOLDER = Path(__file__).parents[1] / "recordings"
MACHINES = Path(__file__).parents[1] / "machines"


@pytest.mark.parametrize(
    "text",
    ["", "\n", "a", "a\n", "a\nb", "a\nb\n", "a\n\n", "\na\n", "a\r\nb\r\n", "a\u2028b\nc\n", "a\x0bb\n\x1c\n", "\n\n"],
)
def test_every_text_comes_back_as_it_was(text: str) -> None:
    machine = Recording(Platform.LINUX, "0.1.0", {"read /a": text, "run b": {"code": 0, "out": text, "err": text}})
    content = dump(machine)
    assert load(content).answers == machine.answers
    assert dump(load(content)) == content
    assert Replay(load(content)).read("/a") == text.encode()
    assert Replay(load(content)).run("b").out == text


def test_a_text_of_several_lines_is_a_list_in_the_file() -> None:
    answers = {"read /a": "one\ntwo\n", "read /b": "one\n", "read /c": "one\ntwo", "dbus x": {"value": "one\ntwo\n"}}
    written = json.loads(dump(Recording(Platform.LINUX, "0.1.0", answers)))["answers"]
    assert written == {**answers, "read /a": ["one", "two"]}


@pytest.mark.parametrize("answer", [[1], [["a"]], {"out": ["a", 1], "code": 0, "err": ""}])
def test_a_list_of_anything_else_is_refused(answer: object) -> None:
    verb = "run a" if isinstance(answer, dict) else "read a"
    assert joined(verb, answer) == answer
    content = json.dumps(
        {"schema": "postigo.recording/1", "platform": "linux", "app": "0", "answers": {verb: answer}, "verdicts": {}}
    )
    with pytest.raises(NotARecording):
        load(content.encode())


def test_lists_of_other_verbs_are_left_alone() -> None:
    for question in ("glob /a", "powershell x", "registry HKLM\\A"):
        assert joined(question, ["a", "b"]) == ["a", "b"]
        assert split(question, "a\nb\n") == "a\nb\n"


def test_all_recordings_and_machines_come_back_as_they_were() -> None:
    files = [case.path for case in cases(FOLDER)] + sorted(MACHINES.glob("*.json"))
    for path in files:
        recording = load(path.read_bytes())
        assert load(dump(recording)) == recording, path
