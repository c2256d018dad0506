"""Plans of `update.os-supported`: what to do without security updates."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text
from postigo_checks.updates.automatic.fixes import RESUME

_COPY = Instruct(Text("First copy your files to another disk."))
_OLD = Instruct(Text("Is the computer too old for it? Ask for help. Another system, like Linux, may work."))
_EFFORT = Text("About two hours. Take your time, and ask for help if you want.")

FIXES: Final = (
    Plan(
        "upgrade",
        Text("Move to a newer version of the system"),
        (
            _COPY,
            OpenSettings(SettingsPage.UPDATES),
            Instruct(Text("Choose the upgrade to the new version. If none is offered, ask somebody who knows Linux.")),
        ),
        _EFFORT,
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "ubuntu-pro",
        Text("Turn on Ubuntu Pro"),
        (
            Instruct(Text("Ubuntu Pro repairs old versions for longer. It is free for five computers of one person.")),
            Instruct(Text("Open “Software & Updates”, then “Ubuntu Pro”, and follow the steps.")),
        ),
        Text("About 15 minutes. It needs an account at Ubuntu."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "enrol",
        Text("Get the extra updates for Windows 10"),
        (
            Instruct(
                Text(
                    "In Spain and the rest of the European Economic Area they cost nothing. "
                    "A grown-up's Microsoft account is needed."
                )
            ),
            OpenSettings(SettingsPage.UPDATES),
            Instruct(Text("Choose “Enroll now” beside “Extended Security Updates”, and follow the steps.")),
            Instruct(Text("From then on sign in with that account at least every 60 days, or the updates stop.")),
            Instruct(Text("Do you not see it? First install all updates that wait, and restart.")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        Text("About 15 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "upgrade",
        Text("Move to a newer Windows"),
        (
            _COPY,
            OpenSettings(SettingsPage.UPDATES),
            RESUME,
            Instruct(Text("Choose the newer version if Windows offers it.")),
            _OLD,
        ),
        _EFFORT,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "upgrade-pinned",
        Text("Take away what keeps the old Windows, then move to a newer one"),
        (
            _COPY,
            Instruct(
                Text(
                    "A rule keeps this computer at its version of Windows, so no newer one is ever offered. "
                    "At a school or a firm, ask the person who looks after it."
                )
            ),
            Instruct(
                Text(
                    "Is it of no school or firm? Open “regedit” as administrator, go to "
                    "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate, and delete there "
                    "“TargetReleaseVersion”, “TargetReleaseVersionInfo”, “ProductVersion” and “DisableOSUpgrade”. Then restart."
                )
            ),
            OpenSettings(SettingsPage.UPDATES),
            RESUME,
            Instruct(Text("Choose “Check for updates”, and take the newer version when it is offered.")),
            _OLD,
        ),
        _EFFORT,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "upgrade",
        Text("Move to a newer macOS"),
        (
            _COPY,
            OpenSettings(SettingsPage.UPDATES),
            Instruct(Text("Choose “Upgrade Now” if your Mac offers it.")),
            _OLD,
        ),
        _EFFORT,
        on=frozenset({Platform.MACOS}),
    ),
)
