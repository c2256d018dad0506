"""Fact of `info.nearby`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import CannotTell


class From(Enum):
    """From whom files may come."""

    NOBODY = "nobody"
    KNOWN = "one's own devices, or people one knows"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Receiving:
    """Who may send files to this account, over the air."""

    by: From | CannotTell
