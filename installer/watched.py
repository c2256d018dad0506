"""Postigo, started and watched: how it ended, and where, if it crashed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from installer.part import ROOT, part

CRASHES = frozenset(
    getattr(signal, name).value
    for name in ("SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE", "SIGSYS", "SIGTRAP")
    if hasattr(signal, name)
)
"""Signals by which a program ends that is at fault itself. By the others somebody ended it."""
INTERRUPTED_ON_WINDOWS = 0xC000013A  # STATUS_CONTROL_C_EXIT


def start(python: Path, words: Sequence[str]) -> tuple[int, str]:
    """Exit status of Postigo, and the file that says where it crashed. "" if it did not, or nothing is known.

    -P as in `postigo.pipe.reexec`, which is not there before set-up: what lies in the current folder is not run.
    """
    sys.stdout.flush()
    trace = part("store/trace")
    with _empty_file() as note:
        environ = {**os.environ, **({trace.TRACE: str(note)} if note else {})}
        with deaf():
            status = subprocess.run([str(python), "-P", "-m", "postigo", *words], env=environ, check=False).returncode
        kept = _kept(note, trace.KEPT) if note and is_crash(status) else ""
    return status, kept


def is_crash(status: int) -> bool:
    """Whether a program ended by a fault of its own. Windows gives that a number beyond 255."""
    return -status in CRASHES or (status > 255 and status != INTERRUPTED_ON_WINDOWS)


def signal_name(status: int) -> str:
    """Name of what ended a program, for a person who tells somebody of it."""
    with suppress(ValueError):
        return signal.Signals(-status).name
    return f"{status:#x}" if status > 0 else str(-status)


@contextmanager
def deaf() -> Iterator[None]:
    """Context in which Ctrl-C is left to the child, who hears it too.

    It says what there is to say, and ends in its own time.
    """
    try:
        before = signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which would be inherited
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _empty_file() -> Iterator[Path | None]:
    """File for the note, of nobody else's and gone at the end. None where there is no room for one."""
    try:
        handle, name = tempfile.mkstemp(prefix="postigo-")
        os.close(handle)
    except OSError:
        yield None
        return
    try:
        yield Path(name)
    finally:
        with suppress(OSError):
            Path(name).unlink()


def _kept(note: Path, name: str) -> str:
    """Note kept in Postigo's data folder, without the folders above the program. "" if there is nothing to keep."""
    try:
        content = note.read_text(encoding="utf-8", errors="replace")
        if not content.strip():
            return ""
        for above in (str(ROOT), str(Path.home())):
            content = content.replace(above, "")
        folder: Path = part("store/places").data_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part("store/plain").replace_plain(folder / name, content.encode())
    except (OSError, RuntimeError):  # RuntimeError: no home
        return ""
    return str(folder / name)
