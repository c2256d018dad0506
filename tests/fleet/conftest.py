"""A computer that looks at itself: its own folder, the school's, a clock, and what it would report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from postigo.core.values import Text
from postigo.fleet.orders import Every, Orders
from postigo.fleet.scheduled import End, Run
from postigo.fleet.standing import Standing, standing
from postigo.words import Words

MONDAY = datetime(2026, 11, 30, 13, 45, 1, tzinfo=UTC)


@dataclass
class Computer:
    """`looks` counts what was looked at, `told` is what the journal got."""

    state: Path
    folder: Path
    orders: Orders
    now: datetime = MONDAY
    looks: int = 0
    told: list[str] = field(default_factory=list)

    def run(self, *, at_once: bool = False, content: bytes | None = b"") -> End:
        """A run as the timer starts it. `content` of a report; None: somebody stopped the look."""

        def look(device: str) -> bytes | None:
            self.looks += 1
            return None if content is None else content or f'{{"n": {self.looks}, "label": "{device}"}}'.encode()

        words = Words("en")
        say: Callable[[Text], None] = lambda sentence: self.told.append(words.say(sentence))  # noqa: E731 - one line
        run = Run(self.orders, self.folder, self.state, self.now, lambda: self.orders.label or "k7", look, at_once)
        return run.conduct(say)

    def after(self, **span: int) -> Computer:
        """The same one, later."""
        self.now += timedelta(**span)
        return self

    def reports(self, folder: Path | None = None) -> list[str]:
        """Files in the school's folder."""
        folder = folder or self.folder
        return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())

    def waiting(self) -> list[str]:
        """Files that wait on the computer."""
        return self.reports(self.state / "waiting") if (self.state / "waiting").is_dir() else []

    @property
    def standing(self) -> Standing:
        return standing(self.state)

    def every(self, every: Every) -> None:
        self.orders = replace(self.orders, every=every)


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """One that looks every week."""
    (state, folder) = (tmp_path / "state", tmp_path / "share" / "reports")
    state.mkdir()
    folder.mkdir(parents=True)
    return Computer(state, folder, Orders(Every.WEEKLY, folder, site="a"))


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test takes a low priority: the process that runs tests would keep it. `test_gentle` has one of its own."""
    monkeypatch.setattr("postigo.fleet.gentle.be_gentle", lambda: None)
