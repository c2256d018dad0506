"""Judge of `disk.backup`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from postigo.api import CannotTell, Finding, Gap, Keyword, Level, Text, Unknown, Value, gaps
from postigo_checks.image.backup.fact import Backup, Backups, Halt, Part

OLD: Final = timedelta(days=30)
_AHEAD: Final = timedelta(days=1)

_MAKE: Final = ("backup",)
_MEND: Final = "mend"
_UNSEEN: Final = {
    **dict.fromkeys(Part, Text("We could not see all the records of your backups.")),
    Part.STATE: Text("We could not see whether the backup that was set up still runs."),
}
_HALTED: Final = {
    Halt.POLICY: (
        "forbidden",
        Level.ADVISE,
        Text("A backup was set up ({tool}), but a rule of this computer forbids it. New files are not saved."),
        "ask",
    ),
    Halt.ENDED: (
        "not-supported",
        Level.ADVISE,
        Text("A backup was set up ({tool}), but this Windows does not support it any more. New files are not saved."),
        "another-way",
    ),
    Halt.OFF: (
        "switched-off",
        Level.ADVISE,
        Text("A backup was set up ({tool}), but it is switched off. New files are not saved."),
        "backup",
    ),
    Halt.BROKEN: (
        "records-damaged",
        Level.ADVISE,
        Text("A backup was set up ({tool}), but its own records are damaged. New files are not saved."),
        _MEND,
    ),
    Halt.REFUSED: (
        "disk-refuses",
        Level.ADVISE,
        Text("A backup is set up ({tool}), but it may not write to its disk. New files are not saved."),
        _MEND,
    ),
    Halt.FAULTY: (
        "disk-has-faults",
        Level.ADVISE,
        Text("A backup is set up ({tool}), but its disk has faults. New files are not saved until it is repaired."),
        _MEND,
    ),
    Halt.FULL: (
        "no-room",
        Level.ADVISE,
        Text("A backup is set up ({tool}), but there is no room left for it. Not all new files are saved."),
        _MEND,
    ),
    Halt.BEHIND: (
        "far-behind",
        Level.ADVISE,
        Text("A backup is set up ({tool}), but it has not saved your files for too long."),
        _MEND,
    ),
    Halt.AWAY: (
        "disk-away",
        Level.NOTE,
        Text("The disk of your backup is not plugged in ({tool}). New files are saved when it is."),
        _MEND,
    ),
}
"""Code, level, sentence and plan for each reason."""


def judge(fact: Backups) -> Iterator[Finding | Gap]:
    """The newest backup first, then how each is kept."""
    running = [backup for backup in fact.found if backup.halt in {None, Halt.AWAY}]
    dated = [backup for backup in running if backup.dated]
    finished = [(backup.last, backup) for backup in dated if backup.last is not None]
    if not fact.found and not fact.unseen:
        text = Text("We found no backup by a program that we know. If the disk breaks, your files are gone.")
        yield Finding("none-known", Level.NOTE, text, fixes=_MAKE)
    elif finished:
        yield from _by_age(*max(finished, key=lambda one: one[0]), fact.today)
    elif dated and all(look.part is Part.STATE for look in fact.unseen):
        text = Text("A backup was set up ({tool}), but none was ever finished.", values={"tool": dated[0].tool})
        yield Finding("never-finished", Level.ADVISE, text, fixes=_MAKE)
    elif running:
        yield _set_up(running[0])
    yield from (_halted(backup, backup.halt) for backup in fact.found if backup.halt is not None)
    yield from _kept(fact)
    yield from gaps(fact.unseen, _UNSEEN)


def _halted(backup: Backup, halt: Halt) -> Finding:
    """Finding on a backup that saves nothing now. What it saved gets older each day."""
    code, level, text, fix = _HALTED[halt]
    handle = backup.setting if halt is Halt.OFF else None
    return Finding(code, level, replace(text, values={"tool": backup.tool}), fixes=(fix,), handle=handle)


def _set_up(backup: Backup) -> Finding:
    """Finding on a backup without a date. That it still runs, its settings do not tell."""
    text = Text("A backup is switched on ({tool}).") if backup.runs else Text("A backup was set up ({tool}).")
    return Finding("set-up", Level.NOTE, replace(text, values={"tool": backup.tool}))


def _by_age(last: datetime, backup: Backup, today: datetime) -> Iterator[Finding | Gap]:
    if last > today + _AHEAD:
        text = Text("The last backup has a date in the future. The clock of this computer may be wrong.")
        yield Gap(Unknown.UNREADABLE, text)
    elif backup.at_most and today - last <= OLD:
        yield _set_up(backup)
        yield Gap(Unknown.MISSING, Text("We could not see when the last copy reached its disk."))
    else:
        yield _dated(backup.tool, last, today)


def _dated(tool: Keyword, last: datetime, today: datetime) -> Finding:
    days = max(0, (today - last).days)
    values: dict[str, Value] = {"tool": tool, "n": days}
    if days == 0:
        return Finding("recent", Level.GOOD, Text("Your last backup is of today ({tool}).", values={"tool": tool}))
    if today - last <= OLD:
        text = Text(
            "Your last backup is {n} day old ({tool}).", "Your last backup is {n} days old ({tool}).", days, values
        )
        return Finding("recent", Level.GOOD, text)
    text = Text(
        "Your last backup is {n} day old ({tool}). What is newer may be saved nowhere else.",
        "Your last backup is {n} days old ({tool}). What is newer may be saved nowhere else.",
        days,
        values,
    )
    return Finding("old", Level.ADVISE, text, fixes=_MAKE)


def _kept(fact: Backups) -> Iterator[Finding | Gap]:
    if any(backup.encrypted is False for backup in fact.found):
        text = Text("A backup of yours is not locked. Whoever finds its disk can open your photos.")
        yield Finding("not-locked", Level.ADVISE, text, fixes=("lock",))
    for backup in fact.found:
        if isinstance(backup.encrypted, CannotTell):
            yield Gap(backup.encrypted.why, Text("We could not see whether a backup of yours is locked."))
    if fact.found and all(backup.automatic is False for backup in fact.found):
        text = Text("Your backups do not start by themselves. You have to remember to make them.")
        yield Finding("by-hand", Level.NOTE, text, fixes=_MAKE)
