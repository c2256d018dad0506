"""Plans of `image.screen-lock`."""

from __future__ import annotations

from typing import Final

from postigo.api import (
    Change,
    Handle,
    HandleKind,
    Instruct,
    Json,
    Means,
    OpenSettings,
    Plan,
    Platform,
    Setting,
    SettingsPage,
    Text,
)

_TITLE: Final = Text("Let the screen lock by itself")

_FIVE_MINUTES: Final = Text("The screen turns off after 5 minutes without you.")
_AT_ONCE: Final = Text("When the screen turns off, it locks at once.")
_LOCKS: Final = Text("When the screen turns off, it locks.")
_ALLOWED: Final = Text("The screen may be locked.")
_KDE: Final = "~/.config/kscreenlockerrc"
_XFCE: Final = "xfce4-screensaver"
_XFCE_SWITCHES: Final = (
    "/saver/enabled",
    "/saver/idle-activation/enabled",
    "/lock/enabled",
    "/lock/saver-activation/enabled",
)


def _gsettings(schema: str, key: str, value: str, says: Text, *more: tuple[str, str, str]) -> Means:
    """Means for one key of GSettings, with other keys that it needs.

    Each of them is a schema, a key and a value.
    """
    others = (Change(Setting(to), _AT_ONCE, Handle(HandleKind.GSETTINGS, name, of)) for of, name, to in more)
    return Means(HandleKind.GSETTINGS, (Change(Setting(value), says), *others), key, schema)


def _kde(key: str, value: str, says: Text, *more: tuple[str, str]) -> Means:
    """The same for one setting of KDE's screen lock."""
    others = (
        Change(Setting(to), _AT_ONCE, Handle(HandleKind.FILE_SETTING, f"Daemon/{name}", _KDE)) for name, to in more
    )
    return Means(HandleKind.FILE_SETTING, (Change(Setting(value), says), *others), f"Daemon/{key}", _KDE)


def _xfconf(channel: str, key: str, kind: str, value: str, says: Text, *more: tuple[str, str, str]) -> Means:
    """The same for one property of XFCE; the others lie in the same channel."""
    others = (
        Change(Setting({"type": type_, "data": to}), _AT_ONCE, Handle(HandleKind.XFCONF, name, channel))
        for name, type_, to in more
    )
    return Means(HandleKind.XFCONF, (Change(Setting({"type": kind, "data": value}), says), *others), key, channel)


def _saver(name: str, value: Json, says: Text) -> Change:
    """Another value of the screen saver of Windows."""
    return Change(Setting(value), says, Handle(HandleKind.REGISTRY_VALUE, name, r"HKCU\Control Panel\Desktop"))


_ON_LINUX: Final = (
    *(
        means
        for of in ("org.gnome.desktop", "org.cinnamon.desktop")
        for means in (
            _gsettings(
                f"{of}.session",
                "idle-delay",
                "uint32 300",
                _FIVE_MINUTES,
                (f"{of}.screensaver", "lock-delay", "uint32 0"),
            ),
            _gsettings(f"{of}.screensaver", "lock-enabled", "true", _LOCKS),
        )
    ),
    _gsettings("org.gnome.desktop.lockdown", "disable-lock-screen", "false", _ALLOWED),
    _gsettings("org.mate.lockdown", "disable-lock-screen", "false", _ALLOWED),
    _gsettings("org.mate.session", "idle-delay", "5", _FIVE_MINUTES, ("org.mate.screensaver", "lock-delay", "0")),
    _gsettings("org.mate.screensaver", "lock-enabled", "true", _LOCKS),
    _gsettings("org.mate.screensaver", "idle-activation-enabled", "true", _LOCKS),
    _kde("Timeout", "5", _FIVE_MINUTES, ("LockGrace", "5")),
    _kde("Autolock", "true", _LOCKS),
    _kde("RequirePassword", "true", Text("To go on, it asks for your password.")),
    _xfconf(
        _XFCE, "/saver/idle-activation/delay", "int", "5", _FIVE_MINUTES, ("/lock/saver-activation/delay", "int", "0")
    ),
    *(_xfconf(_XFCE, name, "bool", "true", _LOCKS) for name in _XFCE_SWITCHES),
    _xfconf(
        "xfce4-power-manager",
        "/xfce4-power-manager/presentation-mode",
        "bool",
        "false",
        Text("The presentation mode is off, so the screen can lock."),
    ),
)

FIXES: Final = (
    Plan(
        "lock",
        _TITLE,
        (
            Instruct(Text("In the Start menu, look for “Change screen saver”.")),
            Instruct(Text("Choose a screen saver, 5 minutes, and “On resume, display logon screen”.")),
            OpenSettings(SettingsPage.SCREEN_LOCK),
            Instruct(Text("There, let Windows ask you to sign in again every time.")),
            Instruct(Text("When you go away, press the Windows key and L.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.WINDOWS}),
        means=(
            Means(
                HandleKind.REGISTRY_VALUE,
                (
                    Change(
                        Setting({"type": 1, "data": "300"}), Text("After 5 minutes without you, a screen saver starts.")
                    ),
                    _saver(
                        "ScreenSaverIsSecure", {"type": 1, "data": "1"}, Text("To go on, it asks for your password.")
                    ),
                    _saver("ScreenSaveActive", {"type": 1, "data": "1"}, Text("The screen saver is on.")),
                    _saver(
                        "SCRNSAVE.EXE",
                        {"else": {"type": 2, "data": r"%SystemRoot%\System32\scrnsave.scr"}},
                        Text("If you have chosen none, it is a black screen."),
                    ),
                ),
                "ScreenSaveTimeOut",
            ),
        ),
        button=Text("Let the screen lock by itself…"),
    ),
    Plan(
        "lock",
        _TITLE,
        (
            OpenSettings(SettingsPage.SCREEN_LOCK),
            Instruct(Text("Let the display turn off after 5 minutes or less, on battery and plugged in.")),
            Instruct(Text("Below it, require the password immediately.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "lock",
        _TITLE,
        (
            OpenSettings(SettingsPage.SCREEN_LOCK),
            Instruct(Text("Turn on the automatic lock, after 5 minutes or less, with the password.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.LINUX}),
        means=_ON_LINUX,
        button=Text("Let the screen lock by itself…"),
    ),
)
