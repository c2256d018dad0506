"""A camera or a microphone in use: the fact that three platforms learn in their own ways, and the one judgement on it.

The levels, for the camera (a catalogue severity of `high`):

- a known browser, call or camera program where such a program lies: NOTE, "Is it you?";
- a known name in a folder of the account that is not that program's own: ADVISE, because a name can be borrowed;
- a program that is not in the table, or is there as something that needs no camera: ACT;
- any program in a folder for downloads or temporary files: ACT, whatever its name;
- the device runs and the system does not tell for whom (macOS), or seems to run (a Store app without a process):
  ADVISE, or NOTE if the app is known. The person can settle it with one look at their own windows.

For the microphone (severity `med`) the same with nothing above ADVISE.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import (
    CannotTell,
    Finding,
    Gap,
    Holders,
    Lens,
    Level,
    NotHere,
    Path,
    Platform,
    Process,
    Program,
    Text,
    Unknown,
    Value,
)
from postigo_checks.known_programs import (
    EXPECTED,
    Kind,
    Known,
    KnownPrograms,
    Where,
    basename,
    in_its_folder,
    where,
)


class Standing(Enum):
    """How a program that uses a device stands to what is known."""

    EXPECTED = "expected"  # a known program in its place, or vouched for by the system
    SYSTEM = "system"  # a part of the operating system
    UNPLACED = "unplaced"  # a known name; where it lies could not be seen
    MISPLACED = "misplaced"  # a known name in a folder where anybody could have put it
    STRANGER = "stranger"  # not in the table
    LANDED = "landed"  # in a folder for downloads or temporary files
    NAMELESS = "nameless"  # something uses the device, and the system does not tell what


@dataclass(frozen=True, slots=True)
class User:
    """A program that uses the device now. `seems`: it was noted as using it, and no process proves it."""

    program: str
    standing: Standing
    path: str | None = None
    seems: bool = False
    own: bool = True


class Part(Enum):
    """A part of the look that can fail by itself."""

    PROCESSES = "processes"  # some processes could not be looked into
    HIDDEN = "hidden"  # the system shows only some processes, and nobody knows how many others there are
    HOLDERS = "holders"  # who has the device open
    SOUND_SERVER = "sound server"  # PipeWire or PulseAudio, which pass pictures and sound on
    BEHIND = "behind"  # a go-between has the device open, for whom is unknown
    PLACE = "place"  # where a known program lies
    NAME = "name"  # which program it is
    STORE = "store"  # Windows' record of uses, of the account or of the computer
    LEAF = "leaf"  # one program's line in that record
    SERVICE = "service"  # the Windows service that keeps the record
    OLD = "old"  # a Windows too old to keep it
    BUILD = "build"  # which Windows it is
    ALIVE = "alive"  # whether a program noted as using the device still runs
    LIST = "list"  # the list of running programs


@dataclass(frozen=True, slots=True)
class Blind:
    """A part that could not be seen, and why."""

    part: Part
    why: Unknown
    program: str = ""
    seen: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class DeviceUse:
    """Who uses the cameras, or the microphones, of this machine now. `here` is False where there is no such device.

    `passed_on`: the system's own sound or picture server uses the device for itself, for an effect or another device.
    """

    here: bool
    users: tuple[User, ...] = ()
    blind: tuple[Blind, ...] = ()
    passed_on: bool = False


# --- what a probe knows about a program ------------------------------------------------------------------------------


def standing(known: Known | None, path: str | None, lens: Lens, platform: Platform) -> Standing:
    """How a program stands, by its line in the table and the place of its file."""
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


def program_user(table: KnownPrograms, lens: Lens, name: str, path: str | None, *, own: bool = True) -> User:
    """The user that a process is. The file name of its program counts, not the name that it gives itself."""
    file = basename(path) if path else name
    known = table.exe(file)
    stands = standing(known, path, lens, table.platform)
    shown = known.name if known and known.kind is not Kind.GO_BETWEEN else file
    return User(shown, stands, path, own=own)


def vouched_user(table: KnownPrograms, lens: Lens, id_: str, *, seems: bool = False) -> User:
    """The user that an id stands for which the system itself has checked: a package family, a flatpak's id."""
    known = table.id(id_)
    if known is None or known.kind not in EXPECTED[lens]:
        return User(known.name if known else id_, Standing.STRANGER, seems=seems)
    stands = Standing.SYSTEM if known.kind is Kind.SYSTEM else Standing.EXPECTED
    return User(known.name, stands, seems=seems)


def is_go_between(table: KnownPrograms, process: Process) -> bool:
    """Whether a process is one of the programs that pass pictures or sound on, and not one that borrows the name.

    Of a process of another account the path cannot be read; a name alone is believed only there.
    """
    if process.path is None:
        return not process.own and process.name.casefold() in table.go_betweens
    file = basename(process.path).casefold()
    return file in table.go_betweens and where(process.path, table.platform) is Where.INSTALLED


def unplaced(users: tuple[User, ...]) -> tuple[Blind, ...]:
    """What is missing about users whose place, or name, could not be seen."""
    places = tuple(
        Blind(Part.PLACE, Unknown.DENIED, user.program) for user in users if user.standing is Standing.UNPLACED
    )
    nameless = any(user.standing is Standing.NAMELESS for user in users)
    return (*places, Blind(Part.NAME, Unknown.MISSING)) if nameless else places


def merged(*users: User) -> tuple[User, ...]:
    """Each program once, in the order seen: a browser holds a camera with several processes."""
    return tuple(dict.fromkeys(users))


def running(held: Holders) -> DeviceUse:
    """The use of a device where the system tells that it runs, and never for whom (macOS)."""
    if not held.holders:
        return DeviceUse(here=bool(held.devices))
    found = (User("", Standing.NAMELESS),)
    return DeviceUse(here=True, users=found, blind=unplaced(found))


# --- the judgement ---------------------------------------------------------------------------------------------------

Say = Callable[[Program], Text]


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one check. Each is written out in its module, where the translators' tool finds it."""

    none_here: Text
    good: Text
    expected: Say
    system: Say
    misplaced: Say
    stranger: Say
    landed: Say
    seems: Say
    nameless: Text
    passed_on: Text
    behind: Text
    holders: Text
    old: Text
    name: Text
    processes: Callable[[int, int], Text]
    hidden: Text


LEVELS: Final = {
    Standing.EXPECTED: ("in-use", Level.NOTE),
    Standing.SYSTEM: ("in-use-by-system", Level.NOTE),
    Standing.UNPLACED: ("in-use", Level.NOTE),
    Standing.MISPLACED: ("in-use-odd-place", Level.ADVISE),
    Standing.STRANGER: ("in-use-stranger", Level.ACT),
    Standing.LANDED: ("in-use-download", Level.ACT),
    Standing.NAMELESS: ("on", Level.ADVISE),
}
"""The code and the level of each standing, before the check's own limit."""


def judge_use(use: DeviceUse, words: Words, worst: Level, fixes: tuple[str, ...]) -> list[Finding | Gap] | NotHere:
    """What a device's use means. `worst` is the highest level that the check may give."""
    if not use.here and not use.users and not use.blind:
        return NotHere(words.none_here)
    said: list[Finding | Gap] = [_finding(user, words, worst, fixes) for user in use.users]
    if use.passed_on and not use.users:
        said.append(Finding("passed-on", Level.NOTE, words.passed_on))
    said += gaps(use.blind, words)
    return said or [Finding("not-in-use", Level.GOOD, words.good)]


def _finding(user: User, words: Words, worst: Level, fixes: tuple[str, ...]) -> Finding:
    code, level = LEVELS[user.standing]
    program = Program(user.program)
    if user.seems:
        code = "seems-in-use"
        level = min(level, Level.ADVISE)
        text = words.seems(program)
    elif user.standing is Standing.NAMELESS:
        text = words.nameless
    else:
        say = {
            Standing.SYSTEM: words.system,
            Standing.MISPLACED: words.misplaced,
            Standing.STRANGER: words.stranger,
            Standing.LANDED: words.landed,
        }.get(user.standing, words.expected)
        text = say(program)
    evidence: dict[str, Value | Text] = {}
    if user.path and (user.own or _names_nobody(user.path)):
        evidence["path"] = Path(user.path)
    if not user.own:
        evidence["account"] = Text("It belongs to another account of this computer.")
    subject = None if user.standing is Standing.NAMELESS else program
    level = min(level, worst)
    asks = user.standing is not Standing.SYSTEM  # is it the person's own call? A shutter is not closed over an open eye
    return Finding(code, level, text, subject, evidence, fixes if level >= Level.ADVISE else (), asks=asks)


def _names_nobody(path: str) -> bool:
    """Whether a program lies where all share it: elsewhere the folder tells whose it is, also of other accounts."""
    return where(path, Platform.WINDOWS if "\\" in path else Platform.LINUX) is Where.INSTALLED


_SAYS: Final[dict[Part, Callable[[Blind, Words], Text]]] = {
    Part.PROCESSES: lambda item, words: words.processes(item.total - item.seen, item.total),
    Part.HIDDEN: lambda _, words: words.hidden,
    Part.HOLDERS: lambda _, words: words.holders,
    Part.SOUND_SERVER: lambda *_: Text(
        "We could not ask PipeWire or PulseAudio, which pass pictures and sound on to programs."
    ),
    Part.BEHIND: lambda _, words: words.behind,
    Part.PLACE: lambda item, _: Text(
        "We could not see in which folder {program} lies.", values={"program": Program(item.program)}
    ),
    Part.NAME: lambda _, words: words.name,
    Part.STORE: lambda *_: Text("We could not read what Windows notes about the use of this device."),
    Part.LEAF: lambda item, _: Text(
        "We could not read what Windows notes about {program}.", values={"program": Program(item.program)}
    ),
    Part.SERVICE: lambda *_: Text("The part of Windows that notes which programs use this device may be switched off."),
    Part.OLD: lambda _, words: words.old,
    Part.BUILD: lambda *_: Text("No use was ever noted, and we could not see which version of Windows this is."),
    Part.ALIVE: lambda item, _: Text(
        "Windows noted that {program} began to use this device. We could not see whether it still runs.",
        values={"program": Program(item.program)},
    ),
    Part.LIST: lambda *_: Text("We could not see the list of programs that are running."),
}
"""What to say about each part that could not be seen."""


def gaps(blind: tuple[Blind, ...], words: Words) -> list[Gap]:
    """What could not be seen, said."""
    return [Gap(item.why, _SAYS[item.part](item, words)) for item in dict.fromkeys(blind)]


def blind_from(part: Part, unknown: CannotTell, program: str = "") -> Blind:
    """The part that could not be seen, for the reason that was given."""
    return Blind(part, unknown.why, program)
