r"""Where browsers keep their profiles, found by their shape. No list of browsers is ever whole.

- Chromium's kin: a folder with a `Local State`, and in it a folder for each profile, with a `Preferences`. Windows' own
  are called `User Data`. Opera has one profile in the folder itself.
- Firefox's kin: a folder with a `profiles.ini`.

Programs that are no browsers look alike, and are told apart by what real ones write. Electron (Discord, Slack, VS Code)
has a `Local State` and a `Preferences` in one folder, and neither has a `profile` in it; it keeps no permissions of pages
there. `EBWebView` (WebView2) and `Partitions` (Electron) are parts of a program, whose pages are the program's own.
Mail programs (Thunderbird) have a `profiles.ini` too.

Only the running account's own folders are looked into. On macOS those of Apple's own programs are left alone: to list
them would make the system ask whether we may see the contacts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from postigo.api import (
    ABSENT,
    CannotTell,
    Found,
    Json,
    Path,
    Platform,
    Program,
    System,
    Text,
    Unknown,
    Unseen,
    Value,
    attempt,
)
from postigo_checks.common.json_answers import an_object

LIMIT: Final = 8 << 20
"""Bytes of a settings file that are still read."""


class Engine(Enum):
    """Which way a browser keeps its settings."""

    CHROMIUM = "chromium"
    FIREFOX = "firefox"


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser: its name, or where its make is not known, that of its folder."""

    name: str
    known: bool = True

    @classmethod
    def of(cls, value: Value) -> Browser:
        """The browser that a value of `value` stands for."""
        match value:
            case Program(name):
                return cls(name)
            case Path(folder):
                return cls(folder, known=False)
        raise TypeError(f"a {type(value).__name__} names no browser")

    @property
    def value(self) -> Program | Path:
        """By what it is known: its name, or its folder."""
        return Program(self.name) if self.known else Path(self.name)

    @property
    def shown(self) -> Program | Text:
        """As a sentence calls it."""
        if self.known:
            return Program(self.name)
        return Text("another browser (folder {folder})", values={"folder": Path(self.name)})


class Part(Enum):
    """Parts of a look at browsers that may stay unseen. Its subject is the browser's `value`, where it is about one."""

    HOMES = "the folders in which a browser may keep its settings"
    SETTINGS = "settings of one browser"
    NETWORK = (
        "settings of one browser that a school or firm decides over the network, and keeps where nobody can read them"
    )


def unseen_of(browser: Browser | None, why: Unknown) -> Unseen[Part]:
    """Settings of a browser that could not be read. Without a browser, the folders in which none was looked for."""
    return Unseen(Part.HOMES, why) if browser is None else Unseen(Part.SETTINGS, why, browser.value)


def saying(settings: Text) -> Callable[[Unseen[Part]], Text]:
    """The sentence of each part; `settings` is that of a check for `{browser}`'s own."""

    def say(item: Unseen[Part]) -> Text:
        if item.subject is None:
            return Text("We could not look into all the folders in which a browser may keep its settings.")
        text = _OVER_THE_NETWORK if item.part is Part.NETWORK else settings
        return replace(text, values={"browser": Browser.of(item.subject).shown})

    return say


_OVER_THE_NETWORK: Final = Text(
    "A school or firm decides settings of {browser} over the network. We cannot read those."
)


@dataclass(frozen=True, slots=True)
class Home:
    """A folder in which a browser keeps its profiles. `wide`: it was found by its shape, and may be laid out freely."""

    browser: Browser
    engine: Engine
    folder: str
    wide: bool = False


_NAMES: Final = (
    ("google chrome", "Google Chrome"),
    ("google-chrome", "Google Chrome"),
    ("chrome", "Google Chrome"),
    ("ungoogled-chromium", "ungoogled-chromium"),
    ("chromium", "Chromium"),
    ("chromium-browser", "Chromium"),
    ("microsoft-edge", "Microsoft Edge"),
    ("microsoft edge", "Microsoft Edge"),
    ("edge", "Microsoft Edge"),
    ("brave-browser", "Brave"),
    ("brave-origin", "Brave"),
    ("brave", "Brave"),
    ("vivaldi", "Vivaldi"),
    ("opera", "Opera"),
    ("com.operasoftware.opera", "Opera"),
    ("com.operasoftware.operagx", "Opera"),
    ("yandex", "Yandex"),
    ("yandex-browser", "Yandex"),
    ("yandexbrowser", "Yandex"),
    ("arc", "Arc"),
    ("thorium", "Thorium"),
    ("firefox", "Firefox"),
    ("mozilla firefox", "Firefox"),
    ("librewolf", "LibreWolf"),
    ("waterfox", "Waterfox"),
    ("floorp", "Floorp"),
    ("zen", "Zen"),
    ("mullvad-browser", "Mullvad Browser"),
    ("mullvadbrowser", "Mullvad Browser"),
    ("tor-browser", "Tor Browser"),
    ("tor browser", "Tor Browser"),
)
"""Names of folders, without case and leading dot, and the browser's name for people."""
_CHANNEL: Final = re.compile(
    r"[ -](?:esr|stable|beta|dev|developer|sxs|canary|nightly|unstable|snapshot|gx|gx stable|next|crypto)",
    re.IGNORECASE,
)
_NO_NAMES: Final = {"user data", "default", "profiles", "browser", "browser-data", "data"}

MAIL: Final = {"thunderbird", "betterbird", "icedove", "zotero", "postbox", "epyrus", "interlink"}
"""Folders of programs for mail or notes that are built as Firefox is: no browsers."""

_PARTS: Final = {"EBWebView", "Partitions", "WebView", "WebView2"}
_CACHES: Final = (
    *("Cache", "Caches", "cache", ".cache", "Code Cache", "GPUCache", "CacheStorage", "Service Worker", "IndexedDB"),
    *("Local Storage", "Session Storage", "blob_storage", "Crash Reports", "Crashpad", "logs", "Extensions", "storage"),
    *("node_modules", ".git", "datareporting", "Safe Browsing", "component_crx_cache", "Dictionaries", *_PARTS),
)
"""Folders below which no browser keeps a profile, and which may be large."""
_APPLES: Final = (
    *("AddressBook", "CallHistoryDB", "CallHistoryTransactions", "CloudDocs", "FaceTime", "FileProvider", "iCloud"),
    *("Knowledge", "MobileSync", "SyncServices", "com.apple.TCC", "com.apple.sharedfilelist", "com.apple.avfoundation"),
    *("com.apple.sbd", "com.apple.spotlight", "DiskImages", "Dock", "icdd", "networkserviceproxy", "Safari"),
)
MOST: Final = 200
"""Homes of one kind that are looked into: nobody has more."""
MARKS: Final = ("Local State", "Preferences", "User Data", "profiles.ini")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder below which browsers keep theirs, and how deep. `must`: without it nothing can be told."""

    folder: str
    depth: int
    only: str = "*"
    skip: tuple[str, ...] = ()
    must: bool = False


_LINUX: Final = (
    Place("~", 2, ".*", (".config", ".var", ".local", ".npm", ".cargo", ".rustup"), must=True),
    Place("~/.config", 3),
    Place("~/.local/share", 3, skip=("flatpak", "Steam", "Trash", "containers", "icons", "themes", "fonts", "docker")),
    Place("~/.var/app", 5),
    Place("~/snap", 6, skip=("[0-9]*", "x[0-9]*")),  # each revision keeps what was; `current` leads to the one that is
)
_WINDOWS: Final = (
    Place(r"%LOCALAPPDATA%", 3, skip=("Packages", "Temp", "Programs"), must=True),
    Place(r"%LOCALAPPDATA%\Packages", 5, skip=("AC", "TempState", "LocalState", "SystemAppData", "Settings")),
    Place(r"%APPDATA%", 3, must=True),
)
_MACOS: Final = (Place("~/Library/Application Support", 3, skip=_APPLES, must=True),)
PLACES: Final = {Platform.LINUX: _LINUX, Platform.WINDOWS: _WINDOWS, Platform.MACOS: _MACOS}


@dataclass(frozen=True, slots=True)
class Search:
    """Homes found by shape, and those unseen or of an unknown kind."""

    homes: tuple[Home, ...]
    unseen: tuple[Unseen[Part], ...] = ()


Walks = tuple[tuple[Place, Found | CannotTell], ...]


def walks(system: System) -> Walks:
    """Walks through each place that has the shape. A check takes them once, for both kinds of browsers."""
    return tuple((place, attempt(_below, system, place)) for place in PLACES[system.platform])


def search(system: System, walked: Walks, engine: Engine, known: frozenset[str]) -> Search:
    """The homes of one kind, but for those that are `known`."""
    between = separator(system)
    folders: dict[str, None] = {}
    unseen: list[Unseen[Part]] = []
    for place, found in walked:
        if isinstance(found, CannotTell):
            unseen.append(Unseen(Part.HOMES, found.why))
            continue
        if found.cut or found.closed:
            unseen.append(Unseen(Part.HOMES, Unknown.UNREADABLE if found.cut else Unknown.DENIED))
        made = _chromium if engine is Engine.CHROMIUM else _firefox
        folders |= dict.fromkeys(made(found, place.folder, between))
    fold = str.casefold if system.platform is Platform.WINDOWS else str
    seen = {fold(folder) for folder in known}
    homes = []
    strange = [folder for folder in folders if fold(folder) not in seen and not _is_below(fold(folder), seen, between)]
    if len(strange) > MOST:
        unseen.append(Unseen(Part.HOMES, Unknown.UNREADABLE))
    for folder in strange[:MOST]:
        home = Home(named(folder, between), engine, folder, wide=True)
        told = attempt(_is_browser, system, home, between) if engine is Engine.CHROMIUM else True
        if isinstance(told, CannotTell):
            unseen.append(unseen_of(home.browser, told.why))
        elif told:
            homes.append(home)
    return Search(tuple(homes), tuple(unseen))


def separator(system: System) -> str:
    """Separator between the names in a path."""
    return "\\" if system.platform is Platform.WINDOWS else "/"


def _below(system: System, place: Place) -> Found:
    skip = (*_CACHES, *place.skip)
    found = system.find(place.folder, MARKS, depth=place.depth, only=place.only, skip=skip, optional=True)
    if found is not ABSENT:
        return found
    if place.must:
        raise CannotTell(Unknown.MISSING, f"not there: {place.folder}")
    return Found(())


def _is_below(folder: str, known: set[str], between: str) -> bool:
    """Whether a folder is a profile of a known home, or lies in one."""
    return any(folder.startswith(f"{home}{between}") for home in known)


def _chromium(found: Found, top: str, between: str) -> Iterator[str]:
    """The folders that may be homes of Chromium's kin."""
    files = {entry.path for entry in found.entries if entry.kind == "file"}
    for entry in found.entries:
        if _PARTS & set(entry.path.split(between)):
            continue
        folder, _, name = entry.path.rpartition(between)
        if name == "User Data" and entry.kind == "folder":
            yield entry.path
        elif entry.kind != "file" or name == "profiles.ini" or folder == top:
            continue
        elif name == "Local State":
            yield folder
        elif name == "Preferences":
            above = folder.rpartition(between)[0]
            alone = above == top and not _is_a_profile(folder, between)
            own = f"{folder}{between}Local State" in files
            yield folder if own or alone else above


def _firefox(found: Found, top: str, between: str) -> Iterator[str]:
    """The folders that are homes of Firefox's kin."""
    for entry in found.entries:
        folder, _, name = entry.path.rpartition(between)
        if name == "profiles.ini" and folder != top and not MAIL & _words(folder, between):
            yield folder


def _words(folder: str, between: str) -> set[str]:
    return {part.lstrip(".").casefold() for part in folder.split(between)[-2:]}


_PROFILE: Final = re.compile(r"Default|Profile \d+|Guest Profile")


def _is_a_profile(folder: str, between: str) -> bool:
    return _PROFILE.fullmatch(folder.rpartition(between)[2]) is not None


def _is_browser(system: System, home: Home, between: str) -> bool:
    """Whether a folder of the shape is a browser's. Other programs are built with Chromium too."""
    state = attempt(_names, system, f"{home.folder}{between}Local State")
    if not isinstance(state, CannotTell) and "profile" in state:
        return True
    doubt = state if isinstance(state, CannotTell) else None
    inside, itself = (
        system.glob(f"{home.folder}{between}{names}") for names in (f"*{between}Preferences", "Preferences")
    )
    for entry in (*inside, *itself):
        if _is_a_profile(entry.path.rpartition(between)[0], between):
            return True
        own = attempt(_names, system, entry.path)
        if isinstance(own, CannotTell):
            doubt = own
        elif "profile" in own:
            return True
    if doubt is not None:
        raise doubt
    return False


def _names(system: System, path: str) -> frozenset[str]:
    """The names at the top of a settings file; none where there is no file."""
    content = system.read(path, limit=LIMIT, optional=True)
    settings: dict[str, Json] = {} if content is ABSENT else an_object(content, path)
    return frozenset(settings)


def named(folder: str, between: str) -> Browser:
    """Browser of a folder, by its name or the name of the one above."""
    parts = [part for part in folder.split(between) if part.lstrip(".").casefold() not in _NO_NAMES]
    for part in reversed(parts[-2:]):
        bare = _CHANNEL.split(part.lstrip(".").casefold(), maxsplit=1)[0]
        for name, browser in _NAMES:
            if bare == name:
                return Browser(browser)
    return Browser(parts[-1] if parts else folder, known=False)
