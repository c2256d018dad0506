"""Probe of `net.wifi` on Linux: NetworkManager by D-Bus, three numbers of the access point.

A network card that is down is in no network; one that is up, and of which NetworkManager tells no network, is somebody else's
(iwd, wpa_supplicant, a hotspot). An open network that offers a locked twin (OWE transition) has that one flag, and which of the
two is joined it does not say.
"""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, Json, System, Unknown, Unseen, attempt
from postigo_checks.common.linux import dbus_property
from postigo_checks.network.wifi.fact import Joined, Lock, Part

CARDS: Final = "/sys/class/net/*/phy80211"
ALL_CARDS: Final = "/sys/class/net/*/device"
_NM: Final = "org.freedesktop.NetworkManager"
_NM_PATH: Final = "/org/freedesktop/NetworkManager"
_WIFI: Final = 2
_OFFERS_A_LOCKED_ONE: Final = 0x1000  # of its RsnFlags, alone on an open network: KEY_MGMT_OWE_TM
_PRIVACY: Final = 0x1  # of an access point's Flags: what is sent is scrambled, if only by WEP


def linux(system: System, data: Data) -> Joined:
    """By NetworkManager."""
    del data
    cards = [entry.path.rpartition("/")[0] for entry in system.glob(CARDS)]
    if not cards:
        if not system.glob(
            ALL_CARDS
        ):  # an empty /sys, or a network of its own (a container): not this computer's cards
            raise CannotTell(Unknown.MISSING, "no network card of this computer can be seen")
        return Joined(None)
    up = sum(_is_up(system, card) for card in cards)
    devices = attempt(dbus_property.get, system, _NM, _NM_PATH, _NM, "Devices")
    if isinstance(devices, CannotTell):
        if devices.why is not Unknown.MISSING or up:
            raise devices
        return Joined(())
    if not isinstance(devices, list):
        raise CannotTell(Unknown.UNREADABLE, "NetworkManager's devices are no list")
    locks: list[Lock] = []
    unseen: list[Unseen[Part]] = []
    for device in devices:
        lock = attempt(_of_device, system, device)
        if isinstance(lock, CannotTell):
            unseen.append(Unseen(Part.LOCK, lock.why))
        elif lock is not None:
            locks.append(lock)
    if up > len(locks) + len(unseen):
        unseen.append(Unseen(Part.CARD, Unknown.MISSING))  # it is up, and NetworkManager tells of no network
    return Joined(tuple(locks), tuple(unseen))


def _is_up(system: System, card: str) -> bool:
    state = system.read(f"{card}/operstate").decode(errors="replace").strip()
    if state not in {"up", "down", "dormant", "unknown", "lowerlayerdown", "notpresent", "testing"}:
        raise CannotTell(Unknown.UNREADABLE, "operstate is no word that we know")
    return state not in {"down", "notpresent"}


def _of_device(system: System, device: Json) -> Lock | None:
    """How the network of one device is protected. None for a device that is no Wi-Fi, or in no network."""
    if not isinstance(device, str) or not device.startswith("/"):
        raise CannotTell(Unknown.UNREADABLE, "a device of NetworkManager without a path")
    if dbus_property.get_number(system, _NM, device, f"{_NM}.Device", "DeviceType") != _WIFI:
        return None
    point = dbus_property.get(system, _NM, device, f"{_NM}.Device.Wireless", "ActiveAccessPoint")
    if not isinstance(point, str) or not point.startswith("/"):
        raise CannotTell(Unknown.UNREADABLE, "an access point without a path")
    if point == "/":
        return None
    interface = f"{_NM}.AccessPoint"
    flags, wpa, rsn = (
        dbus_property.get_number(system, _NM, point, interface, name) for name in ("Flags", "WpaFlags", "RsnFlags")
    )
    if rsn == _OFFERS_A_LOCKED_ONE and not wpa:
        raise CannotTell(Unknown.MISSING, "an open network with a locked twin")
    if rsn:
        return Lock.GOOD
    if wpa:
        return Lock.WEAK
    return Lock.WEP if flags & _PRIVACY else Lock.OPEN
