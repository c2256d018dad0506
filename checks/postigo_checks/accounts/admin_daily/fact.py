"""Fact of `password.admin-daily`: what the account that looks may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.api import CannotTell, Keyword

POLICY: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System"


@dataclass(frozen=True, slots=True)
class Standing:
    """Standing of the account that looks: what it may do. None: not known.

    `asks`: the system asks before a change (Windows: UAC). `through`: a group that is no administrator's by its name,
    and is one by what it may do.
    """

    administrator: bool | CannotTell
    asks: bool | CannotTell = True
    through: Keyword | None = None
