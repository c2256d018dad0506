"""Trimming of the Windows payload: what of the wheels stays away. Nothing here may change a verdict."""

from __future__ import annotations

import shutil
import zipfile
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

QT: Final = ("QtCore", "QtGui", "QtWidgets")
RUNTIME: Final = ("msvcp140.dll", "vcruntime140*.dll")
"""Microsoft's libraries of C++, which Qt brings for itself."""
KEPT: Final = {
    "PySide6": (
        "__init__.py", "_*.py", "pyside6.abi3.dll", *RUNTIME, "msvcp140_[12].dll", "support/*",
        *(f"{name}.pyd" for name in QT), *(f"Qt6{name[2:]}.dll" for name in (*QT, "QtSvg")),
        "plugins/platforms/qwindows.dll", "plugins/platforms/qoffscreen.dll", "plugins/styles/*", "plugins/iconengines/qsvgicon.dll",
        "plugins/imageformats/qsvg.dll", "plugins/imageformats/qjpeg.dll", "translations/qtbase_es.qm", "translations/qtbase_en.qm",
    ),
    "shiboken6": ("*.py", "Shiboken.pyd", "shiboken6.abi3.dll", *RUNTIME),
}  # fmt: skip
"""Files to bring along of packages of which most stays away."""
ONLY_BUILDS: Final = (
    "pip",
    "hatchling",
    "editables",
    "pathspec",
    "pluggy",
    "trove_classifiers",
    "tomlkit",
    "setuptools",
    "polib",
)
UNUSED: Final = ("bin", "tests", "comtypes/test", "lxml/html", "lxml/isoschematron", "lxml/includes", "Cryptodome/SelfTest", "postigo/testing.py")  # fmt: skip
"""Folders and modules that nothing here imports."""
UNUSED_FILES: Final = ("*.pyi", "*.pdb", "*.lib", "*.pyx", "*.px[di]", "*.h", "*.po", "py.typed")
"""Files that nothing reads: types, sources of compiled modules, catalogues before compilation."""
UNWANTED: Final = ("antigravity", "curses", "dbm", "distutils", "ensurepip", "idlelib", "lib2to3", "msilib", "pydoc_data", "this", "turtle", "venv")  # fmt: skip
"""Parts of the standard library that no program of ours can want, as in postigo.spec. Packs import what they like of the rest."""
UNWANTED_FILES: Final = ("_msi.pyd", "winsound.pyd", "python.cat")
"""Files of these parts, and the list of signed sources. None of the sources is here."""
PACKS: Final = "entry_points.txt"
"""File that names our pack. Of all other metadata only the version is read, and pip's notes name folders."""


def trim(lib: Path) -> None:
    """Take away tools that only build, what pip leaves, and unused parts of others."""
    for package, names in KEPT.items():
        for path in [path for path in (lib / package).rglob("*") if path.is_file()]:
            if not any(fnmatch(path.relative_to(lib / package).as_posix(), name) for name in names):
                path.unlink()
    builds = [path.name for name in ONLY_BUILDS for path in (*lib.glob(f"{name}-*.dist-info"), *lib.glob(f"{name}.py"))]
    for name in (*ONLY_BUILDS, *builds, *UNUSED):
        if (lib / name).is_dir():
            shutil.rmtree(lib / name)
        else:
            (lib / name).unlink(missing_ok=True)
    for path in [path for path in lib.rglob("*") if path.is_file()]:
        place = path.relative_to(lib)
        ours = place.parts[0].startswith("postigo")
        if (
            any(fnmatch(path.name, name) for name in UNUSED_FILES)
            or "__pycache__" in place.parts
            or ("tests" in place.parts and not ours)
            or (place.parts[0].endswith(".dist-info") and path.name not in ("METADATA", *([PACKS] if ours else [])))
        ):
            path.unlink()
    for path in sorted((path for path in lib.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()


def trim_python(folder: Path) -> None:
    """Take away what nobody imports of Python's own. Each file that stays is the same."""
    for name in UNWANTED_FILES:
        (folder / name).unlink(missing_ok=True)
    (library,) = folder.glob("python3*.zip")
    with zipfile.ZipFile(library) as packed:
        kept = [(one, packed.read(one)) for one in packed.infolist()]
    with zipfile.ZipFile(library, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for one, content in kept:
            if one.filename.partition("/")[0].removesuffix(".pyc") not in UNWANTED:
                packed.writestr(zipfile.ZipInfo(one.filename, one.date_time), content, zipfile.ZIP_DEFLATED, 9)
