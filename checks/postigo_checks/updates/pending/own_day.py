"""Day of our own table: old lists would look fresh to a clock that stands still before it."""

from __future__ import annotations

from dataclasses import replace

from postigo.api import Data
from postigo_checks.updates.pending.fact import WaitingUpdates
from postigo_checks.updates.supported.table import read_table


def dated(fact: WaitingUpdates, data: Data) -> WaitingUpdates:
    """The fact with that day."""
    return replace(fact, not_before=read_table(data).day)
