"""Trouble with a log, as a sentence for the person."""

from __future__ import annotations

from typing import Final

from postigo.core.values import Text


class EvidenceTrouble(Exception):  # noqa: N818 - what it is, as SettingsTrouble
    """Something could not be done with a log. `text` says so and what to do.

    What was kept before is as it was. It has no technical detail: that could hold a path or a word of the person.
    """

    def __init__(self, text: Text) -> None:
        super().__init__(type(self).__name__)
        self.text = text


class WrongPassphrase(EvidenceTrouble):
    """The passphrase does not open the file."""


class Busy(EvidenceTrouble):
    """Somebody else writes the same log now."""


class NoLibrary(EvidenceTrouble):
    """A library is missing, so nobody could look."""


NOT_OURS: Final = Text("This file is not a log of Postigo, or it is damaged. Look for another copy of it.")
"""Sentence on a file that no passphrase could open."""
