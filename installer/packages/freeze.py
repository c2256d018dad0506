"""Freezing: Postigo and its Python as one folder, made by PyInstaller in a building system.

The folder is the same, byte for byte, for the same sources, locks and system.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.environment import LOCKS, ROOT
from installer.packages import interpreter
from installer.packages.systems import enter, make, run, shell
from installer.packages.trees import settle
from installer.system_packages import LIBRARIES, named_here

KINDS: Final = ("window", "headless")
QT: Final = "qt-6.9.3"
"""The last Qt whose wheels run on glibc 2.28."""
LAYERS: Final = ("base", "age", "fleet", "stamps", QT, "packages")
WHEELS_FOR: Final = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_26", "manylinux_2_24", "manylinux_2_17", "manylinux2014", "manylinux_2_12", "manylinux_2_5")  # fmt: skip
TOOLS: Final = ("binutils", "dpkg-dev")
MORE_LIBRARIES: Final = ("libwayland-client0", "libwayland-cursor0", "libxcb-randr0")
"""Libraries of Qt's that other packages bring on newer systems."""
ANY: Final = ("libx11-xcb1 ",)
"""Packages of which any version does. This one has a single function, and Debian names the version that it was packaged as."""
BROUGHT: Final = ("libffi", "libpython3", "libssl")
"""Packages of the libraries that come along all the same: see `FROM_THE_SYSTEM` in postigo.spec."""
WORK: Final = "build"
"""Folder in the building system in which everything happens."""


def epoch() -> str:
    """Seconds of the last commit: the time of all that is built."""
    return run(["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]).strip()


def builder(suite: str, folder: Path) -> Path:
    """Building system of this release, with a Python. It is made once."""
    done = folder / "equipped"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        make(suite, folder)
        equip(suite, folder)
        done.touch()
    return folder


def equip(suite: str, machine: Path) -> None:
    """Equip a bare system: tools, a Python, and Qt's libraries. Their packages are looked up there."""
    names = [*TOOLS, *interpreter.packages(suite), *(library.apt for library in LIBRARIES), *MORE_LIBRARIES]
    named = " ".join(named_here(names, {"VERSION_CODENAME": suite}))
    shell(machine, f"apt-get -qq update && apt-get -qq install -y --no-install-recommends {named}")
    interpreter.provide(suite, machine)


def prepare(suite: str, machine: Path) -> str:
    """Environment in the building system with all to freeze. Returns the path of its Python."""
    place = machine / WORK
    for name in ("source", "venv", "wheels"):
        shutil.rmtree(place / name, ignore_errors=True)
    _export(place / "source")
    download(place / "wheels", LAYERS)
    python = f"/{WORK}/venv/bin/python"
    locks = " ".join(f"-r /{WORK}/source/installer/locks/{layer}.txt" for layer in LAYERS)
    offline = f"--no-index --find-links /{WORK}/wheels --quiet"
    shell(
        machine,
        f"{interpreter.path(suite)} -m venv --without-pip /{WORK}/venv\n"
        f"{python} $(echo /{WORK}/wheels/pip-*.whl)/pip install {offline} --require-hashes {locks}\n"
        f"cd /{WORK}/source\n"
        f"SOURCE_DATE_EPOCH={epoch()} {python} -m pip install {offline} --no-deps --no-build-isolation .\n",
    )
    return python


@dataclass(frozen=True)
class Frozen:
    """Frozen folder, and the Debian packages of libraries that it loads, for a Depends field."""

    tree: Path
    depends: str


def freeze(kind: str, machine: Path, python: str, target: Path, *, name: str = "") -> Frozen:
    """The frozen folder of this kind, laid at `target`. Two at a time need a `name` each."""
    out = f"/{WORK}/{name or kind}"
    surroundings = {"POSTIGO_KIND": kind, "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": epoch(), "LC_ALL": "C.UTF-8",
                    "PYINSTALLER_CONFIG_DIR": f"{out}.work"}  # fmt: skip
    spec = f"/{WORK}/source/installer/packages/postigo.spec"
    words = ["--noconfirm", "--clean", "--log-level", "ERROR", "--distpath", out, "--workpath", f"{out}.work"]
    enter(machine, [python, "-m", "PyInstaller", *words, spec], env=surroundings)
    depends = libraries(machine, f"{out}/postigo")
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(machine / out[1:] / "postigo", target, symlinks=True)
    shutil.rmtree(machine / out[1:])
    shutil.rmtree(machine / f"{out[1:]}.work")
    settle(target, int(epoch()))
    return Frozen(target, depends)


def libraries(machine: Path, folder: str) -> str:
    """Debian packages of libraries that binaries need and do not bring, with the least versions."""
    said = shell(
        machine,
        f"mkdir -p /{WORK}/debian && cd /{WORK} && printf 'Source: postigo\\n\\nPackage: postigo\\nArchitecture: any\\n' > debian/control\n"
        f"private=$(find {folder} -name '*.so*' -printf '-l%h\\n' | sort -u)\n"
        f"find {folder} -type f \\( -name '*.so*' -o -name postigo \\) -print0"
        " | xargs -0 dpkg-shlibdeps -O --ignore-missing-info --warnings=0 $private\n",
    )
    found = [line for line in said.splitlines() if line.startswith("shlibs:Depends=")]
    wanted = found[-1].partition("=")[2].split(", ") if found else []
    return ", ".join(
        one.partition(" ")[0] if one.startswith(ANY) else one for one in wanted if not one.startswith(BROUGHT)
    )


def _export(target: Path) -> None:
    """The repository's files, as they are now."""
    names = run(["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)


def download(folder: Path, layers: Sequence[str]) -> None:
    """Wheels that the locks name, for the building system, each held to its hash. Fetched by this machine's own pip."""
    tags = [word for tag in WHEELS_FOR for word in ("--platform", f"{tag}_x86_64")]
    version = ["--python-version", "3.11", "--implementation", "cp", "--abi", "cp311", "--abi", "abi3", "--abi", "none"]
    pip = [
        str(getattr(sys, "_base_executable", sys.executable)),
        "-P",
        "-m",
        "pip",
        "download",
        "--quiet",
        "--dest",
        str(folder),
    ]
    for layer in layers:
        run(
            [
                *pip,
                "--require-hashes",
                "--only-binary",
                ":all:",
                "--no-deps",
                *tags,
                *version,
                "-r",
                str(LOCKS / f"{layer}.txt"),
            ]
        )
