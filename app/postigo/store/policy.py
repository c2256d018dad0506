"""Policy of this computer, read where each system keeps it. What anybody but its administrator could write is not followed.

Linux has /etc/postigo/policy.toml; Windows, HKLM, Software, Policies, Postigo and its key Recommended; macOS, the managed
preferences. The door reads it before anything else is loaded, so only what is there costs anything.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from postigo.languages import LANGUAGES

if TYPE_CHECKING:
    from postigo.core.policy import Policy
    from postigo.core.values import Text
    from postigo.store.files import Settings

FILE: Final = "/etc/postigo/policy.toml"
BUNDLE: Final = "org.postigo.Postigo"
PREFERENCES: Final = f"/Library/Managed Preferences/{BUNDLE}.plist"
KEY: Final = r"Software\Policies\Postigo"
RECOMMENDED: Final = "Recommended"
"""Key or dictionary of defaults on Windows and macOS, as browsers call theirs."""
LONGEST: Final = 1 << 16  # a school's has some thousand bytes
MOST_DOTS: Final = 2000  # see store.places; names of checks have dots too

_TABLES: Final = ("mandatory", "default")


class Refusal(StrEnum):
    """Why a policy that is there is not followed."""

    OWNER = "owner"  # it, or a folder on the way, is not root's
    WRITABLE = "writable"  # others may write there
    LINK = "link"
    KIND = "kind"  # no ordinary file
    LARGE = "large"
    CLOSED = "closed"  # this account may not read it
    BROKEN = "broken"  # it is not in its format


UNTRUSTED: Final = frozenset({Refusal.OWNER, Refusal.WRITABLE})
"""Refusals of what may come from anybody: nothing follows from it. With another one, somebody wanted something: the careful side."""


class NotRead(Exception):  # noqa: N818 - what it is
    """A policy that is there and was not read. `where` is the place that is the reason."""

    def __init__(self, why: Refusal, where: str, detail: str = "") -> None:
        super().__init__(why, where, detail)
        self.why, self.where, self.detail = why, where, detail


class Found:
    """Policy as it was found: `tables` by the names in its file, or why not. `where` is its place; empty if there is none."""

    __slots__ = ("refused", "tables", "where")  # see store.places.Kept

    def __init__(self, where: str = "", tables: dict[str, Any] | None = None, refused: NotRead | None = None) -> None:
        self.where, self.tables, self.refused = where, tables or {}, refused

    def language(self, chosen: str | None) -> str | None:
        """Language to speak where the person chose this one. A policy's that there is not counts for nothing."""
        mandatory, otherwise = (self._language(name) for name in _TABLES)
        return mandatory or chosen or otherwise

    def _language(self, table: str) -> str | None:
        told = self.tables.get(table)
        code = told.get("language") if isinstance(told, dict) else None
        return code if isinstance(code, str) and code in LANGUAGES else None


NONE: Final = Found()


def found() -> Found:
    """The policy of this computer, read now. Nothing is raised."""
    if sys.platform == "win32":
        return _of_windows()
    place = PREFERENCES if sys.platform == "darwin" else FILE
    try:
        return Found(place, in_file(place))
    except FileNotFoundError:
        return NONE
    except NotRead as refused:
        return Found(place, refused=refused)
    except OSError as why:  # a disk that fails under it
        return Found(place, refused=NotRead(Refusal.CLOSED, place, why.strerror or ""))


def in_file(place: str, owner: int | None = 0) -> dict[str, Any]:
    """Tables of a policy file. `owner` has to own it and each folder on the way; None: whoever does, as in a trial.

    FileNotFoundError where there is none; `NotRead`.
    """
    content = _plain(place) if owner is None else _content(place, owner)
    try:
        if place.endswith(".plist"):
            import plistlib  # noqa: PLC0415 - 10 ms, and only here

            return _native(plistlib.loads(content))
        return _toml(content)
    except Exception as wrong:  # noqa: BLE001 - plistlib lets through whatever expat, struct or int say of a broken file
        raise NotRead(Refusal.BROKEN, place, f"{type(wrong).__name__}: {wrong}"[:300]) from None


def _toml(content: bytes) -> dict[str, Any]:
    if content.count(b".") > MOST_DOTS:
        raise ValueError(f"more than {MOST_DOTS} dots")
    import tomllib  # noqa: PLC0415 - most computers have no policy

    return tomllib.loads(content.decode())


def _content(place: str, owner: int) -> bytes:
    """Content of a file that only `owner` can have put there. No link is followed. POSIX only."""
    if sys.platform == "win32":
        raise FileNotFoundError(place)
    here = os.open("/", os.O_DIRECTORY)
    at = "/"
    try:
        *folders, name = place.strip("/").split("/")
        _trust(here, at, owner)
        for folder in folders:
            at = os.path.join(at, folder)  # noqa: PTH118 - pathlib costs 6 ms
            below = _opened(folder, getattr(os, "O_PATH", 0) | os.O_DIRECTORY, here, at)
            os.close(here)
            here = below
            _trust(here, at, owner)
        below = _opened(name, os.O_NONBLOCK, here, place)
        os.close(here)
        here = below
        _trust(here, place, owner)
        return _read(here, place)
    finally:
        os.close(here)


def _plain(place: str) -> bytes:
    handle = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        return _read(handle, place)
    finally:
        os.close(handle)


def _opened(name: str, flags: int, folder: int, at: str) -> int:
    if sys.platform == "win32":
        raise FileNotFoundError(at)
    try:
        return os.open(name, flags | os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
    except FileNotFoundError:
        raise
    except OSError as refused:
        linked = refused.errno == errno.ELOOP
        if refused.errno == errno.ENOTDIR:  # what Linux says of a link where a folder is wanted
            linked = stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
        why = Refusal.LINK if linked else Refusal.KIND if refused.errno == errno.ENOTDIR else Refusal.CLOSED
        raise NotRead(why, at, refused.strerror or "") from None


def _trust(handle: int, at: str, owner: int) -> None:
    told = os.fstat(handle)
    if told.st_uid != owner:
        raise NotRead(Refusal.OWNER, at)
    if told.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise NotRead(Refusal.WRITABLE, at)


def _read(handle: int, place: str) -> bytes:
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        raise NotRead(Refusal.KIND, place)
    with os.fdopen(handle, "rb", closefd=False) as file:
        content = file.read(LONGEST + 1)
    if len(content) > LONGEST:
        raise NotRead(Refusal.LARGE, place)
    return content


def _native(told: object) -> dict[str, Any]:
    """Tables of names such as `ReportFolder`, with the defaults below `Recommended`."""
    if not isinstance(told, dict):
        raise TypeError("a dictionary is expected")
    rest = {name: value for name, value in told.items() if name != RECOMMENDED and not _macos_own(str(name))}
    tables: dict[str, Any] = {"mandatory": _by_id(rest)}
    if RECOMMENDED in told:
        inner = told[RECOMMENDED]
        tables["default"] = _by_id(inner) if isinstance(inner, dict) else inner
    return tables


def _macos_own(name: str) -> bool:
    """Whether macOS itself writes this beside the keys of a profile; the second where somebody installed it by hand."""
    return name.startswith("Payload") or name == "_manualProfile"


def _by_id(told: dict[str, Any]) -> dict[str, Any]:
    return {id_of(str(name)): value for name, value in told.items()}


def id_of(name: str) -> str:
    """Id of a name on Windows or macOS: `report_folder` of `ReportFolder`. Another spelling stays as it is, and is unknown."""
    id_ = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name).removeprefix("_")
    return id_ if name == "".join(word.capitalize() for word in id_.split("_")) else name


def _of_windows() -> Found:
    if sys.platform != "win32":
        return NONE
    import winreg  # noqa: PLC0415 - Windows only

    def read(below: str) -> tuple[dict[str, Any], list[str]] | None:
        """Values of a key by our ids, and the names of the keys in it."""
        # The list of 64 bits, whatever Python this is: winreg.h, KEY_WOW64_64KEY.
        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            opened = winreg.OpenKeyEx(winreg.HKEY_LOCAL_MACHINE, KEY + below, access=access)
        except FileNotFoundError:
            return None
        with opened:
            keys, most = winreg.QueryInfoKey(opened)[:2]
            values = [winreg.EnumValue(opened, number) for number in range(most)]
            inner = [rf"{below}\{winreg.EnumKey(opened, number)}" for number in range(keys)]
        return {
            id_of(name): _registry_value(value, kind == winreg.REG_DWORD) for name, value, kind in values if name
        }, inner

    where = rf"HKLM\{KEY}"
    tables: dict[str, Any] = {}
    try:
        for name, below in zip(_TABLES, ("", rf"\{RECOMMENDED}"), strict=True):
            if (told := read(below)) is not None:
                tables[name], inner = told
                # A key that is none of ours, such as a name with a letter too few, is a table that nobody knows.
                tables |= {key: {} for key in inner if key.casefold() != rf"\{RECOMMENDED}".casefold()}
    except OSError as refused:
        return Found(where, refused=NotRead(Refusal.CLOSED, where, str(refused)))
    return Found(where, tables) if tables else NONE


class _Number(int):
    """Number of 32 bits, which is how the registry says yes and no too."""


def _registry_value(value: object, number: bool) -> object:
    return _Number(value) if number and isinstance(value, int) else value


def understood(told: Found) -> Policy:
    """Policy of what was found, each part that is not followed with its reason."""
    from postigo.core.policy import NO_POLICY, Policy, Trouble  # noqa: PLC0415 - help has no need of it

    if not told.where:
        return NO_POLICY
    from postigo.core import policy_table as table  # noqa: PLC0415 - most computers have no policy
    from postigo.core.policy_kind import Flag  # noqa: PLC0415

    if told.refused is None:
        flags = {key.id for key in table.KEYS if isinstance(key.kind, Flag)}
        return table.understood(_with_flags(told.tables, flags), told.where)
    refused = told.refused
    trouble = Trouble(refused.where, "", sentence(refused.why), refused.detail)
    return Policy(troubles=(trouble,), where=told.where) if refused.why in UNTRUSTED else table.careful(trouble)


def _with_flags(tables: dict[str, Any], flags: set[str]) -> dict[str, Any]:
    """The same, with yes and no where the registry has 1 and 0."""
    return {
        name: {id_: _flag(value) if id_ in flags else _plain_number(value) for id_, value in table.items()}
        if isinstance(table, dict)
        else table
        for name, table in tables.items()
    }


def _flag(value: object) -> object:
    return bool(value) if isinstance(value, _Number) and value in {0, 1} else value


def _plain_number(value: object) -> object:
    return int(value) if isinstance(value, _Number) else value


def sentence(why: Refusal) -> Text:
    """Why a policy is not followed, and what follows from that."""
    from postigo.core.values import Text  # noqa: PLC0415 - see above

    match why:
        case Refusal.OWNER:
            return Text("It does not belong to the administrator (root), so nothing in it is followed.")
        case Refusal.WRITABLE:
            return Text("Other accounts can change it, so nothing in it is followed.")
        case Refusal.LINK:
            return Text("It is a link, and Postigo follows none here. The careful side is taken.")
        case Refusal.KIND:
            return Text("It is no ordinary file. The careful side is taken.")
        case Refusal.LARGE:
            return Text("It is too large to be a policy. The careful side is taken.")
        case Refusal.CLOSED:
            return Text("It could not be read. The careful side is taken.")
        case Refusal.BROKEN:
            return Text("It is not in its format, so it cannot be read. The careful side is taken.")


def settled(chosen: Settings, policy: Policy) -> Settings:
    """Settings that count here: the person's own, with the policy above them.

    A mandatory value replaces theirs; a default stands in where they chose nothing.
    """
    if not policy.sources:
        return chosen
    from dataclasses import replace  # noqa: PLC0415 - see above

    from postigo.core.policy_table import KEYS, who  # noqa: PLC0415

    counts = {key.setting: who(policy, key, getattr(chosen, key.setting)).value for key in KEYS if key.setting}
    if policy.history_off:
        counts["history"] = False
    changed: dict[str, Any] = counts
    return replace(chosen, **changed)
