r"""`info.lockscreen`: whether the locked screen shows what messages say.

Windows shows it as it comes; four settings can forbid it, two of them an administrator's. macOS: `content_visibility`
1 never, 2 when unlocked, 3 always; where it is not written, what holds depends on the Mac: unknown. GNOME shows which
program has news, and what they say only for programs that somebody chose (`details-in-lock-screen`). KDE has no such
setting, and other desktops are not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from postigo.api import (
    Absent,
    CannotTell,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Level,
    OpenSettings,
    Plan,
    Platform,
    Probe,
    SettingsPage,
    Share,
    System,
    Text,
    Unknown,
    attempt,
)
from postigo_checks.common.linux.desktop import Desktop, desktop, switch, words

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
MAC: Final = "~/Library/Preferences/com.apple.ncprefs.plist"
MAC_KEY: Final = "content_visibility"
GNOME: Final = "org.gnome.desktop.notifications"
GNOME_APP: Final = f"{GNOME}.application:/org/gnome/desktop/notifications/application"

_SHOWS: Final = {1: False, 2: False, 3: True}
_MOST: Final = 40  # programs that are asked about; each costs a process
_APP_ID: Final = re.compile(r"[A-Za-z0-9_.-]+")


@dataclass(frozen=True, slots=True)
class Notices:
    """Whether what messages say is shown while the screen is locked."""

    content: bool | CannotTell


def linux(system: System, data: Data) -> Notices:
    """GNOME alone has something to tell."""
    del data
    return Notices(attempt(_gnome, system))


def _gnome(system: System) -> bool:
    if desktop(system) is not Desktop.GNOME:
        raise CannotTell(Unknown.MISSING, "a desktop of which we know no such setting")
    if not switch(system, GNOME, "show-in-lock-screen"):
        return False
    programs = words(system, GNOME, "application-children")
    if len(programs) > _MOST or not all(_APP_ID.fullmatch(program) for program in programs):
        raise CannotTell(Unknown.UNREADABLE, f"{len(programs)} programs, too many or oddly named")
    return any([switch(system, f"{GNOME_APP}/{program}/", "details-in-lock-screen") for program in programs])  # noqa: C419 - all are asked


def windows(system: System, data: Data) -> Notices:
    """Notices of Windows. Any one setting hides them; that none does can be said only when all could be read."""
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


def macos(system: System, data: Data) -> Notices:
    """The account's own setting."""
    del data
    return Notices(attempt(_mac, system))


def _mac(system: System) -> bool:
    settings = system.plist(MAC)
    value = settings.get(MAC_KEY) if isinstance(settings, dict) else None
    if value is None:
        raise CannotTell(Unknown.MISSING, f"{MAC_KEY} is not written")
    if type(value) is not int or value not in _SHOWS:
        raise CannotTell(Unknown.UNREADABLE, f"{MAC_KEY} is {value!r:.40}")
    return _SHOWS[value]


def judge(fact: Notices) -> Iterator[Finding | Gap]:
    """A catalogue severity of `low`."""
    if isinstance(fact.content, CannotTell):
        yield Gap(fact.content.why, Text("We could not see what the locked screen shows of messages."))
    elif fact.content:
        text = Text("Messages can be read on the locked screen. Anyone near can learn things about you.")
        yield Finding("content-shown", Level.ADVISE, text, fixes=("hide",))
    else:
        yield Finding("content-hidden", Level.GOOD, Text("The locked screen does not show what messages say."))


_PLANS: Final = (
    Plan(
        "hide",
        Text("Hide messages on the locked screen"),
        (
            OpenSettings(SettingsPage.NOTIFICATIONS),
            Instruct(Text("Click on “Notifications” to unfold it.")),
            Instruct(Text("Untick “Show notifications on the lock screen”.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "hide",
        Text("Hide messages on the locked screen"),
        (
            OpenSettings(SettingsPage.NOTIFICATIONS),
            Instruct(Text("At “Show previews”, choose “When Unlocked” or “Never”.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "hide",
        Text("Hide messages on the locked screen"),
        (
            OpenSettings(SettingsPage.NOTIFICATIONS),
            Instruct(
                Text("Turn off “Lock Screen Notifications”. Or open a program, and turn off its message content.")
            ),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
)

LOCK_SCREEN_NOTICES: Final = Check(
    id="info.lockscreen",
    title=Text("Messages on the locked screen"),
    why=Text("A code that was sent to you, or a name, can be read by anyone who passes your locked screen."),
    tip=5,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("GNOME's settings for notices on the locked screen."), Text("Other desktops, and single programs.")
        ),
        Platform.WINDOWS: Coverage(
            Text("Whether Windows shows notices on the locked screen."),
            Text("Programs that hide their own messages."),
        ),
        Platform.MACOS: Coverage(
            Text("When the Mac shows what messages say."), Text("Programs that were set apart from the others.")
        ),
    },
    share=Share.OPEN,
    fixes=_PLANS,
)
