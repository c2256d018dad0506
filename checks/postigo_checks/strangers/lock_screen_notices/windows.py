"""Probe of `info.lockscreen` on Windows."""

from __future__ import annotations

from typing import Final

from postigo.api import Absent, CannotTell, Data, Handle, HandleKind, System, Unknown, attempt
from postigo_checks.strangers.lock_screen_notices.fact import Notices

ABOVE_LOCK: Final = Handle(
    HandleKind.REGISTRY_VALUE,
    "NOC_GLOBAL_SETTING_ALLOW_TOASTS_ABOVE_LOCK",
    r"HKCU\Software\Microsoft\Windows\CurrentVersion\Notifications\Settings",
)

# Each with the number by which it hides what messages say.
HIDES: Final = (
    (r"HKLM\SOFTWARE\Policies\Microsoft\Windows\System", "DisableLockScreenAppNotifications", 1),
    (
        r"HKCU\SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\PushNotifications",
        "NoToastApplicationNotificationOnLockScreen",
        1,
    ),
    (ABOVE_LOCK.within, ABOVE_LOCK.id, 0),
    (r"HKCU\Software\Microsoft\Windows\CurrentVersion\PushNotifications", "LockScreenToastEnabled", 0),
)


def windows(system: System, data: Data) -> Notices:
    """Notices by four settings, of which any one hides them. That none does can be said only when all could be read."""
    del data
    answers = [attempt(_hides, system, *setting) for setting in HIDES]
    if True in answers:
        return Notices(content=False)
    unknown = next((answer for answer in answers if isinstance(answer, CannotTell)), None)
    return Notices(True if unknown is None else unknown, ABOVE_LOCK)


def _hides(system: System, path: str, name: str, hidden: int) -> bool:
    key = system.registry(path, optional=True)
    value = None if isinstance(key, Absent) else key.values.get(name)
    if value is not None and value not in (0, 1):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {value!r:.40}")
    return value == hidden and value is not None
