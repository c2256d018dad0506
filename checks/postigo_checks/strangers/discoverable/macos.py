"""Probe of `info.discoverable` on macOS."""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, System, Unknown, Unseen, attempt
from postigo_checks.common.json_answers import told
from postigo_checks.strangers.discoverable.fact import Part, Shown, Visible

MAC_BLUETOOTH: Final = ("system_profiler", "SPBluetoothDataType", "-json")

_ATTRIBUTES: Final = {"attrib_on": True, "attrib_off": False}


def macos(system: System, data: Data) -> Visible:
    """Bluetooth, by the system's own report, in which words are not translated."""
    del data
    shown = attempt(_mac_bluetooth, system)
    if isinstance(shown, CannotTell):
        return Visible(unseen=(Unseen(Part.BLUETOOTH, shown.why),))
    return Visible(shown)


def _mac_bluetooth(system: System) -> Shown | None:
    match told(system.run(*MAC_BLUETOOTH, timeout=15.0), "SPBluetoothDataType"):
        case {"SPBluetoothDataType": []}:
            return None
        case {"SPBluetoothDataType": [{"controller_properties": dict() as controller}, *_]}:
            powered = _ATTRIBUTES.get(str(controller.get("controller_state")))
            found = _ATTRIBUTES.get(str(controller.get("controller_discoverable")))
            if powered is False:  # what is off shows nothing: a virtual Mac has no word on being found
                return Shown.HIDDEN
            if powered is not None and found is not None:
                return Shown.ALWAYS if found else Shown.HIDDEN
    raise CannotTell(Unknown.UNREADABLE, "SPBluetoothDataType has another shape")
