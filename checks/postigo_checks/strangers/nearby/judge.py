"""Judge of `info.nearby`."""

from __future__ import annotations

from collections.abc import Iterator

from postigo.api import CannotTell, Finding, Gap, Level, Text
from postigo_checks.strangers.nearby.fact import From, Receiving


def judge(fact: Receiving) -> Iterator[Finding | Gap]:
    """The catalogue's `med` for receiving from all."""
    match fact.by:
        case From.EVERYBODY:
            text = Text("Anybody near you can send files and pictures to this computer.")
            yield Finding("from-everybody", Level.ADVISE, text, fixes=("narrow",), handle=fact.setting)
        case From.KNOWN:
            text = Text("From nearby, the system takes files only from your own devices or from people you know.")
            yield Finding("from-known", Level.GOOD, text)
        case From.NOBODY:
            text = Text("The system takes no files from people near you.")
            yield Finding("from-nobody", Level.GOOD, text)
        case CannotTell() as unknown:
            yield Gap(unknown.why, Text("We could not see who may send files to this computer from nearby."))
