"""Timers of systemd that start by themselves.

They are read where systemd keeps what is enabled, as links: asking `systemctl` needs a running systemd and prints words. A unit that is
masked is a link to /dev/null.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from postigo.api import System

WANTED = "/etc/systemd/system/timers.target.wants/*.timer"
OWN = "/etc/systemd/system/*.timer"
SYSTEMD = "/run/systemd/system"


@dataclass(frozen=True, slots=True)
class Timers:
    """Timers that start by themselves. `running`: systemd runs this machine; without it no timer ever starts."""

    enabled: frozenset[str]
    running: bool
    masked: frozenset[str] = frozenset()

    def on(self, *names: str) -> bool:
        """Whether one of them is enabled."""
        return not self.enabled.isdisjoint(names)


def timers(system: System) -> Timers:
    """Timers that are enabled and not masked."""
    masked = {PurePosixPath(entry.path).name for entry in system.glob(OWN) if entry.kind == "other"}
    wanted = {PurePosixPath(entry.path).name for entry in system.glob(WANTED) if entry.kind == "file"}
    return Timers(frozenset(wanted - masked), running=bool(system.glob(SYSTEMD)), masked=frozenset(masked))
