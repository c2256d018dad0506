"""Judge of `image.location`."""

from __future__ import annotations

from collections.abc import Iterator

from postigo.api import Finding, Gap, Level, NotApplicable, Text, Unknown
from postigo_checks.image.photo_location.fact import PlacedPictures


def judge(fact: PlacedPictures) -> Iterator[Finding | Gap] | NotApplicable:
    """Folder by folder, then what was not seen."""
    whole = fact.in_time and not fact.closed and not fact.unseen
    if whole and not any(folder.seen for folder in fact.folders):
        return NotApplicable(Text("There is no picture in the folders that we look into."))
    return _judge(fact)


def _judge(fact: PlacedPictures) -> Iterator[Finding | Gap]:
    placed = [folder for folder in fact.folders if folder.placed]
    for folder in placed:
        text = Text(
            "{n} of {all} pictures in {folder} says where it was taken.",
            "{n} of {all} pictures in {folder} say where they were taken.",
            folder.placed,
            {"n": folder.placed, "all": folder.seen, "folder": folder.folder},
        )
        yield Finding("with-place", Level.NOTE, text, subject=folder.folder, fixes=("take-out-place",))
    whole = fact.in_time and not fact.closed and not fact.unseen
    if not placed and whole:
        seen = sum(folder.seen for folder in fact.folders)
        text = Text(
            "We looked into {n} picture. It does not say where it was taken.",
            "We looked into {n} pictures. None says where it was taken.",
            seen,
            {"n": seen},
        )
        yield Finding("no-place", Level.GOOD, text)
    if fact.closed:
        text = Text(
            "{n} picture could not be looked into.",
            "{n} pictures could not be looked into.",
            fact.closed,
            {"n": fact.closed},
        )
        yield Gap(Unknown.UNREADABLE, text)
    if fact.unseen:
        n = len(fact.unseen)
        text = Text("{n} folder could not be looked through.", "{n} folders could not be looked through.", n, {"n": n})
        yield Gap(fact.unseen[0].why, text)
    if not fact.in_time:
        yield Gap(Unknown.TIMEOUT, Text("There are more pictures than we could look into in a minute."))
