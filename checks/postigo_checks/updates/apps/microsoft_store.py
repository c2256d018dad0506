r"""Microsoft Store: whether it renews the programs that came from it.

Without a word of anybody it does, but only where there is a Store, and where Windows Update may start, through which it fetches. The
long-term editions (LTSC) have no Store, and tools take it out of others: then this account has no folder of its package.

What a school sets from afar goes before a policy of the machine, and that before the switch. AutoDownload: 2 is off, 4 is on. A rule
that we do not know and whose name says that it takes something away makes nothing good.
"""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Handle, HandleKind, Key, System, Unknown, attempt
from postigo_checks.common import unknown_policies
from postigo_checks.common.windows import service
from postigo_checks.common.windows.values import value_of
from postigo_checks.updates.apps.fact import Off, PackageSource, Renewal
from postigo_checks.updates.supported import windows_release

FROM_AFAR: Final = r"HKLM\SOFTWARE\Microsoft\PolicyManager\current\device\ApplicationManagement"
POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\WindowsStore"
SETTING: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsStore\WindowsUpdate"
SERVICE: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\wuauserv"
FOLDER: Final = r"%LOCALAPPDATA%\Packages\Microsoft.WindowsStore_8wekyb3d8bbwe"

_BY_ITSELF: Final = {2: False, 4: True}
_NOT_LAID_DOWN: Final = 2
_WITHOUT: Final = frozenset(("e-lts", "iot-lts"))
_SWITCHES: Final = {
    Off.SETTING: Handle(HandleKind.REGISTRY_VALUE, "AutoDownload", SETTING),
    Off.RULE: Handle(HandleKind.REGISTRY_VALUE, "AutoDownload", POLICY),
    Off.SERVICE: Handle(HandleKind.SERVICE, "wuauserv"),
}
_HARMLESS: Final = frozenset(("disableosupgrade",))  # no offer of another version of Windows


def renewal(system: System) -> Renewal | None:
    """Renewal by the Store; None where there is no Store."""
    off = _off(system)
    if off is not None:
        return _switched_off(off)
    there = attempt(_is_there, system)
    if there is False:
        return None
    start = attempt(service.start, system, SERVICE)
    if start == service.DISABLED:
        return _switched_off(Off.SERVICE)
    for unknown in (there, start):
        if isinstance(unknown, CannotTell):
            raise unknown
    return Renewal(PackageSource.STORE, alone=True)


def _switched_off(by: Off) -> Renewal:
    return Renewal(PackageSource.STORE, alone=False, off=by, switch=_SWITCHES.get(by))


def _off(system: System) -> Off | None:
    """By what it is switched off. UNREADABLE for what we do not understand of the rules and the switch."""
    managed = system.registry(FROM_AFAR, optional=True)
    allowed = _NOT_LAID_DOWN
    if isinstance(managed, Key):
        said = value_of(managed, "AllowAppStoreAutoUpdate")
        said = _NOT_LAID_DOWN if said is None else said
        if not isinstance(said, int) or said not in {0, 1, _NOT_LAID_DOWN}:
            raise CannotTell(Unknown.UNREADABLE, "AllowAppStoreAutoUpdate is neither 0, 1 nor 2")
        allowed = said
    if allowed == 0:
        return Off.AFAR
    policy = system.registry(POLICY, optional=True)
    if allowed == _NOT_LAID_DOWN:
        by_policy = _renews(policy if isinstance(policy, Key) else None)
        if by_policy is False:
            return Off.RULE
        if by_policy is None:
            setting = system.registry(SETTING, optional=True)
            if _renews(setting if isinstance(setting, Key) else None) is False:
                return Off.SETTING
    for key in (managed, policy):
        if isinstance(key, Key):
            _understood(key)
    return None


def _renews(key: Key | None) -> bool | None:
    value = None if key is None else value_of(key, "AutoDownload")
    if value is None:
        return None
    if not isinstance(value, int) or value not in _BY_ITSELF:
        raise CannotTell(Unknown.UNREADABLE, "AutoDownload is neither 2 nor 4")
    return _BY_ITSELF[value]


def _understood(key: Key) -> None:
    """UNREADABLE where a value takes away something that we do not know."""
    unknown_policies.require_known((unknown_policies.without_notes(key.values),), _HARMLESS)


def _is_there(system: System) -> bool:
    if windows_release.read(system).kind in _WITHOUT:
        return False
    return bool(system.glob(FOLDER))
