"""Judge of `update.browser`: each browser by itself, by when a newer version was out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from postigo.api import CannotTell, Finding, Gap, Level, NotApplicable, Text, Unknown, Value, Version, gaps
from postigo_checks.updates.browsers.fact import Browser, Browsers, Maker, Part
from postigo_checks.updates.browsers.table import Age

TABLE_HOLDS: Final = timedelta(days=183)
OLD: Final = timedelta(days=42)
LONG: Final = timedelta(days=91)

_UNSEEN: Final = {
    Part.PACKAGES: Text("We could not ask which programs are installed."),
    Part.SNAPS: Text("We could not read which browsers are installed as snaps."),
    Part.FLATPAKS: Text("We could not read which browsers are installed as flatpaks."),
    Part.REGISTRY: Text("We could not read which browsers are installed."),
}


def judge(fact: Browsers) -> Iterator[Finding | Gap] | NotApplicable:
    """Findings by browser, then the gaps."""
    if not fact.found and not fact.unseen:
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
    yield from gaps(fact.unseen, _UNSEEN)


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
            fixes=("renew",),
            handle=browser.handle,
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
