"""Plans that renew a Linux, one for each way; none names the tools of another."""

from __future__ import annotations

from postigo.api import HandleKind, Instruct, Means, OpenSettings, Plan, Platform, SettingsPage, Text

_LINUX = frozenset({Platform.LINUX})
_EFFORT = Text("About 10 minutes and a restart.")
_RESTART = Instruct(Text("Restart the computer, so that everything uses the repaired parts."))
_IN_WINDOW = Instruct(Text("Install everything that is listed there."))
_LET_GO = Text("Release what is held back")
_BY_HELPER = frozenset({"apt", "dnf", "zypper"})
_INSTALLED = Text("The system's own tool installs what waits. Leave the computer on until it is done.")
_FEW_MINUTES = Text("About 5 minutes.")


def _by_command(fix: str, title: Text, command: Text) -> Plan:
    """The plan for one package manager: its program, or its command, then a restart."""
    steps = (OpenSettings(SettingsPage.UPDATES), _IN_WINDOW, Instruct(command), _RESTART)
    if fix not in _BY_HELPER:
        return Plan(fix, title, steps, _EFFORT, on=_LINUX)
    means = Means(HandleKind.PACKAGE, within=fix, helper="updates-install", says=_INSTALLED, undoable=False)
    return Plan(fix, title, steps, _EFFORT, on=_LINUX, means=(means,), button=Text("Install the updates…"))


def _as_a_whole(fix: str, title: Text, command: Text) -> Plan:
    """Plan for a system that is renewed as a whole, and runs after the restart."""
    after = Instruct(Text("Restart the computer. Only then the new system runs."))
    return Plan(fix, title, (Instruct(command), after), _EFFORT, on=_LINUX)


def _let_go(fix: str, *steps: Text) -> Plan:
    asked = Instruct(
        Text("Somebody may have had a reason. If you do not know it, ask whoever looks after this computer.")
    )
    return Plan(fix, _LET_GO, (asked, *(Instruct(step) for step in steps)), _FEW_MINUTES, on=_LINUX)


def _add_source(fix: str, step: Text) -> Plan:
    asked = Instruct(Text("If you do not find it, ask somebody who knows this system."))
    return Plan(
        fix, Text("Switch on the source of security updates again"), (Instruct(step), asked), _FEW_MINUTES, on=_LINUX
    )


FINISH_APT = Plan(
    "finish-apt",
    Text("Finish the interrupted installation"),
    (
        Instruct(Text("Are updates being installed right now? Then wait until they are done, and look again.")),
        Instruct(Text("Type in a terminal: sudo dpkg --configure -a")),
        Instruct(Text("Then type: sudo apt --fix-broken install")),
        Instruct(Text("At the end type: sudo apt update && sudo apt full-upgrade")),
        _RESTART,
    ),
    _EFFORT,
    on=_LINUX,
)

FIXES_OF_LINUX = (
    _by_command(
        "apt",
        Text("Install the updates"),
        Text("Or type in a terminal: sudo apt update && sudo apt full-upgrade"),
    ),
    _by_command("dnf", Text("Install the updates"), Text("Or type in a terminal: sudo dnf upgrade --refresh")),
    _by_command("zypper", Text("Install the updates"), Text("Or type in a terminal: sudo zypper patch")),
    _by_command(
        "zypper-dup",
        Text("Install the updates"),
        Text("Or type in a terminal: sudo zypper dup"),
    ),
    _by_command("pacman", Text("Install the updates"), Text("Or type in a terminal: sudo pacman -Syu")),
    _as_a_whole(
        "transactional-update",
        Text("Update the system"),
        Text("Type in a terminal: sudo transactional-update"),
    ),
    _as_a_whole(
        "rpm-ostree",
        Text("Update the system"),
        Text("Install the update of the system in your software centre, or type in a terminal: rpm-ostree upgrade"),
    ),
    _as_a_whole("ujust", Text("Update the system"), Text("Type in a terminal: ujust update")),
    FINISH_APT,
    _let_go(
        "let-go-apt",
        Text("Type in a terminal: apt-mark showhold"),
        Text("For each name that it shows, type this, with the name at its end: sudo apt-mark unhold"),
        Text("Does it show none? Then a rule holds it back: in /etc/apt/preferences, or in the folder preferences.d."),
        Text("Or the line APT::Default-Release in the settings of apt does. Take that rule away."),
        Text("Then type: sudo apt update && sudo apt full-upgrade"),
    ),
    _let_go(
        "let-go-dnf",
        Text("Type in a terminal: dnf versionlock list"),
        Text("For each name that it shows, type this, with the name at its end: sudo dnf versionlock delete"),
        Text("Does it show none? Then look for “exclude” in the file /etc/dnf/dnf.conf, and take that line away."),
        Text("Then type: sudo dnf upgrade --refresh"),
    ),
    _let_go(
        "let-go-zypper",
        Text("Type in a terminal: zypper locks"),
        Text("For each name that it shows, type this, with the name at its end: sudo zypper removelock"),
        Text("Then install the updates again."),
    ),
    _let_go(
        "let-go-locks",
        Text("The names stand in the file /etc/zypp/locks. Take them away there."),
        Text("Then type in a terminal: sudo transactional-update"),
        Text("When it has ended, restart the computer."),
    ),
    _let_go(
        "let-go-pacman",
        Text("Take the name out of the lines IgnorePkg and IgnoreGroup in the file /etc/pacman.conf."),
        Text("Then type in a terminal: sudo pacman -Syu"),
    ),
    _add_source(
        "add-source",
        Text(
            "Open the software sources of your system and turn on the security updates. "
            "Without a desktop, they are in the folder /etc/apt."
        ),
    ),
    _add_source(
        "add-source-zypper",
        Text(
            "Open the software sources of your system and turn on the updates. Without a desktop, they are in the folder /etc/zypp."
        ),
    ),
)
