"""Running processes, through psutil: of each what is known, and nothing guessed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from postigo.core.system import CannotTell, Process, Unknown
from postigo.system import files

if TYPE_CHECKING:
    import psutil

T = TypeVar("T")


def processes(is_own: Callable[[psutil.Process], bool]) -> tuple[Process, ...]:
    """The processes that can be seen, by number. One that ends meanwhile, and a zombie, is none.

    UNREADABLE where not even one is seen: we are one ourselves, so "nothing runs" is never the answer.
    """
    import psutil  # noqa: PLC0415 - 20 ms that only a machine that is really looked at pays

    try:
        pids = psutil.pids()
    except (psutil.Error, OSError, IndexError) as wrong:  # no /proc, or an empty one, where psutil looks for the lowest
        raise CannotTell(Unknown.UNREADABLE, f"the list of processes: {type(wrong).__name__}") from None
    seen = []
    for pid in pids:
        try:
            process = psutil.Process(pid)
            with process.oneshot():
                path = _known(program, process)
                seen.append(
                    Process(
                        pid,
                        _text(_known(psutil.Process.name, process) or ""),
                        _text(files.told(path)) if path else None,
                        _known(_started, process),
                        bool(_known(is_own, process)),
                    )
                )
        except psutil.NoSuchProcess:  # also what psutil says of a zombie
            continue
        except (psutil.Error, OSError):  # not even that it exists: rights of a hardened system
            continue
    if not seen:
        raise CannotTell(Unknown.UNREADABLE, "the list of processes is empty")
    return tuple(seen)


def program(process: psutil.Process) -> str | None:
    """The full path of a process's program, where the system tells it.

    Where it does not, psutil believes the command line, which a program writes itself; on Linux, where everybody's
    command line can be read, that is passed over.
    """
    if sys.platform == "linux":
        return os.readlink(f"/proc/{process.pid}/exe").removesuffix(" (deleted)")  # noqa: PTH115 - the link is the answer
    return process.exe() or None


def same_user(process: psutil.Process) -> bool:
    """Whether a process is of the account that looks, on POSIX."""
    if sys.platform == "win32":
        raise NotImplementedError
    return process.uids().real == os.getuid()


def _started(process: psutil.Process) -> datetime:
    return datetime.fromtimestamp(process.create_time(), tz=UTC)


def _known(ask: Callable[[psutil.Process], T], process: psutil.Process) -> T | None:
    """Answer of a process about itself, or None where it may not be asked. Under Wine psutil says OSError of all."""
    import psutil  # noqa: PLC0415 - see above

    try:
        return ask(process)
    except psutil.NoSuchProcess:
        raise
    except (psutil.Error, OSError, ValueError, OverflowError):
        return None


def _text(name: str) -> str:
    """A name that can be shown: bytes that are no text become question marks."""
    return name.encode(errors="replace").decode()
