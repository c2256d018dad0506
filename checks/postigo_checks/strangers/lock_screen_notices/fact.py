"""Fact of `info.lockscreen`."""

from __future__ import annotations

from dataclasses import dataclass

from postigo.api import CannotTell, Handle


@dataclass(frozen=True, slots=True)
class Notices:
    """Whether what messages say is shown while the screen is locked."""

    content: bool | CannotTell
    setting: Handle | None = None
    """The setting by which this account hides it."""
