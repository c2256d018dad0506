"""Judge of `password.saved-on-shared`: **ADVISE** with an "if", where the catalogue's `high` would allow more.

It is a question about a shared computer, and only the person knows whether this is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, Text, gaps
from postigo_checks.accounts.saved_passwords.fact import SavedLogins
from postigo_checks.common.browsers.homes import saying


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
