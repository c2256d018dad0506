"""Judge of `browser.safe-browsing`: a browser without warnings can be better; nobody is harmed now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, NotApplicable, Program, Text, gaps
from postigo_checks.common.browsers.homes import saying
from postigo_checks.common.browsers.profiles import NO_BROWSER
from postigo_checks.protection.safe_browsing.fact import PageWarnings, Warns


def judge(fact: PageWarnings) -> Iterator[Finding | Gap] | NotApplicable:
    """A browser that warns of nothing can be better; nobody is harmed by it now."""
    if not fact.guards and not fact.unseen and not fact.safari:
        return NO_BROWSER
    return _judge(fact)


def _judge(fact: PageWarnings) -> Iterator[Finding | Gap]:
    warning = [guard.browser.shown for guard in fact.guards if guard.warns in {Warns.ON, Warns.ON_BY_POLICY}]
    for guard in fact.guards:
        browser, subject = guard.browser.shown, Program(guard.browser.name)
        if guard.warns is Warns.OFF:
            yield Finding(
                "off",
                Level.ADVISE,
                Text(
                    "In {browser}, the warnings about dangerous pages and downloads are switched off.",
                    values={"browser": browser},
                ),
                subject,
                fixes=("switch-on",),
                handle=guard.switch,
            )
        elif guard.warns is Warns.OFF_AS_IT_COMES:
            yield Finding(
                "off-as-it-comes",
                Level.NOTE,
                Text(
                    "{browser} comes without warnings about dangerous pages. You can switch them on in its settings.",
                    values={"browser": browser},
                ),
                subject,
            )
        elif guard.warns is Warns.OFF_BY_POLICY:
            yield Finding(
                "off-by-policy",
                Level.ADVISE,
                Text(
                    "In {browser}, an administrator has switched off the warnings about dangerous pages and downloads.",
                    values={"browser": browser},
                ),
                subject,
                fixes=("ask-administrator",),
            )
    if warning:
        yield Finding(
            "on",
            Level.GOOD,
            Text("These browsers warn you of dangerous pages and downloads: {browsers}.", values={"browsers": warning}),
        )
    if fact.safari:
        yield Finding(
            "safari-not-read",
            Level.NOTE,
            Text("We cannot read this switch in Safari. You can see it in Safari, Settings, Security."),
        )
    yield from gaps(fact.unseen, saying(_UNSEEN))


_UNSEEN: Final = Text("We could not read whether {browser} warns you.")
