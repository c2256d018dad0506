"""Engine of the helper: look, record, write, look again; undo out of the record alone.

A fix is a list of *parts*, each named by its kind and what it is: `enabled ufw.service`. A part has a value that can be read and
written, and a closed form of values. A file of kind `kept` is one that a tool of the system rewrites by the way: it is put
back if nobody has changed it since, and else left alone.
"""

from __future__ import annotations

import contextlib
import errno
import json
import re
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from postigo.fix_helper.request import VERSION, Code, Do, Fix, Refused, Request

SECONDS: Final = 30.0
"""Time for one change, and once more for putting back."""

UNWRITABLE: Final = frozenset((errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EFBIG))


class Time:
    """Time of the system's tools: when the last of them must have ended."""

    end = time.monotonic() + SECONDS

    @classmethod
    def renew(cls) -> None:
        """Start anew, to put back."""
        cls.end = time.monotonic() + SECONDS

    @classmethod
    def left(cls) -> float:
        """Seconds that are left for a tool. Never none: what is half done must be seen."""
        return max(1.0, cls.end - time.monotonic())


class Kind(NamedTuple):
    """Kind of part: its names and values as patterns, its reader and its writer.

    `halfway`: values that a write can leave which was stopped within.
    """

    names: str
    values: str
    read: Callable[[str], str]
    write: Callable[[str, str], object]
    halfway: str = r"(?!)"


class Plan(NamedTuple):
    """Plan of a fix, here and now: the wanted value of each part. None for a kept file; `works` asks for the effect."""

    parts: dict[str, str | None]
    works: Callable[[], bool] = lambda: True


@dataclass(frozen=True)
class Record:
    """Record of a change, by part. `begun`: nobody saw its end, and `after` is what was wanted."""

    before: dict[str, str]
    after: dict[str, str]
    begun: bool
    time: float


@dataclass(frozen=True)
class System:
    """System of the helper: its kinds of parts, its plans, and where records are kept. `number` is that of the installation.

    A record is on the disk when `save` returns. `touched` is when a kept file was last written.
    """

    kinds: Mapping[str, Kind]
    plans: Mapping[Fix, Callable[[str], Plan]]
    load: Callable[[str], str | None]
    save: Callable[[str, str], None]
    drop: Callable[[str], None]
    number: Callable[[], str]
    touched: Callable[[str], float]

    def kind(self, part: str) -> tuple[Kind, str]:
        """Kind and name of a part; STRANGE where there is no such kind."""
        word, _, name = part.partition(" ")
        kind = self.kinds.get(word)
        if kind is None or not re.fullmatch(kind.names, name):
            raise Refused(Code.STRANGE)
        return kind, name

    def read(self, part: str) -> str:
        """Value of a part now."""
        kind, name = self.kind(part)
        return kind.read(name)

    def write(self, part: str, value: str) -> None:
        """Write the value of a part; OTHERS for one that the helper puts nowhere."""
        self.known(part, value)
        kind, name = self.kind(part)
        kind.write(name, value)

    def known(self, part: str, value: str) -> None:
        """OTHERS for a value that is not of the closed form of this part."""
        if not re.fullmatch(self.kind(part)[0].values, value, re.DOTALL):
            raise Refused(Code.OTHERS, part)

    def record(self, name: str) -> Record | None:
        """Record of a change. None where there is none, or none that was written here and is whole."""
        try:
            return self._understood(name, json.loads(self.load(name) or "null"))
        except (ValueError, KeyError, TypeError, RecursionError, OSError, Refused):
            return None

    def _understood(self, name: str, told: dict[str, Any]) -> Record | None:
        record = Record(dict(told["before"]), dict(told["after"]), told["begun"] is True, float(told["time"]))
        for values in (record.before, record.after):
            for part, value in values.items():
                self.known(part, value)
        here = (told["v"], told["machine"], told["name"]) == (VERSION, self.number(), name)
        return record if here and record.before.keys() == record.after.keys() else None

    def note(self, name: str, before: dict[str, str], after: dict[str, str], *, begun: bool) -> None:
        """Record on the disk."""
        told = {"v": VERSION, "name": name, "machine": self.number(), "begun": begun, "time": time.time()}
        self.save(name, json.dumps({**told, "before": before, "after": after}))


def kept(part: str) -> bool:
    """Whether a part is a file that a tool rewrites by the way."""
    return part.startswith("kept ")


def apply(system: System, request: Request) -> Code:
    """Make the fix. What has no effect is put back."""
    plan = system.plans[request.fix](request.subject)
    old = system.record(request.name)
    first = {} if old is None else {part: value for part, value in old.before.items() if _left(system, old, part)}
    now = {part: system.read(part) for part in (*first, *plan.parts)}
    lacking = _lacking(plan, now)
    if not lacking and plan.works():
        if old is None or not old.begun:
            return Code.ALREADY
        system.note(request.name, first, {part: now[part] for part in first}, begun=False)
        return Code.DONE
    # One that was stopped or undone half-way knows better what was before.
    before = {**{part: value for part, value in now.items() if part in lacking or kept(part)}, **first}
    for part, value in before.items():
        system.known(part, value)
    after = {part: plan.parts.get(part) or now[part] for part in before}
    system.note(request.name, before, after, begun=True)
    why = Code.FAILED
    try:
        for part in lacking:
            system.write(part, plan.parts[part] or "")
        seen = {part: system.read(part) for part in now}
        if not _lacking(plan, seen) and plan.works():
            system.note(request.name, before, {part: seen[part] for part in before}, begun=False)
            return Code.DONE
    except Refused as refused:
        why = refused.code
    except Exception as wrong:  # noqa: BLE001 - whatever it was, also a fault of ours: something may be half done
        why = _why(wrong)
    return why if _put_back(system, request.name, before) else Code.HALF


def undo(system: System, request: Request) -> Code:
    """Values before, from the record alone. CHANGED where somebody has changed one since."""
    record = system.record(request.name)
    if record is None:
        return Code.NOTHING if system.load(request.name) is None else Code.STRANGE
    now = {part: system.read(part) for part in record.before}
    theirs = [part for part in now if not _left(system, record, part)]
    if differs := [part for part in theirs if not kept(part)]:
        raise Refused(Code.CHANGED, *differs)
    before = {part: value for part, value in record.before.items() if part not in theirs}
    system.note(request.name, before, {part: now[part] for part in before}, begun=True)
    return Code.UNDONE if _put_back(system, request.name, before) else Code.HALF


def state(system: System, request: Request) -> str:
    """State of a fix: `on` or `off`. Empty where this machine has no such thing."""
    try:
        plan = system.plans[request.fix](request.subject)
        lacking = _lacking(plan, {part: system.read(part) for part in plan.parts})
        return "off" if lacking or not plan.works() else "on"
    except (Refused, OSError, subprocess.SubprocessError):
        return ""


def serve(system: System, request: Request) -> dict[str, object]:
    """Answer to a request, of codes only."""
    differs: tuple[str, ...] = ()
    try:
        change = {Do.APPLY: apply, Do.UNDO: undo}.get(request.do)
        code = Code.STATE if change is None else change(system, request)
    except Refused as refused:
        code, differs = refused.code, refused.differs
    except (OSError, subprocess.SubprocessError) as wrong:  # no record, no change
        code = _why(wrong)
    old = system.record(request.name)
    told = {"now": state(system, request), "undo": old is not None, "begun": old is not None and old.begun}
    return {"v": VERSION, "code": code, **told, "differs": list(differs)}


def _left(system: System, record: Record, part: str) -> bool:
    """Whether a part is as we found or left it. Where nobody saw the end, a kept file was rewritten within our time."""
    now, in_time = system.read(part), abs(system.touched(part) - record.time) < 2 * SECONDS
    halfway = in_time if kept(part) else re.fullmatch(system.kind(part)[0].halfway, now) is not None
    return now in {record.before[part], record.after[part]} or (record.begun and halfway)


def _why(wrong: Exception) -> Code:
    """Code of an error of the system. A tool that does not end has had no effect."""
    return Code.UNWRITABLE if isinstance(wrong, OSError) and wrong.errno in UNWRITABLE else Code.FAILED


def _lacking(plan: Plan, now: Mapping[str, str]) -> list[str]:
    return [part for part, value in plan.parts.items() if value is not None and now[part] != value]


def _put_back(system: System, name: str, before: dict[str, str]) -> bool:
    """Whether all is as it was; only then the record is gone. What was written last comes first."""
    Time.renew()
    for part, value in reversed(before.items()):
        with contextlib.suppress(Exception):  # the next part comes back all the same
            if system.read(part) != value:
                system.write(part, value)
    with contextlib.suppress(Exception):
        if all(system.read(part) == value for part, value in before.items()):
            system.drop(name)
            return True
    return False
