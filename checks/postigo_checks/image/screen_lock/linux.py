"""Screen lock of Linux desktops. When the screen goes blank, whether that locks, and how much later.

GNOME and Cinnamon count in seconds, MATE and XFCE in minutes, KDE in minutes (the grace time in seconds). KDE's file holds
only what differs from its defaults; the system's own file goes before the defaults, and may forbid the person to change
it. XFCE keeps only what somebody has set. Lock programs of one's own (swayidle, xss-lock, light-locker) are not known:
never "off".

XFCE's "presentation mode" keeps the screen saver from starting for as long as its power manager runs, also after a restart
(xfpm-power.c).

Traps: GNOME's shell locks only where its own sign-in screen (GDM) runs, whatever its settings say. Budgie goes by the
same settings, and locks only where a screen saver of GNOME's kind runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from postigo.api import ABSENT, Bus, BusError, CannotTell, Data, Handle, HandleKind, Json, System, Unknown
from postigo_checks.common.linux import dbus_property
from postigo_checks.common.linux.desktop import Desktop, desktop, names, number, switch
from postigo_checks.image.screen_lock.fact import ScreenLock

KDE_FILES: Final = ("/etc/xdg/kscreenlockerrc", "~/.config/kscreenlockerrc")

SAVER: Final = "org.gnome.ScreenSaver"
GDM: Final = ("org.gnome.DisplayManager", "/org/gnome/DisplayManager/Manager", "org.gnome.DisplayManager.Manager")
XFCONF: Final = ("org.xfce.Xfconf", "/org/xfce/Xfconf", "org.xfce.Xfconf", "GetAllProperties", "ss")
XFCE_CHANNEL: Final = "xfce4-screensaver"
XFCE_POWER: Final = "xfce4-power-manager"
XFCE_PRESENTS: Final = f"/{XFCE_POWER}/presentation-mode"
XFCE_POWERS_NAMES: Final = {"org.xfce.PowerManager", "org.freedesktop.PowerManagement"}

_XFCE_SWITCHES: Final = (
    "/saver/enabled",
    "/saver/idle-activation/enabled",
    "/lock/enabled",
    "/lock/saver-activation/enabled",
)  # each is on until somebody turns it off
_XFCE_IDLE: Final = "/saver/idle-activation/delay"
_XFCE_DELAY: Final = "/lock/saver-activation/delay"
_ENTRY: Final = re.compile(r"\s*(\w+)(\[\$[a-z]*i[a-z]*\])?(?:\[[^\]]*\])*\s*=\s*(.*?)\s*")
_DEFAULTS: Final = {"Autolock": "true", "RequirePassword": "true", "Timeout": "5", "LockGrace": "5"}
_TRUE: Final = {"true", "1", "on", "yes"}
_FALSE: Final = {"false", "0", "off", "no"}


def linux(system: System, data: Data) -> ScreenLock:
    """By the desktop of this session."""
    del data
    match desktop(system):
        case Desktop.GNOME:
            found = _by_gnomes_settings(system)
            if found.after is not None:  # GDM's version is what the shell asks for before it locks
                dbus_property.get(system, *GDM, "Version")
            return found
        case Desktop.BUDGIE:
            found = _by_gnomes_settings(system)
            if found.after is not None and SAVER not in names(system):
                raise CannotTell(Unknown.MISSING, "Budgie without a screen saver that we know")
            return found
        case Desktop.CINNAMON:
            return _gnome(system, "org.cinnamon.desktop")
        case Desktop.MATE:
            return _mate(system)
        case Desktop.KDE:
            return _kde(system)
        case Desktop.XFCE:
            return _xfce(system)


def _by_gnomes_settings(system: System) -> ScreenLock:
    if switch(system, "org.gnome.desktop.lockdown", "disable-lock-screen"):
        return _never("disable-lock-screen", "org.gnome.desktop.lockdown")
    return _gnome(system, "org.gnome.desktop")


def _gnome(system: System, schemas: str) -> ScreenLock:
    if not switch(system, f"{schemas}.screensaver", "lock-enabled"):
        return _never("lock-enabled", f"{schemas}.screensaver")
    idle = number(system, f"{schemas}.session", "idle-delay")
    delay = number(system, f"{schemas}.screensaver", "lock-delay")
    setting = Handle(HandleKind.GSETTINGS, "idle-delay", f"{schemas}.session")
    return ScreenLock(idle + delay if idle else None, setting)


def _never(key: str, schema: str) -> ScreenLock:
    """No lock, by one setting of GNOME's kind."""
    return ScreenLock(None, Handle(HandleKind.GSETTINGS, key, schema))


def _mate(system: System) -> ScreenLock:
    """It blanks, and so locks, only where the screen saver may start by itself."""
    if switch(system, "org.mate.lockdown", "disable-lock-screen"):
        return _never("disable-lock-screen", "org.mate.lockdown")
    for key in ("lock-enabled", "idle-activation-enabled"):
        if not switch(system, "org.mate.screensaver", key):
            return _never(key, "org.mate.screensaver")
    idle = number(system, "org.mate.session", "idle-delay")
    delay = number(system, "org.mate.screensaver", "lock-delay")
    setting = Handle(HandleKind.GSETTINGS, "idle-delay", "org.mate.session")
    return ScreenLock((idle + delay) * 60 if idle else None, setting)


def _xfce(system: System) -> ScreenLock:
    """By XFCE's own screen saver, which runs; its settings are read as it reads them."""
    settings = _of_channel(system, XFCE_CHANNEL, "/")
    switches = {name: settings.get(name, True) for name in _XFCE_SWITCHES}
    if not all(isinstance(on, bool) for on in switches.values()):
        raise CannotTell(Unknown.UNREADABLE, f"a switch of {XFCE_CHANNEL} is none")
    off = next((name for name, on in switches.items() if not on), None)
    if off is not None:
        return ScreenLock(None, Handle(HandleKind.XFCONF, off, XFCE_CHANNEL))
    if XFCE_POWERS_NAMES & names(system) and _presents(system):
        return ScreenLock(None, Handle(HandleKind.XFCONF, XFCE_PRESENTS, XFCE_POWER))
    idle, delay = _minutes(settings, _XFCE_IDLE, 5), _minutes(settings, _XFCE_DELAY, 0)
    after = ((idle or 10) + delay) * 60  # it takes 0 for 10
    return ScreenLock(after, Handle(HandleKind.XFCONF, _XFCE_IDLE, XFCE_CHANNEL))


def _presents(system: System) -> bool:
    """Whether the power manager, which runs, keeps the screen saver from starting."""
    settings = _of_channel(system, XFCE_POWER, f"/{XFCE_POWER}")
    on = settings.get(XFCE_PRESENTS, False)
    if not isinstance(on, bool):
        raise CannotTell(Unknown.UNREADABLE, f"presentation-mode is {on!r:.20}")
    return on


def _of_channel(system: System, channel: str, base: str) -> Mapping[str, Json]:
    """Settings that somebody made in one channel of XFCE."""
    match system.dbus(Bus.SESSION, *XFCONF, channel, base):
        case [dict(settings)]:
            return settings
        case BusError("org.xfce.Xfconf.Error.ChannelNotFound" | "org.xfce.Xfconf.Error.PropertyNotFound"):
            return {}  # nobody has set anything
        case other:
            raise CannotTell(Unknown.UNREADABLE, f"GetAllProperties: {other!r:.80}")


def _minutes(settings: Mapping[str, Json], name: str, usual: int) -> int:
    value = settings.get(name, usual)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise CannotTell(Unknown.UNREADABLE, f"{name} of {XFCE_CHANNEL} is {value!r:.20}")
    return min(value, 480)


def _kde(system: System) -> ScreenLock:
    values = dict(_DEFAULTS)
    fixed: set[str] = set()
    for path in KDE_FILES:
        content = system.read(path, optional=True)
        if content is not ABSENT:
            _lay_over(values, fixed, content, path)
    off = next((name for name in ("Autolock", "RequirePassword") if not _is_on(values, name)), None)
    if off is not None:
        return ScreenLock(None, _of_kde(off))
    try:
        minutes, grace = float(values["Timeout"]), int(values["LockGrace"])
    except ValueError:
        minutes, grace = -1.0, 0
    if not 0 <= minutes < 1e6:  # about two years; and neither "nan" nor "inf"
        raise CannotTell(Unknown.UNREADABLE, f"a time in kscreenlockerrc: {values['Timeout']!r:.20}")
    return ScreenLock(round(minutes * 60) + max(grace, 0) if minutes else None, _of_kde("Timeout"))


def _of_kde(name: str) -> Handle:
    return Handle(HandleKind.FILE_SETTING, f"Daemon/{name}", KDE_FILES[-1])


def _lay_over(values: dict[str, str], fixed: set[str], content: bytes, path: str) -> None:
    """Settings of a file over those before. Not over what an earlier one has fixed (`[$i]`)."""
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None
    ours = False
    already = frozenset(fixed)
    for line in lines:
        if line.lstrip().startswith("["):
            ours = line.strip() in {"[Daemon]", "[Daemon][$i]"}
            fixed |= values.keys() if ours and line.strip() != "[Daemon]" else set()
            continue
        found = _ENTRY.fullmatch(line)
        if found is None and line.strip() and not line.lstrip().startswith(("#", ";")):
            raise CannotTell(Unknown.UNREADABLE, f"{path}: a line that is no setting")
        if ours and found is not None and found[1] in values and found[1] not in already:
            values[found[1]] = found[3]
            fixed |= {found[1]} if found[2] else set()


def _is_on(values: Mapping[str, str], name: str) -> bool:
    word = values[name].lower()
    if word not in _TRUE | _FALSE:
        raise CannotTell(Unknown.UNREADABLE, f"{name} in kscreenlockerrc is {word!r:.20}")
    return word in _TRUE
