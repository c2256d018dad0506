"""The fact that `password.blank-or-auto` judges: whether this computer opens without asking for anything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Handle, Unseen


class Part(Enum):
    """Parts of a look that may stay unseen."""

    AUTOMATIC = "the automatic sign-in"
    PASSWORDS = "whether every account has a password"


@dataclass(frozen=True, slots=True)
class SignIn:
    """How one gets in. Counts only: which account it is, everybody who sits there will see.

    `automatic`: somebody is signed in when the computer starts; None where that is not known. `kept_open`: the
    password for it lies in the registry for any program to read. `blank` accounts have no password; `maybe_blank`
    need none and never had one set, as far as Windows tells. `setting` is by which somebody is signed in.
    """

    automatic: bool | None
    kept_open: bool = False
    blank: int = 0
    maybe_blank: int = 0
    unseen: tuple[Unseen[Part], ...] = ()
    setting: Handle | None = None
