"""Whether the system still gets security updates, by a bundled table that has its own date.

What is said, and why:

- **ACT** when the updates have ended: new holes become known every week and nobody closes them. In the first 30 days after the
  end it is ADVISE: such a system was just repaired, and moving takes an afternoon that somebody must find. An end that lay
  more than a month ahead when the table was made may have been put off since (Fedora 41's was, by weeks; that of Windows 10's
  extended updates by a year): it is ADVISE for 90 days, and says so.
- **NOTE** where others have taken over and it costs the person nothing (Debian's LTS team; Ubuntu Pro, when it is on; extended
  updates that reach a Windows 10), and when the end is less than 90 days away: there is time to plan. Of a system that is not in the
  table and names what it is built on, only that part is known: NOTE, unless it has ended.
- "Not ended yet" holds for 18 months: ends are announced years before, but not always. Apple announces none; it repairs its
  three newest releases, and brings one every September. So where the table knows no end for a macOS, each September since its day
  counts as one more release.
- What came after the table is repaired at least for the shortest life that its maker gave to any (support_bounds.py), and at
  some day has surely ended. A test version, or a system that is rare, is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from postigo.api import (
    CannotTell,
    Check,
    Choice,
    Coverage,
    Finding,
    Gap,
    Level,
    Platform,
    Probe,
    Scope,
    Share,
    Text,
    Unknown,
    Value,
    Version,
)
from postigo_checks.updates.supported.bounds import APPLE_REPAIRS
from postigo_checks.updates.supported.fact import Extended, Standing, Support
from postigo_checks.updates.supported.fixes import PLANS
from postigo_checks.updates.supported.probes import linux, macos, windows
from postigo_checks.updates.supported.table import Release

TABLE_HOLDS = timedelta(days=548)
JUST_ENDED = timedelta(days=30)
MAY_MOVE, SOON_KNOWN = timedelta(days=90), timedelta(days=30)
ENDS_SOON = timedelta(days=90)


def judge(fact: Support) -> Iterator[Finding | Gap]:
    """Ended or not, and what the table cannot say."""
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
    """One that came after the table: between its maker's shortest and longest life it cannot be told."""
    bounds = fact.bounds
    if bounds is not None and bounds.ended_by is not None and fact.today > bounds.ended_by:
        yield _surely_ended(fact.name, bounds.ended_by, fact)
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


def _surely_ended(name: str, by: date, fact: Support) -> Finding:
    """One whose end the table does not know, and that has surely had it."""
    return Finding(
        "ended",
        Level.ADVISE if fact.today - by <= JUST_ENDED else Level.ACT,
        Text(
            "{system} is so old that it gets no security updates any more: none since {date}, or before.",
            values={"system": Version(name), "date": by},
        ),
        fixes=("upgrade",),
    )


def _listed(fact: Support, release: Release) -> Iterator[Finding | Gap]:
    ends, today = release.ends, fact.today
    if ends is not None and today > ends:
        yield from _ended(fact, release, ends)
    elif ends is None and fact.ended_by is not None and today > fact.ended_by:
        yield _surely_ended(release.name, fact.ended_by, fact)
    if fact.clock is not None:
        yield _clock(fact.clock)
        return
    if (ends is not None and today > ends) or (fact.ended_by is not None and today > fact.ended_by):
        return
    if today - fact.table > TABLE_HOLDS or (ends is None and fact.later >= APPLE_REPAIRS):
        yield _too_old(fact)
        return
    yield _goes_on(fact, release, ends)


def _too_old(fact: Support) -> Gap:
    text = Text(
        "Our table is of {date}, too old to say that this system still gets updates.", values={"date": fact.table}
    )
    return Gap(Unknown.MISSING, text)


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


def _ended(fact: Support, release: Release, ends: date) -> Iterator[Finding | Gap]:
    extended = _extended(fact, release)
    if extended is not None:
        yield extended if fact.today - fact.table <= TABLE_HOLDS else _too_old(fact)
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
        return Finding("extended", Level.NOTE, text, evidence={"extended": Choice(Extended.LTS_TEAM.value)})
    if fact.extended is Extended.ENROLLED:
        windows = release.product == "windows"
        text = (
            Text("{system} gets extended security updates, as things stand until {date}.", values=values)
            if windows
            else Text("{system} gets extended security updates until {date}.", values=values)
        )
        return Finding(
            "extended", Level.NOTE, text, evidence={"extended": Choice("Windows ESU" if windows else "Ubuntu Pro")}
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
    upgrade = "upgrade-pinned" if isinstance(fact.pinned, str) else "upgrade"
    open_still = release.extended is not None and fact.today <= release.extended
    if fact.extended is Extended.FREE and open_still:
        return ("enrol", upgrade)
    if release.product == "windows" and fact.stopped is not None and open_still:
        return ("enrol", upgrade)
    if release.product == "ubuntu" and fact.standing is Standing.LISTED and fact.extended is not Extended.NOBODY:
        return (upgrade, "ubuntu-pro")
    return (upgrade,)


OS_SUPPORTED = Check(
    id="update.os-supported",
    title=Text("How long the system gets security updates"),
    why=Text("When a system gets no more updates, nobody repairs the faults that are found in it."),
    tip=3,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            reads=Text("The name and version of the system, and our table of when systems end."),
            misses=Text("The end of systems that are not in the table. A missing small update is another check."),
        ),
        Platform.WINDOWS: Coverage(
            reads=Text("The build, edition and revision of Windows, and our table of when systems end."),
            misses=Text("Server and preview versions are not in the table. A missing small update is another check."),
        ),
        Platform.MACOS: Coverage(
            reads=Text("The version of macOS, and our table of when systems end."),
            misses=Text("Apple announces no ends. For old versions our table is soon too old."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=PLANS,
)
