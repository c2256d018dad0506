r"""Helper on Windows: `postigo-fix.exe FIX LINE`. UAC starts it and gives it no pipe, so its answer is its exit status.

It changes values of HKEY_LOCAL_MACHINE out of a closed table, and the firewall by `netsh`, whose words are translated: so only
the registry is read. Its records lie in `HKLM\SOFTWARE\Postigo\Fixes`, where only administrators write; `%ProgramData%` is
open to all. Nothing of HKEY_CURRENT_USER: who typed the password may be another account.
"""

from __future__ import annotations

import sys

if sys.platform != "win32":
    raise ImportError("of Windows only")

import contextlib
import ctypes
import ntpath
import os
import re
import subprocess
import time
import winreg
from collections.abc import Iterator
from functools import partial
from typing import Final

from postigo.fix_helper.engine import Kind, Plan, System, Time, serve
from postigo.fix_helper.request import Code, Fix, Refused, Request, parse

CAPTURE: Final = r"SOFTWARE\Microsoft\OEM\Device\Capture"
PAUSES: Final = r"SOFTWARE\Microsoft\WindowsUpdate\UX\Settings"
FIREWALL: Final = r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
FIREWALL_POLICY: Final = r"SOFTWARE\Policies\Microsoft\WindowsFirewall"
RECORDS: Final = r"SOFTWARE\Postigo\Fixes"
VALUES: Final = {
    "NoPhysicalCameraLED": CAPTURE,
    **dict.fromkeys(
        (
            f"Pause{what}{end}Time"
            for what in ("Updates", "QualityUpdates", "FeatureUpdates")
            for end in ("Start", "End")
        ),
        PAUSES,
    ),
    "PauseUpdatesExpiryTime": PAUSES,
}
"""Values that are written, each with its key."""

PROFILES: Final = {"public": "PublicProfile", "private": "StandardProfile", "domain": "DomainProfile"}
"""Profiles of the firewall: netsh's names, and those of the local keys. Policies call the private one PrivateProfile."""

_DISABLED: Final = 4  # Start of a service (CreateService)
_REMOTE_SESSION: Final = 0x1000  # SM_REMOTESESSION, winuser.h
_SYSTEM32_ONLY: Final = 0x800  # LOAD_LIBRARY_SEARCH_SYSTEM32, libloaderapi.h
_SIXTY_FOUR: Final = winreg.KEY_WOW64_64KEY


_opened: Final = partial(winreg.OpenKeyEx, winreg.HKEY_LOCAL_MACHINE, access=winreg.KEY_READ | _SIXTY_FOUR)
_WRITE: Final = winreg.KEY_WRITE | _SIXTY_FOUR


def value_of(path: str, name: str) -> tuple[object, int] | None:
    """Data and type of a value; None without it."""
    try:
        with _opened(path) as key:
            return winreg.QueryValueEx(key, name)
    except FileNotFoundError:
        return None


def read(name: str) -> str:
    """Value of the table: `no-key:` and how many keys lack, `unset`, `dword:`, `text:`, or `other`."""
    path, lacking = VALUES[name], 0
    for depth in range(path.count("\\") + 1):
        try:
            _opened(path.rsplit("\\", depth)[0]).Close()
            break
        except FileNotFoundError:
            lacking = depth + 1
    if lacking:
        return f"no-key:{lacking}"
    match value_of(path, name):
        case None:
            return "unset"
        case int() as number, winreg.REG_DWORD:
            return f"dword:{number}"
        case str() as text, winreg.REG_SZ:
            return f"text:{text}"
    return "other"


def write(name: str, value: str) -> None:
    """Write a value, or take it away. With it go keys that were not there before and are empty."""
    form, _, data = value.partition(":")
    path = VALUES[name]
    if form in {"dword", "text"}:
        with winreg.CreateKeyEx(winreg.HKEY_LOCAL_MACHINE, path, 0, _WRITE) as key:
            kind, content = (winreg.REG_DWORD, int(data)) if form == "dword" else (winreg.REG_SZ, data)
            winreg.SetValueEx(key, name, 0, kind, content)
            winreg.FlushKey(key)
        return
    with contextlib.suppress(FileNotFoundError), _opened(path, access=_WRITE) as key:
        winreg.DeleteValue(key, name)
    for depth in range(int(data) if form == "no-key" else 0):
        here = path.rsplit("\\", depth)[0]
        with contextlib.suppress(FileNotFoundError):  # gone already: somebody stopped us half-way
            with _opened(here) as key:
                if winreg.QueryInfoKey(key)[:2] != (0, 0):
                    return
            winreg.DeleteKeyEx(winreg.HKEY_LOCAL_MACHINE, here, _SIXTY_FOUR, 0)


def profile(name: str) -> str:
    """State of the firewall in a profile, `on` or `off`. Empty where it is not told."""
    found = value_of(rf"{FIREWALL}\{PROFILES[name]}", "EnableFirewall")
    return {0: "off", 1: "on"}.get(int(str(found[0])), "") if found and found[1] == winreg.REG_DWORD else ""


def system_folder() -> str:
    """Folder of Windows' own programs, asked of Windows and of no variable."""
    room = ctypes.create_unicode_buffer(260)
    ctypes.windll.kernel32.GetSystemDirectoryW(room, len(room))
    return room.value


def set_profile(name: str, value: str) -> None:
    """Switch the firewall of a profile, with `netsh advfirewall` (Microsoft's page of that name)."""
    home = system_folder()
    words = [ntpath.join(home, "netsh.exe"), "advfirewall", "set", f"{name}profile", "state", value]
    quiet = subprocess.DEVNULL
    environ = {"SystemRoot": ntpath.dirname(home), "PATH": home}
    flags = subprocess.CREATE_NO_WINDOW
    subprocess.run(
        words, env=environ, cwd=home, stdin=quiet, stdout=quiet, stderr=quiet,
        timeout=Time.left(), creationflags=flags, check=False,
    )  # fmt: skip


def firewall(_: str) -> Plan:
    """Plan for the firewall on everywhere. OTHERS where a policy decides; REMOTE where somebody sits at another computer."""
    managed = [
        f"{FIREWALL_POLICY}\\{name}" for name in ("PublicProfile", "PrivateProfile", "StandardProfile", "DomainProfile")
    ]
    managed += [rf"{FIREWALL}\Mdm\{name}" for name in PROFILES.values()]
    blocks = [value_of(rf"{FIREWALL}\{name}", "DefaultInboundAction") for name in PROFILES.values()]
    if any(value_of(path, name) for path in managed for name in ("EnableFirewall", "DefaultInboundAction")):
        raise Refused(Code.OTHERS)
    if any(block is not None and block[0] != 1 for block in blocks):
        raise Refused(Code.OTHERS)
    starts = [value_of(rf"SYSTEM\CurrentControlSet\Services\{name}", "Start") for name in ("MpsSvc", "BFE")]
    if any(start is None or start[0] == _DISABLED for start in starts):
        raise Refused(Code.CANNOT)
    parts: dict[str, str | None] = {f"profile {name}": "on" for name in PROFILES}
    if remote() and any(profile(name) != "on" for name in PROFILES):
        raise Refused(Code.REMOTE)
    return Plan(parts)


def remote() -> bool:
    """Whether this session is shown on another computer."""
    return bool(ctypes.windll.user32.GetSystemMetrics(_REMOTE_SESSION))


def automatic(_: str) -> Plan:
    """Plan that ends the pause of somebody's choice on the page of the updates. Policies and services are left alone."""
    return Plan(
        {f"value {name}": "unset" for name, path in VALUES.items() if path == PAUSES and read(name).startswith("text:")}
    )


def notice(_: str) -> Plan:
    """Plan for the notice on the screen: 1 says that the camera has no lamp."""
    return Plan({"value NoPhysicalCameraLED": "dword:1"})


def load(name: str) -> str | None:
    """Text of a record; None without one."""
    found = value_of(RECORDS, name)
    return str(found[0]) if found and found[1] == winreg.REG_SZ else None


def save(name: str, text: str) -> None:
    """Record in the registry, on the disk."""
    with winreg.CreateKeyEx(winreg.HKEY_LOCAL_MACHINE, RECORDS, 0, _WRITE) as key:
        winreg.SetValueEx(key, name, 0, winreg.REG_SZ, text)
        winreg.FlushKey(key)


def drop(name: str) -> None:
    """No record any more."""
    with contextlib.suppress(FileNotFoundError), _opened(RECORDS, access=_WRITE) as key:
        winreg.DeleteValue(key, name)
        winreg.FlushKey(key)


def number() -> str:
    """Number of this installation of Windows."""
    found = value_of(r"SOFTWARE\Microsoft\Cryptography", "MachineGuid")
    return str(found[0]) if found else ""


_TIME: Final = r"[0-9TZ:.+-]{0,40}"
_NOTHING: Final = r"unset|no-key:[1-9]"
SYSTEM: Final = System(
    kinds={
        "value": Kind(
            "|".join(map(re.escape, VALUES)),
            rf"{_NOTHING}|dword:[0-9]{{1,10}}|text:{_TIME}",
            read,
            write,
            halfway=_NOTHING,  # a key that is made before its value, or outlives it
        ),
        "profile": Kind("|".join(PROFILES), "on|off", profile, set_profile),
    },
    plans={Fix.FIREWALL_ON: firewall, Fix.UPDATES_AUTOMATIC: automatic, Fix.CAMERA_NOTICE: notice},
    load=load,
    save=save,
    drop=drop,
    number=number,
    touched=lambda _: time.time(),  # no file of Windows is rewritten by the way
)


def harden() -> None:
    """Leave nothing of the caller's environment and folder; libraries come from System32 only."""
    ctypes.windll.kernel32.SetDefaultDllDirectories(_SYSTEM32_ONLY)
    os.environ.clear()
    os.chdir(system_folder())


def trusted() -> bool:
    """Whether we have an administrator's rights and lie below Program Files, with our Python. Only administrators write there."""
    found = value_of(r"SOFTWARE\Microsoft\Windows\CurrentVersion", "ProgramFilesDir")
    if not ctypes.windll.shell32.IsUserAnAdmin() or found is None:
        return False
    programs = ntpath.normcase(str(found[0])) + "\\"
    return all(ntpath.normcase(os.path.realpath(file)).startswith(programs) for file in (sys.executable, __file__))


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Lock of the only helper at work. A second one waits ten seconds, then it is BUSY."""
    lock = ctypes.windll.kernel32.CreateMutexW(None, False, "Global\\PostigoFixHelper")
    if not lock or ctypes.windll.kernel32.WaitForSingleObject(lock, 10_000) not in {
        0,
        0x80,
    }:  # had, or left by a dead one
        raise Refused(Code.BUSY)
    try:
        yield
    finally:
        ctypes.windll.kernel32.ReleaseMutex(lock)


def main() -> int:
    """Exit status of one request: that of its code. Windows ends a crash with 1."""
    try:
        request = _received()
        with alone():
            code = Code(str(serve(SYSTEM, request)["code"]))
    except Refused as refused:
        code = refused.code
    return code.status


def _received() -> Request:
    harden()
    if not trusted():
        raise Refused(Code.UNTRUSTED)
    if len(sys.argv) != 3:  # the program, its tag, the line
        raise Refused(Code.REQUEST)
    request = parse(sys.argv[2].encode("ascii", "replace") + b"\n", sys.argv[1])
    if request.fix not in SYSTEM.plans:
        raise Refused(Code.CANNOT)
    return request


if __name__ == "__main__":
    sys.exit(main())
