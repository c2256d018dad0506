"""Probe of `info.device-name` on Windows."""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, System, Unknown, Unseen, attempt
from postigo.windows_calls.accounts import PERSONS_NAMES
from postigo_checks.strangers.device_name.fact import Called, Part, is_named_after, nobodys

WINDOWS_NAME: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ActiveComputerName"
PROFILES: Final = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"

_PERSON: Final = re.compile(r"S-1-(?:5-21|12-1)-[\d-]+")  # of this computer or a domain; of Entra
_MOST_PROFILES: Final = 300


def windows(system: System, data: Data) -> Called:
    """Names by the registry: the computer's, local accounts' and folders'.

    Bluetooth has the computer's name.
    """
    name = attempt(_windows_name, system)
    if isinstance(name, CannotTell):
        return Called(name)
    listed, profiles = attempt(_windows_accounts, system), attempt(_windows_profiles, system)
    people = [one for found in (listed, profiles) if not isinstance(found, CannotTell) for one in found]
    if is_named_after(name, people, *nobodys(data)):
        return Called(True, setting=Handle(HandleKind.SWITCH, "", "Rename-Computer"))
    unknown = next((found for found in (listed, profiles) if isinstance(found, CannotTell)), None)
    if not people:
        return Called(unknown or CannotTell(Unknown.UNREADABLE, "no account with a name"))
    return Called(False, unseen=() if unknown is None else (Unseen(Part.FULL_NAMES, unknown.why),))


def _windows_name(system: System) -> str:
    name = system.registry(WINDOWS_NAME).values.get("ComputerName")
    if not isinstance(name, str) or not name:
        raise CannotTell(Unknown.UNREADABLE, f"ComputerName is a {type(name).__name__}")
    return name


def _windows_accounts(system: System) -> list[str]:
    """Names of the local accounts that are on."""
    people = system.call(PERSONS_NAMES)
    if not all(person.name for person in people):
        raise CannotTell(Unknown.UNREADABLE, f"{len(people)} accounts, not all with a name")
    return [name for person in people for name in (person.name, person.full_name)]


def _windows_profiles(system: System) -> list[str]:
    """Names of people's folders, whoever keeps their accounts."""
    persons = [sid for sid in system.registry(PROFILES).subkeys if _PERSON.fullmatch(sid)]
    if len(persons) > _MOST_PROFILES:
        raise CannotTell(Unknown.UNREADABLE, f"more than {_MOST_PROFILES} people's folders")
    names = []
    for sid in persons:
        path = system.registry(rf"{PROFILES}\{sid}").values.get("ProfileImagePath")
        if not isinstance(path, str) or "\\" not in path:
            raise CannotTell(Unknown.UNREADABLE, "a person's folder that is no path")
        names.append(path.rstrip("\\").rpartition("\\")[2])
    return names
