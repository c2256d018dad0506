"""Makers of packages for Windows, on Debian: MSI and set-up program."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from installer.packages import windows_msi, windows_payload, windows_setup
from installer.packages.order import Order
from postigo import __version__

MSI: Final = f"postigo-{__version__}-x64.msi"
SETUP: Final = f"postigo-{__version__}-setup-x64.exe"


def msi(order: Order) -> list[Path]:
    """Package for all who use the PC."""
    return [windows_msi.build(_payload(order.work, order.python), order.out / MSI, order.work / "windows/msi")]


def exe(order: Order) -> list[Path]:
    """Set-up program that asks and shows what it does."""
    return [windows_setup.build(_payload(order.work, order.python), order.out / SETUP, order.work / "windows/setup")]


@cache
def _payload(work: Path, python: Path | None) -> Path:
    """The folder that both install, made once."""
    return windows_payload.make(work / "windows/wheels", work / "windows/payload", python)
