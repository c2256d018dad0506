"""Maker of the disk image for macOS: on a Mac, by `installer/macos/build.sh`. It never ran."""

from __future__ import annotations

import subprocess
from pathlib import Path

from installer.environment import ROOT
from installer.packages.order import Order
from installer.packages.stores import DMG


def macos(order: Order) -> list[Path]:
    """Disk image with Postigo.app. The script says what is missing, and its words are shown as they come."""
    done = subprocess.run(["sh", str(ROOT / "installer/macos/build.sh"), str(order.out)], check=False)
    if done.returncode != 0:
        raise SystemExit(done.returncode)
    return [order.out / DMG]
