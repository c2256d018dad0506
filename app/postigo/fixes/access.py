"""Access to one machine, to look and to change: its two sides together."""

from __future__ import annotations

from dataclasses import dataclass

from postigo.core.change import Changes
from postigo.core.system import System


@dataclass(frozen=True, slots=True)
class Access:
    """A machine's read side and write side. Both are this machine's, or both a remembered one's."""

    system: System
    changes: Changes
