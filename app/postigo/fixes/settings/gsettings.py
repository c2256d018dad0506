"""Key of GSettings (GNOME, Cinnamon, MATE): its value as a GVariant's text. Set and reset by glib's own `gsettings`.

`gsettings get` tells the default where nobody has set a key. Whether somebody has tells `dconf read` of its path, which says nothing
then (its manual). Where that program is not installed, a value that is another than the default was set by somebody: the default is
what the same question gets without the person's values (`GSETTINGS_BACKEND=memory`, GIO's reference).
"""

from __future__ import annotations

from typing import Final

from postigo.core.change import NOT_SET, CannotChange, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.system import Absent, CannotTell
from postigo.fixes.access import Access
from postigo.fixes.settings.asked import as_expected, said, untold

NO_VALUES: Final = ("env", "GSETTINGS_BACKEND=memory")


def state(access: Access, setting: Handle) -> Setting:
    """Value of a key, if somebody has set it. MANAGED where it is locked."""
    writable = said(access, "gsettings", "writable", setting.within, setting.id)
    if writable != "true":
        raise CannotChange(Refusal.MANAGED if writable == "false" else Refusal.UNREADABLE, writable[:80])
    try:
        reads = access.system.which("dconf", optional=True)
    except CannotTell as unknown:
        raise untold(unknown) from None
    if not isinstance(reads, Absent):
        own = said(access, "dconf", "read", f"{_folder(access, setting.within)}{setting.id}")
        return Setting(own) if own else NOT_SET
    now = said(access, "gsettings", "get", setting.within, setting.id)
    usual = said(access, *NO_VALUES, "gsettings", "get", setting.within, setting.id)
    return Setting(is_set=False, missing=usual) if now == usual else Setting(now, missing=usual)


def target(before: Setting, wish: Setting) -> Setting:
    """The wish; but not set, where it is the value that holds anyway (`missing`)."""
    if before.missing and wish.value == before.missing:
        return Setting(is_set=False, missing=before.missing)
    return wish


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Set a key, or reset it to what it is when nobody has set it."""
    as_expected(state(access, setting), expected)
    if to.is_set and not isinstance(to.value, str):
        raise CannotChange(Refusal.UNREADABLE, "no text of a GVariant")
    tail = ("set", setting.within, setting.id, str(to.value)) if to.is_set else ("reset", setting.within, setting.id)
    output = access.changes.run("gsettings", *tail)
    if output.code:
        raise CannotChange(Refusal.FAILED, output.err[:200])


def _folder(access: Access, schema: str) -> str:
    """Path of a schema in dconf, with its last slash."""
    for line in said(access, "gsettings", "list-schemas", "--print-paths").splitlines():
        name, _, path = line.partition(" ")
        if name == schema and path.startswith("/"):
            return path
    raise CannotChange(Refusal.MISSING, f"no schema {schema} with a path")
