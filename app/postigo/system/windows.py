"""A machine with Windows. Its registry is tried with Wine; PowerShell, CIM and rights were written from documentation."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from postigo.core.system import (
    ABSENT,
    Absent,
    CannotTell,
    Json,
    Key,
    Listeners,
    Platform,
    Process,
    RegistryValue,
    Token,
    Unknown,
    is_withheld,
)
from postigo.core.windows_call import WindowsCall
from postigo.system.calls.host import Calls
from postigo.system.commands import Announce, unannounced
from postigo.system.machine import Machine
from postigo.system.powershell import PowerShell, windows_powershell

if TYPE_CHECKING:
    import psutil

T = TypeVar("T")

_GONE = {2, 3, 1018}  # ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND, ERROR_KEY_DELETED
_ACCESS_DENIED = 5
_NO_MORE_ITEMS = 259
_QUICK = 20.0  # seconds: what a question to PowerShell has if it does not say that it needs more
_END_MARK = 2  # bytes of a text in the registry that has no letter
_LONGEST_NAME = 16_384  # letters of a value's name, with the end mark


class Windows(Machine):
    """See `Machine`. Who holds a camera is no verb here: the registry's ConsentStore tells it."""

    platform = Platform.WINDOWS

    def __init__(self, announce: Announce = unannounced) -> None:
        super().__init__(announce)
        self._powershell = PowerShell(windows_powershell, announce)
        self._patient = PowerShell(windows_powershell, announce)
        self._calls = Calls(announce)

    def close(self) -> None:
        """See `Machine.close`."""
        self._powershell.close()
        self._patient.close()
        self._calls.close()

    @property
    def elevated(self) -> bool:
        """See `System.elevated`."""
        if sys.platform != "win32":
            return False
        import ctypes  # noqa: PLC0415 - Windows only

        return bool(ctypes.windll.shell32.IsUserAnAdmin())

    def registry(self, key: str, *, optional: bool = False) -> Any:  # noqa: ANN401 - the overloads stand in `System`
        """See `System.registry`."""
        found = _key(key)
        if isinstance(found, Absent):
            if not optional:
                raise CannotTell(Unknown.MISSING, f"not there: {key}")
            _require_hive(key)
        return found

    def powershell(self, expression: str, *, timeout: float = 20.0, **values: str) -> Json:
        """See `System.powershell`. What may take long is asked apart, so that quick questions need not wait for it."""
        shell = self._patient if timeout > _QUICK else self._powershell
        return shell.ask(expression, timeout, values)

    def call(self, call: WindowsCall[T], **values: str) -> T:
        """See `System.call`."""
        return self._calls.ask(call, values)

    def token(self) -> Token:
        """See `System.token`."""
        from postigo.system import windows_token  # noqa: PLC0415 - one check asks

        return windows_token.token()

    def processes(self) -> tuple[Process, ...]:
        """See `System.processes`."""
        from postigo.system import processes  # noqa: PLC0415 - it needs psutil

        return processes.processes(_is_ours())

    def listeners(self) -> Listeners:
        """See `System.listeners`."""
        from postigo.system import listeners  # noqa: PLC0415 - it needs psutil

        return listeners.listeners(_is_ours())


def _is_ours() -> Callable[[psutil.Process], bool]:
    own = _account_of(None)
    return lambda process: own is not None and _account_of(process) == own


def when(filetime: int) -> datetime | None:
    """Moment in UTC of a FILETIME (100 ns since 1601). None for 0, which means never."""
    try:
        return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=filetime // 10) if filetime else None
    except OverflowError:
        return None


def divide(key: str) -> tuple[str, str]:
    r"""Root and rest of a key written `HKLM\…` or `HKCU\…`. UNREADABLE for anything else."""
    root, _, rest = key.partition("\\")
    if root not in {"HKLM", "HKCU"} or not rest:
        raise CannotTell(Unknown.UNREADABLE, f"{key} is not written as HKLM\\… or HKCU\\…")
    return root, rest


def plain(value: object) -> RegistryValue:
    """Value as winreg gives it. An empty BINARY or MULTI_SZ is None there; broken UTF-16 becomes question marks."""
    match value:
        case None:
            return b""
        case int() | bytes():
            return value
        case list():
            return tuple(_text(str(item)) for item in value)
        case _:
            return _text(str(value))


def _text(value: str) -> str:
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _key(key: str) -> Key | Absent:
    root, rest = divide(key)
    if sys.platform != "win32":
        raise CannotTell(Unknown.MISSING, "there is no registry here")
    import winreg  # noqa: PLC0415 - Windows only

    roots = {"HKLM": winreg.HKEY_LOCAL_MACHINE, "HKCU": winreg.HKEY_CURRENT_USER}
    values: dict[str, RegistryValue] = {}
    try:
        with winreg.OpenKey(roots[root], rest, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as handle:
            how_many_keys, how_many_values, written = winreg.QueryInfoKey(handle)
            for name, kind, size in _value_names(int(handle), how_many_values):
                if is_withheld(name) and kind not in {winreg.REG_DWORD, winreg.REG_QWORD}:
                    values[_text(name)] = "" if size <= _END_MARK else b""
                    continue
                try:
                    value, _ = winreg.QueryValueEx(handle, name)
                except FileNotFoundError:
                    continue  # taken away in between
                values[_text(name)] = () if value is None and kind == winreg.REG_MULTI_SZ else plain(value)
            subkeys = tuple(_text(winreg.EnumKey(handle, index)) for index in range(how_many_keys))
    except OSError as problem:
        if problem.winerror in _GONE:
            return ABSENT
        why = Unknown.DENIED if problem.winerror == _ACCESS_DENIED else Unknown.UNREADABLE
        raise CannotTell(why, f"{key}: error {problem.winerror}") from None
    return Key(values, subkeys, when(written))


_HIVES = {
    "HKLM\\SOFTWARE": "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion",
    "HKLM\\SYSTEM": "HKLM\\SYSTEM\\CurrentControlSet\\Control",
    "HKCU\\SOFTWARE": "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion",
}
"""A key that every Windows has, of each hive that is asked."""


def _require_hive(key: str) -> None:
    """MISSING where a hive does not show even what every Windows has. A key that is not there tells nothing then."""
    hive = "\\".join(key.split("\\")[:2]).upper()
    witness = _HIVES.get(hive)
    if witness is not None and isinstance(_key(witness), Absent):
        raise CannotTell(Unknown.MISSING, f"not there: {witness}")


def _value_names(handle: int, how_many: int) -> Iterator[tuple[str, int, int]]:
    """Name, type and size of each value of an open key, without its data.

    Sizes are bytes; `winreg.EnumValue` would bring the data along.
    """
    if sys.platform != "win32":
        return
    import ctypes  # noqa: PLC0415 - Windows only
    from ctypes import wintypes  # noqa: PLC0415

    enumerate_value = ctypes.WinDLL("advapi32").RegEnumValueW
    dword = ctypes.POINTER(wintypes.DWORD)
    enumerate_value.argtypes = (
        *(wintypes.HKEY, wintypes.DWORD, wintypes.LPWSTR, dword),
        *(dword, dword, ctypes.c_void_p, dword),
    )
    enumerate_value.restype = wintypes.LONG
    name = ctypes.create_unicode_buffer(_LONGEST_NAME)
    for index in range(how_many):
        length, kind, size = wintypes.DWORD(_LONGEST_NAME), wintypes.DWORD(), wintypes.DWORD()
        wanted = (ctypes.byref(length), None, ctypes.byref(kind), None, ctypes.byref(size))
        failed = enumerate_value(handle, index, name, *wanted)
        if failed == _NO_MORE_ITEMS:
            return
        if failed:
            raise ctypes.WinError(failed)
        yield str(name[: length.value]), kind.value, size.value


def _account_of(process: psutil.Process | None) -> bytes | None:
    """Identifier (SID) of the account of a process, our own for None. None where it may not be asked.

    psutil would ask for the account's *name*, and that question can go to a server of the school.
    """
    if sys.platform != "win32":
        return None
    import ctypes  # noqa: PLC0415 - Windows only
    from ctypes import wintypes  # noqa: PLC0415

    kernel = ctypes.WinDLL("kernel32")
    rights = ctypes.WinDLL("advapi32")
    kernel.OpenProcess.restype = kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    rights.OpenProcessToken.argtypes = (wintypes.HANDLE, wintypes.DWORD, ctypes.POINTER(wintypes.HANDLE))
    token_information = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD, ctypes.POINTER(wintypes.DWORD))
    rights.GetTokenInformation.argtypes = token_information
    rights.GetLengthSid.argtypes = (ctypes.c_void_p,)
    rights.GetLengthSid.restype = wintypes.DWORD

    limited_information, query, token_user = 0x1000, 0x8, 1
    handle = (
        kernel.GetCurrentProcess() if process is None else kernel.OpenProcess(limited_information, False, process.pid)
    )
    if not handle:
        return None
    token = wintypes.HANDLE()
    try:
        if not rights.OpenProcessToken(handle, query, ctypes.byref(token)):
            return None
        buffer = ctypes.create_string_buffer(256)  # TOKEN_USER: a pointer to the SID, its attributes, and the SID
        used = wintypes.DWORD()
        try:
            if not rights.GetTokenInformation(token, token_user, buffer, len(buffer), ctypes.byref(used)):
                return None
            sid = ctypes.c_void_p.from_buffer(buffer).value
            return ctypes.string_at(sid, rights.GetLengthSid(sid)) if sid else None
        finally:
            kernel.CloseHandle(token)
    finally:
        if process is not None:
            kernel.CloseHandle(handle)
