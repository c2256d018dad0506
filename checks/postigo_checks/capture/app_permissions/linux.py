"""Which sandboxed apps may use the camera on Linux.

- The portal's permission store: what the person answered when an app asked.
- flatpak: an app built with `devices=all` needs not ask, unless an override takes that away.
- snap: for each snap with the camera plug connected, snapd writes a udev rule (`/etc/udev/rules.d/70-snap.NAME.rules`,
  "# camera" and a rule for `video…`). Read there: the command hangs for two minutes where the daemon is down.

Whatever is not in a sandbox needs no permission, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from postigo.api import (
    Absent,
    CannotTell,
    Data,
    Platform,
    Program,
    System,
    Unknown,
    Unseen,
    attempt,
)
from postigo_checks.capture.app_permissions.fixes import DEVICES
from postigo_checks.capture.permissions.fact import App, Group, Off, Part, Permissions
from postigo_checks.capture.permissions.flatpak import flatpaks, has, own_override
from postigo_checks.capture.permissions.linux import allowed_app, allowed_in, app, odd_in, stored
from postigo_checks.common import known_programs
from postigo_checks.common.known_programs import KnownPrograms
from postigo_checks.common.linux.keyfile import Keyfile

SNAP_RULES: Final = "/etc/udev/rules.d/70-snap.*.rules"


def permissions(system: System, data: Data) -> Permissions:
    """Apps that may use the camera, from the three places where sandboxes keep it."""
    table = known_programs.load(data, Platform.LINUX)
    unseen: list[Unseen[Part]] = []
    off: tuple[Off, ...] = ()
    reply = attempt(_portal, system)
    asked = _or_unseen(reply if isinstance(reply, CannotTell) else reply[0], Part.PORTAL, unseen)
    odd = () if isinstance(reply, CannotTell) else reply[1]
    unseen += [Unseen(Part.APP, Unknown.UNREADABLE, Program(id_)) for id_ in odd]
    if asked and _switched_off(system, unseen):
        asked, off = (), (Off.SANDBOXED,)
    wide = dict.fromkeys(id_ for id_, layers in flatpaks(system, unseen) if has_every_device(layers))
    snaps = _or_unseen(attempt(_snaps, system), Part.SNAP, unseen)
    granted = [allowed_app(id_, table, "devices/camera") for id_ in asked]
    granted += [app(id_, table) for id_ in snaps if id_ not in asked]
    wider = [wide_app(id_, table) for id_ in wide if id_ not in asked]
    return Permissions((*granted, *wider), (Group.UNSANDBOXED,), off, tuple(unseen))


def wide_app(id_: str, table: KnownPrograms) -> App:
    """The app of a flatpak that was built to use every device. The account's own override takes that away."""
    return replace(app(id_, table, wide=True), permission=own_override(id_, DEVICES))


def _or_unseen(answer: tuple[str, ...] | CannotTell, part: Part, unseen: list[Unseen[Part]]) -> tuple[str, ...]:
    if isinstance(answer, CannotTell):
        unseen.append(Unseen(part, answer.why))
        return ()
    return answer


# --- the portal ------------------------------------------------------------------------------------------------------


def _portal(system: System) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The apps with a yes, and those whose answer cannot be read."""
    reply = stored(system, "devices", "camera")
    return ((), ()) if isinstance(reply, Absent) else (allowed_in(reply), odd_in(reply))


def _switched_off(system: System, unseen: list[Unseen[Part]]) -> bool:
    """Whether GNOME's own switch is off. Another desktop has no such schema."""
    try:
        if isinstance(system.which("gsettings", optional=True), Absent):
            return False
        answer = system.run("gsettings", "get", "org.gnome.desktop.privacy", "disable-camera")
        if answer.code == 1 and re.search(r"No (such schema|schemas installed)", answer.err):
            return False
        if answer.code != 0 or answer.out.strip() not in {"true", "false"}:
            unseen.append(Unseen(Part.DESKTOP_SWITCH, Unknown.UNREADABLE))
            return False
        return answer.out.strip() == "true"
    except CannotTell as unknown:
        unseen.append(Unseen(Part.DESKTOP_SWITCH, unknown.why))
        return False


# --- flatpak ---------------------------------------------------------------------------------------------------------


def has_every_device(layers: Sequence[Keyfile]) -> bool:
    """Whether `devices=all` stands after all layers."""
    return has(layers, "devices", "all")


# --- snap ------------------------------------------------------------------------------------------------------------

_CAMERA: Final = re.compile(r"^# camera$", re.MULTILINE)
_VIDEO_RULE: Final = re.compile(r'^KERNEL=="video', re.MULTILINE)


def _snaps(system: System) -> tuple[str, ...]:
    found = []
    for entry in system.glob(SNAP_RULES):
        try:
            rules = system.read(entry.path).decode()
        except UnicodeDecodeError:
            raise CannotTell(Unknown.UNREADABLE, f"{entry.path} is not text") from None
        if "snap_" not in rules:
            raise CannotTell(Unknown.UNREADABLE, f"{entry.path} tags nothing for a snap")
        if _CAMERA.search(rules) and not _VIDEO_RULE.search(rules):
            raise CannotTell(Unknown.UNREADABLE, f"{entry.path} has a camera of a shape that we do not know")
        if _VIDEO_RULE.search(rules):
            found.append(entry.path.rsplit("/", 1)[1].removeprefix("70-snap.").removesuffix(".rules"))
    return tuple(found)
