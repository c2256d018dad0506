"""`firewall.enabled`: whether a firewall keeps out what nobody in here asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.network.firewall.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.network.firewall.fact import Firewall


def load(platform: Platform) -> Implementation[Firewall]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.network.firewall.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.network.firewall.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.network.firewall.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.network.firewall.macos import macos as way
    return Implementation(way, judge)


FIREWALL_ENABLED: Final = Check(
    id="firewall.enabled",
    title=Text("The firewall"),
    why=Text("On a shared network, a firewall keeps strangers' devices from reaching the programs of this computer."),
    tip=3,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("What firewalld lets in, and what ufw is set to. As root, the rules in force (nftables, iptables)."),
            Text("Without root, the rules in force. What the programs do that are reached through the few open ports."),
            elevated=True,
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "The Windows firewall for public, private and work networks, whether it answers, and firewalls of other "
                "makers."
            ),
            Text("Exceptions that let single programs through."),
        ),
        Platform.MACOS: Coverage(
            Text("Whether the firewall of macOS is on."),
            Text("Firewalls of other makers. Exceptions that let single programs through."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=30.0,
    fixes=FIXES,
)
