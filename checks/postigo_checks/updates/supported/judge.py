"""Judge of `update.os-supported`: ended or not, and what the table cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from postigo.api import Finding, Gap, Level, Text, Unknown, Value, Version
from postigo_checks.updates.supported.bounds import APPLE_REPAIRS
from postigo_checks.updates.supported.ended import TABLE_HOLDS, ended, surely_ended, too_old
from postigo_checks.updates.supported.fact import Standing, Support
from postigo_checks.updates.supported.table import Release

ENDS_SOON = timedelta(days=90)


def judge(fact: Support) -> Iterator[Finding | Gap]:
    """Findings on the end, and gaps of the table."""
    match fact.standing:
        case Standing.ROLLS:
            yield Finding(
                "rolls",
                Level.GOOD,
                Text("This system has no last day. It stays current as long as it is updated."),
            )
        case Standing.TESTING:
            yield Finding(
                "testing",
                Level.NOTE,
                Text("This is a test version of Debian. Its security updates can come late."),
            )
        case Standing.UNFINISHED:
            text = Text(
                "This seems to be a test version, newer than our table of {date}. We do not know until when it gets security updates.",
                values={"date": fact.table},
            )
            yield Gap(Unknown.MISSING, text)
        case Standing.NEWER:
            yield from _newer(fact)
        case Standing.UNLISTED:
            yield Gap(
                Unknown.MISSING,
                Text(
                    "This system is not in our table of {date}. We do not know until when it gets security updates.",
                    values={"date": fact.table},
                ),
            )
        case Standing.LISTED if fact.release is not None:
            yield from _listed(fact, fact.release)
        case Standing.BASED if fact.release is not None:
            yield from _listed(fact, fact.release)


def _newer(fact: Support) -> Iterator[Finding | Gap]:
    """Finding or gap on one after the table: between shortest and longest life a gap."""
    bounds = fact.bounds
    if bounds is not None and bounds.ended_by is not None and fact.today > bounds.ended_by:
        yield surely_ended(fact.name, bounds.ended_by, fact)
    if fact.clock is not None:
        yield _clock(fact.clock)
    elif bounds is not None and fact.today <= bounds.at_least and fact.today - fact.table <= TABLE_HOLDS:
        yield Finding(
            "supported",
            Level.GOOD,
            Text(
                "{system} came after our table, and gets security updates at least until {date}.",
                values={"system": Version(fact.name), "date": bounds.at_least},
            ),
        )
    elif bounds is None or bounds.ended_by is None or fact.today <= bounds.ended_by:
        yield Gap(
            Unknown.MISSING,
            Text(
                "This system is newer than our table of {date}. We do not know until when it gets security updates.",
                values={"date": fact.table},
            ),
        )


def _clock(clock: date) -> Gap:
    text = Text("The clock of this computer is wrong. It says {date}.", values={"date": clock})
    return Gap(Unknown.UNREADABLE, text)


def _listed(fact: Support, release: Release) -> Iterator[Finding | Gap]:
    ends, today = release.ends, fact.today
    if ends is not None and today > ends:
        yield from ended(fact, release, ends)
    elif ends is None and fact.ended_by is not None and today > fact.ended_by:
        yield surely_ended(release.name, fact.ended_by, fact)
    if fact.clock is not None:
        yield _clock(fact.clock)
        return
    if (ends is not None and today > ends) or (fact.ended_by is not None and today > fact.ended_by):
        return
    if today - fact.table > TABLE_HOLDS or (ends is None and fact.later >= APPLE_REPAIRS):
        yield too_old(fact)
        return
    yield _goes_on(fact, release, ends)


def _goes_on(fact: Support, release: Release, ends: date | None) -> Finding:
    name, based = Version(release.name), fact.standing is Standing.BASED
    if ends is None and not based:
        return Finding("supported", Level.GOOD, Text("{system} still gets security updates.", values={"system": name}))
    if ends is None:
        text = Text(
            "This system is built on {system}, which still gets security updates. We do not know until when its own part gets them.",
            values={"system": name},
        )
        return Finding("built-on", Level.NOTE, text)
    dated: dict[str, Value] = {"system": name, "date": ends}
    if ends - fact.today < ENDS_SOON:
        return Finding(
            "ends-soon",
            Level.NOTE,
            Text(
                "This system is built on {system}, which gets security updates only until {date}. "
                "You have time to plan the move.",
                values=dated,
            )
            if based
            else Text(
                "{system} gets security updates only until {date}. You have time to plan the move.", values=dated
            ),
        )
    if based:
        text = Text(
            "This system is built on {system}, which gets security updates until {date}. We do not know until when its own part gets them.",
            values=dated,
        )
        return Finding("built-on", Level.NOTE, text)
    return Finding("supported", Level.GOOD, Text("{system} gets security updates until {date}.", values=dated))
