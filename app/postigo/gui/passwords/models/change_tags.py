"""Change tags: whether the person wants them, and their key. With them the next look knows which passwords changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from postigo.core.values import Text
from postigo.gui.passwords.models.key_ring import KeyRing
from postigo.passwords import wording
from postigo.passwords.model import TagsProblem
from postigo.passwords.protocol import ChangeTags
from postigo.passwords.tag_key import TagKey


class Remembering(QObject):
    """Off until the person wants it, each time the window is opened. No key stays here: it is handed on and not kept."""

    changed = Signal()

    def __init__(self, ring: KeyRing) -> None:
        super().__init__()
        self._ring = ring
        self.wanted = False
        self.forgetting = False
        """Whether what was kept is being deleted now."""
        self.told: Text | None = None
        """Result of deleting it."""
        self._then: Callable[[ChangeTags | TagsProblem], None] | None = None
        ring.key.connect(self._came)
        ring.forgot.connect(self._forgot)

    @property
    def kept(self) -> bool:
        """Whether anything is kept of earlier looks."""
        return self._ring.store.exists()

    def want(self, wanted: bool) -> None:
        """The person's wish."""
        if wanted is not self.wanted:
            self.wanted = wanted
            self.changed.emit()

    def ask(self, then: Callable[[ChangeTags | TagsProblem], None]) -> None:
        """Get what the child needs, or why there is none. The key ring may take half a minute: the person opens it."""
        self._then = then
        self._ring.ask()

    def stop(self) -> None:
        """Wait for the key ring no longer."""
        if self._then is not None:
            self._then = None
            self._ring.stop()

    def forget(self) -> None:
        """Delete what was kept of earlier looks, and its key."""
        if not self.forgetting:
            self.wanted, self.forgetting, self.told = False, True, None
            self._ring.forget()
            self.changed.emit()

    def _came(self, key: TagKey | TagsProblem) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(ChangeTags(str(self._ring.store), key.secret.hex()) if isinstance(key, TagKey) else key)

    def _forgot(self, left: TagsProblem | None) -> None:
        self.forgetting, self.told = False, wording.forgotten(left)
        self.changed.emit()
