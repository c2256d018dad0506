"""Probe of `net.hosts-proxy-dns` on macOS: the hosts file, the proxy in force, trusted certificates.

`scutil --proxy` tells what holds now, also when a VPN set it. Words of `security` are not translated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, System, Unknown
from postigo_checks.common.traffic_redirects.fact import By, Detours, Proxy, Roots, proxy_at, script_at
from postigo_checks.common.traffic_redirects.hosts_file import read_hosts
from postigo_checks.common.traffic_redirects.together import looked

PROXY: Final = ("scutil", "--proxy")
TRUST: Final = tuple(("sh", "-c", f"security dump-trust-settings{domain} 2>&1 | sed -n 1p") for domain in ("", " -d"))
"""Only the first line: those below name the certificates."""

_SCRIPT: Final = Handle(HandleKind.SWITCH, "-setautoproxystate", "networksetup")
_ENTRY: Final = re.compile(r"  (\w+) : (.+)")
_INSIDE: Final = re.compile(r"    |  }")  # of a list that stands in the dictionary
_TRUSTED: Final = re.compile(r"Number of trusted certs = (\d+)")
_NONE: Final = "No Trust Settings were found."

_SWITCHES: Final = {
    "HTTPProxy": "HTTPEnable",
    "HTTPSProxy": "HTTPSEnable",
    "SOCKSProxy": "SOCKSEnable",
    "ProxyAutoConfigURLString": "ProxyAutoConfigEnable",
}
"""Switch of each place that a proxy or a script may have. Without it nothing tells whether the place is used."""


def macos(system: System, data: Data) -> Detours:
    """The hosts file, the proxy of scutil, and certificates that were made to be trusted."""
    del data
    return looked(system, lambda machine: read_hosts(machine, "/etc/hosts"), (_scutil,), _trusted)


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
    if any(place in values and switch not in values for place, switch in _SWITCHES.items()):
        raise CannotTell(Unknown.UNREADABLE, "scutil tells of a proxy without its switch")
    kinds = [kind for kind in ("HTTP", "HTTPS", "SOCKS") if values.get(f"{kind}Enable") == "1"]
    proxies = [proxy_at(values.get(f"{kind}Proxy", "")) for kind in kinds]
    if values.get("ProxyAutoConfigEnable") == "1":
        proxies.append(replace(script_at(values.get("ProxyAutoConfigURLString", "")), handle=_SCRIPT))
    if values.get("ProxyAutoDiscoveryEnable") == "1":
        proxies.append(Proxy(By.SEARCH))
    return proxies


def _trusted(system: System) -> Roots:
    count = 0
    for question in TRUST:
        said = system.run(*question).out.strip()
        found = _TRUSTED.fullmatch(said)
        if found is None and not said.endswith(_NONE):
            raise CannotTell(Unknown.UNREADABLE, "security did not tell which certificates are trusted")
        count += int(found[1]) if found else 0
    return Roots(count)
