"""Security updates that are known and not installed, and how old that knowledge is.

What is said, and why:

- **ADVISE** when security updates wait. An update may be an hour old, and the machine may install it tonight.
- **ACT** when ten or more separate repairs wait, or one is known to wait for 14 days or longer. From then on the repaired
  holes are public, and used against people. Fourteen days is what the British scheme Cyber Essentials gives firms for
  dangerous holes. Ten is more than two weeks usually bring to one machine: Debian publishes three to five
  advisories a week for all of its software. Repairs are counted, not packages: one repair of an office suite is forty.
  Where a list has no dates, an update waits at least since the day of the list that already offered it.
- Where a system does not tell security updates from others (Arch, Debian testing, …) waiting updates are never more
  than ADVISE: nobody can say that they close a hole.
- A list older than eight days makes nothing good: Debian's lists say themselves that they hold for seven, and one more day
  forgives a computer that was off, and clocks. What an old list shows waiting is still said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from postigo.api import (
    CannotTell,
    Check,
    Choice,
    Data,
    Finding,
    Gap,
    Instruct,
    Level,
    OpenSettings,
    Place,
    Plan,
    Platform,
    Probe,
    Scope,
    Share,
    Sight,
    System,
    Text,
    Unknown,
)
from postigo_checks import apt, macos_update, pacman, rpm, windows_update, zypper
from postigo_checks.auto_fact import RESUME
from postigo_checks.linux_release import Family, read_release
from postigo_checks.support_table import read_table
from postigo_checks.waiting import Lack, Manager, WaitingUpdates

FRESH = timedelta(days=8)
AHEAD = timedelta(days=1)  # how far a list may lie in the future before the clock is the likelier fault
LONG = timedelta(days=14)
MANY = 10


def linux(system: System, data: Data) -> WaitingUpdates:
    """By the tool that this Linux keeps its software with."""
    return _dated(_linux(system), data)


def windows(system: System, data: Data) -> WaitingUpdates:
    """By Windows Update."""
    return _dated(windows_update.waiting(system, data), data)


def macos(system: System, data: Data) -> WaitingUpdates:
    """By what macOS wrote down."""
    return _dated(macos_update.waiting(system, data), data)


def _dated(fact: WaitingUpdates, data: Data) -> WaitingUpdates:
    """With the day of our own table: old lists would look fresh to a clock that stands still before it."""
    return replace(fact, not_before=read_table(data).day)


def _linux(system: System) -> WaitingUpdates:
    release = read_release(system)
    match release.family:
        case Family.DEBIAN:
            return apt.waiting(system, release)
        case Family.FEDORA if not system.glob("/run/ostree-booted"):
            return rpm.waiting(system)
        case Family.SUSE:
            return zypper.waiting(system, release)
        case Family.ARCH:
            return pacman.waiting(system)
        case _:
            raise CannotTell(Unknown.MISSING, "no package manager that we know")


def judge(fact: WaitingUpdates) -> Iterator[Finding | Gap]:
    """What waits, then what could not be known; good only when nothing waits and the list is fresh."""
    match fact.lack:
        case Lack.NO_SOURCE:
            yield Finding(
                "no-security-source",
                Level.ADVISE,
                Text("This system does not ask anybody for security updates."),
                fixes=("add-source",),
            )
            return
        case Lack.NO_LIST:
            yield Gap(
                Unknown.MISSING,
                Text("This computer has no list of updates yet. Let it look for updates, then look again here."),
            )
            return
    doubts = tuple(_doubts(fact))
    if fact.waiting:
        yield _waits(fact)
    elif not doubts:
        yield _nothing_waits(fact)
    yield from doubts
    if fact.others:
        yield Finding(
            "other-updates-waiting",
            Level.NOTE,
            Text(
                "{n} other update is waiting. It is not a security update.",
                "{n} other updates are waiting. They are not security updates.",
                fact.others,
                {"n": fact.others},
            ),
        )


def _doubts(fact: WaitingUpdates) -> Iterator[Gap]:
    if fact.partial:
        yield Gap(Unknown.UNREADABLE, Text("The last search for updates was not complete."))
    if fact.not_before is not None and fact.today.date() < fact.not_before - AHEAD:
        yield Gap(
            Unknown.UNREADABLE,
            Text("The clock of this computer is wrong. It says {date}.", values={"date": fact.today.date()}),
        )
    elif fact.listed is None:
        yield Gap(Unknown.MISSING, Text("This computer does not say when it last looked for updates."))
    elif fact.listed > fact.today + AHEAD:
        yield Gap(
            Unknown.UNREADABLE,
            Text(
                "The list of updates is from {date}. That is later than the clock of this computer.",
                values={"date": fact.listed.date()},
            ),
        )
    elif fact.today - fact.listed > FRESH:
        yield Gap(
            Unknown.MISSING,
            Text(
                "The list of updates is from {date}. We do not know what came after it. "
                "Let the computer look for updates, then look again here.",
                values={"date": fact.listed.date()},
            ),
        )


def _waits(fact: WaitingUpdates) -> Finding:
    since = fact.since or fact.listed
    long = since is not None and fact.today - since >= LONG
    evidence: dict[str, Choice | int] = {"asked": Choice(fact.manager.value), "repairs": fact.repairs}
    if fact.held:
        evidence["held"] = fact.held
    if not fact.split:
        text = Text(
            "{n} update is waiting. This system does not say which ones are for security.",
            "{n} updates are waiting. This system does not say which ones are for security.",
            fact.waiting,
            {"n": fact.waiting},
        )
        return Finding("updates-waiting", Level.ADVISE, text, evidence=evidence, fixes=(_FIX[fact.manager],))
    if since is not None and long:
        text = Text(
            "{n} security update is waiting, at least since {date}.",
            "{n} security updates are waiting, some at least since {date}.",
            fact.waiting,
            {"n": fact.waiting, "date": since.date()},
        )
    else:
        text = Text(
            "{n} security update is waiting.",
            "{n} security updates are waiting.",
            fact.waiting,
            {"n": fact.waiting},
        )
    level = Level.ACT if long or fact.repairs >= MANY else Level.ADVISE
    return Finding("security-updates-waiting", level, text, evidence=evidence, fixes=(_FIX[fact.manager],))


def _nothing_waits(fact: WaitingUpdates) -> Finding:
    date = {} if fact.listed is None else {"date": fact.listed.date()}
    if fact.split:
        text = Text("No security update is waiting. The list of updates is from {date}.", values=date)
    else:
        text = Text("No update is waiting. The list of updates is from {date}.", values=date)
    return Finding("none-waiting", Level.GOOD, text, evidence={"asked": Choice(fact.manager.value)})


_FIX = {
    Manager.APT: "apt",
    Manager.DNF: "dnf",
    Manager.ZYPPER: "zypper",
    Manager.PACMAN: "pacman",
    Manager.WINDOWS: "windows-update",
    Manager.MACOS: "macos-update",
}

_LINUX = frozenset({Platform.LINUX})
_EFFORT = Text("About 10 minutes and a restart.")
_RESTART = Instruct(Text("Restart the computer, so that everything uses the repaired parts."))


def _by_command(fix: str, title: Text, command: Text) -> Plan:
    """The plan for one package manager of Linux: its program, or its command, then a restart."""
    in_window = Instruct(Text("Install everything that is listed there."))
    return Plan(
        fix,
        title,
        (OpenSettings(Place.UPDATES), in_window, Instruct(command), _RESTART),
        _EFFORT,
        on=_LINUX,
    )


FIXES = (
    _by_command(
        "apt",
        Text("Install the updates (Debian, Ubuntu, Mint)"),
        Text("Or type in a terminal: sudo apt update && sudo apt full-upgrade"),
    ),
    _by_command(
        "dnf", Text("Install the updates (Fedora, Red Hat)"), Text("Or type in a terminal: sudo dnf upgrade --refresh")
    ),
    _by_command("zypper", Text("Install the updates (openSUSE)"), Text("Or type in a terminal: sudo zypper patch")),
    _by_command("pacman", Text("Install the updates (Arch)"), Text("Or type in a terminal: sudo pacman -Syu")),
    Plan(
        "windows-update",
        Text("Install the updates"),
        (
            OpenSettings(Place.UPDATES),
            RESUME,
            Instruct(Text("Choose “Check for updates”, then “Download & install all”.")),
            Instruct(Text("Restart when Windows asks for it.")),
        ),
        Text("About 20 minutes and a restart."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "macos-update",
        Text("Install the updates"),
        (
            OpenSettings(Place.UPDATES),
            Instruct(Text("Choose “Update Now”. Leave the Mac plugged in until it is done.")),
        ),
        Text("About 30 minutes and a restart."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "add-source",
        Text("Ask for security updates again"),
        (
            Instruct(Text("Open the software sources of your system and turn on the security updates.")),
            Instruct(Text("If you do not find it, ask somebody who knows this system.")),
        ),
        Text("About 5 minutes."),
        on=_LINUX,
    ),
)

OS_PENDING = Check(
    id="update.os-pending",
    title=Text("Security updates that wait"),
    why=Text("Old holes in a system are the easiest way in for others. Updates close them."),
    tip=3,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    sight={
        Platform.LINUX: Sight(
            reads=Text(
                "The lists of updates that this computer fetched last, and what is installed. "
                "It fetches nothing itself."
            ),
            misses=Text(
                "Updates that came after that list. Programs from elsewhere: other makers' sources, snap, flatpak, AppImage, own downloads."
            ),
        ),
        Platform.WINDOWS: Sight(
            reads=Text("What Windows Update found when it last looked. It is not asked to look again."),
            misses=Text("Updates that came after that day, and updates that somebody hid."),
        ),
        Platform.MACOS: Sight(
            reads=Text("What macOS wrote down when it last looked for updates."),
            misses=Text("Updates that came after that day. macOS does not say which ones are for security."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=30.0,
    fixes=FIXES,
)
