"""Probe of `info.discoverable` on Windows."""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, System, Unknown, Unseen, attempt
from postigo.windows_calls.bluetooth import BLUETOOTH_VISIBLE, Sight
from postigo.windows_calls.firewall import FIREWALL_RULES
from postigo.windows_calls.networks import NETWORK_CATEGORIES, NetworkCategory
from postigo_checks.strangers.discoverable.fact import GROUP, Part, Shown, Visible

_RULE: Final = re.compile(r"v\d+\.\d+\|(?:[^|=]+=[^|]*\|)+")
_TUNNEL: Final = re.compile(r"TTK\d*(?:_\d+)*")
_FIELDS: Final = re.compile(
    r"Action|Active|Dir|Protocol|Profile|[LR]Port(?:2_10|2_20|2_24|2_29)?|[LR]A[46]2?|App|Svc|Name|Desc|EmbedCtxt|IF|IFType"
    r"|ICMP[46]|Edge|Defer|LOM|PCross|LUOwn"
)
"""Fields that bind a rule to nothing else (MS-GPFAS 2.2.2.19)."""


def windows(system: System, data: Data) -> Visible:
    """Bluetooth, network discovery, and the marks of the networks of now."""
    del data
    sight, rules, networks = attempt(_bluetooth, system), attempt(_on_public, system), attempt(_private_now, system)
    unseen = []
    if isinstance(sight, CannotTell):
        unseen.append(Unseen(Part.BLUETOOTH, sight.why))
    if isinstance(rules, CannotTell):
        unseen.append(Unseen(Part.PUBLIC, rules.why))
    if isinstance(networks, CannotTell):
        unseen.append(Unseen(Part.NETWORK, networks.why))
    return Visible(
        None if isinstance(sight, CannotTell) else sight,
        None if isinstance(rules, CannotTell) else rules,
        None if isinstance(networks, CannotTell) else networks,
        unseen=tuple(unseen),
    )


def _bluetooth(system: System) -> Shown | None:
    """Sight by Bluetooth. Windows shows itself while its settings are open, or for good: which of them, nothing tells."""
    match system.call(BLUETOOTH_VISIBLE):
        case Sight.NO_RADIO:
            return None
        case Sight.HIDDEN:
            return Shown.HIDDEN
        case Sight.VISIBLE:
            return Shown.NOW


def _on_public(system: System) -> bool:
    """Whether a rule of network discovery lets somebody in from a public network.

    Each Windows has such rules, for public networks and for private ones: a list without one of the two is not whole.
    """
    rules = _coming(system.call(FIREWALL_RULES, group=GROUP))
    letting_in = [
        rule for rule in rules if {("Active", "TRUE"), ("Action", "Allow")} <= set(rule) and _for(rule, "Public")
    ]
    odd = [rule for rule in letting_in if not all(_FIELDS.fullmatch(name) for name, _ in rule)]
    if len(odd) < len(letting_in):
        return True
    if odd:
        raise CannotTell(Unknown.UNREADABLE, "a rule of network discovery is bound to something that we do not know")
    if not all(any(_for(rule, profile) for rule in rules) for profile in ("Public", "Private")):
        raise CannotTell(Unknown.UNREADABLE, f"{len(rules)} rules of network discovery for who comes in: not all")
    return False


def _coming(texts: tuple[str, ...]) -> list[list[tuple[str, str]]]:
    """Rules for who comes in, by name, without those for a tunnel. UNREADABLE where a text is no rule."""
    rules = []
    for text in texts:
        if not _RULE.fullmatch(text):
            raise CannotTell(Unknown.UNREADABLE, f"a rule of the firewall: {text!r:.60}")
        rule = [(name, value) for name, _, value in (field.partition("=") for field in text.split("|")[1:-1])]
        if ("Dir", "In") in rule and not any(_TUNNEL.fullmatch(name) for name, _ in rule):
            rules.append(rule)
    return rules


def _for(rule: list[tuple[str, str]], profile: str) -> bool:
    """Whether a rule holds in a kind of network. One that names none holds in all."""
    named = {value for name, value in rule if name == "Profile"}
    return not named or profile in named


def _private_now(system: System) -> bool:
    """Whether one of the networks now is private, or a firm's or a school's."""
    return any(category is not NetworkCategory.PUBLIC for category in system.call(NETWORK_CATEGORIES))
