"""`password.shared-account`: whether people have an account each, and whether a guest may come in.

What is counted are accounts, not people: that several share one shows only in its name ("alumno", "family"), which is
compared here with a bundled table and goes no further than this fact's count.

A guest of macOS, and of Linux where there still is one, starts with nothing and leaves nothing: it is said, and asks
for nothing. The guest of Windows keeps what is done in it and may open shared folders: that is ADVISE.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from postigo.api import (
    CannotTell,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Handle,
    HandleKind,
    Instruct,
    Level,
    OpenSettings,
    Place,
    Plan,
    Platform,
    Probe,
    Scope,
    System,
    Text,
    Unknown,
    attempt,
)
from postigo_checks.accounts.login_screens.linux import in_use, lightdm
from postigo_checks.common.casefolding import plain
from postigo_checks.common.user_accounts import linux as accounts_linux
from postigo_checks.common.user_accounts import macos as accounts_macos
from postigo_checks.common.user_accounts import windows as accounts_windows

TABLE: Final = "shared_names.json"
GUEST: Final = ("sysadminctl", "-guestAccount", "status")
_GUEST: Final = Handle(HandleKind.ACCOUNT, str(accounts_windows.GUEST))
GUEST_SCRIPT: Final = "/usr/sbin/guest-account"

# Three wordings over the releases of macOS: "Guest account enabled.", "Enabled = true", "Enabled: Yes".
_GUEST_OFF: Final = re.compile(r"\bdisabled\b|\benabled\s*[=:]\s*(?:false|no)\b", re.IGNORECASE)
_GUEST_ON: Final = re.compile(r"\bguest account enabled\b|\benabled\s*[=:]\s*(?:true|yes)\b", re.IGNORECASE)


class Guest(Enum):
    """Whether somebody without an account may come in."""

    OFF = "off"
    FORGETS = "on, and everything goes when it ends"
    KEEPS = "on, and it keeps what is done"


@dataclass(frozen=True, slots=True)
class Accounts:
    """How many accounts of people there are, and how many of these are named as if for several."""

    people: int | CannotTell
    for_several: int
    guest: Guest | CannotTell


def linux(system: System, data: Data) -> Accounts:
    """By /etc/passwd; lightdm alone still knows a guest, where its script is installed."""

    def guest() -> Guest:
        if in_use(system) != "lightdm" or lightdm(system).get("allow-guest", "true").casefold() != "true":
            return Guest.OFF
        return Guest.FORGETS if system.glob(GUEST_SCRIPT) else Guest.OFF

    return _accounts(data, attempt(lambda: [person.name for person in accounts_linux.people(system)]), attempt(guest))


def windows(system: System, data: Data) -> Accounts:
    """By the list of local accounts, in which the guest is number 501 in every language."""
    listed = attempt(accounts_windows.accounts, system)
    if isinstance(listed, CannotTell):
        return Accounts(listed, 0, listed)
    on = [account for account in listed if account.enabled]
    guest = Guest.KEEPS if any(account.rid == accounts_windows.GUEST for account in on) else Guest.OFF
    found = _accounts(data, [account.name for account in on if account.is_person], guest)
    return replace(found, for_several=found.for_several + sum(account.is_kiosk for account in on))


def macos(system: System, data: Data) -> Accounts:
    """By the local directory of accounts."""

    def guest() -> Guest:
        output = system.run(*GUEST)
        said = output.out + output.err  # it speaks on its standard error
        if _GUEST_OFF.search(said):
            return Guest.OFF
        if not _GUEST_ON.search(said):
            raise CannotTell(Unknown.UNREADABLE, f"sysadminctl: status {output.code}")
        return Guest.FORGETS

    return _accounts(data, attempt(accounts_macos.people, system), attempt(guest))


def _accounts(data: Data, names: Iterable[str] | CannotTell, guest: Guest | CannotTell) -> Accounts:
    if isinstance(names, CannotTell):
        return Accounts(names, 0, guest)
    table = frozenset(json.loads(data.read(TABLE))["names"])
    named = list(names)
    return Accounts(len(named), sum(re.sub(r"[^a-z]", "", plain(name)) in table for name in named), guest)


def judge(fact: Accounts) -> Iterator[Finding | Gap]:
    """See the top of this module."""
    if fact.for_several:
        text = Text(
            "{n} account here is named as if several people used it. Then there are no private things on it.",
            "{n} accounts here are named as if several people used them. Then there are no private things on them.",
            fact.for_several,
            {"n": fact.for_several},
        )
        yield Finding("for-several", Level.ADVISE, text, fixes=("one-each",))
    if fact.guest is Guest.KEEPS:
        text = Text("The guest account is on. Anybody can come in with it, also from the network.")
        yield Finding("guest-on", Level.ADVISE, text, fixes=("guest-off",), handle=_GUEST)
    if fact.guest is Guest.FORGETS:
        text = Text("A guest may use this computer. What a guest does here is deleted at the end.")
        yield Finding("guest-forgets", Level.NOTE, text)
    if isinstance(fact.people, CannotTell):
        yield Gap(fact.people.why, Text("We could not see which accounts there are."))
    elif fact.people == 0:
        text = Text("The list of this computer knows no person. The accounts of a school or firm are not in it.")
        yield Finding("nobody", Level.NOTE, text)
    elif not fact.for_several:
        text = Text(
            "{n} account here is a person's, and its name is one person's.",
            "{n} accounts here are people's, and each name is one person's.",
            fact.people,
            {"n": fact.people},
        )
        yield Finding("one-each", Level.GOOD, text)
    if isinstance(fact.guest, CannotTell):
        yield Gap(fact.guest.why, Text("We could not see whether a guest may use this computer."))


_PLANS: Final = (
    Plan(
        "one-each",
        Text("Give each person an account"),
        (
            OpenSettings(Place.ACCOUNTS),
            Instruct(Text("Add an account for each person, without administrator rights.")),
            Instruct(Text("Where that cannot be, sign out of every web page before you leave.")),
        ),
        Text("About 5 minutes for each person."),
    ),
    Plan(
        "guest-off",
        Text("Turn off the guest account"),
        (
            Instruct(Text("Right-click the start button and open “Terminal (Admin)” or “PowerShell (Admin)”.")),
            Instruct(Text("Type: Get-LocalUser | Where-Object SID -like '*-501' | Disable-LocalUser")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        Text("About 3 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
)

SHARED_ACCOUNT: Final = Check(
    id="password.shared-account",
    title=Text("Accounts that several people share"),
    why=Text("Who shares an account shares everything in it: photos, messages, and pages that are still signed in."),
    tip=4,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("How many accounts of people there are, and whether a name means several people."),
            Text("Whether several people share an account with the name of one. Accounts that live on a server."),
        ),
        Platform.WINDOWS: Coverage(
            Text("How many accounts are on, whether a name means several people, and the guest account."),
            Text("Whether several people share an account with the name of one. Accounts of a school's directory."),
        ),
        Platform.MACOS: Coverage(
            Text("How many accounts of people there are, whether a name means several people, and the guest account."),
            Text("Whether several people share an account with the name of one."),
        ),
    },
    scope=Scope.MACHINE,
    budget=35.0,
    fixes=_PLANS,
)
