"""Judge of `net.hosts-proxy-dns`: neutral notes, and **ADVISE** only for what no filter needs.

Filters of schools and parents, antivirus programs, VPNs and tools of people who write programs all do what a spy would do
too: a proxy, a root certificate, lines in the hosts file. What none of them needs is the name of a page that is led to a fixed
computer on the internet, blocked updates, and a proxy's script at a bare number on the internet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Handle, HandleKind, Level, Site, Text, Value, gaps
from postigo_checks.common.traffic_redirects.fact import By, Detours, Part, Proxy, Roots
from postigo_checks.common.traffic_redirects.hosts_file import Hosts

_NAMED: Final = 10  # names in the evidence of one finding

_UNSEEN: Final = {
    Part.HOSTS: Text("We could not read the hosts file. It says where web addresses lead."),
    Part.PROXY: Text("We could not see whether a proxy is set."),
    Part.ROOTS: Text("We could not see whether root certificates were added."),
    Part.TRUST: Text("We could not see whether the system trusts the certificates in the list of this account."),
    Part.NAMES: Text("We could not see which name servers are set. They say where web addresses lead."),
}


def judge(fact: Detours) -> Iterator[Finding | Gap]:
    """The hosts file, the proxy, the roots. Good only when all were seen and are as usual."""
    unusual = [*_hosts(fact.hosts or Hosts()), *(_proxy(proxy) for proxy in fact.proxies)]
    unusual += _roots(fact.roots or Roots())
    if fact.names:
        text = Text(
            "{n} name server was set by hand: {servers}. It says where each web address leads. VPNs and filters do this.",
            "{n} name servers were set by hand: {servers}. They say where each web address leads. VPNs and filters do this.",
            len(fact.names),
            {"n": len(fact.names), "servers": fact.names[:_NAMED]},
        )
        unusual.append(Finding("name-servers-set", Level.NOTE, text))
    yield from unusual
    if not unusual and not fact.unseen:
        text = Text("We saw nothing unusual between this computer and the web.")
        if fact.names is None:
            text = Text(
                "Nothing is unusual on the way to the web: the hosts file, the proxy and the root certificates."
            )
        yield Finding("as-usual", Level.GOOD, text)
    yield from gaps(fact.unseen, _UNSEEN)


def _hosts(hosts: Hosts) -> Iterator[Finding]:
    file = Handle(HandleKind.PATH, hosts.path)
    if hosts.elsewhere:
        text = Text(
            "A list on this computer (the hosts file) leads {n} web address to a fixed computer on the internet. A false page could be there.",
            "A list on this computer (the hosts file) leads {n} web addresses to fixed computers on the internet. False pages could be there.",
            len(hosts.elsewhere),
            {"n": len(hosts.elsewhere)},
        )
        sites = _sites(hosts.elsewhere)
        yield Finding("hosts-elsewhere", Level.ADVISE, text, evidence=sites, fixes=_FIXES, handle=file)
    if hosts.guards:
        text = Text(
            "A list on this computer (the hosts file) blocks pages from which updates or warnings come. Programs that protect you may stay old."
        )
        yield Finding("updates-blocked", Level.ADVISE, text, evidence=_sites(hosts.guards), fixes=_FIXES, handle=file)
    if hosts.within:
        text = Text(
            "A list on this computer (the hosts file) leads {n} web address into this network. Firms and schools do this.",
            "A list on this computer (the hosts file) leads {n} web addresses into this network. Firms and schools do this.",
            len(hosts.within),
            {"n": len(hosts.within)},
        )
        yield Finding("hosts-within", Level.NOTE, text, evidence=_sites(hosts.within))
    if hosts.blocked > len(hosts.guards):
        text = Text(
            "A list on this computer (the hosts file) blocks {n} web address. Filters for advertisements do this.",
            "A list on this computer (the hosts file) blocks {n} web addresses. Filters for advertisements do this.",
            hosts.blocked,
            {"n": hosts.blocked},
        )
        yield Finding("hosts-blocked", Level.NOTE, text)


def _roots(roots: Roots) -> Iterator[Finding]:
    if roots.added:
        text = Text(
            "{n} root certificate was added. Whoever owns it may be able to read encrypted connections. Antivirus programs and school filters add such.",
            "{n} root certificates were added. Whoever owns them may be able to read encrypted connections. Antivirus programs and school filters add such.",
            roots.added,
            {"n": roots.added},
        )
        yield Finding("roots-added", Level.NOTE, text)
    if roots.written:
        text = Text(
            "{n} root certificate was written into the list of this account. If the system trusts it, its owner may be able to read encrypted connections. Antivirus programs and school filters add such.",
            "{n} root certificates were written into the list of this account. If the system trusts them, their owners may be able to read encrypted connections. Antivirus programs and school filters add such.",
            roots.written,
            {"n": roots.written},
        )
        yield Finding("roots-written", Level.NOTE, text)


def _sites(names: tuple[str, ...]) -> dict[str, Value | Text]:
    return {f"name {number}": Site(name) for number, name in enumerate(names[:_NAMED], 1)}


def _proxy(proxy: Proxy) -> Finding:
    match proxy.by:
        case By.HERE:
            text = Text("What you open in the web goes through a program on this computer. Filters and VPNs do this.")
        case By.ADDRESS if proxy.site is not None:
            text = Text(
                "What you open in the web goes through {site} first. Schools and firms do this.",
                values={"site": proxy.site},
            )
        case By.ADDRESS:
            text = Text("What you open in the web goes through another computer first. Schools and firms do this.")
        case By.BARE_SCRIPT:
            return Finding(
                "proxy-bare-script", Level.ADVISE, _bare(proxy), proxy.site, fixes=_PROXY_FIXES, handle=proxy.handle
            )
        case By.SCRIPT:
            text = Text("A script decides which way you go into the web. Schools and firms do this.")
        case By.SEARCH:
            text = Text("The network that you are in may decide which way you go into the web.")
    return Finding(f"proxy-{proxy.by.name.lower()}", Level.NOTE, text, subject=proxy.site)


def _bare(proxy: Proxy) -> Text:
    text = Text(
        "A script on another computer decides which way you go into the web. It could lead you to a false bank."
    )
    if proxy.site is None:
        return text
    return Text(
        "A script at {site} decides which way you go into the web. It could lead you to a false bank. "
        "Schools and firms use names there, not bare numbers.",
        values={"site": proxy.site},
    )


_PROXY_FIXES: Final = ("clear-proxy",)
_FIXES: Final = ("clean-hosts",)
