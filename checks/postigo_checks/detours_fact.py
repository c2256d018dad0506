"""The fact that `net.hosts-proxy-dns` judges: what stands between this computer and the pages that it opens."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import CannotTell, Site, Unknown
from postigo_checks.hosts_file import Hosts


class Source(Enum):
    """What one could not look at."""

    HOSTS = "the hosts file"
    PROXY = "the proxy"
    ROOTS = "the root certificates"


class By(Enum):
    """How the way through a proxy was set."""

    ADDRESS = "an address"
    HERE = "a program on this computer"
    SCRIPT = "a script"
    SEARCH = "whatever the network names"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that is set. `site` is where it is, if that is told and is not this computer."""

    by: By
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Detours:
    """What stands in between. `roots` counts the root certificates that were added; None where nobody could look."""

    hosts: Hosts | None
    proxies: tuple[Proxy, ...] = ()
    roots: int | None = 0
    missed: tuple[tuple[Source, CannotTell], ...] = ()


_ADDRESS: Final = re.compile(
    r"(?:[a-z0-9]+=)?(?:[a-z0-9]+://)?(?:[^@/;\s]*@)?(\[[0-9a-fA-F:]+\]|[\w.-]+)(?::\d+)?(?:/\S*)?", re.ASCII
)


def proxy_at(text: str) -> Proxy:
    """A proxy by its address: `host:port`, a URL, or one of Windows' list `http=host:port;…`, of which the first counts.

    What stands before an @ is a name and a password; it is never looked at.
    """
    found = _ADDRESS.fullmatch(text.strip().partition(";")[0].strip())
    if found is None:
        raise CannotTell(Unknown.UNREADABLE, "the address of the proxy is none")
    host = found[1].strip("[]")
    return Proxy(By.HERE) if _is_here(host) else Proxy(By.ADDRESS, Site(host))


def script_at(text: str) -> Proxy:
    """A proxy by the address of a script; a file or data of this computer has no site."""
    if text.startswith(("file:", "data:", "/")):
        return Proxy(By.SCRIPT)
    found = proxy_at(text)
    return Proxy(By.SCRIPT, found.site)


def _is_here(host: str) -> bool:
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
