"""`av.tamper`: whether a program could switch off Microsoft Defender behind the person's back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.protection.tamper_protection.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.protection.tamper_protection.fact import Tamper


def load(_platform: Platform) -> Implementation[Tamper]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.protection.tamper_protection.judge import judge
    from postigo_checks.protection.tamper_protection.windows import windows

    return Implementation(windows, judge)


AV_TAMPER: Final = Check(
    id="av.tamper",
    title=Text("The lock on the antivirus' settings"),
    why=Text("Harmful programs first try to switch off the antivirus."),
    tip=3,
    load=load,
    coverage={
        Platform.WINDOWS: Coverage(
            Text("What Microsoft Defender says of its tamper protection."),
            Text("How antivirus programs of other makers protect themselves."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=20.0,
    fixes=FIXES,
)
