"""Probe of `info.discoverable` on Linux."""

from __future__ import annotations

from postigo.api import CannotTell, Data, Handle, HandleKind, Json, System, Unknown, Unseen, attempt
from postigo_checks.strangers.bluetooth import linux as bluetooth_linux
from postigo_checks.strangers.discoverable.fact import Part, Shown, Visible


def linux(system: System, data: Data) -> Visible:
    """The adapters of Bluetooth, as BlueZ knows them."""
    del data
    shown = attempt(_bluez, system)
    if isinstance(shown, CannotTell):
        return Visible(unseen=(Unseen(Part.BLUETOOTH, shown.why),))
    if shown is None:
        return Visible()
    return Visible(shown[0], adapter=Handle(HandleKind.DEVICE, f"/org/bluez/{shown[1]}"))


def _bluez(system: System) -> tuple[Shown, str] | None:
    """How the adapter stands that shows itself most, and its path on the bus."""
    found = [(_adapter(system, adapter), adapter) for adapter in bluetooth_linux.adapters(system)]
    return max(found, key=lambda one: list(Shown).index(one[0]), default=None)


def _adapter(system: System, adapter: str) -> Shown:
    if not _flag(bluetooth_linux.about(system, adapter, "Powered")):
        return Shown.HIDDEN
    if not _flag(bluetooth_linux.about(system, adapter, "Discoverable")):
        return Shown.HIDDEN
    seconds = bluetooth_linux.about(system, adapter, "DiscoverableTimeout")
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        raise CannotTell(Unknown.UNREADABLE, f"DiscoverableTimeout: {seconds!r:.40}")
    return Shown.FOR_NOW if seconds else Shown.ALWAYS


def _flag(value: Json) -> bool:
    if not isinstance(value, bool):
        raise CannotTell(Unknown.UNREADABLE, f"a property of Bluetooth: {value!r:.40}")
    return value
