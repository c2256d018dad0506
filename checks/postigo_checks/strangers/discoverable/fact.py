"""Fact of `info.discoverable`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from postigo.api import Handle, Unseen

GROUP: Final = "@FirewallAPI.dll,-32752"
"""Network discovery, as the firewall's rules name their group in every language."""


class Shown(StrEnum):
    """How a device stands towards who is near."""

    HIDDEN = "hidden"
    FOR_NOW = "for a while"
    NOW = "now, and nobody tells for how long"
    ALWAYS = "until somebody hides it"


class Part(StrEnum):
    """Parts of a look that may stay unseen."""

    BLUETOOTH = "bluetooth"
    PUBLIC = "public networks"
    NETWORK = "the network"


@dataclass(frozen=True, slots=True)
class Visible:
    """Things that others can find.

    None: there is no such thing here, or it was not looked at. `adapter` is the one that shows itself.
    """

    bluetooth: Shown | None = None
    on_public: bool | None = None
    private_now: bool | None = None
    adapter: Handle | None = None
    unseen: tuple[Unseen[Part], ...] = ()
