"""Probe of `info.device-name` on Linux."""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, System, Unknown, attempt
from postigo_checks.common.user_accounts import linux as accounts_linux
from postigo_checks.strangers.bluetooth import linux as bluetooth_linux
from postigo_checks.strangers.device_name.fact import NOBODY, Called, is_named_after, nobodys, one_line

LINUX_NAME: Final = "/proc/sys/kernel/hostname"


def linux(system: System, data: Data) -> Called:
    """By the kernel's name for the computer, the adapters of Bluetooth, and /etc/passwd."""
    people = attempt(accounts_linux.people, system)
    if isinstance(people, CannotTell):
        return Called(people)
    if not people:
        return Called(NOBODY)
    named = [name for person in people for name in (person.name, person.full_name)]
    nobody = nobodys(data)

    def network() -> bool:
        return is_named_after(one_line(system.read(LINUX_NAME)), named, *nobody)

    def bluetooth() -> tuple[bool | None, Handle | None]:
        found = bluetooth_linux.adapters(system)
        aliases = [bluetooth_linux.about(system, adapter, "Alias") for adapter in found]
        if not all(isinstance(alias, str) for alias in aliases):
            raise CannotTell(Unknown.UNREADABLE, "a name of Bluetooth that is no text")
        after = [path for path, alias in zip(found, aliases, strict=True) if is_named_after(str(alias), named, *nobody)]
        adapter = Handle(HandleKind.DEVICE, f"/org/bluez/{after[0]}") if after else None
        return bool(after) if found else None, adapter

    shown = attempt(bluetooth)
    name, adapter = (shown, None) if isinstance(shown, CannotTell) else shown
    return Called(attempt(network), name, Handle(HandleKind.SWITCH, "hostname", "hostnamectl"), adapter)
