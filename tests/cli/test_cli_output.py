"""What an audit writes, where to, with which status it ends, and whom it looks at."""

from __future__ import annotations

import errno
import json
import os
import shlex
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from postigo.cli import options as wish
from postigo.cli import parser
from postigo.cli.resource_errors import shortage
from postigo.cli.status import Exit
from postigo.core.events import Catalogue, Event
from postigo.core.model import Scope
from postigo.core.redact import Disclosure
from postigo.pipe.messages import from_line
from tests.passwords.make_files import FILES as PASSWORD_FILES
from tests.support.pace import within
from tests.support.places import needs
from tests.support.program import inside, posix, postigo, recorded
from tests.support.teletype import command

pytestmark = [pytest.mark.usefixtures("home"), pytest.mark.breadth(4)]
STATUS = {"good": 0, "note": 0, "advise": 1, "act": 2, None: 3}


# --- where it is written ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--output", "--report"])
def test_nothing_is_overwritten(option: str, tmp_path: Path, called: Callable[..., str]) -> None:
    there = tmp_path / "there.html"
    there.write_text("mine")
    link = tmp_path / "link.html"
    link.symlink_to(tmp_path / "nowhere")
    for place in (there, link):
        assert "is there already, and Postigo overwrites nothing" in called("audit", option, str(place))
    assert there.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("place", "sentence"), [("", "is a folder"), ("new/", "is a folder"), ("no/where.html", "There is no folder for")]
)
def test_a_place_that_cannot_be_is_refused_before_anything_is_looked_at(
    place: str, sentence: str, tmp_path: Path, called: Callable[..., str]
) -> None:
    words = ("audit", "--output", f"{tmp_path}/{place}", "--replay", str(recorded("update.auto", "good")))
    assert sentence in within(5, lambda: called(*words))
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


@posix
def test_a_folder_that_refuses_us_is_said(called: Callable[..., str]) -> None:
    assert "cannot be written there" in called("audit", "--output", "/proc/postigo.html")


def test_one_name_for_two_files_is_refused(tmp_path: Path, called: Callable[..., str]) -> None:
    place = str(tmp_path / "a.html")
    assert "name the same file" in called("audit", "--output", place, "--report", place)


def test_a_page_is_not_written_under_the_name_of_another_form(tmp_path: Path, called: Callable[..., str]) -> None:
    for name in ("report.json", "report.PDF"):
        assert "must end in .html" in called("audit", "--report", str(tmp_path / name))


@pytest.mark.parametrize(
    ("name", "begins"), [("a.json", "{"), ("a.html", "<!DOCTYPE"), ("a.jsonl", '{"schema"'), ("a", "Post")]
)
def test_a_copy_is_written_in_the_form_that_its_name_says(name: str, begins: str, tmp_path: Path) -> None:
    place = tmp_path / name
    done = inside("audit", "update.auto", "--replay", str(recorded("update.auto", "good")), "--output", str(place))
    assert done.returncode == 0
    assert done.stdout == ""
    assert f"Saved: {place} (a copy at the level “to give away”)" in done.stderr
    assert place.read_text("utf-8").startswith(begins)
    assert {path.name for path in tmp_path.iterdir()} == {"home", name}
    if sys.platform != "win32":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_text_for_the_eyes_and_a_page_to_give_away_come_from_one_audit(tmp_path: Path) -> None:
    place = tmp_path / "report.html"
    done = inside("audit", "update.auto", "--replay", str(recorded("update.auto", "advise")), "--report", str(place))
    assert done.returncode == 1
    assert "Start here:" in done.stdout
    assert "What to do, the most useful first" in place.read_text("utf-8")


def test_json_goes_to_a_pipe_without_another_word() -> None:
    path = recorded("update.auto", "good")
    done = inside("audit", "update.auto", "--replay", str(path), "--format", "json", "--output", "-")
    assert json.loads(done.stdout)["device"]["remembered"] is True
    assert done.stderr == ""


# --- what an audit ends with -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "level"),
    [
        ("update.auto", "good"),
        ("camera.in-use", "note"),
        ("update.auto", "advise"),
        ("av.active", "act"),
        ("av.active", None),
    ],
)
def test_the_exit_status_is_the_worst_that_was_seen(check: str, level: str | None) -> None:
    path = recorded(check, level)
    done = inside("audit", check, "--replay", str(path), "--format", "jsonl")
    assert json.loads(done.stdout.splitlines()[1])["level"] == level
    assert done.returncode == STATUS[level], done


def test_a_fault_of_ours_is_one_sentence_and_its_traceback_only_for_whoever_repairs_it() -> None:
    script = (
        "import sys, postigo.cli.audit as a; from postigo.__main__ import main\n"
        "def broken(asked, context): raise RuntimeError('in here')\n"
        "a.run = broken; sys.exit(main(sys.argv[1:]))"
    )
    for words, traceback in (["audit"], False), (["audit", "--debug"], True):
        done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=False)
        assert done.returncode == 70
        assert "Postigo stopped: RuntimeError: in here. The fault is ours, not yours." in done.stderr
        assert ("Traceback" in done.stderr) is traceback


@posix
def test_nobody_reading_is_no_trouble() -> None:
    path = recorded("update.auto", "advise")
    with subprocess.Popen(
        command("audit", "update.auto", "--replay", str(path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(60) == 141
    assert said == ""


@posix
def test_nobody_reading_either_stream_is_no_trouble() -> None:
    path = recorded("update.auto", "advise")
    read, write = os.pipe()
    with subprocess.Popen(command("audit", "--replay", str(path)), stdout=write, stderr=write) as process:
        os.close(write)
        os.close(read)
        assert process.wait(60) == 141


# --- who is looked at ------------------------------------------------------------------------------------------------

as_root = needs("root")


@posix
@as_root
def test_root_without_a_person_looks_at_the_machine_only_and_says_so() -> None:
    nobody = {"SUDO_UID": ""}
    seen = postigo("audit", "--tip", "2", "--format", "json", env=nobody)
    assert "This runs as root. Only the machine is looked at" in seen.stderr
    checks = {line["check"] for line in everything(seen.stdout)}
    assert checks >= {"camera.in-use", "camera.microphone"}
    assert "camera.app-permissions" not in checks


@posix
@as_root
def test_behind_sudo_the_account_that_is_looked_at_is_said() -> None:
    everyone = postigo("audit", "--tip", "2", "--format", "json")
    assert "Run it without sudo to look at an account too." in everyone.stderr
    assert "camera.app-permissions" not in {line["check"] for line in everything(everyone.stdout)}
    named = postigo("audit", "camera.app-permissions", "--format", "json")
    assert "root's own, not yours" in named.stderr
    assert [line["check"] for line in everything(named.stdout)] == ["camera.app-permissions"]


def test_what_the_parser_knows_is_what_there_is() -> None:
    assert set(parser.LEVELS) == {level.value for level in Disclosure}
    assert set(parser.SCOPES) == {scope.value for scope in Scope}
    assert set(parser.FORMATS) == set(wish.ENDINGS.values())


def test_consent_is_asked_for_where_the_call_is_explained() -> None:
    for words in (["--help"], ["audit", "--help"]):
        assert "Look only at your own device, or with its owner" in " ".join(inside(*words).stdout.split())


def test_a_form_that_there_is_not_is_refused(tmp_path: Path, called: Callable[..., str]) -> None:
    assert "Postigo writes no .docx file." in called("audit", "--output", str(tmp_path / "report.docx"))


def test_a_pdf_is_refused_before_anything_is_looked_at_where_nothing_can_make_it(
    tmp_path: Path, called: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    said = called("audit", "--output", str(tmp_path / "report.pdf"))
    assert "The page (HTML)" in said
    assert "With a network, open Postigo once" in said
    assert not (tmp_path / "report.pdf").exists()


@posix
@needs("full-device")
def test_a_full_disk_is_no_fault_of_ours() -> None:
    path = recorded("update.auto", "good")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("audit", "update.auto", "--replay", str(path), "--format", "json"),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 74
    assert done.stderr.startswith("The disk is full")
    assert "Exception" not in done.stderr


EACH = (
    *(
        "checks",
        "explain camera.in-use",
        "packs",
        "passphrase",
        "help-now",
        "phone",
        "passwords --forget",
        "--help",
        "audit --help",
        "--version",
    ),
    shlex.join(["passwords", str(PASSWORD_FILES / "chromium.csv")]),
    shlex.join(["audit", "update.auto", "--replay", str(recorded("update.auto", "good"))]),
    shlex.join(["audit", "update.auto", "--format", "json", "--replay", str(recorded("update.auto", "good"))]),
)


@posix
@needs("full-device")
@pytest.mark.parametrize("words", EACH)
@pytest.mark.parametrize("limit", ["", "ulimit -f 0; "])
def test_where_nothing_can_be_written_or_said_the_exit_status_still_tells(
    tmp_path: Path, words: str, limit: str
) -> None:
    """Without a word on either stream it was 1, which means that something can be better."""
    to = f">{shlex.quote(str(tmp_path))}/out 2>{shlex.quote(str(tmp_path))}/err" if limit else ">/dev/full 2>/dev/full"
    script = f"{limit}{shlex.join(command(*shlex.split(words)))} {to} </dev/null"
    done = subprocess.run(["sh", "-c", script], env={**os.environ, "HOME": str(tmp_path)}, check=False)
    assert done.returncode == 74


@posix
@pytest.mark.parametrize("files", [10, 8, 5])
def test_too_few_open_files_are_no_fault_of_ours(files: int) -> None:
    path = recorded("update.auto", "good")
    line = shlex.join(command("--lang", "en", "audit", "update.auto", "--replay", str(path)))
    done = subprocess.run(
        ["sh", "-c", f"ulimit -n {files}; {line}"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 71
    assert "Close other programs" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (OSError(errno.ENOSPC, ""), Exit.CANNOT_WRITE),
        (OSError(errno.EFBIG, ""), Exit.CANNOT_WRITE),
        (OSError(errno.EMFILE, ""), Exit.NO_MEANS),
        (MemoryError(), Exit.NO_MEANS),
        (RuntimeError("can't start new thread"), Exit.NO_MEANS),
        (RuntimeError("something else"), None),
        (OSError(errno.EACCES, ""), None),
    ],
)
def test_a_shortage_is_told_from_a_fault(fault: Exception, status: Exit | None) -> None:
    short = shortage(fault)
    assert (short[1] if short else None) is status


@posix
def test_closed_streams_are_no_fault() -> None:
    script = f"{shlex.join(command('audit', '--nonsense'))} <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", script], check=False).returncode == 64


@posix
@as_root
def test_whoever_names_a_check_or_sits_at_the_window_is_a_person() -> None:
    nobody = {"SUDO_UID": ""}
    named = postigo("audit", "camera.app-permissions", "--format", "json", env=nobody)
    assert "Only the machine" not in named.stderr
    assert [line["check"] for line in everything(named.stdout)] == ["camera.app-permissions"]
    with subprocess.Popen(
        command("audit", "--events"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **nobody},
    ) as window:
        assert window.stdin is not None
        assert window.stdout is not None
        first = from_line(Event, window.stdout.readline())
        window.stdin.close()  # its cancel button
        window.stdout.read()
    assert isinstance(first, Catalogue)
    assert "camera.app-permissions" in {line.check for line in first.listed}
    assert {line.check for line in first.offered} == {
        "image.location",
        "info.monitoring-software",
        "password.saved-on-shared",
        "password.plain-file",
    }


def everything(report: str) -> list[dict[str, Any]]:
    """What was looked at, also what is not on this machine."""
    whole = json.loads(report)
    return [*whole["results"], *whole["not_here"]]


def test_where_all_is_looked_at_only_when_asked_the_refusal_says_how_to_ask() -> None:
    done = postigo("audit", "--tip", "4", "--scope", "user")
    assert (done.returncode, done.stdout) == (64, "")
    command = "postigo audit password.saved-on-shared password.plain-file"
    assert f"only when you ask for it: {command}" in " ".join(done.stderr.split())
