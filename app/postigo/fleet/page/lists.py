"""Lists of a summary: what to do, where to go, what changed, which computers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from postigo.core.values import Text
from postigo.fleet import wording
from postigo.fleet.page.outline import Listed, Part, Table, ToDo
from postigo.fleet.page.telling import ROWS, Telling, plain
from postigo.fleet.states import Change, State
from postigo.fleet.summary import Item, Thing, Which


def to_do(told: Telling) -> tuple[ToDo, ...]:
    """Things to do, what is urgent on most computers first."""
    words = Counter(thing.what for thing in told.summary.first)
    titles = {item.check: item.title for item in told.summary.items}

    def what(thing: Thing) -> str:
        """Its words. Where another check says the same, with the check."""
        alike = words[thing.what] > 1 and thing.what != titles.get(thing.check)
        return f"{thing.what.rstrip('.')} ({titles[thing.check]})" if alike and thing.check in titles else thing.what

    return tuple(_thing(told, thing, what(thing)) for thing in told.summary.first[:ROWS])


def _thing(told: Telling, thing: Thing, what: str) -> ToDo:
    of_all = told.say(wording.of_all(thing.where.count, told.summary.devices))
    urgency = told.say(wording.STATES[thing.state])
    if thing.act and thing.act < thing.where.count:
        urgency = f"{urgency}: {told.number(thing.act)}"
    return ToDo(
        plain(what),
        Part(wording.SHAPES[thing.state], urgency),
        of_all,
        plain(thing.effort.partition(". ")[0].rstrip(".")),
        told.names(thing.where, told.few),
        told.names(thing.where, told.most),
    )


def reasons_to_go(told: Telling) -> Table:
    """Reasons for a visit, each with its computers."""
    rows = []
    for why, words in wording.VISITS.items():
        there = [one.name for one in told.summary.listed if why in one.visit]
        if n := told.summary.visit_reasons.get(why, 0):
            rows.append((told.say(words), told.number(n), told.names(Which(n, tuple(there)), told.few)))
    return Table(told.heads(Text("Why"), Text("Computers"), Text("Which")), tuple(rows))


def changes_lead(told: Telling) -> str:
    """Sentences on what is compared, and how often something changed."""
    changes = told.summary.changes
    if not changes.compared:
        return told.say(wording.ONE_EACH) if told.summary.devices else ""
    total: Counter[Change] = Counter()
    for item in changes.items:
        total.update({change: which.count for change, which in item.changes.items()})
    became = [wording.times(change, total[change]) for change in wording.CHANGES if total[change]]
    compared = wording.compared(changes.compared, changes.first.count)
    return " ".join(map(told.say, (*compared, *(became or [wording.NO_CHANGES]))))


def changes(told: Telling) -> Iterable[Listed]:
    """Each kind of change, the worst first, with checks and computers."""
    for change, words in wording.CHANGES.items():
        found = [one for one in told.summary.changes.items if change in one.changes]
        lines = [Part("", f"{plain(one.title)}: {told.names(one.changes[change], told.most)}") for one in found[:ROWS]]
        if lines:
            rest = told.more(len(found))
            yield Listed(told.say(words), (*lines, *([Part("", rest)] if rest else [])))


def which(told: Telling) -> tuple[Listed, ...]:
    """Checks that ask for something or could not look, each with its computers."""
    return tuple(listed for item in told.summary.items[:ROWS] if (listed := _which(told, item)).lines)


def _which(told: Telling, item: Item) -> Listed:
    lines = []
    for state in (State.ACT, State.ADVISE, State.UNKNOWN):
        which = item.states[state]
        if which.count:
            lines.append(
                Part(wording.SHAPES[state], f"{told.say(wording.STATES[state])}: {told.names(which, told.most)}")
            )
    if aside := sum(code.aside for code in item.codes):
        lines.append(Part("", told.say(wording.set_aside(aside))))
    return Listed(plain(item.title), tuple(lines))
