"""Stand-in for the child that makes changes: remembered machines that change, shown, changed and undone by the real engine."""

from __future__ import annotations

import atexit
import itertools
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from postigo.core.change import CannotChange, Step
from postigo.core.model import BUILT_IN, Verdict
from postigo.core.offer import Offer
from postigo.core.report import CheckInfo, PackInfo, Report
from postigo.core.system import Platform
from postigo.fixes import engine
from postigo.fixes.journal import Journal
from postigo.fixes.messages import Do, Message, Order
from postigo.fixes.session import Session, told
from postigo.gui.common.fix_process import FixStream
from tests.fixes.case import CHECKS, FOLDER, Bench, ChangeCase, read
from tests.stories.window_story import PACK, THEN, Story
from tests.stories.window_story import told as recorded

HELD: Final = Path(tempfile.gettempdir()) / f"postigo-fixes-{os.getpid()}"
atexit.register(shutil.rmtree, HELD, ignore_errors=True)
_NUMBERS: Final = itertools.count()
LOCK: Final = "image.screen-lock"
FOLDERS: Final = "image.folders"
_GDM: Final = (
    "org.gnome.DisplayManager /org/gnome/DisplayManager/Manager org.freedesktop.DBus.Properties.Get "
    '["org.gnome.DisplayManager.Manager", "Version"]'
)


def _said(out: str) -> dict[str, Any]:
    return {"code": 0, "err": "", "out": f"{out}\n"}


def _gnome(idle: str) -> dict[str, Any]:
    """Answers that the change itself asks for, as its case has them, and such as only the other recording has."""
    case = read(FOLDER / LOCK / "linux-gnome-15-minutes.json")
    return {
        f"dbus system {_GDM}": {"value": ["48.0"]},
        "run gsettings get org.gnome.desktop.screensaver lock-delay": _said("uint32 0"),
        **case.answers,
        "run dconf read /org/gnome/desktop/session/idle-delay": _said(idle),
    }


def _recorded() -> dict[str, tuple[str, dict[str, Any]]]:
    """Recording of each check, and the answers that the change itself asks for."""
    return {LOCK: ("linux-never-gnome-idle", _gnome("uint32 0")), FOLDERS: ("linux-open-two-people", {})}


LATE: Final = ("linux-note-gnome-15-minutes", _gnome("uint32 900"))
"""A screen that locks after 15 minutes: worth knowing, and no more."""


def new_folder() -> Path:
    """A folder for a journal."""
    folder = HELD / str(next(_NUMBERS))
    folder.mkdir(parents=True)
    return folder


class Workshop:
    """Machines that can be changed, one for each check. `slow`: nothing is answered before the test says so."""

    def __init__(self, recorded_as: Mapping[str, tuple[str, dict[str, Any]]] | None = None) -> None:
        self._recorded = recorded_as
        self.slow = False
        self.streams: list[FakeFix] = []

    @cached_property
    def folder(self) -> Path:
        """Folder of the journal."""
        return new_folder()

    @cached_property
    def benches(self) -> dict[str, Bench]:
        """Machines by their check; most windows of a story have no need of them."""
        recorded_as = _recorded() if self._recorded is None else self._recorded
        return {
            check: Bench(check, ChangeCase(name, "", (), "", answers, {}, "", ""), self.folder)
            for check, (name, answers) in recorded_as.items()
        }

    def open(self) -> FakeFix:
        self.streams.append(FakeFix(self))
        return self.streams[-1]

    @property
    def story(self) -> Story:
        """A look at these machines as one, with a camera that nobody uses."""
        listed = ("camera.in-use", *self.benches)
        return Story(
            (recorded("camera.in-use/linux-no-camera"), *map(self.verdict, self.benches)),
            listed=tuple(CheckInfo.of(CHECKS[check], PACK, Platform.LINUX) for check in listed),
            platform=Platform.LINUX,
        )

    def verdict(self, check: str) -> Verdict:
        return replace(self.benches[check].look_again(check), looked_at=THEN, seconds=0.012)

    def answer(self, order: Order) -> Message:
        """What the child would say."""
        undone = self.journal.read().entry(order.id)
        key = order.key if undone is None else undone.key
        assert key is not None
        check, bench = key.check, self.benches[key.check]
        session = Session(lambda _checks: self._look(check), bench.access, self.journal)
        try:
            if order.do is Do.UNDO:
                return session.undo(order.id)
            assert order.key is not None
            offer = session.named(order.key, mine=order.mine)
            return session.preview(offer) if order.do is Do.PREVIEW else session.apply(offer, order.expected)
        except CannotChange as why:
            return told(why)

    @property
    def journal(self) -> Journal:
        return Journal(self.folder)

    def preview(self, offer: Offer) -> tuple[Step, ...]:
        """The steps of an offer."""
        return engine.preview(self.benches[offer.line.check].access, offer)

    def _look(self, check: str) -> Report:
        packs = (PackInfo(PACK, "0.1.0", BUILT_IN),)
        listed = (CheckInfo.of(CHECKS[check], PACK, Platform.LINUX),)
        return Report("0.1.0", Platform.LINUX, THEN, packs=packs, listed=listed, verdicts=(self.verdict(check),))


class FakeFix(FixStream):
    """One order to the workshop."""

    def __init__(self, workshop: Workshop) -> None:
        super().__init__()
        self._workshop = workshop
        self.order: Order | None = None
        self.left = self.waited = False

    def do(self, order: Order) -> None:
        self.order = order
        if not self._workshop.slow:
            self.speak()

    def speak(self, message: Message | None = None) -> None:
        """Answer, and end."""
        assert self.order is not None
        self.answered.emit(message or self._workshop.answer(self.order))
        self.ended.emit("")

    def leave(self) -> None:
        self.left = True

    def wait(self) -> None:
        self.waited = True
