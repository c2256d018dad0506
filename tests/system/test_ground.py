"""The ground that root stands on: whose each place is, which tools are run, and where Postigo steps down or refuses."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from installer import environment, first_command, ground, person, words

from postigo.core.system import CannotTell, Unknown
from postigo.system import commands, file_owners, wow64
from postigo.system import install_trust as own_ground
from postigo.system.live import live
from tests.support.places import leave, needs

ROOT = Path(__file__).parents[2]
OTHER, ASKER = 54321, 65534  # an account that nobody has, and one that every system has (nobody)

posix = needs("posix")
as_root = needs("root", "another-account")
linux_root = needs("linux", "root", "another-account")


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder of root's right under the sticky /tmp, into which everybody may look."""
    folder = Path(tempfile.mkdtemp(prefix="postigo-ground-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _tool(folder: Path, name: str = "of-its-own", says: str = "made up") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    tool = folder / name
    tool.write_text(f"#!/bin/sh\necho {says}\n")
    tool.chmod(0o755)
    return tool


# --- whose a place is ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, None),
        ({"SUDO_UID": "1000"}, 1000),
        ({"PKEXEC_UID": "1001"}, 1001),
        ({"SUDO_UID": "0", "PKEXEC_UID": "7"}, 7),
        ({"SUDO_UID": "-1"}, None),
        ({"SUDO_UID": "one"}, None),
        ({"SUDO_UID": str(2**32)}, None),
        ({"SUDO_UID": ""}, None),
    ],
)
def test_who_asked_is_told_by_sudo_or_pkexec(environ: dict[str, str], expected: int | None) -> None:
    assert file_owners.asker(environ) == expected


@posix
@as_root
def test_a_folder_of_roots_in_tmp_is_roots(place: Path) -> None:
    (place / "a" / "b").mkdir(parents=True)
    assert file_owners.weak_point(str(place / "a" / "b"), {0}) is None


@posix
@as_root
@pytest.mark.parametrize("which", [0, 1, 2])
def test_an_owner_anywhere_on_the_way_could_change_it(place: Path, which: int) -> None:
    ways = [place, place / "a", place / "a" / "b"]
    ways[2].mkdir(parents=True)
    os.chown(ways[which], OTHER, 0)
    assert file_owners.weak_point(str(ways[2]), {0}) == str(ways[which])
    assert file_owners.weak_point(str(ways[2]), {0, OTHER}) is None


@posix
@as_root
@pytest.mark.parametrize("mode", [0o777, 0o757, 0o702])
def test_where_everybody_may_write_anybody_could_change_it(place: Path, mode: int) -> None:
    (place / "a" / "b").mkdir(parents=True)
    (place / "a").chmod(mode)
    assert file_owners.weak_point(str(place / "a" / "b"), {0}) == str(place / "a")
    (place / "a").chmod(mode | stat.S_ISVTX)  # sticky: only what lies in it counts
    assert file_owners.weak_point(str(place / "a" / "b"), {0}) is None
    os.chown(place / "a" / "b", OTHER, 0)
    assert file_owners.weak_point(str(place / "a" / "b"), {0}) == str(place / "a" / "b")


@posix
@as_root
def test_a_group_counts_by_who_is_in_it(place: Path) -> None:
    inner = place / "a"
    inner.mkdir()
    inner.chmod(0o775)
    os.chown(inner, 0, OTHER)  # a group that is not known is somebody's
    assert file_owners.weak_point(str(inner), {0}) == str(inner)
    os.chown(inner, 0, 0)
    assert file_owners.weak_point(str(inner), {0}, groups=False) == str(inner)


@posix
@as_root
def test_links_are_followed_and_count_themselves(place: Path) -> None:
    (place / "theirs").mkdir()
    os.chown(place / "theirs", OTHER, OTHER)
    (place / "roots").mkdir()
    (place / "link").symlink_to("theirs")
    (place / "far").symlink_to(place / "roots" / ".." / "theirs")
    (place / "theirs" / "back").symlink_to("../roots")
    (place / "round").symlink_to("round")
    assert file_owners.weak_point(str(place / "link"), {0}) == str(place / "theirs")
    assert file_owners.weak_point(str(place / "far"), {0}) == str(place / "theirs")
    assert file_owners.weak_point(str(place / "theirs" / "back"), {0}) == str(place / "theirs")
    assert file_owners.weak_point(str(place / "round"), {0}) == str(place / "round")
    assert file_owners.weak_point(str(place / "no such"), {0}) == str(place / "no such")
    os.lchown(place / "link", OTHER, OTHER)
    assert file_owners.weak_point(str(place / "link"), {0}) == str(place / "link")


@posix
@as_root
def test_whatever_lies_deep_inside_counts(place: Path) -> None:
    deep = place / "a" / "b" / "c"
    deep.parent.mkdir(parents=True)
    deep.write_text("x")
    assert file_owners.weak_within([str(place)], {0}) is None
    assert file_owners.weak_beside(str(place), {0}) is None
    deep.chmod(0o666)
    assert file_owners.weak_within([str(place)], {0}) == str(deep)
    assert file_owners.weak_beside(str(place), {0}) is None


# --- tools ---------------------------------------------------------------------------------------------------------------


def _denied(program: str) -> str:
    with pytest.raises(CannotTell) as unknown:
        commands.find(program)
    assert unknown.value.why is Unknown.DENIED
    return unknown.value.detail


@posix
@as_root
def test_root_runs_no_tool_that_another_account_could_change(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = _tool(place / "bin")
    monkeypatch.setenv("PATH", f"{tool.parent}:{os.environ['PATH']}")
    assert commands.find("of-its-own") == str(tool)
    for at, owner, mode in (
        (tool, OTHER, 0o755),
        (tool.parent, OTHER, 0o755),
        (tool, 0, 0o777),
        (tool.parent, 0, 0o777),
        (tool.parent, OTHER, 0o1777),
    ):
        before = at.stat()
        os.chown(at, owner, 0)
        at.chmod(mode)
        assert "another account could change" in _denied("of-its-own")
        os.chown(at, 0, 0)
        at.chmod(stat.S_IMODE(before.st_mode))
    assert commands.find("of-its-own") == str(tool)


@posix
@as_root
def test_root_runs_no_tool_of_the_one_that_asked_either(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = _tool(place / "bin")
    os.chown(tool.parent, ASKER, 0)
    monkeypatch.setenv("PATH", f"{tool.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("SUDO_UID", str(ASKER))
    assert "another account could change" in _denied("of-its-own")


@posix
@as_root
def test_a_later_folder_that_is_roots_is_looked_into(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, roots = _tool(place / "theirs"), _tool(place / "roots")
    os.chown(theirs.parent, OTHER, OTHER)
    monkeypatch.setenv("PATH", f"{theirs.parent}:{roots.parent}:{os.environ['PATH']}")
    assert commands.find("of-its-own") == str(roots)


@posix
@as_root
def test_what_a_command_starts_is_not_looked_for_where_others_may_write(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs, roots = _tool(place / "theirs", "theirs"), _tool(place / "roots", "roots")
    os.chown(theirs.parent, OTHER, OTHER)
    monkeypatch.setenv("PATH", f"{theirs.parent}:{roots.parent}:{os.environ['PATH']}")
    path = commands.surroundings(None)["PATH"].split(":")
    assert str(roots.parent) in path
    assert str(theirs.parent) not in path


_ASKS = """
import os, sys
sys.path[:0] = {folders!r}
from postigo.system import commands
from postigo.core.system import CannotTell
try:
    print(commands.find("of-its-own"))
except CannotTell as unknown:
    print(unknown)
"""


def _as_somebody(code: str, path: str, uid: int) -> str:
    """What a Python of the system says as an account with fewer rights."""
    python = next((one for one in ("/usr/bin/python3", sys.executable) if Path(one).is_file()), sys.executable)
    done = subprocess.run(
        [python, "-P", "-c", code.format(folders=[str(ROOT / "app")])],
        user=uid,
        group=uid,
        extra_groups=[],
        env={"PATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode != 0:
        leave("a Python of root's that no other account can run with our code")
    return done.stdout.strip()


@linux_root
def test_nobody_runs_a_tool_out_of_a_folder_that_others_may_write_to(place: Path) -> None:
    tool = _tool(place / "bin")
    path = f"{tool.parent}:/usr/bin:/bin"
    assert _as_somebody(_ASKS, path, ASKER) == str(tool)
    tool.parent.chmod(0o777)
    assert _as_somebody(_ASKS, path, ASKER).startswith("denied: ")
    tool.parent.chmod(0o755)
    os.chown(tool.parent, OTHER, OTHER)
    assert _as_somebody(_ASKS, path, ASKER).startswith("denied: ")
    os.chown(tool.parent, ASKER, ASKER)
    assert _as_somebody(_ASKS, path, ASKER) == str(tool)


@posix
def test_a_tool_out_of_the_home_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = _tool(tmp_path / "home" / ".local" / "bin")
    monkeypatch.setenv("PATH", f"{tool.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(commands, "_home", lambda: str((tmp_path / "home").resolve()))
    assert "it lies in the home" in _denied("of-its-own")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "of-its-own").symlink_to(tool)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert "it lies in the home" in _denied("of-its-own")


@posix
def test_the_systems_own_tools_are_run() -> None:
    assert live().run("sh", "-c", "echo well").out == "well\n"


# --- the folder of the project -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def copied() -> Iterator[Path]:
    """A copy of the program's sources."""
    folder = Path(tempfile.mkdtemp(prefix="postigo-ground-", dir="/tmp"))
    folder.chmod(0o755)
    for name in ("app", "checks", "resources", "installer"):
        shutil.copytree(ROOT / name, folder / "clone" / name, ignore=shutil.ignore_patterns("__pycache__", "locks"))
    shutil.copy(ROOT / "pyproject.toml", folder / "clone")
    yield folder / "clone"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def checkout(copied: Path) -> Path:
    """The copy, all of it root's and of nobody else."""
    for each in [copied, *copied.rglob("*")]:
        os.chown(each, 0, 0)
        each.chmod(0o755 if each.is_dir() else 0o644)
    return copied


def _own(folder: Path, uid: int) -> None:
    for each in [folder, *folder.rglob("*")]:
        os.lchown(each, uid, uid)


def _audit(clone: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    folders = [str(clone / name) for name in ("app", "checks", "resources")]
    kept = {name: value for name, value in os.environ.items() if name not in {"SUDO_UID", "PKEXEC_UID", ground.GOES_ON}}
    return subprocess.run(
        [sys.executable, "-P", "-m", "postigo", "audit", "boot.secure", "--format", "json", "--lang", "en"],
        env={
            **kept,
            "PYTHONPATH": os.pathsep.join(folders),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": "/nonexistent",
            **environ,
        },
        cwd="/",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@linux_root
def test_root_runs_what_is_roots_also_in_tmp(checkout: Path) -> None:
    done = _audit(checkout)
    assert "another account" not in done.stderr.lower()
    assert json.loads(done.stdout)["results"]


@linux_root
def test_behind_sudo_what_lies_in_the_home_of_the_one_that_asked_is_run(checkout: Path) -> None:
    _own(checkout, OTHER)
    for name in ("SUDO_UID", "PKEXEC_UID"):
        done = _audit(checkout, **{name: str(OTHER)})
        assert "another account" not in done.stderr.lower()
        assert json.loads(done.stdout)["results"]


@linux_root
@pytest.mark.parametrize("where", [".", "app", "app/postigo/core/evaluate.py", "checks/postigo_checks/data"])
def test_root_in_a_checkout_of_another_account_refuses(checkout: Path, where: str) -> None:
    os.chown(checkout / where, OTHER, OTHER)
    done = _audit(checkout)
    assert done.returncode == 64
    assert done.stdout == ""
    assert f"Another account could change {(checkout / where).resolve()}" in done.stderr
    assert "without sudo" in done.stderr


@linux_root
@pytest.mark.parametrize("where", [".", "checks/postigo_checks/__init__.py"])
def test_where_everybody_may_write_root_refuses(checkout: Path, where: str) -> None:
    (checkout / where).chmod(0o777)
    assert _audit(checkout).returncode == 64
    assert _audit(checkout, SUDO_UID=str(OTHER)).returncode == 64  # nobody that this system knows


@linux_root
def test_the_project_s_own_tests_go_on(checkout: Path) -> None:
    _own(checkout, OTHER)
    assert json.loads(_audit(checkout, **{ground.GOES_ON: "1"}).stdout)["results"]
    assert ground.GOES_ON == own_ground.GOES_ON


@linux_root
def test_behind_sudo_root_steps_down_where_another_account_could_change_it(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _own(checkout, OTHER)
    monkeypatch.setattr(own_ground, "_folders", lambda: [str(checkout / "app")])
    assert own_ground.weak_ground({"SUDO_UID": str(ASKER)}) == str(checkout)
    assert own_ground.can_step_down({"SUDO_UID": str(ASKER)})
    assert not own_ground.can_step_down({"SUDO_UID": str(OTHER)})
    assert not own_ground.can_step_down({})
    ids: list[object] = []
    begun: list[tuple[str, list[str], dict[str, str]]] = []
    monkeypatch.setattr(os, "initgroups", lambda *words: ids.append(words))
    monkeypatch.setattr(os, "setgid", ids.append)
    monkeypatch.setattr(os, "setuid", ids.append)
    monkeypatch.setattr(os, "execve", lambda program, words, environ: begun.append((program, words, environ)))
    own_ground.step_down({"SUDO_UID": str(ASKER), "SUDO_USER": "nobody", "KEPT": "1"})
    assert ids[-1] == ASKER  # last of the three: after it nothing can be set any more
    [(program, command, environ)] = begun
    assert program == command[0] == sys.executable
    assert environ["KEPT"] == "1"
    assert not {name for name in environ if name.startswith("SUDO_")}


_STEPS = """
import os, sys
sys.path[:0] = {folders!r}
if "inner" in sys.argv:
    print(os.getresuid(), os.getresgid(), os.environ["HOME"], os.environ.get("SUDO_UID"))
    raise SystemExit
from postigo.system import install_trust
sys.orig_argv.append("inner")
install_trust.step_down(os.environ)
print("came back")
"""


@linux_root
def test_who_has_stepped_down_cannot_go_back(place: Path) -> None:
    script = place / "steps.py"
    script.write_text(_STEPS.format(folders=[str(ROOT / "app")]))
    done = subprocess.run(
        ["/usr/bin/python3", "-P", str(script)],
        env={"PATH": "/usr/bin:/bin", "SUDO_UID": str(ASKER)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode != 0 or "came back" in done.stdout:
        leave("a Python of root's that no other account can run with our code")
    import pwd  # noqa: PLC0415 - not on Windows

    them = pwd.getpwuid(ASKER)
    ids = (them.pw_uid,) * 3, (them.pw_gid,) * 3
    assert done.stdout.strip() == f"{ids[0]} {ids[1]} {them.pw_dir} None"


# --- set-up --------------------------------------------------------------------------------------------------------------


@linux_root
def test_set_up_as_root_looks_first_whose_the_folder_is(checkout: Path) -> None:
    assert ground.weak_place({}, checkout) is None
    (checkout / "installer" / "run.py").chmod(0o666)
    assert ground.weak_place({}, checkout) == str(checkout / "installer" / "run.py")
    assert ground.weak_place({ground.GOES_ON: "1"}, checkout) is None
    _own(checkout, OTHER)
    assert ground.weak_place({}, checkout) == str(checkout)
    (checkout / "installer" / "run.py").chmod(0o644)
    assert ground.weak_place({"SUDO_UID": str(OTHER)}, checkout) is None


def test_set_up_steps_down_or_refuses(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    ana = person.Person(1000, 1000, "ana", "/home/ana")
    called: list[tuple[object, ...]] = []

    def again(*words: object) -> int:
        called.append(words)
        return 3

    monkeypatch.setattr("installer.ground.weak_place", lambda _environ: "/clone/app")
    monkeypatch.setattr("installer.system_packages.provide_libraries", lambda **_: pytest.fail("as root"))
    monkeypatch.setattr("installer.person.again_as", again)
    monkeypatch.setattr("installer.person.behind_sudo", lambda *_, **__: ana)
    assert first_command.main(["--", "checks"]) == 3
    assert called == [(ana, "installer.run", ["--", "checks"])]
    assert "/clone/app" in capsys.readouterr().err
    monkeypatch.setattr("installer.person.behind_sudo", lambda *_, **__: None)
    assert first_command.main([]) == first_command.FAULT
    assert "/clone/app" in capsys.readouterr().err


def test_the_tests_say_it_in_one_line_and_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(ground.GOES_ON, "")
    monkeypatch.setattr(ground, "weak_place", lambda _environ: "/clone/app")
    ground.tell_and_go_on()
    assert capsys.readouterr().err.count("\n") == 1
    assert os.environ[ground.GOES_ON] == "1"


@linux_root
def test_an_environment_that_a_group_could_change_is_made_anew(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = place / ".venv"
    (folder / "lib").mkdir(parents=True)
    assert not ground.weak_environment(folder, {})
    (folder / "lib").chmod(0o775)  # as a umask of 002 leaves it: of one's own group, but set-up makes none like it
    assert ground.weak_environment(folder, {})
    known: list[object] = []

    def steps(found: object, _wanted: object, _lost: object) -> tuple[str, ...]:
        known.append(found)
        return ()

    monkeypatch.setattr(environment, "steps", steps)
    environment.prepare(folder, ["base"])
    assert known == [None]
    assert ".venv" in capsys.readouterr().err


@posix
def test_an_environment_is_made_without_a_right_for_any_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def look(_folder: Path, _layers: object) -> Path:
        mask = os.umask(0)
        os.umask(mask)
        seen.append(mask)
        return tmp_path

    monkeypatch.setattr(environment, "_prepare", look)
    before = os.umask(0o002)
    try:
        environment.prepare(tmp_path, ["base"])
        after = os.umask(0o002)
    finally:
        os.umask(before)
    assert (seen, after) == ([0o022], 0o002)


def test_what_is_installed_comes_as_wheels(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(environment, "pip", lambda _folder, words: asked.append(list(words)))
    monkeypatch.setattr(environment, "make", lambda folder: folder.mkdir())
    monkeypatch.setattr(environment, "run", lambda *_: None)
    environment.prepare(tmp_path / "venv", ["base"])
    hashed = next(words for words in asked if "--require-hashes" in words)
    assert hashed[hashed.index("--only-binary") + 1] == ":all:"


def test_again_as_the_person_nothing_in_the_current_folder_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    class Done:
        returncode = 0

    def instead(words: list[str], **_: object) -> Done:
        started.append(words)
        return Done()

    with monkeypatch.context() as replaced:
        replaced.setattr(subprocess, "run", instead)
        replaced.setattr(os, "getgrouplist", lambda *_: [], raising=False)
        person.again_as(person.Person(1, 1, "x", "/"), "json.tool", ["a"])
    [words_] = started
    assert words_[1] == "-P"
    (tmp_path / "json").mkdir()
    (tmp_path / "json" / "tool.py").write_text("raise SystemExit('this came from the web')")
    done = subprocess.run(
        [*words_[:-1], "--help"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert "usage: " in done.stdout, done.stderr


# --- half a Windows ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("machine", [0, 0x014C])
def test_a_32_bit_python_on_a_64_bit_windows_sees_half(monkeypatch: pytest.MonkeyPatch, machine: int) -> None:
    import ctypes  # noqa: PLC0415 - a stand-in is put into it

    class Ask:
        argtypes: object = None
        restype: object = None

        def __call__(self, _process: object, found: object, _native: object) -> int:
            found._obj.value = machine  # type: ignore[attr-defined]
            return 1

    class Kernel:
        IsWow64Process2 = Ask()

        class GetCurrentProcess:
            restype: object = None

            def __new__(cls) -> object:  # type: ignore[misc]
                return -1

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    monkeypatch.setattr(ctypes, "WinDLL", lambda _name: Kernel, raising=False)
    assert wow64.sees_half() is (machine != 0)
    monkeypatch.setattr(sys, "maxsize", 2**63 - 1)
    assert not wow64.sees_half()


@pytest.mark.parametrize("told", [False, True])
def test_an_older_windows_tells_it_in_the_environment(monkeypatch: pytest.MonkeyPatch, told: bool) -> None:
    import ctypes  # noqa: PLC0415 - a stand-in is put into it

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    monkeypatch.setattr(ctypes, "WinDLL", lambda _name: object(), raising=False)
    monkeypatch.delenv("PROCESSOR_ARCHITEW6432", raising=False)
    if told:
        monkeypatch.setenv("PROCESSOR_ARCHITEW6432", "AMD64")
    assert wow64.sees_half() is told


def test_set_up_refuses_half_a_windows_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Half:
        @staticmethod
        def sees_half() -> bool:
            return True

    monkeypatch.setattr(ground, "part", lambda _name: Half)
    with pytest.raises(words.SetupError) as refused:
        ground.refuse_half_a_windows()
    assert refused.value.key == "half-a-windows"
    assert first_command.main([]) == first_command.FAULT
    assert "64" in capsys.readouterr().err


def test_here_python_sees_all_of_its_system() -> None:
    ground.refuse_half_a_windows()
    assert not wow64.sees_half()
