"""A machine that is like another shares what that one has read, and nothing that differs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postigo.core.system import CannotTell, Platform, Unknown
from postigo.system.recording import Recording
from postigo.system.replay import Replay

ONE = Recording(Platform.LINUX, "0.1.0", {"read /a": "first", "read /b": "same", "which c": "/usr/bin/c"})


def asked() -> Replay:
    machine = Replay(ONE)
    assert (machine.read("/a"), machine.read("/b"), machine.which("c")) == (b"first", b"same", "/usr/bin/c")
    return machine


def test_an_answer_that_differs_is_read_anew_and_the_others_are_not() -> None:
    before = asked()
    after = Replay(replace(ONE, answers={**ONE.answers, "read /a": "second"}), before)
    assert after.read("/a") == b"second"
    assert after.read("/b") is before.read("/b")
    assert before.read("/a") == b"first"


def test_an_answer_that_was_taken_away_is_missing() -> None:
    less = {question: answer for question, answer in ONE.answers.items() if question != "read /a"}
    after = Replay(replace(ONE, answers={**less, "which c": {"unknown": "denied"}}), asked())
    with pytest.raises(CannotTell) as missing:
        after.read("/a")
    with pytest.raises(CannotTell) as denied:
        after.which("c")
    assert (missing.value.why, denied.value.why) == (Unknown.MISSING, Unknown.DENIED)


def test_what_is_absent_counts_as_missing_for_who_did_not_declare_it_whoever_asked_before() -> None:
    machine = Recording(Platform.LINUX, "0.1.0", {"read /a": {"absent": True}})
    before = Replay(machine)
    assert before.read("/a", optional=True).__class__.__name__ == "Absent"
    with pytest.raises(CannotTell):
        Replay(machine, before).read("/a")


def test_it_asks_and_declares_for_itself() -> None:
    after = Replay(ONE, asked())
    assert after.asked == set()
    after.read("/b", optional=True)
    assert (after.asked, after.declared) == ({"read /b"}, {"read /b"})
