"""Sentences on copies of photos, for the terminal and the window alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from postigo.core.values import Path, Text
from postigo.photos.copies import Copy
from postigo.words import Words

MARK: Final = Text("without place")
"""Words in the name of a copy."""
NOTHING_ENCODED: Final = Text(
    "The picture itself stays as it is, with its date and which way up it is. All other details go."
)
FAULT: Final = Text("Something went wrong in Postigo.")
"""Why there is no copy, if it is our fault."""
ORIGINALS: Final = Text("Your photos stay as they were. If you send one, send its copy.")
STILL_SEEN: Final = Text("The name of a file, and what the picture shows, can still give a place away.")


def mark(lang: str) -> str:
    """Words in the name of a copy, in a language."""
    return Words(lang).say(MARK)


def said(one: Copy, *, written: bool = True) -> Text:
    """Sentence on one photo: its copy, or the reason for none."""
    photo = Path(one.photo.name or str(one.photo))  # the folder “.” has no name
    if one.copy is None:
        return Text("{photo}: no copy. {why}", values={"photo": photo, "why": one.why or FAULT})
    values = {"photo": photo, "copy": Path(one.copy.name)}
    if not written:
        if one.had_place:
            return Text("{photo}: it has a place. The copy would be {copy}.", values=values)
        return Text("{photo}: we found no place in it. The copy would be {copy}.", values=values)
    if one.had_place:
        return Text("{photo}: its place is not in the copy, {copy}.", values=values)
    return Text("{photo}: we found no place in it. The copy is {copy}.", values=values)


def summed(copies: Iterable[Copy], *, written: bool = True) -> tuple[Text, ...]:
    """Sums of all: copies that there are, and photos without one."""
    made = [one for one in copies if one.copy is not None]
    left = [one for one in copies if one.copy is None]
    told = list[Text]()
    if made and written:
        n = len(made)
        told.append(Text("{n} copy has no place.", "{n} copies have no place.", n, {"n": n}))
    elif made:
        n = len(made)
        told.append(
            Text(
                "{n} copy would be made. Nothing was written.",
                "{n} copies would be made. Nothing was written.",
                n,
                {"n": n},
            )
        )
    if left:
        n = len(left)
        told.append(
            Text(
                "{n} file was not cleaned. Do not send it on.",
                "{n} files were not cleaned. Do not send them on.",
                n,
                {"n": n},
            )
        )
    return tuple(told)
