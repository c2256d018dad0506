"""Plans of `update.apps`: renewing the programs of one source, or letting it renew them."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, Plan, Platform, Text

_EFFORT: Final = Text("About 10 minutes.")
_RENEW: Final = Text("Update the programs")
_BY_THEMSELVES: Final = Text("Let programs update themselves")

FIXES: Final = (
    Plan(
        "renew-snap",
        _RENEW,
        (
            Instruct(Text("Type in a terminal: sudo snap refresh")),
            Instruct(Text("If they are on hold, type: sudo snap refresh --unhold")),
        ),
        _EFFORT,
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "renew-flatpak",
        _RENEW,
        (Instruct(Text("Open your software centre and install all updates, or type in a terminal: flatpak update")),),
        _EFFORT,
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "renew-homebrew",
        _RENEW,
        (Instruct(Text("Type in a terminal: brew update && brew upgrade")),),
        _EFFORT,
        on=frozenset({Platform.MACOS, Platform.LINUX}),
    ),
    Plan(
        "app-store",
        _BY_THEMSELVES,
        (Instruct(Text("Open the App Store, then its settings. Turn on “Automatic Updates”.")),),
        Text("About 1 minute."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "store",
        _BY_THEMSELVES,
        (
            Instruct(Text("Open the Microsoft Store, click your picture, then “Settings”. Turn on “App updates”.")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "store-rule",
        Text("Find out who made the rule that holds back the Store"),
        (
            Instruct(Text("Is this a computer of a school or a firm? Then ask the person there who looks after it.")),
            Instruct(
                Text(
                    "Is it of none? Then a program that tunes Windows, or somebody, made the rule. Undo it in that program."
                )
            ),
            Instruct(
                Text(
                    "Or take the rule away by hand: open “regedit” as administrator, go to "
                    "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsStore, and delete “AutoDownload” there."
                )
            ),
        ),
        _EFFORT,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "store-managed",
        Text("Ask who looks after this computer"),
        (Instruct(Text("Your school or organisation has switched this off. Ask the person who set it up.")),),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "store-service",
        Text("Let Windows Update start again"),
        (
            Instruct(Text("The Store fetches through the service of Windows Update, and that one is switched off.")),
            Instruct(Text("A program may have switched updates off. Undo it in that program.")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        _EFFORT,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "renew-apt",
        _RENEW,
        (
            Instruct(
                Text(
                    "Open your software centre and install all updates, or type in a terminal: "
                    "sudo apt update && sudo apt upgrade"
                )
            ),
        ),
        _EFFORT,
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "renew-scoop",
        _RENEW,
        (Instruct(Text("Open a terminal as administrator and type: scoop update; scoop update --global --all")),),
        _EFFORT,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "renew-chocolatey",
        _RENEW,
        (Instruct(Text("Open a terminal as administrator and type: choco upgrade all")),),
        _EFFORT,
        on=frozenset({Platform.WINDOWS}),
    ),
)
