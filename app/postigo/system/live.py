"""This machine."""

from __future__ import annotations

import sys
from typing import Final

from postigo.core.system import CannotTell, School, Unknown
from postigo.system.commands import Announce, unannounced
from postigo.system.machine import Machine

NOBODY: Final = School()


def live(announce: Announce = unannounced, school: School = NOBODY) -> Machine:
    """Machine that we run on, as a `System`. MISSING on a system that is none of the three.

    `announce(group, started)` is told of every process group that a command runs in: right after its start, and when
    all of it has ended. See `commands`. `school` is what its policy says of it.
    """
    machine = _machine(announce)
    machine.school = school
    return machine


def _machine(announce: Announce) -> Machine:
    if sys.platform == "win32":
        from postigo.system.windows import Windows  # noqa: PLC0415 - only one of the three can be imported here

        return Windows(announce)
    if sys.platform == "darwin":
        from postigo.system.macos import MacOS  # noqa: PLC0415

        return MacOS(announce)
    if sys.platform.startswith("linux"):
        from postigo.system.linux import Linux  # noqa: PLC0415

        return Linux(announce)
    raise CannotTell(Unknown.MISSING, f"Postigo does not know the system {sys.platform}")
