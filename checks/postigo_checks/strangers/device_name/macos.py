"""Probe of `info.device-name` on macOS."""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, System, Unknown, attempt
from postigo_checks.common.user_accounts import macos as accounts_macos
from postigo_checks.strangers.device_name.fact import Called, is_named_after, one_line, ordinary_words

MAC_NAMES: Final = ("ComputerName", "LocalHostName")


def macos(system: System, data: Data) -> Called:
    """By the two names that a Mac shows to the network. Bluetooth has the first of them."""
    people = attempt(accounts_macos.people, system)
    if isinstance(people, CannotTell):
        return Called(people)
    full = attempt(accounts_macos.full_names, system)
    known = {} if isinstance(full, CannotTell) else full
    named = [name for person in people for name in (person, known.get(person, ""))]
    ordinary = ordinary_words(data)

    def network() -> bool:
        names = [_mac_name(system, which) for which in MAC_NAMES]
        return any(is_named_after(name, named, ordinary) for name in names)

    return Called(attempt(network), partly=full if isinstance(full, CannotTell) else None)


def _mac_name(system: System, which: str) -> str:
    output = system.run("scutil", "--get", which)
    if output.code != 0:
        raise CannotTell(Unknown.UNREADABLE, f"scutil {which}: status {output.code}")
    return one_line(output.out.encode())
