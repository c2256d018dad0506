"""The Windows lane: Windows' own Python, with a real registry, on Debian's Wine.

What it gives: `winreg`, Windows' paths, encodings, pipes and processes, and the window through Qt's own Windows plug-in.
What it cannot give: PowerShell, CIM, Defender, the Security Center, and psutil's process names (Wine 8 refuses them, which
is a good test of an honest unknown). Python is the one of the package for Windows, by the same lock; Qt is 6.4.3, the last that
runs on Wine 8.
"""

from __future__ import annotations

import compileall
import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from installer.environment import LOCKS
from installer.packages import windows_python

from tests.support.places import WINE

ROOT = Path(__file__).resolve().parents[2]
QT_LOCK = """\
PySide6-Essentials==6.4.3 --hash=sha256:9e1964de12b6ea351c69032a6e15dcc29f48d561dfd579e67adc15bad3be1d45
shiboken6==6.4.3 --hash=sha256:0fee602ba02a0d1a6e4d4a69ddc5375ec7bed2ac5b51f06266a919d896517ee5
"""
PYTHON = windows_python.VERSION


@contextmanager
def screen(size: str = "1280x900x24") -> Iterator[dict[str, str]]:
    """A screen that nobody sees: the environment that leads to it."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield {"DISPLAY": f":{told.readline().strip()}"}
    finally:
        server.terminate()
        server.wait()


def _of_windows() -> str:
    """The lock of Postigo as it is on Windows: pip asks the markers of the Python that runs it, which is not Windows'."""
    return windows_python.for_windows((LOCKS / "base.txt").read_text("utf-8"), PYTHON)


def _make(folder: Path) -> None:
    """Everything that does not change with our code: Python, the packages, Qt, and a prefix to copy."""
    archive, _ = windows_python.fetch(folder)
    assert windows_python.lay(archive, folder / "python") == PYTHON
    windows_python.install(LOCKS / "base.txt", folder / "site", PYTHON, folder)
    (folder / "qt.txt").write_text(QT_LOCK, "utf-8")
    windows_python.install(folder / "qt.txt", folder / "qt", PYTHON, folder)
    compileall.compile_dir(str(folder / "site"), quiet=1)
    with screen() as env:
        subprocess.run(
            [str(WINE), "wineboot", "-i"],
            env=os.environ | env | {"WINEPREFIX": str(folder / "prefix"), "WINEARCH": "win64", "WINEDEBUG": "-all"},
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _settle(folder / "prefix")
    (folder / "ready").touch()


def _settle(prefix: Path) -> None:
    """Wait until wineserver has written the registry to disk."""
    deadline = time.monotonic() + 30
    while not (prefix / "user.reg").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    subprocess.run(
        ["/usr/lib/wine/wineserver64", "-w"], env=os.environ | {"WINEPREFIX": str(prefix)}, check=False, timeout=60
    )


def prepared() -> Path:
    """The folder that holds the lane, made once for each state of the locks."""
    key = hashlib.sha256((windows_python.LOCK.read_text("utf-8") + QT_LOCK + _of_windows()).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"postigo-windows-lane-{os.getuid()}-{key}"
    folder.mkdir(mode=0o700, exist_ok=True)
    assert folder.lstat().st_uid == os.getuid(), "somebody else's: what lies in it is run"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            _make(folder)
    return folder


def _plain(text: str) -> str:
    """A path of this machine as Windows under Wine sees it."""
    return "Z:" + text.replace("/", "\\")


@dataclass
class Windows:
    """One fresh Windows: its own registry and home, our code, and somebody to ask."""

    lane: Path
    prefix: Path
    display: dict[str, str]
    extra: dict[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls, folder: Path, wheel: Path, display: dict[str, str]) -> Windows:
        """A copy of the prepared prefix, with our wheel installed beside Python."""
        lane = prepared()
        shutil.copytree(lane / "prefix", folder / "prefix", symlinks=True)
        shutil.copytree(lane / "python", folder / "python")
        site = folder / "site"
        windows_python.pip("install", "--no-deps", *windows_python.wheels(PYTHON), "--target", str(site), str(wheel))
        paths = [_plain(str(path)) for path in (site, lane / "site", lane / "qt")]
        (folder / "python/python311._pth").write_text("\n".join(["python311.zip", ".", *paths, "import site", ""]))
        return cls(folder, folder / "prefix", display)

    @property
    def environment(self) -> dict[str, str]:
        """Of every process in this Windows."""
        base = {"WINEPREFIX": str(self.prefix), "WINEARCH": "win64", "WINEDEBUG": "-all"}
        return os.environ | self.display | base | {"PYTHONUTF8": "0"} | self.extra

    def command(self, *words: str) -> list[str]:
        """A command line for Windows' own Python."""
        return [str(WINE), str(self.lane / "python/python.exe"), *words]

    def python(self, *words: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run Windows' Python. Its streams are pipes: with plain files it dies at the start (WinError 6)."""
        done = subprocess.run(
            self.command(*words), env=self.environment, input=b"", capture_output=True, timeout=timeout, check=False
        )
        out, err = (stream.decode("utf-8", "replace").replace("\r\n", "\n") for stream in (done.stdout, done.stderr))
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    def write(self, registry: str) -> None:
        """Put a `.reg` text into the registry, as `reg import` wants it: UTF-16 with a mark, and CRLF."""
        file = self.lane / "import.reg"
        file.write_bytes(b"\xff\xfe" + registry.replace("\n", "\r\n").encode("utf-16-le"))
        subprocess.run(
            [str(WINE), "reg", "import", _plain(str(file))],
            env=self.environment,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
