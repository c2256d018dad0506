"""Limits of a process of ours: what it may take, and what others may see.

One place for the worker of an audit, the child that sees passwords, and the program itself while a secret is in it. The kernel's
side: prctl(2), getrlimit(2), proc(5), core(5); learn.microsoft.com, JOBOBJECT_EXTENDED_LIMIT_INFORMATION.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

if sys.platform != "win32":
    import resource


def be_expendable() -> None:
    """When memory is short this process goes first, not the person's browser. Linux; elsewhere the system decides."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # a courtesy, no more
            file = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
            try:
                os.write(file, b"1000")
            finally:
                os.close(file)


def write_no_core() -> None:
    """A crash of this process writes no core to disk."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def take_at_most(memory: int) -> None:
    """Limit of address space in bytes for this process. What asks for more is refused, a MemoryError.

    On Windows it is a Job of its own, in which no other process can start. macOS takes the number and does not hold to it;
    there, and where the number is refused, nothing else is lost.
    """
    with contextlib.suppress(OSError, ValueError):
        if sys.platform == "win32":
            _box_in(memory)
        else:
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _box_in(memory: int) -> None:
    """Put this process alone into a Job that lives as long as it does."""
    from postigo.bounds.windows_job import WindowsJob  # noqa: PLC0415 - Windows only

    box = WindowsJob(memory, processes=1)
    try:
        box.take(os.getpid())
    except OSError:
        box.end()
        raise
    _kept.append(box)
    box.leave_the_desktop()


_kept: list[object] = []


@contextlib.contextmanager
def children_write_no_core() -> Iterator[None]:
    """Context in which a started process writes no core from its first moment on.

    Before that it could not see to it itself.
    """
    if sys.platform == "win32":
        yield
    else:
        soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))
