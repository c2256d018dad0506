"""The programs that a person knows by sight. A bundled table, and the rule of where such a program plausibly lies.

A name alone proves nothing: anybody may call a file `chrome.exe`. So a known name counts only together with a place
where its installer puts it: a folder that only an administrator can write to, or the program's own folder of one
account. A program in a folder where downloads and attachments land is a stranger whatever it is called. So is one
that is nearly called so: other spellings (`.Discord-wrapped`, `firefox-bin`) are read where only an administrator can
put a program, and nowhere else (`program_names`).

Three lists: programs; the parts of Windows, which are known by their whole path and by nothing else; and runtimes, in
which any program may run (Electron, WebView2, Python): their name says nothing of who films.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cached_property, lru_cache
from typing import Any, Final

from postigo.api import CannotTell, CaptureKind, Data, Platform, Unknown
from postigo_checks.common.program_names import Names
from postigo_checks.common.windows.short_names import all_may_be, is_short, may_be


class Kind(StrEnum):
    """Purposes of a known program."""

    BROWSER = "browser"
    CALL = "call"
    CAMERA = "camera"  # takes pictures or films with a window that the person sees
    SOCIAL = "social"
    VOICE = "voice"  # voice chat, no picture
    SOUND = "sound"  # recorders, audio-card tools, assistants
    SYSTEM = "system"  # a part of the operating system
    GO_BETWEEN = "go-between"  # passes pictures or sound on to others
    RUNTIME = "runtime"  # any program may run in it


SEES: Final = frozenset({Kind.BROWSER, Kind.CALL, Kind.CAMERA, Kind.SOCIAL, Kind.SYSTEM})
HEARS: Final = SEES | {Kind.VOICE, Kind.SOUND}
EXPECTED: Final = {CaptureKind.CAMERA: SEES, CaptureKind.MICROPHONE: HEARS}
"""The kinds of program that one expects to use each device."""


class Where(Enum):
    """Places of a program, by the folder that it lies in."""

    INSTALLED = "installed"  # only an administrator can put a program there
    LANDING = "landing"  # downloads, attachments and temporary files land there
    ELSEWHERE = "elsewhere"  # anybody of this account can put a program there


@dataclass(frozen=True, slots=True)
class Known:
    """A line of the table."""

    name: str
    kind: Kind
    folders: tuple[str, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Another name, where a folder on the path is called so. `chrome` in a folder `chromium` is Chromium."""

    def named(self, path: str | None) -> str:
        """Name of this line's program that lies at a path."""
        folders = folded_path(path or "").split("/")[:-1]
        return next((name for folder, name in self.called.items() if folder in folders), self.name)


@dataclass(frozen=True, slots=True)
class WindowsPart:
    """A part of Windows. `host`: others work in it, so that nobody can tell for whom it uses a device.

    `hears_only`: Windows itself uses the microphone by it, and never the camera.
    """

    name: str
    host: bool = False
    hears_only: bool = False


@dataclass(frozen=True)
class KnownPrograms:
    """Table of known programs, by file name or by a vouched id."""

    platform: Platform
    by_exe: Mapping[str, Known]
    by_id: Mapping[str, Known]
    parts: Mapping[str, WindowsPart] = field(default_factory=dict)
    runtimes: Mapping[str, Known] = field(default_factory=dict)

    def exe(self, name: str) -> Known | None:
        """The known program whose file is called so."""
        return self.by_exe.get(name.casefold())

    def id(self, name: str) -> Known | None:
        """The known program with this package family, flatpak or bundle id, or snap name."""
        return self.by_id.get(name.casefold())

    @cached_property
    def _named(self) -> Names[Known]:
        return Names(self.by_exe)

    @cached_property
    def _run_in(self) -> Names[Known]:
        return Names(self.runtimes)

    def program(self, path: str) -> Known | None:
        """Known program that a file is. Any spelling counts where only an administrator can have put it.

        Of a snap or a flatpak its maker chose the file names, and the system vouches for the package's own.
        """
        package = packaged_as(path) if self.platform is Platform.LINUX else ""
        vouched = self.id(package) if package else None
        return vouched or self._named.trusted(basename(path), installed=_only_an_administrator(path, self.platform))

    def part(self, path: str, lens: CaptureKind) -> WindowsPart | None:
        """The part of Windows that lies at a path. By the whole of it, since a name or a beginning prove nothing."""
        part = self.parts.get(folded_path(path))
        return None if part is None or (part.hears_only and lens is CaptureKind.CAMERA) else part

    def runtime(self, path: str) -> Known | None:
        """The runtime that a file is, where its installer puts it. Any program may run in it."""
        installed = _only_an_administrator(path, self.platform)
        found = self._run_in.trusted(basename(path), installed=installed)
        return found if found is not None and (installed or in_its_folder(path, found)) else None

    def names(self, kind: Kind) -> frozenset[str]:
        """The file names of all programs of a kind, in small letters."""
        return frozenset(exe for exe, known in self.by_exe.items() if known.kind is kind)

    @cached_property
    def go_betweens(self) -> frozenset[str]:
        """The file names of the programs that pass pictures or sound on."""
        return self.names(Kind.GO_BETWEEN)


_IDS: Final = {
    Platform.LINUX: ("flatpak", "snap"),
    Platform.WINDOWS: ("packages",),
    Platform.MACOS: ("macos",),
}


def load(data: Data, platform: Platform) -> KnownPrograms:
    """The bundled table as it concerns one platform. UNREADABLE if the table itself is damaged."""
    try:
        content = data.read("known_programs.json")
    except OSError as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"known_programs.json: {wrong}") from None
    return _read(content, platform)


@lru_cache(maxsize=len(Platform))  # ten checks ask, and a process that conducts several reads it once
def _read(content: bytes, platform: Platform) -> KnownPrograms:
    try:
        table = json.loads(content)
        lines = [(_known(line), line) for line in table["programs"]]
        runtimes = [(_known({**line, "kind": Kind.RUNTIME}), line) for line in table["runtimes"]]
        parts = {
            path: WindowsPart(line["name"], line.get("host", False), line.get("hears_only", False))
            for line in table["parts"]
            for path in line["paths"]
        }
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"known_programs.json: {wrong}") from None
    if platform is Platform.MACOS:
        return KnownPrograms(platform, {}, _by(lines, *_IDS[platform]))
    return KnownPrograms(
        platform,
        _by(lines, platform.value),
        _by(lines, *_IDS[platform]),
        parts if platform is Platform.WINDOWS else {},
        _by(runtimes, platform.value),
    )


def _known(line: Mapping[str, Any]) -> Known:
    return Known(line["name"], Kind(line["kind"]), tuple(line.get("folders", ())), line.get("called", {}))


def _by(lines: Iterable[tuple[Known, Mapping[str, Any]]], *fields: str) -> dict[str, Known]:
    return {name.casefold(): known for known, line in lines for kind in fields for name in line.get(kind, ())}


_DATA_VOLUME: Final = "/system/volumes/data/"


def in_one_spelling(path: str) -> str:
    """A path of macOS as it is usually written. Below /System/Volumes/Data lies what everybody finds in / (a firmlink)."""
    return path[len(_DATA_VOLUME) - 1 :] if path.casefold().startswith(_DATA_VOLUME) else path


def folded_path(path: str) -> str:
    r"""A path in small letters with `/`, without what Windows puts before long ones (`\\?\`, `\??\`)."""
    return _LONG.sub("", path.replace("\\", "/").casefold())


_WINDOWS_PACKAGE: Final = re.compile(
    r"(?:\\\\\?\\)?c:\\(?:program files\\windowsapps|windows\\systemapps)\\([^\\]+)\\(?!.*\\\.\.\\)", re.IGNORECASE
)


def family_of(path: str) -> str:
    r"""The package family that a program belongs to; "" if it is in no package's folder.

    Only Windows itself writes below `C:\Program Files\WindowsApps` and `C:\Windows\SystemApps`. A full name is
    `name_version_architecture_resource_publisher`, its family `name_publisher`.
    """
    found = _WINDOWS_PACKAGE.match(path)
    parts = found[1].split("_") if found else []
    return f"{parts[0]}_{parts[-1]}" if len(parts) > 1 else ""


def packaged_as(path: str) -> str:
    """Snap or flatpak of a Linux program, which only an administrator can install. "" if it is in none."""
    found = _PACKAGE.match(path)
    return (found[1] or found[2]) if found else ""


_LONG: Final = re.compile(r"^/(?:/\?|\?\?)/(?=[a-z]:/)")
_PACKAGE: Final = re.compile(r"(?:/var/lib/snapd)?/snap/([^/]+)/|/var/lib/flatpak/app/([^/]+)/")


def basename(path: str) -> str:
    r"""The file name at the end of a path, whichever way its slashes lean. `C:\a\b.exe` gives `b.exe`."""
    return re.split(r"[\\/]", path.removesuffix(" (deleted)"))[-1]  # Linux marks a program replaced by an update so


_LANDING_FOLDERS: Final = {
    "downloads", "descargas", "téléchargements", "transferências", "baixades", "deskargak", "temp", "tmp", ".cache",
    "$recycle.bin", "trash", "scaricati", "pobrane", "stažené", "stiahnuté", "letöltések", "hämtningar", "nedlastinger",
    "hentede filer", "overførsler", "lataukset", "λήψεις", "загрузки", "завантаження", "изтегляния", "indirilenler",
    "descărcări", "preuzimanja", "prenosi", "allalaadimised", "lejupielādes", "atsisiuntimai", "تنزيلات", "הורדות", "下载",
    "下載", "ダウンロード", "다운로드",
}  # fmt: skip
"""Folders in small letters; Linux translates the name of the downloads folder (xdg-user-dirs)."""

_LINUX_INSTALLED: Final = (
    "/usr/", "/bin/", "/sbin/", "/lib/", "/lib64/", "/opt/", "/snap/", "/app/", "/newroot/app/", "/nix/store/",
    "/gnu/store/", "/var/lib/flatpak/", "/var/lib/snapd/", "/var/opt/",
)  # fmt: skip
"""`/app` is where a flatpak program sees itself. `/nix` and `/gnu` are whole systems' program folders; `/var/opt` is what
`/opt` leads to where the system is an image (Silverblue, Bazzite).
"""

_WINDOWS_INSTALLED: Final = re.compile(r"c:/(?:program files|program files \(x86\)|progra~[12]|windows)/")
"""On the system's own disk only an administrator may write there. On another disk, anybody may make such a folder.

The last but one are the short names of the first two.
"""
_ANYBODYS: Final = re.compile(
    r"c:/windows/(?:"
    r"fonts|tasks|tracing|addins|debug|registration/crmlog|servicestate|temp"
    r"|sys(?:tem32|wow64)/(?:tasks|fxstmp|com/dmp|microsoft/crypto/rsa/machinekeys|spool/(?:drivers/color|printers|servers))"
    r")/"
)
"""Folders of Windows that ordinary accounts can write to. Lists against AppLocker name them."""
_APPIMAGE: Final = re.compile(r"/tmp/\.mount_[^/]+/")  # noqa: S108 - a name to recognise, not a file to make


def where(path: str, platform: Platform) -> Where:
    """Place of a program, by its folder."""
    folded = folded_path(path) if platform is Platform.WINDOWS else path.casefold()
    if platform is Platform.MACOS:
        folded = in_one_spelling(folded)
    if platform is Platform.LINUX and _APPIMAGE.match(folded):
        return Where.ELSEWHERE  # an AppImage unpacks itself there; where its file lies cannot be seen
    folders = folded.split("/")[:-1]
    if _lands(folders, platform):
        return Where.LANDING
    if ".." in folders:
        return Where.ELSEWHERE  # it leads out of the folder that it begins with
    match platform:
        case Platform.WINDOWS:
            installed = bool(_WINDOWS_INSTALLED.match(folded)) and not _ANYBODYS.match(folded)
        case Platform.LINUX:
            installed = folded.startswith(_LINUX_INSTALLED)
        case Platform.MACOS:
            installed = folded.startswith(("/applications/", "/system/"))
    return Where.INSTALLED if installed else Where.ELSEWHERE


def _only_an_administrator(path: str, platform: Platform) -> bool:
    return where(path, platform) is Where.INSTALLED


def _lands(folders: list[str], platform: Platform) -> bool:
    if _LANDING_FOLDERS.intersection(folders):
        return True
    if platform is Platform.WINDOWS and folders[1:2] == ["users"] and _may_land(folders[3:4]):
        return True
    if platform is Platform.LINUX:
        return folders[:3] == ["", "dev", "shm"] or folders[:3] == ["", "run", "user"]
    return platform is Platform.WINDOWS and folders[1:3] == ["users", "public"]


def _may_land(folder: list[str]) -> bool:
    return any(is_short(name) and any(may_be(name, landing) for landing in _LANDING_FOLDERS) for name in folder)


def in_its_folder(path: str, known: Known) -> bool:
    """Whether a program lies where its own installer puts it for one account."""
    folded = folded_path(path)
    parts = folded.split("/")
    if ".." in parts:
        return False
    if any(map(is_short, parts)):
        return any(_lies_in(parts, folder.rstrip("/").split("/")) for folder in known.folders)
    return any(f"/{folder}" in folded for folder in known.folders)


def _lies_in(parts: list[str], folder: list[str]) -> bool:
    return any(all_may_be(parts[at : at + len(folder)], folder) for at in range(1, len(parts) - len(folder)))
