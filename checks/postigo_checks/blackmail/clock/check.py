"""`blackmail.clock`: whether the clock goes with the time of the network.

Proof carries its times. No network is asked: what the system itself knows of its clock is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text

if TYPE_CHECKING:
    from postigo_checks.blackmail.clock.fact import Clock


def load(platform: Platform) -> Implementation[Clock]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.blackmail.clock.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.blackmail.clock.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.blackmail.clock.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.blackmail.clock.macos import macos as way
    return Implementation(way, judge)


_NOT_NOW: Final = Text("Whether the clock is right at this moment.")

CLOCK: Final = Check(
    id="blackmail.clock",
    title=Text("The clock of this computer"),
    why=Text("Screenshots and files carry the time of this clock. Whoever reads them later goes by it."),
    tip=6,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("What the system says of its clock, and whether it sets it by itself."),
            Text("By how much it is wrong."),
        ),
        Platform.WINDOWS: Coverage(Text("The settings of the time service, and its last good answer."), _NOT_NOW),
        Platform.MACOS: Coverage(Text("Whether macOS sets the clock by itself."), _NOT_NOW, elevated=True),
    },
    share=Share.NEVER,
    scope=Scope.MACHINE,
    on_request=True,
    discreet=True,
)
