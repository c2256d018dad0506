"""Permissions for the camera on macOS."""

from __future__ import annotations

from typing import Final

from postigo.api import Data, System
from postigo_checks.capture.permissions import macos
from postigo_checks.capture.permissions.fact import Permissions
from postigo_checks.common.known_programs import SEES

QUERY: Final = "SELECT client, client_type, auth_value FROM access WHERE service = 'kTCCServiceCamera'"


def permissions(system: System, data: Data) -> Permissions:
    """Apps that may use the camera."""
    return macos.permissions(system, data, QUERY, SEES)
