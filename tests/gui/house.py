"""Models of the window without a window, with the streams that they open."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen  # noqa: F401 - before anything of Qt
from postigo.core.values import Text
from postigo.gui.today.models.audit import Audit
from postigo.gui.today.models.checklist import Checklist
from postigo.words import Words
from tests.stories.window_story import (
    OFFERING,
    THEN,
    FakeStream,
    Story,
)


class House:
    """An audit without a window, and the streams it opened."""

    def __init__(self, remembered: str | None = None) -> None:
        self.streams: list[FakeStream] = []
        self.now = THEN
        self.audit = Audit(self._open, lambda: self.now, remembered)
        self.list = Checklist(self.audit)

    def _open(self) -> FakeStream:
        self.streams.append(FakeStream())
        return self.streams[-1]

    def receive(self, story: Story) -> House:
        self.audit.look()
        self.streams[-1].send(*story.events())
        self.streams[-1].ended.emit("")
        return self

    def half(self, story: Story, checks: int = 3) -> House:
        self.audit.look()
        self.streams[-1].send(*story.events()[: 2 + 2 * checks])
        return self


def said(text: Text | None) -> str:
    return "" if text is None else Words().say(text)


def asked(house: House, check: str = "password.plain-file", story: Story = OFFERING) -> House:
    """After a whole look, somebody asks for one more thing."""
    house.receive(story)
    house.list.open(check)
    house.list.check_again(check)
    return house


@pytest.fixture
def house(qtbot: QtBot) -> House:
    del qtbot  # an application object must be there for QObjects
    return House()
