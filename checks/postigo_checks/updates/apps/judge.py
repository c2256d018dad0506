"""Judge of `update.apps`: each source of programs by itself, by when it last renewed something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from postigo.api import Finding, Gap, Level, NotApplicable, Text, Unknown, Unseen, Value, gaps
from postigo_checks.updates.apps.fact import Off, PackageSource, Programs, Renewal

BY_ITSELF: Final = timedelta(days=42)
BY_HAND: Final = timedelta(days=60)
AHEAD: Final = timedelta(days=1)


def judge(fact: Programs) -> Iterator[Finding | Gap] | NotApplicable:
    """Findings by source, programs without one, and gaps."""
    if not (fact.renewals or fact.others or fact.unseen or fact.elsewhere):
        return NotApplicable(
            Text("There are no programs from snap, flatpak or Homebrew. Those of the system are another check.")
        )
    return _judge(fact)


def _judge(fact: Programs) -> Iterator[Finding | Gap]:
    for renewal in fact.renewals:
        yield _one(renewal, fact)
    if fact.elsewhere:
        text = Text(
            "{n} program from another maker's source has a newer version. Installing all updates brings it.",
            "{n} programs from other makers' sources have a newer version. Installing all updates brings them.",
            fact.elsewhere,
            {"n": fact.elsewhere},
        )
        yield Finding("elsewhere-waiting", Level.NOTE, text, fixes=("renew-apt",))
    if fact.others:
        text = Text("Programs from elsewhere update themselves, or wait for you. We cannot tell which are old.")
        yield Finding("others", Level.NOTE, text)
    yield from gaps(fact.unseen, _unseen)


def _unseen(item: Unseen[PackageSource]) -> Text:
    return Text("We could not see how {keeper} keeps its programs current.", values={"keeper": item.part.value})


def _one(renewal: Renewal, fact: Programs) -> Finding | Gap:
    name, renewed = renewal.source.value, renewal.renewed
    values: dict[str, Value] = {"keeper": name}
    evidence = _count(renewal)
    if renewal.alone is False:
        text = Text("{keeper} does not update its programs by itself. That is switched off.", values=values)
        return Finding("switched-off", Level.ADVISE, text, name, evidence, (_on_again(renewal),), handle=renewal.switch)
    if renewal.newest is not None:
        return _seen(renewal, renewal.newest, fact)
    if renewed is None and renewal.alone:
        text = Text("{keeper} updates its programs by itself.", values=values)
        return Finding("by-itself", Level.GOOD, text, name, evidence)
    if renewed is None:
        text = Text("{keeper} does not tell when its programs were last updated.", values=values)
        return Gap(Unknown.MISSING, text)
    if renewed > fact.now + AHEAD:
        return _ahead(renewal)
    values["date"] = renewed.date()
    if fact.now - renewed > BY_HAND:
        return _not_renewed(renewal, renewed)
    text = Text("Programs of {keeper} were last updated on {date}. It does not do that by itself.", values=values)
    return Finding("by-hand", Level.NOTE, text, name, evidence)


def _seen(renewal: Renewal, newest: datetime, fact: Programs) -> Finding | Gap:
    """Finding or gap on a source that renews by itself, whose files tell when."""
    if newest > fact.now + AHEAD:
        return _ahead(renewal)
    if fact.now - newest > BY_ITSELF:
        return _not_renewed(renewal, newest)
    values: dict[str, Value] = {"keeper": renewal.source.value}
    if renewal.renewed is None or fact.now - renewal.renewed > BY_ITSELF:
        return Gap(Unknown.MISSING, Text("{keeper} does not tell when its programs were last updated.", values=values))
    values["date"] = renewal.renewed.date()
    text = Text("{keeper} updates its programs by itself, last on {date}.", values=values)
    return Finding("by-itself", Level.GOOD, text, renewal.source.value, _count(renewal))


def _ahead(renewal: Renewal) -> Gap:
    values: dict[str, Value] = {"keeper": renewal.source.value}
    text = Text("{keeper} updated programs later than the clock of this computer says it is.", values=values)
    return Gap(Unknown.UNREADABLE, text)


def _not_renewed(renewal: Renewal, since: datetime) -> Finding:
    values: dict[str, Value] = {"keeper": renewal.source.value, "date": since.date()}
    text = Text("{keeper} has not updated any program since {date}. Programs need updates too.", values=values)
    return Finding("not-renewed", Level.ADVISE, text, renewal.source.value, _count(renewal), (_FIX[renewal.source],))


def _count(renewal: Renewal) -> dict[str, Value | Text]:
    return {"programs": renewal.count} if renewal.count else {}


_FIX: Final = {
    PackageSource.SNAP: "renew-snap",
    PackageSource.FLATPAK: "renew-flatpak",
    PackageSource.HOMEBREW: "renew-homebrew",
    PackageSource.APP_STORE: "app-store",
    PackageSource.STORE: "store",
    PackageSource.CHOCOLATEY: "renew-chocolatey",
    PackageSource.SCOOP: "renew-scoop",
}
_ON_AGAIN: Final = {Off.RULE: "store-rule", Off.AFAR: "store-managed", Off.SERVICE: "store-service"}


def _on_again(renewal: Renewal) -> str:
    """The plan that switches a source on again: a rule makes its own switch grey."""
    return _ON_AGAIN.get(renewal.off, _FIX[renewal.source])
