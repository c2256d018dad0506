"""Mode of a file or folder (PATH): twelve permission bits, as a number. A wish may be `{"without": bits}`."""

from __future__ import annotations

from postigo.core.change import CannotChange, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.system import CannotTell
from postigo.fixes.access import Access


def state(access: Access, setting: Handle) -> Setting:
    """Mode of what is there. `CannotChange`: MISSING; NO_WAY for a link, whose mode is another thing's."""
    try:
        found = access.system.glob(setting.id)
    except CannotTell as unknown:
        raise CannotChange(Refusal.MISSING, str(unknown)) from None
    entry = next((one for one in found if one.path == setting.id), None)
    if entry is None:
        raise CannotChange(Refusal.MISSING, "not there")
    if entry.link or entry.mode is None:
        raise CannotChange(Refusal.NO_WAY, "a link" if entry.link else "no mode")
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
    if not isinstance(to.value, int) or not isinstance(expected.value, int):
        raise CannotChange(Refusal.UNREADABLE, "no mode")
    access.changes.set_mode(setting.id, to.value, expected=expected.value)
