"""Judge of `update.os-pending`: what waits, what is held back, and the gaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from postigo.api import Finding, Gap, Handle, HandleKind, Keyword, Level, Text
from postigo_checks.updates.linux_renewal.fact import Whole
from postigo_checks.updates.pending.fact import Manager, Newest, Unfinished, WaitingUpdates
from postigo_checks.updates.pending.list_gaps import NO_REPAIRS, list_gaps
from postigo_checks.updates.pending.no_list import RENEW, lacking

LONG = timedelta(days=14)
MANY = 10
FAILS = timedelta(days=30)  # an update that waits for longer was offered again and again, and did not come


def judge(fact: WaitingUpdates) -> Iterator[Finding | Gap]:
    """Findings on what waits, then the gaps. Good only when nothing waits and the list is fresh."""
    old = _long_without(fact)
    if old is not None:
        yield old
    if fact.lack is not None:
        yield from lacking(fact, fact.lack)
        return
    gaps = tuple(list_gaps(fact))
    if fact.unfinished:
        yield _half_done(fact.unfinished)
    if fact.waiting:
        yield _waits(fact)
    elif not (gaps or fact.held or fact.unfinished or old or fact.tests):
        yield _nothing_waits(fact)
    if fact.held:
        yield _held_back(fact)
    if fact.tests:
        yield _tried(fact)
    yield from gaps
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


def _long_without(fact: WaitingUpdates) -> Finding | None:
    """Finding on a newest update of Windows so old that months of repairs are missing."""
    newest = fact.newest
    if not isinstance(newest, Newest) or fact.today.date() - newest.day <= NO_REPAIRS:
        return None
    text = Text(
        "The newest update of Windows on this computer is from {date}, or older. New ones come every month, and repair faults.",
        values={"date": newest.day},
    )
    evidence: dict[str, Keyword | int] = {"asked": Keyword.of(fact.manager)}
    return Finding("long-without-updates", Level.ACT, text, evidence=evidence, fixes=("windows-update-fails",))


def _half_done(unfinished: Unfinished) -> Finding:
    evidence: dict[str, Keyword | int] = {"packages": unfinished.packages} if unfinished.packages else {}
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
        "test-programme", Level.NOTE, text, evidence={"asked": Keyword.of(fact.manager)}, fixes=("leave-tests",)
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
    evidence: dict[str, Keyword | int] = {"asked": Keyword.of(fact.manager), "held": fact.held}
    return Finding("held-back", Level.ADVISE, text, evidence=evidence, fixes=(_let_go(fact.manager, fact.whole),))


def _waits(fact: WaitingUpdates) -> Finding:
    since = fact.since or fact.listed
    long = since is not None and fact.today - since >= LONG
    evidence: dict[str, Keyword | int] = {"asked": Keyword.of(fact.manager), "repairs": fact.repairs}
    if not fact.split:
        text = Text(
            "{n} update is waiting. This system does not say which ones are for security.",
            "{n} updates are waiting. This system does not say which ones are for security.",
            fact.waiting,
            {"n": fact.waiting},
        )
        return Finding(
            "updates-waiting", Level.ADVISE, text, evidence=evidence, fixes=(_fix(fact),), handle=_all_of(fact)
        )
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
    return Finding(
        "security-updates-waiting", level, text, evidence=evidence, fixes=(_fix(fact),), handle=_all_of(fact)
    )


def _all_of(fact: WaitingUpdates) -> Handle | None:
    """All packages of the manager that was asked. None where the system is renewed in another way."""
    packaged = fact.manager in {Manager.APT, Manager.DNF, Manager.ZYPPER, Manager.PACMAN}
    return Handle(HandleKind.PACKAGE, "", fact.manager.value) if packaged else None


def _nothing_waits(fact: WaitingUpdates) -> Finding:
    date = {} if fact.listed is None else {"date": fact.listed.date()}
    if fact.split:
        text = Text("No security update is waiting. The list of updates is from {date}.", values=date)
    else:
        text = Text("No update is waiting. The list of updates is from {date}.", values=date)
    return Finding("none-waiting", Level.GOOD, text, evidence={"asked": Keyword.of(fact.manager)})


def _fix(fact: WaitingUpdates) -> str:
    """Plan that installs what waits, by the way of renewal, else by the manager."""
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

_HELD = {
    Manager.APT: "let-go-apt",
    Manager.DNF: "let-go-dnf",
    Manager.ZYPPER: "let-go-zypper",
    Manager.PACMAN: "let-go-pacman",
}


def _let_go(manager: Manager, whole: Whole | None) -> str:
    """The plan that lets go what is held back."""
    return "let-go-locks" if whole is Whole.TRANSACTIONAL else _HELD[manager]
