"""What the commands set up: libraries of the system, the Qt that runs there, and what is made again."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from installer import environment, intact, system_packages, words
from installer.environment import State, steps

from tests.support.bare_machine import (
    BOOKWORM,
    EVERY_LOCK,
    locked,
)

NOBLE = {"ID": "ubuntu", "ID_LIKE": "debian", "VERSION_CODENAME": "noble", "UBUNTU_CODENAME": "noble"}
MINT_22 = {"ID": "linuxmint", "ID_LIKE": "ubuntu debian", "VERSION_CODENAME": "wilma", "UBUNTU_CODENAME": "noble"}
LMDE_6 = {"ID": "linuxmint", "ID_LIKE": "debian", "VERSION_CODENAME": "faye", "DEBIAN_CODENAME": "bookworm"}
TUMBLEWEED = {"ID": "opensuse-tumbleweed", "ID_LIKE": "opensuse suse"}


# What the system must have


@pytest.mark.parametrize(
    ("release", "there", "line"),
    [
        (
            BOOKWORM,
            {"apt-get"},
            "sudo apt-get update; sudo apt-get install -y --no-install-recommends libglib2.0-0 libxcb-shape0",
        ),
        (
            NOBLE,
            {"apt-get"},
            "sudo apt-get update; sudo apt-get install -y --no-install-recommends libglib2.0-0t64 libxcb-shape0",
        ),
        (
            MINT_22,
            {"apt-get"},
            "sudo apt-get update; sudo apt-get install -y --no-install-recommends libglib2.0-0t64 libxcb-shape0",
        ),
        (
            LMDE_6,
            {"apt-get"},
            "sudo apt-get update; sudo apt-get install -y --no-install-recommends libglib2.0-0 libxcb-shape0",
        ),
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
    assert system_packages.line_to_type(manager, packages, root=True) == line.replace("sudo ", "")


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


@pytest.mark.parametrize(
    ("system", "libc", "machine", "layers"),
    [
        ("linux", "glibc", "x86_64", ["age", "fleet", "pdf", "stamps"]),
        ("linux", "glibc", "aarch64", ["age", "fleet", "pdf", "stamps"]),
        ("linux", "", "x86_64", ["fleet"]),  # musl
        ("linux", "glibc", "i686", []),
        ("darwin", "", "arm64", ["age", "fleet", "pdf", "stamps"]),
        ("darwin", "", "x86_64", ["age", "fleet", "pdf"]),
        ("win32", "", "AMD64", ["age", "fleet", "pdf", "stamps"]),
        ("win32", "", "ARM64", ["fleet"]),
        ("freebsd", "", "amd64", []),
    ],
)
def test_what_has_no_wheel_everywhere_is_set_up_where_it_has_one(
    system: str, libc: str, machine: str, layers: list[str]
) -> None:
    assert environment.extra_layers(system, libc, machine) == layers


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
