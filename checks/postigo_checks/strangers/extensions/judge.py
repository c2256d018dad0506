"""Judge of `info.extensions`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, NotApplicable, Program, Text, Value, gaps
from postigo_checks.common.browsers.homes import saying
from postigo_checks.common.browsers.profiles import NO_BROWSER
from postigo_checks.strangers.extensions.fact import Extension, Extensions, Origin


def judge(fact: Extensions) -> Iterator[Finding | Gap] | NotApplicable:
    """Findings on the add-ons, by the rule at the top of `check.py`."""
    if not fact.browsers and not fact.unseen and not fact.safari:
        return NO_BROWSER
    return _judge(fact)


def _judge(fact: Extensions) -> Iterator[Finding | Gap]:
    for code, level, meant, say, fixes in _KINDS:
        items = [item for item in fact.extensions if not item.perhaps and meant(item)]
        names = list(dict.fromkeys(Program(item.name) for item in items))
        if names:
            browsers = dict.fromkeys(item.browser for item in items)
            evidence: dict[str, Value | Text] = {
                f"browser {number}": browser.shown for number, browser in enumerate(browsers, 1)
            }
            yield Finding(code, level, say(len(names), names), evidence=evidence, fixes=fixes)
    perhaps = list(dict.fromkeys(Program(item.name) for item in fact.extensions if item.perhaps))
    if perhaps:
        text = Text(
            "{n} add-on can be allowed to read all the pages you visit: {names}. We cannot see if it was.",
            "{n} add-ons can be allowed to read all the pages you visit: {names}. We cannot see if they were.",
            len(perhaps),
            {"n": len(perhaps), "names": perhaps},
        )
        yield Finding("perhaps", Level.NOTE, text, fixes=("remove-extensions",))
    if not fact.extensions and fact.browsers:
        browsers_seen = [browser.shown for browser in fact.browsers]
        yield Finding(
            "none",
            Level.GOOD,
            Text("No add-on may read all the pages you visit, in {browsers}.", values={"browsers": browsers_seen}),
        )
    if fact.safari:
        yield Finding(
            "safari-not-read",
            Level.NOTE,
            Text("We cannot read this list in Safari. You can see it in Safari, Settings, Extensions."),
        )
    yield from gaps(fact.unseen, saying(_UNSEEN))


_UNSEEN: Final = Text("We could not read the add-ons of {browser}.")

_Say = Callable[[int, list[Program]], Text]
_Kind = tuple[str, Level, Callable[[Extension], bool], _Say, tuple[str, ...]]
_PAST: Final = {Origin.PROGRAM, Origin.UNPACKED}

_KINDS: Final[tuple[_Kind, ...]] = (
    (
        "past-the-shop",
        Level.ADVISE,
        lambda item: item.origin in _PAST,
        lambda n, names: Text(
            "{n} add-on may read all the pages you visit, and it did not come from the shop of the browser: {names}.",
            "{n} add-ons may read all the pages you visit, and they did not come from the shop of the browser: {names}.",
            n,
            {"n": n, "names": names},
        ),
        ("remove-extensions",),
    ),
    (
        "by-policy",
        Level.ADVISE,
        lambda item: item.origin is Origin.POLICY,
        lambda n, names: Text(
            "An administrator put {n} add-on into the browser that may read all the pages you visit: {names}. "
            "In a school or a company that is usual. Elsewhere it is not.",
            "An administrator put {n} add-ons into the browser that may read all the pages you visit: {names}. "
            "In a school or a company that is usual. Elsewhere it is not.",
            n,
            {"n": n, "names": names},
        ),
        ("ask-administrator",),
    ),
    (
        "reads-all",
        Level.ADVISE,
        lambda item: item.origin is Origin.SHOP and not item.known,
        lambda n, names: Text(
            "{n} add-on may read all the pages you visit: {names}. Do you use it?",
            "{n} add-ons may read all the pages you visit: {names}. Do you use them all?",
            n,
            {"n": n, "names": names},
        ),
        ("remove-extensions",),
    ),
    (
        "known",
        Level.NOTE,
        lambda item: item.origin is Origin.SHOP and item.known,
        lambda n, names: Text(
            "{n} well-known add-on may read all the pages you visit: {names}. It needs that for what it does.",
            "{n} well-known add-ons may read all the pages you visit: {names}. They need that for what they do.",
            n,
            {"n": n, "names": names},
        ),
        (),
    ),
)
