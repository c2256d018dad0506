"""Ways in which a Linux is renewed as a whole, and not package by package."""

from __future__ import annotations

from enum import StrEnum


class Whole(StrEnum):
    """Way in which a system is renewed as a whole."""

    OSTREE = "rpm-ostree"  # Silverblue, Kinoite, Fedora's other atomic desktops
    UBLUE = "ujust"  # Bazzite, Bluefin, Aurora: as those, with one command for everything
    TRANSACTIONAL = "transactional-update"  # MicroOS, Aeon, Kalpa, Leap Micro
    STEAMOS = "SteamOS"
    OTHER = "its own way"
