"""Part of an open row about setting aside: until when it is, and the choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from postigo.core import setting_aside
from postigo.core.model import Verdict
from postigo.core.report import CheckInfo
from postigo.core.setting_aside import NONE, Span
from postigo.core.values import Text
from postigo.gui.today.models.audit import Audit, Phase
from postigo.reports import aside

SPANS: Final[Mapping[Span, Text]] = {
    Span.DAY: Text("Until tomorrow"),
    Span.WEEK: Text("For a week"),
    Span.MONTH: Text("For a month"),
}
"""Words of each span."""

STAYS: Final = Text("It stays in the list and still counts. It comes back sooner if something changes.")
ONLY_A_DAY: Final = Text("This one can wait until tomorrow, and no longer.")
NOT_YOU: Final = Text("It still counts. If you did not do this, take it up again.")


@dataclass(frozen=True, slots=True)
class AsidePart:
    """Part about setting aside. `marks` tell what is set aside; `spans` and `accept` are what can be chosen, if `unfolded`."""

    marks: tuple[Text, ...]
    spans: tuple[Span, ...]
    accept: bool
    unfolded: bool
    refused: Text | None


def aside_part(audit: Audit, listed: CheckInfo, verdict: Verdict | None, *, unfolded: bool) -> AsidePart | None:
    """The part of a row; None where nothing is set aside, and nothing can be."""
    here = audit.phase is Phase.LOOKED and audit.remembered is None and audit.can_look_again(listed.check)
    if audit.aside is None or verdict is None or not here:
        return None
    marks = dict.fromkeys(finding.aside for finding in verdict.findings if finding.aside is not None)
    left = [finding for finding in verdict.findings if finding.aside is None]
    found = setting_aside.choices_together(listed, left)
    if found == NONE and not marks:
        return None
    return AsidePart(
        tuple(aside.sentence(mark) for mark in marks),
        found.spans,
        found.accept,
        unfolded,
        audit.aside.refused(listed.check),
    )
