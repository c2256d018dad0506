r"""`info.discoverable`: whether this computer shows itself to everybody near, by Bluetooth or on a network.

What one account has chosen (AirDrop, nearby sharing) is `info.nearby`: this check looks at the machine and at no home.

Windows: "network discovery" is a group of the firewall's rules (-32752 in every language), which are off for public
networks unless somebody turned them on. A network that is marked private is right at home, so that is a NOTE. Whether
Bluetooth can be found there is told by no key, only by a call that compiled code can make. Where the rules stand:

- `SharedAccess\Parameters\FirewallPolicy\FirewallRules`, those of the computer itself, 52 of this group on Windows 11;
- `…\FirewallPolicy\Mdm\FirewallRules` and `Policies\Microsoft\WindowsFirewall\FirewallRules`, those that an administrator
  laid down, in the same words.

A rule with a field `TTK…` is for a tunnel (Teredo) and shows the computer to nobody on the network: two such rules are on
for public networks in every Windows. What another field that we do not know binds a rule to, nobody here can tell.

macOS shows itself by Bluetooth while the Bluetooth settings are open, Linux as long as somebody has set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Text
from postigo_checks.strangers.discoverable.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.strangers.discoverable.fact import Visible


def load(platform: Platform) -> Implementation[Visible]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.strangers.discoverable.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.strangers.discoverable.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.strangers.discoverable.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.strangers.discoverable.macos import macos as way
    return Implementation(way, judge)


DISCOVERABLE: Final = Check(
    id="info.discoverable",
    title=Text("Who can see this computer nearby"),
    why=Text("A device that shows itself tells strangers that you are here. Some use it to send things to you."),
    tip=5,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("Whether Bluetooth shows this computer."),
            Text("What programs tell the network about this computer."),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "Whether Bluetooth shows this computer now. The firewall's rules for network discovery, also those of a policy, "
                "and how the network of now is marked."
            ),
            Text("Whether Bluetooth shows it at other times. Where the firewall is off, its rules hide nothing."),
        ),
        Platform.MACOS: Coverage(
            Text("Whether Bluetooth shows this computer."),
            Text("What programs tell the network about this computer."),
        ),
    },
    scope=Scope.MACHINE,
    budget=35.0,  # three calls of Windows, each with a cold start
    fixes=FIXES,
)
