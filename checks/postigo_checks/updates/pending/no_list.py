"""Judge of `update.os-pending` where there is no list: why, and what ends that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import assert_never

from postigo.api import CannotTell, Finding, Gap, Keyword, Level, Text, Unknown
from postigo_checks.updates.linux_renewal.fact import Whole
from postigo_checks.updates.pending.fact import Lack, Manager, WaitingUpdates
from postigo_checks.updates.pending.list_gaps import FOREIGN
from postigo_checks.updates.pending.windows_errors import said

OLD_IMAGE = timedelta(days=30)

RENEW = {
    Whole.OSTREE: "rpm-ostree",
    Whole.UBLUE: "ujust",
    Whole.TRANSACTIONAL: "transactional-update",
}
"""Plans of systems that are renewed as a whole by a command."""

COMMANDS = {
    Whole.OSTREE: Keyword("rpm-ostree upgrade --check"),
    Whole.UBLUE: Keyword("ujust update"),
    Whole.TRANSACTIONAL: Keyword("sudo transactional-update"),
}


def lacking(fact: WaitingUpdates, lack: Lack) -> Iterator[Finding | Gap]:
    """Finding or gap for each cause: five causes, five answers."""
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
            yield Gap(Unknown.MISSING, FOREIGN)
        case Lack.WHOLE:
            yield from _as_a_whole(fact)
        case never:
            assert_never(never)


def _refused(fact: WaitingUpdates) -> Gap:
    """Why Windows Update has no answer: by its number, where we know it."""
    refused = fact.refused or CannotTell(Unknown.UNREADABLE, "Windows Update did not answer")
    if refused.why is Unknown.DENIED:
        return Gap(refused.why, Text("We were not allowed to ask Windows Update what waits."))
    if (text := said(refused)) is not None:
        return Gap(refused.why, text)
    if refused.why is Unknown.MISSING:
        return Gap(refused.why, Text("We could not ask Windows Update what waits."))
    return Gap(refused.why, Text("Windows Update did not answer, so we do not know what waits."))


def _as_a_whole(fact: WaitingUpdates) -> Iterator[Finding | Gap]:
    """Findings on a system without a list: how old it is. Never that nothing is newer."""
    if fact.whole is None:
        return
    by_time = fact.made is not None and fact.today - fact.made > OLD_IMAGE and fact.whole in RENEW
    if fact.made is not None and by_time:
        text = Text(
            "The system that runs here was made on {date}. Newer ones with security updates have come out since.",
            values={"date": fact.made.date()},
        )
        evidence = {"asked": Keyword.of(fact.whole)}
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
    """Advice for a first list. The software centre of Fedora keeps one of its own, which does not count here."""
    if fact.manager is Manager.DNF:
        return Text(
            "This computer has no list of updates yet. Before you look again here, an administrator gets one in a terminal: sudo dnf makecache"
        )
    return Text("This computer has no list of updates yet. Let it look for updates, then look again here.")
