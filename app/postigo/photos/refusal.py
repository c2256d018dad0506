"""Refusals of a photo: why no copy without the place can be made of it."""

from __future__ import annotations

from postigo.core.values import Keyword, Text


class NotCleaned(Exception):  # noqa: N818 - an answer about one file, not a fault
    """Answer that no copy was made. `why` is a whole sentence."""

    def __init__(self, why: Text) -> None:
        super().__init__(why)
        self.why = why


class Damaged(NotCleaned):
    """Answer that the bytes make no sense, or end too early."""

    def __init__(self) -> None:
        super().__init__(Text("This file is damaged, or a part of it is missing."))


class OtherKind(NotCleaned):
    """Answer that the file is of a kind that is not cleaned, by its name."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            Text(
                "Files of this kind ({kind}) cannot be cleaned. Export it as JPEG or PNG, and clean that.",
                values={"kind": Keyword(kind)},
            )
        )


NOT_KNOWN = Text("This is not a picture of a kind that Postigo knows.")
FILM = Text("This is a film or a moving picture. Postigo cannot clean films.")
RAW = Text("This is a camera's raw file, which cannot be cleaned. Export it as JPEG, and clean that.")
STILL_THERE = Text("After cleaning, a second look still found details in it. So no copy was kept.")
