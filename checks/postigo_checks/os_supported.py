"""Whether the system still gets security updates, by a bundled table that has its own date.

What is said, and why:

- **ACT** when the updates have ended: new holes become known every week and nobody closes them. In the first 30 days after the
  end it is ADVISE: such a system was just repaired, and moving takes an afternoon that somebody must find.
- **NOTE** where others have taken over and it costs the person nothing (Debian's LTS team; Ubuntu Pro, when it is on), and
  when the end is less than 90 days away: there is time to plan.
- Extended updates that one must enrol for, and whose state cannot be read (Windows), change nothing: it stays bad, and is said.
- An end in the table holds however old the table is. "Not ended yet" holds for 18 months: ends are announced years before, but
  not always. Apple announces none; it repairs its three newest releases, and brings one every September. So where
  the table knows no end for a macOS, each September since its day counts as one more release.
- A system that the table does not know, because it is newer or rare, is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from postigo.api import (
    CannotTell,
    Check,
    Choice,
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
    Text,
    Unknown,
    Version,
)
from postigo_checks.auto_fact import RESUME
from postigo_checks.support_fact import Extended, Standing, Support
from postigo_checks.support_probes import linux, macos, windows
from postigo_checks.support_table import Release

TABLE_HOLDS = timedelta(days=548)
JUST_ENDED = timedelta(days=30)
ENDS_SOON = timedelta(days=90)
APPLE_REPAIRS = 3


def judge(fact: Support) -> Iterator[Finding | Gap]:
    """Ended or not, and what the table cannot say."""
    match fact.standing:
        case Standing.ROLLS:
            yield Finding(
                "rolls",
                Level.GOOD,
                Text("This system has no end. It stays current as long as it is updated."),
            )
        case Standing.TESTING:
            yield Finding(
                "testing",
                Level.NOTE,
                Text("This is a test version of Debian. Its security updates can come late."),
            )
        case Standing.NEWER:
            yield Gap(
                Unknown.MISSING,
                Text(
                    "This system is newer than our table of {date}. We do not know its end.",
                    values={"date": fact.table},
                ),
            )
        case Standing.UNLISTED:
            yield Gap(
                Unknown.MISSING,
                Text("This system is not in our table of {date}. We do not know its end.", values={"date": fact.table}),
            )
        case Standing.LISTED if fact.release is not None:
            yield from _listed(fact, fact.release)


def _listed(fact: Support, release: Release) -> Iterator[Finding | Gap]:
    today = fact.today
    if release.ends is not None and today > release.ends:
        yield from _ended(fact, release, release.ends, today)
    if fact.clock is not None:
        text = Text("The clock of this computer is wrong. It says {date}.", values={"date": fact.clock})
        yield Gap(Unknown.UNREADABLE, text)
        return
    if release.ends is not None and today > release.ends:
        return
    if fact.today - fact.table > TABLE_HOLDS or (release.ends is None and fact.later >= APPLE_REPAIRS):
        yield Gap(
            Unknown.MISSING,
            Text(
                "Our table is of {date}, too old to say that this system is still repaired.",
                values={"date": fact.table},
            ),
        )
        return
    name = Version(release.name)
    if release.ends is None:
        yield Finding("supported", Level.GOOD, Text("{system} still gets security updates.", values={"system": name}))
    elif release.ends - fact.today < ENDS_SOON:
        yield Finding(
            "ends-soon",
            Level.NOTE,
            Text(
                "{system} gets security updates only until {date}. You have time to plan the move.",
                values={"system": name, "date": release.ends},
            ),
        )
    else:
        yield Finding(
            "supported",
            Level.GOOD,
            Text("{system} gets security updates until {date}.", values={"system": name, "date": release.ends}),
        )


def _ended(fact: Support, release: Release, ends: date, today: date) -> Iterator[Finding | Gap]:
    if fact.extended is Extended.LTS_TEAM and release.extended is not None:
        yield Finding(
            "extended",
            Level.NOTE,
            Text(
                "{system} is repaired by a smaller team now (Debian LTS), until {date}.",
                values={"system": Version(release.name), "date": release.extended},
            ),
            evidence={"extended": Choice(Extended.LTS_TEAM.value)},
        )
        return
    if fact.extended is Extended.ENROLLED and release.extended is not None:
        yield Finding(
            "extended",
            Level.NOTE,
            Text(
                "{system} gets extended security updates until {date}.",
                values={"system": Version(release.name), "date": release.extended},
            ),
            evidence={"extended": Choice("Ubuntu Pro")},
        )
        return
    fixes = ["upgrade-windows" if release.product == "windows" else _UPGRADES.get(release.product, "upgrade-linux")]
    if release.product == "ubuntu" and fact.extended is not Extended.NOBODY:
        fixes.append("ubuntu-pro")
    yield Finding(
        "ended",
        Level.ADVISE if today - ends <= JUST_ENDED else Level.ACT,
        Text(
            "{system} has had no security updates since {date}. Nobody closes new holes.",
            values={"system": Version(release.name), "date": ends},
        ),
        fixes=tuple(fixes),
    )
    if isinstance(fact.extended, CannotTell):
        yield Gap(fact.extended.why, Text("We could not see whether it gets extended updates."))


_UPGRADES = {"macos": "upgrade-macos"}
_COPY = Instruct(Text("First copy your files to another disk."))
_OLD = Instruct(Text("Is the computer too old for it? Ask for help. Another system, like Linux, may work."))
_EFFORT = Text("About two hours. Take your time, and ask for help if you want.")

OS_SUPPORTED = Check(
    id="update.os-supported",
    title=Text("How long the system gets security updates"),
    why=Text("When a system reaches its end, nobody closes the holes that are found in it."),
    tip=3,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    sight={
        Platform.LINUX: Sight(
            reads=Text("The name and version of the system, and our table of when systems end."),
            misses=Text("Systems that are not in the table. A missing small update is another check."),
        ),
        Platform.WINDOWS: Sight(
            reads=Text("The build and the edition of Windows, and our table of when systems end."),
            misses=Text("Whether extended updates are on. Server and preview versions are not in the table."),
        ),
        Platform.MACOS: Sight(
            reads=Text("The version of macOS, and our table of when systems end."),
            misses=Text("Apple announces no ends. For old versions our table is soon too old."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=(
        Plan(
            "upgrade-linux",
            Text("Move to a newer version of the system"),
            (
                _COPY,
                OpenSettings(Place.UPDATES),
                Instruct(
                    Text("Choose the upgrade to the new version. If none is offered, ask somebody who knows Linux.")
                ),
            ),
            _EFFORT,
            on=frozenset({Platform.LINUX}),
        ),
        Plan(
            "ubuntu-pro",
            Text("Turn on Ubuntu Pro"),
            (
                Instruct(Text("Ubuntu Pro repairs old versions for longer. It is free for five computers at home.")),
                Instruct(Text("Open “Software & Updates”, then “Ubuntu Pro”, and follow the steps.")),
            ),
            Text("About 15 minutes. It needs an account at Ubuntu."),
            on=frozenset({Platform.LINUX}),
        ),
        Plan(
            "upgrade-windows",
            Text("Move to a newer Windows"),
            (
                _COPY,
                OpenSettings(Place.UPDATES),
                RESUME,
                Instruct(Text("Choose the newer version if Windows offers it.")),
                _OLD,
            ),
            _EFFORT,
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "upgrade-macos",
            Text("Move to a newer macOS"),
            (
                _COPY,
                OpenSettings(Place.UPDATES),
                Instruct(Text("Choose “Upgrade Now” if your Mac offers it.")),
                _OLD,
            ),
            _EFFORT,
            on=frozenset({Platform.MACOS}),
        ),
    ),
)
