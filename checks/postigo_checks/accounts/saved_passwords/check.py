"""`password.saved-on-shared`: how many passwords the browsers of this account keep. It runs only when asked for by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Text
from postigo_checks.accounts.saved_passwords.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.accounts.saved_passwords.fact import SavedLogins


def load(_platform: Platform) -> Implementation[SavedLogins]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.accounts.saved_passwords.judge import judge
    from postigo_checks.accounts.saved_passwords.probes import learn

    return Implementation(learn, judge)


SAVED_ON_SHARED: Final = Check(
    id="password.saved-on-shared",
    title=Text("Passwords saved on a shared computer"),
    why=Text("What a browser remembers, it remembers for everybody who uses this account."),
    tip=4,
    load=load,
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
    fixes=FIXES,
    on_request=True,
)
