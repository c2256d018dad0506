"""Look at all halves of `net.hosts-proxy-dns`, each with its own gap."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from postigo.api import CannotTell, Site, System, Unknown, Unseen, attempt
from postigo_checks.common.traffic_redirects.fact import Detours, Part, Proxy, Roots
from postigo_checks.common.traffic_redirects.hosts_file import Hosts

T = TypeVar("T")


def looked(
    system: System,
    hosts: Callable[[System], Hosts],
    proxies: tuple[Callable[[System], list[Proxy]], ...],
    roots: Callable[[System], Roots],
    names: Callable[[System], tuple[Site, ...]] | None = None,
) -> Detours:
    """The fact, by the ways of one platform. A half that could not be seen is unseen, and costs the others nothing."""
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
    if added is not None and added.doubt is not None:
        unseen.append(Unseen(Part.TRUST, added.doubt))
    servers = told(Part.NAMES, names) if names else None
    return Detours(file, tuple(dict.fromkeys(found)), added, servers, tuple(unseen))
