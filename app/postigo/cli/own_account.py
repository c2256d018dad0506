"""Account whose settings a command changes: the one that typed it, and no other.

Behind sudo, root's own would be changed in their place, or root would follow a journal that somebody else can write.
"""

from __future__ import annotations

import os
import sys

from postigo.cli.status import UsageError
from postigo.core.system import CannotTell
from postigo.core.values import Text
from postigo.system import files


def refuse_another() -> None:
    """Refusal as root behind sudo, pkexec or doas, or in another account's home."""
    if sys.platform != "win32" and os.geteuid() == 0:
        _refuse_root()


def _refuse_root() -> None:
    if any(os.environ.get(name) for name in ("SUDO_UID", "PKEXEC_UID", "DOAS_USER")):
        raise UsageError(Text("Run it without sudo: it changes settings of one account, and that is yours."))
    try:
        owner = os.stat(files.home()).st_uid  # noqa: PTH116 - as the system names it
    except (CannotTell, OSError):
        return  # no journal can be there either, and so nothing is changed
    if owner != 0:
        raise UsageError(Text("This is root, and the personal folder is of another account. Run it as that one."))
