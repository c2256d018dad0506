r"""The firewall of Windows: three profiles in the registry, the services it stands on, another maker's product.

Policy goes before what a school or firm set from afar (Intune; `Mdm`), and that before the local value, value by value. The private profile is `StandardProfile` among the local values and
`PrivateProfile` among the policies. DefaultInboundAction is 0 allow, 1 block here (in CIM it would be 2 and 4); absent
is the default, block. `netsh` is translated, and `Get-NetFirewallProfile` does not see policies unless told to.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Choice, Data, Key, Program, System, Unknown, attempt
from postigo_checks import security_center
from postigo_checks.firewall_fact import Firewall, Missed, Network, Source, Stand
from postigo_checks.security_center import State, installed, products

_POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall"
_LOCAL: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
_MANAGED: Final = rf"{_LOCAL}\Mdm"
_SERVICES: Final = r"HKLM\SYSTEM\CurrentControlSet\Services"
_PROFILES: Final = {  # network: its name among the policies, and among the other values
    Network.PUBLIC: ("PublicProfile", "PublicProfile"),
    Network.PRIVATE: ("PrivateProfile", "StandardProfile"),
    Network.WORK: ("DomainProfile", "DomainProfile"),
}
_NEEDED: Final = ("MpsSvc", "BFE")  # the firewall, and the filtering engine that it stands on
_DISABLED: Final = 4


def windows(system: System, data: Data) -> Firewall:
    """The registry answers; only where it does not say "on" everywhere, PowerShell is asked for another product."""
    del data
    missed: list[Missed] = []
    walls: dict[Network, Stand] = {}
    services = attempt(_may_start, system)
    if isinstance(services, CannotTell):
        missed.append(Missed(Source.SERVICE, services))
    for network, names in _PROFILES.items():
        stand = Stand.OFF if services is False else attempt(_stand, system, *names)
        if isinstance(stand, CannotTell):
            missed.append(Missed(Source.WALL, stand))
        else:
            walls[network] = stand
    if not missed and set(walls.values()) == {Stand.ON}:
        return Firewall(walls, Choice("Windows"))
    other = attempt(_other, system)
    if isinstance(other, CannotTell):
        missed.append(Missed(Source.OTHER, other))
        other = None
    return Firewall(walls, Choice("Windows"), other, tuple(missed))


def _may_start(system: System) -> bool:
    """Whether the services of the firewall may run: disabled, it is dead, whatever the profiles say."""
    starts = [_number(system.registry(rf"{_SERVICES}\{name}"), "Start", name) for name in _NEEDED]
    return _DISABLED not in starts


def _stand(system: System, policy_name: str, local_name: str) -> Stand:
    policy = system.registry(rf"{_POLICY}\{policy_name}", optional=True)
    managed = system.registry(rf"{_MANAGED}\{local_name}", optional=True)
    local = attempt(system.registry, rf"{_LOCAL}\{local_name}")
    above = tuple(key for key in (policy, managed) if key is not ABSENT)
    enabled = _switch(above, local, "EnableFirewall")
    if enabled is None:
        raise CannotTell(Unknown.MISSING, f"{local_name} has no EnableFirewall")
    if not enabled:
        return Stand.OFF
    return Stand.OPEN if _switch(above, local, "DefaultInboundAction") is False else Stand.ON


def _switch(above: tuple[Key, ...], local: Key | CannotTell, name: str) -> bool | None:
    """A value that is 0 or 1, those laid over the local one before it; None where nobody has it."""
    laid_down = next((key for key in above if name in key.values), None)
    if laid_down is not None:
        key = laid_down
    elif isinstance(local, CannotTell):
        raise local
    elif name in local.values:
        key = local
    else:
        return None
    number = _number(key, name, name)
    if number not in {0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {number}")
    return number == 1


def _number(key: Key, value: str, of: str) -> int:
    number = key.values.get(value)
    if not isinstance(number, int):
        raise CannotTell(Unknown.UNREADABLE, f"{value} of {of} is {number!r:.40}")
    return number


def _other(system: System) -> Program | None:
    """Another maker's firewall that is on and still installed. Windows' own does not register itself here."""
    doubt: CannotTell | None = None
    for product in products(system, security_center.FIREWALL):
        if product.state is State.ON and not product.microsoft:
            there = installed(system, product)
            if there is True:
                return Program(product.name)
            if isinstance(there, CannotTell):
                doubt = there
    if doubt is not None:
        raise doubt
    return None
