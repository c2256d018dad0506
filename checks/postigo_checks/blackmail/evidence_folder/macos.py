"""Probe of `blackmail.evidence-folder` on macOS. Which folders are shared is known to administrators only."""

from __future__ import annotations

from postigo.api import Data, System, attempt
from postigo_checks.blackmail.evidence_folder.fact import ProofFolders
from postigo_checks.blackmail.evidence_folder.places import beside, usual
from postigo_checks.common.cloud_folders.macos import cloud_folders, icloud_services


def macos(system: System, data: Data) -> ProofFolders:
    """The usual folders, beside those that iCloud and others copy."""
    del data
    return beside(usual(system), cloud_folders(system, attempt(icloud_services, system)))
