"""Maker of the outline: a summary in one language, its head and all its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from postigo.core.named_after import is_named_after_a_person
from postigo.core.values import Text
from postigo.fleet import wording
from postigo.fleet.page import houses, lists, tables
from postigo.fleet.page.outline import Outline
from postigo.fleet.page.telling import Telling, plain
from postigo.fleet.retelling import Retelling
from postigo.fleet.states import State
from postigo.fleet.summary import Summary, Which
from postigo.reports import wording as common
from postigo.words import Words

_FOOT: Final = 60
"""Letters of a title that have room in the foot of a page."""


def outline(summary: Summary, language: str) -> Outline:
    """Outline of the page of a summary, in one language."""
    words = Words(language)
    told = Telling(Retelling(words).summary(summary), words)
    return Outline(
        language,
        foot=_foot(told),
        headings={name: told.say(text) for name, text in _headings(told).items()},
        title=_title(told),
        lead=" ".join(map(told.say, _lead(told))),
        under=_under(told),
        about=told.say(wording.ABOUT),
        left_out=tuple(_left_out(told)),
        windows=tuple(houses.windows(told)),
        houses=tuple(houses.houses(told)),
        by_place=told.by_place,
        houses_more=tuple(houses.kept_short(told)),
        to_do=lists.to_do(told),
        to_do_more=told.more(len(summary.first)),
        visits_few=lists.reasons_to_go(told),
        visits=tables.visits(told),
        changes_lead=lists.changes_lead(told),
        changes=tuple(lists.changes(told)),
        places=tables.places(told),
        checks=tables.checks(told),
        which=lists.which(told),
        devices=tables.devices(told),
        reasons=tables.reasons(told),
        files=tables.files(told),
        meanings=tables.meanings(told),
        made=tables.made(told),
        help=tuple(map(told.say, common.help_now())),
    )


def _headings(told: Telling) -> dict[str, Text]:
    return {**wording.HEADINGS, "visits": wording.visits(told.summary.visits.count)}


def _title(told: Telling) -> str:
    sites = [one.site for one in told.summary.sites]
    alone = plain(sites[0]) if len(sites) == 1 else ""
    return " · ".join(part for part in (alone, told.say(wording.title(told.summary))) if part)


def _foot(told: Telling) -> str:
    """Foot of each printed page: pages of several rooms lie in one printer."""
    title = _title(told)
    short = title if len(title) <= _FOOT else f"{title[:_FOOT]}…"
    return " · ".join(("Postigo", short, told.words.day(told.summary.as_of)))


def _lead(told: Telling) -> list[Text]:
    total: Counter[State] = Counter()
    for site in told.summary.sites:
        total.update(site.states)
    return wording.lead(total) or [wording.NOTHING]


def _under(told: Telling) -> str:
    oldest, newest = told.summary.oldest, told.summary.newest
    if oldest is None or newest is None:
        return ""
    if oldest.astimezone().date() == newest.astimezone().date():
        return told.say(Text("Looked at on {day}.", values={"day": newest.astimezone().date()}))
    days = {"oldest": oldest.astimezone().date(), "newest": newest.astimezone().date()}
    return told.say(Text("Looked at between {oldest} and {newest}.", values=days))


def _left_out(told: Telling) -> Iterable[str]:
    """Sentences on what does not count. It is never a computer with something to do."""
    left = told.summary.quarantine
    if left.total:
        reasons = " ".join(f"{told.number(n)}: {told.say(wording.LEFT[why])}" for why, n in tables.by_number(told))
        yield f"{told.say(wording.left_out(left.total))} {reasons}"
    if left.unread.count:
        nobody = tuple(name for name in left.unread.names if not is_named_after_a_person(name.rpartition("/")[2]))
        names = told.names(Which(left.unread.count, nobody), told.few)
        yield f"{told.say(wording.unread(left.unread.count))} {names}."
