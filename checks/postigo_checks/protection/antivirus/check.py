"""`av.active`: whether an antivirus is there, on, and current. Old definitions are a finding, not a detail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.protection.antivirus.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.protection.antivirus.fact import Antivirus


def load(platform: Platform) -> Implementation[Antivirus]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.protection.antivirus.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.protection.antivirus.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.protection.antivirus.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.protection.antivirus.macos import macos as way
    return Implementation(way, judge)


AV_ACTIVE: Final = Check(
    id="av.active",
    title=Text("The antivirus"),
    why=Text(
        "An antivirus stops programs that could spy on you. It can only stop those on its list, so the list must be new."
    ),
    tip=3,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("Which antivirus programs are installed and running, and the date of ClamAV's list."),
            Text("An antivirus that we do not know. ClamAV lists that are kept in an unusual folder."),
        ),
        Platform.WINDOWS: Coverage(
            Text("The antivirus programs that Windows' Security Center knows, and the state of Microsoft Defender."),
            Text("How many days old the list of another maker's antivirus is. Windows tells only new or old."),
        ),
        Platform.MACOS: Coverage(
            Text("Whether the scans of XProtect, Apple's own antivirus, are on, and when its list was fetched."),
            Text(
                "Antivirus programs of other makers. Up to macOS 14, whether the scans are on. "
                "When XProtect last searched this Mac: on laptops weeks can go by."
            ),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=35.0,  # two calls of Windows, each with a cold start
    fixes=FIXES,
)
