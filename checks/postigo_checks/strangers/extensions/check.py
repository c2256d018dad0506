"""`info.extensions`: which browser add-ons may read every page.

The rule (a catalogue severity of `med`, so nothing above ADVISE):

- ADVISE: an add-on that the table does not know; one that came past the shop (from a folder, or by another program);
  one that an administrator put there. On a school's computer the last is as it should be, at home it is a sign of
  adware or of somebody who watches: the sentence asks which it is;
- NOTE: one that many people know and that needs every page for what it does; one that can be allowed to (Firefox), where
  nothing tells whether it was;
- GOOD: none may, in the browsers that could be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from postigo.api import (
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Level,
    NotApplicable,
    Plan,
    Platform,
    Probe,
    Program,
    System,
    Text,
    Unseen,
    Value,
    gaps,
)
from postigo_checks.common.browsers.homes import Engine, Part, saying, walks
from postigo_checks.common.browsers.profiles import NO_BROWSER, Profile, each, keep, nothing_seen
from postigo_checks.strangers.extensions import chromium as extensions_chromium
from postigo_checks.strangers.extensions import fact as extensions_fact
from postigo_checks.strangers.extensions import firefox as extensions_firefox
from postigo_checks.strangers.extensions.fact import Extension, Extensions, Origin


def probe(system: System, data: Data) -> Extensions:
    """The add-ons that may read every page."""
    known = extensions_fact.load(data)
    walked = walks(system)
    unseen: list[Unseen[Part]] = []
    found: list[Extension] = []

    def chromium(profile: Profile) -> None:
        keep(extensions_chromium.extensions(system, profile, known), found)

    def firefox(profile: Profile) -> None:
        keep(extensions_firefox.extensions(system, profile, known), found)

    seen = (
        *each(system, walked, Engine.CHROMIUM, "Preferences", unseen, chromium),
        *each(system, walked, Engine.FIREFOX, "extensions.json", unseen, firefox),
    )
    unseen.extend(nothing_seen(system, (*seen, *unseen)))
    return Extensions(
        seen,
        tuple(dict.fromkeys(found)),
        tuple(dict.fromkeys(unseen)),
        safari=system.platform is Platform.MACOS,
    )


FIXES: Final = (
    Plan(
        "remove-extensions",
        Text("Remove the add-ons that you do not use"),
        (
            Instruct(Text("Open the menu of your browser and choose “Extensions” or “Add-ons”.")),
            Instruct(Text("Remove each one that you do not use or do not remember.")),
            Instruct(Text("For the others, look at “Site access”. You can often allow single pages only.")),
        ),
        effort=Text("About 5 minutes."),
    ),
    Plan(
        "ask-administrator",
        Text("Find out who put it there"),
        (
            Instruct(Text("Is this a computer of your school or company? Then ask there what the add-on is for.")),
            Instruct(
                Text(
                    "Is it your own computer? Then nobody should manage it. Ask somebody who knows computers for help."
                )
            ),
        ),
        effort=Text("About 5 minutes."),
        safety=True,
    ),
)


def judge(fact: Extensions) -> Iterator[Finding | Gap] | NotApplicable:
    """Judgement of the add-ons; see the rule at the top of this module."""
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
            "In a school or a company that is usual. At home it is not.",
            "An administrator put {n} add-ons into the browser that may read all the pages you visit: {names}. "
            "In a school or a company that is usual. At home it is not.",
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

_READS: Final = Text(
    "The add-ons that may read every page, in all browsers that are built as Chrome or Firefox are, found by the shape of "
    "their folders."
)
_MISSES: Final = Text("Browsers of other kinds, and profiles in unusual folders.")
SIGHT: Final = {
    Platform.LINUX: Coverage(reads=_READS, misses=_MISSES),
    Platform.WINDOWS: Coverage(reads=_READS, misses=_MISSES),
    Platform.MACOS: Coverage(
        reads=_READS, misses=Text("Safari and browsers of other kinds, and profiles in unusual folders.")
    ),
}

EXTENSIONS: Final = Check(
    id="info.extensions",
    title=Text("Add-ons that may read your pages"),
    why=Text(
        "An add-on that reads every page sees your messages and what you write. Some are sold and then sell what they see."
    ),
    tip=5,
    probe=Probe(linux=probe, windows=probe, macos=probe),
    judge=judge,
    coverage=SIGHT,
    budget=20.0,
    fixes=FIXES,
)
