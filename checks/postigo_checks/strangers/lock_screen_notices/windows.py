"""Probe of `info.lockscreen` on Windows."""

from __future__ import annotations

from typing import Final

from postigo.api import Absent, CannotTell, Data, System, Unknown, attempt
from postigo_checks.strangers.lock_screen_notices.fact import Notices

# Each with the number by which it hides what messages say.
HIDES: Final = (
    (r"HKLM\SOFTWARE\Policies\Microsoft\Windows\System", "DisableLockScreenAppNotifications", 1),
    (
        r"HKCU\SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\PushNotifications",
        "NoToastApplicationNotificationOnLockScreen",
        1,
    ),
    (
        r"HKCU\Software\Microsoft\Windows\CurrentVersion\Notifications\Settings",
        "NOC_GLOBAL_SETTING_ALLOW_TOASTS_ABOVE_LOCK",
        0,
    ),
    (r"HKCU\Software\Microsoft\Windows\CurrentVersion\PushNotifications", "LockScreenToastEnabled", 0),
)


def windows(system: System, data: Data) -> Notices:
    """Any one setting hides it; that none does can be said only when all could be read."""
    del data
    answers = [attempt(_hides, system, *setting) for setting in HIDES]
    if True in answers:
        return Notices(content=False)
    unread = next((answer for answer in answers if isinstance(answer, CannotTell)), None)
    return Notices(True if unread is None else unread)


def _hides(system: System, path: str, name: str, hidden: int) -> bool:
    key = system.registry(path, optional=True)
    value = None if isinstance(key, Absent) else key.values.get(name)
    if value is not None and value not in (0, 1):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {value!r:.40}")
    return value == hidden and value is not None
