"""Comparison of two audits in words: what is new, fixed, or could not be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from postigo.core.diff import Change, Diff, Difference
from postigo.core.model import Level
from postigo.core.values import Text
from postigo.reports import aside, text, wording
from postigo.reports.paper import Paper, wrapped
from postigo.words import Words

HEADINGS: Final[Mapping[Change, Text]] = {
    Change.NEW: Text("New"),
    Change.WORSE: Text("Worse than before"),
    Change.FIXED: Text("Fixed: this is so no more"),
    Change.BETTER: Text("Better than before"),
    Change.NO_LONGER_VISIBLE: Text("Seen before, and could not be seen now. That does not mean that it is fixed"),
    Change.NOT_LOOKED_AT: Text("Not looked at this time"),
    Change.NEW_WAY: Text("Looked at in a new way, so it cannot be compared"),
    Change.NOW_VISIBLE: Text("Could not be seen before, and was seen now"),
    Change.FIRST_LOOK: Text("Looked at now, and not before"),
    Change.NO_LONGER_THERE: Text("There is nothing to look at here any more"),
    Change.APPEARED: Text("New, and asks for nothing"),
    Change.ENDED: Text("No longer so; it asked for nothing"),
    Change.STILL_NOT_VISIBLE: Text("Could be seen neither time"),
    Change.SAME: Text("As before"),
}
"""Headings of the kinds of difference. Each is true of everything under it."""

BY_KIND: Final = Text(
    "These two have no common key. So things are told apart by their kind only: one that went and another that came "
    "may look like the same."
)
"""Limits of a comparison by check and code."""
NOT_COMPARED: Final = Text(
    "These two are not of the same system, so nothing can be compared. Choose two of one computer."
)
"""Answer where two are `Incomparable`."""
OTHER_RIGHTS: Final = Text("One of the two had the rights of an administrator, and saw more.")

_ALONE: Final = frozenset({Change.NEW, Change.WORSE, Change.FIXED, Change.BETTER, Change.APPEARED, Change.ENDED})
"""Kinds of which each thing has its own line, whatever its level."""


def summary(seen: Diff) -> list[Text]:
    """The comparison in a few sentences. It never says that all is well."""
    counts = seen.counts()
    told = [
        sentence
        for n, sentence in (
            (
                counts[Change.NEW],
                Text("One thing is new.", "{n} things are new.", counts[Change.NEW], {"n": counts[Change.NEW]}),
            ),
            (
                counts[Change.WORSE],
                Text(
                    "One thing is worse than before.",
                    "{n} things are worse than before.",
                    counts[Change.WORSE],
                    {"n": counts[Change.WORSE]},
                ),
            ),
            (
                counts[Change.FIXED],
                Text("One thing is fixed.", "{n} things are fixed.", counts[Change.FIXED], {"n": counts[Change.FIXED]}),
            ),
            (
                counts[Change.BETTER],
                Text(
                    "One thing is better than before.",
                    "{n} things are better than before.",
                    counts[Change.BETTER],
                    {"n": counts[Change.BETTER]},
                ),
            ),
        )
        if n
    ]
    worst = seen.worst()
    if not told:
        told.append(
            Text("What could be compared asks for nothing new.")
            if worst is None
            else Text("Nothing that asks for something came or went.")
        )
    if not_seen := len({one.line.check for one in seen.differences if one.change in _NOT_SEEN}):
        told.append(
            Text(
                "One check could not see everything this time, or was not asked. That is neither good nor bad.",
                "{n} checks could not see everything this time, or were not asked. That is neither good nor bad.",
                not_seen,
                {"n": not_seen},
            )
        )
    return told


_NOT_SEEN: Final = frozenset({Change.NO_LONGER_VISIBLE, Change.NOT_LOOKED_AT, Change.STILL_NOT_VISIBLE})


def notices(seen: Diff) -> list[Text]:
    """Sentences on what this comparison cannot tell, above everything else."""
    told = []
    if not seen.by_thing:
        told.append(BY_KIND)
    if seen.before.elevated != seen.after.elevated:
        told.append(OTHER_RIGHTS)
    if seen.before.label != seen.after.label:
        told.append(Text("The name of the computer is not the same in both. Is it the same computer?"))
    if n := len(seen.left_out):
        told.append(
            Text(
                "The answer of 1 check is kept nowhere, so it is not compared.",
                "The answers of {n} checks are kept nowhere, so they are not compared.",
                n,
                {"n": n},
            )
        )
    return told


def lines(seen: Diff, words: Words, paper: Paper) -> Iterator[str]:
    """The comparison as text: the sentences first, then each kind of difference."""
    title = Text(
        "Postigo: what changed between {before} and {after}",
        values={"before": seen.before.began, "after": seen.after.began},
    )
    labels = " · ".join(dict.fromkeys(label for label in (seen.before.label, seen.after.label) if label))
    yield from wrapped(f"{labels} · {words.say(title)}" if labels else words.say(title), paper, style="1")
    for notice in notices(seen):
        yield from wrapped(words.say(notice), paper)
    yield ""
    yield from wrapped(" ".join(words.say(sentence) for sentence in summary(seen)), paper, style="1")
    for part in parts(seen, words):
        yield ""
        yield from _kind(part, words, paper)


@dataclass(frozen=True, slots=True)
class Row:
    """Row of a comparison: a sentence on one thing. `level`: how it is now, None where it is no more."""

    level: Level | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a comparison: one kind of difference, with its rows.

    `others` are titles of checks that ask for nothing.
    """

    change: Change
    heading: str
    rows: tuple[Row, ...]
    others: tuple[str, ...]

    @property
    def rest(self) -> str:
        """Titles of the others, with one full stop; "" if there are none."""
        return "; ".join(title.rstrip(".") for title in self.others) + "." if self.others else ""


def parts(seen: Diff, words: Words) -> Iterator[Part]:
    """Parts of the comparison, in the order in which a person reads them. What asks for nothing is named by its check only."""
    for change in Change:
        differences = seen.of(change)
        alone = [one for one in differences if _asks(one) or change in _ALONE]
        alone.sort(key=lambda one: -(one.level or 0))
        rows = tuple(row for one in alone if (row := _row(one, words)) is not None)
        told = {one.line.check for one in alone}
        rest = [one for one in differences if one not in alone and one.line.check not in told]
        titles = tuple(dict.fromkeys(words.say(one.line.title, one.line.pack) for one in rest))
        if differences:
            yield Part(change, words.say(HEADINGS[change]), rows, titles)


def _kind(part: Part, words: Words, paper: Paper) -> Iterator[str]:
    yield from wrapped(part.heading, paper, style="1")
    for row in part.rows:
        if row.level is None:
            yield from wrapped(f"- {row.sentence}", paper, margin=2, hang=2)
        else:
            yield from text.row(row.level, row.sentence, words, paper)
    if part.rest:
        yield from wrapped(part.rest, paper, margin=2, hang=2)


def _asks(one: Difference) -> bool:
    return one.level is not None and one.level >= Level.ADVISE


def _row(one: Difference, words: Words) -> Row | None:
    """One thing as it is now, by its level. Where it is no more, as it was."""
    finding = one.finding
    if finding is None:
        return None
    sentence = words.say(finding.text, one.line.pack)
    if one.after is None:
        return Row(None, f"{words.say(one.line.title, one.line.pack)}: {sentence}")
    if one.before is not None and one.before.level != one.after.level:
        was = Text("(before: {level})", values={"level": wording.LEVELS[one.before.level]})
        sentence = f"{sentence} {words.say(was)}"
    if one.after.aside is not None:
        sentence = f"{sentence} · {words.say(aside.sentence(one.after.aside))}"
    return Row(one.after.level, sentence)
