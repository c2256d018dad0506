"""Guide through a phone: looks, words of menus, what a person told. Nothing of it was seen (decision 0673)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

from postigo.core.values import Quoted, Text, Value, Version
from postigo.guidance.questions import Question, Reply


class System(StrEnum):
    """System of a phone."""

    ANDROID = "android"
    IPHONE = "iphone"


EDITIONS: Final[Mapping[System, Mapping[str, Text]]] = {
    System.ANDROID: {
        "14": Text("Android 14 or newer"),
        "13": Text("Android 13 or older"),
        "samsung": Text("Samsung"),
    },
    System.IPHONE: {"16": Text("iOS 16 or newer"), "15": Text("iOS 15 or older")},
}
"""Editions whose menus have other words, the usual one first."""

PICTURE: Final = "@picture"
"""Sign in a path for the person's own picture, which has no word."""

MOSTLY_ORDINARY: Final = Text(
    "Ordinary features, such as shared locations and accounts, are far more common than programs that spy."
)
"""Said where something could be another person's doing (guidance 5)."""


FIND_OUT: Final = (
    Text("Look at the back of the phone. An apple there means that it is an iPhone."),
    Text("Almost every other phone with apps is an Android phone."),
    Text("If it says Samsung on the back or when it starts, it is an Android phone of Samsung."),
    Text("Its version stands in its settings, on the page about the phone. The first thing to look at shows the way."),
    Text("A phone without apps has little of this. What helps there is a code that nobody else knows."),
)
"""How one finds out which phone it is."""

BEFORE: Final = Text(
    "If you think that somebody watches your phone, that person may see what you do on it. "
    "Then ask for help first, from another device."
)
"""Said before the first look (guidance 5)."""

TOLD: Final = Text("Postigo sees nothing of your phone. It only knows what you say here, and it stores none of it.")
NO_VERDICT: Final = Text("This is only what you told. It does not say that the phone is good or bad.")
MAY_BE_CALLED: Final = Text("It may be called otherwise on your phone.")


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at in a phone. `question` has its id, its name, and what follows when it is not fine.

    Replies to it: YES is "fine", NO "not fine", UNKNOWN "I could not find it". A plan that another person may notice has
    `safety`, and its `level` is NOTE: it does not lead to "Start here", where somebody may look over a shoulder.
    """

    system: System
    question: Question
    why: tuple[Text, Text]
    find: Text
    fine: Text


@dataclass(frozen=True, slots=True, eq=False)
class Menu:
    """Way to a look in one edition: words of the phone's menus, by language. `also`: a second page beside the last.

    Not `sure`: somebody else's phone may call it otherwise, for we found no source in both languages.
    """

    look: str
    edition: str
    way: Mapping[str, tuple[str, ...]]
    also: Mapping[str, str]
    sure: bool
    source: str


@dataclass(frozen=True, slots=True)
class Model:
    """Phone of which the end of its updates was read. `until` None: it got them all then, or only `some`."""

    edition: str
    maker: str
    name: str
    year: int
    until: date | None
    some: bool
    read_on: date


def _rows(name: str) -> Iterable[Mapping[str, str]]:
    return csv.DictReader(io.StringIO((resources.files("postigo_resources") / "data" / name).read_text("utf-8")))


@cache
def menus() -> tuple[Menu, ...]:
    """Ways of the data file `phone_menus.csv`. They are in both languages there, and no translator's."""
    return tuple(
        Menu(
            row["look"],
            row["edition"],
            {code: tuple(row[code].split(" > ")) for code in ("en", "es")},
            {code: row[f"also_{code}"] for code in ("en", "es")},
            row["sure"] == "yes",
            row["source"],
        )
        for row in _rows("phone_menus.csv")
    )


@cache
def models() -> tuple[Model, ...]:
    """Phones of the data file `phone_support.csv`. Source: endoflife.date (MIT), and the systems that each one runs."""
    return tuple(
        Model(
            row["system"],
            row["maker"],
            row["model"],
            int(row["year"]),
            date.fromisoformat(row["until"]) if row["until"] not in {"", "some"} else None,
            row["until"] == "some",
            date.fromisoformat(row["read_on"]),
        )
        for row in _rows("phone_support.csv")
    )


def menu(look: str, edition: str) -> Menu | None:
    """Way to a look in this edition; None where the edition has no such thing."""
    ways = {way.edition: way for way in menus() if way.look == look}
    return ways.get(edition) or ways.get("")


def steps(look: Look, way: Menu, language: str) -> tuple[Text, ...]:
    """Steps to a look, in the order in which they are done. The menus' words are in `language`, as they are quoted."""
    app, *pages = way.way[language]
    opened = Text("Open “{word}”.", values={"word": Quoted(app)})
    return (opened, *map(_page, pages), look.find, *beside(way, language))


def beside(way: Menu, language: str) -> tuple[Text, ...]:
    """Step to the second page of a way, if there is one."""
    also = way.also[language]
    return (Text("Do the same for “{word}”.", values={"word": Quoted(also)}),) if also else ()


def _page(words: str) -> Text:
    if words == PICTURE:
        return Text("Tap your picture, at the top.")
    word, _, other = words.partition("|")
    if other:
        return Text("Tap “{word}” or “{other}”.", values={"word": Quoted(word), "other": Quoted(other)})
    return Text("Tap “{word}”.", values={"word": Quoted(word)})


def support(system: System, edition: str, today: date) -> tuple[Text, ...]:
    """Sentences on which models still get updates, by the year in which these end. The first says when it was read."""
    there = [model for model in models() if model.edition == (edition if edition == "samsung" else system)]
    told: list[Text] = []
    for maker in dict.fromkeys(model.maker for model in there):
        own = [model for model in there if model.maker == maker]
        told += _of(own, maker, today)
    read_on = max(model.read_on for model in there)
    return (Text("Read on {date} at endoflife.date. It may be otherwise today.", values={"date": read_on}), *told)


def _of(own: Iterable[Model], maker: str, today: date) -> Iterable[Text]:
    groups: dict[int, list[Version]] = {}
    for model in own:
        groups.setdefault(_end(model, today), []).append(Version(model.name))
    for end, names in sorted(groups.items(), reverse=True):
        values: dict[str, Value | list[Version]] = {"maker": Version(maker), "models": names, "year": Version(str(end))}
        yield {
            ALL: Text("{maker}, got all updates on that day: {models}.", values=values),
            SOME: Text("{maker}, got only some updates on that day: {models}.", values=values),
            OVER: Text("{maker}, the promised years are over: {models}.", values=values),
        }.get(end, Text("{maker}, promised until {year}: {models}.", values=values))


ALL: Final = 9999
OVER, SOME = 0, 1


def _end(model: Model, today: date) -> int:
    """Group of a model: the last year of its updates, or one without a year."""
    if model.until is None:
        return SOME if model.some else ALL
    return model.until.year if model.until >= today else OVER


@dataclass(frozen=True, slots=True)
class Tally:
    """Tally of what a person told of one phone. No verdict on the phone follows from it."""

    looked: int
    of: int
    to_do: tuple[Look, ...]
    not_found: tuple[Look, ...]


def tally(looks: Iterable[Look], replies: Mapping[str, Reply]) -> Tally:
    """Count of looks that were looked at, and those with something left to do."""
    every = tuple(looks)
    given = [(look, replies.get(look.question.id)) for look in every]
    return Tally(
        sum(reply in {Reply.YES, Reply.NO} for _, reply in given),
        len(every),
        tuple(look for look, reply in given if reply is Reply.NO),
        tuple(look for look, reply in given if reply is Reply.UNKNOWN),
    )
