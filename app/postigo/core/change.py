"""Changes of a machine's settings: their states as data, and why one is refused.

`Changes` is the write side of a machine, as `System` is its read side. Nothing but `postigo.fixes` makes a change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Protocol, TypeAlias

from postigo.core.handle import Handle
from postigo.core.system import Absent, Bus, BusError, Json, Output, Platform
from postigo.core.values import Text


@dataclass(frozen=True, slots=True)
class Setting:
    """State of one setting: its value, or that it is not set. What a value looks like depends on the kind of its handle.

    A change puts one here, and an undo puts the one from before. `missing` names the outermost key, group or folder that is not
    there either: an undo takes away what the change had to make (of GSETTINGS, the value that holds while nobody sets one). Values by kind:

    REGISTRY_VALUE `{"type": 4, "data": 1}` (winnt.h's number of the type; REG_BINARY as base64 text) · GSETTINGS a GVariant as
    text (`uint32 300`) · XFCONF `{"type": "int", "data": "5"}` · FILE_SETTING text, or what JSON has there · DEFAULTS what a
    property list has there · PERMISSION the list of words of the store · PATH the twelve permission bits, as a number ·
    UNIT the folders with a link to it, SERVICE the word of how it starts · DEVICE and SWITCH true or false · SHARE its definition · SITE what the browser keeps (Chromium: by kind, the text of
    the entry; Firefox: the rows).
    """

    value: Any = None  # Json, which no codec can follow into itself
    is_set: bool = True
    missing: str = ""

    def same(self, other: Setting) -> bool:
        """Whether two states are alike, whatever else is missing beside them."""
        return (self.is_set, self.value) == (other.is_set, other.value)


NOT_SET: Final = Setting(is_set=False)
"""The state of a setting that nobody has set."""


class Refusal(StrEnum):
    """Why a change is not made. Nothing was changed then, or all was put back; but for HALF."""

    NO_WAY = "no-way"  # Postigo knows no way to change such a thing here: the steps in words
    NEEDS_RIGHTS = "needs-rights"  # it is the system's, and the helper that has the rights is not there
    DENIED = "denied"  # the system, or the person at its prompt, said no
    MISSING = "missing"  # the tool, or the thing itself, is no longer there
    CHANGED = "changed"  # somebody changed it since: another value was expected
    MANAGED = "managed"  # a policy decides it
    POLICY = "policy"  # Postigo's own policy on this computer lets it change nothing
    RUNNING = "running"  # the program that writes this file is open
    BUSY = "busy"  # another Postigo is making a change
    READ_ONLY = "read-only"
    FULL = "full"  # no room on the disk
    UNREADABLE = "unreadable"  # what stands there makes no sense, so it is left alone
    NO_JOURNAL = "no-journal"  # the value before could not be kept, so nothing was changed
    FAILED = "failed"  # the tool was asked, and did not do it
    HALF = "half"  # it failed on the way, and not all could be put back
    UNTRUSTED = "untrusted"  # somebody else may have written the journal, or it names what Postigo never changes


class CannotChange(Exception):  # noqa: N818 - a word of the house, as CannotTell
    """Refusal to change something: why, and a technical detail.

    `expected` and `found` are the states that differ, where that is why. `says`: a sentence that tells more than the reason does.
    """

    def __init__(
        self,
        why: Refusal,
        detail: str = "",
        *,
        expected: Setting | None = None,
        found: Setting | None = None,
        says: Text | None = None,
    ) -> None:
        super().__init__(why, detail)
        self.why, self.detail, self.expected, self.found, self.says = why, detail, expected, found, says

    def __str__(self) -> str:
        return f"{self.why.value}: {self.detail}" if self.detail else self.why.value


@dataclass(frozen=True, slots=True)
class RegistryData:
    """Data of a registry value with its type, as winreg has both. Without the type nothing could be put back as it was."""

    type: int
    data: int | str | bytes | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class FileState:
    """An ordinary file: its content, and its twelve permission bits (None on Windows)."""

    content: bytes = field(repr=False)
    mode: int | None = None


Before: TypeAlias = RegistryData | FileState | Absent | int


class Changes(Protocol):
    """Write side of a machine: each verb makes one change and returns the value before.

    Whoever calls has read the value and knows what it expects. A verb that finds another one makes no change and raises
    `CannotChange(CHANGED)`; every other reason is one of `Refusal`. No verb leaves this machine, follows a link at the end of a
    path, or starts a program that is not in its closed list.
    """

    @property
    def platform(self) -> Platform:
        """Which of the three systems this is."""
        ...

    def registry_data(self, key: str, name: str) -> RegistryData | Absent:
        r"""Data of a registry value with its type. Changes nothing.

        In the 64-bit view, below `HKCU\` or `HKLM\`.
        """
        ...

    def set_registry(
        self, key: str, name: str, to: RegistryData | Absent, *, expected: RegistryData | Absent
    ) -> RegistryData | Absent:
        """Set a registry value, with its keys; or delete it."""
        ...

    def drop_key(self, key: str) -> bool:
        """Delete a registry key that holds nothing. Whether it did."""
        ...

    def file_state(self, path: str) -> FileState | Absent:
        """Content and mode of an ordinary file of at most 16 MB. `~` is the home. Changes nothing."""
        ...

    def set_file(self, path: str, to: FileState | Absent, *, expected: FileState | Absent) -> FileState | Absent:
        """Put a file in the place of another in one step, or delete it. Its folder must be there or be the person's to make."""
        ...

    def make_folder(self, path: str) -> None:
        """Make a folder of the person's own (0700), in one that is there."""
        ...

    def drop_folder(self, path: str) -> bool:
        """Delete a folder that holds nothing. Whether it did."""
        ...

    def clear(self, path: str) -> None:
        """Take away what a `set_file` that was killed left beside a file. The file itself stays as it is."""
        ...

    def set_mode(self, path: str, mode: int, *, expected: int) -> int:
        """Set the twelve permission bits of a file or folder that is the person's own."""
        ...

    def held(self, folder: str) -> bool:
        """Whether a browser has this folder open; also where nobody can tell. Changes nothing."""
        ...

    def swap_permissions(
        self, path: str, out: tuple[Mapping[str, Json], ...], into: tuple[Mapping[str, Json], ...]
    ) -> None:
        """Swap whole rows of a Firefox's table of permissions. All, or none."""
        ...

    def run(self, *argv: str) -> Output:
        """Output of a command from a closed list, that reads or sets one setting. NO_WAY for any other."""
        ...

    def dbus(
        self, bus: Bus, destination: str, path: str, interface: str, member: str, signature: str = "", *arguments: Json
    ) -> Json | BusError:
        """The reply to a method from a closed list. A pair of a signature and a value is a variant."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """One setting that is changed, from which state to which."""

    setting: Handle
    before: Setting
    to: Setting
