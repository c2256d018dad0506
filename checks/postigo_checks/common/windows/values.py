"""Values of a registry key by name. The registry does not tell capitals from small letters."""

from __future__ import annotations

from postigo.api import ABSENT, Absent, CannotTell, Key, RegistryValue, Unknown


def value_of(key: Key | Absent, name: str) -> RegistryValue | None:
    """Value, however its name is written; None where key or value is not there."""
    if key is ABSENT:
        return None
    return next((value for each, value in key.values.items() if each.lower() == name.lower()), None)


def number(key: Key | Absent, name: str) -> int | None:
    """A value that is a number. None where it is not there, UNREADABLE where it is something else."""
    value = value_of(key, name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is not a number")
    return value
