"""Plans of `firewall.enabled`. To turn the firewall on, and to close what is open in it."""

from __future__ import annotations

from typing import Final

from postigo.api import HandleKind, Instruct, Means, OpenSettings, Plan, Platform, SettingsPage, Text

_BUTTON: Final = Text("Turn on the firewall…")
_ON: Final = Text("The firewall is on. It lets nobody in whom you did not ask in.")
_AFFECTS: Final = Text("Programs that others on this network reach here may need an exception.")

FIXES: Final = (
    Plan(
        "turn-on",
        Text("Turn on the firewall"),
        (
            OpenSettings(SettingsPage.FIREWALL),
            Instruct(Text("Open each network that shows “The firewall is off”.")),
            Instruct(Text("Turn on Microsoft Defender Firewall there.")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.WINDOWS}),
        means=(Means(HandleKind.FIREWALL, within="windows", helper="firewall-on", says=_ON),),
        button=_BUTTON,
        affects=_AFFECTS,
    ),
    Plan(
        "keep-out",
        Text("Set the firewall back"),
        (
            OpenSettings(SettingsPage.FIREWALL),
            Instruct(Text("At the bottom, choose “Restore firewalls to default”.")),
            Instruct(Text("Some programs may ask you again if they may use the network.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "turn-on",
        Text("Turn on the firewall"),
        (
            OpenSettings(SettingsPage.FIREWALL),
            Instruct(Text("Turn on “Firewall”.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "set-up",
        Text("Turn on the firewall"),
        (
            Instruct(Text("If you have a program called “Firewall”, open it. Turn it on, and refuse what comes in.")),
            Instruct(Text("If you have none, look for “Firewall” in your software centre, and install it.")),
            Instruct(Text("On Fedora or openSUSE, type: sudo systemctl enable --now firewalld")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.LINUX}),
        means=tuple(
            Means(HandleKind.FIREWALL, within=wall, helper="firewall-on", says=_ON) for wall in ("ufw", "firewalld")
        ),
        button=_BUTTON,
        affects=_AFFECTS,
    ),
    Plan(
        "close-ports",
        Text("Look at what is open"),
        (
            Instruct(Text("With ufw, type in a terminal: sudo ufw status numbered")),
            Instruct(Text("With firewalld, type: sudo firewall-cmd --list-all-zones")),
            Instruct(Text("Take away what nobody needs. Programs that others must reach need their own port only.")),
            Instruct(Text("For a container, publish a port for this computer only, as in: -p 127.0.0.1:8080:80")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        Text("About 10 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "narrow",
        Text("Close the firewall further"),
        (
            Instruct(Text("Type in a terminal: sudo firewall-cmd --set-default-zone=public")),
            Instruct(Text("A program that others on this network must find may then need an exception.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.LINUX}),
    ),
)
