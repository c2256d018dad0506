"""Folder that a person shares by Samba (SHARE, in `usershare`): its definition. In `gnome`, see `gnome_share`.

`net usershare` tells it, takes it away and puts it back (net's manual). `net usershare info` tells of the person's own shares only. What stands in Samba's own settings is the system's.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.core.change import NOT_SET, CannotChange, Refusal, Setting
from postigo.core.handle import Handle
from postigo.fixes.access import Access
from postigo.fixes.settings import gnome_share
from postigo.fixes.settings.asked import as_expected, as_wished, said

OF_A_PERSON: Final = "usershare"
BY_GNOME: Final = "gnome"
NET: Final = ("net", "usershare")
_NAMES: Final = ("path", "comment", "usershare_acl", "guest_ok")
_ODD: Final = re.compile(r"^-|[*?\[\]%<>/\\|\"]")
"""Signs of an option or a pattern of `net`. No share has them in its name."""


def state(access: Access, setting: Handle) -> Setting:
    """Definition of a share: its folder, its comment, who may what, and whether guests may. Not set: no share of this person."""
    if setting.within == BY_GNOME:
        return gnome_share.state(access, setting)
    if setting.within != OF_A_PERSON or not setting.id or _ODD.search(setting.id):
        raise CannotChange(Refusal.NO_WAY, "no share of a person's own")
    told = said(access, *NET, "info", setting.id)
    if not told:
        return NOT_SET
    head, *lines = told.splitlines()
    values = dict(line.split("=", 1) for line in lines if "=" in line)
    if head != f"[{setting.id}]" or tuple(values) != _NAMES or len(lines) != len(_NAMES):
        raise CannotChange(Refusal.UNREADABLE, "net usershare info")
    return Setting(values | {"usershare_acl": values["usershare_acl"].rstrip(",")})


target = as_wished


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Share the folder as it was, or no more."""
    if setting.within == BY_GNOME:
        gnome_share.put(access, setting, to, expected)
        return
    as_expected(state(access, setting), expected)
    match to.is_set, to.value:
        case True, {
            "path": str(path),
            "comment": str(comment),
            "usershare_acl": str(who),
            "guest_ok": "y" | "n" as guests,
        }:
            output = access.changes.run(*NET, "add", setting.id, path, comment, who, f"guest_ok={guests}")
        case False, _:
            output = access.changes.run(*NET, "delete", setting.id)
        case _:
            raise CannotChange(Refusal.UNREADABLE, "no definition of a share")
    if output.code:
        denied = "not permitted" in output.err or "ermission denied" in output.err
        raise CannotChange(Refusal.DENIED if denied else Refusal.FAILED, output.err[:200])
    if not state(access, setting).same(to):
        raise CannotChange(Refusal.FAILED, "net usershare did otherwise")
