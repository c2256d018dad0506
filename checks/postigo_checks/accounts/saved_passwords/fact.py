"""Fact of `password.saved-on-shared`: numbers, and no site, name or password."""

from __future__ import annotations

from dataclasses import dataclass

from postigo.api import Unseen
from postigo_checks.common.browsers.homes import Browser, Part


@dataclass(frozen=True, slots=True)
class SavedLogins:
    """How many passwords are kept. Of Firefox it is known only how many there can be at most."""

    counted: int = 0
    counted_in: tuple[Browser, ...] = ()
    at_most: int = 0
    kept_in: tuple[Browser, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()
