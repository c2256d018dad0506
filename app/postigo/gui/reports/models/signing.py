"""Key to sign copies with. The key ring is asked once somebody wants to sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal

from postigo.core.values import Text
from postigo.gui.common.aside import Aside
from postigo.passwords import tag_key
from postigo.passwords.model import TagsProblem
from postigo.passwords.tag_key import TagKey

WAITING: Final = Text("Waiting for your key ring…")
NO_KEY: Final = Text(
    "The key ring of this system did not give or keep a key, so nothing can be signed. Postigo keeps no such key in a "
    "file. Unlock the key ring and tick the signature again, or leave it out."
)


class Signing(QObject):
    """Key of the person, in memory only. A key ring may take half a minute: the person opens it. Tests hand in another."""

    changed = Signal()

    def __init__(self, ring: Callable[[], TagKey | TagsProblem] = tag_key.signing_key) -> None:
        super().__init__()
        self.ring = ring
        self.secret: bytes | None = None
        self._asking: Aside[TagKey | TagsProblem] = Aside(self._came, may_hang=True)

    def ask(self) -> None:
        """Ask for the key, unless it is here."""
        if self.secret is None and not self._asking.busy:
            self._asking.run(self.ring)

    def forget(self) -> None:
        """Forget the key: it is no longer in the key ring."""
        self.secret = None
        self._asking.forget()
        self.changed.emit()

    @property
    def obstacle(self) -> Text | None:
        """Reason why nothing can be signed now."""
        if self.secret is not None:
            return None
        return WAITING if self._asking.busy else NO_KEY

    def _came(self, found: TagKey | TagsProblem | None) -> None:
        if isinstance(found, TagKey):
            self.secret = found.secret
        self.changed.emit()
