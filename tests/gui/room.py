"""Models of the Passwords page without a window, with the children that they open."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen  # noqa: F401 - skips where there is no Qt
from postigo.core.values import Text
from postigo.gui.passwords.models.entries import Line
from postigo.gui.passwords.models.leaks import Asking
from postigo.gui.passwords.models.page import PasswordsFeature, open_feature
from postigo.gui.passwords.models.password_audit import Step
from postigo.passwords.protocol import (
    Tried,
)
from tests.stories import passwords_story as story
from tests.stories.passwords_story import FakeRing, FakeSource, FakeVault


class Room:
    """The models of the page, with their fakes."""

    def __init__(self, folder: Path) -> None:
        self.children: list[FakeVault] = []
        self.sources: list[FakeSource] = []
        self.file = story.export(folder)
        self.ring = FakeRing(folder / "change-tags.json")
        self.vault: PasswordsFeature = open_feature(
            self._child, self._source, self.ring, lambda: datetime(2026, 11, 23, 8, 12, tzinfo=UTC), "es"
        )

    def _child(self) -> FakeVault:
        self.children.append(FakeVault())
        return self.children[-1]

    def _source(self) -> FakeSource:
        self.sources.append(FakeSource())
        return self.sources[-1]

    @property
    def child(self) -> FakeVault:
        return self.children[-1]

    def choose(self) -> FakeVault:
        self.vault.passwords.choose([str(self.file)])
        return self.child

    def step(self) -> Step:
        return self.vault.passwords.step

    def asking(self) -> Asking:
        return self.vault.leaks.asking

    def remembers(self) -> bool:
        return self.vault.passwords.remembering.wanted

    def kept(self) -> bool:
        return self.vault.passwords.remembering.kept

    def told(self) -> Text | None:
        return self.vault.passwords.remembering.told

    def answer(self) -> Tried | None:
        return self.vault.tester.answer

    def look(self) -> None:
        self.choose().say(*story.whole())

    def sites(self) -> list[str]:
        lines = self.vault.entries.lines
        return [self.vault.entries.entry(line.key).site if isinstance(line, Line) else "—" for line in lines]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Room:
    del qtbot
    return Room(tmp_path)
