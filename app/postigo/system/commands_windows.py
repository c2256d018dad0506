"""Commands on Windows: the same promises as in `commands`, by the means that Windows has.

Pipes cannot be waited for together there, so a thread reads each; a group is a tree of processes, found through psutil.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from typing import IO, Final

from postigo.core.system import CannotTell, Output, Unknown
from postigo.system.commands import LIMIT, Announce, windows_folder

_BLOCKED: Final = {
    *(786, 1260, 1277),  # software restriction and AppLocker (ERROR_ACCESS_DISABLED_…)
    *range(4550, 4560),  # code integrity; from 4556 on, Smart App Control by what is known of a file
    *range(4580, 4584),  # Smart App Control: unfriendly, unattainable, denied by name, not of the hardware lab
}
"""Errors by which Windows tells that its rules forbid to start a program (winerror.h)."""

_TAKEN_FOR_A_VIRUS: Final = {225, 226}  # ERROR_VIRUS_INFECTED, ERROR_VIRUS_DELETED

_LINGER = 1.0  # seconds to read on when a command has ended


def start(path: str, argv: tuple[str, ...], env: Mapping[str, str], *, feed: bool = False) -> subprocess.Popen[bytes]:
    """Process of a command, started without a window and in a group of its own.

    `feed` gives it an input and no error stream.
    """
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    try:
        return subprocess.Popen(
            argv,
            executable=path,
            stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if feed else subprocess.PIPE,
            bufsize=0,
            cwd=windows_folder() if sys.platform == "win32" else "/",
            env=dict(env),
            creationflags=flags,
        )
    except (FileNotFoundError, NotADirectoryError):
        raise CannotTell(Unknown.MISSING, f"{argv[0]} is not installed", asked=argv[0]) from None
    except (OSError, ValueError) as wrong:
        raise _why_not(argv[0], wrong) from None


def _why_not(program: str, wrong: OSError | ValueError) -> CannotTell:
    """Reason for a program that was not started: DENIED where it was refused, else UNREADABLE."""
    number = getattr(wrong, "winerror", None)
    if number in _TAKEN_FOR_A_VIRUS:
        detail = f"{program}: an antivirus takes it for a virus, and stopped it (error {number})"
        return CannotTell(Unknown.DENIED, detail, asked=program)
    if number in _BLOCKED:
        detail = f"{program}: the rules of this Windows do not let it start (error {number})"
        return CannotTell(Unknown.DENIED, detail, asked=program)
    refused = isinstance(wrong, PermissionError)
    return CannotTell(Unknown.DENIED if refused else Unknown.UNREADABLE, f"{program}: {wrong}")


def run(path: str, argv: tuple[str, ...], timeout: float, env: Mapping[str, str], announce: Announce) -> Output:
    """Output of a command. See `System.run`. Ends of lines come as plain line feeds, as they do elsewhere."""
    process = start(path, argv, env)
    try:
        announce(process.pid, True)
        out, err = _collect(process, timeout)
    finally:
        code = end_tree(process)
        if code is not None:  # else it hangs in the kernel: it stays announced, and the supervisor's
            announce(process.pid, False)
    if code is None:
        raise CannotTell(Unknown.UNREADABLE, f"{argv[0]}: how it ended is lost")
    return Output(code, _text(out), _text(err))


def end_tree(process: subprocess.Popen[bytes]) -> int | None:
    """Exit status of a command after ending its children; None if it hangs.

    What a dead parent left behind is the supervisor's Job's. The streams that are read are closed by their readers:
    closing one here, under a pending read, could wait for ever.
    """
    import psutil  # noqa: PLC0415 - 20 ms that only a machine that is really looked at pays

    with contextlib.suppress(psutil.Error, OSError):
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error, OSError):
                child.kill()
    with contextlib.suppress(OSError):
        process.kill()
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        return process.wait(1.0)
    return None


def _collect(process: subprocess.Popen[bytes], timeout: float) -> tuple[bytes, bytes]:
    """Both streams of a command until it has ended. TIMEOUT, or UNREADABLE when it says too much."""
    flooded = threading.Event()
    said: tuple[bytearray, bytearray] = (bytearray(), bytearray())

    def listen(stream: IO[bytes], into: bytearray) -> None:
        with stream, contextlib.suppress(OSError):
            while chunk := stream.read(1 << 16):
                into += chunk
                if len(said[0]) + len(said[1]) > LIMIT:
                    flooded.set()
                    return

    readers = [
        threading.Thread(target=listen, args=(stream, into), daemon=True)
        for stream, into in zip((process.stdout, process.stderr), said, strict=True)
        if stream is not None
    ]
    for reader in readers:
        reader.start()
    deadline = time.monotonic() + timeout
    while process.poll() is None and not flooded.is_set():
        if time.monotonic() > deadline:
            raise CannotTell(Unknown.TIMEOUT, f"no end after {timeout:g} s")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    until = time.monotonic() + _LINGER
    for reader in readers:
        reader.join(max(0.0, until - time.monotonic()))
    if any(reader.is_alive() for reader in readers) and not flooded.is_set():
        # Something it left behind still holds its output, or we came late: nobody knows whether this is all it said.
        raise CannotTell(Unknown.UNREADABLE, "the end of its output is lost")
    if flooded.is_set():
        raise CannotTell(Unknown.UNREADABLE, f"more than {LIMIT} bytes of output")
    return bytes(said[0]), bytes(said[1])


def _text(said: bytes) -> str:
    return said.decode(errors="replace").replace("\r\n", "\n")
