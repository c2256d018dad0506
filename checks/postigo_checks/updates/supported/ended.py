"""Judge of `update.os-supported` where the end has come: others may repair it, or nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from postigo.api import CannotTell, Finding, Gap, Handle, Keyword, Level, Text, Unknown, Value, Version
from postigo_checks.updates.supported.fact import Extended, Standing, Support
from postigo_checks.updates.supported.table import Release

TABLE_HOLDS = timedelta(days=548)
JUST_ENDED = timedelta(days=30)
MAY_MOVE, SOON_KNOWN = timedelta(days=90), timedelta(days=30)


def surely_ended(name: str, by: date, fact: Support) -> Finding:
    """Finding on a release whose end is not known, and has surely come."""
    return Finding(
        "ended",
        Level.ADVISE if fact.today - by <= JUST_ENDED else Level.ACT,
        Text(
            "{system} is so old that it gets no security updates any more: none since {date}, or before.",
            values={"system": Version(name), "date": by},
        ),
        fixes=("upgrade",),
    )


def too_old(fact: Support) -> Gap:
    """Gap of a table that is too old to make anything good."""
    text = Text(
        "Our table is of {date}, too old to say that this system still gets updates.", values={"date": fact.table}
    )
    return Gap(Unknown.MISSING, text)


def ended(fact: Support, release: Release, ends: date) -> Iterator[Finding | Gap]:
    """Findings on a release whose own updates have ended: who repairs it, or nobody."""
    extended = _extended(fact, release)
    if extended is not None:
        yield extended if fact.today - fact.table <= TABLE_HOLDS else too_old(fact)
        return
    since = fact.stopped or ends
    reached = fact.extended is Extended.ENROLLED or release.product == "debian"  # its LTS team repairs for everybody
    if reached and release.extended is not None and fact.today > release.extended:
        since = fact.stopped or release.extended
    late = fact.today - since
    moves = since - fact.table > SOON_KNOWN and late <= MAY_MOVE
    yield Finding(
        "ended",
        Level.ADVISE if moves or late <= JUST_ENDED else Level.ACT,
        _ended_text(fact, release, since, moves=moves),
        fixes=_fixes(fact, release),
        handle=fact.pinned if isinstance(fact.pinned, Handle) else None,
    )
    if isinstance(fact.pinned, CannotTell):
        yield Gap(fact.pinned.why, Text("We could not see whether a rule keeps Windows at its version."))
    if isinstance(fact.extended, CannotTell):
        yield Gap(fact.extended.why, Text("We could not see whether it gets extended updates."))
    elif fact.extended is Extended.ENROLLED and fact.stopped is None:
        yield Gap(Unknown.MISSING, Text("We could not see whether it still gets extended updates."))


def _extended(fact: Support, release: Release) -> Finding | None:
    """Others repair it now."""
    if release.extended is None or fact.today > release.extended or fact.stopped is not None:
        return None
    values: dict[str, Value] = {"system": Version(release.name), "date": release.extended}
    if fact.extended is Extended.LTS_TEAM:
        text = (
            Text(
                "This system is built on {system}, which a smaller team repairs now (Debian LTS), until {date}.",
                values=values,
            )
            if fact.standing is Standing.BASED
            else Text("{system} is repaired by a smaller team now (Debian LTS), until {date}.", values=values)
        )
        return Finding("extended", Level.NOTE, text, evidence={"extended": Keyword.of(Extended.LTS_TEAM)})
    if fact.extended is Extended.ENROLLED:
        windows = release.product == "windows"
        text = (
            Text("{system} gets extended security updates, as things stand until {date}.", values=values)
            if windows
            else Text("{system} gets extended security updates until {date}.", values=values)
        )
        return Finding(
            "extended", Level.NOTE, text, evidence={"extended": Keyword("Windows ESU" if windows else "Ubuntu Pro")}
        )
    return None


def _ended_text(fact: Support, release: Release, since: date, *, moves: bool) -> Text:
    values: dict[str, Value] = {"system": Version(release.name), "date": since}
    if fact.standing is Standing.BASED and moves:
        return Text(
            "This system is built on {system}, whose security updates were to end on {date}. "
            "Such days are sometimes put off; look for news.",
            values=values,
        )
    if fact.standing is Standing.BASED:
        return Text(
            "This system is built on {system}, which has had no security updates since {date}. Nobody repairs what is found in it.",
            values=values,
        )
    if moves:
        return Text(
            "The security updates of {system} were to end on {date}. Such days are sometimes put off; look for news.",
            values=values,
        )
    if fact.extended is Extended.FREE and release.extended is not None and fact.today <= release.extended:
        return Text(
            "{system} has had no security updates since {date}. Who enrols gets extra ones until {until}; "
            "in the European Economic Area they are free.",
            values={**values, "until": release.extended},
        )
    return Text("{system} has had no security updates since {date}. Nobody repairs new faults.", values=values)


def _fixes(fact: Support, release: Release) -> tuple[str, ...]:
    """The cheapest first."""
    upgrade = "upgrade-pinned" if isinstance(fact.pinned, Handle) else "upgrade"
    open_still = release.extended is not None and fact.today <= release.extended
    if fact.extended is Extended.FREE and open_still:
        return ("enrol", upgrade)
    if release.product == "windows" and fact.stopped is not None and open_still:
        return ("enrol", upgrade)
    if release.product == "ubuntu" and fact.standing is Standing.LISTED and fact.extended is not Extended.NOBODY:
        return (upgrade, "ubuntu-pro")
    return (upgrade,)
