r"""Probe of `update.browser` on Windows, for everybody (HKLM) and this account (HKCU).

A Chrome that needed no administrator stands in HKCU.

- Chrome, Edge and Brave: what their own updater wrote down (`pv`). HKCU's `BLBeacon` stays when the browser goes, and is not asked.
  While the browser is open, a new version is only laid beside it: until it was closed once, `opv` names the one that is in use
  (Chromium's installer: google_update_constants, "kRegOldVersionField").
- Firefox: `CurrentVersion` of its key; the extended-support one, of schools, writes `Mozilla Firefox ESR`. Mozilla's uninstaller
  leaves these keys, and so does its move from 32 to 64 bit. So one counts only if it has the sub-key of its version, whose `Main`
  names the program (PathToExe), and that file is there.
- `App Paths` only tells that there is one: the version would stand in the program file.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, Key, System, Unknown, Unseen, attempt
from postigo_checks.updates.browsers.ages import Seen, browsers
from postigo_checks.updates.browsers.fact import Browsers, Maker, Part
from postigo_checks.updates.browsers.table import Number, number

_APP_PATHS: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"
_EVERYBODY: Final = (r"HKLM\SOFTWARE\WOW6432Node", r"HKLM\SOFTWARE")  # the updaters are 32-bit programs
_ACCOUNT: Final = (r"HKCU\SOFTWARE",)
_CLIENTS: Final = {
    Maker.CHROME: r"Google\Update\Clients\{8A69D345-D564-463c-AFF1-A69D9E530F96}",
    Maker.EDGE: r"Microsoft\EdgeUpdate\Clients\{56EB18F8-B008-4CBD-B6D2-8C97FE7D9062}",
    Maker.BRAVE: r"BraveSoftware\Update\Clients\{AFE6A462-C574-4B8A-AF43-4CC60DF4563B}",
}
_PROGRAMS: Final = {
    Maker.CHROME: "chrome.exe",
    Maker.EDGE: "msedge.exe",
    Maker.BRAVE: "brave.exe",
    Maker.FIREFOX: "firefox.exe",
}
_FIREFOX: Final = (r"Mozilla\Mozilla Firefox", r"Mozilla\Mozilla Firefox ESR")

Version = tuple[Number, date | None, Handle]
"""Version, the day on which its key was last written, and that key. It was there no later than on that day."""


def windows(system: System, data: Data) -> Browsers:
    """Browsers from the registry; of Firefox the file is looked for too."""
    seen: list[Seen] = []
    unseen: list[Unseen[Part]] = []
    for maker, program in _PROGRAMS.items():
        known: list[Version] = []
        unknown: list[CannotTell] = []
        for found in _firefox(system) if maker is Maker.FIREFOX else _updated(system, _CLIENTS[maker]):
            if isinstance(found, CannotTell):
                unknown.append(found)
            else:
                known.append(found)
        seen += [Seen(maker, *version) for version in known]
        if known:
            unseen += [Unseen(Part.REGISTRY, each.why) for each in unknown]
        elif unknown:
            seen.append(Seen(maker, unknown[0]))
        else:  # no version: is it there at all?
            path = attempt(system.registry, rf"{_APP_PATHS}\{program}", optional=True)
            if isinstance(path, CannotTell):
                unseen.append(Unseen(Part.REGISTRY, path.why))
            elif isinstance(path, Key):
                seen.append(Seen(maker, CannotTell(Unknown.MISSING, f"{program} is there, its version is not")))
    return browsers(seen, system, data, tuple(unseen))


def _updated(system: System, key: str) -> list[Version | CannotTell]:
    """Versions that an updater wrote down: in either part of HKLM, and for this account."""
    told = (attempt(_first, system, parts, key) for parts in (_EVERYBODY, _ACCOUNT))
    return [each for each in told if each is not None]


def _first(system: System, parts: tuple[str, ...], key: str) -> Version | None:
    for part in parts:
        path = rf"{part}\{key}"
        found = system.registry(path, optional=True)
        if isinstance(found, Key) and (version := _version(found, "pv", path)) is not None:
            in_use = _version(found, "opv", path)
            return version if in_use is None else min(version, in_use, key=lambda told: told[0])
    return None


def _version(key: Key, name: str, path: str) -> Version | None:
    value = key.values.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise CannotTell(Unknown.UNREADABLE, f"{name} of {path} is not text")
    return number(value), key.written.date() if key.written else None, Handle(HandleKind.REGISTRY_KEY, path)


def _firefox(system: System) -> list[Version | CannotTell]:
    told = (attempt(_installed, system, rf"{part}\{name}") for name in _FIREFOX for part in (*_EVERYBODY, *_ACCOUNT))
    return [each for each in told if each is not None]


def _installed(system: System, key: str) -> Version | None:
    """Version of one key of Firefox; None without one, or for what an uninstaller left."""
    found = system.registry(key, optional=True)
    current = found.values.get("CurrentVersion") if isinstance(found, Key) else None
    if found is ABSENT or current is None:
        return None
    if not isinstance(current, str):
        raise CannotTell(Unknown.UNREADABLE, f"CurrentVersion of {key} is not text")
    if current.lower() not in {name.lower() for name in found.subkeys}:
        return None
    return _version(found, "CurrentVersion", key) if _is_there(system, rf"{key}\{current}\Main") else None


def _is_there(system: System, main: str) -> bool:
    """Whether the program that a key names is there. Where the key cannot be read, whether Windows knows a Firefox at all."""
    key = attempt(system.registry, main)
    if isinstance(key, CannotTell):
        if key.why is Unknown.MISSING and isinstance(
            attempt(system.registry, rf"{_APP_PATHS}\firefox.exe", optional=True), Key
        ):
            return True
        raise key
    path = key.values.get("PathToExe")
    path = path.strip('" ') if isinstance(path, str) else path
    if not isinstance(path, str) or not path.lower().endswith(".exe"):
        raise CannotTell(Unknown.UNREADABLE, f"PathToExe of {main} is no program")
    return any(entry.kind == "file" for entry in system.glob(_exactly(path)))


def _exactly(path: str) -> str:
    """A path as a pattern that means nothing else."""
    return path.replace("[", "[[]")
