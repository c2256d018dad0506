"""Updates that wait on Arch and its kin, by pacman's last lists. Nobody there says which ones are for security.

`pacman -Qu` ends with 1 when nothing waits and also when a list is missing, so the lists are looked at first. Their times
are those of the server, and the older of the main ones counts; a list is replaced whenever there is a newer one,
which on Arch is several times a day. Artix calls its main lists otherwise. Where none has a name that we know, each one
counts, for nobody can tell which may be as old as it likes.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from postigo.api import CannotTell, System, Unknown
from postigo_checks.updates.pending.fact import Lack, Manager, WaitingUpdates

_LINE = re.compile(r"\S+ (?:\d+:)?\S+-\S+ -> (?:\d+:)?\S+-\S+( \[ignored\])?")

_MAIN = frozenset({"core", "extra", "system", "world"})  # of Arch, and of Artix


def waiting(system: System) -> WaitingUpdates:
    """Updates that pacman's lists know of; what it was told to ignore is held back."""
    lists = {PurePosixPath(entry.path).stem: entry.modified for entry in system.glob("/var/lib/pacman/sync/*.db")}
    main = [modified for name, modified in lists.items() if name in _MAIN] or list(lists.values())
    if not main:
        return WaitingUpdates(Manager.PACMAN, system.now(), None, 0, 0, split=False, lack=Lack.NO_LIST)
    said = system.run("pacman", "-Qu")
    lines = said.out.splitlines()
    if said.err.strip() or said.code != (0 if lines else 1) or not said.out.endswith("\n" if lines else ""):
        raise CannotTell(Unknown.UNREADABLE, f"pacman -Qu ended with {said.code}: {said.err.strip()[:200]}")
    found = [_LINE.fullmatch(line) for line in lines]
    if not all(found):
        raise CannotTell(Unknown.UNREADABLE, "a line of pacman -Qu is not an update")
    held = sum(line is not None and line[1] is not None for line in found)
    return WaitingUpdates(
        manager=Manager.PACMAN,
        today=system.now(),
        listed=min(main),
        waiting=len(found) - held,
        repairs=len(found) - held,
        split=False,
        held=held,
    )
