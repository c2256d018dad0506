"""Places of logins: the host or the app that an address names."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import urlsplit

_APPS: Final = frozenset({"android", "androidapp", "ios", "iosapp"})  # Chrome; Bitwarden
_LONGEST: Final = 4096
_SPACE: Final = re.compile(r"\s")
_LONGEST_HOST: Final = 253  # RFC 1035, 2.3.4
# Nearly every address there is: read without urlsplit in a tenth of the time.
_PLAIN: Final = re.compile(
    r"(https?)://((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,63})(?:[/?#][!-~]{0,2000})?\Z"
)
# Names that no registry gives to anybody (RFC 2606, 6761, 6762, 7686, 8375; ICANN's "internal"), and what routers call themselves.
_NOBODYS: Final = frozenset(
    {"example", "home", "internal", "invalid", "lan", "local", "localdomain", "localhost", "onion", "test"}
)
_ROUTERS: Final = (
    "fritz.box", "home.arpa", "homerouter.cpe", "miwifi.com", "myrouter.io", "mywifiext.net", "router.asus.com",
    "routerlogin.com", "routerlogin.net", "speedport.ip", "tplinklogin.net", "tplinkmodem.net", "tplinkwifi.net",
)  # fmt: skip


class Address(NamedTuple):
    """An address without what is nobody's business: no path, no user, no port.

    `host` is lower case, ASCII and without `www.`; for an app, its package read from behind (`mediaclient.netflix.com`),
    which is how its maker's domain stands in it. `app` is the package as it is called. `scheme` is "" where none is given.
    """

    scheme: str
    host: str
    app: str = ""


@lru_cache(maxsize=1024)  # an entry is asked for its addresses by several, the last when its lot is judged
def address(url: str) -> Address | None:
    """Host or app of a cell with an address; None where there is none."""
    if plain := _PLAIN.match(url):
        return Address(plain[1], plain[2].removeprefix("www."))
    text = url.strip()
    if not text or len(text) > _LONGEST or _SPACE.search(text):
        return None
    scheme, mark, rest = text.partition("://")
    scheme = scheme.lower() if mark else ""
    try:
        named = urlsplit("//" + (rest if mark else text)).hostname or ""
    except ValueError:  # "Invalid IPv6 URL"; signs that NFKC would turn into others
        return None
    if scheme in _APPS:
        return Address(scheme, ".".join(reversed(named.split("."))), named) if named else None
    host = _ascii(named.rstrip(".")).removeprefix("www.")
    if not host or len(host) > _LONGEST_HOST or (not mark and "." not in host and ":" not in host):
        return None  # a word without a scheme is a title
    return Address(scheme, host)


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ""


def addresses(urls: Iterable[str]) -> tuple[Address, ...]:
    """Hosts and apps of an entry's addresses, in their order."""
    return tuple(found for url in urls if (found := address(url)))


class Place(NamedTuple):
    """Place of an entry: `site`, and whether that is a host with https. As `model.Judged` has it."""

    site: str
    https: bool


def place(urls: Iterable[str], name: str) -> Place:
    """Place of an entry: its first host or app, or else its title."""
    found = addresses(urls)
    if not found:
        return Place(name.strip(), https=False)
    return Place(
        found[0].app or found[0].host, any(each.scheme == "https" and each.host == found[0].host for each in found)
    )


def within(host: str, domain: str) -> bool:
    """Whether a host is a domain or lies in it."""
    return host == domain or host.endswith("." + domain)


def parents(host: str) -> list[str]:
    """Host and the domains around it, from the longest to the one of two labels."""
    found = [host]
    while "." in (above := found[-1].partition(".")[2]):
        found.append(above)
    return found


def is_local(host: str) -> bool:
    """Whether a host is of this house: a router, a printer, this machine."""
    try:
        return not ipaddress.ip_address(host.partition("%")[0]).is_global
    except ValueError:
        bare = "." not in host
        return bare or host.rpartition(".")[2] in _NOBODYS or any(within(host, router) for router in _ROUTERS)


def is_public_name(host: str) -> bool:
    """Whether a host is a name that the whole world resolves. It has letters, digits and hyphens, and is no number."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        labels = host.split(".")
        proper = all(0 < len(label) < 64 and label.strip("-") == label for label in labels)  # RFC 1035, 2.3.1 and 2.3.4
        plain = host.isascii() and host.replace(".", "").replace("-", "").isalnum()
        return proper and plain and len(host) <= _LONGEST_HOST and not labels[-1].isdigit() and not is_local(host)
    return False
