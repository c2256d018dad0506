"""Remote access: the fact of three platforms, which learn it in their own ways."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum
from typing import Final

from postigo.api import CannotTell, Handle, HandleKind, Program, School, Unknown, Unseen

NOBODY: Final = School()
"""A computer of which nobody says anything."""


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
    """Parts of a look that may stay unseen. A door is a part of its own."""

    SERVICES = "services"
    SERVICE = "service"  # one program's service
    PROCESSES = "processes"
    HIDDEN = "hidden"  # programs of other accounts are kept from us
    APPS = "apps"
    SIGN_IN = "sign-in"  # what starts when somebody signs in
    PLACE = "place"  # where a program that runs lies
    TABLE = "table"  # a line of our own table


@dataclass(frozen=True, slots=True)
class Remote:
    """Traces of one program for remote control. With nothing said of it, it only lies there."""

    name: str
    kind: Kind = Kind.REMOTE
    starts: bool = False  # it starts with the computer, so somebody may come in with nobody at home
    runs: bool = False
    landed: bool = False  # it runs from a folder for downloads or temporary files
    path: str = ""  # of its process; where several run, of one that landed
    starter: Handle | None = None  # of what starts it; of several things, of one
    only: bool = True  # nothing else starts it

    @property
    def image(self) -> Handle | None:
        """Handle of its process, where the path was told."""
        return Handle(HandleKind.PROGRAM, self.path) if self.path else None


@dataclass(frozen=True, slots=True)
class Open:
    """Door that stands open, with the machine's own name for its switch."""

    door: Door
    handle: Handle | None = None


@dataclass(frozen=True, slots=True)
class RemoteAccess:
    """Remote access: programs, the system's own open doors, and what could not be seen.

    `school` is what the policy of the computer says: programs that the school put there.
    """

    programs: tuple[Remote, ...] = ()
    doors: tuple[Open, ...] = ()
    unseen: tuple[Unseen[Part | Door], ...] = ()
    school: School = NOBODY


@dataclass(slots=True)
class Look:
    """Collector of what is seen while we look."""

    programs: dict[str, Remote] = field(default_factory=dict)
    doors: list[Open] = field(default_factory=list)
    unseen: list[Unseen[Part | Door]] = field(default_factory=list)

    def add(self, program: str, kind: Kind) -> Remote:
        """Add a program, if it is not known yet; what is known of it."""
        return self.programs.setdefault(program, Remote(program, kind))

    def starts(self, program: str, kind: Kind, starter: Handle) -> None:
        """Add what starts a program."""
        known = self.add(program, kind)
        only = known.only and known.starter in {None, starter}
        self.programs[program] = replace(known, starts=True, starter=starter, only=only)

    def runs(self, program: str, kind: Kind, path: str, *, landed: bool) -> None:
        """Add a process of a program. `path` is "" where it was not told."""
        known = self.add(program, kind)
        path = path if landed or not known.landed else ""
        self.programs[program] = replace(known, runs=True, landed=landed or known.landed, path=path or known.path)

    def could_not(self, part: Part | Door, unknown: CannotTell, program: str = "") -> None:
        """Keep that a part could not be seen."""
        self.unseen.append(Unseen(part, unknown.why, Program(program) if program else None))

    def bad_lines(self, bad: Collection[int]) -> None:
        """Record that lines of our own table could not be read. The programs that they tell of were not looked for."""
        if bad:
            self.could_not(Part.TABLE, CannotTell(Unknown.UNREADABLE, f"lines {sorted(bad)}"))

    def fact(self, school: School = NOBODY) -> RemoteAccess:
        """The whole, as it was seen."""
        return RemoteAccess(
            tuple(self.programs[name] for name in sorted(self.programs)), tuple(self.doors), tuple(self.unseen), school
        )
