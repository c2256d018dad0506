"""Windows Job: a box for a process of ours and its children. The kernel empties it when its handle is closed.

JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE: the handle is ours alone, so our own death, however sudden, closes it too
(learn.microsoft.com/windows/win32/procthread/job-objects). Numbers of winnt.h.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any, Final

from postigo.bounds import win32
from postigo.bounds.windows_process import SET_QUOTA, TERMINATE, opened

_UI_RESTRICTIONS: Final = 4  # JobObjectBasicUIRestrictions
_EXTENDED_LIMITS: Final = 9  # JobObjectExtendedLimitInformation

_ACTIVE_PROCESS: Final = 0x0008
_PROCESS_MEMORY: Final = 0x0100
_DIE_ON_UNHANDLED_EXCEPTION: Final = 0x0400  # and so without a window that waits for a click
_KILL_ON_JOB_CLOSE: Final = 0x2000

_MOST: Final = 2 * sys.maxsize + 1  # SIZE_T: what a 32-bit process can have at all
_DESKTOP: Final = 0x1 | 0x2 | 0x4  # JOB_OBJECT_UILIMIT_HANDLES, …_READCLIPBOARD, …_WRITECLIPBOARD


class WindowsJob:
    """One box for so many processes of so much memory in bytes; None: no limit.

    OSError where it cannot be made.
    """

    def __init__(self, memory: int | None = None, processes: int | None = None) -> None:
        self._handle = win32.do("CreateJobObjectW", None, None)
        limits = win32.Limits(
            flags=_KILL_ON_JOB_CLOSE
            | _DIE_ON_UNHANDLED_EXCEPTION
            | (_PROCESS_MEMORY if memory else 0)
            | (_ACTIVE_PROCESS if processes else 0),
            process_memory=min(memory or 0, _MOST),
            active_processes=processes or 0,
        )
        try:
            self._set(_EXTENDED_LIMITS, limits)
        except OSError:
            self.end()
            raise

    def take(self, pid: int) -> None:
        """Put a process into the box, with what it starts from then on. OSError if it cannot be."""
        with opened(pid, SET_QUOTA | TERMINATE) as process:
            win32.do("AssignProcessToJobObject", self._handle, process)

    def leave_the_desktop(self) -> None:
        """Keep what is in the box from the clipboard, and from windows of others. OSError where Windows refuses it.

        After `take`: a box with such limits takes no process that is in another box already, and in a nested one they are
        refused (learn.microsoft.com, Nested Jobs).
        """
        self._set(_UI_RESTRICTIONS, win32.DWORD(_DESKTOP))

    def end(self) -> None:
        """End everything in the box, and throw it away."""
        if self._handle:
            win32.call("TerminateJobObject", self._handle, 1)
            win32.call("CloseHandle", self._handle)
            self._handle = None

    def _set(self, kind: int, value: Any) -> None:  # noqa: ANN401 - a structure or a number of ctypes
        win32.do("SetInformationJobObject", self._handle, kind, ctypes.byref(value), ctypes.sizeof(value))
