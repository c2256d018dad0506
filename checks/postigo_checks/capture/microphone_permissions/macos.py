"""Permissions for the microphone on macOS."""

from __future__ import annotations

from typing import Final

from postigo.api import Data, System
from postigo_checks.capture.permissions.fact import Permissions
from postigo_checks.capture.permissions.macos import permissions
from postigo_checks.common.known_programs import HEARS

QUERY: Final = "SELECT client, client_type, auth_value FROM access WHERE service = 'kTCCServiceMicrophone'"


def macos(system: System, data: Data) -> Permissions:
    """Apps that may use the microphone."""
    return permissions(system, data, QUERY, HEARS)
