"""Probe of `password.saved-on-shared`: counts in the profiles of browsers, and nothing else.

No site, no name and no password is read. Chromium's databases are asked for a count of rows. Firefox keeps one JSON text in which
sites stand in the open, so only its first 28 bytes are read: they say whether there is anything in the list, and the next number,
which is one more than were ever kept. The first site could not begin before byte 42.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, System, Unknown, Unseen
from postigo_checks.accounts.saved_passwords.fact import SavedLogins
from postigo_checks.common.browsers.homes import Browser, Engine, Part, walks
from postigo_checks.common.browsers.profiles import Profile, each, see_the_home

CHROMIUM: Final = ("Login Data", "Login Data For Account")
COUNT: Final = "SELECT count(*) AS n FROM logins WHERE blacklisted_by_user = 0"
FIREFOX: Final = "logins.json"
HEAD: Final = 28

_BEGINS: Final = re.compile(rb'\{"nextId":(\d{1,7}),"logins":\[(\]|\{)')


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
