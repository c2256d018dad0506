"""Fact of `info.nearby`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import CannotTell, Handle


class From(Enum):
    """From whom files may come."""

    NOBODY = "nobody"
    KNOWN = "one's own devices, or people one knows"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Receiving:
    """Senders whose files this account takes over the air, and the setting that says so."""

    by: From | CannotTell
    setting: Handle | None = None
