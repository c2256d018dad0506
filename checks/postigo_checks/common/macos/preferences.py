"""Property lists in which macOS and its programs keep settings."""

from __future__ import annotations

from collections.abc import Mapping

from postigo.api import CannotTell, Json, Unknown


def dictionary(value: Json, path: str) -> dict[str, Json]:
    """A property list that is a dictionary. UNREADABLE for any other."""
    if not isinstance(value, dict):
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not a dictionary")
    return value


def switch(settings: Mapping[str, Json], key: str, usual: bool | None = None) -> bool:
    """A setting that is on or off; `usual` where it is not there. UNREADABLE for anything else."""
    value = settings.get(key, usual)
    if not isinstance(value, int) or value not in {True, False}:  # 0 and 1 are equal to them
        raise CannotTell(Unknown.UNREADABLE, f"{key} is neither on nor off")
    return bool(value)
