"""Probe of `net.wifi` on macOS: `system_profiler`, whose words are the same in all languages.

One of them is misspelt on macOS 27 ("pairport_…"). AirDrop's own card (awdl0) is in the list of each Mac, with a network that has
no lock; what it lacks is a status.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, Json, System, Unknown, Unseen, attempt
from postigo_checks.common.json_answers import an_object
from postigo_checks.network.wifi.fact import Joined, Lock, Part

PROFILER: Final = (
    "sh",
    "-c",
    r"""system_profiler SPAirPortDataType -json | sed 's/\("_name" : \)".*"/\1"-"/'""",
)
"""Names of networks, joined and near by, tell where somebody is. They go before we see them."""
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
"""Apple's own words, whole, from the strings of its SPAirPortReporter, as of 2026-09. The last of the WPA3 and OWE are not
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
