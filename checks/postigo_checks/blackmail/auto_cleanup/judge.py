"""Judge of `blackmail.auto-cleanup`. Nothing here is an alarm: each sentence says what to do instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, Text, gaps
from postigo_checks.blackmail.auto_cleanup.fact import Cleaned, Cleaning, Part, Place

_UNSEEN: Final = {
    Part.DESKTOP: Text("We could not see whether this computer empties the bin by itself."),
    Part.RULES: Text("We could not see all rules that delete old files here."),
}
_CODES: Final = {Place.BIN: "empties-bin", Place.DOWNLOADS: "cleans-downloads", Place.OWN: "cleans-own"}


def judge(fact: Cleaning) -> Iterator[Finding | Gap]:
    """Each place that is cleaned, then what could not be seen."""
    for one in fact.cleaned:
        if fact.only_when_full:
            text = Text(
                "When the disk is nearly full, this computer may empty the bin by itself. "
                "Take out of the bin what could be proof."
            )
            yield Finding("empties-bin-when-full", Level.NOTE, text)
        else:
            yield Finding(_CODES[one.place], Level.NOTE, _said(one))
    yield from gaps(fact.unseen, _UNSEEN)
    if not (fact.cleaned or fact.unseen):
        text = Text("We know of nothing that deletes your files here by itself.")
        yield Finding("deletes-nothing", Level.GOOD, text)


def _said(one: Cleaned) -> Text:
    days = one.days
    match one.place:
        case Place.BIN if days is None:
            return Text("This computer empties the bin by itself. Take out of the bin what could be proof.")
        case Place.BIN:
            return Text(
                "This computer deletes by itself what has been in the bin for {n} day. "
                "Take out of the bin what could be proof.",
                "This computer deletes by itself what has been in the bin for {n} days. "
                "Take out of the bin what could be proof.",
                days,
                {"n": days or 0},
            )
        case Place.DOWNLOADS if days is not None:
            return Text(
                "This computer deletes by itself what you downloaded and did not open for {n} day. "
                "Move your proof to another folder.",
                "This computer deletes by itself what you downloaded and did not open for {n} days. "
                "Move your proof to another folder.",
                days,
                {"n": days},
            )
        case Place.DOWNLOADS:
            return Text("This computer deletes old downloads by itself. Move your proof to another folder.")
        case Place.OWN:
            return Text(
                "A rule of this computer deletes old files in your folders by itself. "
                "Ask whoever looks after it, or keep your proof on a USB stick of your own."
            )
