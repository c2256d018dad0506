"""The first two commands: what they say, what they run, and as whom."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from pathlib import Path
from string import Formatter

import pytest
from installer import environment, first_command, person, second_command, system_packages, words
from installer.environment import ROOT

from postigo import languages
from tests.support.bare_machine import (
    BOOKWORM,
)

# What is said


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk-full"),
        ("[Errno 30] Read-only file system: '/x/.venv' Errno 30", "not-writable"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/x/.venv/lib'",
            "not-writable",
        ),
        (
            "WARNING: Retrying … NewConnectionError('[Errno -3] Temporary failure in name resolution')\nERROR: No matching distribution found for x",
            "no-network",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "wrong-hash"),
        ("ERROR: something new under the sun", "pip-failed"),
        ("", "pip-failed"),
    ],
)
def test_what_pip_prints_becomes_a_sentence(printed: str, key: str) -> None:
    error = environment.meaning(printed, Path("/x/.venv"))
    assert error.key == key
    assert words.sentence(error.key, **error.values)
    assert "\n" not in error.detail


def test_every_sentence_says_the_same_in_both_languages() -> None:
    for english, spanish in words.SENTENCES.values():
        assert english != spanish
        fields = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (english, spanish)]
        assert fields[0] == fields[1]


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "es_ES.UTF-8"}, "es"),
        ({"LANG": "ca_ES.UTF-8@valencia"}, "es"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "est_EE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "es_ES"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "es", "LANG": "en_GB"}, "es"),
    ],
)
def test_the_language_is_that_of_the_system(environ: dict[str, str], language: str) -> None:
    assert words.language(environ) == language


def test_set_up_speaks_as_the_program_does() -> None:
    for environ in ({"LANGUAGE": "eu:en"}, {"LANG": "gl_ES"}, {"LANG": "de_DE"}, {"LC_ALL": "C", "LANG": "es_ES"}):
        assert words.language(environ) == languages.language(None, environ)
        assert words.language(environ, "es") == "es"
        assert words.language(environ, "tlh") == words.language(environ)


@pytest.mark.parametrize(
    "error",
    [words.SetupError("disk-full"), words.SetupError("pip-failed", "why"), ValueError("why"), OSError(28, "full")],
)
def test_no_error_ends_in_a_traceback(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    def work(_: object) -> int:
        raise error

    assert first_command.guarded(work, []) == 70
    said = capsys.readouterr().err
    assert said.strip()
    assert "Traceback" not in said


def test_an_interruption_is_not_an_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def work(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(words, "language", lambda *_: "en")
    assert first_command.guarded(work, []) == 130
    assert capsys.readouterr().err == "Stopped. Nothing was changed.\n"


@pytest.mark.parametrize("name", ["run", "test", "doorstep", "__init__"])
def test_the_door_of_set_up_can_be_read_by_every_python(name: str) -> None:
    """Python 2.7 and 3.6 say their sentence: nothing in these files is younger than they are."""
    source = (ROOT / "installer" / f"{name}.py").read_text(encoding="utf-8")
    assert source.isascii(), "Python 2 reads no other letters without being told"
    tree = ast.parse(source, feature_version=(3, 4))
    young = (
        ast.AnnAssign,
        ast.JoinedStr,
        ast.FunctionDef,
        ast.NamedExpr,
        ast.AsyncFunctionDef,
        ast.Nonlocal,
        ast.Starred,
    )
    assert not [node for node in ast.walk(tree) if isinstance(node, young)]
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported <= {"os", "sys"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "__future__"]


@pytest.mark.parametrize("command", ["run", "test"])
def test_a_python_that_is_too_old_hears_one_sentence_in_both_languages(command: str, tmp_path: Path) -> None:
    script = f"import sys; sys.version_info = (3, 6, 9); sys.argv = [{command!r}]; import runpy; runpy.run_path({str(ROOT / 'installer' / command) + '.py'!r}, run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (70, "")
    english, spanish = done.stderr.splitlines()
    assert english.startswith("Postigo needs Python 3.11")
    assert spanish.startswith("Postigo necesita Python 3.11")


# What is run


@pytest.mark.parametrize(
    ("environ", "system", "display"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ""}, "linux", False),
        ({}, "linux", False),
        ({}, "win32", True),
        ({"CI": "true"}, "win32", False),
        ({"CI": "true"}, "darwin", False),
    ],
)
def test_a_window_needs_a_display(environ: dict[str, str], system: str, display: bool) -> None:
    assert first_command.has_display(environ, system) is display


def test_the_main_job_is_the_window_or_the_audit_with_a_report() -> None:
    noon = time.strptime("2026-01-02 12:34", "%Y-%m-%d %H:%M")
    assert first_command.main_job(window=True, writable=True, now=noon) == ["--try-window"]
    assert first_command.main_job(window=False, writable=True, now=noon) == [
        "audit",
        "--report",
        "postigo-report-20260102-1234.html",
    ]
    assert first_command.main_job(window=False, writable=False, now=noon) == ["audit"]


@pytest.mark.parametrize("typed", [["--", "audit", "--tip", "3"], ["audit", "--tip", "3"]])
def test_what_is_typed_reaches_postigo(typed: list[str]) -> None:
    assert first_command.words_for_postigo(typed) == ["audit", "--tip", "3"]


@pytest.mark.parametrize(
    ("status", "typed", "ours"),
    [
        (0, ["audit"], 0),
        (2, ["audit", "--tip", "3"], 0),
        (3, ["audit"], 0),
        (64, ["audit"], 64),
        (70, ["audit"], 70),
        (130, ["audit"], 130),
        (1, [], 1),
        (1, ["verify", "x.json"], 1),
        (-2, ["audit"], 130),
        (-11, [], 70),
        (-9, [], 137),  # as a shell says it
        (-15, ["audit"], 143),
        (0xC000013A, ["audit"], 130),  # what Windows calls Ctrl-C
        (0xC0000005, [], 70),  # what Windows calls a crash
    ],
)
def test_findings_are_no_failure_and_crashes_are(status: int, typed: list[str], ours: int) -> None:
    assert first_command.outcome(status, typed) == ours


def test_an_audit_that_left_no_report_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        first_command, "start", lambda _python, _words: 1
    )  # an uncaught exception, which is also the number for advice
    assert first_command.do(Path("python"), [], window=False) == 70
    assert "postigo-report" not in capsys.readouterr().out


def test_a_report_has_its_whole_path_and_earlier_ones_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []

    def start(_: Path, typed: list[str]) -> int:
        asked.append(typed)
        Path(typed[-1]).touch()
        return 2

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(first_command, "start", start)
    monkeypatch.setattr(words, "language", lambda *_: "en")
    assert first_command.do(Path("python"), [], window=False) == 0
    assert Path(asked[0][-1]).parent == tmp_path, "Postigo says where it is when it has saved it"
    assert "earlier" not in capsys.readouterr().err
    assert first_command.do(Path("python"), [], window=False) == 0
    assert "Earlier reports beside it: 1." in capsys.readouterr().err


def test_what_the_window_lacks_is_said_again_below_the_checklist(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def look(*_: object, **__: object) -> int:
        words.say("the checklist")
        return 0

    lacks = list(system_packages.LIBRARIES[:1])
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(first_command, "do", look)
    monkeypatch.setattr("installer.ground.weak_place", lambda _: None)
    monkeypatch.setattr("installer.environment.prepare", lambda *_: Path("python"))
    monkeypatch.setattr("installer.environment.qt_layer_here", lambda: "qt")
    monkeypatch.setattr(system_packages, "missing_libraries", lambda: lacks)
    monkeypatch.setattr(system_packages, "is_root", lambda: False)
    monkeypatch.setattr(system_packages, "os_release", lambda: BOOKWORM)
    monkeypatch.setattr(system_packages, "package_manager", lambda _: "apt-get")
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.delenv("POSTIGO_CALLED", raising=False)
    assert first_command.set_up_and_run([]) == 0
    above, below = capsys.readouterr().err.split("the checklist")
    assert "sudo apt-get update; sudo apt-get install" in above
    assert "sudo apt-get install" in below
    assert first_command.set_up_and_run(["audit"]) == 0
    assert "apt-get" not in capsys.readouterr().err


def test_where_no_display_answers_the_audit_is_told_as_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []

    def start(_: Path, typed: list[str]) -> int:
        asked.append(typed)
        if typed == ["--try-window"]:
            return 69
        Path(typed[-1]).touch()
        return 3

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(first_command, "start", start)
    told = []
    for window in (True, False):
        assert first_command.do(Path("python"), [], window=window) == 0
        told.append(capsys.readouterr().err.splitlines()[0])
    assert told[0] == told[1] == words.sentence("no-window")
    assert [typed[0] for typed in asked] == ["--try-window", "audit", "audit"]


def test_the_test_command_keeps_its_own_word_and_hands_on_the_rest() -> None:
    assert second_command.parsed(["--qt", "6.9.3", "-k", "lock", "-x"]) == ("6.9.3", False, ["-k", "lock", "-x"])
    assert second_command.parsed(["--all", "--", "-m", "not set_up"]) == (None, True, ["-m", "not set_up"])
    assert second_command.surroundings({"HOME": "/h", "PYTHONDONTWRITEBYTECODE": "1"}) == {
        "HOME": "/h",
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
    }


@pytest.mark.parametrize("words", [["-n", "0"], ["-n4"], ["--dist", "no"], ["--pdb"]])
def test_tests_run_side_by_side_unless_somebody_asks_otherwise(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_command, "cores", lambda: 2)
    assert second_command.side_by_side(["-k", "lock"]) == ["-n", "3", "--dist", "worksteal"]
    assert second_command.side_by_side(words) == []


def test_the_types_are_read_for_each_system() -> None:
    read = {
        command[command.index("--platform") + 1]
        for command in second_command.READERS.values()
        if "--platform" in command
    }
    assert read == {"win32", "darwin"} == set(second_command.OTHERS)
    caches = [
        command[command.index("--cache-dir") + 1]
        for command in second_command.READERS.values()
        if "--cache-dir" in command
    ]
    assert len(caches) == len(set(caches)) == 3, "each system's own: they would overwrite each other"


# The person behind sudo


def test_without_root_or_sudo_there_is_nobody_behind() -> None:
    assert person.behind_sudo({"SUDO_UID": "1000"}, root=False) is None
    assert person.behind_sudo({}, root=True) is None
    assert person.behind_sudo({"SUDO_UID": "0"}, root=True) is None
    assert person.behind_sudo({"SUDO_UID": "4294967000"}, root=True) is None


def test_the_person_gets_their_own_surroundings() -> None:
    ana = person.Person(1000, 1000, "ana", "/home/ana")
    root = {
        "SUDO_UID": "1000",
        "SUDO_COMMAND": "x",
        "HOME": "/nobody",
        "PIP_PROXY": "p",
        "DISPLAY": ":0",
        "XDG_RUNTIME_DIR": "/run/user/0",
    }
    here = person.surroundings(ana, root, lambda _: True)
    assert here == {
        "HOME": "/home/ana",
        "USER": "ana",
        "LOGNAME": "ana",
        "PIP_PROXY": "p",
        "DISPLAY": ":0",
        "XDG_RUNTIME_DIR": "/run/user/1000",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus",
    }
    assert "XDG_RUNTIME_DIR" not in person.surroundings(ana, root, lambda _: False)


def test_two_looks_within_a_minute_both_get_a_report(tmp_path: Path) -> None:
    assert first_command.free_name(tmp_path, "report.html") == "report.html"
    (tmp_path / "report.html").touch()
    (tmp_path / "report-2.html").touch()
    assert first_command.free_name(tmp_path, "report.html") == "report-3.html"
