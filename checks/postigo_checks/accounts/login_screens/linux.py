"""The login screens of Linux: which one this computer uses, and whether it lets somebody in without asking.

Each keeps its own settings: gdm (GNOME; the file's name differs by distribution), lightdm, sddm and plasmalogin (KDE),
greetd, lxdm; SUSE has a setting over all of them, and a text console can be told to sign in too. All of these files
may be read by everybody. Settings of a login screen that is not in use mean nothing: packages leave them behind.

greetd is also started with settings of another name (COSMIC: `--config /etc/greetd/cosmic-greeter.toml`). It opens by itself
with an `initial_session`, or where its `default_session` is no greeter and belongs to a person. Without systemd each
kind of start keeps its login screen elsewhere: then which one it is cannot be told.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Final

from postigo.api import Absent, CannotTell, System, Unknown
from postigo_checks.common.linux.keyfile import Keyfile, keyfile
from postigo_checks.common.user_accounts.linux import people

UNIT: Final = "/etc/systemd/system/display-manager.service"
SYSTEMD: Final = "/run/systemd/system"
DEBIAN: Final = "/etc/X11/default-display-manager"
GDM: Final = ("/etc/gdm3/daemon.conf", "/etc/gdm3/custom.conf", "/etc/gdm/custom.conf")
LIGHTDM: Final = (
    "/usr/share/lightdm/lightdm.conf.d/*.conf",
    "/etc/xdg/lightdm/lightdm.conf.d/*.conf",
    "/etc/lightdm/lightdm.conf.d/*.conf",
    "/etc/lightdm/lightdm.conf",
)
SDDM: Final = ("/usr/lib/sddm/sddm.conf.d/*.conf", "/etc/sddm.conf.d/*.conf", "/etc/sddm.conf")
PLASMA: Final = ("/usr/lib/plasmalogin/defaults.conf", "/etc/plasmalogin.conf.d/*.conf", "/etc/plasmalogin.conf")
GREETD: Final = "/etc/greetd/config.toml"
LXDM: Final = ("/etc/lxdm/lxdm.conf",)
SUSE: Final = "/etc/sysconfig/displaymanager"
CONSOLES: Final = "/etc/systemd/system/*getty@*.service.d/*.conf"

_STARTED: Final = re.compile(r"^ExecStart=[-@:+!]*(?:\S*/)?(\S+)", re.MULTILINE)
_CONSOLE: Final = re.compile(
    r"^\s*ExecStart\s*="
    r"(?:.*getty\b.*\s(?:(?:--autologin|-a)[ =]?\S|(?:-o|--login-options)[ =]?[\"'](?:[^\"'\n]*\s)?-f\b)"
    r"|[-@:+!]*(?:\S*/)?login\s(?:.*\s)?-f\b)",
    re.MULTILINE,
)
"""What signs in on a console: getty itself, or `login` told to ask nothing (agetty(8), login(1))."""
_GREETD_CONFIG: Final = re.compile(r"^ExecStart=.*\s(?:--config|-c)[ =](\S+)", re.MULTILINE)
_SUSE_SETTING: Final = re.compile(r"^\s*DISPLAYMANAGER_AUTOLOGIN\s*=\s*[\"']?([^\"'\s]*)", re.MULTILINE)


def in_use(system: System) -> str | None:
    """The program of the login screen; None where this computer has none."""
    unit = system.read(UNIT, optional=True)  # a link to the unit that was chosen
    if not isinstance(unit, Absent):
        started = _STARTED.search(_text(unit, UNIT))
        if started is None:
            raise CannotTell(Unknown.UNREADABLE, f"{UNIT} starts nothing")
        return started[1]
    chosen = system.read(DEBIAN, optional=True)
    if not isinstance(chosen, Absent):
        return _text(chosen, DEBIAN).strip().rpartition("/")[2] or None
    if not system.glob(SYSTEMD):
        raise CannotTell(Unknown.MISSING, "systemd does not run; we cannot see which login screen is started")
    return None


def signs_in_by_itself(system: System) -> bool:
    """Whether this computer, once started, is open. MISSING for a login screen that we do not know."""
    if _console(system) or _suse(system):
        return True
    match in_use(system):
        case None:
            return False
        case "gdm3" | "gdm":
            return any(_gdm(groups) for groups in _files(system, GDM))
        case "lightdm":
            seat = lightdm(system)
            return bool(seat.get("autologin-user")) or _yes(seat.get("autologin-guest"))
        case "sddm" | "sddm-greeter":
            return _qt(system, SDDM)
        case "plasmalogin":
            return _qt(system, PLASMA)
        case "greetd":
            return _greetd(system)
        case "lxdm" | "lxdm-binary":
            return any(groups.get("base", {}).get("autologin") for groups in _files(system, LXDM))
        case "nodm":  # it knows nothing else
            return True
        case other:
            raise CannotTell(Unknown.MISSING, f"a login screen that we do not know: {other:.40}")


def lightdm(system: System) -> dict[str, str]:
    """What lightdm is set to for every seat; later files win."""
    seat: dict[str, str] = {}
    for groups in _files(system, LIGHTDM):
        for group, settings in groups.items():
            if group == "SeatDefaults" or (group.startswith("Seat:") and fnmatchcase("seat0", group[5:])):
                seat |= settings
    return seat


def _gdm(groups: Keyfile) -> bool:
    daemon = groups.get("daemon", {})
    at_once = _yes(daemon.get("AutomaticLoginEnable")) and bool(daemon.get("AutomaticLogin"))
    soon = _yes(daemon.get("TimedLoginEnable")) and bool(daemon.get("TimedLogin"))
    return at_once or soon


def _qt(system: System, patterns: tuple[str, ...]) -> bool:
    """What sddm and plasmalogin say: a user and a session, of which later files change each alone."""
    merged: dict[str, str] = {}
    for groups in _files(system, patterns):
        merged |= groups.get("Autologin", {})
    return bool(merged.get("User")) and bool(merged.get("Session"))


def _greetd(system: System) -> bool:
    unit = system.read(UNIT, optional=True)
    named = None if isinstance(unit, Absent) else _GREETD_CONFIG.search(_text(unit, UNIT))
    path = named[1] if named else GREETD
    content = system.read(path, optional=True)
    if isinstance(content, Absent):
        return False
    try:
        settings = tomllib.loads(_text(content, path))
    except (tomllib.TOMLDecodeError, RecursionError):
        raise CannotTell(Unknown.UNREADABLE, f"{path} is no TOML") from None
    if "initial_session" in settings:
        return True
    default = settings.get("default_session")
    if not isinstance(default, dict) or not isinstance(default.get("command"), str):  # greetd does not start without
        raise CannotTell(Unknown.UNREADABLE, f"{path} has no default_session")
    person = default.get("user", "greeter") in {account.name for account in people(system)}
    return person and "greet" not in default["command"]


def _console(system: System) -> bool:
    files = [entry.path for entry in system.glob(CONSOLES)]
    return any(_CONSOLE.search(re.sub(r"\\\n", " ", _text(system.read(path), path))) for path in files)


def _suse(system: System) -> bool:
    content = system.read(SUSE, optional=True)
    found = None if isinstance(content, Absent) else _SUSE_SETTING.search(_text(content, SUSE))
    return found is not None and bool(found[1])


def _files(system: System, patterns: tuple[str, ...]) -> Iterator[Keyfile]:
    """The settings in each file that is there, in the order in which the later win."""
    for pattern in patterns:
        for path in [entry.path for entry in system.glob(pattern)] if "*" in pattern else [pattern]:
            content = system.read(path, optional=True)
            if not isinstance(content, Absent):
                lines = [line for line in content.splitlines(keepends=True) if not line.lstrip().startswith(b";")]
                yield keyfile(b"".join(lines), path)


def _yes(value: str | None) -> bool:
    return (value or "").strip().casefold() in {"true", "1", "yes"}


def _text(content: bytes, path: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None
