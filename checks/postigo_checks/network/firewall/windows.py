r"""The firewall of Windows. Three profiles in the registry, its service's own word, another maker's product.

Policy goes before what a school or firm set from afar (Intune; `Mdm`), and that before the local value, value by value.
The private profile is `StandardProfile` among the local values and `PrivateProfile` among the policies; there
`StandardProfile` is the old template's, which still stands in for private and public where those have no value of their
own. DefaultInboundAction is 0 allow, 1 block here (in CIM it would be 2 and 4); absent is the default, block. `netsh` is
translated, and `Get-NetFirewallProfile` does not see policies unless told to.

A profile may leave network cards out (`DisabledInterfaces`, [MS-GPFAS], INetFwPolicy2.ExcludedInterfaces): on those there
is no firewall. Such a card is named by its connection (`Control\Network`), and a made-up one (of WSL, of a VPN) told from
one by which strangers come.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import (
    ABSENT,
    CannotTell,
    Data,
    Device,
    Handle,
    HandleKind,
    Key,
    Keyword,
    Program,
    System,
    Unknown,
    Unseen,
    attempt,
)
from postigo.windows_calls.firewall import FIREWALL_STATE, FirewallProfile
from postigo.windows_calls.security_center import FIREWALL_PRODUCTS, Action, FirewallProduct, ProductState
from postigo_checks.common import unknown_policies as policy_words
from postigo_checks.common.windows.security_center import installed, is_microsofts
from postigo_checks.network.firewall.fact import Firewall, Network, Opening, Part, Stand

_POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall"
_LOCAL: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
_MANAGED: Final = rf"{_LOCAL}\Mdm"
_SERVICES: Final = r"HKLM\SYSTEM\CurrentControlSet\Services"
_PROFILES: Final = {  # network: its names among the policies, those that count first, and its name among other values
    Network.PUBLIC: (("PublicProfile", "StandardProfile"), "PublicProfile"),
    Network.PRIVATE: (("PrivateProfile", "StandardProfile"), "StandardProfile"),
    Network.WORK: (("DomainProfile",), "DomainProfile"),
}
_WALL: Final = Handle(HandleKind.FIREWALL, "", "windows")
_LEFT_OUT: Final = "DisabledInterfaces"
_KNOWN: Final = (
    _LEFT_OUT,
    "DisableNotifications",  # only whether the person is told
    "DisableInboundNotifications",
    "DisableStealthMode",  # it answers that a port is closed; it stays closed
    "DisableStealthModeIPsecSecuredPacketExemption",
    "DisableUnicastResponsesToMulticastBroadcast",  # it protects
    "DisableStatefulFTP",
    "DisableStatefulPPTP",
)
_CONNECTIONS: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\Network\{4D36E972-E325-11CE-BFC1-08002BE10318}"
_CARD: Final = re.compile(r"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
_MOST_CARDS: Final = 100
_MADE_UP: Final = re.compile(r"(?:ROOT|SWD)\\(?!VMS_MP)", re.IGNORECASE)  # no device behind it: a VPN's, a filter's
_INNER_SWITCH: Final = re.compile(r"vEthernet \((?:WSL|Default Switch|nat|DockerNAT)", re.IGNORECASE)
"""Hyper-V's own networks for what runs in this computer. Another of its switches may lead to a real card."""
_NEEDED: Final = ("MpsSvc", "BFE")  # the firewall, and the filtering engine that it stands on
_DISABLED: Final = 4


def windows(system: System, data: Data) -> Firewall:
    """Registry and service answer. Only where they do not say "on" everywhere, another maker's product is asked for."""
    del data
    unseen: list[Unseen[Part]] = []
    walls: dict[Network, Stand] = {}
    openings: dict[Opening, None] = {}
    services = attempt(_may_start, system)
    if isinstance(services, CannotTell):
        unseen.append(Unseen(Part.SERVICE, services.why))
    told = {} if services is False else attempt(_told, system)
    if isinstance(told, CannotTell):
        unseen.append(Unseen(Part.ANSWER, told.why))
        told = {}
    for network, names in _PROFILES.items():
        stand = Stand.OFF if services is False else attempt(_stand, system, *names, told.get(network))
        if isinstance(stand, CannotTell):
            unseen.append(Unseen(Part.WALL, stand.why))
            continue
        walls[network] = stand
        ways = attempt(_left_out, system, *names) if stand is Stand.ON else ()
        if isinstance(ways, CannotTell):
            unseen.append(Unseen(Part.CARDS, ways.why))
            continue
        openings |= dict.fromkeys(ways)
        if stand is Stand.ON and network in told and told[network].left_out > len(ways):
            unseen.append(Unseen(Part.CARDS, Unknown.UNREADABLE))
    if not unseen and not openings and set(walls.values()) == {Stand.ON}:
        return Firewall(walls, Keyword("Windows"))
    other = attempt(_other, system)
    if isinstance(other, CannotTell):
        unseen.append(Unseen(Part.OTHER, other.why))
        other = None
    return Firewall(walls, Keyword("Windows"), other, tuple(unseen), tuple(openings), wall=_WALL)


def _told(system: System) -> dict[Network, FirewallProfile]:
    """The service's own word."""
    state = system.call(FIREWALL_STATE)
    return {Network.PUBLIC: state.public, Network.PRIVATE: state.private, Network.WORK: state.work}


def _may_start(system: System) -> bool:
    """Whether the services of the firewall may run. Disabled, it is dead, whatever the profiles say."""
    starts = [_number(system.registry(rf"{_SERVICES}\{name}"), "Start", name) for name in _NEEDED]
    return _DISABLED not in starts


def _above(system: System, policy_names: tuple[str, ...], local_name: str) -> tuple[Key, ...]:
    """The keys that are laid over the local one, those that count first."""
    paths = (*(rf"{_POLICY}\{name}" for name in policy_names), rf"{_MANAGED}\{local_name}")
    keys = [system.registry(path, optional=True) for path in paths]
    return tuple(key for key in keys if key is not ABSENT)


def _stand(
    system: System, policy_names: tuple[str, ...], local_name: str, told: FirewallProfile | None = None
) -> Stand:
    """Stand of a profile by the registry.

    The worse one that its service tells, where nothing is laid over it.
    """
    above = _above(system, policy_names, local_name)
    local = attempt(system.registry, rf"{_LOCAL}\{local_name}")
    enabled = _switch(above, local, "EnableFirewall")
    if enabled is None:
        raise CannotTell(Unknown.MISSING, f"{local_name} has no EnableFirewall")
    if not enabled or (told and not told.enabled and not _laid_down(above, "EnableFirewall")):
        return Stand.OFF
    inbound = _switch(above, local, "DefaultInboundAction")
    if inbound is False or (told and told.lets_in and not _laid_down(above, "DefaultInboundAction")):
        return Stand.OPEN
    policy_words.require_known((key.values for key in above), _KNOWN)
    return Stand.ON


def _laid_down(above: tuple[Key, ...], name: str) -> Key | None:
    """The first key over the local one that has a value."""
    return next((key for key in above if name in key.values), None)


def _switch(above: tuple[Key, ...], local: Key | CannotTell, name: str) -> bool | None:
    """A value that is 0 or 1, those laid over the local one before it. None where nobody has it."""
    key = _laid_down(above, name)
    if key is None:
        if isinstance(local, CannotTell):
            raise local
        if name not in local.values:
            return None
        key = local
    number = _number(key, name, name)
    if number not in {0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {number}")
    return number == 1


def _left_out(system: System, policy_names: tuple[str, ...], local_name: str) -> tuple[Opening, ...]:
    """The cards on which a profile is off, whoever left them out. A card that is not told is a gap, never nothing."""
    cards: dict[str, None] = {}
    for key in (*_above(system, policy_names, local_name), attempt(system.registry, rf"{_LOCAL}\{local_name}")):
        if isinstance(key, CannotTell):
            continue  # a policy said all that the stand asks for
        value = key.values.get(_LEFT_OUT, "")
        text = " ".join(map(str, value)) if isinstance(value, (tuple, list)) else value
        if not isinstance(text, str) or _CARD.sub("", text).strip(" ,;\0"):
            raise CannotTell(Unknown.UNREADABLE, f"{_LEFT_OUT} is no list of cards")
        cards |= dict.fromkeys(card.upper() for card in _CARD.findall(text))
    if len(cards) > _MOST_CARDS:
        raise CannotTell(Unknown.UNREADABLE, f"{_LEFT_OUT} has {len(cards)} cards")
    return tuple(_way_by(system, card) for card in cards)


def _way_by(system: System, card: str) -> Opening:
    values = system.registry(rf"{_CONNECTIONS}\{card}\Connection").values
    name, device = values.get("Name"), values.get("PnpInstanceID", "")
    if not isinstance(name, str) or not name or not isinstance(device, str):
        raise CannotTell(Unknown.UNREADABLE, "a network card without a name")
    made_up = _MADE_UP.match(device) or (device.upper().startswith("ROOT\\VMS_MP") and _INNER_SWITCH.match(name))
    return Opening(Device(name), None, not made_up, Handle(HandleKind.FIREWALL, card, "windows"))


def _number(key: Key, value: str, of: str) -> int:
    number = key.values.get(value)
    if not isinstance(number, int):
        raise CannotTell(Unknown.UNREADABLE, f"{value} of {of} is {number!r:.40}")
    return number


def _other(system: System) -> Program | None:
    """Another maker's firewall that is on and still installed. Windows' own does not register itself here."""
    doubt: CannotTell | None = None
    for product in system.call(FIREWALL_PRODUCTS):
        if product.state in {ProductState.ON, None} and not is_microsofts(product.remediation):
            protects = _protects(system, product)
            if protects is True:
                return Program(product.name)
            if isinstance(protects, CannotTell):
                doubt = protects
    if doubt is not None:
        raise doubt
    return None


def _protects(system: System, product: FirewallProduct) -> bool | CannotTell:
    """Whether a firewall that is on is there, too, and needs nothing done."""
    there = installed(system, product.remediation)
    if there is not True:
        return there
    if product.state is None:
        return CannotTell(Unknown.UNREADABLE, "the product is in a state that we do not know")
    if Action.NEEDED in {product.public, product.private, product.work}:
        return CannotTell(Unknown.UNREADABLE, "the product says that it needs something done")
    return True
