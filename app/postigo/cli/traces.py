"""Traces of a command in the person's own folder: saves, history, what is set aside."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

from postigo.core import setting_aside
from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.core.values import Text
from postigo.store.files import Settings
from postigo.store.places import data_folder, keeps_nothing
from postigo.system import file_owners

T = TypeVar("T")


def saved(level: Disclosure, form: str) -> Text | None:
    """Note that a report was saved (red line E2). None, or why that could not be. In a class nothing is noted."""
    if keeps_nothing():
        return None
    from postigo.store import saves  # noqa: PLC0415 - most audits save nothing

    return by_its_owner(lambda: saves.note(saves.Save(today(), level, form)))


def keep(report: Report, settings: Settings) -> Text | None:
    """Keep a look in the history, if the person wants one. None, or why it could not be."""
    if not settings.history or keeps_nothing():
        return None
    from postigo.reports import keeping  # noqa: PLC0415 - nobody has a history who did not ask for it
    from postigo.store.history.database import HistoryTrouble  # noqa: PLC0415

    try:
        by_its_owner(lambda: keeping.keep(report, settings, _now()))
    except HistoryTrouble as trouble:
        return trouble.text
    return None


def marked(report: Report) -> tuple[Report, Text | None]:
    """The report with its marks of what is set aside. Beside it, why those could not be read, else None."""
    from postigo.store import aside  # noqa: PLC0415 - most commands mark nothing

    if report.remembered or keeps_nothing():
        return report, None
    try:
        kept, untold = aside.read(), None
    except aside.AsideTrouble as trouble:
        kept, untold = aside.SetAside(), trouble.text
    return setting_aside.marked(report, kept.find, today()), untold


def today() -> date:
    """Day of now where the computer is."""
    return _now().astimezone().date()


def _now() -> datetime:
    return datetime.now(UTC)


def by_its_owner(make: Callable[[], T]) -> T:
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
