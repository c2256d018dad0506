"""List of what was set aside, in one private file. It names nothing of the machine: things and facts are keyed hashes.

The key lies in the file: who can read it can ask the machine itself. A reason is kept as it was typed, until its time ends. A file that is damaged, or from a
newer Postigo, sets nothing aside and is never written over (decision 0712).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, Literal

from postigo.core.aside import Aside, AsideKind
from postigo.core.codec import DecodeError, decode, encode
from postigo.core.model import Finding
from postigo.core.report import CheckInfo
from postigo.core.values import Path as PathValue
from postigo.core.values import Quoted, Text
from postigo.store.document.ref import KEY_BYTES, mark_of, ref
from postigo.store.os_errors import os_error_reason
from postigo.store.places import data_folder
from postigo.store.plain import read_plain, replace_plain

NAME: Final = "set-aside.json"
SCHEMA: Final = "postigo.set-aside/1"

HOMELESS: Final = Text("This account has no home, so nothing can be set aside in it.")

_LONGEST: Final = 1 << 19  # bytes
_MOST: Final = 500  # entries; the oldest are forgotten, and ask again
_MAJOR: Final = re.compile(r"postigo\.set-aside/([0-9]{1,9})", re.ASCII)


class AsideTrouble(Exception):  # noqa: N818 - what it is
    """The list cannot be read or written. `text` says so to a person and what to do; `detail` is technical.

    The file is as it was.
    """

    def __init__(self, text: Text, detail: str) -> None:
        super().__init__(detail)
        self.text = text
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Entry:
    """Entry of the list: one finding.

    It is known again by its check and code, and by keyed hashes of its thing and its facts.
    """

    check: str
    code: str
    thing: str | None
    facts: str
    kind: Literal["snoozed", "accepted"]
    since: date
    until: date
    reason: str = ""

    @property
    def aside(self) -> Aside:
        """Mark that the entry gives to its finding."""
        return Aside(AsideKind(self.kind), self.since, self.until, Quoted(self.reason) if self.reason else None)


@dataclass(frozen=True, slots=True)
class SetAside:
    """The list as it was read."""

    key: bytes = field(default=b"", repr=False)
    entries: tuple[Entry, ...] = ()

    def find(self, line: CheckInfo, finding: Finding) -> Aside | None:
        """The mark kept for a finding, if its facts are still the same. Whether it holds today is for `core.setting_aside`."""
        for entry in self.entries:
            if (entry.check, entry.code) != (line.check, finding.code):
                continue
            said = facts(self.key, line, finding, AsideKind(entry.kind))
            if (entry.thing, entry.facts) == (ref(self.key, finding), said):
                return entry.aside
        return None

    def with_(self, line: CheckInfo, finding: Finding, aside: Aside) -> SetAside:
        """The list with one more entry. It takes the place of an older one for the same thing."""
        new = Entry(
            line.check,
            finding.code,
            ref(self.key, finding),
            facts(self.key, line, finding, aside.kind),
            "accepted" if aside.kind is AsideKind.ACCEPTED else "snoozed",
            aside.since,
            aside.until,
            aside.reason.text if aside.reason else "",
        )
        thing = (new.check, new.code, new.thing)
        others = tuple(one for one in self.entries if (one.check, one.code, one.thing) != thing)
        return SetAside(self.key, (*others, new)[-_MOST:])


def facts(key: bytes, line: CheckInfo, finding: Finding, kind: AsideKind) -> str:
    """Keyed hash of a finding's facts: level, version of the check, things, values.

    What is snoozed may count on: numbers and days are left out. What is accepted is so to the last number.
    """
    counted = kind is AsideKind.ACCEPTED
    values = {
        name: encode(value)
        for name, value in sorted(finding.text.values.items())
        if counted or not isinstance(value, int | date)
    }
    things = sorted([handle.kind.value, handle.within, handle.id] for handle in finding.handles)
    return mark_of(key, "facts", finding.level.name, line.version, values, things)


def read(folder: Path | None = None) -> SetAside:
    """The list; an empty one where there is no file. `AsideTrouble` with a sentence where it cannot be read."""
    file = list_file(folder)
    try:
        data = json.loads(read_plain(file, _LONGEST))
    except FileNotFoundError:
        return SetAside(os.urandom(KEY_BYTES))
    except OSError as why:
        raise AsideTrouble(
            Text(
                "What was set aside cannot be read in {file}: {reason}. So nothing is set aside now.",
                values={"file": PathValue(str(file)), "reason": os_error_reason(why)},
            ),
            f"{file}: {why.strerror}",
        ) from None
    except (ValueError, RecursionError) as wrong:
        raise _damaged(file, str(wrong)[:200]) from None
    return _read(data, file)


def _read(data: object, file: Path) -> SetAside:
    schema = data.get("schema") if isinstance(data, dict) else None
    major = _MAJOR.fullmatch(schema) if isinstance(schema, str) else None
    if major is not None and int(major[1]) > 1:
        raise AsideTrouble(
            Text(
                "A newer Postigo wrote {file}. So nothing is set aside here. Update Postigo: the file is as it was.",
                values={"file": PathValue(str(file))},
            ),
            f"{file}: {schema}",
        )
    try:
        if not isinstance(data, dict) or schema != SCHEMA:
            raise DecodeError("schema", f"{SCHEMA} expected")
        key = bytes.fromhex(decode(str, data.get("key"), "key"))
        entries: tuple[Entry, ...] = tuple(decode(tuple[Entry, ...], data.get("entries"), "entries"))
    except ValueError as misfit:  # DecodeError is one; a key that is not hexadecimal is another
        raise _damaged(file, str(misfit)) from None
    if len(key) != KEY_BYTES:
        raise _damaged(file, f"key: {KEY_BYTES} bytes expected")
    return SetAside(key, entries)


def _damaged(file: Path, detail: str) -> AsideTrouble:
    return AsideTrouble(
        Text(
            "What was set aside cannot be read: {file} is damaged. So nothing is set aside now. "
            "The file is as it was: move it away to begin anew.",
            values={"file": PathValue(str(file))},
        ),
        f"{file}: {detail}",
    )


def add(found: Iterable[tuple[CheckInfo, Finding, Aside]], today: date, folder: Path | None = None) -> SetAside:
    """The list with findings that are set aside from now on, written. `AsideTrouble` if it cannot be."""
    kept = read(folder)
    for line, finding, aside in found:
        kept = kept.with_(line, finding, aside)
    return _write(kept, today, folder)


def end(which: Callable[[Entry], bool], today: date, folder: Path | None = None) -> tuple[SetAside, int]:
    """The list without some entries, written, and how many those were. `AsideTrouble` if it cannot be."""
    kept = read(folder)
    left = tuple(entry for entry in kept.entries if not which(entry))
    gone = len(kept.entries) - len(left)
    return (_write(SetAside(kept.key, left), today, folder), gone) if gone else (kept, 0)


def _write(kept: SetAside, today: date, folder: Path | None) -> SetAside:
    """Write the list whole or not at all, without what has ended."""
    kept = SetAside(kept.key, tuple(entry for entry in kept.entries if today < entry.until))
    content = {"schema": SCHEMA, "key": kept.key.hex(), "entries": encode(kept.entries, tag=False)}
    try:
        replace_plain(list_file(folder), f"{json.dumps(content, indent=1)}\n".encode())
    except OSError as why:
        raise AsideTrouble(
            Text("This could not be kept: {reason}. Nothing was changed.", values={"reason": os_error_reason(why)}),
            f"{why.strerror}",
        ) from None
    return kept


def list_file(folder: Path | None = None) -> Path:
    """The file of the list. `AsideTrouble` for an account without a home."""
    try:
        return (folder or data_folder()) / NAME
    except RuntimeError as homeless:  # neither HOME nor an entry among the accounts
        raise AsideTrouble(HOMELESS, str(homeless)) from None
