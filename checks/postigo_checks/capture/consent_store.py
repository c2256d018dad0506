r"""Keys of Windows' consent store, one for each capability, with permissions and times of use.

`…\CapabilityAccessManager\ConsentStore\webcam` in HKCU and in HKLM; below it a key for each program.
"""

from __future__ import annotations

from typing import Final

from postigo.api import CaptureKind
from postigo_checks.common.known_programs import basename

STORE: Final = r"Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
ROOTS: Final = (rf"HKCU\Software\{STORE}", rf"HKLM\SOFTWARE\{STORE}")
CAPABILITY: Final = {CaptureKind.CAMERA: "webcam", CaptureKind.MICROPHONE: "microphone"}


def label(leaf: str, *, packaged: bool) -> str:
    """Name of a program that is known by its key only."""
    return leaf.partition("_")[0] if packaged else basename(leaf.replace("#", "\\"))
