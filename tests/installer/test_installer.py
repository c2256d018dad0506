"""Set-up: what it says, what it decides, what is locked, and that it works on a bare machine."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from installer import environment, first_command, intact, lock, person, second_command, system_packages, words
from installer.environment import LOCKS, ROOT, State, steps
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.pace import within
from tests.support.places import needs

BOOKWORM = {"ID": "debian", "VERSION_CODENAME": "bookworm"}
NOBLE = {"ID": "ubuntu", "ID_LIKE": "debian", "VERSION_CODENAME": "noble", "UBUNTU_CODENAME": "noble"}
MINT_22 = {"ID": "linuxmint", "ID_LIKE": "ubuntu debian", "VERSION_CODENAME": "wilma", "UBUNTU_CODENAME": "noble"}
LMDE_6 = {"ID": "linuxmint", "ID_LIKE": "debian", "VERSION_CODENAME": "faye", "DEBIAN_CODENAME": "bookworm"}
TUMBLEWEED = {"ID": "opensuse-tumbleweed", "ID_LIKE": "opensuse suse"}
PIP = (str(sys._base_executable), "-P", "-m", "pip")  # type: ignore[attr-defined]  # our .venv has none; the Python it was made from has
EVERY_LOCK = sorted(path.stem for path in LOCKS.glob("*.txt"))


# What the system must have


@pytest.mark.parametrize(
    ("release", "there", "line"),
    [
        (BOOKWORM, {"apt-get"}, "sudo apt-get install -y --no-install-recommends libglib2.0-0 libxcb-shape0"),
        (NOBLE, {"apt-get"}, "sudo apt-get install -y --no-install-recommends libglib2.0-0t64 libxcb-shape0"),
        (MINT_22, {"apt-get"}, "sudo apt-get install -y --no-install-recommends libglib2.0-0t64 libxcb-shape0"),
        (LMDE_6, {"apt-get"}, "sudo apt-get install -y --no-install-recommends libglib2.0-0 libxcb-shape0"),
        ({"ID": "fedora"}, {"dnf", "apt-get"}, "sudo dnf install -y glib2 libxcb"),
        ({"ID": "nobara", "ID_LIKE": "rhel centos fedora"}, {"dnf"}, "sudo dnf install -y glib2 libxcb"),
        ({"ID": "manjaro", "ID_LIKE": "arch"}, {"pacman"}, "sudo pacman -S --needed glib2 libxcb"),
        (TUMBLEWEED, {"zypper"}, "sudo zypper install libglib-2_0-0 libxcb-shape0"),
        ({}, {"pacman"}, "sudo pacman -S --needed glib2 libxcb"),
    ],
)
def test_the_line_to_type_is_that_of_the_distribution(release: dict[str, str], there: set[str], line: str) -> None:
    missing = [
        library for library in system_packages.LIBRARIES if library.soname in {"libglib-2.0.so.0", "libxcb-shape.so.0"}
    ]
    manager = system_packages.package_manager(release, lambda name: name if name in there else None)
    assert manager is not None
    packages = system_packages.packages_of(missing, manager, release)
    assert system_packages.line_to_type(manager, packages, root=False) == line
    assert system_packages.line_to_type(manager, packages, root=True) == line.removeprefix("sudo ")


def test_a_system_without_a_known_manager_has_none() -> None:
    assert system_packages.package_manager({"ID": "alpine"}, lambda _: None) is None


def test_a_library_that_does_not_load_is_missing() -> None:
    def load(soname: str) -> None:
        if soname == "libEGL.so.1":
            raise OSError(soname)

    assert [library.apt for library in system_packages.missing_libraries(load)] == ["libegl1"]


def test_a_package_that_brings_two_libraries_is_named_once() -> None:
    assert system_packages.packages_of(system_packages.LIBRARIES, "pacman", {}).count("libglvnd") == 1


def test_every_library_has_a_package_on_every_family() -> None:
    assert all(library.package(manager) for library in system_packages.LIBRARIES for manager in system_packages.INSTALL)
    assert len({library.apt for library in system_packages.LIBRARIES}) == 11


def test_a_system_that_says_nothing_of_itself_is_no_error(tmp_path: Path) -> None:
    assert system_packages.os_release([str(tmp_path / "none")]) == {}
    (tmp_path / "os-release").write_text(
        '# a comment\nID=debian\nVERSION_CODENAME="bookworm"\nNOTHING\n', encoding="utf-8"
    )
    assert system_packages.os_release([str(tmp_path / "none"), str(tmp_path / "os-release")]) == BOOKWORM


# Which Qt


@pytest.mark.parametrize(
    ("system", "release", "machine", "python", "layer"),
    [
        ("linux", "2.36", "x86_64", (3, 11), "qt"),  # Debian 12
        ("linux", "2.31", "x86_64", (3, 11), "qt-6.9.3"),  # Ubuntu 20.04: the schools'
        ("linux", "2.31", "x86_64", (3, 14), None),
        ("linux", "2.27", "x86_64", (3, 11), None),
        ("linux", "2.36", "aarch64", (3, 11), None),
        ("linux", "2.39", "aarch64", (3, 12), "qt"),
        ("linux", "", "x86_64", (3, 12), None),  # musl
        ("linux", "2.36", "armv7l", (3, 11), None),
        ("darwin", "15.1", "arm64", (3, 13), "qt"),
        ("darwin", "12.7.6", "x86_64", (3, 11), "qt-6.9.3"),
        ("darwin", "11.7", "x86_64", (3, 11), None),
        ("win32", "10.0", "AMD64", (3, 14), "qt"),
        ("win32", "6.1", "AMD64", (3, 11), None),
    ],
)
def test_the_qt_is_the_newest_that_runs_there(
    system: str, release: str, machine: str, python: tuple[int, int], layer: str | None
) -> None:
    assert environment.qt_layer(system, release, machine, python) == layer


# What is made, and when it is made again

MADE = State("3.11.2", "/home/ana/a b/postigo", "p1", "w1", {"base": "b1", "qt": "q1"})


@pytest.mark.parametrize(
    ("found", "wanted", "work"),
    [
        (MADE, MADE, ()),
        (None, MADE, ("make", "install", "register")),
        (MADE, replace(MADE, python="3.12.1"), ("make", "install", "register")),
        (MADE, replace(MADE, root="/elsewhere"), ("move", "register")),
        (MADE, replace(MADE, root="/elsewhere", layers={"base": "b2"}), ("move", "install", "register")),
        (MADE, replace(MADE, layers={"base": "b2", "qt": "q1"}), ("install",)),
        (MADE, replace(MADE, layers={"base": "b1", "qt": "q1", "dev": "d1"}), ("install",)),
        (MADE, replace(MADE, layers={"base": "b1"}), ()),  # more than is needed is no work
        (MADE, replace(MADE, project="p2", words="w2"), ("register",)),
        (MADE, replace(MADE, words="w2"), ("words",)),
    ],
)
def test_only_what_changed_is_done_again(found: State | None, wanted: State, work: tuple[str, ...]) -> None:
    assert steps(found, wanted) == work


def test_what_was_lost_is_put_back() -> None:
    assert steps(MADE, MADE, {"postigo"}) == ("register",), "a line that points to this folder"
    assert steps(MADE, MADE, {"postigo", "psutil"}) == ("mend", "register")
    assert steps(None, MADE, {"psutil"}) == ("make", "install", "register")


def test_only_what_was_lost_is_fetched_again_and_nothing_is_taken_away_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def note(_: object, typed: list[str]) -> None:
        asked.extend([*typed, Path(typed[-1]).read_text(encoding="utf-8")])

    monkeypatch.setattr(environment, "pip", note)
    environment.mend(tmp_path, ["base", "dev"], {"psutil", "argon2-cffi", "postigo", "somebody-elses"})
    wanted = asked[-1]
    assert "--force-reinstall" in asked
    assert [line.split("==")[0] for line in wanted.splitlines() if not line.startswith(" ")] == [
        "argon2-cffi",
        "psutil",
    ]
    assert list(tmp_path.iterdir()) == []


def test_every_entry_of_the_locks_is_known_by_its_name() -> None:
    for name in EVERY_LOCK:
        assert set(environment.locked([name])) == set(locked(name))


def test_a_lost_or_cut_file_is_seen(tmp_path: Path) -> None:
    site = tmp_path / "lib/python3.11/site-packages"
    (site / "a-1.dist-info").mkdir(parents=True)
    (site / "b_b-2.dist-info").mkdir()
    (site / "a.py").write_text("four", encoding="utf-8")
    (site / "a-1.dist-info/RECORD").write_text("a.py,sha256=x,4\na-1.dist-info/RECORD,,\n", encoding="utf-8")
    (site / "b_b-2.dist-info/RECORD").write_text('"b, c.py",sha256=x,4\n', encoding="utf-8")
    assert intact.incomplete(tmp_path) == {"b-b"}
    (site / "b, c.py").write_text("four", encoding="utf-8")
    assert intact.incomplete(tmp_path) == set()
    (site / "a.py").write_text("", encoding="utf-8")
    assert intact.incomplete(tmp_path) == {"a"}


@pytest.mark.parametrize("trouble", [words.SetupError("disk-full"), KeyboardInterrupt(), OSError(28, "full")])
def test_a_set_up_that_failed_gives_the_disk_back(
    trouble: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ".venv"

    def fail(*_: object) -> None:
        (folder / "half").write_text("of it", encoding="utf-8")
        raise trouble

    monkeypatch.setattr(environment, "make", lambda made: made.mkdir())
    monkeypatch.setattr(environment, "pip", fail)
    with pytest.raises((words.SetupError, KeyboardInterrupt)):
        environment.prepare(folder, ["base"])
    assert not folder.exists()


@pytest.mark.parametrize("older", [{"words": "older"}, {"layers": {"base": "older"}}, {"root": "/elsewhere"}])
def test_a_renewal_that_failed_takes_nothing_away(
    older: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ".venv"
    environment.python_of(folder).parent.mkdir(parents=True)
    environment.python_of(folder).touch()
    there = replace(environment.wanted_state(["base"]), **older)
    (folder / environment.MARKER).write_text(json.dumps(asdict(there)), encoding="utf-8")

    def fail(*_: object) -> None:
        raise words.SetupError("disk-full")

    monkeypatch.setattr(environment, "run", fail)
    with pytest.raises(words.SetupError):
        environment.prepare(folder, ["base"])
    assert environment.found_state(folder) == there


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_of_wheels_is_all_that_is_used(there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed: list[str] = []
    monkeypatch.setattr(environment, "WHEELS", tmp_path / "wheels")
    monkeypatch.setattr(environment, "pip", lambda _, words: typed.extend(words))
    if there:
        (tmp_path / "wheels").mkdir()
    environment.install(tmp_path, ["-r", "base.txt"])
    assert ("--no-index" in typed) is there
    assert (str(tmp_path / "wheels") in typed) is there
    assert "--require-hashes" in typed


def test_what_a_folder_of_wheels_lacks_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = "ERROR: Could not find a version that satisfies x\nERROR: No matching distribution found for x==1"
    assert environment.meaning(printed, tmp_path).key == "pip-failed"
    (tmp_path / "wheels").mkdir()
    monkeypatch.setattr(environment, "WHEELS", tmp_path / "wheels")
    assert environment.meaning(printed, tmp_path).key == "wheels-lack"


def test_what_the_other_command_put_in_stays_and_qt_is_one() -> None:
    tested = replace(MADE, layers={"base": "b1", "qt": "q1", "dev": "d1", "a-lock-of-old": "x"})
    assert environment.with_those_of(None, ["base"]) == ["base"]
    assert environment.with_those_of(tested, ["base"]) == ["base", "qt", "dev"]
    assert environment.with_those_of(tested, ["base", "qt-6.9.3"]) == ["base", "qt-6.9.3", "dev"]


@pytest.mark.parametrize("rubbish", [None, "", "{", "[]", '{"python": "3.11"}'])
def test_a_half_made_environment_counts_as_none(tmp_path: Path, rubbish: str | None) -> None:
    environment.python_of(tmp_path).parent.mkdir()
    environment.python_of(tmp_path).touch()
    if rubbish is not None:
        (tmp_path / environment.MARKER).write_text(rubbish, encoding="utf-8")
    assert environment.found_state(tmp_path) is None


@pytest.fixture
def a_repository(tmp_path: Path) -> Path:
    for name in (
        "pyproject.toml",
        "installer/hatch_build.py",
        "installer/locks/base.txt",
        "checks/x/locale/es/LC_MESSAGES/x.po",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "checks/x/locale/es/LC_MESSAGES/x.mo").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "work"),
    [
        ("pyproject.toml", ("register",)),
        ("installer/locks/base.txt", ("install",)),
        ("checks/x/locale/es/LC_MESSAGES/x.po", ("words",)),
        ("README.md", ()),
    ],
)
def test_a_changed_file_asks_for_its_own_step(a_repository: Path, changed: str, work: tuple[str, ...]) -> None:
    before = environment.wanted_state(["base"], a_repository)
    (a_repository / changed).write_text("new", encoding="utf-8")
    assert steps(before, environment.wanted_state(["base"], a_repository)) == work


def test_a_moved_repository_is_the_same_but_for_its_place(a_repository: Path) -> None:
    before = environment.wanted_state(["base"], a_repository)
    moved = a_repository.rename(a_repository.with_name("moved"))
    after = environment.wanted_state(["base"], moved)
    assert after == replace(before, root=str(moved))
    assert steps(before, after) == ("move", "register")


def test_a_lost_catalogue_is_compiled_again(a_repository: Path) -> None:
    before = environment.wanted_state(["base"], a_repository)
    (a_repository / "checks/x/locale/es/LC_MESSAGES/x.mo").unlink()
    assert steps(before, environment.wanted_state(["base"], a_repository)) == ("words",)


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
    assert "sudo apt-get install" in above
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
    assert second_command.surroundings({"HOME": "/h"}) == {
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


# The locks


def locked(name: str) -> dict[str, tuple[Requirement, list[str]]]:
    """What a lock pins: name, requirement, hashes."""
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            requirement, *hashes = re.split(r"\s+--hash=", line.strip())
            found[str(canonicalize_name(Requirement(requirement).name))] = (Requirement(requirement), hashes)
    return found


@pytest.mark.parametrize("name", EVERY_LOCK)
def test_every_line_of_a_lock_is_pinned_and_hashed(name: str) -> None:
    pins = locked(name)
    assert pins
    for requirement, hashes in pins.values():
        assert [part.operator for part in requirement.specifier] == ["=="]
        assert requirement.url is None
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes)


@pytest.mark.parametrize("name", EVERY_LOCK)
def test_a_lock_names_no_host_and_no_folder(name: str) -> None:
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|(^|\s)--(?!hash=)|(^|\s)/|file:", text, re.MULTILINE)


PLACES = [
    {"sys_platform": system, "platform_machine": machine, "python_version": version, "python_full_version": f"{version}.1"}
    for system, machines in {
        "linux": ("x86_64", "aarch64", "i686"), "win32": ("AMD64", "ARM64", "x86"), "darwin": ("x86_64", "arm64"),
    }.items()
    for machine in machines
    for version in ("3.11", "3.13", "3.14", "3.15")
]  # fmt: skip


def applies(requirement: Requirement, here: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(here)


def test_the_locks_satisfy_pyproject() -> None:
    asked = lock.layers()
    assert sorted(asked) == EVERY_LOCK
    base = locked("base")
    for layer, lines in asked.items():
        pins = base | locked(layer)
        for line in lines:
            wish = Requirement(line)
            requirement, _ = pins[str(canonicalize_name(wish.name))]
            version = next(iter(requirement.specifier)).version
            assert wish.specifier.contains(version), line
            for here in PLACES:  # uv words a marker in its own way
                assert applies(requirement, here) is applies(wish, here), f"{line}: {here}"


def test_the_base_can_install_the_repository() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {str(canonicalize_name(Requirement(line).name)) for line in project["build-system"]["requires"]}
    assert wanted | {"editables"} <= set(locked("base"))
    assert not {name for name in locked("base") if "pyside" in name}


def test_no_name_is_in_two_layers() -> None:
    assert not set(locked("base")) & set(locked("dev"))
    assert set(locked("qt")) == set(locked("qt-6.9.3")) == {"pyside6-essentials", "shiboken6"}


def test_the_locks_are_told_apart_by_the_same_qt_as_the_commands() -> None:
    assert second_command.parsed(["--qt", lock.OLD_QT])[0] == lock.OLD_QT
    assert locked(f"qt-{lock.OLD_QT}")["pyside6-essentials"][0].specifier == f"=={lock.OLD_QT}"


MANYLINUX = (
    "manylinux_2_28_x86_64",
    "manylinux_2_24_x86_64",
    "manylinux2014_x86_64",
    "manylinux_2_12_x86_64",
    "manylinux_2_5_x86_64",
)
SYSTEMS = {
    "windows": (
        {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows", "platform_machine": "AMD64"},
        ("win_amd64",),
        ("win_amd64",),
    ),
    "macos": (
        {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
        ("macosx_14_0_arm64",),
        ("macosx_12_0_arm64",),
    ),
    "linux": (
        {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
        ("manylinux_2_34_x86_64", *MANYLINUX),
        MANYLINUX,
    ),
}


@pytest.mark.set_up
@needs("registry")
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(("name", "python"), [*((name, "3.11") for name in EVERY_LOCK), ("base", "3.14")])
def test_every_locked_wheel_is_there_for_every_system(name: str, python: str, system: str, tmp_path: Path) -> None:
    markers, new, old = SYSTEMS[system]
    lines = [  # pip reads the markers with its own system's eyes, so we read them for it
        " ".join([f"{wish.name}{wish.specifier}", *(f"--hash={one}" for one in hashes)])
        for wish, hashes in locked(name).values()
        if wish.marker is None
        or wish.marker.evaluate({"python_version": python, "python_full_version": f"{python}.2"} | markers)
    ]
    (tmp_path / "lock.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, "-P", "-m", "pip"]
    if (
        shutil.which("pip", path=str(Path(sys.executable).parent)) is None
    ):  # our .venv has no pip; the Python it was made from has
        command[0] = str(Path(sys._base_executable))  # type: ignore[attr-defined]
    command += [
        "install",
        "--quiet",
        "--dry-run",
        "--no-deps",
        "--require-hashes",
        "--only-binary=:all:",
        "--python-version",
        python,
    ]
    command += [word for tag in (old if name.endswith(lock.OLD_QT) else new) for word in ("--platform", tag)]
    command += ["--target", str(tmp_path / "nothing"), "--requirement", str(tmp_path / "lock.txt")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# A bare machine

BARE_MACHINES = Path("/var/tmp/postigo-test-chroot")  # noqa: S108 - kept between runs, outside the repository; ours alone, as checked below
WITHIN = "home/ana/a window with shutters"


def output_of(*command: str) -> str:
    """What a command of this machine prints, or nothing."""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.fixture(scope="module")
def debian_12() -> Path:
    """Debian 12 as it comes, with python3, pip and git and nothing more; made once."""
    BARE_MACHINES.mkdir(mode=0o700, exist_ok=True)
    assert BARE_MACHINES.stat().st_uid == 0
    machine = BARE_MACHINES / "bookworm"
    if not (machine / "made").exists():
        shutil.rmtree(machine, ignore_errors=True)
        targets = output_of(
            "apt-get", "indextargets", "--format", "$(RELEASE) $(REPO_URI)", "Created-By: Packages"
        ).split("\n")
        mirror = [line.split()[1] for line in targets if line.startswith("bookworm ")][
            :1
        ]  # the one this machine uses; else debootstrap's own
        include = "--include=python3,python3-pip,git,ca-certificates"
        command = ["debootstrap", "--variant=minbase", include, "bookworm", str(machine), *mirror]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:]
        (machine / "made").touch()
    return machine


@pytest.fixture
def bare(debian_12: Path) -> Iterator[Path]:
    """A fresh copy of it, with the repository in a folder whose name has spaces, and this machine's ways to the registries."""
    machine = BARE_MACHINES / f"copy-{os.getpid()}"
    subprocess.run(["cp", "--archive", "--reflink=auto", str(debian_12), str(machine)], check=True)
    files = output_of("git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard").split(
        "\0"
    )
    for name in filter(None, files):
        if (ROOT / name).is_file():
            (machine / WITHIN / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, machine / WITHIN / name)
    settings = [line for line in output_of("apt-config", "dump").splitlines() if line.startswith("Acquire::")]
    (machine / "etc/apt/apt.conf.d/99here").write_text("\n".join(settings) + "\n", encoding="utf-8")
    (machine / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")  # no daemon starts in here
    (machine / "usr/sbin/policy-rc.d").chmod(0o755)
    yield machine
    shutil.rmtree(machine)


def pip_settings() -> dict[str, str]:
    """How pip reaches its registry from this machine, as environment variables; without the folders and files that only this machine has."""
    pairs = (line.split("=", 1) for line in output_of(*PIP, "config", "list").splitlines() if "=" in line)
    settings = {key.rpartition(".")[2]: ast.literal_eval(value) for key, value in pairs}
    local = {"find-links", "extra-index-url", "cache-dir", "constraint"}
    return {f"PIP_{key.upper().replace('-', '_')}": value for key, value in settings.items() if key not in local}


def enter(machine: Path, command: str) -> subprocess.CompletedProcess[str]:
    """A command inside, as root. Mounts live in its own namespace and are gone with it, before anything is removed."""
    proxies = {key: value for key, value in os.environ.items() if key.lower().endswith("_proxy")}
    settings = pip_settings()
    inside = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(Path.home()), "LANG": "C.UTF-8"} | proxies | settings
    mounts = ["mount -t proc proc proc"]
    for path in {
        "/etc/resolv.conf",
        "/etc/ssl/certs/ca-certificates.crt",
        settings.get("PIP_CERT", "/etc/resolv.conf"),
    }:
        if Path(path).is_file():
            (machine / path[1:]).parent.mkdir(parents=True, exist_ok=True)
            (machine / path[1:]).touch()
            mounts.append(f"mount --bind '{path}' '{machine}{path}'")
    script = " && ".join([f"cd '{machine}'", *mounts, f"exec chroot . sh -c 'cd \"/{WITHIN}\" && {command}'"])
    return subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script],
        env=inside,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


@pytest.mark.set_up
@needs("chroot", "debootstrap", "registry")
def test_one_command_takes_a_bare_debian_12_to_an_audit(bare: Path) -> None:
    first = enter(bare, "python3 -m installer.run")
    assert first.returncode == 0, first.stdout + first.stderr
    saved = re.search(r"Saved: /(.*postigo-report-.*\.html) \(", first.stderr)
    assert saved, first.stderr
    report = bare / saved[1]
    assert report.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html")
    assert "Traceback" not in first.stderr
    report.unlink()

    second = enter(bare, "python3 -m installer.run")
    assert second.returncode == 0, second.stdout + second.stderr
    assert list((bare / WITHIN).glob("postigo-report-*.html"))
    assert second.stderr.count("apt") == 0

    # All that set-up costs when there is nothing to do, and the program's own start.
    helped = within(3, lambda: enter(bare, "python3 -m installer.run -- --help"))
    assert helped.returncode == 0, helped.stderr


SUDO = 'sudo() { SUDO_UID=1000 SUDO_GID=1000 SUDO_USER=ana "$@"; }'
"""What sudo does, as far as we see it; a bare Debian has none."""


@pytest.mark.set_up
@needs("chroot", "debootstrap", "registry")
def test_what_the_page_for_schools_says_can_be_typed_without_a_network(bare: Path) -> None:
    once, each, look = re.findall(
        r"^```sh\n(.*?)^```", (ROOT / "docs/school.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    with (bare / "etc/passwd").open("a") as accounts:
        accounts.write("ana:x:1000:1000::/home/ana:/bin/sh\n")
    with (bare / "etc/group").open("a") as groups:
        groups.write("ana:x:1000:\n")
    subprocess.run(["chown", "-R", "1000:1000", str(bare / "home/ana")], check=True)
    (bare / "once.sh").write_text(f"set -e\n{once}", encoding="utf-8")
    filled = enter(bare, "sh /once.sh")
    assert filled.returncode == 0, filled.stdout + filled.stderr
    (bare / "each.sh").write_text(f"set -e\nHOME=/home/ana\n{SUDO}\n{each}\n{look}", encoding="utf-8")
    done = enter(bare, "unshare --net sh /each.sh")
    assert done.returncode in range(4), done.stdout + done.stderr
    assert "Postigo 0" in done.stdout
    found = list((bare / "home/ana").glob("*.json"))
    assert [json.loads(file.read_text(encoding="utf-8"))["schema"] for file in found] == ["postigo.report/1"]
    assert found[0].stat().st_uid == 1000
    ours = [bare / "opt/postigo", *(bare / "opt/postigo").rglob("*")]
    assert {path.lstat().st_uid for path in ours} == {0}
    assert not [path for path in ours if not path.is_symlink() and path.stat().st_mode & 0o022]


@pytest.mark.set_up
@needs("chroot", "debootstrap", "registry")
def test_a_double_click_on_a_bare_debian_12_is_enough(bare: Path) -> None:
    for command in ("./postigo.sh --version", 'cd / && sh "/home/ana/a window with shutters/postigo.sh" --version'):
        done = enter(bare, command)
        assert (done.returncode, done.stdout) == (0, "Postigo 0.1.0\n"), done.stderr
    # Moved, and without a network: only its own paths are made anew.
    moved = f'mv "/{WITHIN}" /moved && cd /moved && unshare --net ./postigo.sh explain nothing'
    done = enter(bare, moved)
    assert done.returncode == 64, done.stderr
    assert "python3 -m installer.run checks" in done.stderr


def test_two_looks_within_a_minute_both_get_a_report(tmp_path: Path) -> None:
    assert first_command.free_name(tmp_path, "report.html") == "report.html"
    (tmp_path / "report.html").touch()
    (tmp_path / "report-2.html").touch()
    assert first_command.free_name(tmp_path, "report.html") == "report-3.html"
