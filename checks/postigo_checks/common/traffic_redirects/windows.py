"""Probe of `net.hosts-proxy-dns` on Windows. The hosts file, the proxy, added roots, name servers set by hand.

HKCU's Internet Settings, HKLM's where a policy makes them the machine's. Among Windows' own roots (HKLM ROOT) those that somebody
added cannot be told apart without a list of all; those of one account, of policies and of a firm can. Of one account's, Windows
heeds those only that stand on its list of protected roots too (wincrypt.h, at CERT_SYSTEM_STORE_UNPROTECTED_FLAG): so its store
of roots is asked which of the written ones it holds. Name servers set by hand:
`NameServer` and `ProfileNameServer` (of one network, Windows 11) of Tcpip and Tcpip6, of the whole and of each card, and the
policy's. What DHCP hands out has other names there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from postigo.api import ABSENT, Absent, CannotTell, Data, Handle, HandleKind, Key, Site, System, Unknown, attempt
from postigo.windows_calls.certificates import TRUSTED_ROOTS
from postigo_checks.common.traffic_redirects.fact import Detours, Proxy, Roots, proxy_at, script_at, servers_in
from postigo_checks.common.traffic_redirects.hosts_file import Hosts, read_hosts
from postigo_checks.common.traffic_redirects.together import looked

TCPIP: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
SETTINGS: Final = r"Microsoft\Windows\CurrentVersion\Internet Settings"
POLICY: Final = rf"HKLM\SOFTWARE\Policies\{SETTINGS}"
WRITTEN: Final = r"HKCU\Software\Microsoft\SystemCertificates\Root\Certificates"
CERTIFICATES: Final = (
    r"HKCU\Software\Policies\Microsoft\SystemCertificates\Root\Certificates",
    r"HKLM\SOFTWARE\Policies\Microsoft\SystemCertificates\Root\Certificates",
    r"HKLM\SOFTWARE\Microsoft\EnterpriseCertificates\Root\Certificates",
)
_TCPIP6: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\Tcpip6\Parameters"
_NAMERS_BY_POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows NT\DNSClient"
_SET_BY_HAND: Final = ("NameServer", "ProfileNameServer")
_MOST_CARDS: Final = 500
_SHA1: Final = re.compile(r"[0-9A-Fa-f]{40}")


def windows(system: System, data: Data) -> Detours:
    """The hosts file, the proxy, the added roots, and the name servers that were set."""
    del data
    return looked(system, _hosts, (_settings,), _roots, _namers)


def _hosts(system: System) -> Hosts:
    folder = system.registry(TCPIP).values.get("DataBasePath", r"%SystemRoot%\System32\drivers\etc")
    if not isinstance(folder, str) or not folder:
        raise CannotTell(Unknown.UNREADABLE, "DataBasePath is no path")
    return read_hosts(system, folder.rstrip("\\") + r"\hosts")


def _settings(system: System) -> list[Proxy]:
    policy = system.registry(POLICY, optional=True)
    per_user = policy.values.get("ProxySettingsPerUser", 1) if isinstance(policy, Key) else 1
    if per_user not in {0, 1}:
        raise CannotTell(Unknown.UNREADABLE, "ProxySettingsPerUser is neither 0 nor 1")
    path = rf"HKCU\Software\{SETTINGS}" if per_user else rf"HKLM\SOFTWARE\{SETTINGS}"
    key = system.registry(path)
    enabled = key.values.get("ProxyEnable", 0)
    server, script = key.values.get("ProxyServer", ""), key.values.get("AutoConfigURL", "")
    if enabled not in {0, 1} or not isinstance(server, str) or not isinstance(script, str):
        raise CannotTell(Unknown.UNREADABLE, "the settings of the proxy are not what they should be")
    found = [proxy_at(server)] if enabled and server else []
    if not script:
        return found
    setting = Handle(HandleKind.REGISTRY_VALUE, "AutoConfigURL", path)
    return [*found, replace(script_at(script), handle=setting)]


def _namers(system: System) -> tuple[Site, ...]:
    """The name servers that somebody or something set, each once. Every Windows has Tcpip's keys; a gap without them."""
    told: list[Key | Absent] = [system.registry(TCPIP), system.registry(_TCPIP6, optional=True)]
    told.append(system.registry(_NAMERS_BY_POLICY, optional=True))
    lists = system.registry(rf"{TCPIP}\Interfaces"), system.registry(rf"{_TCPIP6}\Interfaces", optional=True)
    cards = [
        rf"{path}\Interfaces\{card}"
        for path, below in zip((TCPIP, _TCPIP6), lists, strict=True)
        for card in (below.subkeys if isinstance(below, Key) else ())
    ]
    if len(cards) > _MOST_CARDS:
        raise CannotTell(Unknown.UNREADABLE, f"{len(cards)} network cards")
    told += [system.registry(card, optional=True) for card in cards]
    values = [key.values.get(name, "") for key in told if isinstance(key, Key) for name in _SET_BY_HAND]
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) != len(values):
        raise CannotTell(Unknown.UNREADABLE, "a name server that is no text")
    return tuple(dict.fromkeys(server for text in texts for server in servers_in(text)))


def _roots(system: System) -> Roots:
    written = _thumbprints(system, WRITTEN)
    added = sum(len(_thumbprints(system, path)) for path in CERTIFICATES)
    if not written:
        return Roots(added)
    trusted = attempt(system.call, TRUSTED_ROOTS, thumbprints=" ".join(sorted(written)))
    if isinstance(trusted, CannotTell):
        return Roots(added, len(written), trusted.why)
    heeded = len(set(written) & set(trusted))
    return Roots(added + heeded, len(written) - heeded)


def _thumbprints(system: System, path: str) -> tuple[str, ...]:
    key = system.registry(path, optional=True)
    if key is ABSENT:
        return ()
    if not all(_SHA1.fullmatch(name) for name in key.subkeys):
        raise CannotTell(Unknown.UNREADABLE, "a certificate without its number")
    return key.subkeys
