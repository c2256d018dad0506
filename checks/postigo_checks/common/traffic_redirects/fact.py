"""The fact that `net.hosts-proxy-dns` judges. What stands between this computer and the pages that it opens."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import CannotTell, Handle, Site, Unknown, Unseen
from postigo_checks.common.traffic_redirects.hosts_file import Hosts, Leads, leads_to


class Part(Enum):
    """Parts of a look that may stay unseen."""

    HOSTS = "the hosts file"
    PROXY = "the proxy"
    ROOTS = "the root certificates"
    TRUST = "whether the system trusts what was written into an account's list"
    NAMES = "the name servers"


class By(Enum):
    """How the way through a proxy was set."""

    ADDRESS = "an address"
    HERE = "a program on this computer"
    SCRIPT = "a script"
    BARE_SCRIPT = "a script at a number on the internet, without a name"
    SEARCH = "whatever the network names"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that is set. `site` is where it is, if that is told and is not this computer; `handle` the setting."""

    by: By
    site: Site | None = None
    handle: Handle | None = None


@dataclass(frozen=True, slots=True)
class Roots:
    """Numbers of root certificates: `added`, and `written` where the system may not heed them.

    `doubt`: why nobody can tell of the written ones whether it does.
    """

    added: int = 0
    written: int = 0
    doubt: Unknown | None = None


@dataclass(frozen=True, slots=True)
class Detours:
    """Things that stand between this computer and the web. `roots` is None where nobody could look.

    `names` are the name servers that were set by hand; None where they were not looked at.
    """

    hosts: Hosts | None
    proxies: tuple[Proxy, ...] = ()
    roots: Roots | None = Roots()
    names: tuple[Site, ...] | None = None
    unseen: tuple[Unseen[Part], ...] = ()


_ADDRESS: Final = re.compile(
    r"(?:[a-z0-9]+=)?(?:[a-z0-9]+://)?(?:[^@/;\s]*@)?(\[[0-9a-fA-F:]+\]|[\w.-]+)(?::\d+)?(?:/\S*)?", re.ASCII
)


_NUMBERS: Final = re.compile(r"(?:0x[0-9a-f]+|[0-9]+)(?:\.(?:0x[0-9a-f]+|[0-9]+)){0,3}\.?", re.IGNORECASE)


def proxy_at(text: str) -> Proxy:
    """A proxy by its address. `host:port`, a URL, or one of Windows' list `http=host:port;…`, of which the first counts.

    What stands before an @ is a name and a password; it is never looked at.
    """
    found = _ADDRESS.fullmatch(text.strip().partition(";")[0].strip())
    if found is None:
        raise CannotTell(Unknown.UNREADABLE, "the address of the proxy is none")
    host = found[1].strip("[]")
    return Proxy(By.HERE) if _is_here(host) else Proxy(By.ADDRESS, Site(host))


def script_at(text: str) -> Proxy:
    """A proxy by the address of a script. A file or data of this computer has no site.

    A script that a program of this computer hands out is that program's. No school or filter has its script at a bare
    number on the internet; a well-known trojan that goes for banks does.
    """
    if text.casefold().startswith(("file:", "data:", "/")):
        return Proxy(By.SCRIPT)
    found = proxy_at(text)
    if found.site is None:
        return found
    return Proxy(By.BARE_SCRIPT if _is_bare(found.site.name) else By.SCRIPT, found.site)


def servers_in(text: str) -> tuple[Site, ...]:
    """Name servers as Windows writes them, with commas or spaces between. UNREADABLE where one is no address."""
    servers = text.replace(",", " ").replace(";", " ").replace("\0", " ").split()
    if any(leads_to(server) is None for server in servers):
        raise CannotTell(Unknown.UNREADABLE, "a name server that is no address")
    return tuple(map(Site, servers))


def _is_bare(host: str) -> bool:
    """Whether a host is a number of the internet, as browsers read one."""
    return leads_to(host) is Leads.ELSEWHERE or (leads_to(host) is None and _NUMBERS.fullmatch(host) is not None)


def _is_here(host: str) -> bool:
    if host.casefold().rstrip(".") == "localhost" or host.casefold().rstrip(".").endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
