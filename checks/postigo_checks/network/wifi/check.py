"""`net.wifi`: whether the Wi-Fi network that this computer is in now lets others listen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Share, Text
from postigo_checks.network.wifi.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.network.wifi.fact import Joined


def load(platform: Platform) -> Implementation[Joined]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.network.wifi.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.network.wifi.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.network.wifi.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.network.wifi.macos import macos as way
    return Implementation(way, judge)


NET_WIFI: Final = Check(
    id="net.wifi",
    title=Text("The protection of the Wi-Fi network"),
    why=Text("In an open network, others nearby can listen, or pretend to be the network."),
    tip=3,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("How the Wi-Fi network that you are in now is protected. Its name is not read."),
            Text("Networks that are not joined now. Systems without NetworkManager."),
        ),
        Platform.WINDOWS: Coverage(
            Text("How the Wi-Fi network that you are in now is protected. Its name is not read."),
            Text("Networks that are not joined now."),
        ),
        Platform.MACOS: Coverage(
            Text("How the Wi-Fi network that you are in now is protected. Its name is not read."),
            Text("Networks that are not joined now."),
        ),
    },
    share=Share.OPEN,
    budget=30.0,
    fixes=FIXES,
)
