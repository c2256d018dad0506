"""Judge of `av.tamper`: an open guard is advised against.

Where another maker's product watches, Defender stands aside and has nothing to protect: then there is no such thing. That it
has stopped altogether looks the same from here, and is what `av.active` tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from postigo.api import Finding, Gap, Level, NotApplicable, Text
from postigo_checks.protection.tamper_protection.fact import Tamper


def judge(fact: Tamper) -> Iterator[Finding | Gap] | NotApplicable:
    """One sentence."""
    if fact is Tamper.ASIDE:
        return NotApplicable(Text("Microsoft Defender does not watch this computer now."))
    if fact is Tamper.PROTECTED:
        text = Text("No program can switch off Microsoft Defender on its own.")
        return iter((Finding("protected", Level.GOOD, text),))
    text = Text("A program could switch off Microsoft Defender without asking you.")
    return iter((Finding("open", Level.ADVISE, text, fixes=("turn-on",)),))
