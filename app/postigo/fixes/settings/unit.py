"""Start of a person's own unit of systemd (UNIT, in `user`).

Its state are the folders with a link to it; `systemctl --user` changes it. Only where the links are those that its `[Install]` part makes, so that an undo makes the very same (systemctl's manual, "enable").
"""

from __future__ import annotations

import re
from typing import Final

from postigo.core.change import NOT_SET, CannotChange, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.system import CannotTell, Entry
from postigo.fixes.access import Access
from postigo.fixes.settings.asked import as_expected, as_wished, untold

UNITS: Final = "~/.config/systemd/user"
_NAME: Final = re.compile(r"[A-Za-z0-9:_.-]+\.(?:service|socket|timer|path)")
_INSTALL: Final = re.compile(r"\[Install\]\s*\n((?:(?!\[).*(?:\n|$))*)")


def state(access: Access, setting: Handle) -> Setting:
    """Folders with a link to the unit. NO_WAY for one that cannot be switched off and on again as it is."""
    if setting.within != "user" or not _NAME.fullmatch(setting.id):
        raise CannotChange(Refusal.NO_WAY, "no plain unit of the person's own")
    links = [entry for kind in ("wants", "requires") for entry in _entries(access, f"{UNITS}/*.{kind}/{setting.id}")]
    if not links:
        return NOT_SET
    if any(entry.link for entry in _entries(access, f"{UNITS}/{setting.id}")):
        raise CannotChange(Refusal.NO_WAY, "its file is a link, which would go with the others")
    folders = sorted(entry.path.split("/")[-2] for entry in links)
    if not all(entry.link for entry in links) or folders != _installed(access, links[0].path):
        raise CannotChange(Refusal.NO_WAY, "its links are others than its file says")
    return Setting(folders)


target = as_wished


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Switch the unit's start on or off."""
    as_expected(state(access, setting), expected)
    output = access.changes.run("systemctl", "--user", "enable" if to.is_set else "disable", setting.id)
    if output.code or not state(access, setting).same(to):
        raise CannotChange(Refusal.FAILED, output.err[:200])


def _installed(access: Access, path: str) -> list[str]:
    """Folders of the links that an `[Install]` part makes. None where it says more."""
    try:
        text = access.system.read(path).decode(errors="replace")
    except CannotTell as unknown:
        raise untold(unknown) from None
    folders: list[str] = []
    for part in _INSTALL.findall(text):
        for line in filter(None, map(str.strip, part.splitlines())):
            name, _, value = (word.strip() for word in line.partition("="))
            if line[0] in "#;":
                continue
            if name not in {"WantedBy", "RequiredBy"} or "%" in value or value.endswith("\\"):
                return []
            folders += [f"{one}.{'wants' if name == 'WantedBy' else 'requires'}" for one in value.split()]
    return sorted(set(folders))


def _entries(access: Access, pattern: str) -> tuple[Entry, ...]:
    try:
        return access.system.glob(pattern)
    except CannotTell as unknown:
        raise untold(unknown) from None
