"""`net.hosts-proxy-dns`: whether something stands between this computer and the pages that it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Text
from postigo_checks.network.traffic_redirects.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.common.traffic_redirects.fact import Detours


def load(platform: Platform) -> Implementation[Detours]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.network.traffic_redirects.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.common.traffic_redirects.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.common.traffic_redirects.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.common.traffic_redirects.macos import macos as way
    return Implementation(way, judge)


NET_DETOURS: Final = Check(
    id="net.hosts-proxy-dns",
    title=Text("What stands between you and the web"),
    why=Text("Who stands in between can read along, or show you a false page."),
    tip=3,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text(
                "The hosts file, the proxy of the desktop and of the system, and added root certificates (their number)."
            ),
            Text("Certificates inside browsers, proxies of single programs, and which DNS server answers."),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "The hosts file, the proxy settings, name servers that were set by hand, and root certificates that a policy added or that were written into the list of this account (their number), and whether Windows trusts those."
            ),
            Text(
                "Certificates added for the whole computer: Windows keeps them among its own. A proxy that Windows "
                "looks for by itself. Name servers inside browsers, and which one the network gives you."
            ),
        ),
        Platform.MACOS: Coverage(
            Text("The hosts file, the proxy in force, and certificates that were made to be trusted (their number)."),
            Text(
                "Certificates inside browsers, those that a profile brings, and which DNS server answers. "
                "What an added certificate may be used for."
            ),
        ),
    },
    budget=15.0,
    fixes=FIXES,
)
