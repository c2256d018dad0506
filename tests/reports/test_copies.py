"""What a copy says of itself: that something is left out of it, that names are taken out, what it is called; and its exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from postigo.cli.parser import FORMATS, LEVELS
from postigo.core.model import Share
from postigo.reports.redaction import NAMES_ARE_OUT
from postigo_checks import pack
from tests.support.places import needs
from tests.support.program import inside, postigo
from tests.support.teletype import Screen, command

pytestmark = pytest.mark.breadth(4)

RECORDINGS = Path(__file__).parents[1] / "recordings"
ENGLISH = {"LC_ALL": "C.UTF-8", "LANGUAGE": "", "COLUMNS": "80", "NO_COLOR": "1"}
STATUS = {"good": 0, "note": 0, "advise": 1, "act": 2, None: 3}
LEFT_OUT = "1 check was looked at; its answer is only on your screen, never in a copy."
NAMES = NAMES_ARE_OUT.one
FINGERPRINT = re.compile(r"\b[0-9a-f]{64}\b")
"""Another one for each copy, which has a key of its own (0691)."""
KEYS = re.compile(r"\b[0-9a-f]{16,64}\b")
HOUR = re.compile(r"\d\d:\d\d:\d\d(?:\.\d+)?")


def recorded(check: str) -> Iterator[tuple[str, Path]]:
    """A recording for each level that a check has one of; "absent" where there is no such thing."""
    seen = set()
    for path in sorted((RECORDINGS / check).glob("*.json")):
        said: dict[str, Any] = json.loads(path.read_text("utf-8"))["verdicts"][check]
        level = "absent" if said.get("not_here") else said["level"]
        if level not in seen:
            seen.add(level)
            yield level, path


IN_NO_COPY = [check.id for check in pack.checks if check.share is Share.NEVER and not check.discreet]
"""The checks that are in no copy. A discreet one is not even left out of it: `tests/reports/test_watched.py`."""

DISCREET = [(check.id, path) for check in pack.checks if check.discreet for _, path in recorded(check.id)]


@pytest.fixture(autouse=True)
def _person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    for name, value in ENGLISH.items():
        monkeypatch.setenv(name, value)


CASES = [(check, level, path) for check in IN_NO_COPY for level, path in recorded(check)]
WHY = ("--reason", "a test")
USUAL = "image.location"
"""The check that is asked in the usual run, at each of its levels: the others are left out in the same place."""


@needs("posix")
@pytest.mark.parametrize(
    ("check", "level", "path"),
    [pytest.param(*case, marks=[] if case[0] == USUAL else pytest.mark.long) for case in CASES],
    ids=lambda one: getattr(one, "stem", one),
)
def test_a_copy_names_what_it_leaves_out_and_ends_as_the_screen_does(
    check: str, level: str | None, path: Path, tmp_path: Path
) -> None:
    call = ("audit", check, "--replay", str(path))
    screen = Screen(*call)
    status = screen.end()
    assert status == (0 if level == "absent" else STATUS[level])
    assert "never in a copy" not in screen.text
    shown = inside(*call)
    assert " ".join(shown.stdout.split()).count(LEFT_OUT) == 1
    assert "nothing here to look at" not in shown.stdout
    report = tmp_path / "report.html"
    whole = inside(*call, "--format", "json", "--level", "full", *WHY, "--report", str(report))
    told = json.loads(whole.stdout)
    assert (told["left_out"], told["counts"]["left_out"], told["results"], told["not_here"]) == ([check], 1, [], [])
    assert LEFT_OUT in report.read_text("utf-8")
    lines = inside(*call, "--format", "jsonl", "--level", "internal")
    assert [json.loads(line) for line in lines.stdout.splitlines()][-1]["left_out"] == [check]
    file = inside(*call, "--output", str(tmp_path / "report.txt"))
    assert {done.returncode for done in (shown, whole, lines, file)} == {status}


@needs("posix")
@pytest.mark.parametrize(("check", "path"), DISCREET, ids=lambda one: getattr(one, "stem", one))
def test_no_copy_tells_that_somebody_asked_for_a_discreet_check(check: str, path: Path, tmp_path: Path) -> None:
    """The program's own ending: a reader or a program learns neither that it was asked, nor what it said."""
    call = ("audit", check, "--replay", str(path))
    text = inside(*call)
    whole = inside(*call, "--format", "json", "--level", "full", *WHY)
    lines = inside(*call, "--format", "jsonl", "--level", "internal")
    kept = tmp_path / "report.txt"
    file = inside(*call, "--output", str(kept))
    assert {done.returncode for done in (text, whole, lines, file)} == {STATUS[None]}
    told = json.loads(whole.stdout)
    assert (told["left_out"], told["counts"]["left_out"], told["results"], told["not_here"]) == ([], 0, [], [])
    assert check not in text.stdout + whole.stdout + lines.stdout + kept.read_text("utf-8")


@needs("posix")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_process_of_its_own_says_the_same(form: str) -> None:
    """So what is said within this process holds for the program."""
    call = (*NEVER_LOCKS, "--format", form)
    here, process = inside(*call), postigo(*call)
    assert here.stderr == process.stderr
    assert here.returncode == process.returncode
    assert lasting(here.stdout) == lasting(process.stdout)
    assert len(lasting(here.stdout)) > 100


def lasting(said: str) -> str:
    """What is said, without what is new each time: the keys of the copy, and the hour of the look."""
    return HOUR.sub("", KEYS.sub("", said))


def test_something_is_in_no_copy() -> None:
    assert {USUAL, "camera.recent-use"} <= set(IN_NO_COPY)
    assert len(CASES) > len(IN_NO_COPY)


MACHINE = ("audit", "update.auto", "--replay", str(RECORDINGS.parent / "machines" / "ubuntu-24-04.json"))


NEVER_LOCKS = (
    "audit",
    "image.screen-lock",
    "--replay",
    str(RECORDINGS / "image.screen-lock/linux-never-gnome-lock-off.json"),
)
HANDLE = "lock-enabled"
"""The setting that its finding is about, as that machine names it."""


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "pdf"])  # its text: test_redaction.py
@pytest.mark.parametrize("level", LEVELS)
def test_no_copy_has_the_machines_own_name_of_what_it_tells_of(form: str, level: str) -> None:
    said = inside(*NEVER_LOCKS, "--format", form, "--level", level, *(WHY if level == "full" else ()))
    assert said.returncode == 1
    assert "screen" in said.stdout
    assert HANDLE not in said.stdout + said.stderr


def test_only_events_on_a_pipe_carry_it() -> None:
    with subprocess.Popen(command(*NEVER_LOCKS, "--events"), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as audit:
        assert audit.stdout is not None
        assert HANDLE.encode() in audit.stdout.read()  # who closed its input would cancel it
    screen = Screen(*NEVER_LOCKS)
    assert screen.end() == 1
    assert HANDLE not in screen.text


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_pipe_says_that_names_were_taken_out(form: str) -> None:
    said = inside(*MACHINE, "--format", form)
    assert said.stderr.splitlines() == [NAMES]
    asked = inside(*MACHINE, "--format", form, "--level", "give-away")
    assert asked.stderr == ""
    assert FINGERPRINT.sub("", asked.stdout) == FINGERPRINT.sub("", said.stdout)


def test_whoever_says_how_much_a_copy_tells_or_asks_for_a_program_is_told_nothing_more(tmp_path: Path) -> None:
    assert NAMES not in inside(*MACHINE, "--level", "full", *WHY).stderr
    assert inside(*MACHINE, "--format", "json").stderr == ""
    assert NAMES not in inside(*MACHINE, "--output", str(tmp_path / "a.txt")).stderr


def test_lines_of_two_audits_in_one_file_can_be_told_apart() -> None:
    both = "".join(inside(*MACHINE, "--format", "jsonl", "--label", name).stdout for name in ("Aula 3, PC 12", "PC 13"))
    lines = [json.loads(line) for line in both.splitlines()]
    assert [line["label"] for line in lines] == ["Aula 3, PC 12"] * 3 + ["PC 13"] * 3
    assert [set(line) & {"schema", "check", "counts"} for line in lines[:3]] == [{"schema"}, {"check"}, {"counts"}]


def test_which_system_it_was_is_told_at_every_level() -> None:
    for level in ("internal", "share"):
        told = json.loads(inside(*MACHINE, "--format", "json", "--level", level).stdout)
        assert told["device"]["system"].startswith("Ubuntu 24.04")


def test_a_full_copy_needs_a_reason_which_stands_in_it() -> None:
    bare = inside(*MACHINE, "--level", "full")
    assert (bare.returncode, bare.stdout) == (64, "")
    assert "--reason" in bare.stderr
    said = inside(*MACHINE, "--level", "full", "--reason", "For the police", "--format", "json")
    assert json.loads(said.stdout)["reason"] == "For the police"
    assert "Keep it for yourself" in said.stderr
    needless = inside(*MACHINE, "--reason", "For the police")
    assert (needless.returncode, needless.stdout) == (64, "")


def test_the_older_name_of_the_level_is_understood() -> None:
    assert json.loads(inside(*MACHINE, "--format", "json", "--level", "give-away").stdout)["level"] == "share"


@needs("posix")
def test_the_name_of_this_computer_is_told_from_the_internal_level_up() -> None:
    """Not where it bears the name of a person: then at the full level only."""
    script = "import platform, sys; platform.node = lambda: sys.argv[1]; from postigo.__main__ import main; main(sys.argv[2:])"
    for host, level, told in (
        ("aula3-pc12", "share", False),
        ("aula3-pc12", "internal", True),
        ("LUCIA-PC", "internal", False),
        ("LUCIA-PC", "full", True),
    ):
        words = ["audit", "boot.secure", "--format", "json", "--level", level, *(WHY if level == "full" else ())]
        done = subprocess.run(
            [sys.executable, "-c", script, host, *words], capture_output=True, text=True, check=False, env=os.environ
        )
        assert json.loads(done.stdout)["device"].get("host") == (host if told else None), (host, level)
        assert (host in done.stdout) is told


def test_two_copies_made_as_a_pair_can_be_compared(tmp_path: Path) -> None:
    pair = tmp_path / "pair.json"
    call = (
        "audit",
        "camera.in-use",
        "--replay",
        str(RECORDINGS / "camera.in-use" / "linux-appimage.json"),
        "--format",
        "json",
    )
    first, second, alone = (
        json.loads(inside(*call, *more).stdout) for more in (("--pair", str(pair)), ("--pair", str(pair)), ())
    )
    assert first["ref_key"] == second["ref_key"] != alone["ref_key"]
    assert first["results"] == second["results"] != alone["results"]
    if sys.platform != "win32":
        assert pair.stat().st_mode & 0o777 == 0o600
    pair.write_text("something else")
    wrong = inside(*call, "--pair", str(pair))
    assert (wrong.returncode, wrong.stdout) == (64, "")
    assert "no file of a pair" in wrong.stderr
    assert pair.read_text() == "something else"


@pytest.mark.parametrize(
    ("label", "why"),
    [("", "--label needs"), ("  ", "--label needs"), ("x" * 101, "This name is too long")],
    ids=["empty", "blanks", "long"],
)
def test_a_label_that_could_not_stand_above_a_report_is_refused(label: str, why: str) -> None:
    said = inside(*MACHINE, "--label", label)
    assert (said.returncode, said.stdout) == (64, "")
    assert why in said.stderr


def test_tip_6_is_answered_with_whom_to_call(tmp_path: Path) -> None:
    said = inside("audit", "--tip", "6")
    assert said.returncode == 0
    assert "Tip 6 is no check" in said.stdout
    assert "017" in said.stdout
    assert said.stderr == ""
    told = inside("audit", "--tip", "6", "--format", "json")
    assert (told.returncode, json.loads(told.stdout)["results"]) == (0, [])
    page = inside("audit", "--tip", "6", "--report", str(tmp_path / "help.html"))
    assert page.returncode == 0
    assert "017" in (tmp_path / "help.html").read_text("utf-8")
