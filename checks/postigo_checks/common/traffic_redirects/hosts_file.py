"""Hosts file: names that it sends elsewhere, into the own network, or nowhere.

Usual are lines about the computer itself, and names that no page on the internet has. Lists that block advertisements have
200,000 lines; so each address is looked at once only. Windows keeps the file where the registry says, in any code page.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Final

from postigo.api import Absent, CannotTell, System, Unknown

LIMIT: Final = 32 << 20

_HOME: Final = frozenset(
    "arpa corp example home internal intranet invalid lan local localdomain localhost private test".split()  # noqa: SIM905 - a list of words reads best as words
)
_GUARDS: Final = (
    ".windowsupdate.com", ".windowsupdate.microsoft.com", ".update.microsoft.com", ".delivery.mp.microsoft.com",
    ".dsp.mp.microsoft.com", ".api.cdp.microsoft.com", ".definitionupdates.microsoft.com", ".wdcp.microsoft.com",
    ".wdcpalt.microsoft.com", ".wd.microsoft.com", ".smartscreen.microsoft.com", ".smartscreen-prod.microsoft.com",
    ".urs.microsoft.com", ".checkappexec.microsoft.com", ".safebrowsing.google.com", ".safebrowsing.googleapis.com",
    ".update.googleapis.com", ".sb-ssl.google.com", ".aus5.mozilla.org", ".shavar.services.mozilla.com",
    ".safebrowsing.apple", ".gdmf.apple.com", ".mesu.apple.com",
    ".swscan.apple.com", ".swcdn.apple.com", ".swdist.apple.com", ".updates.cdn-apple.com", ".xp.apple.com",
    ".tools.google.com", ".go-updater.brave.com", ".updates.bravesoftware.com", ".safebrowsing.brave.com",
    ".versioncheck.addons.mozilla.org", ".security.debian.org", ".deb.debian.org",
    ".security.ubuntu.com", ".archive.ubuntu.com", ".esm.ubuntu.com", ".api.snapcraft.io", ".dl.flathub.org",
    ".mirrors.fedoraproject.org", ".download.opensuse.org", ".geo.mirror.pkgbuild.com", ".packages.linuxmint.com",
    ".archive.raspberrypi.com", ".emsisoft.com", ".gdatasoftware.com", ".drweb.com", ".webroot.com",
    ".symantecliveupdate.com", ".kaspersky-labs.com", ".trellix.com", ".withsecure.com", ".crowdstrike.com",
    ".sentinelone.net", ".clamav.net", ".avast.com", ".avg.com", ".avira.com", ".bitdefender.com", ".eset.com",
    ".f-secure.com", ".kaspersky.com", ".malwarebytes.com", ".mcafee.com", ".norton.com", ".pandasecurity.com",
    ".sophos.com", ".trendmicro.com",
)  # fmt: skip
_OWN_NETWORKS: Final = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "169.254.0.0/16",
    "fc00::/7",
    "fe80::/10",
)
_LIKE_AN_ADDRESS: Final = re.compile(r"[\w-]+(?:[.:][\w-]*){2,}(?:%\w+)?")
_OWN_NAME: Final = "127.0.1.1"  # by which Debian gives the computer its full name


class Leads(Enum):
    """Where an address leads."""

    NOWHERE = "to this computer, or nowhere"
    WITHIN = "into the own network"
    ELSEWHERE = "to some other computer"


@dataclass(frozen=True, slots=True)
class Hosts:
    """The unusual lines, by names. `guards` are blocked ones from which updates, lists of antivirus programs or warnings come."""

    elsewhere: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    blocked: int = 0
    guards: tuple[str, ...] = ()
    odd: bool = False  # a line that gives a name to an address which is none
    path: str = ""


def read_hosts(system: System, path: str) -> Hosts:
    """The file; without one, no name is led anywhere."""
    content = system.read(path, limit=LIMIT, optional=True)
    if isinstance(content, Absent):
        return Hosts()
    return replace(parse(content.decode(errors="replace").removeprefix("\ufeff")), path=path)


def parse(text: str) -> Hosts:
    """Meaning of the lines. UNREADABLE if there are some and none is one."""
    led: dict[Leads, dict[str, None]] = {leads: {} for leads in Leads}
    understood = odd = 0
    strange = False
    for line in text.splitlines():
        address, *names = line.partition("#")[0].split() or [""]
        if not address:
            continue
        leads = None if "\x00" in line else leads_to(address)
        if leads is None:
            odd += 1
            strange = strange or (_LIKE_AN_ADDRESS.fullmatch(address) is not None and bool(names))
            continue
        understood += 1
        if address != _OWN_NAME:
            led[leads] |= dict.fromkeys(name for name in names if not _is_of_home(name))
    if odd and not understood:
        raise CannotTell(Unknown.UNREADABLE, "the hosts file has no line that makes sense")
    blocked = led[Leads.NOWHERE]
    guards = tuple(name for name in blocked if _is_a_guard(name))
    return Hosts(tuple(led[Leads.ELSEWHERE]), tuple(led[Leads.WITHIN]), len(blocked), guards, strange)


def _is_a_guard(name: str) -> bool:
    """Whether updates or warnings come from a name, or from its alias (…akadns.net)."""
    written = f".{name.casefold().rstrip('.')}."
    return any(f"{guard}." in written for guard in _GUARDS)


def _is_of_home(name: str) -> bool:
    """Whether no page on the internet can be called so."""
    rest, _, last = name.rstrip(".").rpartition(".")
    return not rest or last.casefold() in _HOME


@lru_cache(maxsize=4096)
def leads_to(address: str) -> Leads | None:
    """Where an address leads; None if it is none."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    if known.is_loopback or known.is_unspecified or known.is_multicast or address == "255.255.255.255":
        return Leads.NOWHERE
    return Leads.WITHIN if any(known in network for network in _own_networks()) else Leads.ELSEWHERE


@lru_cache(maxsize=1)
def _own_networks() -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """Not `is_private`. What Python takes for that has changed with its versions, and holds more than home networks."""
    return tuple(ipaddress.ip_network(network) for network in _OWN_NETWORKS)
