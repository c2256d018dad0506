"""Permissions of one service on macOS. They are rows of the account's own TCC database.

Reading it needs Full Disk Access. From macOS 27 on the database lies in a container that cannot be found from outside,
and an old file may stand at the old place: so the version is asked first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from postigo.api import CannotTell, Data, Json, Platform, System, Unknown, Unseen, attempt
from postigo_checks.capture.permissions.fact import App, Maker, Part, Permissions
from postigo_checks.common import known_programs
from postigo_checks.common.known_programs import SEES, Kind, KnownPrograms, basename
from postigo_checks.common.macos import version as macos_version

DATABASE: Final = "~/Library/Application Support/com.apple.TCC/TCC.db"
_MOVED: Final = 27  # the first macOS whose database lies elsewhere

_ALLOWED: Final = {2, 3}  # allowed, limited
_REFUSED: Final = {0, 1}  # denied, not decided


def permissions(system: System, data: Data, query: str, expected: frozenset[Kind]) -> Permissions:
    """Apps that may use what the query asks for. `expected` are the kinds of program that one expects to use it."""
    table = known_programs.load(data, Platform.MACOS)
    here = attempt(macos_version.macos_version, system)
    if isinstance(here, CannotTell):
        return Permissions(unseen=(Unseen(Part.MACOS_VERSION, here.why),))
    if here.major >= _MOVED:
        return Permissions(unseen=(Unseen(Part.NEW_MACOS, Unknown.MISSING),))
    rows = attempt(system.sqlite, DATABASE, query)
    if isinstance(rows, CannotTell):
        return Permissions(unseen=(Unseen(Part.LIST, rows.why),))
    unseen = []
    apps = []
    for row in rows:
        found = attempt(app, row, table, expected)
        if isinstance(found, CannotTell):
            unseen.append(Unseen(Part.LIST, found.why))
        elif found is not None:
            apps.append(found)
    return Permissions(tuple(apps), unseen=tuple(unseen))


def app(row: Mapping[str, Json], table: KnownPrograms, expected: frozenset[Kind] = SEES) -> App | None:
    """The app of a row that is allowed; None if it is not. UNREADABLE for a row that says neither."""
    match row:
        case {"client": str(client), "client_type": (0 | 1) as kind, "auth_value": int(answer)} if client:
            pass
        case _:
            raise CannotTell(Unknown.UNREADABLE, f"TCC: {sorted(row)}")
    if answer in _REFUSED:
        return None
    if answer not in _ALLOWED:
        raise CannotTell(Unknown.UNREADABLE, f"TCC: answer {answer}")
    if kind == 1:  # a program without a bundle, by its path
        return App(basename(client), Maker.STRANGER, path=client)
    known = table.id(client)
    if known is not None and known.kind in expected:
        return App(known.name, Maker.KNOWN)
    name = known.name if known else client
    return App(name, Maker.SYSTEM if client.startswith("com.apple.") else Maker.STRANGER)
