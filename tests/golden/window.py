"""Snapshots of the window's pages in words: each act of the pictures, in each language.

The window is so tall that every row exists, whatever the font. The second language comes by choosing it in the same window.
"""

from __future__ import annotations

import re
from typing import Final
from unittest.mock import patch

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from postigo.gui.common.language import Language
from postigo.gui.widgets.page import Page
from postigo.passwords import passphrase
from postigo.passwords.passphrase import Passphrase
from tests.golden import LANGUAGES, in_utc
from tests.golden.heard import heard
from tests.stories.aside_screens import HELD as ASIDE
from tests.stories.passwords_screens import HELD
from tests.stories.reports_screens import HELD as KEPT
from tests.stories.screens import ACTS, Shot, Stage, end, quiet, stage

TALL: Final = QSize(1180, 6000)
SIDE_BAR: Final = "side-bar"
NAMES: Final = (SIDE_BAR, *ACTS)
_HOMES: Final = re.compile(f"{re.escape(str(HELD))}|(?:{re.escape(str(KEPT))}|{re.escape(str(ASIDE))})/[0-9]+")
"""Folders of this run that stand for a person's own."""


def open_act(app: QApplication, name: str) -> Stage:
    """The window of an act, with nothing put off, in a language that is not kept. `end` closes it."""
    one = stage(app, Shot(ACTS[name], size=TALL), Language("en"))
    ACTS[name](one)
    quiet(one)
    return one


def page_of(one: Stage) -> Page:
    """The page that is shown."""
    page = one.window.pages.shown
    assert page is not None
    return page


def snapshots(app: QApplication, name: str) -> dict[str, str]:
    """Text by language, the same in every zone and folder."""
    with in_utc(), patch.object(passphrase, "make", _first_words):
        one = open_act(app, "help" if name == SIDE_BAR else name)
        try:
            found = {}
            for language in LANGUAGES:
                one.window.around.language.choose(language)
                quiet(one)
                text = heard(one.window.sidebar) if name == SIDE_BAR else _told(page_of(one))
                found[language] = _HOMES.sub("/home/ana", text)
            return found
        finally:
            end(one)


def _told(page: Page) -> str:
    """Words of a page, after those that stand fixed above it."""
    return heard(page) if page.fixed is None else f"{heard(page.fixed)}\n{heard(page)}"


def _first_words(count: int, language: str) -> Passphrase:
    return Passphrase("-".join(passphrase.words(language)[:count]), count * 12.9)
