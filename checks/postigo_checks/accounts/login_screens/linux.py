"""Login screens of Linux: which one is used, and whether it lets anybody in. It may do so without asking.

Each keeps its own settings: gdm (GNOME; the file's name differs by distribution), lightdm, sddm and plasmalogin (KDE),
greetd, lxdm; SUSE has a setting over all of them, and a text console can be told to sign in too. All of these files
may be read by everybody. Settings of a login screen that is not in use mean nothing: packages leave them behind.

greetd is also started with settings of another name (COSMIC: `--config /etc/greetd/cosmic-greeter.toml`). It opens by itself
with an `initial_session`, or where its `default_session` is no greeter and belongs to a person. Without systemd each
kind of start keeps its login screen elsewhere: then which one it is cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Final

from postigo.api import Absent, CannotTell, Handle, HandleKind, System, Unknown
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
NODM: Final = "/etc/default/nodm"
SUSE: Final = "/etc/sysconfig/displaymanager"
CONSOLES: Final = "/etc/systemd/system/*getty@*.service.d/*.conf"

_STARTED: Final = re.compile(r"^ExecStart=[-@:+!]*(?:\S*/)?(\S+)", re.MULTILINE)
_CONSOLE: Final = re.compile(
    r"^\s*ExecStart\s*="
    r"(?:.*getty\b.*\s(?:(?:--autologin|-a)[ =]?\S|(?:-o|--login-options)[ =]?[\"'](?:[^\"'\n]*\s)?-f\b)"
    r"|[-@:+!]*(?:\S*/)?login\s(?:.*\s)?-f\b)",
    re.MULTILINE,
)
"""Pattern of console sign-ins: getty, or `login` told to ask nothing (agetty(8), login(1))."""
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


def signs_in_by_itself(system: System) -> Handle | None:
    """The setting by which this computer, once started, is open; None where it asks. MISSING for an unknown login screen."""
    everywhere = _console(system) or _suse(system)
    if everywhere is not None:
        return everywhere
    match in_use(system):
        case None:
            return None
        case "gdm3" | "gdm":
            return next((found for path, groups in _files(system, GDM) if (found := _gdm(path, groups))), None)
        case "lightdm":
            return _lightdm(system)
        case "sddm" | "sddm-greeter":
            return _qt(system, SDDM)
        case "plasmalogin":
            return _qt(system, PLASMA)
        case "greetd":
            return _greetd(system)
        case "lxdm" | "lxdm-binary":
            paths = (path for path, groups in _files(system, LXDM) if groups.get("base", {}).get("autologin"))
            return next((_setting(path, "base/autologin") for path in paths), None)
        case "nodm":  # it knows nothing else
            return _setting(NODM, "NODM_ENABLED")
        case other:
            raise CannotTell(Unknown.MISSING, f"a login screen that we do not know: {other:.40}")


def lightdm(system: System) -> dict[str, str]:
    """Settings of lightdm for every seat; later files win."""
    return {name: value for name, (value, _) in _seat(system).items()}


def _seat(system: System) -> dict[str, tuple[str, Handle]]:
    """Each of lightdm's settings, and where it stands that wins."""
    seat: dict[str, tuple[str, Handle]] = {}
    for path, groups in _files(system, LIGHTDM):
        for group, settings in groups.items():
            if group == "SeatDefaults" or (group.startswith("Seat:") and fnmatchcase("seat0", group[5:])):
                seat |= {name: (value, _setting(path, f"{group}/{name}")) for name, value in settings.items()}
    return seat


def _lightdm(system: System) -> Handle | None:
    seat = _seat(system)
    user, by_user = seat.get("autologin-user", ("", None))
    guest, by_guest = seat.get("autologin-guest", ("", None))
    return by_user if user else by_guest if _yes(guest) else None


def _gdm(path: str, groups: Keyfile) -> Handle | None:
    daemon = groups.get("daemon", {})
    for switch, name in (("AutomaticLoginEnable", "AutomaticLogin"), ("TimedLoginEnable", "TimedLogin")):
        if _yes(daemon.get(switch)) and daemon.get(name):
            return _setting(path, f"daemon/{switch}")
    return None


def _setting(path: str, name: str) -> Handle:
    return Handle(HandleKind.FILE_SETTING, name, path)


def _qt(system: System, patterns: tuple[str, ...]) -> Handle | None:
    """Automatic sign-in of sddm and plasmalogin: a user and a session. Of these later files change each alone."""
    merged: dict[str, tuple[str, Handle]] = {}
    for path, groups in _files(system, patterns):
        here = groups.get("Autologin", {})
        merged |= {name: (value, _setting(path, f"Autologin/{name}")) for name, value in here.items()}
    user, by_user = merged.get("User", ("", None))
    session, _ = merged.get("Session", ("", None))
    return by_user if user and session else None


def _greetd(system: System) -> Handle | None:
    unit = system.read(UNIT, optional=True)
    named = None if isinstance(unit, Absent) else _GREETD_CONFIG.search(_text(unit, UNIT))
    path = named[1] if named else GREETD
    content = system.read(path, optional=True)
    if isinstance(content, Absent):
        return None
    import tomllib  # noqa: PLC0415 - 3 ms in each audit; few computers have this file

    try:
        settings = tomllib.loads(_text(content, path))
    except (tomllib.TOMLDecodeError, RecursionError):
        raise CannotTell(Unknown.UNREADABLE, f"{path} is no TOML") from None
    if "initial_session" in settings:
        return _setting(path, "initial_session/command")
    default = settings.get("default_session")
    if not isinstance(default, dict) or not isinstance(default.get("command"), str):  # greetd does not start without
        raise CannotTell(Unknown.UNREADABLE, f"{path} has no default_session")
    person = default.get("user", "greeter") in {account.name for account in people(system)}
    return _setting(path, "default_session/command") if person and "greet" not in default["command"] else None


def _console(system: System) -> Handle | None:
    for path in [entry.path for entry in system.glob(CONSOLES)]:
        if _CONSOLE.search(re.sub(r"\\\n", " ", _text(system.read(path), path))):
            return _setting(path, "Service/ExecStart")
    return None


def _suse(system: System) -> Handle | None:
    content = system.read(SUSE, optional=True)
    found = None if isinstance(content, Absent) else _SUSE_SETTING.search(_text(content, SUSE))
    return _setting(SUSE, "DISPLAYMANAGER_AUTOLOGIN") if found is not None and found[1] else None


def _files(system: System, patterns: tuple[str, ...]) -> Iterator[tuple[str, Keyfile]]:
    """Files that are there, with their settings, in the order in which later ones win."""
    for pattern in patterns:
        for path in [entry.path for entry in system.glob(pattern)] if "*" in pattern else [pattern]:
            content = system.read(path, optional=True)
            if not isinstance(content, Absent):
                lines = [line for line in content.splitlines(keepends=True) if not line.lstrip().startswith(b";")]
                yield path, keyfile(b"".join(lines), path)


def _yes(value: str | None) -> bool:
    return (value or "").strip().casefold() in {"true", "1", "yes"}


def _text(content: bytes, path: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None
