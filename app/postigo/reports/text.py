"""Report as plain text, for a terminal and for a file. What to do comes first, then everything.

What counts stands first, where a screen begins: the verdict and what to do. What is fine is one line in each tip.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.core import advice
from postigo.core.model import Finding, Level, Plan, Verdict
from postigo.core.report import DOOR, TIPS, CheckInfo, Report, Shutter, in_order, tips_in_order
from postigo.core.values import Text, Version
from postigo.reports import watched, wording
from postigo.reports.evidence_names import named
from postigo.reports.paper import Paper, folded, styled, wrapped
from postigo.reports.redaction import NAMES_ARE_OUT, hides_names, redacted
from postigo.words import Words

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
_MANY: Final = 3  # things of one tip that are fine: so many are named in one line


def render(report: Report, words: Words, paper: Paper | None = None) -> bytes:
    """The report's copy at the level of `words`, UTF-8."""
    paper = paper or Paper()
    report = redacted(report, words.stand_ins.disclosure)
    lines = [*whole(report, words, paper), "", *helping(words, paper), *closing(words, paper)]
    return ("\n".join(lines) + "\n").encode()


def whole(report: Report, words: Words, paper: Paper) -> Iterator[str]:
    """Report on the person's own screen: what counts first, then everything tip by tip."""
    yield from head(report, words, paper)
    yield from start(report, words, paper)
    for number in tips_in_order(report):
        yield from tip(report, number, words, paper)
    yield from tail(report, words, paper)


def head(report: Report, words: Words, paper: Paper) -> Iterator[str]:
    """Head of the report: the machine, the time, the verdict."""
    title = Text(
        "Postigo {version}: this computer on {when}", values={"version": Version(report.app), "when": report.began}
    )
    named = f"{report.label} · " if report.label else ""
    yield from wrapped(named + words.say(title), paper, style="1")
    if report.remembered:
        yield from wrapped(words.say(wording.REMEMBERED), paper, style="1;33")
    if report.box is not None:
        yield from wrapped(words.say(wording.BOXES[report.box]), paper, style="1;33")
    yield ""
    sentences = wording.verdict(report)
    asking = any(
        finding.level >= Level.ADVISE or finding.needs_confirmation
        for said in report.verdicts
        for finding in said.findings
    )
    if report.worst() is not None and not asking and not report.incomplete_tips:
        sentences.append(Text("Look again in a month."))
    yield from wrapped(" ".join(words.say(sentence) for sentence in sentences), paper, style="1")
    yield ""


def start(report: Report, words: Words, paper: Paper) -> Iterator[str]:
    """Beginning of the report: what only the person can tell, then what to do first.

    The steps stand under their tip.
    """
    questions = [one for one in advice.questions(report) if one.level < Level.ADVISE][: advice.FEW]
    for one in questions:
        sign = _SIGNS[one.level][1 if paper.plain else 0]
        yield from wrapped(f"{sign} {words.say(one.text, one.pack)}", paper, margin=_MARGIN, hang=2)
    if questions:
        yield ""
    things = advice.things(report)[: advice.FEW]
    if not things:
        return
    yield styled(words.say(Text("Start here:")), "1", paper)
    for number, thing in enumerate(things, 1):
        seen = words.say(thing.finding.text, thing.line.pack)
        style = _SIGNS[thing.finding.level][2]
        if thing.plan is None:
            yield from wrapped(f"{number}. {seen}", paper, margin=_MARGIN, hang=3, style=style)
            continue
        titled = _titled(thing.plan, thing.line.pack, words)
        yield from wrapped(f"{number}. {titled}", paper, margin=_MARGIN, hang=3, style=style)
        yield from wrapped(seen, paper, margin=_MARGIN + 3)
    if hides_names(things, words):
        yield from wrapped(words.say(NAMES_ARE_OUT), paper)
    yield ""


def tip(report: Report, number: int, words: Words, paper: Paper) -> Iterator[str]:
    """One tip: its shutter, what was seen, what was not, what to do. Nothing if nothing was asked."""
    here = in_order(report, number)
    if not here:
        return
    yield from _heading(report, number, words, paper, counted=any(line.counts for line, _ in here))
    fine = [(line, verdict) for line, verdict in here if wording.only_fine(verdict)]
    if paper.details or len(fine) < _MANY:
        fine = []
    for line, verdict in here:
        if (line, verdict) not in fine:
            yield from _check(line, verdict, words, paper)
    if fine:
        yield from row(Level.GOOD, "; ".join(words.say(line.title, line.pack) for line, _ in fine) + ".", words, paper)
    yield ""


def _heading(report: Report, number: int, words: Words, paper: Paper, *, counted: bool) -> Iterator[str]:
    """Name of a tip, with its shutter where anything `counted` for it."""
    name = f"{number} · {words.say(wording.TIPS[number])}"
    if not counted:
        yield from wrapped(name, paper, style="1")
        return
    shutter = report.shutter(number)
    sign, plain, colour = _SHUTTERS[shutter]
    yield from wrapped(
        f"{plain if paper.plain else sign} {name}: {words.say(wording.shutter_text(report, number))}",
        paper,
        hang=len(sign) + 1,
        style=colour if shutter in {Shutter.OPEN, Shutter.AJAR, Shutter.CLOSED} else "1",
    )


def tail(report: Report, words: Words, paper: Paper) -> Iterator[str]:
    """Lines for what is not here, and what nobody asked for."""
    pairs = [pair for number in TIPS for pair in report.of_tip(number)]
    absent = [words.say(verdict.not_applicable.text, line.pack) for line, verdict in pairs if verdict.not_applicable]
    if absent:
        once = " ".join(dict.fromkeys(absent))
        yield from wrapped(f"{words.say(Text('Nothing to look at:'))} {once}", paper)
    unasked = [words.say(line.title, line.pack) for line in report.listed if report.verdict(line.check) is None]
    if unasked:
        yield from wrapped(f"{words.say(Text('Not looked at:'))} {words.enumeration(unasked)}.", paper)
    if offered := wording.offered(report, paper.call):
        yield from wrapped(words.say(offered), paper, whole=wording.asking_for(report, paper.call))
    if not paper.details:
        yield from wrapped(
            words.say(Text("--details also tells what is fine, and what each result is based on.")), paper
        )


def helping(words: Words, paper: Paper) -> Iterator[str]:
    """Tip 6: whom to call. It is in every copy, whatever was seen."""
    yield from wrapped(f"{DOOR} · {words.say(wording.TIPS[DOOR])}: {words.say(wording.DOOR)}", paper, style="1")
    first, *numbers = wording.help_now()
    yield from wrapped(words.say(first), paper, margin=_MARGIN)
    for number in numbers:
        yield from wrapped(words.say(number), paper, margin=_MARGIN + 2, hang=2)


def closing(words: Words, paper: Paper) -> Iterator[str]:
    """Closing words of a copy about itself."""
    yield ""
    yield from wrapped(words.say(wording.COPIES[words.stand_ins.disclosure]), paper)
    yield from wrapped(words.say(wording.PROVES_NOTHING), paper)


def _check(line: CheckInfo, verdict: Verdict, words: Words, paper: Paper) -> Iterator[str]:
    for finding in sorted(verdict.findings, key=lambda one: -one.level):
        yield from row(finding.level, words.say(finding.text, line.pack), words, paper)
        if paper.details:
            yield from _evidence(finding, line.pack, words, paper)
    warned = False
    plans = advice.advise(line, verdict.findings)
    for plan in plans.needed:
        yield from guide(plan, line.pack, words, paper, margin=column(words, paper), warn=not warned)
        warned = warned or plan.safety
    for plan in (*plans.offered, *plans.if_not_you):
        arrow = "->" if paper.plain else "→"
        command = paper.call("explain", line.check)
        told = f"{arrow} {words.say(plan.title, line.pack)}: {command}"
        yield from wrapped(told, paper, margin=column(words, paper), hang=len(arrow) + 1, whole=command)
    for gap in wording.gaps(verdict):
        alone = not verdict.findings
        yield from row(None, words.say(wording.gap(line, gap, alone=alone), line.pack), words, paper)
    if line.seeks_watchers:
        yield ""
        for sentence in (*watched.note(seen=any(finding.whose for finding in verdict.findings)), watched.TYPED):
            yield from wrapped(words.say(sentence), paper, margin=_MARGIN)
    if paper.details and verdict.detail:
        for known in verdict.detail.splitlines():
            yield from wrapped(known, paper, margin=column(words, paper), hang=2, style="2")


def column(words: Words, paper: Paper) -> int:
    """Column where sentences begin: behind the longest state; on narrow paper, under the state."""
    if paper.width < _NARROW:
        return _MARGIN + 2
    return _MARGIN + 2 + max(len(words.say(word)) for word in wording.LEVELS.values()) + 2


def row(level: Level | None, sentence: str, words: Words, paper: Paper) -> Iterator[str]:
    """A state, by its sign and its word, and the sentence beside it."""
    sign, plain, colour = _SIGNS[level]
    begin = column(words, paper)
    state = f"{plain if paper.plain else sign} {words.say(wording.LEVELS[level])}"
    space = " " * max(begin - _MARGIN - len(state), 2)
    first, *rest = folded(sentence, paper.width - begin, begun=_MARGIN + len(state) + len(space) - begin)
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
    mark: str = "",
    margin: int = 0,
    warn: bool = True,
) -> Iterator[str]:
    """Plan as text: mark, title, cost, safety note before the steps, steps.

    The note is left out where it was just said.
    """
    arrow = ("->" if paper.plain else "→") + (f" [{mark}]" if mark else "")
    yield from wrapped(f"{arrow} {_titled(plan, pack, words)}", paper, margin=margin, hang=len(arrow) + 1)
    if plan.safety and warn:
        yield from wrapped(words.say(wording.safety()), paper, margin=margin + 3)
    for number, step in enumerate(plan.steps, 1):
        told = words.say(wording.step(step), pack)
        yield from wrapped(f"{number}. {told}", paper, margin=margin + 3, hang=3, whole=_to_type(told))


def _to_type(step: str) -> str:
    """Line that a step offers to be typed, if any: what follows its last colon. The full stop is left out."""
    _, colon, line = step.rpartition(": ")
    return line if colon and not line.endswith((".", "?", "!", ")", "»", "”")) else ""


def _titled(plan: Plan, pack: str, words: Words) -> str:
    effort = f"({words.say(plan.effort, pack).rstrip('.')})" if plan.effort else ""
    return f"{words.say(plan.title, pack)} {effort}".rstrip()
