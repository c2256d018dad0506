"""Plans of `net.wifi`. Care in a network of others, and a better lock for the own one."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, SettingsPage, Text

FIXES: Final = (
    Plan(
        "be-careful",
        Text("Use another network for private things"),
        (
            Instruct(Text("For private things, use your phone's own connection or a network with a password.")),
            OpenSettings(SettingsPage.NETWORK),
            Instruct(Text("Tell the computer to forget this network, so that it does not join it by itself.")),
        ),
        Text("About 2 minutes."),
    ),
    Plan(
        "own-network",
        Text("Protect this network, if you look after it"),
        (
            Instruct(Text("Open the settings of the router. Choose WPA2 or WPA3 and a long password.")),
            Instruct(Text("If you do not know how, call the firm that brings you the internet.")),
        ),
        Text("About 15 minutes."),
        rights=True,
    ),
)
