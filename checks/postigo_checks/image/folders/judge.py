"""Judge of `image.folders`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Handle, HandleKind, Level, Text, gaps
from postigo_checks.image.folders.fact import Part, PicturesFolder

HOME: Final = Handle(HandleKind.PATH, "~")
_CLOSE: Final = ("close-folder",)
_UNSEEN: Final = dict.fromkeys(Part, Text("We could not see all that decides who can open your pictures folder."))


def judge(fact: PicturesFolder) -> Iterator[Finding | Gap]:
    """The pictures first, then the names in the home."""
    level = Level.NOTE if fact.others is False else Level.ADVISE
    if fact.open:
        if fact.others is False:
            text = Text("Your pictures folder is open to other accounts. There is no other person's account here now.")
        else:
            text = Text("Other accounts on this computer can open your pictures folder.")
        yield Finding("pictures-open", level, text, fixes=_CLOSE, handle=fact.folder)
    if fact.shared:
        text = Text(
            "Your pictures folder, or one that it lies in, is shared on the network. Whoever is let in there could see or copy your pictures."
        )
        yield Finding("pictures-shared", Level.ADVISE, text, fixes=("stop-sharing",), handle=fact.share)
    if fact.named and not fact.open:
        text = Text("Somebody else was let into your pictures folder by name: another account, or a group.")
        yield Finding("others-by-name", Level.NOTE, text, fixes=_CLOSE)
    if fact.home_listed:
        text = Text("Other accounts can see the names of the files in your personal folder, but not your pictures.")
        yield Finding("names-listed", Level.NOTE, text, fixes=("close-home",), handle=HOME)
    yield from gaps(fact.unseen, _UNSEEN)
    if not (fact.open or fact.shared or fact.named or fact.home_listed or fact.unseen):
        yield Finding("closed", Level.GOOD, Text("Other accounts on this computer cannot open your pictures folder."))
