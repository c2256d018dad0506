"""Values of a registry key that may not be there, by name."""

from __future__ import annotations

from postigo.api import ABSENT, Absent, CannotTell, Key, RegistryValue, Unknown


def value_of(key: Key | Absent, name: str) -> RegistryValue | None:
    """Value; None where key or value is not there."""
    return None if key is ABSENT else key.values.get(name)


def number(key: Key | Absent, name: str) -> int | None:
    """A value that is a number. None where it is not there, UNREADABLE where it is something else."""
    value = value_of(key, name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is not a number")
    return value
