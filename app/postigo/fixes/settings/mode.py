"""Mode of a folder (PATH): twelve permission bits, as a number. A wish may be `{"without": bits}`.

Of a folder with its name in sight: no plan closes or opens a file, or what programs keep in hidden folders.
"""

from __future__ import annotations

import re

from postigo.core.change import CannotChange, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.system import CannotTell
from postigo.fixes.access import Access
from postigo.fixes.settings.asked import untold


def state(access: Access, setting: Handle) -> Setting:
    """Mode of a folder. `CannotChange`: MISSING; NO_WAY for a file, and for a link, whose mode is another thing's."""
    if any(part.startswith(".") for part in setting.id.split("/")):
        raise CannotChange(Refusal.NO_WAY, "hidden")
    try:
        found = access.system.glob(re.sub(r"([*?[])", r"[\1]", setting.id))
    except CannotTell as unknown:
        raise untold(unknown) from None
    entry = next((one for one in found if one.path == setting.id), None)
    if entry is None:
        raise CannotChange(Refusal.MISSING, "not there")
    if entry.link or entry.kind != "folder" or entry.mode is None:
        raise CannotChange(Refusal.NO_WAY, "a link" if entry.link else "no folder with a mode")
    return Setting(entry.mode)


def target(before: Setting, wish: Setting) -> Setting:
    """The mode without the bits that are taken away."""
    match before.value, wish.value:
        case int(mode), {"without": int(bits)}:
            return Setting(mode & ~bits)
        case _:
            return wish


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Set the mode."""
    if type(to.value) is not int or type(expected.value) is not int:  # true is an int, too
        raise CannotChange(Refusal.UNREADABLE, "no mode")
    access.changes.set_mode(setting.id, to.value, expected=expected.value)
