"""Content of an open entry: reasons in words, advice, sharing, the page for a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.core.values import Account, Path, Site, Text
from postigo.gui.common.status_style import Tone, of_level
from postigo.gui.passwords.models.entries import NO_SITE, Entries, Key, weighty
from postigo.passwords import wording
from postigo.passwords.change_address import change_address
from postigo.passwords.model import Judged, LeakCount, Reason
from postigo.passwords.severity import of_reason
from postigo.reports.wording import safety


@dataclass(frozen=True, slots=True)
class Because:
    """One reason in words, with its shape."""

    text: Text
    tone: Tone


@dataclass(frozen=True, slots=True)
class Telling:
    """An open entry. `address` is where the site itself says that its password is changed; None where there is no site."""

    key: Key
    because: tuple[Because, ...]
    others: tuple[Text, ...]
    safety: Text | None
    to_do: tuple[Text, ...]
    about: tuple[Text, ...]
    address: str | None


MOST_MATES: Final = 12
_KEEPS: Final = frozenset({Reason.NO_SECOND_FACTOR, Reason.EMPTY, Reason.OLD, Reason.SHARED, Reason.HTTP})
"""Reasons about an account, after which its password may well stay."""


def telling(entries: Entries) -> Telling | None:
    """Content of the open row; None when no row is open."""
    key = entries.open_row
    if key is None or key not in entries.passwords.entries:
        return None
    entry = entries.entry(key)
    same, near = entries.mates(key)
    return Telling(
        key,
        tuple(_because(entry)),
        tuple(_others(same, near)),
        safety() if Reason.SHARED in entry.reasons else None,
        _to_do(entry),
        tuple(_about(entries, entry)),
        change_address(entry),
    )


def _because(entry: Judged) -> list[Because]:
    told = [Because(wording.REASONS[reason], of_level(of_reason(reason, entry.score))[0]) for reason in weighty(entry)]
    if entry.leaked is not None and entry.leaked is not LeakCount.NEVER:
        told.append(Because(wording.SEEN[entry.leaked], Tone.NOTE))
    if not told:
        told.append(
            Because(Text("We found nothing against this password. It does not prove that it is good."), Tone.NOTE)
        )
    return told


def _to_do(entry: Judged) -> tuple[Text, ...]:
    """Advice, each once, for the reason that asks for most first.

    Last, how a good one is made, where a new one is needed.
    """
    advice = [wording.ADVICE.get(reason, wording.CHANGE) for reason in weighty(entry)]
    if not set(entry.reasons) <= _KEEPS:
        advice.append(wording.CHANGE)
    return tuple(text for index, text in enumerate(advice) if text not in advice[:index])


def _others(same: tuple[Judged, ...], near: tuple[Judged, ...]) -> list[Text]:
    told: list[Text] = []
    if same:
        told.append(Text("The same: {accounts}", values={"accounts": _named(same)}))
    if near:
        told.append(Text("Nearly the same: {accounts}", values={"accounts": _named(near)}))
    return told


def _named(mates: tuple[Judged, ...]) -> list[Text]:
    named = [account(mate) for mate in mates[:MOST_MATES]]
    if len(mates) > MOST_MATES:
        n = len(mates) - MOST_MATES
        named.append(Text("{n} more", values={"n": n}))
    return named


def account(entry: Judged) -> Text:
    """An entry in a few words: where, and as whom."""
    site: Site | Text = Site(entry.site or entry.name) if entry.site or entry.name else NO_SITE
    if not entry.user:
        return Text("{site}", values={"site": site})
    return Text("{site} ({user})", values={"site": site, "user": Account(entry.user)})


def _about(entries: Entries, entry: Judged) -> list[Text]:
    told: list[Text] = []
    if entry.leaked is LeakCount.NEVER:
        told.append(wording.SEEN[LeakCount.NEVER])
    if entry.name and entry.name != entry.site:
        told.append(Text("In the file it is called {name}.", values={"name": Site(entry.name)}))
    if entry.score is not None:
        told.append(Text("Strength: {word}.", values={"word": wording.SCORES[entry.score]}))
    if entry.changed is not None:
        told.append(Text("Last changed on {date}.", values={"date": entry.changed}))
    elif entry.unchanged_since is not None:
        told.append(Text("The same since at least {date}.", values={"date": entry.unchanged_since}))
    place = Path(entries.passwords.name(entry.file))
    told.append(Text("Row {row} of {file}.", values={"row": entry.row, "file": place}))
    return told
