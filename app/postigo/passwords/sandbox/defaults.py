"""The passwords that devices and services come with."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources

from postigo.passwords.hosts import Address, is_local


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """User and password; an empty user stands for any."""
    table = (resources.files("postigo_resources") / "data" / "default_passwords.csv").read_text("utf-8")
    rows = (line.split(",", 2) for line in table.splitlines() if line and not line.startswith("#"))
    return frozenset((user, password) for user, password, _ in rows)


def is_default(user: str, password: str, found: Iterable[Address]) -> bool:
    """Whether a device or a service comes with this pair.

    A password alone counts only in this house (a router, a camera): "1234" on a page of the internet is a common
    password that somebody chose, and is called that.
    """
    pairs = _pairs()
    if (user.strip().casefold(), password) in pairs:
        return True
    return ("", password) in pairs and any(is_local(each.host) for each in found if not each.app)
