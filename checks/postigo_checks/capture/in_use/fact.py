"""Camera or microphone in use. Three platforms learn that in their own ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from postigo.api import (
    CaptureKind,
    DeviceUsers,
    Handle,
    HandleKind,
    Platform,
    Process,
    Program,
    Unknown,
    Unseen,
)
from postigo_checks.capture.consent_store import CAPABILITY
from postigo_checks.common.known_programs import (
    EXPECTED,
    Kind,
    Known,
    KnownPrograms,
    Where,
    basename,
    family_of,
    in_its_folder,
    packaged_as,
    where,
)


class Standing(Enum):
    """How a program that uses a device stands to what is known."""

    EXPECTED = "expected"  # a known program in its place, or vouched for by the system
    SYSTEM = "system"  # a part of the operating system
    HOST = "host"  # a part of the operating system in which others work: for whom, nobody can tell
    RUNTIME = "runtime"  # a program in which any other may run, where it is installed for all
    UNPLACED = "unplaced"  # a known name; where it lies could not be seen
    MISPLACED = "misplaced"  # a known name in a folder where anybody could have put it
    STRANGER = "stranger"  # not in the table
    LANDED = "landed"  # in a folder for downloads or temporary files
    NAMELESS = "nameless"  # something uses the device, and the system does not tell what


@dataclass(frozen=True, slots=True)
class User:
    """A program that uses the device now. `seems`: it was noted as using it, and no process proves it.

    `permission` is that of a package or a sandbox; a program that lies in a folder has none of its own.
    """

    program: str
    standing: Standing
    path: str | None = None
    seems: bool = False
    own: bool = True
    permission: Handle | None = None

    @property
    def handle(self) -> Handle | None:
        """Handle of its permission, or else of its image. None where only a name was told."""
        return self.permission or (Handle(HandleKind.PROGRAM, self.path) if self.path else None)


class Part(Enum):
    """A part of the look that can fail by itself."""

    PROCESSES = "processes"  # some processes could not be looked into
    HIDDEN = "hidden"  # the system shows only some processes, and nobody knows how many others there are
    HOLDERS = "holders"  # who has the device open
    SOUND_SERVER = "sound server"  # PipeWire or PulseAudio, which pass pictures and sound on
    SHAPE = "shape"  # something flows through PipeWire, and we do not know from what
    BEHIND = "behind"  # a go-between has the device open, for whom is unknown
    PLACE = "place"  # where a known program lies
    NAME = "name"  # which program it is
    STORE = "store"  # Windows' record of uses, of the account or of the computer
    LEAF = "leaf"  # one program's line in that record
    SERVICE = "service"  # the Windows service that keeps the record
    OLD = "old"  # a Windows too old to keep it
    NEWER = "newer"  # a Windows that may keep it no longer
    BUILD = "build"  # which Windows it is
    ALIVE = "alive"  # whether a program noted as using the device still runs
    LIST = "list"  # the list of running programs
    LIVE = "live"  # Windows' live witness of who has the device


@dataclass(frozen=True, slots=True)
class DeviceUse:
    """Programs that use the cameras, or the microphones, of this machine now.

    `here` is False where there is no such device.

    `passed_on`: the system's own sound or picture server uses the device for itself, for an effect or another device.
    `hidden` of `processes` could not be looked into, where `unseen` has `Part.PROCESSES`.
    """

    here: bool
    users: tuple[User, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()
    passed_on: bool = False
    hidden: int = 0
    processes: int = 0


# --- what a probe knows about a program ------------------------------------------------------------------------------


def standing(known: Known | None, path: str | None, lens: CaptureKind, platform: Platform) -> Standing:
    """Standing of a program, by its line in the table and its file's place."""
    if known is not None and known.kind not in EXPECTED[lens]:
        known = None  # a sound recorder is no reason for the camera to be on
    if path is None:
        return Standing.UNPLACED if known else Standing.STRANGER
    place = where(path, platform)
    if place is Where.LANDING:
        return Standing.LANDED
    if known is None:
        return Standing.STRANGER
    if place is Where.INSTALLED or in_its_folder(path, known):
        return Standing.EXPECTED
    return Standing.MISPLACED


def program_user(
    table: KnownPrograms, lens: CaptureKind, name: str, path: str | None, *, own: bool = True, seems: bool = False
) -> User:
    """The user that a process is. The file name of its program counts, not the name that it gives itself."""
    if path is None:
        known = table.exe(name)
        shown = known.name if known and known.kind is not Kind.GO_BETWEEN else name
        return User(shown, standing(known, None, lens, table.platform), own=own, seems=seems)
    part = table.part(path, lens)
    if part is not None:
        return User(part.name, Standing.HOST if part.host else Standing.SYSTEM, path, seems, own)
    family = family_of(path) if table.platform is Platform.WINDOWS else ""
    vouched = packaged_user(table, lens, family, seems=seems) if family else None
    if vouched is not None and vouched.standing is not Standing.STRANGER:
        return replace(vouched, path=path, own=own)
    runtime = table.runtime(path)
    if runtime is not None and not (
        table.platform is Platform.LINUX and packaged_as(path)
    ):  # a package says whose it is
        return User(_with_file(runtime.name, path), Standing.RUNTIME, path, seems, own)
    known = table.program(path)
    stands = standing(known, path, lens, table.platform)
    if stands is Standing.EXPECTED and (family or not _its_package(table, path)):
        stands = Standing.MISPLACED  # in a package of somebody's, who chose the file names in it
    shown = known.named(path) if known and known.kind is not Kind.GO_BETWEEN else basename(path)
    return User(shown, stands, path, seems, own)


def _with_file(name: str, path: str) -> str:
    """A runtime with the name of its file, where that says more: `Electron (electron37)`."""
    file = basename(path).removesuffix(".exe")
    return name if file.casefold() == name.casefold() else f"{name} ({file})"


def _its_package(table: KnownPrograms, path: str) -> bool:
    """Whether a Linux program is in no package, or in a known one.

    Anybody may publish a snap.
    """
    package = packaged_as(path) if table.platform is Platform.LINUX else ""
    return not package or table.id(package) is not None


def vouched_user(table: KnownPrograms, lens: CaptureKind, id_: str, *, seems: bool = False) -> User:
    """User of an id that the system itself has checked. A package family, or a flatpak's id."""
    known = table.id(id_)
    table_of = CAPABILITY[lens] if table.platform is Platform.WINDOWS else f"devices/{lens.value}"
    permission = Handle(HandleKind.PERMISSION, id_, table_of)
    if known is None or known.kind not in EXPECTED[lens]:
        return User(known.name if known else id_, Standing.STRANGER, seems=seems, permission=permission)
    stands = Standing.SYSTEM if known.kind is Kind.SYSTEM else Standing.EXPECTED
    return User(known.name, stands, seems=seems, permission=permission)


_WINDOWS_OWN: Final = "_cw5n1h2txyewy"  # the publisher of Windows' own packages; a package family cannot lie about it
_MICROSOFT: Final = "_8wekyb3d8bbwe"  # the publisher of Microsoft's apps, which a person opens: Phone Link, Photos


def packaged_user(table: KnownPrograms, lens: CaptureKind, family: str, *, seems: bool = False) -> User:
    """The user that a package family of Windows stands for. Its end is its publisher, whose signature Windows checked."""
    user = vouched_user(table, lens, family, seems=seems)
    if user.standing is not Standing.STRANGER:
        return user
    name = user.program if table.id(family) is not None else family.partition("_")[0]
    folded = family.casefold()
    if is_windows_own(family):
        return replace(user, program=name, standing=Standing.SYSTEM)
    return replace(user, program=name, standing=Standing.EXPECTED if folded.endswith(_MICROSOFT) else Standing.STRANGER)


def is_windows_own(family: str) -> bool:
    """Whether a package family is of Windows itself.

    It is a part of the system, whichever folder its program lies in.
    """
    return family.casefold().endswith(_WINDOWS_OWN)


def is_go_between(table: KnownPrograms, process: Process) -> bool:
    """Whether a process passes pictures or sound on, and does not only borrow the name.

    Of a process of another account the path cannot be read; a name alone is believed only there.
    """
    if process.path is None:
        return not process.own and process.name.casefold() in table.go_betweens
    known = table.program(process.path)
    return (
        known is not None and known.kind is Kind.GO_BETWEEN and where(process.path, table.platform) is Where.INSTALLED
    )


def unplaced(users: tuple[User, ...]) -> tuple[Unseen[Part], ...]:
    """Parts unseen of users whose place or name was not told."""
    places = tuple(
        Unseen(Part.PLACE, Unknown.DENIED, Program(user.program))
        for user in users
        if user.standing is Standing.UNPLACED
    )
    nameless = any(user.standing is Standing.NAMELESS for user in users)
    return (*places, Unseen(Part.NAME, Unknown.MISSING)) if nameless else places


def merged(*users: User) -> tuple[User, ...]:
    """Each program once, in the order seen: a browser holds a camera with several processes."""
    return tuple(dict.fromkeys(users))


def running(held: DeviceUsers) -> DeviceUse:
    """Use of a device where the system tells only that it runs (macOS)."""
    if not held.holders:
        return DeviceUse(here=bool(held.devices))
    found = (User("", Standing.NAMELESS),)
    return DeviceUse(here=True, users=found, unseen=unplaced(found))
