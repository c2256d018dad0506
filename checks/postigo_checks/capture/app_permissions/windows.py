"""Permissions for the camera on Windows."""

from __future__ import annotations

from typing import Final

from postigo.api import CaptureKind, Data, Platform, System
from postigo_checks.capture.consent_store import CAPABILITY
from postigo_checks.capture.permissions.fact import Permissions
from postigo_checks.capture.permissions.windows import consents
from postigo_checks.common import known_programs

POLICY: Final = "LetAppsAccessCamera"


def permissions(system: System, data: Data) -> Permissions:
    """Apps that may use the camera."""
    return consents(system, known_programs.load(data, Platform.WINDOWS), CAPABILITY[CaptureKind.CAMERA], POLICY)
