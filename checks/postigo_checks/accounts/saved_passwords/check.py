"""`password.saved-on-shared`: how many passwords the browsers of this account keep. It runs only when asked for by name.

Counted and nothing else: no site, no name and no password is read. Chromium's databases are asked for a count of rows.
Firefox keeps one JSON text in which sites stand in the open, so only its first 28 bytes are read: they say whether
there is anything in the list, and the next number, which is one more than were ever kept. The first site could not
begin before byte 42.

It is a question about a shared computer, and only the person knows whether this is one: so ADVISE with an "if", where
the catalogue's `high` would allow more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from postigo.api import (
    CannotTell,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Level,
    Plan,
    Platform,
    Probe,
    System,
    Text,
    Unknown,
    Unseen,
    gaps,
)
from postigo_checks.common.browsers.homes import Browser, Engine, Part, saying, walks
from postigo_checks.common.browsers.profiles import Profile, each, see_the_home

CHROMIUM: Final = ("Login Data", "Login Data For Account")
COUNT: Final = "SELECT count(*) AS n FROM logins WHERE blacklisted_by_user = 0"
FIREFOX: Final = "logins.json"
HEAD: Final = 28

_BEGINS: Final = re.compile(rb'\{"nextId":(\d{1,7}),"logins":\[(\]|\{)')


@dataclass(frozen=True, slots=True)
class SavedLogins:
    """How many passwords are kept. Of Firefox it is known only how many there can be at most."""

    counted: int = 0
    counted_in: tuple[Browser, ...] = ()
    at_most: int = 0
    kept_in: tuple[Browser, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()


def learn(system: System, data: Data) -> SavedLogins:
    """Every profile of every browser of this account."""
    del data
    walked = walks(system)
    unseen: list[Unseen[Part]] = []
    counts: dict[Browser, int] = {}
    bounds: dict[Browser, int] = {}

    def count(profile: Profile) -> None:
        counts[profile.browser] = counts.get(profile.browser, 0) + _rows(system, profile.file)

    def bound(profile: Profile) -> None:
        bounds[profile.browser] = bounds.get(profile.browser, 0) + _at_most(system, profile.file)

    for file in CHROMIUM:
        each(system, walked, Engine.CHROMIUM, file, unseen, count)
    each(system, walked, Engine.FIREFOX, FIREFOX, unseen, bound)
    if not counts and not bounds and not unseen:
        see_the_home(system)
    return SavedLogins(
        sum(counts.values()),
        tuple(browser for browser, n in counts.items() if n),
        sum(bounds.values()),
        tuple(browser for browser, n in bounds.items() if n),
        tuple(dict.fromkeys(unseen)),
    )


def _rows(system: System, path: str) -> int:
    match system.sqlite(path, COUNT):
        case [{"n": int(n), **rest}] if not rest and not isinstance(n, bool) and n >= 0:
            return n
    raise CannotTell(Unknown.UNREADABLE, "a database of passwords that gives no count")


def _at_most(system: System, path: str) -> int:
    """How many passwords there can be: 0 only where the list is empty."""
    begins = _BEGINS.match(system.read(path, head=HEAD))
    if begins is None:
        raise CannotTell(Unknown.UNREADABLE, "a list of passwords that begins in another way")
    return 0 if begins[2] == b"]" else max(int(begins[1]) - 1, 1)


def judge(fact: SavedLogins) -> Iterator[Finding | Gap]:
    """See the top of this module."""
    if fact.counted:
        text = Text(
            "{n} password is saved in {browsers}. If others use this account, they can use it too.",
            "{n} passwords are saved in {browsers}. If others use this account, they can use them too.",
            fact.counted,
            {"n": fact.counted, "browsers": [browser.shown for browser in fact.counted_in]},
        )
        yield Finding("saved", Level.ADVISE, text, fixes=("take-away",))
    if fact.at_most:
        text = Text(
            "At most {n} password is saved in {browsers}. If others use this account, they can use it too.",
            "Up to {n} passwords are saved in {browsers}. If others use this account, they can use them too.",
            fact.at_most,
            {"n": fact.at_most, "browsers": [browser.shown for browser in fact.kept_in]},
        )
        yield Finding("saved-up-to", Level.ADVISE, text, fixes=("take-away",))
    if not fact.counted and not fact.at_most:
        text = Text("We saw no password saved in the browsers of this account.")
        yield Finding("none-saved", Level.GOOD, text)
    yield from gaps(fact.unseen, saying(_UNSEEN))


_UNSEEN: Final = Text("We could not count the passwords in {browser}.")


_PLANS: Final = (
    Plan(
        "take-away",
        Text("Take your passwords off a shared computer"),
        (
            Instruct(Text("In the browser's settings, look for “Passwords”.")),
            Instruct(Text("Note which ones are yours, without writing them on paper that stays here.")),
            Instruct(Text("Delete them here. Then change the important ones from your own device.")),
            Instruct(Text("From now on, when a browser here asks to save a password, say no.")),
        ),
        Text("About 15 minutes."),
    ),
)

SAVED_ON_SHARED: Final = Check(
    id="password.saved-on-shared",
    title=Text("Passwords saved on a shared computer"),
    why=Text("What a browser remembers, it remembers for everybody who uses this account."),
    tip=4,
    probe=Probe(linux=learn, windows=learn, macos=learn),
    judge=judge,
    coverage={
        platform: Coverage(
            Text("How many passwords the browsers of this account keep: the number, and nothing else."),
            Text(
                "Other browsers, portable ones, Safari, and programs that keep passwords. In Firefox, the exact number."
            ),
        )
        for platform in Platform
    },
    budget=15.0,
    fixes=_PLANS,
    on_request=True,
)
