"""Covers of the cameras: what only the person can see. In memory; on this computer only if they want it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from typing import Final

from PySide6.QtCore import QObject, Signal

from postigo.core.report import Report
from postigo.core.values import Device, Text
from postigo.guidance.questions import Reply
from postigo.passwords import tag_key
from postigo.passwords.model import TagsProblem
from postigo.passwords.tag_key import TagKey
from postigo.store import covers
from postigo.store.covers import Cover
from postigo.store.files import data_folder

CHECK: Final = "camera.devices"
QUESTION: Final = "camera.q-covered"
"""The question of tip 2 that these stand for, where the cameras are known."""
PERIODS: Final = (7, 30, 90)
"""Days after which to ask again, to choose from."""
NOT_KEPT: Final = Text("It could not be remembered on this computer. Your answers are here until you close Postigo.")

_CODES: Final = {"cameras", "maybe-cameras"}  # one that a program makes needs no cover
_WORDS: Final = {Reply.YES: True, Reply.NO: False}


@dataclass(frozen=True, slots=True)
class Camera:
    """Camera by its name. `number`: which of those of the same name it is, from 1."""

    name: str
    number: int = 1


def cameras(report: Report | None) -> tuple[Camera, ...]:
    """Cameras that the last look saw, with those that may be some. None before a look, and where none could be seen."""
    verdict = None if report is None else report.verdict(CHECK)
    found: list[Camera] = []
    for finding in () if verdict is None else verdict.findings:
        names = finding.text.values.get("names") if finding.code in _CODES else None
        for device in names if isinstance(names, tuple | list) else ():
            if isinstance(device, Device):
                found.append(Camera(device.name, 1 + sum(one.name == device.name for one in found)))
    return tuple(found)


def _aside(act: Callable[[], object]) -> None:
    Thread(target=act, name="key ring", daemon=True).start()


@dataclass(frozen=True, slots=True)
class Hands:
    """Hands of the model: the folder, the key ring, and the thread that asks it.

    A key ring may take half a minute. Tests hand in others.
    """

    folder: Callable[[], Path] = data_folder
    ring_key: Callable[[], TagKey | TagsProblem] = tag_key.covers_key
    forget_ring: Callable[[], TagsProblem | None] = tag_key.forget_covers_key
    aside: Callable[[Callable[[], object]], None] = _aside


class Covers(QObject):
    """Replies on each camera. `replied`: one of them is another than before. They count for nothing (decision 0672)."""

    changed = Signal()
    replied = Signal()
    _came = Signal(int, object)

    def __init__(
        self,
        report: Callable[[], Report | None],
        today: Callable[[], date],
        hands: Hands | None = None,
        *,
        keeps: bool = True,
    ) -> None:
        super().__init__()
        self.keeps = keeps
        """Whether anything may be remembered on this computer."""
        self._report, self._today, self._hands = report, today, hands or Hands()
        self.days = PERIODS[1]
        """Days after which a remembered reply is asked for again."""
        self.trouble: Text | None = None
        self._replies: dict[Camera, Reply] = {}
        self._known: dict[Camera, Cover] = {}
        self._key: bytes | None = None
        self._asked, self._making = 0, False
        self._wanted: bool | None = None
        self._came.connect(self._arrived)

    # --- what is known

    @property
    def cameras(self) -> tuple[Camera, ...]:
        """Cameras of the last look."""
        return cameras(self._report())

    @property
    def remembers(self) -> bool:
        """Whether the person wants it remembered: as they said, or as it was before."""
        if not self.keeps:
            return False
        return covers.there(self._hands.folder()) if self._wanted is None else self._wanted

    def said(self, camera: Camera) -> Cover | None:
        """Remembered reply of a camera; None if there is none."""
        return self._known.get(camera)

    def is_due(self, camera: Camera) -> bool:
        """Whether the chosen time is over, so that the person is asked again."""
        known = self._known.get(camera)
        return known is not None and known.again <= self._today()

    def given(self, camera: Camera) -> Reply | None:
        """Reply that holds: of today, or a remembered one whose time is not over."""
        known = self._known.get(camera)
        if camera in self._replies or known is None or self.is_due(camera):
            return self._replies.get(camera)
        return Reply.YES if known.covered else Reply.NO

    @property
    def all_covered(self) -> Reply | None:
        """Reply to the tip's question: no if one is not covered, yes if all are."""
        given = [self.given(camera) for camera in self.cameras]
        if Reply.NO in given:
            return Reply.NO
        return Reply.YES if given and set(given) == {Reply.YES} else None

    # --- what the person says

    def look_up(self) -> None:
        """Find out what was remembered. The key ring is asked only where something was."""
        if self._key is None and self._asked == 0 and self.remembers and self.cameras:
            self._ask(make=False)

    def reply(self, camera: Camera, reply: Reply) -> None:
        """Say whether a camera is covered. Not knowing and not saying are remembered nowhere."""
        if self.given(camera) is reply:
            return
        self._replies[camera] = reply
        self._keep()
        self.changed.emit()
        self.replied.emit()

    def remember(self, wanted: bool) -> None:
        """Remember the replies on this computer from now on; or forget what was remembered."""
        if wanted is self.remembers:
            return
        self._wanted, self.trouble = wanted, None
        if wanted:
            self._keep()
        else:
            self._delete()
        self.changed.emit()

    def ask_again_after(self, days: int) -> None:
        """Choose after how many days a remembered reply is asked for again."""
        if days != self.days:
            self.days = days
            self._replies |= {camera: reply for camera in self.cameras if (reply := self.given(camera)) is not None}
            self._keep()
            self.changed.emit()

    def forget(self) -> None:
        """Forget all of it, also what was remembered."""
        self._replies.clear()
        self._let_go()
        if self.keeps and covers.there(self._hands.folder()):
            self._delete()
        self._wanted = None
        self.changed.emit()

    # --- what is kept

    def _keep(self) -> None:
        if not self.remembers:
            return
        if self._key is None:
            self._ask(make=True)
            return
        folder, today = self._hands.folder(), self._today()
        kept = covers.read(folder)
        for camera, reply in self._replies.items():
            named = covers.reference(self._key, camera.name, camera.number)
            if reply in _WORDS:
                kept[named] = Cover(_WORDS[reply], today, today + timedelta(days=self.days))
            else:
                kept.pop(named, None)
        try:
            covers.write(folder, kept)
        except OSError:
            self.trouble = NOT_KEPT
            return
        self.trouble = None
        self._recognise()

    def _recognise(self) -> None:
        """Which camera each reference stands for."""
        kept, key = covers.read(self._hands.folder()), self._key
        if key is None:
            return
        named = {camera: kept.get(covers.reference(key, camera.name, camera.number)) for camera in self.cameras}
        self._known = {camera: cover for camera, cover in named.items() if cover is not None}
        latest = max(self._known.values(), key=lambda cover: cover.said, default=None)
        if latest is not None and (days := (latest.again - latest.said).days) in PERIODS:
            self.days = days

    def _ask(self, *, make: bool) -> None:
        self._asked += 1
        self._making = self._making or make
        number, hands = self._asked, self._hands

        def ask() -> None:
            key = _key(hands, make=make)
            try:
                self._came.emit(number, key)
            except RuntimeError:  # the window has gone, and this object of Qt's with it
                return

        hands.aside(ask)

    def _arrived(self, number: int, key: bytes | None) -> None:
        if number != self._asked:
            return
        making, self._making = self._making, False
        self._key = key
        if key is None:
            self.trouble = NOT_KEPT if making else None
        elif making:
            self._keep()
        else:
            self._recognise()
        self.changed.emit()

    def _let_go(self) -> None:
        self._asked += 1  # a key that comes now is too late
        self._known.clear()
        self._key = None

    def _delete(self) -> None:
        self._let_go()
        ring = not (self._hands.folder() / covers.KEY_FILE).exists()
        self.trouble = (
            None if covers.delete(self._hands.folder()) else Text("What was remembered could not be deleted.")
        )
        if ring:
            self._hands.aside(self._hands.forget_ring)


def _key(hands: Hands, *, make: bool) -> bytes | None:
    """The key, from its file or from the key ring.

    Where there is no key ring, a file is made.
    """
    folder = hands.folder()
    try:
        if (found := covers.own_key(folder, make=False)) is not None:
            return found
        answer = hands.ring_key()
        if isinstance(answer, TagKey):
            return answer.secret
        return covers.own_key(folder, make=make) if answer is TagsProblem.NO_RING else None
    except OSError:
        return None
