"""Key of GSettings (GNOME, Cinnamon, MATE): its value as a GVariant's text. Set and reset by glib's own `gsettings`.

`gsettings get` tells the default where nobody has set a key; `dconf read` of its path tells nothing then (dconf's manual).
"""

from __future__ import annotations

from postigo.core.change import NOT_SET, CannotChange, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.system import CannotTell, Output, Unknown
from postigo.fixes.access import Access


def state(access: Access, setting: Handle) -> Setting:
    """Value of a key that the person, or a program of theirs, has set; else that it is not set. MANAGED where it is locked."""
    writable = _said(access, "gsettings", "writable", setting.within, setting.id)
    if writable != "true":
        raise CannotChange(Refusal.MANAGED if writable == "false" else Refusal.UNREADABLE, writable[:80])
    own = _said(access, "dconf", "read", f"{_folder(access, setting.within)}{setting.id}")
    return Setting(own) if own else NOT_SET


def target(before: Setting, wish: Setting) -> Setting:
    """The wish itself."""
    del before
    return wish


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Set a key, or reset it to what it is when nobody has set it."""
    if (found := state(access, setting)) != expected:
        raise CannotChange(Refusal.CHANGED, expected=expected, found=found)
    if to.is_set and not isinstance(to.value, str):
        raise CannotChange(Refusal.UNREADABLE, "no text of a GVariant")
    tail = ("set", setting.within, setting.id, str(to.value)) if to.is_set else ("reset", setting.within, setting.id)
    output = access.changes.run("gsettings", *tail)
    if output.code:
        raise CannotChange(Refusal.FAILED, output.err[:200])


def _folder(access: Access, schema: str) -> str:
    """Path of a schema in dconf, with its last slash."""
    for line in _said(access, "gsettings", "list-schemas", "--print-paths").splitlines():
        name, _, path = line.partition(" ")
        if name == schema and path.startswith("/"):
            return path
    raise CannotChange(Refusal.MISSING, f"no schema {schema} with a path")


def _said(access: Access, *argv: str) -> str:
    try:
        output: Output = access.system.run(*argv)
    except CannotTell as unknown:
        why = {Unknown.DENIED: Refusal.DENIED, Unknown.MISSING: Refusal.MISSING}.get(unknown.why, Refusal.FAILED)
        raise CannotChange(why, str(unknown)) from None
    if output.code:
        raise CannotChange(Refusal.FAILED, output.err[:200])
    return output.out.strip()
