"""Cleaning of chosen photos: one after the other, aside, with its outcome. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path as File

from PySide6.QtCore import QObject, Signal

from postigo.gui.common.aside import Aside
from postigo.photos import wording
from postigo.photos.copies import Copy, copy_of


class Photos(QObject):
    """Photos of this window. `copies` are those that are done, in their order; `left` are those that wait."""

    changed = Signal()
    done = Signal()  # the last one of those that were chosen

    def __init__(self, lang: Callable[[], str], clean: Callable[[File, str, File | None], Copy] = copy_of) -> None:
        super().__init__()
        self._lang, self._clean = lang, clean
        self._aside = Aside[Copy](self._take)
        self.copies: tuple[Copy, ...] = ()
        self.left: tuple[File, ...] = ()
        self.folder: File | None = None
        """Folder of the copies; None: each beside its photo."""
        self.stopped = False
        """Whether the person stopped before all were done."""

    @property
    def busy(self) -> bool:
        """Whether photos are being cleaned."""
        return bool(self.left)

    def choose(self, paths: Iterable[str]) -> None:
        """Clean these, and tell of them instead of those before."""
        chosen = tuple(File(path) for path in paths)
        if not chosen or self.busy:
            return
        self.copies, self.left, self.stopped = (), chosen, False
        self._next()
        self.changed.emit()

    def put_into(self, folder: str) -> None:
        """Put the next copies into this folder; "" for beside their photos."""
        self.folder = File(folder) if folder else None
        self.changed.emit()

    def stop(self) -> None:
        """Begin no other photo. The one that is begun ends: it is whole, or not there."""
        if self.busy:
            self.left, self.stopped = self.left[:1], len(self.left) > 1
            self.changed.emit()

    def forget(self) -> None:
        """Forget what was told. The files stay where they are."""
        if not self.busy:
            self.copies, self.stopped = (), False
            self.changed.emit()

    def _next(self) -> None:
        photo, mark, folder = self.left[0], wording.mark(self._lang()), self.folder
        self._aside.run(lambda: self._clean(photo, mark, folder))

    def _take(self, made: Copy | None) -> None:
        photo, self.left = self.left[0], self.left[1:]
        self.copies += (made or Copy(photo, why=wording.FAULT),)
        if self.left:
            self._next()
        self.changed.emit()
        if not self.left:
            self.done.emit()
