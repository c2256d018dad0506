"""Probe of `blackmail.evidence-folder` on Linux. Shares are not looked at: their settings do not tell an ordinary user where they lie."""

from __future__ import annotations

from postigo.api import Data, System
from postigo_checks.blackmail.evidence_folder.fact import ProofFolders
from postigo_checks.blackmail.evidence_folder.places import beside, usual
from postigo_checks.common.cloud_folders.linux import cloud_folders


def linux(system: System, data: Data) -> ProofFolders:
    """The usual folders, beside those that four programs copy."""
    del data
    return beside(usual(system), cloud_folders(system))
