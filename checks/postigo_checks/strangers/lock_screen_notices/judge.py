"""Judge of `info.lockscreen`."""

from __future__ import annotations

from collections.abc import Iterator

from postigo.api import CannotTell, Finding, Gap, Level, Text
from postigo_checks.strangers.lock_screen_notices.fact import Notices


def judge(fact: Notices) -> Iterator[Finding | Gap]:
    """A catalogue severity of `low`."""
    if isinstance(fact.content, CannotTell):
        yield Gap(fact.content.why, Text("We could not see what the locked screen shows of messages."))
    elif fact.content:
        text = Text("Messages can be read on the locked screen. Anyone near can learn things about you.")
        yield Finding("content-shown", Level.ADVISE, text, fixes=("hide",), handle=fact.setting)
    else:
        yield Finding("content-hidden", Level.GOOD, Text("The locked screen does not show what messages say."))
