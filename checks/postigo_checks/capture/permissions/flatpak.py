"""Permissions of flatpak apps, as they were built and as people changed them.

Read from flatpak's own files: its command needs 100 ms for each app. A `[Context]` lists permissions in the order in which
they hold: `NAME` gives one, `!NAME` takes it away, and `if:NAME:CONDITION` gives it at times (flatpak-metadata(5); flatpak
docs/conditional-permissions).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from postigo.api import CannotTell, Handle, HandleKind, Program, System, Unknown, Unseen
from postigo_checks.capture.permissions.fact import Part
from postigo_checks.common.linux.keyfile import Keyfile, keyfile

FLATPAKS: Final = ("/var/lib/flatpak", "~/.local/share/flatpak")


def own_override(id_: str, setting: str) -> Handle:
    """A setting of the account's own changes to an app, which are the last word. `setting` is `Context/NAME`."""
    return Handle(HandleKind.FILE_SETTING, setting, f"{FLATPAKS[1]}/overrides/{id_}")


def flatpaks(system: System, unseen: list[Unseen[Part]]) -> list[tuple[str, list[Keyfile]]]:
    """Installed apps by id, each with its layers of permissions: as built, then as changed."""
    try:
        overrides = [_overrides(system, root) for root in FLATPAKS]
        installed = [entry.path for root in FLATPAKS for entry in system.glob(f"{root}/app/*/current/active/metadata")]
    except CannotTell as unknown:
        unseen.append(Unseen(Part.FLATPAK, unknown.why))
        return []
    found: list[tuple[str, list[Keyfile]]] = []
    for path in installed:
        id_ = path.split("/")[-4]
        try:
            metadata = keyfile(system.read(path), path)
            if metadata.get("Application", {}).get("name") != id_:
                unseen.append(Unseen(Part.APP, Unknown.UNREADABLE, Program(id_)))
                continue
        except CannotTell as unknown:
            unseen.append(Unseen(Part.APP, unknown.why, Program(id_)))
            continue
        changes = (layer for root in overrides for name in ("global", id_) if (layer := root.get(name)))
        found.append((id_, [metadata, *changes]))
    return found


def _overrides(system: System, root: str) -> dict[str, Keyfile]:
    """The changes that people made to apps' permissions, by app id, or "global" for all."""
    return {
        entry.path.rsplit("/", 1)[1]: keyfile(system.read(entry.path), entry.path)
        for entry in system.glob(f"{root}/overrides/*")
        if entry.kind == "file"
    }


def has(layers: Sequence[Keyfile], kind: str, name: str) -> bool:
    """Whether a permission stands after all layers, always or at times. The last word on it holds.

    `kind` is the name of a list below `[Context]`: `sockets`, `devices`, `filesystems`.
    """
    allowed = False
    for layer in layers:
        for word in layer.get("Context", {}).get(kind, "").split(";"):
            if word == f"!{name}":
                allowed = False
            elif word == name or word.startswith((f"if:{name}:", f"{name}:")):
                allowed = True  # of a folder, `:ro` may follow
    return allowed
