"""Folders of this computer as a whole: its administrator's files, and the system's state. No account's."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def settings_folder() -> Path:
    """Folder in which the administrator puts files for Postigo."""
    return Path("/etc/postigo") if _is_unix_like() else _of_all()


def state_folder() -> Path:
    """Folder of what the system's own runs of Postigo keep.

    systemd names it to its units (systemd.exec(5), StateDirectory=); it is the same one that everybody else finds.
    """
    return Path(os.environ.get("STATE_DIRECTORY") or "/var/lib/postigo") if _is_unix_like() else _of_all() / "State"


def _of_all() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA") or "C:/ProgramData") / "Postigo"
    return Path("/Library/Application Support/Postigo")


def _is_unix_like() -> bool:
    return sys.platform not in {"win32", "darwin"}
