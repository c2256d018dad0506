"""Machine interface: the verbs of a probe, and three ways of getting no answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import Final, Literal, ParamSpec, Protocol, TypeAlias, TypeVar, overload

from postigo.core.registry_names import ByName
from postigo.core.windows_call import WindowsCall

T = TypeVar("T")
P = ParamSpec("P")

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None


class Unknown(StrEnum):
    """Why something could not be seen."""

    DENIED = "denied"  # the system refused: rights, policy
    MISSING = "missing"  # the tool or service to look with is not there
    TIMEOUT = "timeout"
    CRASHED = "crashed"  # a fault in a probe or judge
    CANCELLED = "cancelled"
    UNREADABLE = "unreadable"  # there was an answer, and it made no sense
    POLICY = "policy"  # whoever looks after the computer left it out: nobody looked


class Platform(StrEnum):
    """The three systems."""

    LINUX = "linux"
    WINDOWS = "windows"
    MACOS = "macos"


class Absent(Enum):
    """The answer "there is no such thing": a fact, unlike a gap. There is one, `ABSENT`."""

    ABSENT = "absent"

    def __bool__(self) -> Literal[False]:
        """Absent is falsy, like None."""
        return False


ABSENT: Final = Absent.ABSENT


class CannotTell(Exception):  # noqa: N818 - a word of the house, not an error
    """Could not look: why, and a technical detail. Never good, never bad. Also used as a value: see `attempt`.

    `asked` is the command or the service that was asked, by the name that a check's source has for it: it may be given away.
    """

    def __init__(self, why: Unknown, detail: str = "", *, asked: str = "") -> None:
        super().__init__(why, detail)
        self.why = why
        self.detail = detail
        self.asked = asked

    def __str__(self) -> str:
        return f"{self.why.value}: {self.detail}" if self.detail else self.why.value


def attempt(ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | CannotTell:
    """Answer, or the reason for having none as a value. For a probe that looks in two ways and keeps both."""
    try:
        return ask(*args, **kwargs)
    except CannotTell as unknown:
        return unknown


@dataclass(frozen=True, slots=True)
class Output:
    """Output of a command."""

    code: int
    out: str
    err: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder that is there. `modified` is aware, in UTC; `size` in bytes.

    `mode` are the twelve permission bits of POSIX; None on Windows, and for a link that leads nowhere. Of a `link` (or a
    junction) everything else is told of what it leads to.
    """

    path: str
    kind: Literal["file", "folder", "other"]
    size: int
    modified: datetime
    writable_by_others: bool = False  # POSIX: group or world may write; always False on Windows
    mode: int | None = None
    link: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Result of `find`: what bears certain names below a folder.

    `closed` are folders of this account that could not be listed, or in which something has a name that is no text.
    `cut`: there were too many folders to look into all of them.
    """

    entries: tuple[Entry, ...]
    closed: tuple[str, ...] = ()
    cut: bool = False


RegistryValue: TypeAlias = int | str | bytes | tuple[str, ...]
"""DWORD and QWORD are int, SZ and EXPAND_SZ str (unexpanded), BINARY bytes, MULTI_SZ a tuple."""


_SECRET: Final = re.compile(r"(?:password|passwd|passphrase)(?:viewonly)?", re.IGNORECASE)


def is_withheld(name: str) -> bool:
    """Whether a registry value's name says that it holds a password. Its data stays unread then.

    Windows keeps the password of an automatic sign-in in plain text (`DefaultPassword`), and so do some programs.
    """
    return any(found.end() == len(name) for found in _SECRET.finditer(name))


@dataclass(frozen=True, slots=True)
class Key:
    """Registry key: its values by name, the names of its sub-keys, when last written (UTC).

    "" is the name of the default value. A value that is withheld (see `is_withheld`) and is no number stands there as
    `b""`: that it exists may be known. One that is known to be empty stands there as the text "". Names are found in any
    letters.
    """

    values: Mapping[str, RegistryValue]
    subkeys: tuple[str, ...] = ()
    written: datetime | None = None

    def __post_init__(self) -> None:
        """Let names be found as Windows finds them."""
        object.__setattr__(self, "values", ByName(self.values))


class Bus(StrEnum):
    """The two D-Bus buses."""

    SYSTEM = "system"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class BusError:
    """A D-Bus peer answered with an error: its name, for example `org.freedesktop.portal.Error.NotFound`."""

    name: str


@dataclass(frozen=True, slots=True)
class Process:
    """A running process. `path` is its program's full path where that can be read; `started` is aware, in UTC."""

    pid: int
    name: str
    path: str | None = None
    started: datetime | None = None
    own: bool = True  # of the account that looks


class CaptureKind(StrEnum):
    """A kind of device that somebody can look or listen through."""

    CAMERA = "camera"
    MICROPHONE = "microphone"


@dataclass(frozen=True, slots=True)
class DeviceUser:
    """A process that holds a device open now. Of a process of another account the program is told, never the account.

    `path` is the program's full path where it can be read. Where the system tells only that the device runs (macOS),
    `pid` is None and `program` is empty.
    """

    device: str
    pid: int | None
    program: str
    path: str | None = None
    own: bool = True


@dataclass(frozen=True, slots=True)
class DeviceUsers:
    """Processes that hold the devices of one kind open.

    `seen` of `total` processes could be looked into: partial sight is said. `hidden`: the system shows only some
    processes (hidepid, a container); how many there are besides, nobody tells. `made`: those of the devices that a
    program makes, such as v4l2loopback's. Who has one open may look, or feed it; who can only write to it feeds it, and
    holds nothing.
    """

    devices: tuple[str, ...]
    holders: tuple[DeviceUser, ...]
    seen: int
    total: int
    hidden: bool = False
    made: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """Identity and groups of the account that looks, on Windows, as identifiers (SID).

    `groups` are all of them, also those that are "used for deny only", as the administrators' is in a filtered token; and
    the integrity label (S-1-16-…). In recordings the account's own number is all that is left of an identifier.
    """

    user: str
    groups: tuple[str, ...]


class Exposure(StrEnum):
    """From where a listener can be reached. The address itself is not told: it would tell where somebody lives."""

    EVERYWHERE = "everywhere"  # on every network that this computer is in
    SOME = "some"  # on one address that is not the computer's own loop
    NOWHERE = "nowhere"  # only from this computer itself


@dataclass(frozen=True, slots=True)
class Listener:
    """A program that waits for connections (TCP) or takes what comes (UDP) on a port.

    `program` is its file name and `path` its full path, where the system tells them: of other accounts it often does
    not. The account is never told.
    """

    protocol: Literal["tcp", "udp"]
    port: int
    reach: Exposure
    program: str | None = None
    path: str | None = None
    own: bool = True


@dataclass(frozen=True, slots=True)
class Listeners:
    """Sockets that wait for connections. Not `complete`: those of other accounts are missing."""

    found: tuple[Listener, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class School:
    """Words of the policy about the computer itself.

    `programs` are those for remote control that they put there, `contact` whom to ask ("" where nobody is named).
    """

    programs: tuple[str, ...] = ()
    contact: str = ""

    def put(self, program: str) -> bool:
        """Whether they say that they put a program there."""
        return program.casefold() in {name.casefold() for name in self.programs}


class System(Protocol):
    """The whole machine in a few verbs.

    Every verb raises `CannotTell` when it could not look: MISSING when the tool to look with is not there, DENIED,
    TIMEOUT, UNREADABLE. Where the thing asked for is not there, a verb raises `CannotTell(MISSING)` too, unless the
    probe declares with `optional=True` that absence is an answer; then it returns `ABSENT`. The honesty tests
    hold every probe to what it declared. Nothing found is an answer only where the place itself is there: below an empty
    /sys, without /proc, in a home or on a drive that does not exist, all of this is MISSING, declared or not.

    Paths: `~` is the home of the person, `%NAME%` an environment variable of Windows; both stand unexpanded in
    recordings, so that a replay works anywhere.
    """

    @property
    def platform(self) -> Platform:
        """Which of the three systems this is."""
        ...

    @property
    def elevated(self) -> bool:
        """Whether the audit has root's or an administrator's rights."""
        ...

    @property
    def school(self) -> School:
        """Words of the policy about the computer itself. They are no answer of the machine; none where there is no policy."""
        ...

    def now(self) -> datetime:
        """The time of this look, aware, in UTC."""
        ...

    def run(self, *argv: str, timeout: float = 5.0, env: Mapping[str, str] | None = None) -> Output:
        """A command's output: LC_ALL=C.UTF-8, no stdin, its own process group. MISSING if not installed; TIMEOUT.

        `env` adds variables. The exit status is part of the answer. DENIED where the program may not be started.
        """
        ...

    @overload
    def read(self, path: str, *, limit: int = ..., head: int | None = ..., optional: Literal[False] = ...) -> bytes: ...
    @overload
    def read(
        self, path: str, *, limit: int = ..., head: int | None = ..., optional: Literal[True]
    ) -> bytes | Absent: ...
    def read(
        self, path: str, *, limit: int = 1 << 20, head: int | None = None, optional: bool = False
    ) -> bytes | Absent:
        """Content of a file. UNREADABLE if it is longer than `limit` bytes, MISSING if it lies in a cloud only.

        With `head` only the first so many bytes, however long the file is: for what carries its date in front.
        """
        ...

    def glob(self, pattern: str) -> tuple[Entry, ...]:
        """Entries under a pattern (`*`, `?`, `[…]`, `**`), sorted by path.

        Nothing is an answer, (), where the place is there that the pattern lies in; else MISSING.
        """
        ...

    @overload
    def find(
        self,
        folder: str,
        names: tuple[str, ...],
        *,
        depth: int,
        only: str = ...,
        skip: Collection[str] = ...,
        optional: Literal[False] = ...,
    ) -> Found: ...
    @overload
    def find(
        self,
        folder: str,
        names: tuple[str, ...],
        *,
        depth: int,
        only: str = ...,
        skip: Collection[str] = ...,
        optional: Literal[True],
    ) -> Found | Absent: ...
    def find(
        self,
        folder: str,
        names: tuple[str, ...],
        *,
        depth: int,
        only: str = "*",
        skip: Collection[str] = (),
        optional: bool = False,
    ) -> Found | Absent:
        """Entries of certain names in or below a folder, down to `depth`; sorted by path.

        Unlike `glob` it goes on where a folder may not be listed, and says so: what is a stranger's cannot be this
        person's. `only` is a pattern for the folders right below, `skip` are patterns for the names of folders that are
        not entered.
        Links to folders are followed (not on Windows), each folder once.
        """
        ...

    @overload
    def which(self, program: str, *, optional: Literal[False] = ...) -> str: ...
    @overload
    def which(self, program: str, *, optional: Literal[True]) -> str | Absent: ...
    def which(self, program: str, *, optional: bool = False) -> str | Absent:
        """Full path of a program. It is looked for in PATH and in the system's own folders (sbin too)."""
        ...

    @overload
    def registry(self, key: str, *, optional: Literal[False] = ...) -> Key: ...
    @overload
    def registry(self, key: str, *, optional: Literal[True]) -> Key | Absent: ...
    def registry(self, key: str, *, optional: bool = False) -> Key | Absent:
        r"""A key of the Windows registry in the 64-bit view, written `HKLM\SOFTWARE\…` or `HKCU\…`."""
        ...

    def dbus(
        self,
        bus: Bus,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        *arguments: Json,
        timeout: float = 3.0,
    ) -> Json | BusError:
        """The body of a method's reply (a list), variants unwrapped. Never starts a service (NO_AUTO_START).

        MISSING without a bus or without the service (`ServiceUnknown`, `NameHasNoOwner`); DENIED for `AccessDenied`;
        any other error reply is an answer: a `BusError`.
        """
        ...

    def powershell(self, expression: str, *, timeout: float = 20.0, **values: str) -> Json:
        """Value of an expression of Windows PowerShell 5.1, through `ConvertTo-Json -Depth 10`.

        The expression is a literal of a check's source and starts no program. What the machine or the person said goes
        beside it: `folder=…` stands in it as `$folder`, a text that nothing can end. Names are those of
        `powershell_values.NAMES`, and ValueError for any other.
        A calculated property that fails is null, without an error: so null must mean nothing but "could not be told".
        No result is `[]`, several are a list, one is itself. One PowerShell serves the whole audit, and
        a second one those questions that are given more than the usual time. The wait for others' questions counts.
        No question leaves this machine: DENIED for a value that is a path on another computer, or on a drive of one.
        DENIED for 0x80041003 and where policy forbids it (a computer whose rules limit PowerShell), MISSING for 0x8004100e (no such namespace), TIMEOUT,
        else UNREADABLE with the HRESULT in the detail.
        """
        ...

    @overload
    def plist(self, path: str, *, optional: Literal[False] = ...) -> Json: ...
    @overload
    def plist(self, path: str, *, optional: Literal[True]) -> Json | Absent: ...
    def plist(self, path: str, *, optional: bool = False) -> Json | Absent:
        """Property list of macOS, XML or binary. Dates are ISO 8601 text with Z, data is base64 text."""
        ...

    def call(self, call: WindowsCall[T], **values: str) -> T:
        """Answer of a call from the closed list `postigo.windows_calls.CALLS`, on Windows.

        It runs in an expendable process that loads compiled interfaces: CRASHED if that dies. MISSING where this Windows has no
        such library, function, interface or service, DENIED, TIMEOUT; else UNREADABLE with Windows' number in the detail.
        No call leaves this machine: DENIED for a value that is a path on another computer.
        """
        ...

    def token(self) -> Token:
        """The rights of the account that looks, on Windows. Nothing is translated to a name, so no server is asked."""
        ...

    def processes(self) -> tuple[Process, ...]:
        """The processes that can be seen; never none, since who looks is one: then UNREADABLE."""
        ...

    def holders(self, lens: CaptureKind) -> DeviceUsers:
        """Processes that hold a camera or a microphone open now. Opens no device that nobody else has open."""
        ...

    def listeners(self) -> Listeners:
        """The programs that wait for others, each port once. DENIED where not even its own may be seen."""
        ...

    @overload
    def sqlite(self, path: str, query: str, *, optional: Literal[False] = ...) -> list[dict[str, Json]]: ...
    @overload
    def sqlite(self, path: str, query: str, *, optional: Literal[True]) -> list[dict[str, Json]] | Absent: ...
    def sqlite(self, path: str, query: str, *, optional: bool = False) -> list[dict[str, Json]] | Absent:
        """The rows of a query on a database file, read-only, with nothing written beside it."""
        ...
