"""Permissions for the microphone on Windows."""

from __future__ import annotations

from typing import Final

from postigo.api import CaptureKind, Data, Platform, System
from postigo_checks.capture.consent_store import CAPABILITY
from postigo_checks.capture.permissions.fact import Permissions
from postigo_checks.capture.permissions.windows import consents
from postigo_checks.common import known_programs
from postigo_checks.common.known_programs import HEARS

POLICY: Final = "LetAppsAccessMicrophone"


def windows(system: System, data: Data) -> Permissions:
    """Apps that may use the microphone."""
    table = known_programs.load(data, Platform.WINDOWS)
    return consents(system, table, CAPABILITY[CaptureKind.MICROPHONE], POLICY, HEARS)
