"""Part that fills a page for a while. The keyboard begins at its first words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.gui.widgets.labels import FirstWords


class StagePart(QWidget):
    """Part of a page behind the door. The page shows one at a time."""

    address_wanted = Signal(str)
    grown = Signal()  # it has other parts than before
    unfolded = Signal(QWidget)  # a part that must come into sight
    turned = Signal()  # it begins anew, at its first words
    first: FirstWords

    def refresh(self) -> None:
        """In the language of now."""

    def arrange(self, width: int) -> None:
        """Lay parts out for this width."""
        del width

    def begin(self) -> None:
        """Put the keyboard at the first words, so that a screen reader reads them."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Go one step back within it; False where it would be left."""
        return False
