"""Traces of a command in the person's own folder: the list of saves, the history."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.core.values import Text
from postigo.store.files import Settings
from postigo.store.places import data_folder
from postigo.system import file_owners

T = TypeVar("T")


def saved(level: Disclosure, form: str) -> Text | None:
    """Note that a report was saved (red line E2). None, or why that could not be."""
    from postigo.store import saves  # noqa: PLC0415 - most audits save nothing

    return _by_its_owner(lambda: saves.note(saves.Save(_now().astimezone().date(), level, form)))


def keep(report: Report, settings: Settings) -> Text | None:
    """Keep a look in the history, if the person wants one. None, or why it could not be."""
    if not settings.history:
        return None
    from postigo.reports import keeping  # noqa: PLC0415 - nobody has a history who did not ask for it
    from postigo.store.history.database import HistoryTrouble  # noqa: PLC0415

    try:
        _by_its_owner(lambda: keeping.keep(report, settings, _now()))
    except HistoryTrouble as trouble:
        return trouble.text
    return None


def _now() -> datetime:
    return datetime.now(UTC)


def _by_its_owner(make: Callable[[], T]) -> T:
    """Result of something done in the data folder with the rights of its owner.

    Behind sudo: what root made in a person's folder they could not change any more.
    """
    person = file_owners.asker(os.environ) if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    if person is None:
        return make()
    try:
        folder = data_folder()
    except RuntimeError:  # no home at all: the call itself says so
        return make()
    there = next(one for one in (folder, *folder.parents) if os.path.lexists(one))
    if file_owners.weak_point(str(there), file_owners.roots()) is None:
        return make()
    return file_owners.as_account(person, make)
