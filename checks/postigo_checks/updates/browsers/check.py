"""`update.browser`: whether the browsers are current, by a bundled dated table.

What is said, and why:

- A version that was overtaken is a **NOTE** for six weeks: browsers renew themselves within days, and the slow channel of Chrome
  and Edge, for firms and schools, holds each fourth version for eight weeks, which is six more than it is newest.
- **ADVISE** after six weeks, **ACT** after three months: by then a dozen lists of repaired holes are public, and web pages use them.
- Good is only what, at the fastest pace that browsers have, cannot have been overtaken for six weeks; and nothing is good by
  a table older than half a year. Old is all that, at the slowest pace, was overtaken so long ago, however old the table is.
  Between the two it cannot be told.
- Safari's repairs come with those of macOS, which `update.os-pending` looks at. Only a Safari of an earlier year is told here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from postigo.api import (
    CannotTell,
    Check,
    Coverage,
    Finding,
    Gap,
    Instruct,
    Level,
    NotApplicable,
    OpenSettings,
    Place,
    Plan,
    Platform,
    Probe,
    Scope,
    Share,
    Text,
    Unknown,
    Value,
    Version,
)
from postigo_checks.updates.browsers.fact import Browser, Browsers, Maker, Source
from postigo_checks.updates.browsers.probes import linux, macos
from postigo_checks.updates.browsers.table import Age
from postigo_checks.updates.browsers.windows import windows

TABLE_HOLDS: Final = timedelta(days=183)
OLD: Final = timedelta(days=42)
LONG: Final = timedelta(days=91)

_UNSEEN: Final = {
    Source.PACKAGES: Text("We could not ask which programs are installed."),
    Source.SNAPS: Text("We could not read which browsers are installed as snaps."),
    Source.FLATPAKS: Text("We could not read which browsers are installed as flatpaks."),
    Source.REGISTRY: Text("We could not read which browsers are installed."),
}


def judge(fact: Browsers) -> Iterator[Finding | Gap] | NotApplicable:
    """Each browser by itself; what could not be looked at; what the clock spoils."""
    if not fact.found and not fact.missed:
        return NotApplicable(Text("None of the browsers that we know is installed for everybody."))
    return _judge(fact)


def _judge(fact: Browsers) -> Iterator[Finding | Gap]:
    for browser in fact.found:
        if isinstance(browser.age, CannotTell):
            text = Text(
                "We found the browser {browser}. We could not tell how new it is.",
                values={"browser": browser.maker.value},
            )
            yield Gap(browser.age.why, text)
        else:
            yield from _one(browser, browser.age, fact)
    if fact.clock is not None:
        text = Text("The clock of this computer is wrong. It says {date}.", values={"date": fact.clock})
        yield Gap(Unknown.UNREADABLE, text)
    for source, unknown in fact.missed:
        yield Gap(unknown.why, _UNSEEN[source])


def _one(browser: Browser, age: Age, fact: Browsers) -> Iterator[Finding | Gap]:
    name, version = browser.maker.value, Version(browser.shown)
    values: dict[str, Value] = {"browser": name, "version": version}
    dated: dict[str, Value] = {**values, "date": age.by}
    if fact.today - age.by > OLD:
        yield Finding(
            "old",
            Level.ACT if fact.today - age.by > LONG else Level.ADVISE,
            Text("The browser {browser} {version} is old. Newer ones have been out since {date}.", values=dated)
            if age.exact
            else Text(
                "The browser {browser} {version} is old. Newer ones came out by {date}, or before.", values=dated
            ),
            subject=name,
            evidence={"version": version},
            fixes=tuple(plan.id for plan in _PLANS),
        )
    elif browser.maker is Maker.SAFARI and fact.today <= age.by:
        yield Finding(
            "comes-with-the-system",
            Level.NOTE,
            Text("{browser} {version} is repaired together with macOS.", values=values),
            subject=name,
            evidence={"version": version},
        )
    elif fact.today - age.earliest > OLD:
        yield _too_old(fact, values)
    elif fact.today > age.by:
        yield Finding(
            "newer-is-out",
            Level.NOTE,
            Text(
                "A newer {browser} than {version} has been out since {date}. Most browsers update themselves.",
                values=dated,
            )
            if age.exact
            else Text(
                "A newer {browser} than {version} came out by {date}, or before. Most browsers update themselves.",
                values=dated,
            ),
            subject=name,
            evidence={"version": version},
        )
    elif fact.today - fact.table > TABLE_HOLDS:
        yield _too_old(fact, values)
    else:
        yield Finding(
            "current",
            Level.GOOD,
            Text("The browser {browser} {version} is recent.", values=values),
            subject=name,
            evidence={"version": version},
        )


def _too_old(fact: Browsers, values: dict[str, Value]) -> Gap:
    text = Text(
        "Our table is of {date}, too old to say that {browser} {version} is current.",
        values={**values, "date": fact.table},
    )
    return Gap(Unknown.MISSING, text)


_EFFORT: Final = Text("About 5 minutes.")
_PLANS: Final = (
    Plan(
        "renew-by-itself",
        Text("Let the browser update itself"),
        (
            Instruct(Text("Open the menu of the browser, then “Help”, then “About”. It updates by itself there.")),
            Instruct(Text("Close all its windows and open it again.")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        _EFFORT,
        on=frozenset({Platform.WINDOWS, Platform.MACOS}),
    ),
    Plan(
        "renew-with-the-system",
        Text("Install the updates"),
        (
            OpenSettings(Place.UPDATES),
            Instruct(Text("On Linux the browser is updated together with the other programs. Install all updates.")),
            Instruct(Text("Close all windows of the browser and open it again.")),
        ),
        _EFFORT,
        on=frozenset({Platform.LINUX}),
    ),
)

UPDATE_BROWSER: Final = Check(
    id="update.browser",
    title=Text("The versions of the browsers"),
    why=Text(
        "The browser is the program that touches the most unknown pages. Its old faults are known to those who attack."
    ),
    tip=3,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("The versions of Chrome, Chromium, Edge, Brave and Firefox that are installed, and our dated table."),
            Text("Other browsers, and those that one account installed for itself. Brave often hides its version."),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "The versions of Chrome, Edge, Brave and Firefox for everybody and for your account, and our dated table."
            ),
            Text("Other browsers, and those that another account installed for itself."),
        ),
        Platform.MACOS: Coverage(
            Text("The versions of Chrome, Edge, Brave, Firefox and Safari in Applications, and our dated table."),
            Text("Other browsers, and those in the folder of one account. Safari is updated with macOS."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=15.0,
    fixes=_PLANS,
)
