"""The report as plain text, for a terminal and for a file: the state of each tip, then what to do first.

In pieces, so that a terminal can show a tip as soon as its checks have answered: `head`, `tip`, `tail`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from postigo.core.model import Finding, Level, Plan, Verdict
from postigo.core.report import TIPS, Listed, Report, Shutter
from postigo.core.values import Choice, Text, Version
from postigo.reports import phrases
from postigo.reports.copy import copy_of
from postigo.reports.evidence import named
from postigo.reports.printable import printable
from postigo.words import Words


@dataclass(frozen=True, slots=True)
class Paper:
    """What the text is written on. `plain` when it cannot show more than ASCII signs; `details` also shows evidence."""

    width: int = 80
    colour: bool = False
    plain: bool = False
    details: bool = False


# A shape and a word tell the state; the colour only helps. (sign, ASCII sign, ANSI colour)
_SIGNS: Final[dict[Level | None, tuple[str, str, str]]] = {
    Level.GOOD: ("✓", "+", "32"),
    Level.NOTE: ("•", "-", "36"),
    Level.ADVISE: ("△", "^", "33"),
    Level.ACT: ("!", "!", "1;31"),
    None: ("?", "?", "2"),
}
_SHUTTERS: Final[dict[Shutter, tuple[str, str, str]]] = {
    Shutter.CLOSED: ("[██]", "[##]", "32"),
    Shutter.AJAR: ("[▌▐]", "[##/", "33"),
    Shutter.ASKING: ("[▌▐]", "[##/", "36"),
    Shutter.OPEN: ("[  ]", "[  ]", "1;31"),
    Shutter.FOGGED: ("[░░]", "[~~]", "2"),
    Shutter.BARE: ("[??]", "[??]", "2"),
}
_MARGIN: Final = 2
_NARROW: Final = 60


def render(report: Report, words: Words, paper: Paper | None = None) -> bytes:
    """The report's copy at the level of `words`, UTF-8."""
    paper = paper or Paper()
    report = copy_of(report, words.stand_ins.disclosure)
    lines = [*head(report, words, paper)]
    for number in TIPS:
        lines += tip(report, number, words, paper)
    lines += tail(report, words, paper)
    lines += ["", *helping(words, paper)]
    lines += closing(words, paper)
    return ("\n".join(lines) + "\n").encode()


def head(report: Report, words: Words, paper: Paper) -> Iterator[str]:
    """Whose machine, and when."""
    title = Text(
        "Postigo {version}: this computer on {when}", values={"version": Version(report.app), "when": report.began}
    )
    yield from wrapped(words.say(title), paper, style="1")
    if report.remembered:
        yield from wrapped(words.say(phrases.REMEMBERED), paper, style="1;33")
    if report.box is not None:
        yield from wrapped(words.say(phrases.BOXES[report.box]), paper, style="1;33")
    yield ""


def tip(report: Report, number: int, words: Words, paper: Paper) -> Iterator[str]:
    """One tip: its shutter, what was seen, what could not be seen, and what to do. Nothing if nothing was asked."""
    said = list(report.of_tip(number))
    here = [(line, verdict) for line, verdict in said if verdict.not_here is None]
    if not here:
        return
    shutter = report.shutter(number)
    sign, plain, colour = _SHUTTERS[shutter]
    yield styled(
        f"{plain if paper.plain else sign} {number} · {words.say(phrases.TIPS[number])}: "
        f"{words.say(phrases.stands(report, number))}",
        colour if shutter in {Shutter.OPEN, Shutter.AJAR, Shutter.CLOSED} else "1",
        paper,
    )
    for line, verdict in here:
        yield from _check(line, verdict, words, paper)
    yield ""


def tail(report: Report, words: Words, paper: Paper) -> Iterator[str]:
    """What is not here, and what nobody asked for, in one line each; the verdict; and, last, what to do first."""
    pairs = [pair for number in TIPS for pair in report.of_tip(number)]
    absent = [words.say(verdict.not_here.text, line.pack) for line, verdict in pairs if verdict.not_here]
    if absent:
        yield from wrapped(f"{words.say(Text('Nothing to look at:'))} {' '.join(absent)}", paper)
        yield ""
    unasked = [words.say(line.title, line.pack) for line in report.listed if report.verdict(line.check) is None]
    if unasked:
        yield from wrapped(f"{words.say(Text('Not looked at:'))} {words.enumeration(unasked)}.", paper)
        yield ""
    if offered := phrases.offered(report):
        yield from wrapped(words.say(offered), paper)
        yield ""
    worst = report.worst()
    yield from wrapped(" ".join(words.say(sentence) for sentence in phrases.verdict(report)), paper, style="1")
    found = phrases.first(report)
    if found is None:
        asking = any(finding.asks for said in report.verdicts for finding in said.findings)
        if worst is not None and not asking and not report.partly:
            yield from wrapped(words.say(Text("Look again in a month.")), paper)
        return
    line, finding, plan = found
    yield ""
    start = words.say(Text("Start here:"))
    if plan is None:
        yield from wrapped(f"{start} {words.say(finding.text, line.pack)}", paper, style=_SIGNS[finding.level][2])
    else:
        # Where it is the only plan of all, its steps stand a few lines above.
        yield from guide(
            plan, line.pack, words, paper, lead=start, style=_SIGNS[finding.level][2], steps=not _only(report)
        )
        if _only(report):
            above = Text("The steps stand above, under “{tip}”.", values={"tip": phrases.TIPS[line.tip]})
            yield from wrapped(words.say(above), paper)


def _only(report: Report) -> bool:
    """Whether one plan is all there is to do."""
    told = (pair for number in TIPS for pair in report.of_tip(number))
    return sum(len(phrases.plans(line, verdict.findings)) for line, verdict in told) == 1


def helping(words: Words, paper: Paper) -> Iterator[str]:
    """Tip 6: whom to call. It is in every copy, whatever was seen."""
    yield styled(f"6 · {words.say(phrases.TIPS[6])}: {words.say(phrases.DOOR)}", "1", paper)
    first, *numbers = phrases.help_now()
    yield from wrapped(words.say(first), paper, margin=_MARGIN)
    for number in numbers:
        yield from wrapped(words.say(number), paper, margin=_MARGIN + 2, hang=2)


def closing(words: Words, paper: Paper) -> Iterator[str]:
    """What a copy says about itself."""
    yield ""
    yield from wrapped(words.say(phrases.COPIES[words.stand_ins.disclosure]), paper)
    yield from wrapped(words.say(phrases.PROVES_NOTHING), paper)


def _check(line: Listed, verdict: Verdict, words: Words, paper: Paper) -> Iterator[str]:
    for finding in sorted(verdict.findings, key=lambda one: -one.level):
        yield from row(finding.level, words.say(finding.text, line.pack), words, paper)
        if paper.details:
            yield from _evidence(finding, line.pack, words, paper)
    warned = False
    for plan in phrases.plans(line, verdict.findings):
        yield from guide(plan, line.pack, words, paper, margin=column(words, paper), warn=not warned)
        warned = warned or plan.safety
    for plan in phrases.offers(line, verdict.findings):
        arrow = "->" if paper.plain else "→"
        told = Text("{title}: postigo explain {check}", values={"title": plan.title, "check": Choice(line.check)})
        yield from wrapped(f"{arrow} {words.say(told, line.pack)}", paper, margin=column(words, paper), hang=3)
    for gap in verdict.gaps:
        alone = not verdict.findings
        yield from row(None, words.say(phrases.gap(line, gap, alone=alone), line.pack), words, paper)
    if paper.details and verdict.detail:
        yield from wrapped(verdict.detail, paper, margin=column(words, paper), style="2")


def column(words: Words, paper: Paper) -> int:
    """Where sentences begin: behind the longest word for a state; on narrow paper, under the word."""
    if paper.width < _NARROW:
        return _MARGIN + 2
    widest = max(len(words.say(phrases.LEVELS[level])) for level in Level)
    unknown = len(words.say(phrases.LEVELS[None]))
    return _MARGIN + 2 + (unknown if unknown <= widest + 3 else widest) + 2


def row(level: Level | None, sentence: str, words: Words, paper: Paper) -> Iterator[str]:
    """A state, by its sign and its word, and the sentence beside it."""
    sign, plain, colour = _SIGNS[level]
    begin = column(words, paper)
    state = f"{plain if paper.plain else sign} {words.say(phrases.LEVELS[level])}"
    space = " " * max(begin - _MARGIN - len(state), 2)  # "could not look" may be longer than the column
    first, *rest = _folded(sentence, paper.width - begin, begun=_MARGIN + len(state) + len(space) - begin)
    yield " " * _MARGIN + styled(state, colour, paper) + space + first
    for line in rest:
        yield " " * begin + line


def _evidence(finding: Finding, pack: str, words: Words, paper: Paper) -> Iterator[str]:
    for name, item in finding.evidence.items():
        yield from wrapped(
            f"{words.value(named(name))}: {words.value(item, pack)}", paper, margin=column(words, paper), style="2"
        )


def guide(
    plan: Plan,
    pack: str,
    words: Words,
    paper: Paper,
    *,
    lead: str = "",
    margin: int = 0,
    style: str = "",
    warn: bool = True,
    steps: bool = True,
) -> Iterator[str]:
    """A plan: what it is, what it costs, the safety note before the steps (unless it was just said), the steps.

    Without `steps` only what it is and costs: the rest was just said.
    """
    start = lead or ("->" if paper.plain else "→")
    effort = f"({words.say(plan.effort, pack).rstrip('.')})" if plan.effort else ""
    title = f"{start} {words.say(plan.title, pack)} {effort}".rstrip()
    yield from wrapped(title, paper, margin=margin, hang=0 if lead else 3, style=style)
    if not steps:
        return
    if plan.safety and warn:
        yield from wrapped(words.say(phrases.safety()), paper, margin=margin + 3)
    for number, step in enumerate(plan.steps, 1):
        yield from wrapped(f"{number}. {words.say(phrases.step(step), pack)}", paper, margin=margin + 3, hang=3)


def _folded(text: str, width: int, *, begun: int = 0) -> list[str]:
    """Lines of a width; the first is shorter by what is `begun` already."""
    lead = "_" * begun
    first, *rest = textwrap.wrap(
        lead + printable(text), max(width, 20), break_long_words=False, break_on_hyphens=False
    ) or [""]
    return [first[begun:], *rest]


def wrapped(text: str, paper: Paper, *, margin: int = 0, hang: int = 0, style: str = "") -> Iterator[str]:
    """A paragraph in lines: indented by `margin`, all but the first by `hang` more."""
    # The first line begins `hang` further left, so it holds as much more.
    first, *rest = _folded(text, paper.width - margin)
    if rest and hang:
        rest = _folded(" ".join(rest), paper.width - margin - hang)
    for number, line in enumerate([first, *rest]):
        yield " " * (margin + (hang if number else 0)) + styled(line, style, paper)


def styled(text: str, style: str, paper: Paper) -> str:
    """A text in an ANSI style, where there are colours."""
    return f"\x1b[{style}m{text}\x1b[0m" if style and paper.colour else text
