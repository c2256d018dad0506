"""Commands: found, started in a group of their own, watched, capped, and ended together.

A supervisor can be told of each group (`Announce`), so that it ends them when this process dies first. PR_SET_PDEATHSIG
is not used for that: it fires when the *thread* that started the command ends, reaches no grandchild, is cleared by
set-uid programs, and can only be set between fork and exec, where Python code in a process with threads may lock up.
What dies in the microseconds between the start of a command and its announcement, and what leaves its group, carries
the audit's mark in its environment (`postigo.audit.orphans`) or is in the supervisor's Job (Windows).
"""

# ruff: noqa: PTH113, PTH116 - paths are the system's own words here; nothing is gained by taking them apart

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, TypeAlias

from postigo.core.system import CannotTell, Output, Unknown
from postigo.system import file_owners

Announce: TypeAlias = Callable[[int, bool], None]
"""Callback for each process group: its id, and whether it begins or ends.

True comes right after its start, False when all of it has ended.
"""

LIMIT: Final = 8 << 20
"""Most bytes of output, both streams together. After them a command is given up: no tool we ask says that much."""

_LONGEST_FOLDER: Final = 260  # MAX_PATH, with the end mark
_LINGER: Final = 0.2  # seconds to read on when a command has ended and something it started still holds its output

_FOLDERS: Final = ("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin")


def unannounced(_group: int, _started: bool, /) -> None:
    """The announcement of a process that has no supervisor."""


def surroundings(env: Mapping[str, str] | None) -> dict[str, str]:
    """The environment of a command: ours, in English.

    LANGUAGE goes: gettext honours it even under LC_ALL=C.UTF-8, and desktops set it.
    """
    kept = {name: value for name, value in os.environ.items() if name not in {"LANGUAGE", "LC_ALL"}}
    if sys.platform != "win32":
        kept["PATH"] = ":".join(filter(_is_safe, _folders()))  # for what a command starts in its turn
    return kept | {"LC_ALL": "C.UTF-8"} | dict(env or {})


def find(program: str) -> str:
    """The full path of a program: in the system's own folders, then in PATH. MISSING, or DENIED if it is not to be run.

    The system's come first, since whoever writes into a folder of PATH could else answer in the system's place. Where
    the system does not have it, one that another account could change is not run and not believed, nor one out of the
    home: whatever runs as the person can put a program there. As root only what is root's is run.
    """
    if sys.platform == "win32":
        return _find_windows(program)
    if "/" in program:
        folders: list[str] = [""]
    else:
        folders = _folders()
    barred = ""
    for folder in folders:
        path = f"{folder.rstrip('/')}/{program}" if folder else program
        try:
            is_file = stat.S_ISREG(os.stat(path).st_mode)
        except (OSError, ValueError):
            continue
        if is_file and not os.access(path, os.X_OK):
            barred = barred or f"{program} may not be started"
        elif is_file and (distrusted := _distrusted(path)):
            barred = barred or distrusted
        elif is_file:
            return path
    if barred:
        raise CannotTell(Unknown.DENIED, barred)
    raise CannotTell(Unknown.MISSING, f"{program} is not installed", asked=program)


def _distrusted(path: str) -> str:
    """Why a program is not to be run and believed; nothing if it is."""
    weak = file_owners.weak_point(os.path.abspath(path), file_owners.roots())  # noqa: PTH100 - it must not follow links: each counts
    if weak is not None:
        return f"{path} is not run, for another account could change {weak}"
    home = _home()
    if home and os.path.realpath(path).startswith(home.rstrip("/") + "/"):
        return f"{path} is not run, for it lies in the home, where any program can put another"
    return ""


@cache
def _home() -> str:
    """Home of the account that looks, as the system knows it. Nothing for root, whose home is root's."""
    if sys.platform == "win32" or os.geteuid() == 0:
        return ""
    import pwd  # noqa: PLC0415 - not on Windows

    try:
        return os.path.realpath(pwd.getpwuid(os.geteuid()).pw_dir)
    except (KeyError, OSError):
        return ""


@cache
def _is_safe(folder: str) -> bool:
    """Whether nobody else could put a program into a folder."""
    if sys.platform == "win32":
        return True
    home = _home()
    inside = bool(home) and f"{os.path.realpath(folder)}/".startswith(home.rstrip("/") + "/")
    return not inside and file_owners.weak_point(folder, file_owners.roots()) is None


def _folders() -> list[str]:
    """Where programs are looked for. Relative entries of PATH are passed over: the current folder is not the system's."""
    listed = (folder for folder in os.environ.get("PATH", "").split(":") if folder.startswith("/"))
    return list(dict.fromkeys([*_FOLDERS, *listed]))


def _find_windows(program: str) -> str:
    """Path of a program on Windows: .exe and .com only, and never the current folder.

    Batch files would be read by a shell. What lies elsewhere than under Windows' own folder or that of installed
    programs may be anybody's: a new folder on C: may be written to by every account.
    """
    root = windows_folder()
    own = [root + r"\System32", root, root + r"\System32\wbem", root + r"\System32\WindowsPowerShell\v1.0"]
    if "\\" in program or "/" in program:
        folders, own = [""], [""]
    else:
        listed = (folder.strip('"') for folder in os.environ.get("PATH", "").split(";"))
        folders = [folder for folder in [*own, *listed] if folder[1:3] == ":\\"]
    barred = ""
    endings = [""] if program.lower().endswith((".exe", ".com")) else [".exe", ".com"]
    for folder in folders:
        for ending in endings:
            path = (folder.rstrip("\\") + "\\" if folder else "") + program + ending
            if os.path.isfile(path):
                if folder in own or _is_installed(path, root[:2]):
                    return path
                barred = barred or path
    if barred:
        raise CannotTell(Unknown.DENIED, f"{barred} is not run, for another account could change it")
    raise CannotTell(Unknown.MISSING, f"{program} is not installed", asked=program)


def windows_folder() -> str:
    """Folder of Windows, as Windows itself says. SYSTEMROOT can be set by whoever starts us."""
    if sys.platform != "win32":
        return "C:\\Windows"
    import ctypes  # noqa: PLC0415 - Windows only

    kernel = ctypes.WinDLL("kernel32")
    kernel.GetSystemWindowsDirectoryW.argtypes = (ctypes.c_wchar_p, ctypes.c_uint)
    kernel.GetSystemWindowsDirectoryW.restype = ctypes.c_uint
    folder = ctypes.create_unicode_buffer(_LONGEST_FOLDER)
    used = kernel.GetSystemWindowsDirectoryW(folder, _LONGEST_FOLDER)
    return folder.value if 0 < used < _LONGEST_FOLDER else "C:\\Windows"


def _is_installed(path: str, drive: str) -> bool:
    """Whether a program lies where Windows lets only an administrator install one."""
    plain = os.path.realpath(path).casefold()
    return plain.startswith((f"{drive}\\program files\\".casefold(), f"{drive}\\program files (x86)\\".casefold()))


def run(argv: tuple[str, ...], timeout: float, env: Mapping[str, str] | None, announce: Announce) -> Output:
    """Output of a command. See `System.run`."""
    if sys.platform == "win32":
        from postigo.system import commands_windows  # noqa: PLC0415 - only where it can run

        return commands_windows.run(find(argv[0]), argv, timeout, surroundings(env), announce)
    process = start(find(argv[0]), argv, surroundings(env))
    code: int | None = None
    try:
        announce(process.pid, True)
        out, err = _collect(process, timeout)
    finally:
        code = _end(process, announce)
    if code is None:
        raise CannotTell(Unknown.UNREADABLE, f"{argv[0]}: how it ended is lost")
    return Output(code, out.decode(errors="replace"), err.decode(errors="replace"))


def start(path: str, argv: tuple[str, ...], env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Process of a command: no input, its own session and so its own group. MISSING, DENIED, or UNREADABLE words.

    It keeps the name it was asked for as its own, so that its messages are those it would give anybody.
    """
    try:
        return subprocess.Popen(
            argv,
            executable=path,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            cwd="/",
            env=dict(env),
            start_new_session=True,
        )
    except PermissionError as refused:
        raise CannotTell(Unknown.DENIED, f"{argv[0]}: {refused.strerror}") from None
    except (FileNotFoundError, NotADirectoryError):  # also a script whose interpreter is not there
        raise CannotTell(Unknown.MISSING, f"{argv[0]} is not installed", asked=argv[0]) from None
    except (OSError, ValueError) as wrong:  # not a program for this machine; a word no command line can hold
        raise CannotTell(Unknown.UNREADABLE, f"{argv[0]}: {wrong}") from None


def _collect(process: subprocess.Popen[bytes], timeout: float) -> tuple[bytes, bytes]:
    """Both streams of a command until it has ended. TIMEOUT, or UNREADABLE when it says too much."""
    deadline = time.monotonic() + timeout
    said: dict[int, bytearray] = {}
    with selectors.DefaultSelector() as selector:
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                said[stream.fileno()] = bytearray()
                selector.register(stream, selectors.EVENT_READ)
        pause = 0.001
        over_since: float | None = None
        while over_since is None or selector.get_map():
            now = time.monotonic()
            if over_since is not None and now > over_since + _LINGER:
                while _drain(selector, said, wait=0.0):
                    pass  # it has ended, so all that it said is there by now, however late we come
                break  # what still holds its output is something it left behind
            if now > deadline:
                raise CannotTell(Unknown.TIMEOUT, f"no end after {timeout:g} s")
            if selector.get_map():
                _drain(selector, said)
            else:  # it has closed its output and may go on: look again, ever less often
                time.sleep(pause)
                pause = min(pause * 2, 0.05)
            if over_since is None and _is_over(process):
                over_since = now
    out, err = said.values()
    return bytes(out), bytes(err)


def _drain(selector: selectors.BaseSelector, said: dict[int, bytearray], wait: float = 0.05) -> bool:
    """Take what the streams hold now, or wait a moment for it. A stream that has ended is waited for no more.

    Says whether there was anything, if only an end.
    """
    ready = selector.select(wait)
    for key, _ in ready:
        chunk = os.read(key.fd, 1 << 16)
        said[key.fd] += chunk
        if not chunk:
            selector.unregister(key.fileobj)
    if sum(map(len, said.values())) > LIMIT:
        raise CannotTell(Unknown.UNREADABLE, f"more than {LIMIT} bytes of output")
    return bool(ready)


def _is_over(process: subprocess.Popen[bytes]) -> bool:
    """Whether the command itself has ended. It is left unreaped where that can be: so its group's id stays taken."""
    if sys.platform == "linux":
        with contextlib.suppress(ChildProcessError):
            return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        return True  # SIGCHLD is ignored in this process: the kernel has thrown the status away
    return process.poll() is not None


def _end(process: subprocess.Popen[bytes], announce: Announce) -> int | None:
    """Exit status of a command after ending all in its group; None if lost."""
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):  # nothing left; macOS: EPERM for zombies alone
            os.killpg(process.pid, signal.SIGKILL)
    deadline = time.monotonic() + 1.0
    while not _is_over(process):
        if time.monotonic() > deadline:
            return None  # it hangs in the kernel: it stays announced, and the supervisor's
        time.sleep(0.002)
    try:
        announce(process.pid, False)
    finally:
        code = _reap(process)
    return code


def _reap(process: subprocess.Popen[bytes]) -> int | None:
    """The exit status of a command that is over. Popen says 0 where there is none, so the kernel is asked first."""
    if sys.platform == "linux" and process.returncode is None:
        try:
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            process.wait()
            return None
    return process.wait()
