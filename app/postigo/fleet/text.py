"""Summary in words, for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from postigo.core.report import Shutter
from postigo.core.values import Path, Quoted, Text
from postigo.fleet import wording
from postigo.fleet.between import Between
from postigo.fleet.retelling import Retelling
from postigo.fleet.states import STATES, Change, State
from postigo.fleet.summary import Changed, Changes, Device, Item, Quarantine, Summary, Which
from postigo.reports.paper import Paper, wrapped
from postigo.reports.wording import TIPS
from postigo.words import Words

_FIRST: Final = 10
"""Things to do that are named: more than these nobody does first."""
_NAMES: Final = 12
"""Computers in one line."""
_ROWS: Final = 40
"""Computers to visit, and files, one under the other: a large class."""


def lines(seen: Summary, words: Words, paper: Paper) -> Iterator[str]:
    """The summary. `Words` decides the language."""
    seen = Retelling(words).summary(seen)
    title = Text("Postigo: {what}, {day}", values={"what": wording.title(seen), "day": seen.as_of})
    yield from wrapped(words.say(title), paper, style="1")
    worst: Counter[State] = Counter()
    for site in seen.sites:
        worst.update(site.states)
    told = wording.lead(worst) or [wording.NOTHING]
    yield from wrapped(" ".join(words.say(one) for one in told), paper)
    yield from wrapped(words.say(wording.ABOUT), paper)
    for part in (
        _left(seen.quarantine, wording.left_out(seen.quarantine.total), words, paper),
        _first(seen, words, paper),
        _visits(seen, words, paper),
    ):
        yield from part
    if seen.is_district:
        yield from _places(seen, words, paper)
    for part in (_tips(seen, words, paper), _items(seen.items, words, paper)):
        yield from part
    if seen.devices:
        yield from _changes(seen.changes, words, paper)
    if seen.old:
        yield ""
        yield from wrapped(words.say(_old(seen.old, paper)), paper)


def changes(seen: Between, places: tuple[str, str], words: Words, paper: Paper) -> Iterator[str]:
    """Changes between two gatherings, which lie at these places."""
    yield from _compared(seen, words, paper)
    for place, left in zip(places, seen.left_out, strict=True):
        yield from _left(left, wording.not_compared(left.total, place), words, paper)


def _compared(seen: Between, words: Words, paper: Paper) -> Iterator[str]:
    if seen.before is None or seen.now is None:
        yield from wrapped(words.say(wording.NOTHING), paper)
        return
    title = Text(
        "Postigo: what changed between {before} and {after}", values={"before": seen.before, "after": seen.now}
    )
    yield from wrapped(words.say(title), paper, style="1")
    yield from _changes(Retelling(words).changes(seen.changes), words, paper, heading=False)
    if seen.gone.count:
        yield ""
        told = Text(
            "Of {n} computer there is no report any more. Nobody knows how it stands:",
            "Of {n} computers there is no report any more. Nobody knows how they stand:",
            seen.gone.count,
            {"n": seen.gone.count},
        )
        yield from wrapped(f"{words.say(told)} {_names(seen.gone, words)}", paper)


def _heading(name: str, words: Words, paper: Paper) -> Iterator[str]:
    yield ""
    yield from wrapped(words.say(wording.HEADINGS[name]), paper, style="1")


def _names(which: Which, words: Words) -> str:
    """Names of computers, and how many more there are."""
    shown = which.names[:_NAMES]
    rest = which.count - len(shown)
    names = ", ".join(shown)
    return f"{names} {words.say(wording.more(rest))}" if rest else names


def _first(seen: Summary, words: Words, paper: Paper) -> Iterator[str]:
    if not seen.first:
        return
    yield from _heading("to_do", words, paper)
    for number, thing in enumerate(seen.first[:_FIRST], 1):
        state = words.say(wording.STATES[thing.state])
        on = words.say(wording.of_all(thing.where.count, seen.devices))
        urgent = f" ({state}: {thing.act})" if 0 < thing.act < thing.where.count else f" ({state})"
        what = f"{number}. {thing.what.rstrip('.')}: {on}{urgent}. {thing.effort}".rstrip()
        yield from wrapped(what, paper, margin=2, hang=3)
        yield from wrapped(_names(thing.where, words), paper, margin=5)


def _visits(seen: Summary, words: Words, paper: Paper) -> Iterator[str]:
    if not seen.visits.count:
        return
    yield ""
    yield from wrapped(words.say(wording.visits(seen.visits.count)), paper, style="1")
    going = [one for one in seen.listed if one.visit]
    for one in going[:_ROWS]:
        yield from wrapped(f"- {one.name}: {_why(one, words)}", paper, margin=2, hang=2)
    if (rest := seen.visits.count - len(going[:_ROWS])) > 0:
        yield from wrapped(words.say(wording.more(rest)), paper, margin=2)


def _why(one: Device, words: Words) -> str:
    return " ".join(words.say(wording.VISITS[reason]) for reason in one.visit)


def _places(seen: Summary, words: Words, paper: Paper) -> Iterator[str]:
    yield from _heading("places", words, paper)
    for site in seen.sites:
        counts = _counts({state: site.states.get(state, 0) for state in STATES}, words)
        name = site.site or words.say(wording.NO_PLACE)
        yield from wrapped(f"- {name}: {words.say(wording.computers(site.devices))}. {counts}", paper, margin=2, hang=2)


def _counts(states: Mapping[State, int], words: Words) -> str:
    return " · ".join(f"{words.say(wording.STATES[state])}: {n}" for state, n in states.items() if n)


def _tips(seen: Summary, words: Words, paper: Paper) -> Iterator[str]:
    if not seen.devices:
        return
    yield ""
    for tip in seen.tips:
        ways = " · ".join(
            f"{words.say(wording.SHUTTERS[way])}: {n}" for way in _ORDER if (n := tip.shutters.get(way, 0))
        )
        yield from wrapped(f"{words.say(TIPS[tip.tip])}: {ways}", paper, hang=2)


_ORDER: Final = (Shutter.OPEN, Shutter.AJAR, Shutter.ASKING, Shutter.FOGGED, Shutter.BARE, Shutter.CLOSED)


def _items(items: tuple[Item, ...], words: Words, paper: Paper) -> Iterator[str]:
    if not items:
        return
    yield from _heading("checks", words, paper)
    for item in items:
        counts = _counts({state: item.states[state].count for state in STATES}, words)
        yield from wrapped(f"- {item.title or item.check}", paper, margin=2, hang=2)
        yield from wrapped(counts, paper, margin=4)
        for state in (State.ACT, State.ADVISE, State.UNKNOWN):
            which = item.states[state]
            if which.count:
                yield from wrapped(
                    f"{words.say(wording.STATES[state])}: {_names(which, words)}", paper, margin=4, hang=2
                )


def _changes(seen: Changes, words: Words, paper: Paper, *, heading: bool = True) -> Iterator[str]:
    if heading:
        yield from _heading("changes", words, paper)
    if not seen.compared:
        yield from wrapped(words.say(wording.ONE_EACH), paper)
        return
    yield from wrapped(" ".join(words.say(one) for one in wording.compared(seen.compared, seen.first.count)), paper)
    if not seen.items:
        yield from wrapped(words.say(wording.NO_CHANGES), paper)
    for kind in wording.CHANGES:
        changed = [item for item in seen.items if kind in item.changes]
        if changed:
            yield from wrapped(f"{words.say(wording.CHANGES[kind])}:", paper)
        for item in changed:
            yield from wrapped(_became(item, kind, words), paper, margin=2, hang=2)


def _became(item: Changed, kind: Change, words: Words) -> str:
    which = item.changes[kind]
    return f"- {(item.title or item.check).rstrip('.')}: {which.count} ({_names(which, words)})"


def _left(left: Quarantine, heading: Text, words: Words, paper: Paper) -> Iterator[str]:
    """Files that were left out. In a summary they stand above all counts, which are not about them."""
    if not left.total:
        return
    yield ""
    yield from wrapped(words.say(heading), paper, style="1")
    for one in left.named[:_ROWS]:
        file = words.value(Path(one.name))
        yield from wrapped(f"- {file}: {words.say(wording.LEFT[one.why])}", paper, margin=2, hang=2)
    if (rest := left.total - len(left.named[:_ROWS])) > 0:
        yield from wrapped(words.say(wording.more(rest)), paper, margin=2)
    if left.unread.count:
        yield from wrapped(f"{words.say(wording.unread(left.unread.count))} {_names(left.unread, words)}", paper)


def _old(n: int, paper: Paper) -> Text:
    command = paper.call("fleet", "tidy")
    return Text(
        "{n} report is older than it may be kept. This names it: {command}",
        "{n} reports are older than they may be kept. This names them: {command}",
        n,
        {"n": n, "command": Quoted(command)},
    )
