"""`update.firmware`: how well the firmware under the system is protected, as fwupd measured it.

Below the least level that fwupd's makers call safe it is a **NOTE**: many new computers come so, and mostly only their maker could
change it (docs/decisions/0330-firmware-is-a-note.md). What in the running system spoils it, for example a kernel that lets modules
without signature in, is a **NOTE** too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.updates.firmware.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.updates.firmware.fact import Firmware


def load(_platform: Platform) -> Implementation[Firmware]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.updates.firmware.judge import judge
    from postigo_checks.updates.firmware.linux import linux

    return Implementation(linux, judge)


UPDATE_FIRMWARE: Final = Check(
    id="update.firmware",
    title=Text("The protection of the firmware"),
    why=Text("The firmware starts before the system. Who changes it stays, even if the disk is wiped."),
    tip=3,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("The level that fwupd measured, if its service is running. It is not started."),
            Text("Whether a newer firmware exists. Everything, where the service is not running."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=FIXES,
)
