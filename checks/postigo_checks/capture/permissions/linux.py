"""The portal's store of permissions on Linux, and what the ids of sandboxes stand for.

The store keeps what the person answered when an app asked. It is asked over D-Bus; where its service does not run, that
it has no file says the same as an empty store.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from postigo.api import ABSENT, Absent, Bus, BusError, CannotTell, Handle, HandleKind, Json, System, Unknown
from postigo_checks.capture.permissions.fact import App, Maker
from postigo_checks.common.known_programs import SEES, Kind, KnownPrograms

STORE: Final = "org.freedesktop.impl.portal.PermissionStore"
STORE_PATH: Final = "/org/freedesktop/impl/portal/PermissionStore"
STORE_FILES: Final = "~/.local/share/flatpak/db"
NOT_FOUND: Final = "org.freedesktop.portal.Error.NotFound"


def app(id_: str, table: KnownPrograms, expected: frozenset[Kind] = SEES, *, wide: bool = False) -> App:
    """The app that a sandbox's id stands for."""
    known = table.id(id_.removeprefix("snap."))
    if known is not None and known.kind in expected:
        return App(known.name, Maker.KNOWN, wide)
    return App(known.name if known else id_, Maker.STRANGER, wide)


def allowed_app(id_: str, table: KnownPrograms, permission: str) -> App:
    """The same, where the portal's store has the permission: it can be taken away there."""
    return replace(app(id_, table), permission=Handle(HandleKind.PERMISSION, id_, permission))


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
