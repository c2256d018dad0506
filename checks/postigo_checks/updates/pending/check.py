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
- What somebody told the system not to take (a hold, a pin, a lock, an exclusion) is **held back**, and not waiting: the command
  that installs updates never takes it. ADVISE, with the way to let it go; never ACT, for somebody wanted it so.
- A package manager that was interrupted refuses everything until it is mended. ADVISE, whatever else is known.
- A system that is renewed as a whole keeps no list here. That is not good, and a list would never come: the way is named.
  Fedora and those made from it build a new image each day; one that is 30 days old has missed some.
- A list older than eight days makes nothing good: Debian's lists say themselves that they hold for seven, and one more day
  forgives a computer that was off, and clocks. What an old list shows waiting is still said.
- On Windows an empty list alone makes nothing good: it comes also where the catalogue cannot be built. The newest update that
  is installed must be as young as the second Tuesday of a month that lies 14 days back. One that is more than 90 days old is
  **ACT**, whatever the list says: it lacks the repairs of three months. Between the two it cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from postigo.api import (
    CannotTell,
    Check,
    Choice,
    Coverage,
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
    System,
    Text,
    Unknown,
    attempt,
)
from postigo_checks.common.linux.release import Family, LinuxRelease, read_release
from postigo_checks.updates.automatic.fact import RESUME
from postigo_checks.updates.linux_renewal.fixes import COMMANDS, FIXES_OF_LINUX, RENEW, let_go
from postigo_checks.updates.linux_renewal.image_based import Whole, made_on, renewed_as_a_whole, written_in_transactions
from postigo_checks.updates.pending import apt, dpkg_state, pacman, rpm, zypper
from postigo_checks.updates.pending import macos as macos_update
from postigo_checks.updates.pending import windows as windows_update
from postigo_checks.updates.pending.dpkg_state import Unfinished
from postigo_checks.updates.pending.fact import Lack, Manager, WaitingUpdates
from postigo_checks.updates.pending.windows_errors import said
from postigo_checks.updates.pending.windows_rollup import Newest, second_tuesday
from postigo_checks.updates.supported.table import read_table

FRESH = timedelta(days=8)
AHEAD = timedelta(days=1)  # how far a list may lie in the future before the clock is the likelier fault
LONG = timedelta(days=14)
OLD_IMAGE = timedelta(days=30)
MANY = 10
NO_REPAIRS = timedelta(days=90)
FAILS = timedelta(days=30)  # an update that waits for longer was offered again and again, and did not come


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
    whole = renewed_as_a_whole(system, release)
    if whole is not None and whole is not Whole.TRANSACTIONAL:
        made = made_on(release)
        return WaitingUpdates(
            Manager.IMAGE, system.now(), None, 0, 0, split=False, lack=Lack.WHOLE, whole=whole, made=made
        )
    match release.family:
        case Family.DEBIAN:
            return _debian(system, release)
        case Family.FEDORA:
            return rpm.waiting(system)
        case Family.SUSE:
            fact = zypper.waiting(system, release)
            if whole is None and written_in_transactions(system, release):
                whole = Whole.TRANSACTIONAL
            return replace(fact, whole=whole)
        case Family.ARCH:
            return pacman.waiting(system)
        case _:
            raise CannotTell(Unknown.MISSING, "no package manager that we know")


def _debian(system: System, release: LinuxRelease) -> WaitingUpdates:
    """What waits, and whether dpkg finished what it began: where it did not, nothing more is installed."""
    fact = apt.waiting(system, release)
    if fact.lack is not None:
        return fact
    unfinished = attempt(dpkg_state.unfinished, system)
    if isinstance(unfinished, CannotTell):
        return replace(fact, doubts=(*fact.doubts, unfinished))
    return replace(fact, unfinished=unfinished)


_FOREIGN = Text(
    "This system takes its updates from a source that we do not know. "
    "We cannot tell which of them are for security. Ask whoever set it up."
)


def judge(fact: WaitingUpdates) -> Iterator[Finding | Gap]:
    """What waits, then what could not be known; good only when nothing waits and the list is fresh."""
    old = _long_without(fact)
    if old is not None:
        yield old
    if fact.lack is not None:
        yield from _lacking(fact, fact.lack)
        return
    doubts = (*_doubts(fact), *_unwitnessed(fact))
    if fact.unfinished:
        yield _half_done(fact.unfinished)
    if fact.waiting:
        yield _waits(fact)
    elif not (doubts or fact.held or fact.unfinished or old or fact.tests):
        yield _nothing_waits(fact)
    if fact.held:
        yield _held_back(fact)
    if fact.tests:
        yield _tried(fact)
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


def _lacking(fact: WaitingUpdates, lack: Lack) -> Iterator[Finding | Gap]:
    """Why there is no list, and what ends that: five causes, five answers."""
    match lack:
        case Lack.NO_SOURCE:
            yield Finding(
                "no-security-source",
                Level.ADVISE,
                Text("This system has no place set from which it gets security updates."),
                fixes=("add-source-zypper" if fact.manager is Manager.ZYPPER else "add-source",),
            )
        case Lack.NO_LIST:
            yield Gap(Unknown.MISSING, _no_list(fact))
        case Lack.REFUSED:
            yield _refused(fact)
        case Lack.FOREIGN:
            yield Gap(Unknown.MISSING, _FOREIGN)
        case Lack.WHOLE:
            yield from _as_a_whole(fact)
        case never:
            assert_never(never)


def _refused(fact: WaitingUpdates) -> Gap:
    """Why Windows Update has no answer: by its number, where we know it."""
    refused = fact.refused or CannotTell(Unknown.UNREADABLE, "Windows Update did not answer")
    if refused.why is Unknown.DENIED:
        return Gap(refused.why, Text("We were not allowed to ask Windows Update what waits."))
    if refused.why is Unknown.MISSING:
        return Gap(refused.why, Text("We could not ask Windows Update what waits."))
    return Gap(refused.why, said(refused) or Text("Windows Update did not answer, so we do not know what waits."))


def _long_without(fact: WaitingUpdates) -> Finding | None:
    """That the newest update of Windows is so old that months of repairs are missing."""
    newest = fact.newest
    if not isinstance(newest, Newest) or fact.today.date() - newest.day <= NO_REPAIRS:
        return None
    text = Text(
        "The newest update of Windows on this computer is from {date}, or older. New ones come every month, and repair faults.",
        values={"date": newest.day},
    )
    evidence: dict[str, Choice | int] = {"asked": Choice(fact.manager.value)}
    return Finding("long-without-updates", Level.ACT, text, evidence=evidence, fixes=("windows-update-fails",))


def _unwitnessed(fact: WaitingUpdates) -> Iterator[Gap]:
    """That an empty list has no second witness, or one that is too old; and that nobody could look for one."""
    newest = fact.newest
    if newest is None:
        return
    if isinstance(newest, CannotTell):
        yield Gap(newest.why, Text("We could not see how old the newest update of Windows on this computer is."))
        return
    young = newest.witnessed and newest.day >= second_tuesday(fact.today.date())
    if not (young or fact.waiting or fact.today.date() - newest.day > NO_REPAIRS):
        text = Text(
            "Windows Update lists nothing that waits, but the newest update on this computer is from {date}. "
            "A newer one may be missing. Choose “Check for updates” in the settings, then look again here.",
            values={"date": newest.day},
        )
        yield Gap(Unknown.MISSING, text)


def _half_done(unfinished: Unfinished) -> Finding:
    evidence: dict[str, Choice | int] = {"packages": unfinished.packages} if unfinished.packages else {}
    if unfinished.steps:
        text = Text("The last installation was interrupted. Until it is finished, no update can be installed.")
    else:
        text = Text(
            "{n} program is installed only by half. Until that is finished, updates may fail.",
            "{n} programs are installed only by half. Until that is finished, updates may fail.",
            unfinished.packages,
            {"n": unfinished.packages},
        )
    return Finding("half-installed", Level.ADVISE, text, evidence=evidence, fixes=("finish-apt",))


def _tried(fact: WaitingUpdates) -> Finding:
    text = Text(
        "This Mac takes part in Apple's tests of new versions. Meanwhile it may not be offered the security updates "
        "of the version that it has."
    )
    return Finding(
        "test-programme", Level.NOTE, text, evidence={"asked": Choice(fact.manager.value)}, fixes=("leave-tests",)
    )


def _held_back(fact: WaitingUpdates) -> Finding:
    if fact.split:
        text = Text(
            "{n} security update is held back: somebody told this computer not to install it.",
            "{n} security updates are held back: somebody told this computer not to install them.",
            fact.held,
            {"n": fact.held},
        )
    else:
        text = Text(
            "{n} update is held back: somebody told this computer not to install it.",
            "{n} updates are held back: somebody told this computer not to install them.",
            fact.held,
            {"n": fact.held},
        )
    evidence: dict[str, Choice | int] = {"asked": Choice(fact.manager.value), "held": fact.held}
    return Finding("held-back", Level.ADVISE, text, evidence=evidence, fixes=(let_go(fact.manager, fact.whole),))


def _as_a_whole(fact: WaitingUpdates) -> Iterator[Finding | Gap]:
    """A system without a list: how old it is, where it says so; never that nothing is newer."""
    if fact.whole is None:
        return
    by_time = fact.made is not None and fact.today - fact.made > OLD_IMAGE and fact.whole in RENEW
    if fact.made is not None and by_time:
        text = Text(
            "The system that runs here was made on {date}. Newer ones with security updates have come out since.",
            values={"date": fact.made.date()},
        )
        evidence = {"asked": Choice(fact.whole.value)}
        yield Finding("old-image", Level.ADVISE, text, evidence=evidence, fixes=(RENEW[fact.whole],))
    if fact.whole in COMMANDS:
        yield Gap(
            Unknown.MISSING,
            Text(
                "This system is updated as a whole. Whether a newer one is out cannot be seen from here. To look, type in a terminal: {command}",
                values={"command": COMMANDS[fact.whole]},
            ),
        )
    else:
        text = Text(
            "This system is updated as a whole. Whether a newer one is out cannot be seen from here. Its own settings can look."
        )
        yield Gap(Unknown.MISSING, text)


def _no_list(fact: WaitingUpdates) -> Text:
    """What to do for a first list. The software centre of Fedora keeps one of its own, which does not count here."""
    if fact.manager is Manager.DNF:
        return Text(
            "This computer has no list of updates yet. To get one, before you look again here, type in a terminal: sudo dnf makecache"
        )
    return Text("This computer has no list of updates yet. Let it look for updates, then look again here.")


def _doubts(fact: WaitingUpdates) -> Iterator[Gap]:
    for doubt in fact.doubts:
        yield Gap(doubt.why, Text("We could not see all that decides about updates."))
    if fact.foreign:
        yield Gap(Unknown.MISSING, _FOREIGN)
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
    if not fact.split:
        text = Text(
            "{n} update is waiting. This system does not say which ones are for security.",
            "{n} updates are waiting. This system does not say which ones are for security.",
            fact.waiting,
            {"n": fact.waiting},
        )
        return Finding("updates-waiting", Level.ADVISE, text, evidence=evidence, fixes=(_fix(fact),))
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
    return Finding("security-updates-waiting", level, text, evidence=evidence, fixes=(_fix(fact),))


def _nothing_waits(fact: WaitingUpdates) -> Finding:
    date = {} if fact.listed is None else {"date": fact.listed.date()}
    if fact.split:
        text = Text("No security update is waiting. The list of updates is from {date}.", values=date)
    else:
        text = Text("No update is waiting. The list of updates is from {date}.", values=date)
    return Finding("none-waiting", Level.GOOD, text, evidence={"asked": Choice(fact.manager.value)})


def _fix(fact: WaitingUpdates) -> str:
    """The plan that installs what waits: of the way in which this system is renewed, else of its package manager."""
    if fact.whole is not None and fact.whole in RENEW:
        return RENEW[fact.whole]
    if fact.manager is Manager.WINDOWS and fact.since is not None and fact.today - fact.since > FAILS:
        return "windows-update-fails"
    return "zypper-dup" if fact.by_dup else _FIX[fact.manager]


_FIX = {
    Manager.APT: "apt",
    Manager.DNF: "dnf",
    Manager.ZYPPER: "zypper",
    Manager.PACMAN: "pacman",
    Manager.WINDOWS: "windows-update",
    Manager.MACOS: "macos-update",
}

FIXES = (
    *FIXES_OF_LINUX,
    Plan(
        "windows-update",
        Text("Install the updates"),
        (
            OpenSettings(Place.UPDATES),
            RESUME,
            Instruct(Text("Choose “Check for updates”, then “Download & install all”.")),
            Instruct(Text("When Windows asks for it, choose “Update and restart”.")),
        ),
        Text("About 20 minutes and a restart."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "windows-update-fails",
        Text("Find out why the updates do not come"),
        (
            OpenSettings(Place.UPDATES),
            RESUME,
            Instruct(
                Text("Choose “Check for updates”. Does an update come? Install it, and choose “Update and restart”.")
            ),
            Instruct(
                Text(
                    "Does it fail each time? Open the settings, “System”, “Troubleshoot”, “Other troubleshooters”, "
                    "and run the one for Windows Update."
                )
            ),
            Instruct(Text("Does the disk have less than 20 GB of free space? Make room first.")),
            Instruct(Text("A program may have switched updates off. Undo it in that program.")),
            Instruct(Text("Has this version of Windows come to its end? Then only a newer version gets updates.")),
            Instruct(Text("Does it still fail? Note the number of the error (0x…), and ask for help with it.")),
        ),
        Text("About 1 hour."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "macos-update",
        Text("Install the updates"),
        (
            OpenSettings(Place.UPDATES),
            Instruct(Text("Choose “Update Now”. Leave the Mac plugged in until it is done.")),
            Instruct(Text("Is there none? A “Background Security Improvement” stands under “Privacy & Security”.")),
        ),
        Text("About 30 minutes and a restart."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "leave-tests",
        Text("Leave the tests of new versions"),
        (
            OpenSettings(Place.UPDATES),
            Instruct(Text("Choose the ⓘ beside “Beta updates”, then “Off”.")),
            Instruct(Text("Is “Beta updates” not there? Then ask whoever set up this Mac.")),
            Instruct(Text("Then let the Mac look for updates, and install what it finds.")),
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.MACOS}),
    ),
)

OS_PENDING = Check(
    id="update.os-pending",
    title=Text("Security updates that wait"),
    why=Text("Old faults in a system are the easiest way in for others. Updates repair them."),
    tip=3,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            reads=Text(
                "The lists of updates that this computer fetched last, and what is installed. "
                "It fetches nothing itself."
            ),
            misses=Text(
                "Updates that came after that list. Programs from elsewhere: other makers' sources, snap, flatpak, AppImage, own downloads."
            ),
        ),
        Platform.WINDOWS: Coverage(
            reads=Text(
                "What Windows Update found when it last looked, and how old the newest update is that is installed. "
                "It is not asked to look again."
            ),
            misses=Text("Updates that came after that day, and updates that somebody hid."),
        ),
        Platform.MACOS: Coverage(
            reads=Text("What macOS wrote down when it last looked for updates."),
            misses=Text("Updates that came after that day. macOS does not say which ones are for security."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=30.0,
    fixes=FIXES,
)
