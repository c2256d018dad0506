"""`av.exclusions`: where Microsoft Defender was told not to look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Share, Text
from postigo_checks.protection.exclusions.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.protection.defender.windows import Silence
    from postigo_checks.protection.exclusions.fact import Exclusions


def load(_platform: Platform) -> Implementation[Exclusions | Silence]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.protection.exclusions.judge import judge
    from postigo_checks.protection.exclusions.windows import windows

    return Implementation(windows, judge)


AV_EXCLUSIONS: Final = Check(
    id="av.exclusions",
    title=Text("Where the antivirus does not look"),
    why=Text("Where the antivirus does not look, a harmful program can hide."),
    tip=3,
    load=load,
    coverage={
        Platform.WINDOWS: Coverage(
            Text("Where Microsoft Defender was told not to look."),
            Text("Without administrator rights everything. Exceptions of antivirus programs of other makers."),
            elevated=True,
        ),
    },
    share=Share.NAMES,
    budget=20.0,
    fixes=FIXES,
)
