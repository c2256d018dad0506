"""Plans of `update.auto`: one for each way in which a system renews itself."""

from __future__ import annotations

from typing import Final

from postigo.api import HandleKind, Instruct, Means, OpenSettings, Plan, Platform, SettingsPage, Text
from postigo_checks.updates.linux_renewal.fixes import FINISH_APT

_ON_LINUX: Final = frozenset({Platform.LINUX})
_ON_WINDOWS: Final = frozenset({Platform.WINDOWS})
_ON_MACOS: Final = frozenset({Platform.MACOS})
_TURN_ON: Final = Text("Turn on automatic updates")
_EFFORT: Final = Text("About 5 minutes.")

_BUTTON: Final = Text("Turn on automatic updates…")
_BY_THEMSELVES: Final = Text("The system looks for updates and installs them by itself.")


def _automatic(*kinds: HandleKind) -> tuple[Means, ...]:
    """Means by the helper for any handle: it looks itself for what is off."""
    return tuple(Means(kind, helper="updates-automatic", says=_BY_THEMSELVES) for kind in kinds)


RESUME: Final = Instruct(Text("Are updates paused there? Choose “Resume updates” first."))
"""The step without which no other one on the page of Windows' updates works."""

FIXES: Final = (
    Plan(
        "apt-auto",
        _TURN_ON,
        (
            Instruct(Text("Type in a terminal: sudo apt update")),
            Instruct(Text("Then type: sudo apt install unattended-upgrades")),
            Instruct(Text("Answer yes to what this asks. Type: sudo dpkg-reconfigure unattended-upgrades")),
        ),
        _EFFORT,
        on=_ON_LINUX,
        means=_automatic(HandleKind.FILE_SETTING, HandleKind.UNIT),
        button=_BUTTON,
    ),
    FINISH_APT,
    Plan(
        "apt-rules",
        Text("Let automatic updates take the security updates"),
        (
            Instruct(Text("Open the file /etc/apt/apt.conf.d/50unattended-upgrades with administrator rights.")),
            Instruct(Text("The lines of your system with “security” must have no // before them.")),
            Instruct(Text("Under Package-Blacklist and Package-Whitelist nothing should stand that you do not know.")),
            Instruct(Text("A rule in /etc/apt/preferences.d, or APT::Default-Release, may also hold them back.")),
            Instruct(Text("To try it, type in a terminal: sudo unattended-upgrade --dry-run --verbose")),
        ),
        _EFFORT,
        on=_ON_LINUX,
    ),
    Plan(
        "apt-try",
        Text("Try the automatic updates once"),
        (
            Instruct(Text("Type in a terminal: sudo apt update && sudo unattended-upgrade --verbose")),
            Instruct(Text("Does an error appear? Then ask somebody who knows this system.")),
            Instruct(Text("If none appears, they work. Leave the computer on for some hours each week.")),
        ),
        _EFFORT,
        on=_ON_LINUX,
    ),
    Plan(
        "ostree-auto",
        _TURN_ON,
        (
            Instruct(Text("Write “AutomaticUpdatePolicy=stage” under [Daemon] in the file /etc/rpm-ostreed.conf.")),
            Instruct(Text("Then type in a terminal: sudo systemctl enable --now rpm-ostreed-automatic.timer")),
            Instruct(Text("The new system runs after the next restart.")),
        ),
        _EFFORT,
        on=_ON_LINUX,
        means=_automatic(HandleKind.FILE_SETTING, HandleKind.UNIT),
        button=_BUTTON,
    ),
    Plan(
        "ublue-auto",
        _TURN_ON,
        (
            Instruct(Text("Choose that updates are on, where this asks. Type in a terminal: ujust toggle-updates")),
            Instruct(Text("To update the system now, type: ujust update")),
            Instruct(Text("The new system runs after the next restart.")),
        ),
        _EFFORT,
        on=_ON_LINUX,
    ),
    Plan(
        "transactional-auto",
        _TURN_ON,
        (
            Instruct(Text("Type in a terminal: sudo systemctl enable --now transactional-update.timer")),
            Instruct(Text("The new system runs after the next restart.")),
        ),
        _EFFORT,
        on=_ON_LINUX,
        means=_automatic(HandleKind.UNIT),
        button=_BUTTON,
    ),
    Plan(
        "steamos-renew",
        Text("Update SteamOS"),
        (
            Instruct(Text("Press the Steam button, then open the settings, “System”, and look for updates there.")),
            Instruct(Text("Choose “Apply”. The new system runs after the restart.")),
        ),
        _EFFORT,
        on=_ON_LINUX,
    ),
    Plan(
        "dnf5-auto",
        _TURN_ON,
        (
            Instruct(Text("Type in a terminal: sudo dnf install dnf5-plugin-automatic")),
            Instruct(Text("Write “apply_updates = yes” under [commands] in the file /etc/dnf/automatic.conf.")),
            Instruct(Text("Then type: sudo systemctl enable --now dnf5-automatic.timer")),
        ),
        _EFFORT,
        on=_ON_LINUX,
        means=_automatic(HandleKind.FILE_SETTING, HandleKind.UNIT),
        button=_BUTTON,
    ),
    Plan(
        "dnf-auto",
        _TURN_ON,
        (
            Instruct(Text("Type in a terminal: sudo dnf install dnf-automatic")),
            Instruct(Text("Write “apply_updates = yes” under [commands] in the file /etc/dnf/automatic.conf.")),
            Instruct(Text("Then type: sudo systemctl enable --now dnf-automatic.timer")),
        ),
        _EFFORT,
        on=_ON_LINUX,
        means=_automatic(HandleKind.FILE_SETTING, HandleKind.UNIT),
        button=_BUTTON,
    ),
    Plan(
        "dnf-rules",
        Text("Let automatic updates take all updates"),
        (
            Instruct(Text("This system does not say which updates are for security. So all must be taken.")),
            Instruct(Text("Write “upgrade_type = default” under [commands] in the file /etc/dnf/automatic.conf.")),
        ),
        _EFFORT,
        on=_ON_LINUX,
    ),
    Plan(
        "zypper-auto",
        _TURN_ON,
        (
            OpenSettings(SettingsPage.UPDATES),
            Instruct(Text("If your system offers automatic updates there, turn them on.")),
            Instruct(Text("If it does not, look for updates yourself once a week.")),
        ),
        _EFFORT,
        on=_ON_LINUX,
    ),
    Plan(
        "windows-auto",
        _TURN_ON,
        (
            OpenSettings(SettingsPage.UPDATES),
            Instruct(Text("Choose “Check for updates”. Does an error appear? Then ask somebody for help.")),
            Instruct(Text("A program may have switched updates off. Undo it in that program.")),
        ),
        _EFFORT,
        on=_ON_WINDOWS,
    ),
    Plan(
        "windows-resume",
        Text("End the pause"),
        (OpenSettings(SettingsPage.UPDATES), Instruct(Text("Choose “Resume updates”."))),
        Text("About 1 minute."),
        on=_ON_WINDOWS,
        means=(
            Means(
                HandleKind.REGISTRY_VALUE,
                helper="updates-automatic",
                says=Text("The pause ends, and updates come again."),
            ),
        ),
        button=Text("End the pause…"),
    ),
    Plan(
        "windows-auto-rule",
        Text("Find out who made the rule that holds back the updates"),
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
                    "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate, and delete there, and in “AU” "
                    "below it, the values that we named. Restart, and look again."
                )
            ),
        ),
        Text("About 10 minutes."),
        on=_ON_WINDOWS,
    ),
    Plan(
        "windows-auto-managed",
        Text("Ask who looks after this computer"),
        (Instruct(Text("A rule of this computer decides about updates. Ask the person who set it up.")),),
        on=_ON_WINDOWS,
    ),
    Plan(
        "macos-auto",
        _TURN_ON,
        (
            OpenSettings(SettingsPage.UPDATES),
            Instruct(Text("Choose the ⓘ beside “Automatic Updates” and turn everything on.")),
        ),
        Text("About 2 minutes."),
        on=_ON_MACOS,
    ),
    Plan(
        "by-hand",
        Text("Install the update yourself"),
        (
            Instruct(Text("Plug the Mac in, and free 20 GB on its disk if there is less.")),
            OpenSettings(SettingsPage.UPDATES),
            Instruct(Text("Choose “Update Now”. Leave the Mac plugged in until it is done.")),
            Instruct(Text("Does it fail again? Restart the Mac, try once more, then ask Apple or whoever helps you.")),
        ),
        Text("About 30 minutes and a restart."),
        on=_ON_MACOS,
    ),
)
