"""Remote access: the fact of three platforms, which learn it in their own ways."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from postigo.api import CannotTell, Unknown


class Door(Enum):
    """A way in that comes with the system itself."""

    RDP = "rdp"  # Windows Remote Desktop
    GNOME = "gnome"  # GNOME's own Remote Desktop
    SCREEN_SHARING = "screen-sharing"  # macOS
    REMOTE_MANAGEMENT = "remote-management"  # macOS: the same and more, for administrators
    SSH = "ssh"
    SSH_USUAL = "ssh-usual"  # Linux: many systems bring it, and many people want it


class Kind(StrEnum):
    """Purposes of a program of the table."""

    REMOTE = "remote"
    AGENT = "agent"  # of a firm that looks after many computers
    CLASSROOM = "classroom"  # a teacher's
    MEETING = "meeting"  # people meet in it, and may hand over their screen
    DESK = "desk"  # a paired phone, or the computer beside it, moves the mouse and types


class Part(Enum):
    """A part of the look that can fail by itself."""

    SERVICES = "services"
    SERVICE = "service"  # one program's service
    PROCESSES = "processes"
    HIDDEN = "hidden"  # programs of other accounts are kept from us
    APPS = "apps"
    SIGN_IN = "sign-in"  # what starts when somebody signs in
    PLACE = "place"  # where a program that runs lies
    TABLE = "table"  # a line of our own table
    DOOR = "door"


@dataclass(frozen=True, slots=True)
class Remote:
    """Traces of one program for remote control. With nothing said of it, it only lies there."""

    name: str
    kind: Kind = Kind.REMOTE
    starts: bool = False  # it starts with the computer, so somebody may come in with nobody at home
    runs: bool = False
    landed: str = ""  # it runs from this path, in a folder for downloads or temporary files


@dataclass(frozen=True, slots=True)
class Blind:
    """A part that could not be seen, and why."""

    part: Part
    why: Unknown
    program: str = ""
    door: Door | None = None


@dataclass(frozen=True, slots=True)
class RemoteAccess:
    """Remote access: programs, the system's own open doors, and what could not be seen."""

    programs: tuple[Remote, ...] = ()
    doors: tuple[Door, ...] = ()
    blind: tuple[Blind, ...] = ()


@dataclass(slots=True)
class Look:
    """Collector of what is seen while we look."""

    programs: dict[str, Remote] = field(default_factory=dict)
    doors: list[Door] = field(default_factory=list)
    blind: list[Blind] = field(default_factory=list)

    def add(self, program: str, kind: Kind, *, starts: bool = False, runs: bool = False, landed: str = "") -> None:
        """Add what was seen of a program to what is known of it."""
        known = self.programs.get(program, Remote(program, kind))
        self.programs[program] = Remote(
            program, kind, starts or known.starts, runs or known.runs, landed or known.landed
        )

    def could_not(self, part: Part, unknown: CannotTell, program: str = "", door: Door | None = None) -> None:
        """Keep that a part could not be seen."""
        self.blind.append(Blind(part, unknown.why, program, door))

    def bad_lines(self, bad: Collection[int]) -> None:
        """Record that lines of our own table could not be read. The programs that they tell of were not looked for."""
        if bad:
            self.could_not(Part.TABLE, CannotTell(Unknown.UNREADABLE, f"lines {sorted(bad)}"))

    def fact(self) -> RemoteAccess:
        """The whole, as it was seen."""
        return RemoteAccess(
            tuple(self.programs[name] for name in sorted(self.programs)), tuple(self.doors), tuple(self.blind)
        )
