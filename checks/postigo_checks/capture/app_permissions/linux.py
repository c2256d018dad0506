"""Which sandboxed apps may use the camera on Linux.

- The portal's permission store: what the person answered when an app asked. Over D-Bus; where its service does not
  run, that it has no file says the same as an empty store.
- flatpak: an app built with `devices=all` needs not ask, unless an override takes that away. Read from its own files:
  the command needs 100 ms for each app.
- snap: for each snap with the camera plug connected, snapd writes a udev rule (`/etc/udev/rules.d/70-snap.NAME.rules`,
  "# camera" and a rule for `video…`). Read there: the command hangs for two minutes where the daemon is down.

Whatever is not in a sandbox needs no permission, and that is said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from postigo.api import (
    ABSENT,
    Absent,
    Bus,
    BusError,
    CannotTell,
    Data,
    Handle,
    HandleKind,
    Json,
    Platform,
    Program,
    System,
    Unknown,
    Unseen,
    attempt,
)
from postigo_checks.capture.app_permissions.fact import App, CameraPermissions, Group, Maker, Off, Part
from postigo_checks.capture.app_permissions.fixes import DEVICES
from postigo_checks.common import known_programs
from postigo_checks.common.known_programs import SEES, KnownPrograms
from postigo_checks.common.linux.keyfile import Keyfile, keyfile

STORE: Final = "org.freedesktop.impl.portal.PermissionStore"
STORE_PATH: Final = "/org/freedesktop/impl/portal/PermissionStore"
STORE_FILES: Final = "~/.local/share/flatpak/db"
NOT_FOUND: Final = "org.freedesktop.portal.Error.NotFound"

FLATPAKS: Final = ("/var/lib/flatpak", "~/.local/share/flatpak")
SNAP_RULES: Final = "/etc/udev/rules.d/70-snap.*.rules"


def permissions(system: System, data: Data) -> CameraPermissions:
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
    wide = _flatpaks(system, unseen)
    snaps = _or_unseen(attempt(_snaps, system), Part.SNAP, unseen)
    granted = [allowed_app(id_, table, "devices/camera") for id_ in asked]
    granted += [app(id_, table) for id_ in snaps if id_ not in asked]
    wider = [wide_app(id_, table) for id_ in wide if id_ not in asked]
    return CameraPermissions((*granted, *wider), (Group.UNSANDBOXED,), off, tuple(unseen))


def app(id_: str, table: KnownPrograms, *, wide: bool = False) -> App:
    """The app that a sandbox's id stands for."""
    known = table.id(id_.removeprefix("snap."))
    if known is not None and known.kind in SEES:
        return App(known.name, Maker.KNOWN, wide)
    return App(known.name if known else id_, Maker.STRANGER, wide)


def allowed_app(id_: str, table: KnownPrograms, permission: str) -> App:
    """The same, where the portal's store has the permission: it can be taken away there."""
    return replace(app(id_, table), permission=Handle(HandleKind.PERMISSION, id_, permission))


def wide_app(id_: str, table: KnownPrograms) -> App:
    """The same, for a flatpak that was built to use every device. The account's own override takes that away."""
    override = Handle(HandleKind.FILE_SETTING, DEVICES, f"{FLATPAKS[1]}/overrides/{id_}")
    return replace(app(id_, table, wide=True), permission=override)


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


def stored(system: System, table: str, permission: str) -> Json | Absent:
    """Entry of the store for one permission. It is absent where nobody ever asked."""
    return ask_store(system, table, "Lookup", "ss", table, permission)


def ask_store(system: System, table: str, member: str, signature: str, *arguments: Json) -> Json | Absent:
    """Reply of the store about one of its tables. It is absent where there is nothing of the kind."""
    try:
        reply = system.dbus(Bus.SESSION, STORE, STORE_PATH, STORE, member, signature, *arguments)
    except CannotTell as unknown:
        if unknown.why is Unknown.MISSING and not system.glob(f"{STORE_FILES}/{table}"):
            return ABSENT  # no service, and nothing was ever stored
        raise
    if isinstance(reply, BusError):
        if reply.name == NOT_FOUND:
            return ABSENT
        raise CannotTell(Unknown.UNREADABLE, f"permission store: {reply.name}")
    return reply


_ANSWERS: Final[tuple[list[Json], ...]] = (["yes"], ["no"], ["ask"], [])
"""Answers that the portal writes and reads (xdp-permissions.c): one word, or nothing.

Whatever else it finds, it takes for no answer.
"""


def allowed_in(reply: Json, *, everybody: bool = False) -> tuple[str, ...]:
    """The ids that a reply of `Lookup` allows: `[{id: [answer]}, data]`. The id "" is `everybody` outside a sandbox."""
    return tuple(id_ for id_, answer in _answers(reply, everybody=everybody).items() if "yes" in answer)


def odd_in(reply: Json, *, everybody: bool = False) -> tuple[str, ...]:
    """Ids whose answer is none of the portal's. So nobody can tell what it means."""
    answers = _answers(reply, everybody=everybody)
    return tuple(id_ for id_, answer in answers.items() if "yes" not in answer and answer not in _ANSWERS)


def _answers(reply: Json, *, everybody: bool) -> dict[str, list[Json]]:
    match reply:
        case [dict() as answers, _]:
            pass
        case _:
            raise CannotTell(Unknown.UNREADABLE, f"permission store: {reply!r:.80}")
    listed = {id_: answer for id_, answer in answers.items() if isinstance(answer, list)}
    if len(listed) != len(answers):
        raise CannotTell(Unknown.UNREADABLE, "permission store: an answer that is no list")
    return {id_: answer for id_, answer in listed.items() if id_ or everybody}


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


def _flatpaks(system: System, unseen: list[Unseen[Part]]) -> list[str]:
    """The flatpak apps that may use every device."""
    try:
        overrides = [_overrides(system, root) for root in FLATPAKS]
        installed = [entry.path for root in FLATPAKS for entry in system.glob(f"{root}/app/*/current/active/metadata")]
    except CannotTell as unknown:
        unseen.append(Unseen(Part.FLATPAK, unknown.why))
        return []
    found = []
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
        layers = [metadata, *(layer for root in overrides for name in ("global", id_) if (layer := root.get(name)))]
        if has_every_device(layers):
            found.append(id_)
    return list(dict.fromkeys(found))


def _overrides(system: System, root: str) -> dict[str, Keyfile]:
    """The changes that people made to apps' permissions, by app id, or "global" for all."""
    return {
        entry.path.rsplit("/", 1)[1]: keyfile(system.read(entry.path), entry.path)
        for entry in system.glob(f"{root}/overrides/*")
        if entry.kind == "file"
    }


def has_every_device(layers: list[Keyfile]) -> bool:
    """Whether `devices=all` stands after all layers. Each may add it, or take it away with `!all`."""
    allowed = False
    for layer in layers:
        devices = layer.get("Context", {}).get("devices", "").split(";")
        allowed = ("all" in devices or allowed) and "!all" not in devices
    return allowed


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
