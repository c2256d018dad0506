r"""How the Wi-Fi networks that this computer is in now are protected. Their names are never asked for.

- Linux: NetworkManager by D-Bus, three numbers of the access point. A network card that is down is in no network; one that
  is up, and of which NetworkManager tells no network, is somebody else's (iwd, wpa_supplicant, a hotspot). An open
  network that offers a locked twin (OWE transition) has that one flag, and which of the two is joined it does not say.
- Windows: since 24H2 some questions about Wi-Fi need the right to know the place, and without it Windows itself asks the person.
  That must never come from us. Microsoft's list (wi-fi-access-location-changes) names wlanapi's calls, `netsh wlan`,
  `Windows.Devices.WiFi`, and of `NetworkInformation` only GetLanIdentifiers; so the list of connections may be asked for,
  and nothing else. A connection whose two numbers are both 0 told nothing: an empty setting becomes 0 in PowerShell, and an
  open network has the number 2.
- macOS: `system_profiler`, whose words are the same in all languages. One of them is misspelt on macOS 27 ("pairport_…").
  AirDrop's own card (awdl0) is in the list of each Mac, with a network that has no lock; what it lacks is a status.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import CannotTell, Data, Json, NotApplicable, System, Text, Unknown, Unseen, attempt
from postigo_checks.common.json_answers import an_object
from postigo_checks.common.linux import dbus_property


class Lock(Enum):
    """How a network is protected."""

    OPEN = "open"
    WEP = "WEP"
    WEAK = "WPA of 2003, alone"
    GOOD = "good"


class Part(Enum):
    """Parts of a look that may stay unseen."""

    LOCK = "how a network is protected"
    CARD = "in which network a card is"


@dataclass(frozen=True, slots=True)
class Joined:
    """The networks that this computer is in; None where it has no Wi-Fi at all."""

    locks: tuple[Lock, ...] | None
    unseen: tuple[Unseen[Part], ...] = ()


# --- Linux -----------------------------------------------------------------------------------------------------------

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
    """How the network of one device is protected; None for a device that is no Wi-Fi, or in no network."""
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


# --- Windows ---------------------------------------------------------------------------------------------------------

PROFILES: Final = (
    "$all = [Windows.Networking.Connectivity.NetworkInformation,Windows.Networking.Connectivity,"
    "ContentType=WindowsRuntime]::GetConnectionProfiles(); "
    "@{ profiles = @($all).Count; wifi = @($all | Where-Object { $_.IsWlanConnectionProfile -and "
    "[int]$_.GetNetworkConnectivityLevel() -gt 0 } | ForEach-Object { @{ "
    "authentication = [int]$_.NetworkSecuritySettings.NetworkAuthenticationType; "
    "encryption = [int]$_.NetworkSecuritySettings.NetworkEncryptionType } }) }"
)
_OPEN: Final = 2
_NOBODYS: Final = {0, _OPEN}  # NetworkAuthenticationType: none, open
_SHARED_KEY: Final = 3
_WEAK: Final = {4, 5}  # WPA of 2003
_PROTECTED: Final = {7, 8, 10, 11, 12, 13}  # WPA2, WPA3, OWE
_NO_ENCRYPTION: Final = 0
_WEP: Final = {2, 3, 4}


def windows(system: System, data: Data) -> Joined:
    """By the list of connections: that question bothers nobody."""
    del data
    answer = system.powershell(PROFILES)
    wifi = answer.get("wifi") if isinstance(answer, dict) else None
    if not isinstance(answer, dict) or not isinstance(answer.get("profiles"), int) or not isinstance(wifi, list):
        raise CannotTell(Unknown.UNREADABLE, "the list of connections has another shape")
    found = [attempt(_of_profile, profile) for profile in wifi]
    return Joined(
        tuple(lock for lock in found if isinstance(lock, Lock)),
        tuple(Unseen(Part.LOCK, lock.why) for lock in found if isinstance(lock, CannotTell)),
    )


def _of_profile(profile: Json) -> Lock:
    authentication, encryption = (
        (profile.get("authentication"), profile.get("encryption")) if isinstance(profile, dict) else (None, None)
    )
    if type(authentication) is not int or type(encryption) is not int:
        raise CannotTell(Unknown.UNREADABLE, "a connection without numbers")
    if authentication in _WEAK:
        return Lock.WEAK
    if authentication in _PROTECTED:
        return Lock.GOOD
    if authentication == _SHARED_KEY or (authentication in _NOBODYS and encryption in _WEP):
        return Lock.WEP
    if authentication == _OPEN and encryption == _NO_ENCRYPTION:
        return Lock.OPEN
    raise CannotTell(Unknown.MISSING, f"authentication {authentication}, encryption {encryption}")


# --- macOS -----------------------------------------------------------------------------------------------------------

PROFILER: Final = (
    "sh",
    "-c",
    r"""system_profiler SPAirPortDataType -json | sed 's/\("_name" : \)".*"/\1"-"/'""",
)
"""Names of networks, joined and near by, tell where somebody is: they go before we see them."""
_STATUS: Final = "spairport_status_information"
_IN_NO_NETWORK: Final = {f"spairport_status_{word}" for word in ("off", "inactive", "disassociated")}
_MODE: Final = re.compile(r"s?pairport_security_mode_([a-z0-9_]+)")
MODES: Final[dict[str, Lock | None]] = {
    "none": Lock.OPEN,
    "wep": Lock.WEP,
    "wep40": Lock.WEP,
    "wep128": Lock.WEP,
    "8021x": Lock.WEP,  # 802.1X with WEP, as older school networks have it
    "wps": None,  # by which lock, it does not say
    "wpa_personal": Lock.WEAK,
    "wpa_personal_mixed": Lock.WEAK,
    "wpa_enterprise": Lock.WEAK,
    "wpa_enterprise_mixed": Lock.WEAK,
    "wpa2_personal": Lock.GOOD,
    "wpa2_personal_mixed": Lock.GOOD,  # for older devices WPA too; a Mac takes the better one
    "wpa2_enterprise": Lock.GOOD,
    "wpa2_enterprise_mixed": Lock.GOOD,
    "wpa2_wpa3_personal": Lock.GOOD,
    "wpa2_wpa3_enterprise": Lock.GOOD,
    "wpa3_personal": Lock.GOOD,
    "wpa3_transition": Lock.GOOD,
    "wpa3_enterprise": Lock.GOOD,
    "owe": Lock.GOOD,
    "owe_transition": None,  # an open network with a locked twin: which of the two is joined, it does not say
}
"""Apple's own words, whole, from the strings of its SPAirPortReporter, as of 2026-09; the last of the WPA3 and OWE are not
among these. None: a word that tells no lock."""


def macos(system: System, data: Data) -> Joined:
    """By what the system tells of its Wi-Fi cards."""
    del data
    answer = an_object(system.run(*PROFILER, timeout=15.0).out, "SPAirPortDataType")
    cards: list[tuple[str, Json]] = []
    for each in _list(answer.get("SPAirPortDataType")):
        for card in _list(each.get("spairport_airport_interfaces") if isinstance(each, dict) else None):
            if not isinstance(card, dict):
                raise CannotTell(Unknown.UNREADABLE, "system_profiler tells of a Wi-Fi card in another shape")
            if _STATUS not in card:  # AirDrop's own
                continue
            status = card[_STATUS]
            if not isinstance(status, str):
                raise CannotTell(Unknown.UNREADABLE, "the status of a Wi-Fi card is no word")
            cards.append((status, card.get("spairport_current_network_information")))
    if not cards:
        raise CannotTell(Unknown.UNREADABLE, "system_profiler told of no Wi-Fi card")
    joined = [network for status, network in cards if network is not None or status not in _IN_NO_NETWORK]
    found = [attempt(_of_network, network) for network in joined]
    return Joined(
        tuple(lock for lock in found if isinstance(lock, Lock)),
        tuple(Unseen(Part.LOCK, lock.why) for lock in found if isinstance(lock, CannotTell)),
    )


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise CannotTell(Unknown.UNREADABLE, "system_profiler did not tell of Wi-Fi cards")
    return value


def _of_network(network: Json) -> Lock:
    mode = network.get("spairport_security_mode") if isinstance(network, dict) else None
    word = _MODE.fullmatch(mode) if isinstance(mode, str) else None
    if word is None:
        raise CannotTell(Unknown.UNREADABLE, "a network without a security mode")
    lock = MODES.get(word[1])
    if lock is None:
        raise CannotTell(Unknown.MISSING, "a security mode that tells no lock that we know")
    return lock


NO_WIFI: Final = NotApplicable(Text("This computer has no Wi-Fi."))
