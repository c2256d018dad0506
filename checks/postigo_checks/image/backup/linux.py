"""Backups on Linux, by the records of Déjà Dup, Pika Backup and Vorta.

Déjà Dup writes the day of its last backup into its settings; `gsettings` without a session would say "never", which is no
good news. Whether it encrypts is nowhere written. Pika's and Vorta's records say both; of Vorta's database only times and
the kind of encryption are asked for, since it may hold passwords. Timeshift and snapshots keep the system, not a
person's files, and on the same disk.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Json, Keyword, System, Unknown, Unseen, attempt
from postigo_checks.common.json_answers import parsed
from postigo_checks.common.linux.keyfile import keyfile
from postigo_checks.image.backup.fact import Backup, Backups, Part, moment

DEJA_DUP: Final = ("gsettings", "get", "org.gnome.DejaDup", "last-backup")
DEJA_DUP_FLATPAK: Final = "~/.var/app/org.gnome.DejaDup/config/glib-2.0/settings/keyfile"
PIKA: Final = ("~/.config/pika-backup", "~/.var/app/org.gnome.World.PikaBackup/config/pika-backup")
VORTA: Final = ("~/.local/share/Vorta/settings.db", "~/.var/app/com.borgbase.Vorta/data/Vorta/settings.db")
VORTA_QUERY: Final = (
    "SELECT r.encryption AS encryption, MAX(a.time) AS time"
    " FROM repomodel r LEFT JOIN archivemodel a ON a.repo_id = r.id GROUP BY r.id"
)

_DEJA_DUP: Final = Keyword("Déjà Dup")
_PIKA: Final = Keyword("Pika Backup")
_VORTA: Final = Keyword("Vorta")
_QUOTED: Final = re.compile(r"'([^']*)'\n")
_VALUE: Final = re.compile(r"'([^']*)'")
_LOCKED_BY_BORG: Final = re.compile(r"(?:repokey|keyfile)(?:-\w+)*")
_OPEN_BY_BORG: Final = re.compile(r"none|authenticated(?:-\w+)*")
"""Words of `borg init --encryption`. "authenticated" can be read by anybody, and is only safe against changes."""


def linux(system: System, data: Data) -> Backups:
    """Each program by its own records."""
    del data
    asks: list[tuple[Keyword, Callable[[System], list[Backup]]]] = [
        (_DEJA_DUP, _deja_dup),
        (_DEJA_DUP, _deja_dup_flatpak),
        *((_PIKA, partial(_pika, folder=folder)) for folder in PIKA),
        *((_VORTA, partial(_vorta, path=path)) for path in VORTA),
    ]
    found: list[Backup] = []
    unseen: list[Unseen[Part]] = []
    for tool, ask in asks:
        answer = attempt(ask, system)
        if isinstance(answer, CannotTell):
            unseen.append(Unseen(Part.RECORDS, answer.why, tool))
        else:
            found += answer
    return Backups(system.now(), tuple(found), tuple(unseen))


def _deja_dup(system: System) -> list[Backup]:
    if system.which("deja-dup", optional=True) is ABSENT:
        return []
    output = system.run(*DEJA_DUP)
    said = _QUOTED.fullmatch(output.out)
    if output.code != 0 or said is None:
        raise CannotTell(Unknown.UNREADABLE, f"gsettings get org.gnome.DejaDup: status {output.code}")
    return _of_deja_dup(said[1])


def _deja_dup_flatpak(system: System) -> list[Backup]:
    content = system.read(DEJA_DUP_FLATPAK, optional=True)
    if content is ABSENT:
        return []
    groups = keyfile(content, DEJA_DUP_FLATPAK)
    said = [settings["last-backup"] for settings in groups.values() if "last-backup" in settings]
    if not said:
        return []
    value = _VALUE.fullmatch(said[-1])
    if value is None:
        raise CannotTell(Unknown.UNREADABLE, f"last-backup in {DEJA_DUP_FLATPAK} is no text")
    return _of_deja_dup(value[1])


def _of_deja_dup(last: str) -> list[Backup]:
    """Backup of Déjà Dup, if it was ever used. Many systems bring it along."""
    return [Backup(_DEJA_DUP, moment(last, "last-backup"))] if last else []


def _pika(system: System, folder: str) -> list[Backup]:
    configs = _json(system, f"{folder}/backup.json")
    if configs is None:
        return []
    histories = _json(system, f"{folder}/history.json") or {}
    if not isinstance(configs, list) or not isinstance(histories, dict):
        raise CannotTell(Unknown.UNREADABLE, "Pika Backup's records have another shape")
    found = []
    for config in configs:
        match config:
            case {"id": str(name), "encrypted": bool(encrypted)}:
                found.append(Backup(_PIKA, _completed(histories.get(name)), encrypted))
            case _:
                raise CannotTell(Unknown.UNREADABLE, "a backup of Pika has another shape")
    return found


def _completed(history: Json) -> datetime | None:
    match history:
        case {"last_completed": {"end": end}}:
            return moment(end, "the last backup of Pika")
        case None | {"last_completed": None}:
            return None
        case _:
            raise CannotTell(Unknown.UNREADABLE, "a record of Pika has another shape")


def _json(system: System, path: str) -> Json:
    """Value in a JSON file. None where there is none."""
    content = system.read(path, optional=True, limit=8 << 20)
    return None if content is ABSENT else parsed(content, path)


def _vorta(system: System, path: str) -> list[Backup]:
    rows = system.sqlite(path, VORTA_QUERY, optional=True)
    found = []
    for row in [] if rows is ABSENT else rows:
        match row:
            case {"encryption": encryption, "time": str() | None as time}:
                last = None if time is None else moment(time, "the last backup of Vorta")
                found.append(Backup(_VORTA, last, _is_locked(encryption)))
            case _:
                raise CannotTell(Unknown.UNREADABLE, "Vorta's records have another shape")
    return found


def _is_locked(encryption: Json) -> bool | CannotTell:
    """Whether Borg keeps a repository locked, by its own word for the kind."""
    word = encryption if isinstance(encryption, str) else ""
    if _LOCKED_BY_BORG.fullmatch(word):
        return True
    if _OPEN_BY_BORG.fullmatch(word):
        return False
    return CannotTell(Unknown.UNREADABLE, f"a kind of encryption that we do not know: {encryption!r:.40}")
