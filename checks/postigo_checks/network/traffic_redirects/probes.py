r"""What stands in between, on three systems.

- Linux: the proxy of the desktop (`gsettings` would tell defaults as if chosen, so only where that desktop runs), of KDE's file,
  and of /etc/environment. Added root certificates lie in one folder for each family of systems; `trust anchor` (p11-kit) puts
them beside that folder, in a file `NAME.p11-kit`. Debian's list of those that count (/etc/ca-certificates.conf) names those
of its own as `mozilla/…`.
- Windows: HKCU's Internet Settings, HKLM's where a policy makes them the machine's. Among Windows' own roots (HKLM ROOT) those
  that somebody added cannot be told apart without a list of all; those of one account, of policies and of a firm can.
  Name servers set by hand: `NameServer` and `ProfileNameServer` (of one network, Windows 11) of Tcpip and Tcpip6, of the
  whole and of each card, and the policy's. What DHCP hands out has other names there.
- macOS: `scutil --proxy` tells what holds now, also when a VPN set it. Words of `security` are not translated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from postigo.api import (
    ABSENT,
    Absent,
    CannotTell,
    Data,
    Handle,
    HandleKind,
    Key,
    Site,
    System,
    Unknown,
    Unseen,
    attempt,
)
from postigo_checks.common.linux.desktop import Desktop, desktop, word
from postigo_checks.network.traffic_redirects.fact import By, Detours, Part, Proxy, proxy_at, script_at, servers_in
from postigo_checks.network.traffic_redirects.hosts_file import Hosts, read_hosts

T = TypeVar("T")


def _looked(
    system: System,
    hosts: Callable[[System], Hosts],
    proxies: tuple[Callable[[System], list[Proxy]], ...],
    roots: Callable[[System], int],
    names: Callable[[System], tuple[Site, ...]] | None = None,
) -> Detours:
    unseen: list[Unseen[Part]] = []

    def told(part: Part, ask: Callable[[System], T]) -> T | None:
        answer = attempt(ask, system)
        if isinstance(answer, CannotTell):
            unseen.append(Unseen(part, answer.why))
            return None
        return answer

    file = told(Part.HOSTS, hosts)
    if file is not None and file.odd:
        unseen.append(Unseen(Part.HOSTS, Unknown.UNREADABLE))
    found = [proxy for way in proxies for proxy in told(Part.PROXY, way) or ()]
    added = told(Part.ROOTS, roots)
    servers = told(Part.NAMES, names) if names else None
    return Detours(file, tuple(dict.fromkeys(found)), added, servers, tuple(unseen))


# --- Linux -----------------------------------------------------------------------------------------------------------

ENVIRONMENT: Final = "/etc/environment"
KIO: Final = "~/.config/kioslaverc"
ROOTS: Final = (
    "/usr/local/share/ca-certificates/**/*.crt",
    "/etc/pki/ca-trust/source/anchors/*",
    "/etc/pki/trust/anchors/*",
    "/etc/ca-certificates/trust-source/anchors/*",
    "/usr/share/pki/ca-trust-source/anchors/*",
    "/etc/ca-certificates/trust-source/*.p11-kit",
    "/etc/pki/ca-trust/source/*.p11-kit",
    "/etc/pki/trust/*.p11-kit",
)
LISTED: Final = "/etc/ca-certificates.conf"
_GNOME: Final = "org.gnome.system.proxy"
_VARIABLE: Final = re.compile(
    r"^\s*(?:export\s+)?(?:https?|all|ftp)_proxy\s*=\s*[\"']?([^\"'\s#]*)", re.IGNORECASE | re.MULTILINE
)
_ASSIGNMENT: Final = re.compile(r"\s*(?:(?:export\s+)?[A-Za-z_][\w.]*\s*=.*|#.*)?")
_KIO_TYPE: Final = re.compile(
    r"^\[Proxy Settings\]\s*$(?:\n(?!\[).*)*?\nProxyType(?:\[[^\]]*\])?=(\d+)\s*$", re.MULTILINE
)
_KIO_LINE: Final = re.compile(r"\s*|\s*#.*|\[.*\]\s*|[^=\[\]]+(?:\[[^\]]*\])*=.*")
_KIO_NONE: Final = ("0", "4")  # 4: by the variables of the environment, which are read above
_KIO_BY: Final = {"1": By.ADDRESS, "2": By.SCRIPT, "3": By.SEARCH}


def linux(system: System, data: Data) -> Detours:
    """The hosts file, two places of proxies, and the folders of added roots."""
    del data
    return _looked(system, lambda machine: read_hosts(machine, "/etc/hosts"), (_environment, _desktop), _added)


def _environment(system: System) -> list[Proxy]:
    content = system.read(ENVIRONMENT, optional=True)
    if isinstance(content, Absent):
        return []
    text = content.decode(errors="replace")
    if not all(_ASSIGNMENT.fullmatch(line) for line in text.splitlines()):
        raise CannotTell(Unknown.UNREADABLE, f"{ENVIRONMENT} has a line that is none")
    return [proxy_at(value) for value in _VARIABLE.findall(text) if value]


def _desktop(system: System) -> list[Proxy]:
    if desktop(system) is Desktop.KDE:
        content = system.read(KIO, optional=True)
        if isinstance(content, Absent):
            return []
        text = content.decode(errors="replace")
        if "[" not in text or "\x00" in text or "�" in text:
            raise CannotTell(Unknown.UNREADABLE, f"{KIO} has no sections")
        found = _KIO_TYPE.search(text)
        odd = not all(_KIO_LINE.fullmatch(line) for line in text.splitlines()) or (
            found is None and "ProxyType" in text
        )
        if odd or (found is not None and found[1] not in {*_KIO_BY, *_KIO_NONE}):
            raise CannotTell(Unknown.UNREADABLE, f"{KIO} has a line that we do not know")
        return [Proxy(_KIO_BY[found[1]])] if found and found[1] in _KIO_BY else []
    match word(system, _GNOME, "mode"):
        case "none":
            return []
        case "manual":
            return [Proxy(By.ADDRESS)]
        case "auto":
            return [Proxy(By.SCRIPT)]
        case _:
            raise CannotTell(Unknown.UNREADABLE, "a mode of proxies that we do not know")


def _added(system: System) -> int:
    content = system.read(LISTED, optional=True)
    lines = [] if isinstance(content, Absent) else _listed(content)
    return sum(entry.kind != "folder" for pattern in ROOTS for entry in system.glob(pattern)) + sum(
        not line.startswith(("#", "!", "mozilla/")) for line in lines
    )


def _listed(content: bytes) -> list[str]:
    """The lines of Debian's list: a path each, with `!` before those that do not count."""
    lines = [line.strip() for line in content.decode(errors="replace").splitlines()]
    if any(not re.fullmatch(r"(?:#.*|!?[^\s#!/][^\x00�]*\.(?:crt|pem|cer))?", line) for line in lines):
        raise CannotTell(Unknown.UNREADABLE, f"{LISTED} has a line that names no certificate")
    return [line for line in lines if line]


# --- Windows ---------------------------------------------------------------------------------------------------------

TCPIP: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
SETTINGS: Final = r"Microsoft\Windows\CurrentVersion\Internet Settings"
POLICY: Final = rf"HKLM\SOFTWARE\Policies\{SETTINGS}"
CERTIFICATES: Final = (
    r"HKCU\Software\Microsoft\SystemCertificates\Root\Certificates",
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
    """The hosts file where the registry says, the proxy of the account or of the machine, the added roots, and the name servers that were set."""
    del data
    return _looked(system, _hosts, (_settings,), _thumbprints, _namers)


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


def _thumbprints(system: System) -> int:
    count = 0
    for path in CERTIFICATES:
        key = system.registry(path, optional=True)
        if key is ABSENT:
            continue
        if not all(_SHA1.fullmatch(name) for name in key.subkeys):
            raise CannotTell(Unknown.UNREADABLE, "a certificate without its number")
        count += len(key.subkeys)
    return count


# --- macOS -----------------------------------------------------------------------------------------------------------

PROXY: Final = ("scutil", "--proxy")
TRUST: Final = tuple(("sh", "-c", f"security dump-trust-settings{domain} 2>&1 | sed -n 1p") for domain in ("", " -d"))
"""Only the first line: those below name the certificates."""

_SCRIPT: Final = Handle(HandleKind.SWITCH, "-setautoproxystate", "networksetup")
_ENTRY: Final = re.compile(r"  (\w+) : (.+)")
_INSIDE: Final = re.compile(r"    |  }")  # of a list that stands in the dictionary
_TRUSTED: Final = re.compile(r"Number of trusted certs = (\d+)")
_NONE: Final = "No Trust Settings were found."


def macos(system: System, data: Data) -> Detours:
    """The hosts file, what scutil tells, and what was made to be trusted for this account and for all."""
    del data
    return _looked(system, lambda machine: read_hosts(machine, "/etc/hosts"), (_scutil,), _trusted)


def _scutil(system: System) -> list[Proxy]:
    lines = system.run(*PROXY).out.splitlines()
    if len(lines) < 2 or lines[0] != "<dictionary> {" or lines[-1] != "}":
        raise CannotTell(Unknown.UNREADABLE, "scutil did not tell a dictionary")
    values: dict[str, str] = {}
    for line in lines[1:-1]:
        found = _ENTRY.fullmatch(line)
        if found is not None:
            values[found[1]] = found[2]
        elif not _INSIDE.match(line):
            raise CannotTell(Unknown.UNREADABLE, "scutil tells of a setting in another shape")
    if any(name.endswith("Enable") and value not in {"0", "1"} for name, value in values.items()):
        raise CannotTell(Unknown.UNREADABLE, "scutil tells of a switch that is neither on nor off")
    kinds = [kind for kind in ("HTTP", "HTTPS", "SOCKS") if values.get(f"{kind}Enable") == "1"]
    proxies = [proxy_at(values.get(f"{kind}Proxy", "")) for kind in kinds]
    if values.get("ProxyAutoConfigEnable") == "1":
        proxies.append(replace(script_at(values.get("ProxyAutoConfigURLString", "")), handle=_SCRIPT))
    if values.get("ProxyAutoDiscoveryEnable") == "1":
        proxies.append(Proxy(By.SEARCH))
    return proxies


def _trusted(system: System) -> int:
    count = 0
    for question in TRUST:
        said = system.run(*question).out.strip()
        found = _TRUSTED.fullmatch(said)
        if found is None and not said.endswith(_NONE):
            raise CannotTell(Unknown.UNREADABLE, "security did not tell which certificates are trusted")
        count += int(found[1]) if found else 0
    return count
