"""Leaks, off until asked for: what would leave, its amount, the yes, the progress."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from postigo.core.values import Text
from postigo.gui.passwords.models.password_audit import Passwords
from postigo.net.ranges import UNREACHED, Unreached, estimate
from postigo.passwords.model import ListTrouble
from postigo.passwords.protocol import Ranges


class RangeSource(QObject):
    """Source of ranges: the leak service, or what a test hands in."""

    body = Signal(str, str)  # a prefix and what the service sent for it
    ended = Signal(object)  # None: everything came; or an `Unreached`

    def start(self, prefixes: tuple[str, ...]) -> None:
        """Begin to fetch these."""
        raise NotImplementedError

    def stop(self) -> None:
        """Fetch nothing more; no signal follows."""
        raise NotImplementedError


class Asking(Enum):
    """Where the person stands with leaks."""

    OFF = auto()
    COUNTING = auto()  # the files are looked through for the prefixes; nothing leaves
    ASKED = auto()  # the numbers are known, and nothing leaves before a yes
    FETCHING = auto()
    HELD = auto()  # stopped or broken on the way: it can go on
    MATCHING = auto()  # everything came, or what came is enough
    LIST = auto()  # the files are looked through beside a downloaded list
    DONE = auto()
    LIST_DONE = auto()


class Leaks(QObject):
    """The leaks section. Nothing leaves before `yes`."""

    changed = Signal()

    def __init__(self, passwords: Passwords, open_source: Callable[[], RangeSource], *, offline: bool = False) -> None:
        super().__init__()
        self.offline = offline
        """Whether the policy lets Postigo ask nothing of the network. A downloaded list can still be used."""
        self.passwords, self._open_source = passwords, open_source
        self.asking = Asking.OFF
        self.waiting: tuple[str, ...] = ()
        self.total = 0
        self.trouble: Text | None = None
        self.partly = False
        self.list_trouble: ListTrouble | None = None
        """Why the downloaded list could not be used, or not wholly."""
        self._source: RangeSource | None = None
        passwords.wanted.connect(self._count)
        passwords.looked.connect(self._over)
        passwords.began.connect(self._other)
        passwords.forgotten.connect(self._other)

    # --- how it stands

    @property
    def done(self) -> int:
        """How many ranges have come."""
        return self.total - len(self.waiting)

    @property
    def megabytes(self) -> int:
        """Megabytes that will come, at most."""
        return estimate(self.total).megabytes

    # --- what the person says

    def count(self) -> None:
        """Learn what asking would take. Nothing leaves."""
        if self.offline:
            return
        self._set(Asking.COUNTING)
        self.passwords.for_online()

    def use_list(self, path: str) -> None:
        """Look up in a downloaded list."""
        self._set(Asking.LIST)
        self.passwords.with_list(path)

    def yes(self) -> None:
        """Ask the leak service, or go on asking."""
        if self.offline or self.asking not in {Asking.ASKED, Asking.HELD}:
            return
        self._set(Asking.FETCHING)
        source = self._source = self._open_source()
        source.body.connect(self._came)
        source.ended.connect(self._ended)
        source.start(self.waiting)

    def hold(self) -> None:
        """Ask for nothing more for now."""
        if self.asking is Asking.FETCHING:
            self._drop()
            self._set(Asking.HELD)

    def no(self) -> None:
        """Do not ask, or ask no further: what came is looked up."""
        if self.asking in {Asking.ASKED, Asking.HELD}:
            self.partly = bool(self.waiting)
            none = self.done == 0
            self._set(Asking.OFF if none else Asking.MATCHING)
            self.passwords.send(Ranges(end=True))

    def close(self) -> None:
        """The window closes."""
        self._drop()

    # --- what happens

    def _count(self, prefixes: tuple[str, ...]) -> None:
        self.waiting, self.total, self.partly = prefixes, len(prefixes), False
        if not prefixes:
            self._set(Asking.MATCHING)
            self.passwords.send(Ranges(end=True))
            return
        self._set(Asking.ASKED)

    def _came(self, prefix: str, body: str) -> None:
        if self.asking is not Asking.FETCHING or prefix not in self.waiting:
            return
        self.waiting = tuple(other for other in self.waiting if other != prefix)
        self.passwords.send(Ranges({prefix: body}))
        self.changed.emit()

    def _ended(self, trouble: Unreached | None) -> None:
        if self.asking is not Asking.FETCHING:
            return
        self._drop()
        if self.waiting:
            self.asking, self.trouble = Asking.HELD, UNREACHED[trouble] if trouble else None
            self.changed.emit()
            return
        self._set(Asking.MATCHING)
        self.passwords.send(Ranges(end=True))

    def _over(self) -> None:
        """A look has ended."""
        self._drop()
        passwords = self.passwords
        if not passwords.for_leaks or passwords.cancelled or passwords.trouble is not None:
            self._set(Asking.OFF)
            return
        match self.asking:
            case Asking.MATCHING:
                self._set(Asking.DONE)
            case Asking.LIST:
                told = passwords.result.leak_list if passwords.result else None
                self._set(Asking.LIST_DONE if told is not None and told.checked else Asking.OFF)
                self.list_trouble = told.trouble if told else None
                self.changed.emit()
            case _:
                self._set(Asking.OFF)

    def _other(self) -> None:
        """Another look begins, or everything is forgotten."""
        self._drop()
        if not self.passwords.for_leaks:
            self._set(Asking.OFF)

    def _drop(self) -> None:
        source, self._source = self._source, None
        if source is not None:
            source.stop()
            source.deleteLater()

    def _set(self, asking: Asking) -> None:
        self.trouble = self.list_trouble = None
        self.asking = asking
        self.changed.emit()
