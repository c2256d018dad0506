"""Errands about a log in a process of their own: what comes back, and what becomes of them when nobody waits."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from postigo.evidence import bag, chain, sealed, stamps
from postigo.evidence.clock import now
from postigo.evidence.entry import Draft, Part
from postigo.evidence.errands import (
    Add,
    Answer,
    Begin,
    Drafted,
    Errand,
    Handed,
    HandOver,
    Hash,
    Hashed,
    KeepStamp,
    Open,
    Opened,
    Refused,
    WriteDraft,
    done,
)
from postigo.evidence.rules import Gate
from postigo.guidance.path import Age
from postigo.pipe import reexec
from postigo.pipe.messages import from_line, to_line
from postigo.reports.document.formats import Form
from tests.support.places import needs
from tests.support.quick_age import quick
from tests.support.time_stamps import Authority

__all__ = ["quick"]  # a fixture, found by its name

CANARY = "zq-canary-zq"
FOLDERS = reexec.folders_of(("postigo", "postigo_resources", "pyrage"))
COMMAND = reexec.bare("postigo.errand", FOLDERS, alone=True)


def started(errand: Errand, command: Sequence[str] = COMMAND) -> subprocess.Popen[bytes]:
    run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdin is not None
    run.stdin.write(to_line(errand))
    run.stdin.flush()
    return run


def answer(errand: Errand, command: Sequence[str] = COMMAND) -> Answer:
    with started(errand, command) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        line, said = run.stdout.readline(), run.stderr.read()
        assert (run.wait(60), said) == (0, b"")
    found: Answer = from_line(Answer, line)
    return found


@pytest.mark.usefixtures("cheap_seal")
def test_every_errand_and_its_answer_travel_as_they_are(tmp_path: Path) -> None:
    where, file = str(tmp_path / "a.age"), tmp_path / "shot.png"
    file.write_bytes(b"threat")
    errands: list[tuple[Errand, type]] = [
        (Begin(where, "pw", Age.ADULT), Opened),
        (Open(where, "wrong"), Refused),
        (Hash(str(file), Gate.CLEAR), Hashed),
        (Hash(str(file), Gate.UNSURE), Refused),
        (Add(where, "pw", Draft(said={Part.WHAT: CANARY}), Age.TEEN), Opened),
        (Open(where, "pw"), Opened),
        (HandOver(where, "pw", str(tmp_path / "copy"), True, "es"), Handed),
        *((WriteDraft(where, "pw", str(tmp_path / f"d.{form.value}"), form, "es", "ES"), Drafted) for form in Form),
        (WriteDraft(where, "pw", str(tmp_path / "d.text"), Form.PAGE, "en", "GB"), Refused),
        (WriteDraft(where, "pw", str(tmp_path / "none/d.text"), Form.TEXT, "en", "GB"), Refused),
    ]
    for errand, kind in errands:
        assert from_line(Errand, to_line(errand)) == errand
        told = done(errand)
        assert isinstance(told, kind)
        assert from_line(Answer, to_line(told)) == told
    assert (tmp_path / "copy/papel.txt").is_file()
    assert (tmp_path / "d.text").read_text("utf-8").startswith("Borrador de denuncia a la policía")
    assert (tmp_path / "d.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert (tmp_path / "d.pdf").read_bytes().startswith(b"%PDF-")
    assert {one.name for one in tmp_path.iterdir()} == {"a.age", "shot.png", "copy", "d.text", "d.html", "d.pdf"}
    if os.name == "posix":
        assert (tmp_path / "d.text").stat().st_mode & 0o777 == 0o600


def test_nothing_that_was_typed_shows_when_an_errand_is_printed() -> None:
    errand = Add(f"/{CANARY}", CANARY, Draft(said={Part.WHAT: CANARY}), Age.ADULT)
    for one in (
        errand,
        Open(CANARY, CANARY),
        HandOver(CANARY, CANARY, CANARY, False, "en"),
        WriteDraft(CANARY, CANARY, CANARY, Form.TEXT, "en", "GB"),
        Hash(CANARY, Gate.CLEAR),
    ):
        assert CANARY not in repr(one)
    assert not [word for word in COMMAND if "evidence" in word.casefold()], "lists of processes say nothing"


@needs("posix")
def test_what_saves_is_finished_when_nobody_waits_and_the_rest_ends(tmp_path: Path) -> None:
    where = tmp_path / "a.age"
    with started(Begin(str(where), "pw", Age.ADULT)) as run:
        assert run.communicate(timeout=60)[1] == b""
        assert run.returncode == 0
    told = answer(Open(str(where), "pw"))
    assert isinstance(told, Opened)
    assert told.log.sound
    with started(HandOver(str(where), "pw", str(tmp_path / "copy"), False, "en")) as run:
        assert run.communicate(timeout=60) == (b"", b"")
        assert run.returncode == 0
    assert not (tmp_path / "copy").exists()
    paper = tmp_path / "d.pdf"
    assert answer(WriteDraft(str(where), "pw", str(paper), Form.PDF, "en", "GB")) == Drafted()
    assert paper.read_bytes().startswith(b"%PDF-"), "the process finds Typst"


SLOW = """
import os, time
from postigo import errand
real = os.fsync
def slow(handle):
    time.sleep(0.3)
    real(handle)
os.fsync = slow
errand.main()
"""


@needs("posix")
@pytest.mark.parametrize("end", ["its pipe", "its process"])
def test_what_is_left_in_its_midst_leaves_nothing_that_can_be_read(end: str, tmp_path: Path, quick: str) -> None:
    around = {**os.environ, "PYTHONPATH": quick}
    where = tmp_path / "a.age"
    where.write_bytes(sealed.seal(bag.made(chain.appended(b"", Draft(said={Part.WHAT: CANARY}), now()), now()), "pw"))
    for number, errand in enumerate(
        (
            HandOver(str(where), "pw", str(tmp_path / "copy"), False, "en"),
            HandOver(str(where), "pw", str(tmp_path / "copy"), True, "en"),
            WriteDraft(str(where), "pw", str(tmp_path / "d.html"), Form.PAGE, "en", "GB"),
        )
    ):
        words = [sys.executable, "-c", SLOW]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=around) as run:
            assert run.stdin is not None
            run.stdin.write(to_line(errand))
            run.stdin.flush()
            until = time.monotonic() + 60
            while not list(tmp_path.glob(".*.new")):
                assert time.monotonic() < until
                time.sleep(0.01)
            if end == "its process":
                run.terminate()
                assert run.wait(60) == 0, number
            assert run.communicate(timeout=60)[0] == b""
            assert run.returncode == 0, number
        assert [one.name for one in tmp_path.iterdir()] == ["a.age"], number


@pytest.mark.parametrize("line", [b"{}\n", b"nonsense\n", b'{"is":"Open","where":1}\n'])
def test_what_is_no_errand_is_not_answered_and_not_repeated(line: bytes) -> None:
    run = subprocess.run(COMMAND, input=line, capture_output=True, check=False, timeout=60)
    assert (run.returncode, run.stdout, run.stderr) == (70, b"", b"")


@needs("posix", "openssl", "import rfc3161_client")
def test_an_answer_is_kept_by_a_process_of_its_own_and_another_ones_is_not(tmp_path: Path, quick: str) -> None:
    command = reexec.bare("postigo.errand", [quick, *FOLDERS], alone=True)
    where, authority = tmp_path / "a.age", Authority(tmp_path / "authority")
    done(Begin(str(where), "pw", Age.ADULT))
    before = done(Add(str(where), "pw", Draft(said={Part.WHAT: CANARY}), Age.ADULT))
    assert isinstance(before, Opened)
    asked = stamps.request(*chain.lines(before.files[bag.LOG], 1))
    other = authority.answer(stamps.request(b"another line").content)
    assert isinstance(answer(KeepStamp(str(where), "pw", 1, asked, other), command), Refused)
    told = answer(KeepStamp(str(where), "pw", 1, asked, authority.answer(asked.content)), command)
    assert isinstance(told, Opened)
    assert told.log.sound
    assert told.log.checked.head.count == 2
