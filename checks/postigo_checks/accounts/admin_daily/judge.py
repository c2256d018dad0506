"""Judge of `password.admin-daily`: at most **ADVISE**, for nearly every computer comes so.

A look with administrator rights sees the administrator's account, not the one of every day: that is a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import CannotTell, Finding, Gap, Handle, HandleKind, Level, Text, Unknown
from postigo_checks.accounts.admin_daily.fact import POLICY, Standing

_QUESTION: Final = Handle(HandleKind.REGISTRY_VALUE, "ConsentPromptBehaviorAdmin", POLICY)


def judge(fact: Standing) -> Iterator[Finding | Gap]:
    """Judgement at most ADVISE, as the catalogue's severity is `low`.

    It is how nearly every computer comes out of its box.
    """
    if fact.asks is False:
        text = Text("Windows never asks before a program changes the system. That question is turned off.")
        yield Finding("never-asks", Level.ADVISE, text, fixes=("ask-again",), handle=_QUESTION)
    if fact.through is not None:
        text = Text(
            "You use a normal account, but its group {group} may change everything. A harmful program opened here may too.",
            values={"group": fact.through},
        )
        group = Handle(HandleKind.GROUP, fact.through.word)
        yield Finding("as-an-administrator", Level.ADVISE, text, fixes=("leave-group",), handle=group)
    elif fact.administrator is True:
        text = Text("You use an administrator account every day. A harmful program opened here can change everything.")
        yield Finding("administrator", Level.ADVISE, text, fixes=("separate",))
    elif fact.administrator is False:
        yield Finding("standard", Level.GOOD, Text("You use a normal account, not an administrator's."))
    else:
        why = fact.administrator.why
        if why is Unknown.MISSING:
            yield Gap(why, Text("We looked with administrator rights, so we did not see the account of every day."))
        else:
            yield Gap(why, Text("We could not see what kind of account this is."))
    if isinstance(fact.asks, CannotTell):
        yield Gap(fact.asks.why, Text("We could not see whether Windows asks before a program changes the system."))
