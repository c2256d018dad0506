"""Probe of `info.device-name` on macOS."""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, System, Unknown, Unseen, attempt
from postigo_checks.common.user_accounts import macos as accounts_macos
from postigo_checks.strangers.device_name.fact import NOBODY, Called, Part, is_named_after, nobodys, one_line

MAC_NAMES: Final = ("ComputerName", "LocalHostName")


def macos(system: System, data: Data) -> Called:
    """By the two names that a Mac shows to the network. Bluetooth has the first of them."""
    people = attempt(accounts_macos.people, system)
    if isinstance(people, CannotTell):
        return Called(people)
    if not people:
        return Called(NOBODY)
    full = attempt(accounts_macos.full_names, system)
    known = {} if isinstance(full, CannotTell) else full
    named = [name for person in people for name in (person, known.get(person, ""))]
    nobody = nobodys(data)

    def network() -> list[str]:
        names = {which: _mac_name(system, which) for which in MAC_NAMES}
        return [which for which, name in names.items() if is_named_after(name, named, *nobody)]

    after = attempt(network)
    unseen = (Unseen(Part.FULL_NAMES, full.why),) if isinstance(full, CannotTell) else ()
    if isinstance(after, CannotTell):
        return Called(after, unseen=unseen)
    setting = Handle(HandleKind.SWITCH, after[0], "scutil") if after else None
    return Called(bool(after), setting=setting, unseen=unseen)


def _mac_name(system: System, which: str) -> str:
    output = system.run("scutil", "--get", which)
    if output.code != 0:
        raise CannotTell(Unknown.UNREADABLE, f"scutil {which}: status {output.code}")
    return one_line(output.out.encode())
