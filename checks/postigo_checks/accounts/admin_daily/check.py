"""`password.admin-daily`: whether the account of every day is an administrator's.

Windows: an administrator's programs run with a filtered token until one says yes, and in it the group S-1-5-32-544 is
"used for deny only". `IsUserAnAdmin` and `CheckTokenMembership` call that no administrator, so the groups of the token are
read, and not by `whoami`, which translates each to a name and so may ask a school's server. A directory of a school may hide
the group; membership of an administrator's group of the computer itself (S-1-5-114) says the same.
With EnableLUA 0 nothing is filtered, and nobody is asked; with ConsentPromptBehaviorAdmin 0 an administrator is not
asked (MS-GPSB). The built-in account 500 is never filtered unless FilterAdministratorToken is 1: who looks as that
account has no other one for every day.

Linux and macOS: the groups of the session. Which of them may become root stands in /etc/sudoers, which is root's alone;
`sudo`, `wheel` and `admin` are the ones that distributions give that right, for sudo or for polkit. Some others lead to the
same by their effect, whatever their name says: who may start containers or virtual machines as root, or write on the disk
past the file system, can change every file of the system (Docker's own manual calls its group "root-level privileges").

A look with administrator rights sees the administrator's account, not the one of every day: that is a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from postigo.api import (
    Absent,
    CannotTell,
    Check,
    Choice,
    Coverage,
    Data,
    Finding,
    Gap,
    Handle,
    HandleKind,
    Instruct,
    Key,
    Level,
    OpenSettings,
    Place,
    Plan,
    Platform,
    Probe,
    Scope,
    Share,
    System,
    Text,
    Unknown,
    attempt,
)

POLICY: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System"
_QUESTION: Final = Handle(HandleKind.REGISTRY_VALUE, "ConsentPromptBehaviorAdmin", POLICY)
POSIX_GROUPS: Final = ("id", "-Gn")

_ADMINISTRATORS: Final = {"S-1-5-32-544", "S-1-5-114"}
_BUILT_IN: Final = "-500"
_MAY_BE_ROOT: Final = {
    Platform.LINUX: frozenset({"sudo", "wheel", "admin"}),
    Platform.MACOS: frozenset({"admin"}),
}
_LEADS_TO_ROOT: Final = ("docker", "lxd", "incus-admin", "libvirt", "microk8s", "disk")
"""Groups of Linux through which one becomes root without being asked for a password."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the account that looks may do. None: not known. `asks`: the system asks before a change (Windows: UAC).

    `through`: a group that is no administrator's by its name, and is one by what it may do.
    """

    administrator: bool | CannotTell
    asks: bool | CannotTell = True
    through: Choice | None = None


def posix(system: System, data: Data) -> Standing:
    """Linux and macOS."""
    del data
    if system.elevated:
        return Standing(CannotTell(Unknown.MISSING, "the look itself has root's rights"))
    output = system.run(*POSIX_GROUPS)
    names = output.out.split()
    if output.code != 0 or not names or not output.out.endswith("\n") or output.out.count("\n") != 1:
        return Standing(CannotTell(Unknown.UNREADABLE, f"id -Gn: status {output.code}"))
    if not all(re.fullmatch(r"[^\x00-\x1f\x7f<>{}]+", name) for name in names):
        return Standing(CannotTell(Unknown.UNREADABLE, "id -Gn: names that are none"))
    if not _MAY_BE_ROOT[system.platform].isdisjoint(names):
        return Standing(administrator=True)
    leads = (
        next((name for name in _LEADS_TO_ROOT if name in names), None) if system.platform is Platform.LINUX else None
    )
    return Standing(leads is not None, through=None if leads is None else Choice(leads))


def windows(system: System, data: Data) -> Standing:
    """Windows; see the top of this module."""
    del data
    policy = attempt(_policy, system)
    asks = attempt(_switch, policy, "EnableLUA")
    if system.elevated:
        if asks is False:  # then every program of an administrator is elevated, from the first
            return Standing(administrator=True, asks=False)
        if attempt(_is_built_in, system, policy) is True:
            return Standing(administrator=True, asks=asks)
        return Standing(CannotTell(Unknown.MISSING, "the look itself has administrator rights"), asks)
    administrator = attempt(_in_group, system)
    if asks is True and administrator is not False:
        consent = attempt(_switch, policy, "ConsentPromptBehaviorAdmin", most=5)
        if isinstance(consent, CannotTell) or (administrator is True and consent is False):
            asks = consent
    return Standing(administrator, asks)


def _in_group(system: System) -> bool:
    groups = system.token().groups
    if not groups:
        raise CannotTell(Unknown.UNREADABLE, "a token without groups")
    return not _ADMINISTRATORS.isdisjoint(groups)


def _is_built_in(system: System, policy: Key | Absent | CannotTell) -> bool:
    """Whether the account that looks is number 500, whose programs are never filtered."""
    return system.token().user.endswith(_BUILT_IN) and not _switch(policy, "FilterAdministratorToken", default=0)


def _policy(system: System) -> Key | Absent:
    return system.registry(POLICY, optional=True)


def _switch(policy: Key | Absent | CannotTell, name: str, *, default: int = 1, most: int = 1) -> bool:
    """Whether a value of User Account Control is not 0; what holds where nobody wrote it is the default."""
    if isinstance(policy, CannotTell):
        raise policy
    value = default if isinstance(policy, Absent) else policy.values.get(name, default)
    if not isinstance(value, int) or not 0 <= value <= most:
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {value!r:.20}")
    return value != 0


def judge(fact: Standing) -> Iterator[Finding | Gap]:
    """A catalogue severity of `low`, so ADVISE: it is how nearly every computer comes out of its box."""
    if fact.asks is False:
        text = Text("Windows never asks before a program changes the system. That question is turned off.")
        yield Finding("never-asks", Level.ADVISE, text, fixes=("ask-again",), handle=_QUESTION)
    if fact.through is not None:
        text = Text(
            "You use a normal account, but its group {group} may change everything. A harmful program opened here may too.",
            values={"group": fact.through},
        )
        group = Handle(HandleKind.GROUP, fact.through.word)
        yield Finding("as-an-administrator", Level.ADVISE, text, fixes=("leave-group",), handle=group)
    elif fact.administrator is True:
        text = Text("You use an administrator account every day. A harmful program opened here can change everything.")
        yield Finding("administrator", Level.ADVISE, text, fixes=("separate",))
    elif fact.administrator is False:
        yield Finding("standard", Level.GOOD, Text("You use a normal account, not an administrator's."))
    else:
        why = fact.administrator.why
        if why is Unknown.MISSING:
            yield Gap(why, Text("We looked with administrator rights, so we did not see the account of every day."))
        else:
            yield Gap(why, Text("We could not see what kind of account this is."))
    if isinstance(fact.asks, CannotTell):
        yield Gap(fact.asks.why, Text("We could not see whether Windows asks before a program changes the system."))


_PLANS: Final = (
    Plan(
        "separate",
        Text("Make a normal account for every day"),
        (
            OpenSettings(Place.ACCOUNTS),
            Instruct(Text("Add a new account and make it an administrator. Give it a password of its own.")),
            Instruct(
                Text("Sign in with the new account once. There, change your account of every day to a normal one.")
            ),
            Instruct(Text("Your files and programs stay where they are.")),
        ),
        Text("About 15 minutes."),
        on=frozenset({Platform.WINDOWS, Platform.MACOS}),
    ),
    Plan(
        "separate",
        Text("Make a normal account for every day"),
        (
            OpenSettings(Place.ACCOUNTS),
            Instruct(Text("Add a new account, make it an administrator, and give it a password.")),
            Instruct(Text("Sign in with it once, and take the administrator's rights from your account of every day.")),
            Instruct(Text("Check first that the new account works: one administrator must always be left.")),
        ),
        Text("About 15 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "leave-group",
        Text("Leave that group"),
        (
            Instruct(
                Text("Do you use containers or virtual machines? Then ask somebody who knows them before you go on.")
            ),
            Instruct(
                Text(
                    "An administrator types in a terminal: sudo gpasswd --delete, your account's name, and the group's."
                )
            ),
            Instruct(Text("Restart the computer.")),
        ),
        Text("About 5 minutes and a restart."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "ask-again",
        Text("Let Windows ask before changes"),
        (
            Instruct(Text("Open the start menu and type: UAC")),
            Instruct(Text("Open “Change User Account Control settings” and move the slider up to the second mark.")),
            Instruct(Text("Restart the computer.")),
        ),
        Text("About 5 minutes and a restart."),
        on=frozenset({Platform.WINDOWS}),
    ),
)

ADMIN_DAILY: Final = Check(
    id="password.admin-daily",
    title=Text("The rights of your account"),
    why=Text("What you open runs with your rights. With a normal account, a harmful program can do less damage."),
    tip=4,
    probe=Probe(linux=posix, windows=windows, macos=posix),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("The groups of the account that looks."),
            Text("Rights that somebody gave in another way, and what the other accounts are."),
        ),
        Platform.WINDOWS: Coverage(
            Text("The groups of the account that looks, and whether Windows asks before changes."),
            Text("What the other accounts are. Groups that a school or a firm keeps elsewhere."),
        ),
        Platform.MACOS: Coverage(
            Text("The groups of the account that looks."),
            Text("What the other accounts are."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=_PLANS,
)
