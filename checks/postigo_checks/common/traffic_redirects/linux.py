"""Probe of `net.hosts-proxy-dns` on Linux: the hosts file, two places of proxies, added root certificates.

The proxy of the desktop (`gsettings` would tell defaults as if chosen, so only where that desktop runs), of KDE's file, and of
/etc/environment. Added root certificates lie in one folder for each family of systems; `trust anchor` (p11-kit) puts them beside
that folder, in a file `NAME.p11-kit`. Debian's list of those that count (/etc/ca-certificates.conf) names those of its own as
`mozilla/…`.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import Absent, CannotTell, Data, System, Unknown
from postigo_checks.common.linux.desktop import Desktop, desktop, word
from postigo_checks.common.traffic_redirects.fact import By, Detours, Proxy, Roots, proxy_at
from postigo_checks.common.traffic_redirects.hosts_file import read_hosts
from postigo_checks.common.traffic_redirects.together import looked

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
    return looked(system, lambda machine: read_hosts(machine, "/etc/hosts"), (_environment, _desktop), _added)


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


def _added(system: System) -> Roots:
    content = system.read(LISTED, optional=True)
    lines = [] if isinstance(content, Absent) else _listed(content)
    files = sum(entry.kind != "folder" for pattern in ROOTS for entry in system.glob(pattern))
    return Roots(files + sum(not line.startswith(("#", "!", "mozilla/")) for line in lines))


def _listed(content: bytes) -> list[str]:
    """The lines of Debian's list: a path each, with `!` before those that do not count."""
    lines = [line.strip() for line in content.decode(errors="replace").splitlines()]
    if any(not re.fullmatch(r"(?:#.*|!?[^\s#!/][^\x00�]*\.(?:crt|pem|cer))?", line) for line in lines):
        raise CannotTell(Unknown.UNREADABLE, f"{LISTED} has a line that names no certificate")
    return [line for line in lines if line]
