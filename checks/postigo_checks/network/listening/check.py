"""`net.listening`: which programs wait for other devices of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.network.listening.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.network.listening.fact import Listening


def load(_platform: Platform) -> Implementation[Listening]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.network.listening.judge import judge
    from postigo_checks.network.listening.probes import look

    return Implementation(look, judge)


NET_LISTENING: Final = Check(
    id="net.listening",
    title=Text("Programs that accept connections from other devices"),
    why=Text("Somebody on the same network can reach a program that accepts connections."),
    tip=3,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("Which programs accept connections from other devices. Nothing is sent, and no port is tried."),
            Text(
                "The programs of other accounts. Without root, what containers pass on. Whether the firewall lets others in."
            ),
            elevated=True,
        ),
        Platform.WINDOWS: Coverage(
            Text("Which programs accept connections from other devices. Nothing is sent, and no port is tried."),
            Text("Whether the firewall lets others in."),
            elevated=True,
        ),
        Platform.MACOS: Coverage(
            Text("Which of your own programs accept connections. Nothing is sent, and no port is tried."),
            Text("Programs of the system and of other accounts. Whether the firewall lets others in."),
            elevated=True,
        ),
    },
    share=Share.NAMES,
    scope=Scope.MACHINE,
    fixes=FIXES,
)
