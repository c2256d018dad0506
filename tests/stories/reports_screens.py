"""Pictures of the reports: looks that were kept, opened and compared, and saves that were noted."""

from __future__ import annotations

import atexit
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.gui.places import REPORTS
from postigo.gui.reports.views.page import ReportsPage
from postigo.passwords.model import TagsProblem
from postigo.passwords.tag_key import TagKey
from postigo.reports.keeping import templates
from postigo.store import saves
from postigo.store.history.history import history
from postigo.store.saves import Save
from tests.stories.window_story import ALL_WELL, BLIND, FAMILY, THEN, Story

if TYPE_CHECKING:
    from tests.stories.screens import Stage

HELD: Final = Path(tempfile.gettempdir()) / f"postigo-reports-{os.getpid()}"
atexit.register(shutil.rmtree, HELD, ignore_errors=True)
_NUMBERS: Final = itertools.count()
_UNSEEN: Final = replace(FAMILY, verdicts=(*BLIND.verdicts[:3], *FAMILY.verdicts[3:]))
STORIES: Final = (FAMILY, FAMILY, BLIND, FAMILY, ALL_WELL, FAMILY, _UNSEEN)
"""Looks of some months, the first one first."""
SAVES: Final = ((Disclosure.SHARED, "html"), (Disclosure.FULL, "json"), (Disclosure.SHARED, "pdf"))


def looked(story: Story, days: float) -> Report:
    """The report of a look so many days ago."""
    report = story.catalogue().report()
    for verdict in story.verdicts:
        report = report.merge(verdict)
    began = THEN - timedelta(days=days)
    return replace(report, began=began, ended=began + timedelta(seconds=5))


def kept(stories: Sequence[Story], *, step: float = 7) -> Path:
    """A new folder with a history of these looks, one a week, and a list of saves."""
    folder = HELD / str(next(_NUMBERS))
    for number, story in enumerate(stories):
        report = looked(story, step * (len(stories) - 1 - number))
        history(folder).keep(report, templates(report), THEN)
    for number, (level, form) in reversed(list(enumerate(SAVES))):
        saves.note(Save((THEN - timedelta(days=9 * number)).date(), level, form), folder)
    return folder


def page(
    stories: Sequence[Story] = STORIES,
    *,
    on: bool = True,
    then: Callable[[Stage], None] | None = None,
    part: Callable[[ReportsPage], QWidget] = lambda page: page.saves,
) -> Callable[[Stage], None]:
    """The page of the reports with a history, scrolled to one of its parts."""

    def act(stage: Stage) -> None:
        stage.home.data = kept(stories)
        stage.features.settings.chosen = replace(stage.features.settings.chosen, history=on)
        stage.receive(ALL_WELL)
        stage.window.router.go(REPORTS)
        stage.wait()
        if then is not None:
            then(stage)
            stage.wait()
        stage.reports_page.show_part(part(stage.reports_page))

    return act


def _open(stage: Stage) -> None:
    stage.reports_page.history.looks.rows[1].show_it.click()


def _damage(stage: Stage) -> None:
    (stage.home.data / "history.sqlite3").write_bytes(b"no database" * 99)
    stage.features.past.reload()


def _choose(stage: Stage) -> None:
    stage.features.past.mark(1, wanted=True)


def _more(place: str = "", ring: TagKey | TagsProblem | None = None) -> Callable[[Stage], None]:
    """The page after a look, with the fold of more choices open. `place`: file of a pair; `ring`: answer to who signs."""

    def act(stage: Stage) -> None:
        stage.receive(FAMILY)
        stage.window.router.go(REPORTS)
        more = stage.reports_page.copy.more
        more.more.open(wanted=True)
        more.take(place)
        if ring is not None:
            stage.copies.signing.ring = lambda: ring
            more.sign.click()
        stage.wait()
        stage.reports_page.show_part(more)

    return act


ACTS: Final = {
    "report-more": _more(),
    "report-signed": _more("/nowhere/postigo-pair.json", TagKey(b"a key of thirty-two bytes, made.")),
    "report-unsigned": _more("/", TagsProblem.NO_RING),
    "history": page(),
    "history-off": page((), on=False),
    "history-opened": page(then=_open, part=lambda page: page.history.opened),
    "history-two": page(then=_choose, part=lambda page: page.history.comparison),
    "history-damaged": page(then=_damage),
}

MAIN: Final = (
    *("report", "report-told", "report-signed", "report-ticks", "report-watched"),
    *("history", "history-opened", "history-two"),
)
"""Acts that are drawn in every light and size."""
