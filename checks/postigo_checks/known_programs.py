"""The programs that a person knows by sight: a bundled table, and the rule of where such a program plausibly lies.

A name alone proves nothing: anybody may call a file `chrome.exe`. So a known name counts only together with a place
where its installer puts it: a folder that only an administrator can write to, or the program's own folder of one
account. A program in a folder where downloads and attachments land is a stranger whatever it is called.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cached_property
from typing import Final

from postigo.api import CannotTell, Data, Lens, Platform, Unknown


class Kind(StrEnum):
    """What a known program is for."""

    BROWSER = "browser"
    CALL = "call"
    CAMERA = "camera"  # takes pictures or films with a window that the person sees
    SOCIAL = "social"
    VOICE = "voice"  # voice chat, no picture
    SOUND = "sound"  # recorders, audio-card tools, assistants
    SYSTEM = "system"  # a part of the operating system
    GO_BETWEEN = "go-between"  # passes pictures or sound on to others


SEES: Final = frozenset({Kind.BROWSER, Kind.CALL, Kind.CAMERA, Kind.SOCIAL, Kind.SYSTEM})
HEARS: Final = SEES | {Kind.VOICE, Kind.SOUND}
EXPECTED: Final = {Lens.CAMERA: SEES, Lens.MICROPHONE: HEARS}
"""The kinds of program that one expects to use each device."""


class Where(Enum):
    """What a program's folder tells about it."""

    INSTALLED = "installed"  # only an administrator can put a program there
    LANDING = "landing"  # downloads, attachments and temporary files land there
    ELSEWHERE = "elsewhere"  # anybody of this account can put a program there


@dataclass(frozen=True, slots=True)
class Known:
    """A line of the table."""

    name: str
    kind: Kind
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownPrograms:
    """The table, asked by file name of one platform or by an id that the platform vouches for."""

    platform: Platform
    by_exe: Mapping[str, Known]
    by_id: Mapping[str, Known]

    def exe(self, name: str) -> Known | None:
        """The known program whose file is called so."""
        return self.by_exe.get(name.casefold())

    def id(self, name: str) -> Known | None:
        """The known program with this package family, flatpak or bundle id, or snap name."""
        return self.by_id.get(name.casefold())

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
        programs = json.loads(data.read("known_programs.json"))["programs"]
        lines = [(Known(line["name"], Kind(line["kind"]), tuple(line.get("folders", ()))), line) for line in programs]
    except (OSError, KeyError, TypeError, ValueError) as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"known_programs.json: {wrong}") from None
    exes = {exe.casefold(): known for known, line in lines for exe in line.get(platform.value, ())}
    ids = {id_.casefold(): known for known, line in lines for field in _IDS[platform] for id_ in line.get(field, ())}
    return KnownPrograms(platform, {} if platform is Platform.MACOS else exes, ids)


def basename(path: str) -> str:
    r"""The file name at the end of a path, whichever way its slashes lean: `C:\a\b.exe` gives `b.exe`."""
    return re.split(r"[\\/]", path.removesuffix(" (deleted)"))[-1]  # Linux marks a program replaced by an update so


_LANDING_FOLDERS: Final = {
    "downloads", "descargas", "téléchargements", "transferências", "baixades", "deskargak", "temp", "tmp", ".cache",
    "$recycle.bin", "trash",
}  # fmt: skip
"""Folders in small letters; Linux translates the name of the downloads folder, so Spain's neighbours are here too."""

_LINUX_INSTALLED: Final = (
    "/usr/", "/bin/", "/sbin/", "/lib/", "/lib64/", "/opt/", "/snap/", "/app/", "/newroot/app/", "/nix/store/",
    "/gnu/store/", "/var/lib/flatpak/", "/var/lib/snapd/",
)  # fmt: skip
"""`/app` is where a flatpak program sees itself; `/nix` and `/gnu` are whole systems' program folders."""

_WINDOWS_INSTALLED: Final = re.compile(r"c:/(?:program files|program files \(x86\)|windows)/")
"""On the system's own disk only an administrator may write there; on another disk, anybody may make such a folder."""
_APPIMAGE: Final = re.compile(r"/tmp/\.mount_[^/]+/")  # noqa: S108 - a name to recognise, not a file to make


def where(path: str, platform: Platform) -> Where:
    """What the folder of a program tells about it."""
    folded = path.replace("\\", "/").casefold()
    if platform is Platform.LINUX and _APPIMAGE.match(folded):
        return Where.ELSEWHERE  # an AppImage unpacks itself there; where its file lies cannot be seen
    if _lands(folded.split("/")[:-1], platform):
        return Where.LANDING
    match platform:
        case Platform.WINDOWS:
            installed = bool(_WINDOWS_INSTALLED.match(folded.removeprefix("//?/")))
        case Platform.LINUX:
            installed = folded.startswith(_LINUX_INSTALLED)
        case Platform.MACOS:
            installed = folded.startswith(("/applications/", "/system/"))
    return Where.INSTALLED if installed else Where.ELSEWHERE


def _lands(folders: list[str], platform: Platform) -> bool:
    if _LANDING_FOLDERS.intersection(folders):
        return True
    if platform is Platform.LINUX:
        return folders[:3] == ["", "dev", "shm"] or folders[:3] == ["", "run", "user"]
    return platform is Platform.WINDOWS and folders[1:3] == ["users", "public"]


def in_its_folder(path: str, known: Known) -> bool:
    """Whether a program lies in the folder where its own installer puts it for one account."""
    folded = path.replace("\\", "/").casefold()
    return any(f"/{folder}" in folded for folder in known.folders)
