"""Judge of `password.shared-account`: a guest that keeps what is done is **ADVISE**.

A guest of macOS, and of Linux where there still is one, starts with nothing and leaves nothing: it is said, and asks
for nothing. The guest of Windows keeps what is done in it and may open shared folders.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import CannotTell, Finding, Gap, Handle, HandleKind, Level, Text
from postigo_checks.accounts.shared_account.fact import Accounts, Guest
from postigo_checks.common.user_accounts import windows as accounts_windows

_GUEST: Final = Handle(HandleKind.ACCOUNT, str(accounts_windows.GUEST))


def judge(fact: Accounts) -> Iterator[Finding | Gap]:
    """See the top of this module."""
    if fact.for_several:
        text = Text(
            "{n} account here is named as if several people used it. Then there are no private things on it.",
            "{n} accounts here are named as if several people used them. Then there are no private things on them.",
            fact.for_several,
            {"n": fact.for_several},
        )
        yield Finding("for-several", Level.ADVISE, text, fixes=("one-each",))
    if fact.guest is Guest.KEEPS:
        text = Text("The guest account is on. Anybody can come in with it, also from the network.")
        yield Finding("guest-on", Level.ADVISE, text, fixes=("guest-off",), handle=_GUEST)
    if fact.guest is Guest.FORGETS:
        text = Text("A guest may use this computer. What a guest does here is deleted at the end.")
        yield Finding("guest-forgets", Level.NOTE, text)
    if isinstance(fact.people, CannotTell):
        yield Gap(fact.people.why, Text("We could not see which accounts there are."))
    elif fact.people == 0:
        text = Text("The list of this computer knows no person. The accounts of a school or firm are not in it.")
        yield Finding("nobody", Level.NOTE, text)
    elif not fact.for_several:
        text = Text(
            "{n} account here is a person's, and its name is one person's.",
            "{n} accounts here are people's, and each name is one person's.",
            fact.people,
            {"n": fact.people},
        )
        yield Finding("one-each", Level.GOOD, text)
    if isinstance(fact.guest, CannotTell):
        yield Gap(fact.guest.why, Text("We could not see whether a guest may use this computer."))
