"""`info.device-name`: whether the computer is called after a person.

The names are compared here with those of the people who have an account, and only "yes" or "no" goes on: neither a
verdict nor a copy of it holds a name. A short name must stand alone ("PC-de-Ana") or be glued to an ordinary word only
("ANASTUDIO"); one of five letters or more may also be part of a longer word. Words that are nobody's name (user, laptop,
alumno) do not count, and neither does the beginning of one: Windows names a Microsoft account after the first five
letters of its mail address, so "Offic" is an office's.

The accounts of a school or firm (Entra, a domain) are in no list of local ones; their folders are, in `ProfileList`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from postigo.api import (
    CannotTell,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Level,
    OpenSettings,
    Plan,
    Platform,
    Probe,
    Scope,
    SettingsPage,
    System,
    Text,
    Unknown,
    attempt,
)
from postigo_checks.common.casefolding import plain
from postigo_checks.common.user_accounts import linux as accounts_linux
from postigo_checks.common.user_accounts import macos as accounts_macos
from postigo_checks.common.windows.security_center import records
from postigo_checks.strangers.bluetooth import linux as bluetooth_linux

TABLES: Final = {"ordinary_words.json": "words", "shared_names.json": "names"}
LINUX_NAME: Final = "/proc/sys/kernel/hostname"
WINDOWS_NAME: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ActiveComputerName"
PROFILES: Final = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"
WINDOWS_PEOPLE: Final = "Get-LocalUser | Where-Object Enabled | Select-Object Name,FullName"
MAC_NAMES: Final = ("ComputerName", "LocalHostName")

_SHORTEST: Final = 3
_INSIDE: Final = 5  # letters from which a name counts inside a longer word
_PERSON: Final = re.compile(r"S-1-(?:5-21|12-1)-[\d-]+")  # of this computer or a domain; of Entra
_MOST_PROFILES: Final = 300


@dataclass(frozen=True, slots=True)
class Called:
    """Names of the computer that hold a person's: in the network, and by Bluetooth.

    Bluetooth is None where there is none, or where it has the computer's name. `partly`: not all names of people could
    be compared.
    """

    network: bool | CannotTell
    bluetooth: bool | CannotTell | None = None
    partly: CannotTell | None = None


def is_named_after(device: str, people: Iterable[str], ordinary: frozenset[str]) -> bool:
    """Whether a device's name has in it a word of a person's."""
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", device)
    tokens = {bare for token in _words(apart) for bare in (token, _without_ends(token, ordinary))}
    joined = "".join(_words(device))
    for word in {word for person in people for word in _words(person)} - ordinary:
        if len(word) >= _INSIDE and any(common.startswith(word) for common in ordinary):
            continue
        if len(word) >= _SHORTEST and tokens & {word, f"{word}s"}:
            return True
        if len(word) >= _INSIDE and word in joined:
            return True
    return False


def _without_ends(token: str, ordinary: frozenset[str]) -> str:
    """Word without the ordinary words at its ends; itself where nothing would be left."""
    by_length = sorted((word for word in ordinary if len(word) >= 2), key=len, reverse=True)
    while True:
        end = next((word for word in by_length if word != token and token.startswith(word)), "")
        shorter = token.removeprefix(end)
        if not end:
            end = next((word for word in by_length if word != token and token.endswith(word)), "")
            shorter = token.removesuffix(end) if end else token
        if shorter == token:
            return token
        token = shorter


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", plain(name)))


def linux(system: System, data: Data) -> Called:
    """By the kernel's name for the computer, the adapters of Bluetooth, and /etc/passwd."""
    people = attempt(accounts_linux.people, system)
    if isinstance(people, CannotTell):
        return Called(people)
    named = [name for person in people for name in (person.name, person.full_name)]
    ordinary = _ordinary(data)

    def network() -> bool:
        return is_named_after(_one_line(system.read(LINUX_NAME)), named, ordinary)

    def bluetooth() -> bool | None:
        found = bluetooth_linux.adapters(system)
        aliases = [bluetooth_linux.about(system, adapter, "Alias") for adapter in found]
        if not all(isinstance(alias, str) for alias in aliases):
            raise CannotTell(Unknown.UNREADABLE, "a name of Bluetooth that is no text")
        return any(is_named_after(str(alias), named, ordinary) for alias in aliases) if found else None

    return Called(attempt(network), attempt(bluetooth))


def windows(system: System, data: Data) -> Called:
    """Names by the registry: the computer's, local accounts, and whose folders there are.

    Bluetooth has the computer's name.
    """
    name = attempt(_windows_name, system)
    if isinstance(name, CannotTell):
        return Called(name)
    listed, profiles = attempt(_windows_accounts, system), attempt(_windows_profiles, system)
    people = [one for found in (listed, profiles) if not isinstance(found, CannotTell) for one in found]
    if is_named_after(name, people, _ordinary(data)):
        return Called(True)
    unknown = next((found for found in (listed, profiles) if isinstance(found, CannotTell)), None)
    if not people:
        return Called(unknown or CannotTell(Unknown.UNREADABLE, "no account with a name"))
    return Called(False, partly=unknown)


def _windows_name(system: System) -> str:
    name = system.registry(WINDOWS_NAME).values.get("ComputerName")
    if not isinstance(name, str) or not name:
        raise CannotTell(Unknown.UNREADABLE, f"ComputerName is a {type(name).__name__}")
    return name


def _windows_accounts(system: System) -> list[str]:
    """Names of the local accounts that are on."""
    people = records(system.powershell(WINDOWS_PEOPLE))
    named = [value for person in people for value in (person.get("Name"), person.get("FullName"))]
    if not all(isinstance(value, str) for value in named):
        raise CannotTell(Unknown.UNREADABLE, f"{len(people)} accounts, not all with a name")
    return [str(value) for value in named]


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


def macos(system: System, data: Data) -> Called:
    """By the two names that a Mac shows to the network. Bluetooth has the first of them."""
    people = attempt(accounts_macos.people, system)
    if isinstance(people, CannotTell):
        return Called(people)
    full = attempt(accounts_macos.full_names, system)
    known = {} if isinstance(full, CannotTell) else full
    named = [name for person in people for name in (person, known.get(person, ""))]
    ordinary = _ordinary(data)

    def network() -> bool:
        names = [_mac_name(system, which) for which in MAC_NAMES]
        return any(is_named_after(name, named, ordinary) for name in names)

    return Called(attempt(network), partly=full if isinstance(full, CannotTell) else None)


def _mac_name(system: System, which: str) -> str:
    output = system.run("scutil", "--get", which)
    if output.code != 0:
        raise CannotTell(Unknown.UNREADABLE, f"scutil {which}: status {output.code}")
    return _one_line(output.out.encode())


def _one_line(content: bytes) -> str:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, "a name that is not text") from None
    if not re.fullmatch(r"[^\x00-\x1f\x7f]+\n", text):
        raise CannotTell(Unknown.UNREADABLE, "a name that is not one line")
    return text.strip()


def _ordinary(data: Data) -> frozenset[str]:
    return frozenset(word for table, key in TABLES.items() for word in json.loads(data.read(table))[key])


def judge(fact: Called) -> Iterator[Finding | Gap]:
    """A catalogue severity of `low`."""
    if fact.network is True:
        text = Text("The name of this computer has a person's name in it. On a public network, strangers can read it.")
        yield Finding("named-after-a-person", Level.ADVISE, text, fixes=_FIXES)
    if fact.bluetooth is True:
        text = Text("This computer shows itself by Bluetooth under a person's name. Who is near can read it.")
        yield Finding("bluetooth-named-after-a-person", Level.ADVISE, text, fixes=("rename-bluetooth",))
    if fact.network is False and fact.bluetooth in (False, None):
        yield Finding("neutral", Level.GOOD, Text("The name of this computer does not say whose it is."))
    if isinstance(fact.network, CannotTell):
        yield Gap(fact.network.why, Text("We could not compare the computer's name with the names of people."))
    if isinstance(fact.bluetooth, CannotTell):
        yield Gap(fact.bluetooth.why, Text("We could not see the name that Bluetooth shows."))
    if fact.partly is not None:
        yield Gap(fact.partly.why, Text("We could only compare it with the names of the accounts."))


_FIXES: Final = ("rename",)
_PLANS: Final = (
    Plan(
        "rename",
        Text("Give the computer a neutral name"),
        (
            OpenSettings(SettingsPage.ABOUT),
            Instruct(Text("Choose “Rename this PC” and write something neutral, like “laptop-7”.")),
            Instruct(Text("Restart the computer.")),
        ),
        Text("About 3 minutes and a restart."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "rename",
        Text("Give the computer a neutral name"),
        (
            OpenSettings(SettingsPage.ABOUT),
            Instruct(Text("Click the name at the top and write something neutral, like “laptop-7”.")),
            Instruct(Text("Then open “Sharing” in the settings and change the local name at the bottom too.")),
        ),
        Text("About 3 minutes."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "rename",
        Text("Give the computer a neutral name"),
        (
            OpenSettings(SettingsPage.ABOUT),
            Instruct(Text("Click “Device Name” and write something neutral, like “laptop-7”.")),
            Instruct(Text("If there is no such place, type in a terminal: hostnamectl hostname laptop-7")),
        ),
        Text("About 3 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "rename-bluetooth",
        Text("Give Bluetooth a neutral name"),
        (
            OpenSettings(SettingsPage.BLUETOOTH),
            Instruct(Text("Change the name that others see. It often follows the name of the computer.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
)

DEVICE_NAME: Final = Check(
    id="info.device-name",
    title=Text("What the computer's name gives away"),
    why=Text("On a network, and by Bluetooth, a device tells its name to everybody near. It need not tell yours."),
    tip=5,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("The name of the computer and of its Bluetooth, compared here with the names of the accounts."),
            Text("Nicknames, and names of people who have no account here."),
        ),
        Platform.WINDOWS: Coverage(
            Text("The name of the computer, compared here with the names of the accounts."),
            Text("Nicknames, people who have no account here, and a name that was given to Bluetooth alone."),
        ),
        Platform.MACOS: Coverage(
            Text("The name of the computer, compared here with the names of the accounts."),
            Text("Nicknames, and names of people who have no account here."),
        ),
    },
    scope=Scope.MACHINE,
    budget=35.0,
    fixes=_PLANS,
)
