r"""Profiles of the person's browsers on three systems, and their settings files.

A Chromium browser keeps a folder of profiles, each with a `Preferences` file; Firefox a folder of profiles, and a
`profiles.ini` that may name others elsewhere (`IsRelative=0`). The usual homes are asked one by one, so that a search
that fails loses none of them; all others are found by their shape (see browser_homes). A browser started with a folder
of its own in an odd place (`--user-data-dir`) cannot be found. Safari keeps everything behind Full Disk Access, in files
of its own; it is not read.

`Preferences` is one JSON text, and grows with what a person does: more than 8 MiB are not read, since what is parsed
takes many times that. Only the single values that a check names are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from postigo.api import ABSENT, CannotTell, Entry, Json, NotApplicable, Platform, System, Text, Unknown, Unseen, attempt
from postigo_checks.common.browsers.homes import LIMIT, Browser, Engine, Home, Part, Walks, search, separator, unseen_of
from postigo_checks.common.json_answers import an_object

MOST: Final = 200
WEIGHT: Final = 64 << 20
"""Profiles of one kind that are looked into, and bytes of their files together."""

NO_BROWSER: Final = NotApplicable(Text("We see no browser built like Chrome or Firefox that this account has used."))

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile of a browser. `folder` has no separator at its end."""

    browser: Browser
    folder: str
    file: str  # the one that is to be read
    size: int = 0


_LINUX: Final = {
    Engine.CHROMIUM: {
        "~/.config/google-chrome": "Google Chrome",
        "~/.config/google-chrome-beta": "Google Chrome",
        "~/.var/app/com.google.Chrome/config/google-chrome": "Google Chrome",
        "~/.config/chromium": "Chromium",
        "~/snap/chromium/common/chromium": "Chromium",
        "~/.var/app/org.chromium.Chromium/config/chromium": "Chromium",
        "~/.config/microsoft-edge": "Microsoft Edge",
        "~/.var/app/com.microsoft.Edge/config/microsoft-edge": "Microsoft Edge",
        "~/.config/BraveSoftware/Brave-Browser": "Brave",
        "~/snap/brave/current/.config/BraveSoftware/Brave-Browser": "Brave",
        "~/.var/app/com.brave.Browser/config/BraveSoftware/Brave-Browser": "Brave",
        "~/.config/vivaldi": "Vivaldi",
        "~/.config/opera": "Opera",
    },
    Engine.FIREFOX: {
        "~/.mozilla/firefox": "Firefox",
        "~/.config/mozilla/firefox": "Firefox",  # where newer ones keep it
        "~/snap/firefox/common/.mozilla/firefox": "Firefox",
        "~/.var/app/org.mozilla.firefox/.mozilla/firefox": "Firefox",
        "~/.librewolf": "LibreWolf",
    },
}
_WINDOWS: Final = {
    Engine.CHROMIUM: {
        r"%LOCALAPPDATA%\Google\Chrome\User Data": "Google Chrome",
        r"%LOCALAPPDATA%\Microsoft\Edge\User Data": "Microsoft Edge",
        r"%LOCALAPPDATA%\BraveSoftware\Brave-Browser\User Data": "Brave",
        r"%LOCALAPPDATA%\Chromium\User Data": "Chromium",
        r"%LOCALAPPDATA%\Vivaldi\User Data": "Vivaldi",
        r"%APPDATA%\Opera Software\Opera Stable": "Opera",
        r"%APPDATA%\Opera Software\Opera GX Stable": "Opera",
    },
    Engine.FIREFOX: {
        r"%APPDATA%\Mozilla\Firefox": "Firefox",
        r"%LOCALAPPDATA%\Packages\Mozilla.Firefox_n80bbvh6b1yt2\LocalCache\Roaming\Mozilla\Firefox": "Firefox",
        r"%APPDATA%\librewolf": "LibreWolf",
    },
}
_MAC_OWN: Final = "~/Library/Application Support"
_MACOS: Final = {
    Engine.CHROMIUM: {
        f"{_MAC_OWN}/Google/Chrome": "Google Chrome",
        f"{_MAC_OWN}/Chromium": "Chromium",
        f"{_MAC_OWN}/Microsoft Edge": "Microsoft Edge",
        f"{_MAC_OWN}/BraveSoftware/Brave-Browser": "Brave",
        f"{_MAC_OWN}/Vivaldi": "Vivaldi",
        f"{_MAC_OWN}/com.operasoftware.Opera": "Opera",
    },
    Engine.FIREFOX: {f"{_MAC_OWN}/Firefox": "Firefox", f"{_MAC_OWN}/LibreWolf": "LibreWolf"},
}
_HOMES: Final = {Platform.LINUX: _LINUX, Platform.WINDOWS: _WINDOWS, Platform.MACOS: _MACOS}
_ALWAYS: Final = {Platform.WINDOWS: r"%LOCALAPPDATA%\Microsoft\*", Platform.MACOS: "~/Library/Preferences/*"}
"""Files in the home of every account that was ever signed in to. On Linux a home may really be empty."""
_NOBODYS: Final = {"System Profile", "Guest Profile"}


def homes(platform: Platform, engine: Engine) -> Iterator[Home]:
    """The usual folders in which the browsers of one kind keep their profiles."""
    for folder, browser in _HOMES[platform][engine].items():
        yield Home(Browser(browser), engine, folder)


def profiles(system: System, walked: Walks, engine: Engine, file: str, unseen: list[Unseen[Part]]) -> Iterator[Profile]:
    """The profiles of one kind in which there is such a file. What could not be listed is added to `unseen`."""
    usual = tuple(homes(system.platform, engine))
    by_shape = search(system, walked, engine, frozenset(home.folder for home in usual))
    unseen.extend(by_shape.unseen)
    for home in (*usual, *by_shape.homes):
        look = _chromium if engine is Engine.CHROMIUM else _firefox
        found = attempt(look, system, home, file)
        if isinstance(found, CannotTell):
            unseen.append(unseen_of(home.browser, found.why))
            continue
        for folder, told in found.items():
            if isinstance(told, CannotTell):
                unseen.append(unseen_of(home.browser, told.why))
            else:
                yield Profile(home.browser, folder, f"{folder}{separator(system)}{file}", told.size)


_Folders = dict[str, Entry | CannotTell]


def _chromium(system: System, home: Home, file: str) -> _Folders:
    between = separator(system)
    found = system.glob(f"{home.folder}{between}*{between}{file}")
    if home.wide or home.browser.name == "Opera":  # it keeps one profile in the folder itself
        found = (*system.glob(f"{home.folder}{between}{file}"), *found)
    folders = _folders(found, between)
    return {folder: entry for folder, entry in folders.items() if folder.rpartition(between)[2] not in _NOBODYS}


def _firefox(system: System, home: Home, file: str) -> _Folders:
    between = separator(system)
    below = [home.folder if system.platform is Platform.LINUX else f"{home.folder}{between}Profiles"]
    if home.wide:
        below = [home.folder, f"{home.folder}{between}Profiles"]
    found: _Folders = {}
    for folder in below:
        found |= _folders(system.glob(f"{folder}{between}*{between}{file}"), between)
    for folder in _named(system, home.folder):
        if folder.rpartition(between)[0] in below:
            continue
        if _MAGIC.search(folder):
            found[folder] = CannotTell(Unknown.UNREADABLE, f"{folder} cannot be asked for")
            continue
        there = attempt(system.glob, f"{folder}{between}{file}")
        if isinstance(there, CannotTell):
            found.setdefault(folder, there)
        elif there:
            found.setdefault(folder, there[0])
    return found


def _folders(found: Iterable[Entry], between: str) -> _Folders:
    return {entry.path.rpartition(between)[0]: entry for entry in found if entry.kind == "file"}


_MAGIC: Final = re.compile(r"[*?[]")


def _named(system: System, home: str) -> list[str]:
    """The folders of profiles that `profiles.ini` names, in the home or elsewhere."""
    between = separator(system)
    path = f"{home}{between}profiles.ini"
    content = system.read(path, optional=True)
    if content is ABSENT:
        return []
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None
    sections: list[dict[str, str]] = []
    for line in lines:
        name, equals, value = line.strip().partition("=")
        if line.startswith("["):
            sections.append({})
        elif equals and sections:
            sections[-1][name] = value
        elif line.strip() and not line.startswith(("#", ";")):
            raise CannotTell(Unknown.UNREADABLE, f"{path} is no list of profiles")
    if not {section.get("IsRelative", "1") for section in sections} <= {"0", "1"}:
        raise CannotTell(Unknown.UNREADABLE, f"{path}: whether a profile lies elsewhere makes no sense")
    own = [
        (section.get("IsRelative") == "0", section["Path"].rstrip("/\\")) for section in sections if "Path" in section
    ]
    return [folder if alone else f"{home}{between}{folder.replace('/', between)}" for alone, folder in own if folder]


def managed(system: System, profile: Profile) -> Iterator[Unseen[Part]]:
    """Whether somebody decides settings of a Chromium profile over the network. Then its policies lie in a file of
    Google's own form, `Policy/User Policy` in the profile, or `Policy/Machine Level User Cloud Policy` in the home.
    """
    between = separator(system)
    for folder in (profile.folder, profile.folder.rpartition(between)[0]):
        found = attempt(system.glob, between.join((folder, "Policy", "*")))
        if isinstance(found, CannotTell):
            yield unseen_of(profile.browser, found.why)
        elif any(entry.kind == "file" and entry.path.endswith("Policy") for entry in found):
            yield Unseen(Part.NETWORK, Unknown.MISSING, profile.browser.value)


# --- settings --------------------------------------------------------------------------------------------------------


def document(system: System, path: str) -> Mapping[str, Json]:
    """The JSON object in a settings file; UNREADABLE if it is none, or too long."""
    return an_object(system.read(path, limit=LIMIT), path)


def preferences(system: System, path: str) -> Mapping[str, Json]:
    """The `Preferences` of a Chromium profile. One without a `profile` in it is cut or something else."""
    found = document(system, path)
    if not isinstance(found.get("profile"), dict):
        raise CannotTell(Unknown.UNREADABLE, f"{path} has no profile in it")
    return found


def secure_preferences(system: System, path: str) -> Mapping[str, Json]:
    """The settings that Chromium on Windows and macOS keeps apart. An empty object where there are none."""
    content = system.read(path, limit=LIMIT, optional=True)
    return {} if content is ABSENT else an_object(content, path)


def inner(value: Mapping[str, Json], *names: str) -> Mapping[str, Json]:
    """Object at the end of a way through objects. Empty where the way ends early; UNREADABLE if it is no object."""
    found: Json = dict(value)
    for name in names:
        found = found.get(name, {}) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        raise CannotTell(Unknown.UNREADABLE, f"{'.'.join(names)} is no object")
    return found


def see_the_home(system: System) -> None:
    """Where not one profile was found: whether what every home has can be seen. MISSING, or why not, if it cannot."""
    always = _ALWAYS.get(system.platform)
    if always is not None and not system.glob(always):
        raise CannotTell(Unknown.MISSING, "nothing of this account's home can be seen")


def nothing_seen(system: System, anything: Iterable[Browser | Unseen[Part]]) -> Iterator[Unseen[Part]]:
    """The gap of a home in which no browser was found and nothing else either. None where `anything` was."""
    if any(True for _ in anything):
        return
    unknown = attempt(see_the_home, system)
    if isinstance(unknown, CannotTell):
        yield unseen_of(None, unknown.why)


def keep(answers: Iterable[_T | CannotTell], found: list[_T]) -> None:
    """Put what was understood of a profile to the rest. The last item that was not is raised behind it."""
    wrong: CannotTell | None = None
    for answer in answers:
        if isinstance(answer, CannotTell):
            wrong = answer
        else:
            found.append(answer)
    if wrong is not None:
        raise wrong


def each(
    system: System,
    walked: Walks,
    engine: Engine,
    file: str,
    unseen: list[Unseen[Part]],
    look: Callable[[Profile], None],
) -> tuple[Browser, ...]:
    """Look into every profile of one kind. The browsers of those that could be read, each once."""
    seen = []
    weight = 0
    for number, profile in enumerate(profiles(system, walked, engine, file, unseen)):
        weight += min(profile.size, LIMIT)
        if number >= MOST or weight > WEIGHT:
            unseen.append(unseen_of(None, Unknown.UNREADABLE))
            break
        failed = attempt(look, profile)
        if isinstance(failed, CannotTell):
            unseen.append(unseen_of(profile.browser, failed.why))
        else:
            seen.append(profile.browser)
    return tuple(dict.fromkeys(seen))
