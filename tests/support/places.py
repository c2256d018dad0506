"""What the place where the tests run can do: tried once, by doing it. What it cannot is skipped under one name, and counted.

`@needs("linux", "mount")` on a test or a file, `need("wine")` within one. A name that is not in the table is a program; with
"import " before it, a module of Python.
This is the only module that skips: tests/house/test_floors.py holds it, tests/conftest.py counts in the last lines of a run.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import pytest

MISSING = "this place has no "
"""How the reason of each skip begins that the place is the cause of."""
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SYSTEM_PYTHON = Path("/usr/bin/python3")
PERMISSION_STORE = Path("/usr/libexec/xdg-permission-store")
WINE = Path("/usr/lib/wine/wine64")
BASE_PYTHON = str(sys._base_executable)  # type: ignore[attr-defined]  # a .venv has no pip; the Python it was made from has


def works(*command: str) -> bool:
    """Whether a command is there, ends soon, and well."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def is_root() -> bool:
    """Whether this process is root, whatever a container took from root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _becomes_another() -> bool:
    drop = "import os; os.setgroups([]); os.setgid(65534); os.setuid(65534)"
    return is_root() and works(sys.executable, "-c", drop)


def _is_kept_out() -> bool:
    """Root may read what is closed to everybody, unless it lacks that capability."""
    if sys.platform == "win32":
        return False
    with tempfile.NamedTemporaryFile() as closed:
        Path(closed.name).chmod(0)
        return not os.access(closed.name, os.R_OK)


def _makes_nodes() -> bool:
    node = Path("/dev") / f"postigo-{os.getpid()}"
    try:
        os.mknod(node, 0o600 | 0o020000, os.makedev(1, 3))
    except (AttributeError, OSError):
        return False
    try:
        node.open("rb").close()
    except OSError:
        return False
    finally:
        node.unlink()
    return True


def _mounts() -> bool:
    if not is_root():
        return False
    with tempfile.TemporaryDirectory() as folder:
        return works("mount", "-t", "tmpfs", "none", folder) and works("umount", folder)


def _has_screen() -> bool:
    return works("xvfb-run", "-a", "true")


def _has_way_in() -> bool:
    there = LAUNCHER.exists() and shutil.which("dbus-run-session") is not None
    return there and can("screen") and works(str(SYSTEM_PYTHON), "-c", "import pyatspi")


def _has_wine() -> bool:
    return WINE.exists() and can("screen")


def _writes_heic() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "a.heic"
        return works("convert", "-size", "16x16", "xc:red", str(made)) and made.is_file()


def _has_registry() -> bool:
    words = ("-P", "-m", "pip", "download", "--quiet", "--no-deps", "--dest")
    with tempfile.TemporaryDirectory() as folder:
        return works(BASE_PYTHON, *words, folder, "iniconfig")


def _is_there(module: str) -> bool:
    with suppress(ImportError):
        return importlib.util.find_spec(module) is not None
    return False


def _loads(module: str) -> bool:
    return _is_there(module.partition(".")[0]) and works(sys.executable, "-c", f"import {module}")


def spark_python() -> str:
    """Python that has PySpark: that of `python3 -m installer.spark`, else this one."""
    own = Path(__file__).resolve().parents[2] / ".venv-spark/bin/python"
    return str(own) if own.is_file() else sys.executable


def _has_spark() -> bool:
    return shutil.which("java") is not None and works(spark_python(), "-c", "import pyspark")


def _boots() -> bool:
    """The kernel gives a new name space its groups of processes, in the one form that every systemd knows."""
    there = Path("/lib/systemd/systemd").is_file()
    with tempfile.TemporaryDirectory() as folder:
        mounted = ("sh", "-c", 'mount -t cgroup2 cgroup2 "$1"', "sh", folder)
        return there and works("unshare", "--mount", "--pid", "--cgroup", "--fork", "--kill-child", *mounted)


NEEDS: dict[str, tuple[str, Callable[[], bool]]] = {
    # the system
    "linux": ("Linux", lambda: sys.platform == "linux"),
    "posix": ("POSIX: modes, links, signals, terminals", lambda: sys.platform != "win32"),
    "windows": ("Windows", lambda: sys.platform == "win32"),
    "not-macos": ("other system than macOS", lambda: sys.platform != "darwin"),
    "x11": ("desktop that can be without a screen", lambda: sys.platform not in {"win32", "darwin"}),
    "python-3.11": ("Python that counts the uses of None (3.11)", lambda: sys.version_info < (3, 12)),
    "proc": ("/proc", lambda: Path("/proc/self/stat").is_file()),
    "full-device": ("/dev/full", lambda: Path("/dev/full").is_char_device()),
    # rights
    "root": ("root", is_root),
    "person": ("account without root's rights", lambda: hasattr(os, "geteuid") and not is_root()),
    "kept-out": ("account that a closed file keeps out", _is_kept_out),
    "another-account": ("right to become another account", _becomes_another),
    "nodes": ("right to make device nodes", _makes_nodes),
    "mount": ("mount name space of its own (unshare -m)", lambda: works("unshare", "--mount", "true")),
    "chroot": (
        "root that may mount and change its root",
        lambda: is_root() and works("unshare", "--mount", "--pid", "--fork", "--kill-child", "chroot", "/", "true"),
    ),
    "disks": ("right to mount a disk", _mounts),
    "systemd": ("systemd that boots in name spaces (cgroup2)", _boots),
    "net": ("network name space of its own (unshare -n)", lambda: works("unshare", "--net", "true")),
    "ptrace": ("strace that may look on (ptrace)", lambda: works("strace", "-qq", "-o", os.devnull, "true")),
    # programs and libraries
    "screen": ("virtual screen (Xvfb)", _has_screen),
    "screen-reader": ("way in for screen readers (at-spi2-core, python3-pyatspi, dbus)", _has_way_in),
    "wine": ("Wine with a virtual screen", _has_wine),
    "spark": ("Spark (python3 -m installer.spark brings it)", _has_spark),
    "key-ring": (
        "key ring (gnome-keyring, dbus)",
        lambda: all(map(shutil.which, ("dbus-run-session", "gnome-keyring-daemon"))),
    ),
    "heic": ("ImageMagick that writes HEIC (with libheif's encoder)", _writes_heic),
    "permission-store": ("permission store of the portal (xdg-desktop-portal)", PERMISSION_STORE.exists),
    "registry": ("registry that pip reaches", _has_registry),
    "npm-registry": ("registry that npm reaches", lambda: works("npm", "view", "axe-core", "version")),
    "qt": ("Qt (PySide6)", lambda: _loads("PySide6.QtWidgets")),
    "fast-engine": ("zxcvbn-rs-py", lambda: _is_there("zxcvbn_rs_py")),
    "cryptography": ("cryptography", lambda: _is_there("cryptography.hazmat")),
}


@cache
def can(name: str) -> bool:
    """Whether this place can do what a name of the table asks, or has the program of that name. Tried once in a process."""
    if name.startswith("import "):
        return _is_there(name.removeprefix("import "))
    _, tried = NEEDS.get(name, ("", lambda: shutil.which(name) is not None))
    return tried()


def need(*names: str) -> None:
    """Skip the test, the fixture or the module that calls, unless this place can do all this."""
    for name in names:
        if not can(name):
            pytest.skip(MISSING + NEEDS.get(name, (name.removeprefix("import "),))[0], allow_module_level=True)


def leave(what: str) -> None:
    """Skip for the sake of what is there already, and is not ours to touch."""
    pytest.skip(MISSING + f"use for this: {what}")


def needs(*names: str) -> pytest.MarkDecorator:
    """The mark of a test or a file that needs all this."""
    return pytest.mark.needs(*names)


@contextmanager
def alone(what: str) -> Iterator[None]:
    """Nobody else of this account does `what` meanwhile: the tests run side by side, and this machine is one. POSIX only."""
    import fcntl  # noqa: PLC0415 - Windows has none

    place = Path(tempfile.gettempdir()) / f"postigo-tests-{os.getuid()}-{what}.lock"
    file = os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)  # nobody's link, and nothing is cut
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)
