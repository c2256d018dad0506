"""Windows payload: Windows' own Python, locked wheels, Postigo and its starters in one folder.

Nothing here is compiled by us but modules of Python: the starters are those that pip gives to scripts (distlib), with a few lines
of Python behind them.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import time
import zipfile
from pathlib import Path
from typing import Final, NamedTuple

from installer import fix_helper
from installer.environment import LOCKS, ROOT
from installer.packages import windows_python
from installer.packages.freeze import epoch
from installer.packages.licences import WINDOWS, third_party
from installer.packages.sums import sign
from installer.packages.systems import run
from installer.packages.windows_icon import ico
from installer.packages.windows_msi import ICON
from installer.packages.windows_trim import trim, trim_python

LAYERS: Final = ("base", "age", "fleet", "stamps", "qt")
CODE: Final = "import sys\n\nfrom postigo.__main__ import main\n\nsys.exit(main())\n"


class Starter(NamedTuple):
    """Starter of a program: distlib's file, and the Python that it starts, with its flags."""

    file: str
    python: str


STARTERS: Final = {
    "postigo.exe": Starter("t64.exe", "python.exe"),
    "postigo-window.exe": Starter("w64.exe", "pythonw.exe"),
    "postigo-fix.exe": Starter("w64.exe", "pythonw.exe -I -S -B"),
}
"""Programs: for terminals, for the Start menu, and the helper with rights (docs/fix-helper.md). Two of them have no terminal."""


def make(work: Path, target: Path, python: Path | None = None) -> Path:
    """The folder of the installed program, laid at `target`. Wheels are fetched into `work`, each held to its hash.

    `python` is an embeddable Python of python.org. Without it, that of the lock comes along.
    """
    for folder in (work, target):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    locked, launchers = windows_python.fetch(work)
    version = windows_python.lay(python or locked, target / "python")
    lib = target / "lib"
    for layer in LAYERS:
        windows_python.install(LOCKS / f"{layer}.txt", lib, version, work)
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(work)], cwd=ROOT, env=_surroundings())
    wheel = next(work.glob("postigo-*.whl"))
    windows_python.pip("install", "--no-deps", "--no-compile", *windows_python.wheels(version), "--target", str(lib), str(wheel))  # fmt: skip
    licences = third_party(lib, target / "python/LICENSE.txt", WINDOWS)
    (target / "third-party.txt").write_text(licences, "utf-8", newline="\r\n")
    shutil.copyfile(ROOT / "LICENSE", target / "LICENSE.txt")
    shutil.copyfile(ROOT / "installer/schedule/postigo-audit.xml", target / "postigo-audit.xml")
    (target / ICON).write_bytes(ico())
    trim(lib)
    trim_python(target / "python")
    windows_python.compile_all(lib, version, _surroundings())
    for name, starter in STARTERS.items():
        packed = fix_helper.program("windows") if name == "postigo-fix.exe" else _run_ours()
        (target / name).write_bytes(started(launchers, starter, packed))
        sign(target / name, os.environ)
    for path in target.rglob("*"):
        os.utime(path, (int(epoch()), int(epoch())))
    return target


def started(launchers: Path, starter: Starter, archive: bytes) -> bytes:
    """Starter of distlib's, the line of its Python, and an archive to run. See distlib's "Script wrappers"."""
    with zipfile.ZipFile(launchers) as wheel:
        head = wheel.read(f"distlib/{starter.file}")
    return head + f"#!<launcher_dir>\\python\\{starter.python}\n".encode() + archive


def _run_ours() -> bytes:
    """Archive that runs Postigo."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("__main__.py", time.gmtime(int(epoch()))[:6]), CODE)
    return packed.getvalue()


def _surroundings() -> dict[str, str]:
    """Surroundings of a build that is the same each time."""
    return os.environ | {"SOURCE_DATE_EPOCH": epoch(), "PYTHONHASHSEED": "1"}
