"""Functions and structures of Windows that set limits, with their types.

All types are those of the headers (Windows SDK 10.0.26100), and have the same size on every system: a test anywhere holds them.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any, Final, NamedTuple

HANDLE: Final = ctypes.c_void_p
DWORD: Final = ctypes.c_uint32
_BOOL: Final = ctypes.c_int32
_POINTER: Final = ctypes.c_void_p
_TEXT: Final = ctypes.c_wchar_p
_HRESULT: Final = ctypes.c_int32

_NOT_FOUND: Final = 127  # ERROR_PROC_NOT_FOUND, winerror.h


class Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of winnt.h, with its inner two structures written out."""

    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class Function(NamedTuple):
    """Prototype of a function: its library, its result, its arguments."""

    library: str
    result: Any
    arguments: tuple[Any, ...]


FUNCTIONS: Final[dict[str, Function]] = {
    # handleapi.h, winbase.h
    "CloseHandle": Function("kernel32", _BOOL, (HANDLE,)),
    "LocalFree": Function("kernel32", _POINTER, (_POINTER,)),
    # processthreadsapi.h
    "GetCurrentProcess": Function("kernel32", HANDLE, ()),
    "OpenProcess": Function("kernel32", HANDLE, (DWORD, _BOOL, DWORD)),
    "OpenProcessToken": Function("advapi32", _BOOL, (HANDLE, DWORD, _POINTER)),
    "SetProcessMitigationPolicy": Function("kernel32", _BOOL, (ctypes.c_int32, _POINTER, ctypes.c_size_t)),
    "TerminateProcess": Function("kernel32", _BOOL, (HANDLE, ctypes.c_uint32)),
    # jobapi2.h
    "AssignProcessToJobObject": Function("kernel32", _BOOL, (HANDLE, HANDLE)),
    "CreateJobObjectW": Function("kernel32", HANDLE, (_POINTER, _TEXT)),
    "SetInformationJobObject": Function("kernel32", _BOOL, (HANDLE, ctypes.c_int32, _POINTER, DWORD)),
    "TerminateJobObject": Function("kernel32", _BOOL, (HANDLE, ctypes.c_uint32)),
    # securitybaseapi.h, sddl.h
    "ConvertSidToStringSidW": Function("advapi32", _BOOL, (_POINTER, _POINTER)),
    "ConvertStringSecurityDescriptorToSecurityDescriptorW": Function(
        "advapi32", _BOOL, (_TEXT, DWORD, _POINTER, _POINTER)
    ),
    "GetKernelObjectSecurity": Function("advapi32", _BOOL, (HANDLE, DWORD, _POINTER, DWORD, _POINTER)),
    "GetTokenInformation": Function("advapi32", _BOOL, (HANDLE, ctypes.c_int32, _POINTER, DWORD, _POINTER)),
    "SetKernelObjectSecurity": Function("advapi32", _BOOL, (HANDLE, DWORD, _POINTER)),
    # fileapi.h, libloaderapi.h
    "GetDriveTypeW": Function("kernel32", ctypes.c_uint32, (_TEXT,)),
    "SetDefaultDllDirectories": Function("kernel32", _BOOL, (DWORD,)),
    "SetDllDirectoryW": Function("kernel32", _BOOL, (_TEXT,)),
    # errhandlingapi.h, werapi.h
    "SetErrorMode": Function("kernel32", ctypes.c_uint32, (ctypes.c_uint32,)),
    "WerSetFlags": Function("kernel32", _HRESULT, (DWORD,)),
}


def call(name: str, *arguments: object) -> Any:  # noqa: ANN401 - each function has its own result
    """Result of one of these functions. OSError where this Windows does not have it."""
    if sys.platform != "win32":
        raise OSError(f"no {name}: this is no Windows")
    library, result, types = FUNCTIONS[name]
    try:
        function = getattr(ctypes.WinDLL(library, use_last_error=True), name)
    except AttributeError:
        raise ctypes.WinError(_NOT_FOUND, f"this Windows has no {name}") from None
    function.restype, function.argtypes = result, types
    return function(*arguments)


def do(name: str, *arguments: object) -> Any:  # noqa: ANN401 - see above
    """Result of a function that gives nothing or 0 when it fails. Then OSError with the number that Windows left."""
    result = call(name, *arguments)
    if not result:
        raise _failure(name)
    return result


def _failure(name: str) -> OSError:
    """Error of the function that failed last in this thread."""
    if sys.platform != "win32":
        return OSError(f"{name} failed")
    return ctypes.WinError(ctypes.get_last_error(), f"{name} failed")
