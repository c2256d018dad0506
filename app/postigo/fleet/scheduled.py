"""Run of a computer's own looks: a look if it is due, then delivery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, auto
from pathlib import Path

from postigo.core.values import Path as PathValue
from postigo.core.values import Text
from postigo.fleet.deliver import LeadsElsewhere, bring, keep, waiting, write_once
from postigo.fleet.layout import believable, places
from postigo.fleet.orders import Every, Orders, due, notice
from postigo.fleet.standing import Standing, note, standing
from postigo.store.os_errors import os_error_reason

Say = Callable[[Text], None]


class End(Enum):
    """End of a run."""

    NOT_DUE = auto()
    DELIVERED = auto()
    KEPT = auto()  # at least one report waits on this computer
    LOST = auto()  # it could be written nowhere
    STOPPED = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its orders, the computer's own folder, its clock.

    `at_once`: somebody wants a look now, due or not. `name` gives what the computer is called in reports, `look` the content of a
    report under that name; None: it was stopped.
    """

    orders: Orders
    folder: Path
    state: Path
    now: datetime
    name: Callable[[], str]
    look: Callable[[str], bytes | None]
    at_once: bool = False

    def conduct(self, say: Say) -> End:
        """The run, told sentence by sentence. The lock is the caller's. `OSError` where the standing cannot be noted."""
        before, end = standing(self.state), End.NOT_DUE
        if self.at_once or is_due(self.orders.every, before, self.now):
            device = self.name()
            content = self._look(device, say)
            if content is None:
                return End.STOPPED
            end = self._kept(device, content, say)
            if end is End.LOST:
                return end
            day = believable(self.now)
            before = self._noted(Standing(day or before.last, undated=day is None, device=device))
        end = self._brought(end, say)
        if len(waiting(self._waiting)) != before.waiting:
            self._noted(before)
        return end

    def _noted(self, now: Standing) -> Standing:
        """Note the standing, with what waits. After a look before anything is brought: a folder that hangs makes it due no more."""
        now = replace(now, waiting=len(waiting(self._waiting)))
        note(now, self.state)
        return now

    @property
    def _waiting(self) -> Path:
        return self.state / "waiting"

    def _look(self, device: str, say: Say) -> bytes | None:
        for sentence in notice(self.orders):
            say(sentence)
        if believable(self.now) is None:
            say(_no_day(self.now.date()))
        return self.look(device)

    def _kept(self, device: str, content: bytes, say: Say) -> End:
        """Keep the report here, before anything else; where that cannot be, bring it straight."""
        try:
            old = keep(content, self._waiting, places(self.orders.site, device, self.now))
        except OSError as full:
            return self._straight(device, content, full, say)
        if old:
            say(Text("One old report was deleted.", "{n} old reports were deleted.", old, {"n": old}))
        return End.KEPT

    def _straight(self, device: str, content: bytes, full: OSError, say: Say) -> End:
        try:
            write_once(content, self.folder, places(self.orders.site, device, self.now))
        except OSError as why:
            say(
                Text(
                    "The report could be kept neither here ({reason}) nor in {folder} ({other}). The next run looks again.",
                    values={"reason": _reason(full), "folder": PathValue(str(self.folder)), "other": _reason(why)},
                )
            )
            return End.LOST
        say(_went(self.folder, 1))
        return End.DELIVERED

    def _brought(self, end: End, say: Say) -> End:
        """Bring all that waits; the end of the run after that."""
        n, trouble = 0, None
        try:
            for _ in bring(self._waiting, self.folder):
                n += 1
        except OSError as why:
            trouble = why
        if n:
            say(_went(self.folder, n))
        if trouble is not None:
            say(
                Text(
                    "A report could not be brought to {folder} ({reason}). It stays on this computer, and goes there next time.",
                    values={"folder": PathValue(str(self.folder)), "reason": _reason(trouble)},
                )
            )
            return End.KEPT
        return End.DELIVERED if n else end


def is_due(every: Every, before: Standing, now: datetime) -> bool:
    """Whether a look is due. One without a day is enough until the clock is right again."""
    day = believable(now)
    if day is None:
        return every is not Every.OFF and not before.undated
    return due(every, before.last, day)


def _went(folder: Path, n: int) -> Text:
    return Text(
        "A report was brought to {folder}.",
        "{n} reports were brought to {folder}.",
        n,
        {"n": n, "folder": PathValue(str(folder))},
    )


def _no_day(said: date) -> Text:
    return Text(
        "The clock of this computer is wrong. It says {date}. The report has no day, and counts for nothing.",
        values={"date": said},
    )


def _reason(why: OSError) -> Text:
    if isinstance(why, LeadsElsewhere):
        return Text("a folder in it is a link that leads elsewhere")
    return os_error_reason(why)
