"""One change of this disk, for a process of its own that is killed on the way: two settings of a file and a folder's mode."""

from __future__ import annotations

import sys
from pathlib import Path

from postigo.core.change import Setting
from postigo.core.handle import Handle, HandleKind
from postigo.core.model import BUILT_IN, Change, Finding, Level, Means, Plan
from postigo.core.offer import Offer
from postigo.core.report import CheckInfo
from postigo.core.system import Platform
from postigo.core.values import Text
from postigo.fixes.access import Access
from postigo.fixes.engine import apply, undo
from postigo.fixes.journal import Journal
from postigo.system.live import live
from postigo_checks import pack

FILE = "~/.config/thingrc"
HANDLE = Handle(HandleKind.FILE_SETTING, "Daemon/Timeout", FILE)
PICTURES = Handle(HandleKind.PATH, "~/Pictures")
MEANS = Means(
    HandleKind.FILE_SETTING,
    (
        Change(Setting("5"), Text("x")),
        Change(Setting("6"), Text("x"), Handle(HandleKind.FILE_SETTING, "New/Timeout", FILE)),
        Change(Setting({"without": 0o077}), Text("x"), PICTURES),
    ),
)
PLAN = Plan("lock", Text("x"), (), means=(MEANS,), button=Text("x"))


def offer() -> Offer:
    """The change as a button would offer it."""
    line = CheckInfo.of(pack.checks[0], BUILT_IN, Platform.LINUX)
    return Offer(line, Finding("late", Level.ADVISE, Text("x"), handle=HANDLE), PLAN, MEANS, HANDLE)


def access() -> Access:
    """This machine."""
    from postigo.system.changes.linux import LinuxChanges  # noqa: PLC0415 - not on Windows

    return Access(live(), LinuxChanges())


if __name__ == "__main__":
    journal = Journal(Path(sys.argv[1]))
    if sys.argv[2:]:
        undo(access(), journal, sys.argv[2], lambda _: None)
    else:
        apply(access(), journal, offer(), lambda _: None)
